from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_insights.compare import saturation
from interview_insights.compare.saturation import saturation_point
from interview_insights.frames import SCHEMAS, check

THEMES = [f"T{i:02d}" for i in range(6)]
STUDIES = st.lists(st.sets(st.sampled_from(THEMES)), min_size=1, max_size=9)


def study(tables, voiced):
    people = {f"P{i}": ("good", sorted(themes)) for i, themes in enumerate(voiced)}
    return tables(people, THEMES)[:2]


def by_hand(voiced, base, run):
    """Exact means over all orders, by the definition and without numpy."""
    met, ratios = [], []
    for order in permutations(voiced):
        seen = [len(set().union(*order[: i + 1])) for i in range(len(order))]
        met.append(seen)
        ratios.append(
            [
                (seen[e - 1] - seen[e - run - 1]) / seen[base - 1]
                for e in range(base + run, len(order) + 1)
            ]
        )
    return np.mean(met, axis=0), np.minimum(np.mean(ratios, axis=0), 1)


def test_means_approach_those_over_all_orders(tables):
    voiced = [{"T00", "T01"}, {"T01"}, {"T00", "T02"}, {"T03"}, {"T00", "T04", "T05"}, {"T01"}]
    frame = saturation(*study(tables, voiced), orders=20_000, base=2, run=1)
    met, ratio = by_hand(voiced, 2, 1)
    assert frame["themes"].to_numpy() == pytest.approx(met, abs=0.05)
    assert frame["new_ratio"].iloc[2:].to_numpy() == pytest.approx(ratio, abs=0.01)
    assert frame["new_ratio"].iloc[:2].isna().all()
    assert list(frame.columns) == [c.name for c in SCHEMAS["saturation"]]


def test_saturation_in_the_notation_of_guest(tables):
    # Everyone voices the same three themes: nothing new after the base, "4+2".
    frame = saturation(*study(tables, [set(THEMES[:3])] * 8))
    assert frame["new_ratio"].iloc[5:].tolist() == [0, 0, 0]
    assert saturation_point(frame) == 6
    # Everyone adds one: 2 new / 4 in the base, never saturated.
    frame = saturation(*study(tables, [{t} for t in THEMES]))
    assert frame["new_ratio"].iloc[-1] == pytest.approx(0.5)
    assert saturation_point(frame) is None
    assert saturation_point(frame, threshold=0.5) == 6


@given(STUDIES, st.integers(0, 50))
@settings(max_examples=30, deadline=None)
def test_properties(tables, voiced, seed):
    codings, segments = study(tables, voiced)
    frame = check("saturation", saturation(codings, segments, orders=30, seed=seed))
    assert len(frame) == len(voiced)
    assert frame["themes"].is_monotonic_increasing
    assert frame["themes"].iloc[-1] == len(set().union(*voiced))
    assert frame["new_themes"].sum() == pytest.approx(frame["themes"].iloc[-1])
    assert (frame["themes_low"] <= frame["themes"] + 1e-9).all()
    assert (frame["themes"] <= frame["themes_high"] + 1e-9).all()
    mixed = codings.sample(frac=1, random_state=seed), segments.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(frame, saturation(*mixed, orders=30, seed=seed))


def test_a_seed_is_another_set_of_orders(tables):
    made = study(tables, [{t} if i % 2 else set(THEMES) for i, t in enumerate(THEMES)])
    first = saturation(*made, seed=0)
    assert first.equals(saturation(*made, seed=0))
    assert not first.equals(saturation(*made, seed=1))


def test_edges(tables):
    codings, segments = study(tables, [set(), set()])
    assert saturation(codings.iloc[:0], segments.iloc[:0]).empty
    silent = saturation(codings, segments)
    assert silent["themes"].tolist() == [0, 0]
    assert saturation_point(silent) is None
    # A base that found nothing is not saturated, whatever follows.
    late = saturation(*study(tables, [set()] * 7 + [{"T00"}]), base=1, run=1)
    assert (late["new_ratio"].dropna() > 0.5).all()
    with pytest.raises(ValueError, match="at least 1"):
        saturation(codings, segments, orders=0)
