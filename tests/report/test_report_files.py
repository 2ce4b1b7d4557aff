"""Slides, workbook, persona pages and pictures of a run."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pptx
import pytest
from handmade import make_run

import interview_insights as ii
from interview_insights.errors import RunError
from interview_insights.report import render_persona, render_personas
from interview_insights.report.model import themes_of

HOSTILE = "=cmd|'/C calc'!A0 <img src=x onerror=alert(1)> $x$ 😀 \x07"


def slides_of(path: Path) -> list[str]:
    deck = pptx.Presentation(str(path))
    return [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in deck.slides
    ]


def test_slides_tell_each_finding_and_each_persona(sample_run: ii.Run, tmp_path: Path) -> None:
    report = sample_run.report()
    slides = slides_of(sample_run.to_slides(tmp_path / "deep" / "a.pptx"))
    assert report.name in slides[0]
    for finding in report.findings:
        assert sum(finding.text in slide for slide in slides) == 1
    for persona in report.personas:
        assert any(slide.startswith(persona.name) for slide in slides)
    pictures = [
        shape
        for slide in pptx.Presentation(str(tmp_path / "deep" / "a.pptx")).slides
        for shape in slide.shapes
        if shape.shape_type == 13
    ]
    assert len(pictures) > len(report.findings)
    assert all(p._element.nvPicPr.cNvPr.get("descr") for p in pictures)


@pytest.mark.parametrize("groups", [("only",), ("good", "bad"), ("a", "b", "c")], ids=len)
@pytest.mark.parametrize("themes", [0, 2])
def test_files_of_a_study_of_any_shape(groups, themes, tmp_path: Path) -> None:
    run = make_run(groups, themes=themes, text=HOSTILE, name=HOSTILE)
    assert slides_of(run.to_slides(tmp_path / "a.pptx"))
    book = openpyxl.load_workbook(run.to_xlsx(tmp_path / "a.xlsx"))
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert "<img" not in render_personas(run.report())
    for number in range(len(run.personas)):
        assert "<img" not in render_persona(run.report(), number)


def test_the_same_run_gives_the_same_files(tmp_path: Path) -> None:
    for write, name in ((ii.Run.to_slides, "a.pptx"), (ii.Run.to_xlsx, "a.xlsx")):
        first = write(make_run(), tmp_path / name).read_bytes()
        assert first == write(make_run(), tmp_path / f"again_{name}").read_bytes()


def test_the_workbook_says_who_voices_what(sample_run: ii.Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sample_run.to_xlsx(tmp_path / "a.xlsx"), read_only=True)
    assert book.sheetnames == ["people by themes", "themes", "contrasts", "codings", "facts"]
    head, *rows = list(book["people by themes"].iter_rows(values_only=True))
    assert head[:2] == ("participant", "group")
    assert list(head[2:]) == sample_run.themes["label"].tolist()
    counts = [sum(row[2 + i] for row in rows) for i in range(len(head) - 2)]
    assert counts == sample_run.themes["n_participants"].tolist()


def test_plots_are_figures_with_words_beside_them(sample_run: ii.Run) -> None:
    from matplotlib.figure import Figure

    for figure in (
        sample_run.plot_contrast(6),
        sample_run.plot_themes("barrier", 4),
        sample_run.plot_saturation(),
        sample_run.plot_map(),
    ):
        assert isinstance(figure, Figure)
        assert figure.alt
        assert 'alt="' in figure._repr_html_()
        buffer = io.BytesIO()
        figure.savefig(buffer)
        assert buffer.getvalue().startswith(b"\x89PNG")
    labels = {t.label for t in themes_of(sample_run.report()) if t.lens == "barrier"}
    shown = [t.get_text() for t in sample_run.plot_themes("barrier").axes[0].get_yticklabels()]
    assert all(any(label.startswith(text.rstrip("…")) for label in labels) for text in shown)


def test_plots_that_cannot_be_drawn_say_why(sample_run: ii.Run) -> None:
    with pytest.raises(RunError, match="No theme in the lens 'money'"):
        sample_run.plot_themes("money")
    with pytest.raises(RunError, match="nothing to compare"):
        make_run(("only",), themes=0).plot_contrast()


def test_a_file_that_cannot_be_written_is_a_named_error(tmp_path: Path) -> None:
    run = make_run()
    for write in (run.to_html, run.to_docx, run.to_slides, run.to_xlsx):
        with pytest.raises(RunError, match="cannot be written") as caught:
            write(tmp_path)  # a folder
        assert caught.value.hint


def test_personas_show_themselves(sample_run: ii.Run) -> None:
    cards = sample_run.personas._repr_html_()
    assert all(persona.name in cards for persona in sample_run.personas)
    assert tuple(sample_run.personas) == sample_run.personas
