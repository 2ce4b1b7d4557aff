"""The shipped coder on pairs of praise and complaint in almost the same words.

The units were written by hand, lie in no training domain, and were not used to choose
anything: "Not a single screw was missing" is praise, "I can't say I felt looked after" is
a complaint. They are meant to be hard; a coin would swap half of them. The limits guard
against getting worse; benchmarks/praise_and_complaint.py prints the figures.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from interview_insights.coding import open_coder
from interview_insights.embed.context import Unit

UNITS = Path(__file__).parents[1] / "data" / "praise_and_complaint.jsonl"


@pytest.fixture(scope="module")
def coded() -> list[tuple[dict[str, object], str]]:
    rows = [json.loads(line) for line in UNITS.read_text(encoding="utf-8").splitlines()]
    padded = [{"block": -1}, *rows, {"block": -1}]
    units = []
    for (before, row), (_, after) in zip(pairwise(padded[:-1]), pairwise(padded[1:]), strict=True):
        same = [n["text"] if n["block"] == row["block"] else "" for n in (before, after)]
        units.append(Unit(row["text"], row["question"], *same))
    coder = open_coder()
    best = coder.probabilities(units).argmax(axis=1)
    return [(row, coder.labels[i]) for row, i in zip(rows, best, strict=True)]


def test_praise_is_not_taken_for_complaint_nor_complaint_for_praise(coded) -> None:
    sides = {"motivations", "concerns"}
    told = [(row["field"], field) for row, field in coded if row["field"] in sides]
    swapped = [pair for pair in told if pair[1] in sides and pair[1] != pair[0]]
    assert len(told) > 100
    assert len(swapped) / len(told) <= 0.42


def test_most_units_get_their_field(coded) -> None:
    right = [field in (row["field"], row["second"]) for row, field in coded]
    assert sum(right) / len(right) >= 0.57
