from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_insights.compare import word_contrast
from interview_insights.compare.words import PRIOR_WORDS, log_odds_z


def said(rows):
    return pd.DataFrame(rows, columns=["participant", "group", "role", "text"])


@pytest.fixture
def study():
    rows = []
    for i in range(4):
        rows.append((f"g{i}", "good", "respondent", "I love the Quality, it’s the quality."))
        rows.append((f"b{i}", "bad", "respondent", "The price is too high, the price!"))
        rows.append((f"b{i}", "bad", "interviewer", "surveillance surveillance"))
    rows.append(("g0", "good", "respondent", "zebra " * 50))  # one person's habit
    return said(rows)


def test_ranks_the_words_that_mark_a_group(study):
    frame = word_contrast(study, ["good", "bad"], n=3)
    assert list(frame.columns) == ["word", "group", "z", "n_a", "n_b"]
    assert frame["word"].iloc[0] == "quality"
    assert frame.loc[frame["word"] == "quality", ["group", "n_a", "n_b"]].to_numpy().tolist() == [
        ["good", 8, 0]
    ]
    bad = frame[frame["group"] == "bad"]
    assert bad["word"].iloc[0] in ("price", "the") and "price" in set(bad["word"])
    assert (frame["z"] > 0).all()
    assert not {"zebra", "surveillance"} & set(frame["word"])
    assert frame.groupby("group").size().max() <= 3


def test_apostrophes_stay_in_the_word(study):
    assert "it's" in set(word_contrast(study, ["good", "bad"])["word"])


def test_z_by_hand():
    own, others = np.array([30, 10, 60]), np.array([10, 30, 160])
    prior = PRIOR_WORDS * np.array([40, 40, 220]) / 300
    a, b = 30 + prior[0], 10 + prior[0]
    ratio = np.log(a / (100 + PRIOR_WORDS - a)) - np.log(b / (200 + PRIOR_WORDS - b))
    assert log_odds_z(own, others)[0] == pytest.approx(ratio / np.sqrt(1 / a + 1 / b))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=20))
def test_swapping_the_groups_negates_z(pairs):
    own, others = np.array(pairs).T + 1
    assert log_odds_z(own, others) == pytest.approx(-log_odds_z(others, own))


def test_order_of_rows_does_not_matter(study):
    mixed = study.sample(frac=1, random_state=1)
    groups = ["good", "bad"]
    pd.testing.assert_frame_equal(word_contrast(study, groups), word_contrast(mixed, groups))


def test_nothing_to_compare(study):
    for frame in (word_contrast(study, ["good"]), word_contrast(study.iloc[:0], ["good", "bad"])):
        assert frame.empty
        assert list(frame.columns) == ["word", "group", "z", "n_a", "n_b"]
    one_word = said([(f"p{i}", "ab"[i % 2], "respondent", "yes") for i in range(6)])
    assert word_contrast(one_word, ["a", "b"]).empty
    with pytest.raises(ValueError, match="at least 1"):
        word_contrast(study, ["good", "bad"], n=0)
