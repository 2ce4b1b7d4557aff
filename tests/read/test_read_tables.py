from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from interview_insights.errors import ReadError
from interview_insights.read import read_study
from interview_insights.settings import Settings

ONE = [("Anna", "Why?"), ("Ben", "It lasts, mostly.")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", 'speaker,text\nAnna,Why?\nBen,"It lasts, mostly."\n'),
        ("a.csv", "\ufeffSpeaker;Text\r\nAnna;Why?\r\nBen;It lasts, mostly.\r\n"),
        ("a.csv", "Sprecher\tText\nAnna\tWhy?\nBen\tIt lasts, mostly.\n"),
        ("a.tsv", "who\tutterance\nAnna:\tWhy?\nBen:\tIt lasts, mostly.\n"),
        ("a.csv", 'Interview 3\n\nName,Comment\nAnna,Why?\nBen,"It lasts,\nmostly."\n'),
        ("a.txt", 'speaker,start,text\nAnna,1,Why?\nBen,3,"It lasts, mostly."\n'),
        ("a.md", "| Speaker | Text |\n|---|:--|\n| Anna | Why? |\n| Ben | It lasts, mostly. |\n"),
        ("a.csv", "participant;speaker;text\nP1;Anna;Why?\nP1;Ben;It lasts, mostly.\n"),
    ],
)
def test_delimited(read, said, name, content):
    assert said(read(content, name)) == ONE


def test_empty_speaker_is_the_same_speaker(read, said):
    transcript = read("speaker,text\nAnna,Why?\n,Why now?\nBen,So.\n", "a.csv")
    assert said(transcript) == [("Anna", "Why? Why now?"), ("Ben", "So.")]
    assert str(transcript.turns[1].place) == "row 4"


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("start,end", ["0,2500", "2500,5000"], [0.0, 2.5]),
        ("start,end", ["0.0,2.5", "2.5,5.0"], [0.0, 2.5]),
        ("start_ms,end_ms", ["10,20", "2500,2510"], [0.01, 2.5]),
        ("Time,x", ["0:03,", "1:02,"], [3.0, 62.0]),
        ("Timestamp,x", ["00:00:05.790,", "#00:01:22-6#,"], [5.79, 82.6]),
    ],
)
def test_times(read, header, cells, expected):
    rows = [f"{c},{s},{t}" for c, s, t in zip(cells, "AB", ["Why?", "So."], strict=True)]
    transcript = read("\n".join([f"{header},speaker,text", *rows]), "a.csv")
    assert [t.start_s for t in transcript.turns] == pytest.approx(expected)


def test_question_and_answer_columns(read):
    transcript = read("Question,Answer\nWhy?,Price.\nElse?,No.\n", "a.csv")
    assert [(t.role, t.text) for t in transcript.turns][:2] == [
        ("interviewer", "Why?"),
        ("respondent", "Price."),
    ]


def test_role_column_is_a_legend(read):
    transcript = read(
        "speaker,role,text\nAnna,participant,Is that so?\nBen,moderator,Yes.\n", "a.csv"
    )
    assert [s.role for s in transcript.speakers] == ["respondent", "interviewer"]


def test_several_interviews_in_one_file_are_several_transcripts(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("interview,speaker,text\n1,A,Why?\n1,B,So.\n2,A,Why?\n2,C,No.\n")
    found = read_study(path).transcripts
    assert [[t.text for t in one.turns] for one in found] == [["Why?", "So."], ["Why?", "No."]]
    assert [one.id for one in found] == ["a.1", "a.2"]


SURVEY = (
    "Respondent,Tier,What made you come back to us?,Anything that you would change?\n"
    "r1,gold,The woman at the desk knew my name.,Longer hours on Fridays please.\n"
    "r2,none,I did not come back at all.,\n"
    "r3,gold,It is close to my work and quiet.,The music is too loud for me.\n"
)


def test_the_column_of_groups_may_be_named(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY)
    found = read_study(path, settings=Settings(group_column="tier"))
    assert [(t.participant, t.group) for t in found.transcripts] == [
        ("r1", "gold"),
        ("r2", "none"),
        ("r3", "gold"),
    ]
    assert {t.turns[0].role for t in found.transcripts} == {"interviewer"}
    assert "Tier" not in found.attributes.get("r1", {})
    with pytest.raises(ReadError, match="no column 'plan' for the groups") as caught:
        read_study(path, settings=Settings(group_column="plan"))
    assert "Tier" in caught.value.message
    assert caught.value.hint


def test_a_survey_without_a_named_group_keeps_the_column_as_an_attribute(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY)
    found = read_study(path)
    assert found.attributes["r1"] == {"Tier": "gold"}
    assert any("1 of 6 answers are empty" in w for t in found.transcripts for w in t.warnings)


def test_no_column_of_words(read):
    with pytest.raises(ReadError, match=r"No column holds the words \(first row: a, b\)") as caught:
        read("a,b\n1,2\n", "a.csv")
    assert caught.value.line == 1
    assert caught.value.hint


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_workbook(read, said):
    rows = [
        ["Interview", None, None],
        ["Time", "Speaker", "Text"],
        [datetime.time(0, 1, 2), "Anna", "Why?"],
        ["0:01:05", "Ben", "It lasts, mostly."],
        [None, None, None],
    ]
    transcript = read(workbook(("Notes", [["x", 1]]), ("Talk", rows)), "a.xlsx")
    assert said(transcript) == ONE
    assert transcript.kind == "xlsx"
    assert [t.start_s for t in transcript.turns] == [62.0, 65.0]
    assert str(transcript.turns[0].place) == "row 3"
    assert any("hold no interview and were left out: Notes." in w for w in transcript.warnings)


def test_workbook_told_by_content(read, said):
    rows = [["speaker", "text"], ["Anna", "Why?"], ["Ben", "It lasts, mostly."]]
    assert said(read(workbook(("S", rows)), "a.docx")) == ONE


def test_workbook_without_words(read):
    with pytest.raises(ReadError, match="No column holds the words"):
        read(workbook(("S", [["x", "y"], [1, 2]])), "a.xlsx")


def test_a_quotation_mark_that_is_not_closed_swallows_nothing(read, said):
    transcript = read('speaker,text\nAnna,"Why?\nBen,It lasts, mostly.\n', "a.csv")
    assert said(transcript) == [("Anna", '"Why?'), ("Ben", "It lasts, mostly.")]
    assert any("quotation mark is not closed" in w for w in transcript.warnings)
