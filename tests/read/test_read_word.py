from __future__ import annotations

import contextlib
import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from interview_insights.errors import ReadError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ONE = [("Anna", "Why did you buy it?"), ("Ben", "It lasts."), ("Anna", "Else?")]


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def of(*paragraphs):
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Anna: Why did you buy it?", "Ben: It lasts.", "Anna: Else?"],
        ["Interview 3", "", "Anna: Why did you", "buy it?", "Ben:", "It lasts.", "Anna: Else?"],
        ["Anna: Why did you buy it?\nBen: It lasts.", "Anna: Else?"],
        [
            "Audio file",
            "Transcript",
            "00:00:03 Anna",
            "Why did you buy it?",
            "00:00:05 Ben",
            "It lasts.",
            "00:00:09 Anna",
            "Else?",
        ],
        [
            "Meeting",
            "27m 42s",
            "Anna started transcription",
            "Anna   0:03\nWhy did you buy it?",
            "Ben   0:05\nIt lasts.",
            "Anna   0:09\nElse?",
        ],
        ["Anna", "Why did you buy it?", "Ben", "It lasts.", "Anna", "Else?", "Ben", "Not much."],
    ],
)
def test_labels(read, said, paragraphs):
    transcript = read(saved(of(*paragraphs)), "a.docx")
    assert said(transcript)[:3] == ONE
    assert transcript.kind == "docx"


def test_places_are_paragraphs(read):
    transcript = read(saved(of("Title", "Anna: Why?\nBen: So.", "Anna: Else?")), "a.docx")
    assert [str(t.place) for t in transcript.turns] == ["paragraph 2", "paragraph 2", "paragraph 3"]


def test_old_teams(read, said):
    times = ["0:0:0.0 --> 0:0:3.490", "0:0:3.0 --> 0:0:5.0", "0:0:6.0 --> 0:0:9.0"] * 2
    turns = [*ONE, ("Ben", "No.")]
    paragraphs = [f"{t}\n{n}\n{w}" for t, (n, w) in zip(times, turns, strict=False)]
    transcript = read(saved(of(*paragraphs)), "a.docx")
    assert said(transcript) == turns
    assert [t.start_s for t in transcript.turns] == [0.0, 3.0, 6.0, 0.0]


def test_bold_questions(read, said):
    document = docx.Document()
    for question, answer in (("Why this one", "It lasts."), ("And the price", "Too high.")):
        document.add_paragraph().add_run(question).bold = True
        document.add_paragraph(answer)
    transcript = read(saved(document), "a.docx")
    assert [(t.role, t.text) for t in transcript.turns][:2] == [
        ("interviewer", "Why this one"),
        ("respondent", "It lasts."),
    ]


def test_bold_question_and_answer_in_one_paragraph(read):
    document = docx.Document()
    for question, answer in (("Why this one", "It lasts."), ("And the price", "Too high.")):
        paragraph = document.add_paragraph()
        paragraph.add_run(question).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run(answer)
    transcript = read(saved(document), "a.docx")
    assert [t.role for t in transcript.turns] == ["interviewer", "respondent"] * 2


@pytest.mark.parametrize("header", [True, False])
def test_tables(read, said, header):
    rows = [["Speaker", "Text"]] * header + [list(turn) for turn in ONE]
    document = of("Interview")
    table = document.add_table(len(rows), 2)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    assert said(read(saved(document), "a.docx")) == ONE


def test_table_with_times(read):
    rows = [["Time", "Speaker", "Text"], ["0:03", "Anna", "Why?"], ["0:09", "Ben", "So."]]
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    assert [t.start_s for t in read(saved(document), "a.docx").turns] == [3.0, 9.0]


def test_content_controls_and_tracked_changes(read, said):
    document = of("Anna: Why?")
    body = document.element.body
    body.insert(
        1,
        parse_xml(
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Ben: It </w:t></w:r>"
            "<w:ins><w:r><w:t>really</w:t></w:r></w:ins><w:del><w:r><w:delText>never</w:delText>"
            "</w:r></w:del><w:r><w:t xml:space='preserve'> lasts.</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    assert said(read(saved(document), "a.docx")) == [("Anna", "Why?"), ("Ben", "It really lasts.")]


def test_a_cell_may_claim_any_width(read, said):
    document = of("Anna: Why?", "Ben: So.")
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:tbl {W}><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
            "<w:p><w:r><w:t>Title</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ),
    )
    assert said(read(saved(document), "a.docx")) == [("Anna", "Why?"), ("Ben", "So.")]


def rezipped(data, name, change):
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.namelist():
            content = source.read(member)
            archive.writestr(member, change(content) if member == name else content)
    return target.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: b"",
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"<a>" * 20_000,
        lambda xml: b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    ],
)
def test_broken_document_xml(read, change):
    data = rezipped(saved(of("Anna: Why?", "Ben: So.")), "word/document.xml", change)
    with pytest.raises(ReadError) as caught:
        read(data, "a.docx")
    assert caught.value.hint


def test_truncated_archive(read):
    data = saved(of("Anna: Why?", "Ben: So."))
    for size in (10, 100, len(data) // 2, len(data) - 30):
        with pytest.raises(ReadError, match="damaged"):
            read(data[:size], "a.docx")


def test_flipped_bytes_never_raise_anything_else(read):
    data = saved(of("Anna: Why?", "Ben: So."))
    for at in range(0, len(data), max(1, len(data) // 150)):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        with contextlib.suppress(ReadError):
            read(bytes(broken), "a.docx")


def test_external_entities_are_not_read(read, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET")
    dtd = f'<!DOCTYPE a [<!ENTITY s SYSTEM "file://{secret}">]>'.encode()

    def change(xml):
        head, _, rest = xml.partition(b"?>")
        return head + b"?>" + dtd + rest.replace(b"Why?", b"Why &s;?")

    data = rezipped(saved(of("Anna: Why?", "Ben: So.")), "word/document.xml", change)
    with contextlib.suppress(ReadError):
        assert "TOPSECRET" not in read(data, "a.docx").text
