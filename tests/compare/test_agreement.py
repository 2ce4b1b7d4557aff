from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from interview_insights.compare import agreement

LABELS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=2)


def coders(yes_yes, yes_no, no_yes, no_no):
    a = ["yes"] * (yes_yes + yes_no) + ["no"] * (no_yes + no_no)
    b = ["yes"] * yes_yes + ["no"] * yes_no + ["yes"] * no_yes + ["no"] * no_no
    return a, b


def test_paradox_of_feinstein_and_cicchetti():
    # 1990, J. Clin. Epidemiol. 43:543-549: the same .85 agreed, kappa .70 and .32.
    balanced, lopsided = agreement(*coders(40, 9, 6, 45)), agreement(*coders(80, 10, 5, 5))
    assert balanced.percent == lopsided.percent == pytest.approx(0.85)
    assert balanced.kappa == pytest.approx(0.70, abs=0.005)
    assert lopsided.kappa == pytest.approx(0.32, abs=0.005)
    assert lopsided.ac1 == pytest.approx(0.81, abs=0.005)
    assert lopsided.prevalence == pytest.approx({"no": 0.125, "yes": 0.875})


def test_gwet_example():
    # Gwet 2008: 118, 5, 2, 0 of 125: kappa -.02, AC1 .94.
    result = agreement(*coders(118, 5, 2, 0))
    assert result.kappa == pytest.approx(-0.023, abs=0.001)
    assert result.ac1 == pytest.approx(0.941, abs=0.001)


def test_ac1_of_three_labels_by_hand():
    # Shares 5/12, 4/12, 3/12: chance (35 + 32 + 27) / 144 / 2; agreed 5/6.
    result = agreement(list("aabbcc"), list("aabbca"))
    assert result.ac1 == pytest.approx((240 - 94) / (288 - 94))


def test_krippendorff_examples():
    # Krippendorff 2011, sections A (binary) and B (nominal).
    assert agreement(list("0100000010"), list("1110010000")).alpha == pytest.approx(0.095, abs=5e-4)
    ben, gerry = list("aabbdcccedda"), list("babbbccceddd")
    assert agreement(ben, gerry).alpha == pytest.approx(0.692, abs=5e-4)


@given(LABELS, st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_equals_scikit_learn_and_ignores_order(pairs, seed):
    a, b = map(list, zip(*pairs, strict=True))
    result = agreement(a, b)
    if len({*a, *b}) > 1:
        assert result.kappa == pytest.approx(cohen_kappa_score(a, b), nan_ok=True)
        assert result.alpha <= 1 + 1e-12 and result.ac1 <= 1 + 1e-12
        labels = sorted({*a, *b})
        theirs = f1_score(a, b, labels=labels, average=None, zero_division=0)
        assert list(result.f1.values()) == pytest.approx(list(theirs))
    assert sum(result.prevalence.values()) == pytest.approx(1)
    order = np.random.default_rng(seed).permutation(len(a))
    mixed = agreement([a[i] for i in order], [b[i] for i in order])
    assert repr(mixed) == repr(result)
    swapped = agreement(b, a)
    assert swapped.alpha == pytest.approx(result.alpha, nan_ok=True)
    assert swapped.kappa == pytest.approx(result.kappa, nan_ok=True)


def test_whole_agreement_and_one_label_only():
    assert agreement(list("abab"), list("abab")).kappa == 1
    alone = agreement(list("aaa"), list("aaa"))
    assert alone.percent == 1 and alone.f1 == {"a": 1.0}
    for figure in (alone.kappa, alone.alpha, alone.ac1, alone.kappa_low, alone.kappa_high):
        assert math.isnan(figure)


def test_interval_is_wider_over_people_who_differ():
    # Ten people; the coders agree on all of one's sentences or on few.
    rng = np.random.default_rng(0)
    a, b, who = [], [], []
    for person in range(10):
        for _ in range(30):
            label = "ab"[rng.integers(2)]
            a.append(label)
            b.append(label if person % 2 or rng.random() < 0.2 else "ba"["ab".index(label)])
            who.append(f"P{person}")
    items, people = agreement(a, b), agreement(a, b, units=who)
    assert items.kappa == people.kappa
    assert items.kappa_low < items.kappa < items.kappa_high
    assert people.kappa_high - people.kappa_low > 2 * (items.kappa_high - items.kappa_low)
    one = agreement(a, b, units=["P0"] * len(a))  # nobody else to draw
    assert one.kappa_low == one.kappa == one.kappa_high
    each = agreement(a, b, units=[str(i) for i in range(len(a))])
    assert each.kappa_low == pytest.approx(items.kappa_low, abs=0.03)
    assert people == agreement(a, b, units=who) != agreement(a, b, units=who, seed=1)


def test_interval_over_items_covers():
    rng = np.random.default_rng(5)
    hits = 0
    for seed in range(200):
        a = rng.choice(["x", "y"], 200)
        b = np.where(rng.random(200) < 0.8, a, rng.choice(["x", "y"], 200))  # true kappa .8
        result = agreement(list(a), list(b), seed=seed)
        hits += result.kappa_low <= 0.8 <= result.kappa_high
    assert hits / 200 >= 0.90


def test_three_thousand_items_take_less_than_a_second():
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 19, (2, 3000)).astype(str)
    start = time.perf_counter()
    agreement(list(a), list(b), units=[f"P{i % 30}" for i in range(3000)])
    assert time.perf_counter() - start < 1


def test_refuses_what_cannot_be_compared():
    with pytest.raises(ValueError, match="no items"):
        agreement([], [])
    with pytest.raises(ValueError, match="same length"):
        agreement(["a"], ["a", "b"])
    with pytest.raises(ValueError, match="same length"):
        agreement(["a"], ["a"], units=[])
