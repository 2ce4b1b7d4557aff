"""How many themes there are in all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import interview_insights as ii
from interview_insights.compare.accumulation import MOST, REACH, chao2


def test_the_estimate_by_hand() -> None:
    expected, low, high, more = chao2(20, 4, 2, 10)
    assert expected == pytest.approx(20 + 0.9 * 4 * 3 / (2 * 3))
    assert 20 < low < expected < high
    # From the accumulation curve: after so many more, 95 % are met, one fewer is too few.
    kept = 1 - 4 / (10 * (expected - 20) + 4)
    met = [20 + (expected - 20) * (1 - kept**n) for n in range(MOST)]
    assert more == next(n for n, m in enumerate(met) if m >= REACH * expected)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 200), st.integers(1, 60))
def test_never_fewer_than_were_met(once: int, twice: int, others: int, interviews: int) -> None:
    met = once + twice + others
    expected, low, high, more = chao2(met, once, twice, interviews)
    assert met <= low <= expected + 1e-6
    assert expected <= high + 1e-6
    assert more is None or 0 <= more <= MOST


def test_it_comes_near_what_was_hidden() -> None:
    """Thirty themes, voiced by a twentieth to a half of the people; twelve interviews."""
    random = np.random.default_rng(0)
    chances = np.linspace(0.05, 0.5, 30)
    estimates, covered = [], 0
    for _ in range(300):
        heard = (random.random((12, 30)) < chances).sum(axis=0)
        met, once, twice = ((heard > 0).sum(), (heard == 1).sum(), (heard == 2).sum())
        expected, low, high, _ = chao2(int(met), int(once), int(twice), 12)
        estimates.append(expected)
        covered += low <= 30 <= high
    assert 27 <= np.mean(estimates) <= 31.5
    assert covered / 300 >= 0.8


def test_a_run_has_an_outlook_for_each_lens(sample_run: ii.Run) -> None:
    whole, *lenses = sample_run.outlooks()
    assert whole.lens == ""
    assert [o.lens for o in lenses] == list(
        dict.fromkeys(sample_run.codings.query("primary and field != 'none'")["lens"])
    )
    assert whole.met == sum(o.met for o in lenses)
    assert whole.met >= len(sample_run.themes)
    assert (
        whole.interviews
        == sample_run.segments.query("role == 'respondent'")["participant"].nunique()
    )
