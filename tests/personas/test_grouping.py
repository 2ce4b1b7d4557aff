from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_insights.personas.grouping import LEAST_MEMBERS, MOST, group_people


@st.composite
def voices(draw):
    people, themes = draw(st.integers(2, 20)), draw(st.integers(0, 10))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    rate = draw(st.sampled_from([0.0, 0.2, 1.0, 3.0]))
    return random.poisson(rate, (people, themes)).astype(float)


def planted(*sizes: int) -> tuple[np.ndarray, np.ndarray]:
    """Kinds of people with three themes each that nobody else voices."""
    truth = np.repeat(np.arange(len(sizes)), sizes)
    random = np.random.default_rng(1)
    own = np.kron(np.eye(len(sizes)), np.ones(3))[truth]
    return own * random.integers(1, 4, own.shape), truth


@given(voices(), st.integers(0, 3))
@settings(max_examples=20, deadline=None)
def test_nobody_is_alone_and_largest_comes_first(rows, seed):
    found = group_people(rows, seed)
    sizes = np.bincount(found.labels)
    assert len(found.labels) == len(rows)
    assert 1 <= len(sizes) == len(found.confidence) <= MOST == 4
    assert sizes.min() >= LEAST_MEMBERS == 2
    assert sorted(sizes, reverse=True) == sizes.tolist()
    assert all(0 <= c <= 1 for c in found.confidence)


@pytest.mark.parametrize("sizes", [(5, 5), (6, 4, 2), (8, 6, 5, 4)])
def test_planted_kinds_are_told_apart(sizes):
    rows, truth = planted(*sizes)
    found = group_people(rows)
    assert found.labels.tolist() == truth.tolist()
    assert min(found.confidence) > 0.6


def test_who_talks_more_is_no_kind_of_its_own():
    rows, truth = planted(5, 5)
    rows[[0, 1, 7, 8]] *= 10
    assert group_people(rows).labels.tolist() == truth.tolist()


def test_people_who_say_the_same_are_one_kind():
    assert group_people(np.ones((8, 5))).labels.tolist() == [0] * 8


def test_one_odd_person_is_not_split_off():
    rows = np.ones((8, 6))
    rows[:, 4:] = 0
    rows[3] = [0, 0, 0, 0, 3, 3]
    assert np.bincount(group_people(rows).labels).min() >= 2


def test_order_of_people_does_not_matter():
    rows, _ = planted(5, 4, 3)
    order = np.random.default_rng(2).permutation(len(rows))
    found = group_people(rows[order])
    assert found.labels.tolist() == group_people(rows).labels[order].tolist()


def test_more_kinds_than_personas():
    rows, truth = planted(3, 3, 3, 3, 3, 3)
    labels = group_people(rows).labels
    assert len(set(labels)) <= 4
    for kind in range(6):  # kinds may be joined, never cut
        assert len(set(labels[truth == kind])) == 1


def test_less_clear_kinds_are_less_sure():
    rows, _ = planted(5, 5)
    blurred = np.random.default_rng(0).poisson(1.0, rows.shape) + rows / 2
    clear, dim = group_people(rows), group_people(blurred)
    assert len(clear.confidence) == len(dim.confidence) == 2
    assert np.mean(dim.confidence) < np.mean(clear.confidence)


def test_same_seed_same_figures():
    rows = np.random.default_rng(4).poisson(1.0, (10, 8)).astype(float)
    first, again = group_people(rows, 1), group_people(rows, 1)
    assert first.confidence == again.confidence
    assert first.labels.tolist() == again.labels.tolist()
