from __future__ import annotations

import numpy as np
import pytest

from interview_insights.themes.subthemes import PART_PEOPLE, PART_SENTENCES, parts_of


def test_a_large_theme_falls_into_its_parts(vectors_around):
    vectors, truth = vectors_around(3, each=6)
    parts = parts_of(vectors, np.arange(18) % 6)
    assert parts is not None
    assert len({(int(a), int(b)) for a, b in zip(parts, truth, strict=True)}) == 3


@pytest.mark.parametrize(("each", "people"), [(5, 6), (6, 3)])
def test_small_themes_have_no_parts(vectors_around, each, people):
    vectors, _ = vectors_around(2, each=each)
    assert parts_of(vectors, np.arange(len(vectors)) % people) is None


def test_every_part_is_borne_by_several(vectors_around):
    for seed in range(5):
        vectors, _ = vectors_around(4, each=6, noise=0.6, seed=seed)
        people = np.random.default_rng(seed).integers(0, 7, len(vectors))
        parts = parts_of(vectors, people)
        for part in set(parts.tolist()) if parts is not None else ():
            assert (parts == part).sum() >= PART_SENTENCES
            assert len(set(people[parts == part])) >= PART_PEOPLE


def test_one_persons_hobby_horse_is_no_part(vectors_around):
    vectors, truth = vectors_around(2, each=8)
    people = np.where(truth == 0, 0, np.arange(16) % 6)
    assert parts_of(vectors, people) is None
