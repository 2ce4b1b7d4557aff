from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from interview_insights.themes.clusters import (
    ADMITTED,
    UNASSIGNED,
    cluster,
    cut_height,
    least_people,
    unit_rows,
)


def people_in_turn(rows: int, people: int = 8) -> np.ndarray:
    return np.arange(rows) % people


def certain(fields: np.ndarray | int) -> np.ndarray:
    """Beliefs of a coder that is sure of each row's field; of one field, given a number of rows."""
    fields = np.zeros(fields, dtype=int) if isinstance(fields, int) else fields
    return np.eye(max(fields, default=0) + 1, dtype=np.float32)[fields]


def labels_of(vectors: np.ndarray, people: np.ndarray, height: float, least: int = 2) -> np.ndarray:
    """Clusters of one field."""
    return cluster(vectors, certain(len(vectors)), people, height, least).labels


def partition(labels: np.ndarray) -> set[frozenset[int]]:
    """The groups as sets of rows; unassigned rows are none."""
    found = set(labels.tolist()) - {UNASSIGNED}
    return {frozenset(np.flatnonzero(labels == c).tolist()) for c in found}


@st.composite
def fields_of_a_study(draw):
    """Unit rows, loose groups among them, and who said each."""
    rows = draw(st.integers(0, 40))
    random = np.random.default_rng(draw(st.integers(0, 10_000)))
    spread = draw(st.sampled_from([0.02, 0.2, 1.0]))
    centres = random.normal(size=(draw(st.integers(1, 6)), 12))
    at = random.integers(0, len(centres), rows)
    vectors = centres[at] + spread * random.normal(size=(rows, 12))
    people = random.integers(0, draw(st.integers(1, 8)), rows)
    return unit_rows(vectors.astype(np.float32)), people


@pytest.mark.parametrize("groups", [2, 5, 9])
def test_planted_groups_are_found(vectors_around, groups):
    vectors, truth = vectors_around(groups, each=8)
    labels = labels_of(vectors, people_in_turn(len(vectors)), cut_height(8))
    assert partition(labels) == partition(truth)


