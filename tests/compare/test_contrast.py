from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, fisher_exact
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from interview_insights.compare import contrast
from interview_insights.compare.contrast import (
    benjamini_hochberg,
    exploratory,
    fisher,
    newcombe,
    probability_higher,
)
from interview_insights.frames import SCHEMAS, check

THEMES = ["T01", "T02", "T03", "T04"]


def two_groups(tables, a, b, n_a, n_b, lenses=("driver",)):
    """Tables in which the first a[t] of n_a and b[t] of n_b voice theme t."""
    names = [f"T{t + 1:02d}" for t in range(len(a))]
    people = {}
    for group, counts, n in (("good", a, n_a), ("bad", b, n_b)):
        for i in range(n):
            voiced = [name for name, count in zip(names, counts, strict=True) if i < count]
            people[f"{group}{i:02d}"] = (group, voiced * 2)  # said twice, counted once
    return tables(people, names, lenses)


def counts(n_themes=3, largest=15):
    def below(sizes):
        n_a, n_b = sizes
        return st.tuples(
            st.just(n_a),
            st.just(n_b),
            st.lists(st.integers(0, n_a), min_size=n_themes, max_size=n_themes),
            st.lists(st.integers(0, n_b), min_size=n_themes, max_size=n_themes),
        )

    sizes = st.tuples(st.integers(1, largest), st.integers(1, largest))
    return sizes.flatmap(below)


def test_worked_example(tables):
    frame = contrast(*two_groups(tables, [7, 2, 4], [2, 7, 4], 8, 8), ["good", "bad"])
    assert list(frame.columns) == [c.name for c in SCHEMAS["contrasts"]]
    first = frame.iloc[0]
    assert (first.group_a, first.group_b, first.n_a, first.n_b) == ("good", "bad", 8, 8)
    assert (first.mentions_a, first.mentions_b) == (7, 2)
    assert first.difference == pytest.approx(5 / 8)
    assert first.p_value == pytest.approx(fisher_exact([[7, 1], [2, 6]])[1])
    low, high = confint_proportions_2indep(7, 8, 2, 8, method="newcomb")
    assert (first.ci_low, first.ci_high) == pytest.approx((low, high), abs=1e-12)
    assert list(frame["leans"]) == ["good", "bad", "both"]
    assert frame["q_value"].to_numpy() == pytest.approx(
        multipletests(frame["p_value"], method="fdr_bh")[1]
    )


