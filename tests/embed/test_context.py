"""Feature rows: four blocks in order, zeros for what was not said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_insights.embed.context import PARTS, Unit, features, units_of

SAID = st.sampled_from(["", "one", "two words", "three whole words", "four more words here"])
UNITS = st.lists(st.builds(Unit, SAID, SAID, SAID, SAID), max_size=6)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(units=UNITS)
def test_each_block_is_the_vector_of_its_part_or_zero(
    fake_embedder: Any, units: list[Unit]
) -> None:
    rows = features(units, fake_embedder)
    assert len(rows) == len(units)
    if not units:
        return
    width = fake_embedder.dimensions
    assert rows.shape == (len(units), len(PARTS) * width)
    for unit, row in zip(units, rows, strict=True):
        for i, part in enumerate(("text", "before", "question", "after")):
            block = row[i * width : (i + 1) * width]
            said = getattr(unit, part)
            wanted = fake_embedder.encode([said])[0] if said else np.zeros(width)
            assert np.array_equal(block, wanted.astype(np.float32)), part
            assert np.linalg.norm(block) == pytest.approx(1.0 if said else 0.0, abs=1e-5)


def test_each_text_is_embedded_once(fake_embedder: Any) -> None:
    class Counting(type(fake_embedder)):  # type: ignore[misc]
        def encode(self, texts: Any, progress: Any = None) -> Any:
            asked.append(list(texts))
            return super().encode(texts)

    asked: list[list[str]] = []
    units = [Unit("a", "q", "", "b"), Unit("b", "q", "a", ""), Unit("a", "", "b", "q")]
    features(units, Counting())
    assert [sorted(texts) for texts in asked] == [["a", "b", "q"]]


def test_silence_has_rows_of_zeros_as_wide_as_any_other(fake_embedder: Any) -> None:
    silent = features([Unit(""), Unit("")], fake_embedder)
    spoken = features([Unit("word")], fake_embedder)
    assert silent.shape == (2, spoken.shape[1])
    assert not silent.any()


def _segments(rows: list[tuple[str, int, str]]) -> pd.DataFrame:
    return pd.DataFrame(
        [(t, n, text, f"question of {t}{n}") for t, n, text in rows],
        columns=["transcript", "turn", "text", "question"],
    )


def test_neighbours_are_those_of_the_same_turn() -> None:
    rows = [("a", 1, "A."), ("a", 1, "B."), ("a", 1, "C."), ("a", 3, "D."), ("b", 3, "E.")]
    assert units_of(_segments(rows)) == [
        Unit("A.", "question of a1", "", "B."),
        Unit("B.", "question of a1", "A.", "C."),
        Unit("C.", "question of a1", "B.", ""),
        Unit("D.", "question of a3"),
        Unit("E.", "question of b3"),
    ]


@given(
    rows=st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.text(max_size=4)), max_size=12
    )
)
def test_units_keep_the_order_and_look_at_each_other(rows: list[tuple[str, int, str]]) -> None:
    units = units_of(_segments(rows))
    assert [unit.text for unit in units] == [text for _, _, text in rows]
    for i in range(1, len(rows)):
        same = rows[i - 1][:2] == rows[i][:2]
        assert units[i].before == (rows[i - 1][2] if same else "")
        assert units[i - 1].after == (rows[i][2] if same else "")


def test_an_empty_table_has_no_units() -> None:
    assert units_of(_segments([])) == []
