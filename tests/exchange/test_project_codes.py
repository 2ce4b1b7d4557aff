"""Codes that stand in a project already: a person's count, a model's and strangers' do not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import interview_insights as ii
from interview_insights.coding.codebook import default_codebook
from interview_insights.exchange import Correction, with_corrections
from interview_insights.exchange.project_codes import codes_in_projects
from interview_insights.exchange.qdpx import write_qdpx
from interview_insights.language import segment

TALK = (
    "Interviewer: Why did you buy it?\n"
    "Ada: Um, I wanted  a quiet kettle.\n"
    "Interviewer: And what held you back?\n"
    "Ada: The postage was hidden. Yes. It was dear.\n"
)
CODES = (
    '<Code guid="d" name="Driver"><Code guid="g" name="Goals"><Code guid="q" name="Quiet"/></Code>'
    '</Code><Code guid="c" name="concerns"/><Code guid="x" name="Tea"/>'
)


def coding(words: str, code: str, user: str = "u1", whole: bool = False) -> str:
    inner = f'<Coding creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding>'
    at = TALK.index(words)
    span = f'startPosition="{at}" endPosition="{at + len(words)}"'
    return inner if whole else f"<PlainTextSelection {span}>{inner}</PlainTextSelection>"


def study(folder: Path, *codings: str) -> ii.Study:
    qde = (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0">'
        '<Users><User guid="u1" name="Bo"/><User guid="u2" name="Cy"/>'
        '<User guid="m" name="interview-insights (model)"/></Users>'
        f"<CodeBook><Codes>{CODES}</Codes></CodeBook><Sources>"
        f'<TextSource guid="s1" name="Ada" plainTextPath="internal://s1.txt">{"".join(codings)}'
        "</TextSource></Sources></Project>"
    )
    with zipfile.ZipFile(folder / "coded.qdpx", "w") as made:
        made.writestr("project.qde", qde)
        made.writestr("sources/s1.txt", TALK)
    return ii.read_study(folder)


def codes(found: ii.Study) -> tuple[dict[str, str], tuple[str, ...]]:
    segments = segment(found.transcripts)
    texts = dict(segments[["segment_id", "text"]].to_numpy())
    received = codes_in_projects(found, segments, default_codebook())
    told = {texts[c.segment_id]: f"{c.field} {c.second}".strip() for c in received.corrections}
    return told, received.remarks


def test_a_persons_codes_are_taken(tmp_path):
    told, remarks = codes(
        study(
            tmp_path,
            coding("wanted  a quiet kettle", "q"),
            coding("The postage was hidden.", "c", "u2"),
        )
    )
    assert told == {"Um, I wanted a quiet kettle.": "goals", "The postage was hidden.": "concerns"}
    assert remarks == (
        "coded.qdpx: 2 sentences come coded by Bo, Cy; these codes count as a person's.",
    )


def test_two_codes_of_a_sentence_are_both_taken_the_commoner_first(tmp_path):
    words = "The postage was hidden."
    found = study(tmp_path, coding(words, "g"), coding(words, "c"), coding(words, "c", "u2"))
    assert codes(found)[0] == {words: "concerns goals"}


@pytest.mark.parametrize(
    ("given", "remark"),
    [
        (coding("The postage was hidden.", "c", "m"), ""),
        (coding("The postage", "c", whole=True), ""),
        (coding("The", "c"), "coded.qdpx: 1 codes stand on no respondent's sentence"),
        (coding("Why did you buy it?", "c"), "coded.qdpx: 1 codes stand on no respondent's"),
        (coding("The postage was hidden.", "x"), "codes that are no field of the codebook"),
    ],
)
def test_what_is_no_persons_code_of_a_sentence_is_told(tmp_path, given, remark):
    told, remarks = codes(study(tmp_path, given))
    assert told == {}
    assert (remark in " ".join(remarks)) if remark else remarks == ()


def test_none_by_a_person_comes_along(sample_run: ii.Run, tmp_path):
    first = sample_run.codings[sample_run.codings["field"] == "concerns"]["segment_id"].iloc[0]
    codings = with_corrections(sample_run.codings, [Correction(first, "none")], default_codebook())
    tables = dict(sample_run.tables) | {"codings": codings}
    path = tmp_path / "run.qdpx"
    path.write_bytes(write_qdpx(tables, default_codebook(), "any"))
    found = ii.read_study(tmp_path)
    segments = segment(found.transcripts)
    (given,) = codes_in_projects(found, segments, default_codebook()).corrections
    text = dict(segments[["segment_id", "text"]].to_numpy())[given.segment_id]
    assert given.field == "none"
    assert text == dict(sample_run.segments[["segment_id", "text"]].to_numpy())[first]


def test_the_newest_word_of_people_counts(tmp_path):
    folder, out = tmp_path / "study", tmp_path / "run"
    folder.mkdir()
    study(folder, coding("The postage was hidden.", "c"))

    def fields() -> dict[str, str]:
        run = ii.analyze(folder, out=out)
        human = run.codings[run.codings["source"] == "human"].merge(run.segments, on="segment_id")
        return dict(human[["text", "field"]].to_numpy())

    assert fields() == {"The postage was hidden.": "concerns"}
    run = ii.load_run(out)
    (first,) = run.codings.loc[run.codings["source"] == "human", "segment_id"]
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(f"segment_id,field\n{first},values\n", encoding="utf-8")
    from interview_insights.exchanging import apply_codes

    apply_codes(out, corrected)
    (folder / "another.txt").write_text("Q: Why?\nA: It was cheap.\n", encoding="utf-8")
    assert fields() == {"The postage was hidden.": "values"}  # corrected after the project
    study(folder, coding("The postage was hidden.", "g"))
    assert fields() == {"The postage was hidden.": "goals"}  # the project is newer