@given(counts(largest=40))
@settings(max_examples=60, deadline=None)
def test_figures_equal_those_of_scipy_and_statsmodels(sample):
    n_a, n_b, a, b = sample
    for x, y in zip(a, b, strict=True):
        theirs = fisher_exact([[x, n_a - x], [y, n_b - y]])[1]
        assert fisher(x, n_a, y, n_b) == pytest.approx(theirs, rel=1e-9)
        low, high = newcombe(np.array([x]), n_a, np.array([y]), n_b)
        theirs = confint_proportions_2indep(x, n_a, y, n_b, method="newcomb")
        assert (low[0], high[0]) == pytest.approx(theirs, abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_equals_that_of_statsmodels(p):
    ours = benjamini_hochberg(np.array(p))
    assert ours == pytest.approx(multipletests(p, method="fdr_bh")[1])


def test_newcombe_published_example():
    # Newcombe 1998, table II, examples (a) 56/70 - 48/80 and (c) 6/7 - 2/7, method 10.
    low, high = newcombe(np.array([56]), 70, np.array([48]), 80)
    assert (low[0], high[0]) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    low, high = newcombe(np.array([6]), 7, np.array([2]), 7)
    assert (low[0], high[0]) == pytest.approx((0.0582, 0.8062), abs=5e-5)


def test_smallest_splits_below_five_percent():
    for n, splits in {8: ((0, 5), (1, 6), (2, 7)), 12: ((0, 5), (1, 7), (2, 8))}.items():
        for a, b in splits:
            assert fisher(a, n, b, n) < 0.05 <= fisher(a, n, b - 1, n)


@given(counts())
@settings(max_examples=40, deadline=None)
def test_swapping_the_groups_negates_and_keeps_p(tables, sample):
    n_a, n_b, a, b = sample
    made = two_groups(tables, a, b, n_a, n_b)
    one, two = contrast(*made, ["good", "bad"]), contrast(*made, ["bad", "good"])
    assert one["difference"].to_numpy() == pytest.approx(-two["difference"].to_numpy())
    assert one["ci_low"].to_numpy() == pytest.approx(-two["ci_high"].to_numpy())
    for same in ("p_value", "q_value", "leans"):
        assert list(one[same]) == list(two[same])
    assert ((one["ci_low"] <= one["difference"]) & (one["difference"] <= one["ci_high"])).all()
    assert (one["q_value"] >= one["p_value"] - 1e-12).all()


@given(counts(), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_order_of_rows_does_not_matter(tables, sample, seed):
    n_a, n_b, a, b = sample
    codings, segments, themes = two_groups(tables, a, b, n_a, n_b)
    mixed = (codings.sample(frac=1, random_state=seed), segments.sample(frac=1, random_state=seed))
    pd.testing.assert_frame_equal(
        contrast(codings, segments, themes, ["good", "bad"]),
        contrast(*mixed, themes, ["good", "bad"]),
    )


def test_silent_respondents_count_and_unknown_themes_do_not(tables):
    people = {"a": ("good", ["T01"]), "b": ("good", []), "c": ("bad", ["T99"])}
    frame = contrast(*tables(people, ["T01"]), ["good", "bad"])
    assert frame.loc[0, ["n_a", "n_b", "mentions_a", "mentions_b"]].tolist() == [2, 1, 1, 0]


def test_three_groups_are_each_set_against_the_rest(tables):
    people = {
        f"{g}{i}": (g, ["T01"] if i < n else [])
        for g, n in zip("xyz", (3, 1, 0), strict=True)
        for i in range(4)
    }
    frame = contrast(*tables(people, ["T01", "T02"]), ["x", "y", "z"])
    assert frame[["group_a", "group_b"]].drop_duplicates().to_numpy().tolist() == [
        ["x", "the rest"],
        ["y", "the rest"],
        ["z", "the rest"],
    ]
    row = frame.iloc[0]
    assert (row.n_a, row.mentions_a, row.n_b, row.mentions_b) == (4, 3, 8, 1)
    assert frame["leans"].tolist() == ["x", "both", "both", "both", "the rest", "both"]


def test_q_is_taken_within_each_lens_and_pair(tables):
    made = two_groups(tables, [7, 6, 1, 5], [1, 2, 6, 1], 8, 8, lenses=("driver", "barrier"))
    frame = contrast(*made, ["good", "bad"])
    for rows in (frame.iloc[::2], frame.iloc[1::2]):
        theirs = multipletests(rows["p_value"], method="fdr_bh")[1]
        assert rows["q_value"].to_numpy() == pytest.approx(theirs)


def test_a_quarter_apart_leans_in_spite_of_floats(tables):
    # 7/20 - 2/20 is .24999… as floats.
    frame = contrast(*two_groups(tables, [7, 6], [2, 2], 20, 20), ["good", "bad"])
    assert frame["leans"].tolist() == ["good", "both"]


def test_nothing_to_compare(tables):
    made = two_groups(tables, [1], [1], 2, 2)
    assert contrast(*made, ["good"]).empty
    assert contrast(*made, []).empty
    assert contrast(made[0], made[1], made[2].iloc[:0], ["good", "bad"]).empty
    check("contrasts", contrast(*made, ["good"]))


def test_a_group_without_respondents(tables):
    row = contrast(*two_groups(tables, [2], [0], 3, 0), ["good", "bad"]).iloc[0]
    assert (row.n_b, row.share_b, row.ci_low, row.ci_high) == (0, 0, -1, 1)
    assert (row.p_value, row.leans) == (1, "both")


def test_exploratory(tables):
    assert exploratory(contrast(*two_groups(tables, [1], [1], 12, 11), ["good", "bad"]))
    assert not exploratory(contrast(*two_groups(tables, [1], [1], 12, 12), ["good", "bad"]))


def test_shuffled_labels_find_nothing(tables):
    """With no difference between the groups, at most one study in twenty sees one."""
    rng = np.random.default_rng(7)
    names = [f"T{t:02d}" for t in range(12)]
    rates = rng.uniform(0.1, 0.8, 12)
    voiced = [[n for n, r in zip(names, rates, strict=True) if rng.random() < r] for _ in range(16)]
    by_q = by_p = 0
    for _ in range(300):
        labels = rng.permutation(["good"] * 8 + ["bad"] * 8)
        people = {f"P{i}": (labels[i], voiced[i]) for i in range(16)}
        made = tables(people, names, ("driver", "barrier", "mindset"))
        frame = contrast(*made, ["good", "bad"])
        by_q += bool((frame["q_value"] < 0.05).any())
        by_p += bool((frame["p_value"] < 0.05).any())
    assert by_q / 300 <= 0.05 + 1.645 * np.sqrt(0.05 * 0.95 / 300)
    assert by_p > by_q  # the uncorrected p does worse, so the study can fail


def test_coverage_of_the_interval():
    """Mean coverage over truths drawn at random; Newcombe 1998 reports .95 and above."""
    rng = np.random.default_rng(3)
    for n in (8, 12):
        p_a, p_b = rng.uniform(0.05, 0.95, (2, 20_000))
        low, high = newcombe(rng.binomial(n, p_a), n, rng.binomial(n, p_b), n)
        assert np.mean((low <= p_a - p_b) & (p_a - p_b <= high)) >= 0.93


def test_importing_the_room_loads_nothing_heavy():
    code = (
        "import sys, interview_insights.compare as room;"
        "print(sorted({'numpy','pandas','scipy','statsmodels','sklearn'} & set(sys.modules)),"
        " sorted(room.__all__))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = ["agreement", "contrast", "grouped_by", "quality", "saturation", "together"]
    assert done.stdout.strip() == f"[] {[*names, 'word_contrast']}"


@given(counts())
@settings(max_examples=40, deadline=None)
def test_probability_is_that_of_two_jeffreys_posteriors(sample):
    n_a, n_b, a, b = sample
    found = probability_higher(a[0], n_a, b[0], n_b)
    first = beta(a[0] + 0.5, n_a - a[0] + 0.5)
    second = beta(b[0] + 0.5, n_b - b[0] + 0.5)
    x = np.linspace(0, 1, 20_001)
    by_steps = np.diff(first.cdf(x)) @ ((second.cdf(x[1:]) + second.cdf(x[:-1])) / 2)
    assert found == pytest.approx(by_steps, abs=2e-3)
    assert found + probability_higher(b[0], n_b, a[0], n_a) == pytest.approx(1, abs=1e-6)


def test_probability_of_large_and_of_empty_groups():
    assert probability_higher(0, 0, 0, 0) == pytest.approx(0.5)
    assert probability_higher(900, 1000, 100, 1000) == pytest.approx(1)
    assert probability_higher(500, 1000, 500, 1000) == pytest.approx(0.5, abs=1e-6)