@given(fields_of_a_study(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_order_of_rows_does_not_matter(sample, random):
    vectors, people = sample
    order = list(range(len(vectors)))
    random.shuffle(order)
    order = np.array(order, dtype=int)
    height = cut_height(8)
    straight = labels_of(vectors, people, height)
    back = np.empty(len(vectors), dtype=int)
    back[order] = labels_of(vectors[order], people[order], height)
    assert partition(straight) == partition(back)


@given(fields_of_a_study(), st.integers(2, 4))
@settings(max_examples=30, deadline=None)
def test_every_theme_is_voiced_by_enough_people(sample, least):
    vectors, people = sample
    labels = labels_of(vectors, people, cut_height(8), least)
    assert labels.shape == (len(vectors),)
    for rows in partition(labels):
        assert len(set(people[list(rows)])) >= least
    if len(set(people)) < least:
        assert (labels == UNASSIGNED).all()


@given(fields_of_a_study())
@settings(max_examples=30, deadline=None)
def test_numbers_follow_first_appearance(sample):
    labels = labels_of(*sample, cut_height(8))
    seen = list(dict.fromkeys(x for x in labels.tolist() if x != UNASSIGNED))
    assert seen == list(range(len(seen)))


def test_one_person_alone_makes_no_theme(vectors_around):
    vectors, _ = vectors_around(2, each=5)
    assert (labels_of(vectors, np.zeros(10, dtype=int), 1.5) == UNASSIGNED).all()


@pytest.mark.parametrize("rows", [0, 1])
def test_too_few_sentences(rows):
    labels = labels_of(np.eye(4, dtype=np.float32)[:rows], np.zeros(rows, dtype=int), 1.5)
    assert labels.tolist() == [UNASSIGNED] * rows


def test_what_one_person_keeps_saying_stays_unassigned(vectors_around):
    vectors, truth = vectors_around(3, each=6)
    people = people_in_turn(18, 6)
    people[truth == 2] = 0  # the third group is one person's hobby-horse
    labels = labels_of(vectors, people, cut_height(6))
    assert (labels[truth == 2] == UNASSIGNED).all()
    assert len(partition(labels)) == 2


def test_a_stray_sentence_joins_what_it_is_near_to(vectors_around):
    vectors, _ = vectors_around(2, each=6, noise=0.01)
    near = vectors[0] + 0.9 * np.eye(16, dtype=np.float32)[9]
    far = np.eye(16, dtype=np.float32)[10]
    rows = unit_rows(np.vstack([vectors, near, far]))
    labels = labels_of(rows, np.append(people_in_turn(12, 6), [0, 1]), 0.8)
    assert labels[12] == labels[0] != UNASSIGNED
    assert labels[13] == UNASSIGNED


def test_sentences_said_alike_by_all_are_one_theme():
    same = np.tile(np.eye(4, dtype=np.float32)[:1], (5, 1))
    assert labels_of(same, np.arange(5), 1.5).tolist() == [0] * 5


@given(st.integers(1, 2000), st.integers(1, 500))
def test_cut_height_grows(people, more):
    assert 0 < cut_height(people) < cut_height(people + more)


def test_cut_height_of_nobody():
    assert cut_height(0) == cut_height(1) > 0


def test_large_fields(vectors_around):
    """Above six thousand rows, Ward runs over micro-clusters."""
    vectors, truth = vectors_around(8, each=760)
    people = people_in_turn(len(vectors), 40)
    labels = labels_of(vectors, people, cut_height(40))
    assert adjusted_rand_score(truth, labels) > 0.95
    for rows in partition(labels):
        assert len(set(people[list(rows)])) >= 2


def test_large_fields_are_the_same_every_time():
    rows = unit_rows(np.random.default_rng(0).normal(size=(6050, 8)).astype(np.float32))
    first, again = (labels_of(rows, people_in_turn(6050), cut_height(8)) for _ in range(2))
    assert len(partition(first)) > 10
    assert (first == again).all()


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("different", [1, 5])
def test_large_fields_of_few_different_sentences(different):
    truth = np.arange(6200) % different
    vectors = np.eye(8, dtype=np.float32)[truth]
    labels = labels_of(vectors, people_in_turn(6200, 31), cut_height(31))
    assert partition(labels) == partition(truth)


def test_fields_are_never_mixed(vectors_around):
    vectors, truth = vectors_around(3, each=12)
    fields = np.tile([4, 1], 18)  # the same words in two fields
    found = cluster(vectors, certain(fields), people_in_turn(36, 6), cut_height(6))
    assert len(partition(found.labels)) == len(found.fields) == 6
    assert set(found.fields) == {1, 4}
    for rows in partition(found.labels):
        assert len(set(fields[list(rows)])) == 1
        assert len(set(truth[list(rows)])) == 1


@given(st.integers(0, 3000), st.integers(1, 500))
def test_a_theme_takes_more_people_in_larger_studies(people, more):
    assert 2 <= least_people(people) <= least_people(people + more)


def test_rows_of_zeros_stay():
    rows = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32))
    assert rows == pytest.approx(np.array([[0.6, 0.8], [0.0, 0.0]]))


def test_a_sentence_in_doubt_gets_the_theme_of_its_likes(vectors_around):
    vectors, truth = vectors_around(2, each=8)
    beliefs = certain(truth)
    beliefs[0] = [0.3, 0.7]  # says what the first eight say; the coder thought otherwise
    beliefs[9] = [1.0, 0.0]  # says what the others say, and is for certain not of their field
    found = cluster(vectors, beliefs, people_in_turn(16), cut_height(8))
    assert found.labels[0] == found.labels[1] != found.labels[10]
    assert found.fields[found.labels[0]] == 0
    assert found.labels[9] != found.labels[10]


@given(fields_of_a_study(), st.integers(2, 5), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_each_member_may_belong_to_its_themes_field(sample, fields, seed):
    vectors, people = sample
    beliefs = np.random.default_rng(seed).dirichlet(np.full(fields, 0.4), len(people))
    found = cluster(vectors, beliefs.astype(np.float32), people, cut_height(8))
    assert len(found.fields) == len(partition(found.labels))
    for row, label in enumerate(found.labels.tolist()):
        if label != UNASSIGNED:
            assert beliefs[row, found.fields[label]] >= ADMITTED
