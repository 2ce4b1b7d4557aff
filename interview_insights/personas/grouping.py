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

PEOPLE_EACH = 4
"""Participants that a study has, on average, for each persona."""

STEADY = 0.55
"""Share of resamples in which members stay together, under which groups are not told apart."""

_DIMENSIONS = 3  # of what people say; with more, forty people are too few to be near each other
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
    their own; columns are weighted by how rare they are; the rows are reduced to their
    first principal components and grouped by Ward's method. Of one to :data:`MOST`
    groups, the number is taken whose groups are both apart (mean silhouette, Rousseeuw
    1987) and found again when a part of the themes is left out; nobody is left alone.

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
        which two members of a persona stay together, 0–1; 0 where nobody is told apart.
    """
    import numpy as np
    from sklearn.metrics import silhouette_score

    rows = _weighted(voices)
    best = Grouping(np.zeros(len(rows), dtype=np.int64), (0.0,))
    best_score = 0.0
    for count in range(2, min(MOST, len(rows) // PEOPLE_EACH) + 1):
        reduced = _reduced(rows)
        labels = _partition(reduced, count)
        sizes = np.bincount(labels)
        if len(sizes) < count or sizes.min() < LEAST_MEMBERS:
            continue
        together = _together(rows, count, seed)
        confidence = tuple(_pairs_mean(together, labels == c) for c in range(count))
        steady = float(np.average(confidence, weights=sizes))
        score = float(silhouette_score(reduced, labels)) * steady
        if steady >= STEADY and score > best_score + 1e-9:
            best, best_score = Grouping(labels, confidence), score
    return best


def _reduced(rows: Floats) -> Floats:
    """Return the first principal components of rows, shape (participants, at most three)."""
    import numpy as np

    left, sizes, _ = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    # Only distances matter, so that the sign of a component is free.
    return np.asarray((left * sizes)[:, :_DIMENSIONS])


def _together(rows: Floats, count: int, seed: int) -> Floats:
    """Return how often two participants share a group when a part of the themes is left out."""
    import numpy as np

    random = np.random.default_rng(seed)
    kept = max(1, int(rows.shape[1] * _SHARE_OF_THEMES))
    together = np.zeros((len(rows), len(rows)))
    for _ in range(_RESAMPLES):
        drawn = np.sort(random.permutation(rows.shape[1])[:kept])
        again = _partition(_reduced(rows[:, drawn]), count)
        together += again[:, None] == again[None, :]
    return together / _RESAMPLES


def _weighted(voices: Floats) -> Floats:
    import numpy as np

    heard = np.maximum((voices > 0).sum(axis=0), 1)
    rows = np.log1p(voices) * np.log1p(len(voices) / heard)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


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
