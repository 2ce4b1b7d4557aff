"""Figures of held-out predictions, against plain computations."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from interview_insights.coding.corpus import Example
from interview_insights.coding.scoring import details, scores
from interview_insights.coding.training import HeldOut
from interview_insights.embed.context import Unit

LABELS = ("concerns", "goals", "none", "values")


@pytest.fixture(scope="module")
def held_out() -> HeldOut:
    random = np.random.default_rng(5)
    truth = random.integers(4, size=400)
    chances = random.dirichlet([1] * 4, size=400)
    chances[np.arange(400), truth] += 0.5
    chances /= chances.sum(axis=1, keepdims=True)
    examples = tuple(
        Example(f"d{i % 5}", f"i{i % 20}", Unit(f"text {i}"), LABELS[t], "", "")
        for i, t in enumerate(truth)
    )
    return HeldOut(examples, LABELS, chances.astype(np.float32))


def test_scores_are_those_of_scikit_learn(held_out: HeldOut) -> None:
    truth = [example.field for example in held_out.examples]
    found = scores(held_out)
    assert found["kappa"] == pytest.approx(cohen_kappa_score(truth, held_out.predicted), abs=6e-4)
    macro = f1_score(truth, held_out.predicted, average="macro")
    assert found["macro_f1"] == pytest.approx(macro, abs=6e-4)
    # Each of these fields is alone in its lens.
    assert found["lens_kappa"] == found["kappa"]


def test_intervals_hold_their_figures_and_the_seed_gives_them_again(held_out: HeldOut) -> None:
    found = details(held_out, seed=3)
    assert found == details(held_out, seed=3)
    assert found["kappa_low"] < scores(held_out)["kappa"] < found["kappa_high"]
    for row in found["fields"]:
        if row["n"]:
            assert row["f1_low"] <= row["f1"] <= row["f1_high"]
            assert row["f1_low"] < row["f1_high"]


def test_calibration_bins_are_a_parting_of_all(held_out: HeldOut) -> None:
    found = details(held_out)
    assert sum(b["share"] for b in found["calibration"]) == pytest.approx(1, abs=0.01)
    gaps = sum(abs(b["sure"] - b["right"]) * b["share"] for b in found["calibration"])
    assert found["calibration_error"] == pytest.approx(gaps, abs=0.002)
    assert [b["sure"] for b in found["calibration"]] == sorted(
        b["sure"] for b in found["calibration"]
    )
