"""Figures of held-out predictions: agreement, by field, calibration, and how sure all that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interview_insights.coding.codebook import default_codebook
from interview_insights.coding.head import Head
from interview_insights.coding.training import HeldOut, calibrate
from interview_insights.records import NONE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

RESAMPLES = 300
"""Of the interviews, for the intervals: sentences of one interview are not independent."""

BINS = 10


def scores(held_out: HeldOut) -> dict[str, float]:
    """Return agreement with the corpus: κ on fields and on lenses, and macro-F1.

    Parameters
    ----------
    held_out : HeldOut

    Returns
    -------
    dict
        ``kappa``, ``lens_kappa`` (at most 1) and ``macro_f1`` (0–1).
    """
    from sklearn.metrics import cohen_kappa_score, f1_score

    truth, predicted = [e.field for e in held_out.examples], held_out.predicted
    return {
        "kappa": rounded(cohen_kappa_score(truth, predicted)),
        "lens_kappa": rounded(cohen_kappa_score(_lenses(truth), _lenses(predicted))),
        "macro_f1": rounded(f1_score(truth, predicted, average="macro")),
    }


def details(held_out: HeldOut, seed: int = 0) -> dict[str, Any]:
    """Return figures by field and lens with intervals, and how well confidence can be trusted.

    Parameters
    ----------
    held_out : HeldOut
    seed : int, default 0
        Of the resampling.

    Returns
    -------
    dict
        ``kappa_low``, ``kappa_high``; ``fields`` and ``lenses`` with precision, recall, f1
        and their count, f1 of fields with a 95 % percentile interval by bootstrap over
        interviews; ``calibration_error`` and the ``calibration`` bins behind it; ``marked``
        for review, and ``right_unmarked`` among the others.
    """
    import numpy as np

    truth, predicted = [e.field for e in held_out.examples], held_out.predicted
    fields, lenses = [*default_codebook().fields, NONE], [*default_codebook().lenses, NONE]
    low, high, kappas = _intervals(held_out, fields, seed)
    by_field = _by_label(truth, predicted, fields)
    for row, lowest, highest in zip(by_field, low, high, strict=True):
        row |= {"f1_low": rounded(lowest), "f1_high": rounded(highest)}
    head = calibrate(Head(held_out.labels, ()), held_out)
    logs = np.log(np.clip(held_out.probabilities, 1e-9, 1.0)) / head.temperature
    chances = np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)
    sure = chances.max(axis=1)
    right = np.array([t == p for t, p in zip(truth, predicted, strict=True)])
    kept = sure >= head.review_below
    bins = _bins(sure, right)
    return {
        "kappa_low": rounded(kappas[0]),
        "kappa_high": rounded(kappas[1]),
        "fields": [{"field": row.pop("label"), **row} for row in by_field],
        "lenses": [
            {"lens": row.pop("label"), **row}
            for row in _by_label(_lenses(truth), _lenses(predicted), lenses)
        ],
        "calibration_error": rounded(sum(abs(b["sure"] - b["right"]) * b["share"] for b in bins)),
        "calibration": bins,
        "marked": rounded(1 - kept.mean()),
        "right_unmarked": rounded(right[kept].mean()) if kept.any() else 0.0,
    }


def rounded(value: Any) -> float:
    """Return a number with the three decimals that are stored."""
    return round(float(value), 3)


def _lenses(fields: Sequence[str]) -> list[str]:
    book = default_codebook()
    return [book.lens_of(field) for field in fields]


def _by_label(
    truth: Sequence[str], predicted: Sequence[str], labels: Sequence[str]
) -> list[dict[str, Any]]:
    from sklearn.metrics import precision_recall_fscore_support as prfs

    found = prfs(truth, predicted, labels=list(labels), zero_division=0)
    return [
        {
            "label": label,
            "precision": rounded(precision),
            "recall": rounded(recall),
            "f1": rounded(f1),
            "n": int(n),
        }
        for label, precision, recall, f1, n in zip(labels, *found, strict=True)
    ]


def _intervals(
    held_out: HeldOut, fields: Sequence[str], seed: int
) -> tuple[Floats, Floats, tuple[float, float]]:
    """Return the 95 % bounds of each field's F1, and of κ, by bootstrap over interviews."""
    import numpy as np

    columns = {field: at for at, field in enumerate(fields)}
    truth = np.array([columns[e.field] for e in held_out.examples])
    predicted = np.array([columns[field] for field in held_out.predicted])
    names = sorted({e.interview for e in held_out.examples})
    whose = np.array([names.index(e.interview) for e in held_out.examples])
    # One confusion table an interview: a resample is then a sum of tables.
    tables = np.zeros((len(names), len(fields), len(fields)))
    np.add.at(tables, (whose, truth, predicted), 1)
    random = np.random.default_rng(seed)
    f1s, kappas = [], []
    for _ in range(RESAMPLES):
        table = tables[random.integers(len(names), size=len(names))].sum(axis=0)
        rows, cols, hits = table.sum(axis=1), table.sum(axis=0), np.diag(table)
        f1s.append(2 * hits / np.maximum(rows + cols, 1))
        total = table.sum()
        chance = float((rows * cols).sum() / total**2)
        kappas.append((hits.sum() / total - chance) / (1 - chance))
    low, high = np.percentile(np.array(f1s), [2.5, 97.5], axis=0)
    return low, high, (float(np.percentile(kappas, 2.5)), float(np.percentile(kappas, 97.5)))


def _bins(sure: Any, right: Any) -> list[dict[str, float]]:
    """Return mean confidence and share right in equal bins of confidence, with their share."""
    import numpy as np

    which = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        {
            "sure": rounded(sure[which == b].mean()),
            "right": rounded(right[which == b].mean()),
            "share": rounded((which == b).mean()),
        }
        for b in range(BINS)
        if (which == b).any()
    ]
