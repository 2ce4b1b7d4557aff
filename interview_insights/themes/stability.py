"""How well a theme is found again when other people had been interviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_insights.themes.clusters import UNASSIGNED, cluster, cut_height, least_people

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

RESAMPLES = 30

_ROWS_LIMIT = 2000  # of a larger study every n-th sentence is taken: all would take minutes


def stability(
    vectors: Floats, beliefs: Floats, people: Ints, labels: Ints, seed: int = 0
) -> dict[int, float]:
    """Resample participants, cluster again, and compare.

    Clusterwise assessment after Hennig (2007, doi 10.1016/j.csda.2006.11.025):
    participants are drawn with replacement, each drawn one counts once; the theme,
    restricted to the people drawn, is compared with its best match by Jaccard.

    Parameters
    ----------
    vectors : ndarray of shape (n, dimensions)
    beliefs : ndarray of shape (n, fields)
        How likely each field is for each sentence.
    people, labels : ndarray of shape (n,)
        Participant and theme of each sentence.
    seed : int, default 0

    Returns
    -------
    dict of int to float
        Mean Jaccard by theme, 0–1; above .75 a theme counts as stable, below .5 it
        dissolves.
    """
    import numpy as np

    random = np.random.default_rng(seed)
    everyone = np.unique(people)
    found: dict[int, list[float]] = {int(t): [] for t in np.unique(labels) if t != UNASSIGNED}
    for _ in range(RESAMPLES):
        drawn = np.unique(random.choice(everyone, len(everyone)))
        at = np.flatnonzero(np.isin(people, drawn))
        if len(at) > _ROWS_LIMIT:
            at = at[:: len(at) // _ROWS_LIMIT + 1]
        height, least = cut_height(len(drawn)), least_people(len(everyone))
        again = cluster(vectors[at], beliefs[at], people[at], height, least).labels
        for theme in np.unique(labels[at]):
            if theme != UNASSIGNED:
                found[int(theme)].append(_best_jaccard(labels[at] == theme, again))
    return {theme: float(np.mean(values)) if values else 0.0 for theme, values in found.items()}


def _best_jaccard(theme: npt.NDArray[np.bool_], again: Ints) -> float:
    import numpy as np

    best = 0.0
    for c in np.unique(again[theme]):
        if c != UNASSIGNED:
            other = again == c
            best = max(best, (theme & other).sum() / (theme | other).sum())
    return best
