"""How many interviews it took until little new came up.

This is code saturation only: it says that the themes found stopped growing, not
that their meaning is exhausted. Braun & Clarke 2019 reject the notion for
reflexive analysis; reports must say which is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_insights.frames import check, empty

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


def saturation(
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    *,
    orders: int = 200,
    seed: int = 0,
    base: int = 4,
    run: int = 2,
    lens: str = "",
) -> pd.DataFrame:
    """Count the themes met after each interview, over random orders of interviews.

    An interview is one participant, all of whose sentences are read together. The
    order of files is an accident, so every figure is a mean over orders.

    Parameters
    ----------
    codings : DataFrame of shape (codings, columns of the schema)
    segments : DataFrame of shape (segments, columns of the schema)
    orders : int, default 200
        Random orders to average over.
    seed : int, default 0
        Same seed, same table, whatever the order of rows.
    base : int, default 4
        Interviews whose themes are the measure.
    run : int, default 2
        Interviews in which new themes are counted; runs overlap.
    lens : str
        Only themes of this lens; empty for all.

    Returns
    -------
    DataFrame of shape (participants, columns of the schema ``saturation``)
        ``new_ratio`` belongs to the run that ends with this interview: NaN before
        interview ``base + run`` and where no theme was voiced at all. An order
        whose base voiced nothing counts as 1, and the mean is at most 1.

    Raises
    ------
    ValueError
        ``orders``, ``base`` or ``run`` is below 1.

    References
    ----------
    Guest, Namey & Chen 2020, PLoS ONE 15(5):e0232076.
    """
    import numpy as np
    import pandas as pd

    if min(orders, base, run) < 1:
        raise ValueError("orders, base and run must be at least 1")
    voiced = _voiced(codings[codings["lens"] == lens] if lens else codings, segments)
    people = voiced.shape[0]
    if not people:
        return empty("saturation")
    new = _new_themes(voiced, orders, seed)
    met = new.cumsum(axis=1)
    low, high = np.percentile(met, [2.5, 97.5], axis=0)
    frame = pd.DataFrame(
        {
            "interviews": np.arange(1, people + 1),
            "themes": met.mean(axis=0),
            "themes_low": low,
            "themes_high": high,
            "new_themes": new.mean(axis=0),
            "new_ratio": _ratio(met, base, run),
        }
    )
    return check("saturation", frame)


def saturation_point(frame: pd.DataFrame, threshold: float = 0.05) -> int | None:
    """First number of interviews at which little new came up.

    Parameters
    ----------
    frame : DataFrame of shape (participants, columns of the schema ``saturation``)
    threshold : float, default 0.05
        Largest ``new_ratio`` that counts as little, 0 to 1.

    Returns
    -------
    int or None
        Interviews read by then, the confirming run included: 8 with runs of 2 is
        what Guest, Namey & Chen write as 6+2. None where it was never reached.
    """
    reached = frame.loc[frame["new_ratio"] <= threshold, "interviews"]
    return int(reached.min()) if len(reached) else None


def _voiced(codings: pd.DataFrame, segments: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether each participant voiced each theme; shape (participants, themes)."""
    import numpy as np

    asked = segments.loc[segments["role"].eq("respondent"), ["segment_id", "participant"]]
    # Sorted, so that the random orders do not depend on the order of files.
    people = {name: i for i, name in enumerate(sorted(asked["participant"].unique()))}
    said = codings.loc[codings["theme"].notna(), ["segment_id", "theme"]].merge(
        asked, on="segment_id"
    )
    themes = {name: i for i, name in enumerate(sorted(said["theme"].unique()))}
    voiced = np.zeros((len(people), len(themes)), dtype=np.bool_)
    for person, theme in zip(said["participant"], said["theme"], strict=True):
        voiced[people[person], themes[theme]] = True
    return voiced


def _new_themes(voiced: npt.NDArray[np.bool_], orders: int, seed: int) -> npt.NDArray[np.int64]:
    """Themes met first in each interview; shape (orders, participants)."""
    import numpy as np

    people = voiced.shape[0]
    rng = np.random.default_rng(seed)
    # place[o, p]: when participant p is read in order o, from 0.
    place = rng.permuted(np.tile(np.arange(people), (orders, 1)), axis=1)
    new = np.zeros((orders, people), dtype=np.int64)
    for theme in voiced.T:
        new[np.arange(orders), place[:, theme].min(axis=1)] += 1
    return new


def _ratio(met: npt.NDArray[np.int64], base: int, run: int) -> npt.NDArray[np.float64]:
    """New themes in the run that ends here / themes in the base; mean over orders."""
    import numpy as np

    people = met.shape[1]
    ratio = np.full(people, np.nan)
    if met[0, -1] == 0:
        return ratio
    for end in range(base + run, people + 1):
        first = met[:, base - 1]
        added = met[:, end - 1] - met[:, end - run - 1]
        # A base that found nothing measures nothing: as unsaturated as can be.
        each = np.where(first > 0, added / np.maximum(first, 1), 1.0)
        # Capped after the mean: capping each order would flatter the study.
        ratio[end - 1] = min(each.mean(), 1.0)
    return ratio
