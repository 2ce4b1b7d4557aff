"""Floors under what the language layer does on data written by hand.

The figures themselves are printed by benchmarks/{sentences,facts,redaction}.py; the floors
lie a little below them, so that a change that does harm is seen.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FACTS = {"apart": (0.83, 0.68), "second": (0.85, 0.67), "third": (0.88, 0.78)}
"""Precision and recall."""

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import facts as facts_benchmark  # noqa: E402
import redaction as redaction_benchmark  # noqa: E402
import sentences as sentences_benchmark  # noqa: E402


def _rows(name: str, part: str) -> list[dict[str, Any]]:
    path = ROOT / "tests" / "data" / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["part"] == part]


def _f1(turns: list[list[str]]) -> float:
    counts = sentences_benchmark.scored(turns, sentences_benchmark.ours)
    right, said, true = (sum(column) for column in zip(*counts, strict=True))
    return 2 * right / (said + true)


def test_turns_are_parted_where_a_careful_person_would() -> None:
    turns = [row["sentences"] for row in _rows("turns", "apart")]
    assert len(turns) >= 250
    assert _f1(turns) > 0.9
    raw = [[sentences_benchmark.bare(unit) for unit in units] for units in turns]
    assert _f1([[u for u in units if u] for units in raw if any(units)]) > 0.6


@pytest.mark.parametrize("part", FACTS)
def test_facts_are_found(part: str) -> None:
    totals: Counter[str] = Counter()
    rows = _rows("facts", part)
    assert len(rows) >= 30
    for row in rows:
        for counts in facts_benchmark.counted(row, []).values():
            totals.update(counts)
    assert totals["right"] / totals["said"] > FACTS[part][0]
    assert totals["found"] / totals["true"] > FACTS[part][1]


@pytest.mark.parametrize("part", ["known", "apart"])
def test_planted_identities_are_taken_out(part: str) -> None:
    counts: Counter[str] = Counter()
    for row in _rows("redaction", part):
        turns, _ = redaction_benchmark.redacted(row)
        counts += redaction_benchmark.counted(row, turns, [])
    assert 1 - counts["PERSON left"] / counts["PERSON"] > 0.96
    assert not any(counts[f"{kind} left"] for kind in redaction_benchmark.PATTERNS)
    assert counts["other words gone"] / counts["other words"] < 0.02
