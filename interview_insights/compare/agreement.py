"""How well two coders agree, in the four figures that must be read together.

Kappa falls when one label dominates, however well the coders agree (Feinstein &
Cicchetti 1990): 92.7 % agreement can give kappa .34 and AC1 .92. So no figure is
given alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of coder b with coder a on the same items.

    ``n`` items; ``percent`` is the share on which they agree, 0 to 1. ``kappa``
    (Cohen 1960), ``alpha`` (Krippendorff 2011, nominal) and ``ac1`` (Gwet 2008) are
    at most 1, and NaN where both used one and the same label throughout: chance
    then explains everything. ``prevalence`` is each label's share, mean of both
    coders; ``f1`` is 0 to 1 a label, with a as the truth. ``kappa_low`` and
    ``kappa_high`` are the 95 % bootstrap interval.
    """

    n: int
    percent: float
    kappa: float
    alpha: float
    ac1: float
    prevalence: Mapping[str, float]
    f1: Mapping[str, float]
    kappa_low: float
    kappa_high: float


def agreement(
    a: Sequence[str], b: Sequence[str], *, units: Sequence[str] | None = None, seed: int = 0
) -> Agreement:
    """Measure how well two coders agree.

    Parameters
    ----------
    a, b : sequence of str, length n
        Labels of the same items in the same order; a is the reference for F1.
    units : sequence of str, length n, optional
        Whom each item comes from. The interval then resamples participants, whose
        sentences are not independent; without it, items.
    seed : int, default 0
        Of the bootstrap.

    Returns
    -------
    Agreement
        Labels are those that either coder used, sorted. AC1 depends on how many
        there are.

    Raises
    ------
    ValueError
        There are no items, or the sequences differ in length.

    References
    ----------
    Cohen 1960, Educ. Psychol. Meas. 20:37-46. Krippendorff 2011, Computing
    Krippendorff's alpha-reliability. Gwet 2008, Brit. J. Math. Stat. Psychol.
    61:29-48. Interval: percentile cluster bootstrap, Efron & Tibshirani 1993.
    """
    if not len(a):
        raise ValueError("there are no items to compare")
    if len(a) != len(b) or (units is not None and len(units) != len(a)):
        raise ValueError("a, b and units must have the same length")
    labels = sorted({*a, *b})
    by_unit = _tables(a, b, labels, units)
    table = by_unit.sum(axis=0)
    n = len(a)
    share_a, share_b = table.sum(axis=1) / n, table.sum(axis=0) / n
    prevalence = (share_a + share_b) / 2
    f1 = table.diagonal() / n / prevalence
    low, high = _interval(by_unit, units is None, seed)
    return Agreement(
        n=n,
        percent=float(table.trace() / n),
        kappa=float(cohen_kappa(table)),
        alpha=_alpha(table),
        ac1=_ac1(table),
        prevalence=dict(zip(labels, prevalence.tolist(), strict=True)),
        f1=dict(zip(labels, f1.tolist(), strict=True)),
        kappa_low=low,
        kappa_high=high,
    )


def cohen_kappa(tables: Floats) -> Floats:
    """Compute Cohen's kappa of one or many tables of counts.

    Parameters
    ----------
    tables : array of float, shape (..., labels, labels)
        Items that coder a gave the row's label and coder b the column's.

    Returns
    -------
    array of float, shape (...)
        At most 1; NaN where chance agreement is complete.

    References
    ----------
    Cohen 1960, Educ. Psychol. Meas. 20:37-46.
    """
    import numpy as np

    n = tables.sum(axis=(-2, -1))
    agreed = np.trace(tables, axis1=-2, axis2=-1) * n
    chance = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1)
    # Counts times n on both sides: whole numbers, so the zero is exact.
    room = n * n - chance
    return np.where(room > 0, (agreed - chance) / np.where(room > 0, room, 1), np.nan)


def _alpha(table: Floats) -> float:
    """Krippendorff's alpha for nominal data, two coders, no missing values."""
    both = table.sum(axis=0) + table.sum(axis=1)  # values given by either coder
    values = both.sum()
    expected = values * values - (both * both).sum()
    if not expected:
        return float("nan")
    observed = 2 * (table.sum() - table.trace())
    # (values - 1): pairs are drawn without replacement, unlike in Scott's pi.
    return float(1 - (values - 1) * observed / expected)


def _ac1(table: Floats) -> float:
    """Gwet's AC1 for two coders: chance is agreement on hard items only."""
    labels = len(table)
    if labels < 2:
        return float("nan")
    n = table.sum()
    share = (table.sum(axis=0) + table.sum(axis=1)) / (2 * n)
    chance = (share * (1 - share)).sum() / (labels - 1)
    return float((table.trace() / n - chance) / (1 - chance))


def _tables(
    a: Sequence[str], b: Sequence[str], labels: list[str], units: Sequence[str] | None
) -> Floats:
    """Confusion counts, shape (units, labels, labels); one unit without ``units``."""
    import numpy as np

    place = {label: i for i, label in enumerate(labels)}
    whose = ["" for _ in a] if units is None else units
    people = {name: i for i, name in enumerate(sorted(set(whose)))}
    tables = np.zeros((len(people), len(labels), len(labels)))
    for first, second, who in zip(a, b, whose, strict=True):
        tables[people[who], place[first], place[second]] += 1
    return tables


def _interval(by_unit: Floats, by_item: bool, seed: int) -> tuple[float, float]:
    """2.5th and 97.5th percentile of kappa over resamples; NaN where undefined."""
    import numpy as np

    rng = np.random.default_rng(seed)
    units, labels, _ = by_unit.shape
    flat = by_unit.reshape(units, -1)
    if by_item:
        # Items with the same pair of labels are alike: draw cells, not items.
        cells = flat[0]
        drawn = rng.multinomial(int(cells.sum()), cells / cells.sum(), size=RESAMPLES).astype(float)
    else:
        drawn = rng.multinomial(units, np.full(units, 1 / units), size=RESAMPLES) @ flat
    kappas = cohen_kappa(drawn.reshape(-1, labels, labels))
    kappas = kappas[~np.isnan(kappas)]
    if not len(kappas):
        return float("nan"), float("nan")
    low, high = np.percentile(kappas, [2.5, 97.5])
    return float(low), float(high)
