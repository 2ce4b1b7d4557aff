"""A coder adapted to a study by what people corrected in it.

On top of the coder's probabilities a small linear model is fitted to the corrected
sentences: it starts from saying the same, is held back strongly, and is to leave alone
what the coder is sure of. It is taken only where it codes sentences that it was not fitted
to better than the coder as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interview_insights.coding.coder import Adaptation, Coder
from interview_insights.embed.context import features, units_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float32]

FEWEST = 20
"""Corrected sentences under which nothing is learned."""

_PARTS = 5
_DIRECTIONS = 48
_FAINT = 0.02  # probabilities below are all the same
_CHOSEN_FOR_FAULTS = 0.2
"""Share that is right under which sentences look picked out because they were wrong.

Whatever the coder is changed to would do better on these, and worse on all others.
"""

_SURE = 0.9
_HELD = 0.3  # weight of a sure sentence against a corrected one
_STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)


@dataclass(frozen=True)
class Learned:
    """Shifts probabilities by what a sentence's vector says; ``inner`` comes before it."""

    names: tuple[str, ...]
    inner: Adaptation | None
    axes: Floats
    middle: Floats
    weights: Floats
    bias: Floats

    @property
    def labels(self) -> tuple[str, ...]:
        """Fields and none."""
        return self.names

    def __call__(self, chances: Floats, rows: Floats) -> Floats:
        """Return probabilities of shape (n, len(labels)), rows summing to 1."""
        before = self.inner(chances, rows) if self.inner else chances
        own = _seen(before, rows, self.axes, self.middle)
        return _shifted(before, own, self.weights, self.bias)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of learning: the coder to use, and a sentence for the report.

    ``kappa_before`` and ``kappa_after`` are agreement with people's codes on sentences
    that were left out of fitting; NaN where there were too few.
    """

    coder: Coder
    learned: bool
    kappa_before: float
    kappa_after: float
    remark: str


def learn(coder: Coder, segments: pd.DataFrame, codes: Mapping[str, str]) -> Lesson:
    """Adapt a coder to the codes that people gave.

    Parameters
    ----------
    coder : Coder
    segments : DataFrame
        The table ``segments``.
    codes : mapping of str to str
        Field, or none, of each sentence that a person coded, by segment id.

    Returns
    -------
    Lesson
        ``coder`` is the one given where learning does not pay.
    """
    import numpy as np
    from sklearn.metrics import cohen_kappa_score

    spoken = segments[segments["role"] == "respondent"].reset_index(drop=True)
    known = np.flatnonzero(spoken["segment_id"].isin(codes).to_numpy())
    nan = float("nan")
    if len(known) < FEWEST:
        remark = f"{len(known)} sentences coded by people are too few to learn from ({FEWEST})."
        return Lesson(coder, False, nan, nan, remark)
    units = units_of(spoken)
    rows = features(units, coder.embedder)
    all_chances = coder.probabilities(units)
    chances = all_chances[known]
    truth = np.array([coder.labels.index(codes[s]) for s in spoken["segment_id"].iloc[known]])
    right = float((chances.argmax(axis=1) == truth).mean())
    if right < _CHOSEN_FOR_FAULTS:
        remark = (
            f"Nothing was learned from {len(known)} sentences coded by people: the coder had"
            f" {100 * right:.0f} % of them right, so it seems that only its faults were"
            " corrected. To teach it, code right ones as well (`review`, or apply --confirm)."
        )
        return Lesson(coder, False, nan, nan, remark)
    axes, middle = _directions(rows)
    own = _seen(chances, rows[known], axes, middle)
    sure = np.flatnonzero(all_chances.max(axis=1) >= _SURE)
    sure = sure[~np.isin(sure, known)]
    held = _Held(all_chances[sure], _seen(all_chances[sure], rows[sure], axes, middle))
    before = chances.argmax(axis=1)
    best, strength = None, 0.0
    for tried in _STRENGTHS:
        guesses = _left_out(chances, own, truth, tried, held)
        score = _score(guesses, truth)
        if best is None or score < best[0]:
            best, strength = (score, guesses.argmax(axis=1)), tried
    assert best is not None  # there are strengths to try
    kappas = [float(cohen_kappa_score(truth, said)) for said in (before, best[1])]
    if not (kappas[1] > kappas[0] and best[0] < _score(chances, truth)):
        remark = (
            f"Nothing was learned from {len(known)} sentences coded by people: on those left"
            f" out the coder would not have become better (kappa {kappas[0]:.2f})."
        )
        return Lesson(coder, False, kappas[0], kappas[1], remark)
    weights, bias = _fit(chances, own, truth, strength, held)
    learned = Learned(coder.labels, coder.adaptation, axes, middle, weights, bias)
    remark = (
        f"The coder was adapted by {len(known)} sentences coded by people: kappa on those left"
        f" out {kappas[0]:.2f} before, {kappas[1]:.2f} after."
    )
    return Lesson(replace(coder, adaptation=learned), True, kappas[0], kappas[1], remark)


@dataclass(frozen=True, slots=True)
class _Held:
    """Sentences nobody corrected whose codes the coder is sure of: they are to stay."""

    chances: Floats
    own: Floats


def _directions(rows: Floats) -> tuple[Floats, Floats]:
    import numpy as np

    middle = rows.mean(axis=0)
    _, _, axes = np.linalg.svd(rows - middle, full_matrices=False)
    axes = axes[:_DIRECTIONS] * np.sign(axes[:_DIRECTIONS].sum(axis=1, keepdims=True))
    return axes.astype(np.float32), middle.astype(np.float32)


def _seen(chances: Floats, rows: Floats, axes: Floats, middle: Floats) -> Floats:
    """Return what is learned from: where a sentence lies, and what the coder makes of it."""
    import numpy as np

    said = np.log(np.clip(chances, _FAINT, None) / _FAINT) / -np.log(_FAINT)
    return np.asarray(np.hstack([(rows - middle) @ axes.T, said]), dtype=np.float32)


def _shifted(chances: Floats, own: Floats, weights: Floats, bias: Floats) -> Floats:
    import numpy as np

    logits = np.log(np.clip(chances, 1e-6, None)) + own @ weights + bias
    logits -= logits.max(axis=1, keepdims=True)
    found = np.exp(logits)
    return np.asarray(found / found.sum(axis=1, keepdims=True), dtype=np.float32)


def _fit(
    chances: Floats, own: Floats, truth: npt.NDArray[np.int64], strength: float, held: _Held
) -> tuple[Floats, Floats]:
    """Fit weights by L-BFGS; the penalty pulls them to nothing, that is to the coder as it is.

    For the sentences that are held the coder's own probabilities are the target, as in
    learning without forgetting (Li and Hoiem 2016, arXiv:1606.09282).
    """
    import numpy as np
    from scipy.optimize import minimize

    labels, width = chances.shape[1], own.shape[1]
    target = np.vstack([np.eye(labels)[truth], held.chances])
    weight = np.r_[np.ones(len(truth)), np.full(len(held.chances), _HELD)][:, None]
    base = np.log(np.clip(np.vstack([chances, held.chances]), 1e-6, None)).astype(np.float64)
    own = np.vstack([own, held.own])

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        table = flat.reshape(width + 1, labels)
        logits = base + own @ table[:-1] + table[-1]
        logits -= logits.max(axis=1, keepdims=True)
        found = np.exp(logits)
        found /= found.sum(axis=1, keepdims=True)
        value = -(weight * target * np.log(np.clip(found, 1e-9, None))).sum()
        apart = weight * (found - target)
        slope = np.vstack([own.T @ apart, apart.sum(axis=0)]) + strength * _pull(table)
        return float(value + 0.5 * strength * (_pull(table) * table).sum()), slope.ravel()

    done = minimize(loss, np.zeros((width + 1) * labels), jac=True, method="L-BFGS-B")
    table = done.x.reshape(width + 1, labels).astype(np.float32)
    return table[:-1], table[-1]


def _pull(table: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    import numpy as np

    # The last row shifts whole fields, which a study may well need: it is held back less.
    return np.asarray(table * np.r_[np.ones(len(table) - 1), 0.1][:, None])


def _left_out(
    chances: Floats, own: Floats, truth: npt.NDArray[np.int64], strength: float, held: _Held
) -> Floats:
    """Predict each sentence by what was fitted to the others; every fifth is left out at once."""
    import numpy as np

    guesses = np.zeros_like(chances)
    parts = np.arange(len(truth)) % _PARTS
    for part in range(_PARTS):
        rest, out = parts != part, parts == part
        fitted = _fit(chances[rest], own[rest], truth[rest], strength, held)
        guesses[out] = _shifted(chances[out], own[out], *fitted)
    return guesses


def _score(chances: Floats, truth: npt.NDArray[np.int64]) -> float:
    import numpy as np

    return float(-np.log(np.clip(chances[np.arange(len(truth)), truth], 1e-6, None)).mean())
