"""The coder learns from people's codes where that pays, and only there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import interview_insights as ii
from interview_insights.coding import open_coder
from interview_insights.coding.learning import FEWEST, learn
from interview_insights.embed import open_embedder


@pytest.fixture(scope="module")
def coder() -> ii.Coder:
    return open_coder(None, open_embedder("all-MiniLM-L6-v2"))


def _codes(run: ii.Run, n: int, every: int = 1) -> dict[str, str]:
    primary = run.codings[run.codings["primary"]].iloc[::every].head(n)
    return dict(primary[["segment_id", "field"]].to_numpy())


def test_too_few_codes_teach_nothing(coder: ii.Coder, sample_run: ii.Run) -> None:
    lesson = learn(coder, sample_run.segments, _codes(sample_run, FEWEST - 1))
    assert not lesson.learned
    assert lesson.coder is coder
    assert "too few" in lesson.remark


def test_codes_that_say_what_the_coder_says_change_nothing(
    coder: ii.Coder, sample_run: ii.Run
) -> None:
    codings = coder.code(sample_run.segments)  # a run's own are also settled by themes
    primary = codings[codings["primary"]].head(60)
    lesson = learn(coder, sample_run.segments, dict(primary[["segment_id", "field"]].to_numpy()))
    assert not lesson.learned
    assert lesson.kappa_before > 0.95


def test_another_use_of_a_field_is_learned(coder: ii.Coder, sample_run: ii.Run) -> None:
    # Somebody who codes as values what the codebook calls concerns.
    codes = {s: "values" if f == "concerns" else f for s, f in _codes(sample_run, 240).items()}
    lesson = learn(coder, sample_run.segments, codes)
    assert lesson.learned
    assert lesson.kappa_after > lesson.kappa_before
    others = sample_run.segments.iloc[300:]
    before = coder.code(others)
    after = lesson.coder.code(others)

    def count(codings: pd.DataFrame, field: str) -> int:
        return int((codings[codings["primary"]]["field"] == field).sum())

    assert count(after, "concerns") < count(before, "concerns")


def test_codes_at_random_are_not_learned(coder: ii.Coder, sample_run: ii.Run) -> None:
    fields = [code.name for code in coder.codebook.codes]
    hand = np.random.default_rng(3)
    codes = {s: str(hand.choice(fields)) for s in _codes(sample_run, 80)}
    lesson = learn(coder, sample_run.segments, codes)
    assert not lesson.learned or lesson.kappa_after > lesson.kappa_before


def test_from_faults_alone_nothing_is_learned(coder: ii.Coder, sample_run: ii.Run) -> None:
    said = coder.code(sample_run.segments).query("primary").head(40)
    labels = [label for label in coder.labels if label != "none"]
    wrong = {
        row.segment_id: next(label for label in labels if label != row.field)
        for row in said.itertuples()
    }
    lesson = learn(coder, sample_run.segments, wrong)
    assert not lesson.learned
    assert "only its faults" in lesson.remark
