"""``check``: a line a transcript, totals, what was cleaned, what is unsure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

TALK = (
    "Anna: What happened then? (laughs)\nBen: It broke “twice”, and nobody came.\n"
    "Anna: How did you go on?\nBen: I went to another shop, I had to.\n"
)
SURVEY = (
    "Respondent;Tier;What made you come back to us?\n"
    "r1;gold;The woman at the desk knew my name.\n"
    "r2;none;I did not come back at all.\n"
    "r3;gold;It is close to my work and quiet.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    for name, text in {"good/a.txt": TALK, "bad/b.txt": TALK.replace("Ben", "Cy")}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_totals_are_sums_of_the_lines(cli: Any, study: Path) -> None:
    found = cli("check", study, "--json").json
    totals = found["totals"]
    assert totals["transcripts"] == totals["files"] == len(found["files"]) == 2
    assert totals["words"] == sum(row["words"] for row in found["files"])
    assert totals["turns"] == sum(row["turns"] for row in found["files"])
    assert totals["groups"] == {"bad": 1, "good": 1}
    assert totals["cleaned"] == {"events": 2, "quotes": 4}
    assert found["files"][0]["cleaned"] == {"events": 1, "quotes": 2}


def test_what_was_cleaned_is_told_with_its_meaning(cli: Any, study: Path) -> None:
    out = cli("check", study).out
    assert "2 transcripts read from 2 files" in out
    assert "notes of laughter, pauses and noises" in out
    assert "keep = […]" in out or "keep" in out
    (study / "study.toml").write_text('keep = ["events", "quotes"]\n')
    assert "laughter" not in cli("check", study).out


def test_interviews_of_one_file_have_a_line_each(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    result = cli("check", path, "--group-column", "Tier")
    assert result.code == 0
    assert "3 transcripts read from 1 files (2 gold, 1 none)" in result.out
    for name in ("r1", "r2", "r3"):
        assert f"survey.csv: {name}" in result.out
    wrong = cli("check", path, "--group-column", "Plan")
    assert wrong.code == 2
    assert "no column 'Plan'" in wrong.err


def test_an_unsure_role_is_marked(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "good" / "a.txt"
    path.parent.mkdir()
    path.write_text("Ann: one two three\nBob: one two three\nAnn: four\nBob: four\n")
    result = cli("check", tmp_path)
    assert "Ann = respondent?" in result.out
    assert "a role is unsure" in result.err


def test_a_foreign_language_gets_a_hint_which_embedder_to_choose(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "gut").mkdir()
    (tmp_path / "gut" / "a.txt").write_text(
        "Interviewer: Wie sind Sie auf den Laden gekommen?\n"
        "Kundin: Meine Nachbarin hat mir davon erzählt, und dann bin ich einmal hingegangen,"
        " weil ich einen neuen Tisch gebraucht habe und nicht weit fahren wollte.\n",
        encoding="utf-8",
    )
    result = cli("check", tmp_path)
    assert "'de'" in result.err
    assert "--embedder" in result.err
