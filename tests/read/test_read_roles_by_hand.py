"""Roles on transcripts whose truth was set by hand, none of them seen while writing the rules."""

from __future__ import annotations

import json
from pathlib import Path

from interview_insights.read.joining import join
from interview_insights.read.roles import UNSURE, assign_roles
from interview_insights.records import Place, Utterance

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "roles.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def told(row):
    said = [Utterance(s, t, Place("line", n)) for n, (s, t) in enumerate(row["turns"], 1)]
    return assign_roles(join(said)[0])


def test_roles_are_right_on_nearly_all_and_doubt_is_said():
    wrong = []
    for row in ROWS:
        found = told(row)
        if {s.name: s.role for s in found.speakers} != row["roles"]:
            wrong.append((row, found))
    assert len(wrong) <= 0.05 * len(ROWS)
    for row, found in wrong:
        assert any(s.confidence < UNSURE for s in found.speakers), row["kind"]


def test_the_set_is_whole():
    assert len(ROWS) >= 90
    assert len({row["kind"] for row in ROWS}) == 18
    for row in ROWS:
        assert {speaker for speaker, _ in row["turns"]} == set(row["roles"])
        assert "interviewer" in row["roles"].values()
        assert "respondent" in row["roles"].values()
