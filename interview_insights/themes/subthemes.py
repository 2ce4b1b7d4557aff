"""Parts of a theme that is large enough to have some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_insights.themes.clusters import UNASSIGNED

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

FEWEST_SENTENCES = 12
"""Sentences of a theme under which it has no parts."""

FEWEST_PEOPLE = 4
"""People under which a theme has no parts."""

PART_SENTENCES = 4
PART_PEOPLE = 2

MOST_PARTS = 4


def parts_of(vectors: Floats, people: Ints) -> Ints | None:
    """Part a theme by Ward's method, where every part is borne by several people.

    Parameters
    ----------
    vectors : ndarray of shape (n, dimensions)
        Rows of length one.
    people : ndarray of shape (n,)
        Number of the participant who said each.

    Returns
    -------
    ndarray of shape (n,), or None
        Part of each sentence from 0, or :data:`UNASSIGNED`; None where the theme is small
        or falls into one large part and scraps.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(vectors) < FEWEST_SENTENCES or len(np.unique(people)) < FEWEST_PEOPLE:
        return None
    sample = vectors[:: len(vectors) // 2000 + 1]
    if len(sample) < len(vectors):
        return None  # a theme of thousands is read by its fields, not by parts of a sample
    tree = linkage(vectors, method="ward")
    best: Ints | None = None
    for count in range(2, MOST_PARTS + 1):
        flat = fcluster(tree, count, criterion="maxclust")
        labels = np.full(len(vectors), UNASSIGNED)
        kept = 0
        for part in np.unique(flat):
            own = flat == part
            if own.sum() >= PART_SENTENCES and len(np.unique(people[own])) >= PART_PEOPLE:
                labels[own] = kept
                kept += 1
        if kept == count:
            best = labels
    return best
