from __future__ import annotations

import numpy as np
import pytest

from interview_insights.themes import stability as module
from interview_insights.themes.clusters import UNASSIGNED, cluster, cut_height, unit_rows
from interview_insights.themes.stability import stability


@pytest.fixture
def separate(vectors_around):
    """Four themes in two fields, each voiced by all of eight people."""
    vectors, truth = vectors_around(4, each=8)
    return vectors, np.eye(2, dtype=np.float32)[truth // 2], np.arange(32) % 8, truth


def noise(seed: int):
    random = np.random.default_rng(seed)
    vectors = unit_rows(random.normal(size=(32, 16)).astype(np.float32))
    return vectors, np.ones((32, 1), dtype=np.float32), np.arange(32) % 8


def test_separate_themes_are_stable(separate):
    found = stability(*separate)
    assert sorted(found) == [0, 1, 2, 3]
    assert min(found.values()) > 0.95


def test_themes_drawn_by_lot_are_not():
    for seed in range(3):
        vectors, beliefs, people = noise(seed)
        labels = np.random.default_rng(seed).integers(0, 4, 32)
        assert max(stability(vectors, beliefs, people, labels).values()) < 0.5


def test_what_was_cut_out_of_noise_is_less_stable(separate):
    for seed in range(3):
        vectors, beliefs, people = noise(seed)
        labels = cluster(vectors, beliefs, people, cut_height(8)).labels
        values = list(stability(vectors, beliefs, people, labels).values())
        assert all(0 <= v <= 1 for v in values)
        assert np.mean(values) < 0.75 < min(stability(*separate).values())


def test_same_seed_same_figures():
    vectors, beliefs, people = noise(5)
    labels = cluster(vectors, beliefs, people, cut_height(8)).labels
    first = stability(vectors, beliefs, people, labels, seed=1)
    assert first == stability(vectors, beliefs, people, labels, seed=1)
    assert first != stability(vectors, beliefs, people, labels, seed=2)


def test_unassigned_is_no_theme(separate):
    vectors, beliefs, people, labels = separate
    assert stability(vectors, beliefs, people, np.full(32, UNASSIGNED)) == {}
    some = np.where(labels == 3, UNASSIGNED, labels)
    assert sorted(stability(vectors, beliefs, people, some)) == [0, 1, 2]


def test_a_theme_of_two_depends_on_both(separate):
    """Of two people, both are drawn in under half of the resamples."""
    vectors, beliefs, people, labels = separate
    kept = (labels != 3) | (people < 2)
    found = stability(vectors[kept], beliefs[kept], people[kept], labels[kept])
    assert found[3] < min(found[t] for t in (0, 1, 2))


def test_large_studies_are_thinned(separate, monkeypatch):
    monkeypatch.setattr(module, "_ROWS_LIMIT", 10)
    found = stability(*separate)
    assert sorted(found) == [0, 1, 2, 3]
    assert all(0 <= v <= 1 for v in found.values())
