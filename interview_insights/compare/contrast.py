"""Which themes set groups of customers apart, counted in participants.

Sentences of one person are not independent (Lijffijt et al. 2016; Koplenig 2019):
so each participant either voiced a theme or did not, however often.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import comb
from typing import TYPE_CHECKING, NamedTuple

from interview_insights.frames import check, empty

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

EXPLORATORY_BELOW = 12
"""Participants in a group below which a contrast suggests and does not show."""

REST = "the rest"
"""Name of all other groups pooled, where a study has more than two."""

BOTH = "both"
"""What ``leans`` says where the groups differ by less than a quarter."""

Z95 = 1.959963984540054  # normal quantile at .975; spares the import of scipy.stats


class _Side(NamedTuple):
    """One side of a pair: its name, its respondents, and how many voiced each theme."""

    name: str
    n: int
    voiced: Ints


def contrast(
    codings: pd.DataFrame, segments: pd.DataFrame, themes: pd.DataFrame, groups: Sequence[str]
) -> pd.DataFrame:
    """Compare how many participants of each group voiced each theme.

    Of two groups, the first is set against the second; of more, each against all
    others pooled, ``"the rest"``. Every respondent counts, also one who voiced
    nothing, and is taken to belong to one group.

    ``leans`` describes: it names the group with the higher share where the shares
    differ by at least a quarter, however few were asked. The evidence is the
    interval, and with small groups no more than a hint (:func:`exploratory`).

    Parameters
    ----------
    codings : DataFrame of shape (codings, columns of the schema)
        Rows without a theme, or with one that ``themes`` lacks, are passed over.
    segments : DataFrame of shape (segments, columns of the schema)
    themes : DataFrame of shape (themes, columns of the schema)
    groups : sequence of str
        Groups in the order of the contrast; others are left out.

    Returns
    -------
    DataFrame of shape (pairs x themes, columns of the schema ``contrasts``)
        Pair by pair, in the order of ``groups`` and of ``themes``. Shares, p and q
        run from 0 to 1, differences and intervals from -1 to 1. A group without
        respondents has share 0, interval -1 to 1 and p 1. No rows for one group.

    Raises
    ------
    RunError
        The result breaks the schema, as where ``themes`` has an empty name.

    References
    ----------
    Interval: Newcombe 1998, method 10. p: Fisher 1935. q: Benjamini & Hochberg 1995,
    over the pair's themes of one lens. ``p_higher``: :func:`probability_higher`, a second
    view beside p.
    """
    import pandas as pd

    names = tuple(dict.fromkeys(groups))
    if len(names) < 2 or themes.empty:
        return empty("contrasts")
    people, mentions = _counts(codings, segments, themes, names)
    everyone = _Side(REST, int(people.sum()), mentions.sum(axis=1))
    pairs = []
    for column, name in enumerate(names[:1] if len(names) == 2 else names):
        own = _Side(name, int(people[column]), mentions[:, column])
        other = names[1] if len(names) == 2 else everyone.name
        others = _Side(other, everyone.n - own.n, everyone.voiced - own.voiced)
        pairs.append(_pair(themes, own, others))
    return check("contrasts", pd.concat(pairs, ignore_index=True))


def exploratory(contrasts: pd.DataFrame) -> bool:
    """Whether any group compared is too small for more than a hint.

    Parameters
    ----------
    contrasts : DataFrame of shape (rows, columns of the schema ``contrasts``)

    Returns
    -------
    bool
        True where a group has fewer than :data:`EXPLORATORY_BELOW` participants.
        With 8 against 8, only 0 v 5, 1 v 6, 2 v 7 or wider reach p < .05.
    """
    return bool((contrasts[["n_a", "n_b"]] < EXPLORATORY_BELOW).any(axis=None))


def newcombe(a: Ints, n_a: int, b: Ints, n_b: int) -> tuple[Floats, Floats]:
    """95 % hybrid score interval of a difference of two shares.

    Parameters
    ----------
    a, n_a : array of int of shape (themes,), int
        Participants of the first group who voiced each theme, of how many asked.
    b, n_b : array of int of shape (themes,), int
        The same of the second group.

    Returns
    -------
    tuple of two arrays, shape (themes,)
        Lower and upper ends of a / n_a - b / n_b, -1 to 1.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17:873-890, method 10; limits of Wilson 1927.
    """
    import numpy as np

    if not (n_a and n_b):
        return np.full(len(a), -1.0), np.full(len(a), 1.0)
    share_a, share_b = a / n_a, b / n_b
    low_a, high_a = wilson(a, n_a)
    low_b, high_b = wilson(b, n_b)
    low = share_a - share_b - np.hypot(share_a - low_a, high_b - share_b)
    high = share_a - share_b + np.hypot(high_a - share_a, share_b - low_b)
    return np.clip(low, -1, 1), np.clip(high, -1, 1)


@lru_cache(maxsize=4096)
def fisher(a: int, n_a: int, b: int, n_b: int) -> float:
    """Two-sided p of Fisher's exact test, 0 to 1.

    In whole numbers, so that no equally likely table is missed by rounding, and
    without scipy.stats, whose import outlasts the stage.

    Parameters
    ----------
    a, n_a : int
        Participants of the first group who voiced a theme, of how many asked.
    b, n_b : int
        The same of the second group.

    Returns
    -------
    float
        Probability of all tables with these margins no likelier than this one.
    """
    voiced = a + b
    ways = [comb(n_a, x) * comb(n_b, voiced - x) for x in range(max(0, voiced - n_b), voiced + 1)]
    seen = comb(n_a, a) * comb(n_b, b)
    return sum(way for way in ways if way <= seen) / sum(ways)


@lru_cache(maxsize=1)
def _quadrature() -> tuple[Floats, Floats]:
    import numpy as np

    nodes, weights = np.polynomial.legendre.leggauss(400)
    return nodes, weights


@lru_cache(maxsize=4096)
def probability_higher(a: int, n_a: int, b: int, n_b: int) -> float:
    """Probability that the first group's share is the higher one, 0 to 1.

    Each share has a Beta(voiced + 1/2, silent + 1/2) posterior, which follows from a
    binomial count and Jeffreys' prior. Without respondents the prior alone speaks.

    Parameters
    ----------
    a, n_a : int
        Participants of the first group who voiced a theme, of how many asked.
    b, n_b : int
        The same of the second group.

    Returns
    -------
    float

    References
    ----------
    Prior: Jeffreys 1946; for shares of small groups: Brown, Cai & DasGupta 2001.
    """
    import numpy as np
    from scipy.special import betainc, betaln

    # x = sin² t takes the poles of the prior at 0 and 1 out of the integral.
    nodes, weights = _quadrature()
    t = np.pi / 4 * (nodes + 1)
    log_density = 2 * a * np.log(np.sin(t)) + 2 * (n_a - a) * np.log(np.cos(t))
    log_density += np.log(2) - betaln(a + 0.5, n_a - a + 0.5)
    below = betainc(b + 0.5, n_b - b + 0.5, np.sin(t) ** 2)
    found = np.pi / 4 * np.sum(weights * np.exp(log_density) * below)
    return float(np.clip(found, 0.0, 1.0))


def benjamini_hochberg(p: Floats) -> Floats:
    """Smallest false discovery rate at which each p would be called.

    Parameters
    ----------
    p : array of float, shape (tests,)
        From 0 to 1.

    Returns
    -------
    array of float, shape (tests,)
        q values, never below their p and at most 1.

    References
    ----------
    Benjamini & Hochberg 1995, J. R. Statist. Soc. B 57:289-300.
    """
    import numpy as np

    order = np.argsort(p)[::-1]
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(np.minimum(scaled, 1.0))
    return q


def _counts(
    codings: pd.DataFrame, segments: pd.DataFrame, themes: pd.DataFrame, names: tuple[str, ...]
) -> tuple[Ints, Ints]:
    """Participants per group, shape (groups,), and who voiced what, (themes, groups)."""
    import numpy as np

    asked = segments.loc[
        segments["role"].eq("respondent") & segments["group"].isin(names),
        ["segment_id", "participant", "group"],
    ]
    people = asked.drop_duplicates(["participant", "group"])["group"].value_counts()
    voiced = codings.loc[codings["theme"].notna(), ["segment_id", "theme"]].merge(
        asked, on="segment_id"
    )
    voiced = voiced.drop_duplicates(["participant", "group", "theme"])
    tally = voiced.groupby(["theme", "group"]).size().to_dict()
    rows = [[tally.get((theme, name), 0) for name in names] for theme in themes["theme"]]
    return (
        np.array([people.get(name, 0) for name in names], dtype=np.int64),
        np.array(rows, dtype=np.int64),
    )


def _pair(themes: pd.DataFrame, one: _Side, two: _Side) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    a, n_a, b, n_b = one.voiced, one.n, two.voiced, two.n
    p = np.array([fisher(int(x), n_a, int(y), n_b) for x, y in zip(a, b, strict=True)])
    q = np.ones(len(p))
    lenses = themes["lens"].to_numpy()
    for lens in set(lenses):
        q[lenses == lens] = benjamini_hochberg(p[lenses == lens])
    share_a, share_b = a / max(n_a, 1), b / max(n_b, 1)
    low, high = newcombe(a, n_a, b, n_b)
    # Whole numbers again: .35 - .10 as floats falls short of a quarter.
    gap = a * n_b - b * n_a
    apart = (4 * np.abs(gap) >= n_a * n_b) & (gap != 0)
    leans = np.where(apart, np.where(gap > 0, one.name, two.name), BOTH)
    names = {"theme": themes["theme"].to_numpy(), "group_a": one.name, "group_b": two.name}
    counts = {"n_a": n_a, "n_b": n_b, "mentions_a": a, "mentions_b": b}
    shares = {"share_a": share_a, "share_b": share_b, "difference": share_a - share_b}
    higher = [probability_higher(int(x), n_a, int(y), n_b) for x, y in zip(a, b, strict=True)]
    tests = {"ci_low": low, "ci_high": high, "p_value": p, "q_value": q, "p_higher": higher}
    tests["leans"] = leans
    return pd.DataFrame({**names, **counts, **shares, **tests})


def wilson(count: Ints, n: int) -> tuple[Floats, Floats]:
    """95 % score interval of shares.

    Parameters
    ----------
    count : array of int, shape (shares,)
    n : int
        How many were asked, at least one.

    Returns
    -------
    tuple of two arrays, shape (shares,)
        Lower and upper ends, 0 to 1.

    References
    ----------
    Wilson 1927, J. Am. Stat. Assoc. 22:209-212.
    """
    import numpy as np

    share = count / n
    centre = share + Z95**2 / (2 * n)
    half = Z95 * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    scale = 1 + Z95**2 / n
    return np.clip((centre - half) / scale, 0, share), np.clip((centre + half) / scale, share, 1)
