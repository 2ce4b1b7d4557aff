"""How many themes there are in all, and how many more interviews would meet them.

An estimate from the themes that few people voice: if many were voiced by one person
only, others have surely been missed. A lower bound, and a rough one for few interviews.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_insights.compare.saturation import saturation, saturation_point
from interview_insights.records import NONE

if TYPE_CHECKING:
    import pandas as pd

REACH = 0.95
"""Share of the expected themes that further interviews should meet."""

MOST = 100
"""More further interviews than that are not named: the estimate does not reach so far."""

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Outlook:
    """What further interviews would bring.

    Parameters
    ----------
    lens : str
        Empty for all lenses together.
    interviews : int
        Participants so far.
    met : int
        Themes met, with those of one or two people that are too few for a theme.
    expected, low, high : float
        Themes in all (Chao2), with its 95 % interval.
    more : int or None
        Interviews needed beyond these to meet :data:`REACH` of them; None where more
        than :data:`MOST`.
    saturated : int or None
        Interviews after which little new came up (Guest, Namey & Chen); None where that
        was not reached.
    """

    lens: str
    interviews: int
    met: int
    expected: float
    low: float
    high: float
    more: int | None
    saturated: int | None


def outlooks(
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    rare: Mapping[str, Sequence[int]],
    *,
    seed: int = 0,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
) -> list[Outlook]:
    """Estimate for all lenses together, then for each.

    Parameters
    ----------
    codings, segments : DataFrame
        Tables of a run.
    rare : mapping of str to sequence of int
        By lens, how many groups of like sentences one person voiced, and two did, that
        are no theme because they are too few.
    seed : int, default 0
        Of the random orders of interviews.
    base, run : int
        As :func:`saturation` takes them.
    threshold : float, default 0.05
        As :func:`saturation_point` takes it.

    Returns
    -------
    list of Outlook
        Empty where nothing was coded.

    References
    ----------
    Chao 1987, Biometrics 43:783-791 (Chao2, bias-corrected, log-normal interval).
    Chao, Colwell, Lin & Gotelli 2009, Ecology 90:1125-1133 (interviews still needed).
    """
    coded = codings[codings["primary"] & (codings["field"] != NONE)]
    spoken = segments.loc[segments["role"] == "respondent", ["segment_id", "participant"]]
    people = spoken["participant"].nunique()
    themed = codings[codings["theme"].notna()].merge(spoken, on="segment_id")
    found = []
    lenses = tuple(dict.fromkeys(coded["lens"]))
    for lens in ("", *lenses) if lenses else ():
        own = themed[themed["lens"] == lens] if lens else themed
        heard = own.groupby("theme")["participant"].nunique()
        few = [
            sum(counts[n] for part, counts in rare.items() if lens in ("", part)) for n in (0, 1)
        ]
        once, twice = (few[n] + int((heard == n + 1).sum()) for n in (0, 1))
        met = len(heard) + sum(few)
        curve = saturation(codings, segments, seed=seed, base=base, run=run, lens=lens)
        figures = chao2(met, once, twice, people)
        found.append(Outlook(lens, people, met, *figures, saturation_point(curve, threshold)))
    return found


def chao2(
    met: int, once: int, twice: int, interviews: int
) -> tuple[float, float, float, int | None]:
    """Estimate how many themes there are from those that few people voice.

    Parameters
    ----------
    met, once, twice : int
        Themes voiced by anybody, by one person, by two.
    interviews : int

    Returns
    -------
    expected, low, high : float
        The estimate and its 95 % interval, at least ``met``.
    more : int or None
        Further interviews to meet :data:`REACH` of them; None beyond :data:`MOST`.

    Examples
    --------
    >>> chao2(20, 4, 2, 10)[0]
    21.8
    """
    if interviews < 2 or once < 2:
        return float(met), float(met), float(met), 0
    share = (interviews - 1) / interviews
    missed = share * once * (once - 1) / (2 * (twice + 1))
    variance = (
        missed
        + share**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + share**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    spread = math.exp(_Z * math.sqrt(math.log(1 + variance / missed**2)))
    expected = met + missed
    return (
        round(expected, 6),
        met + missed / spread,
        met + missed * spread,
        _more(met, missed, once, interviews),
    )


def _more(met: int, missed: float, once: int, interviews: int) -> int | None:
    wanted = REACH * (met + missed) - met
    if wanted <= 0:
        return 0
    kept = 1 - once / (interviews * missed + once)
    needed = math.ceil(math.log(1 - wanted / missed) / math.log(kept))
    return needed if needed <= MOST else None
