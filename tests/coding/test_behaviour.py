"""Hard single cases: that the set is whole, and that the coder does not get worse on it.

benchmarks/behaviour.py prints the pass rates by kind.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from interview_insights.coding import open_coder
from interview_insights.coding.codebook import default_codebook
from interview_insights.embed.context import Unit
from interview_insights.records import NONE

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "behaviour.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def test_the_cases_are_whole() -> None:
    assert len(CASES) >= 200
    assert min(Counter(case["kind"] for case in CASES).values()) >= 20
    fields = {*default_codebook().fields, NONE}
    for case in CASES:
        assert case["accept"]
        assert set(case["accept"]) | set(case.get("reject", ())) <= fields
        assert not set(case["accept"]) & set(case.get("reject", ()))
    accepted = Counter(field for case in CASES for field in case["accept"])
    assert set(accepted) == fields


@pytest.fixture(scope="module")
def passed() -> dict[str, list[bool]]:
    coder = open_coder()
    units = [Unit(c["text"], c["question"], c["before"], c["after"]) for c in CASES]
    best = coder.probabilities(units).argmax(axis=1)
    found: dict[str, list[bool]] = {}
    for case, at in zip(CASES, best, strict=True):
        found.setdefault(case["kind"], []).append(coder.labels[int(at)] in case["accept"])
    return found


def test_most_cases_pass(passed: dict[str, list[bool]]) -> None:
    every = [one for kind in passed.values() for one in kind]
    assert sum(every) / len(every) >= 0.6


def test_plain_statements_pass(passed: dict[str, list[bool]]) -> None:
    plain = passed["plain_statement"]
    assert sum(plain) / len(plain) >= 0.7
