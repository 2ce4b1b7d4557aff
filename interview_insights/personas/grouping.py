"""Which respondents belong together, by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

MOST = 4
"""Personas at the most."""

LEAST_MEMBERS = 2

_WORTH_SPLITTING = 0.08
"""Mean silhouette from which on several personas describe people better than one."""

_RESAMPLES = 40
_SHARE_OF_THEMES = 0.7


@dataclass(frozen=True, slots=True)
class Grouping:
    """Persona of each participant (from 0, largest first) and each persona's stability."""

    labels: Ints
    confidence: tuple[float, ...]


def group_people(voices: Floats, seed: int = 0) -> Grouping:
    """Group participants by the themes they voice.

    Each row is scaled to length one, so that talkative people do not form a group of
    their own; columns are weighted by how rare they are. Average linkage on cosine
    distances; the number of groups, one to :data:`MOST`, is the one with the best
    mean silhouette (Rousseeuw 1987) that leaves nobody alone.

    Parameters
    ----------
    voices : ndarray of shape (participants, themes)
        How often each participant voiced each theme.
    seed : int, default 0
        Of the resampling of themes.

    Returns
    -------
    Grouping
        ``confidence`` is the share of resamples, each with 70 % of the themes, in
        which two members of a persona stay together, 0–1.
    """
    import numpy as np

    people = len(voices)
    rows = _weighted(voices)
    labels = _best_partition(rows)
    together = np.zeros((people, people))
    count = int(labels.max(initial=0)) + 1
    random = np.random.default_rng(seed)
    for _ in range(_RESAMPLES):
        drawn = random.permutation(rows.shape[1])[: max(1, int(rows.shape[1] * _SHARE_OF_THEMES))]
        again = _partition(rows[:, np.sort(drawn)], count)
        together += again[:, None] == again[None, :]
    together /= _RESAMPLES
    return Grouping(labels, tuple(_pairs_mean(together, labels == c) for c in range(count)))


def _weighted(voices: Floats) -> Floats:
    import numpy as np

    heard = np.maximum((voices > 0).sum(axis=0), 1)
    rows = np.log1p(voices) * np.log1p(len(voices) / heard)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


def _best_partition(rows: Floats) -> Ints:
    import numpy as np
    from sklearn.metrics import silhouette_score

    best = np.zeros(len(rows), dtype=np.int64)
    best_score = _WORTH_SPLITTING
    for count in range(2, min(MOST, len(rows) // LEAST_MEMBERS) + 1):
        labels = _partition(rows, count)
        sizes = np.bincount(labels)
        if len(sizes) < count or sizes.min() < LEAST_MEMBERS:
            continue
        score = float(silhouette_score(rows, labels, metric="euclidean"))
        if score > best_score + 1e-9:
            best, best_score = labels, score
    return best


def _partition(rows: Floats, count: int) -> Ints:
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    if count < 2 or len(rows) < 3:
        return np.zeros(len(rows), dtype=np.int64)
    flat = fcluster(linkage(rows, method="ward"), count, criterion="maxclust")
    _, labels, sizes = np.unique(flat, return_inverse=True, return_counts=True)
    # Largest first; equal sizes by who comes first, so that numbers do not jump.
    first = [int(np.flatnonzero(labels == c)[0]) for c in range(len(sizes))]
    order = sorted(range(len(sizes)), key=lambda c: (-sizes[c], first[c]))
    rank = {c: i for i, c in enumerate(order)}
    return np.array([rank[c] for c in labels.tolist()], dtype=np.int64)


def _pairs_mean(together: Floats, members: npt.NDArray[np.bool_]) -> float:
    import numpy as np

    at = np.flatnonzero(members)
    if len(at) < 2:
        return 0.0
    pairs = together[np.ix_(at, at)][np.triu_indices(len(at), 1)]
    return round(float(pairs.mean()), 3)
