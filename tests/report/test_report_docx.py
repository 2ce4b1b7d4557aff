"""The Word report, opened with python-docx."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from handmade import make_run

import interview_insights as ii
from interview_insights.report import render_docx


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def headings(document: Any) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]


def words_of(document: Any) -> str:
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_sample_report_holds_everything(sample_folder: Path, sample_run: ii.Run) -> None:
    document = opened((sample_folder / "report.docx").read_bytes())
    report = sample_run.report()
    shown, words = headings(document), words_of(document)
    assert shown[0] == report.name == document.core_properties.title
    for lens in report.lenses:
        for theme in (t for field in lens.fields for t in field.themes):
            assert theme.label in shown
            assert theme.quotes[0].text in words
            assert theme.quotes[0].source in words
    for finding in report.findings:
        assert finding.text in words
    for persona in report.personas:
        assert persona.name in shown
        for label, statements in persona.fields:
            assert label in words
            for statement in statements:
                assert f"{statement.text} ({statement.n} of {persona.size})" in words
    for heading, text in report.methods:
        assert heading in words
        assert text in words


def test_the_table_of_a_field_counts_people(sample_folder: Path, sample_run: ii.Run) -> None:
    document = opened((sample_folder / "report.docx").read_bytes())
    rows = {
        row.cells[0].text: [cell.text for cell in row.cells[1:3]]
        for table in document.tables
        if len(table.columns) == 4
        for row in table.rows
    }
    for lens in sample_run.report().lenses:
        for theme in (t for field in lens.fields for t in field.themes):
            found = [cells for label, cells in rows.items() if label.startswith(theme.label)]
            assert [f"{s.mentions} of {s.n}" for s in theme.shares] in found


def test_the_same_report_is_the_same_bytes_a_year_later(
    monkeypatch: pytest.MonkeyPatch, sample_run: ii.Run
) -> None:
    report = sample_run.report()
    first = render_docx(report)
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 366 * 86_400)
    assert render_docx(report) == first


def test_nothing_in_the_file_tells_when_it_was_written(sample_folder: Path) -> None:
    with zipfile.ZipFile(sample_folder / "report.docx") as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        year = time.strftime("%Y")
        assert year not in archive.read("docProps/core.xml").decode()


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<w:p/> & </w:t> ]]>", "<w:p/> & </w:t> ]]>"),
        ("bell \x07, null \x00, form feed \x0c.", "bell , null , form feed ."),
        ("half \ud83d a pair", "half  a pair"),
        ("no character \ufffe \uffff here", "no character   here"),
        ("日本語 😀 ﷽", "日本語 😀 ﷽"),
        ("=cmd()", "=cmd()"),
    ],
    ids=ascii,
)
def test_any_text_can_be_opened(said: str, shown: str) -> None:
    document = opened(render_docx(make_run(text=said, name=said).report()))
    assert headings(document)[0] == shown
    assert f"“{shown} 0”" in words_of(document)


@pytest.mark.parametrize("themes", [0, 2])
@pytest.mark.parametrize("personas", [True, False])
@pytest.mark.parametrize("groups", [("only",), ("good", "bad"), ("a", "b", "c")], ids=len)
def test_a_study_of_any_shape_is_written(
    groups: tuple[str, ...], personas: bool, themes: int
) -> None:
    run = make_run(groups, themes=themes, personas=personas)
    document = opened(render_docx(run.report()))
    assert ("Personas" in headings(document)) == personas
    assert headings(document).count("It costs too much") == themes
    report = run.report()
    differ = len(report.cohorts) if themes else 0
    assert len(document.tables) == themes + personas + differ + bool(report.quality)


def test_it_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    run = make_run()
    path = run.to_docx(tmp_path / "deep" / "a.docx")
    assert path == tmp_path / "deep" / "a.docx"
    assert path.read_bytes() == render_docx(run.report())
