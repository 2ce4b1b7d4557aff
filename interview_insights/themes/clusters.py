"""Clusters of coded sentences, which a sub-model hands to BERTopic.

BERTopic's defaults (UMAP, HDBSCAN) leave a quarter of a small corpus as outliers
and change with the order of rows. Here: Ward's method, cut at a height, so that the
data decide how many themes there are, and the same sentences give the same themes
in any order. What is clustered is the sentence's vector beside how likely each field
is: sentences of one field attract each other, and one that the coder was unsure of can
still meet its likes. Each theme then gets the one field that its sentences speak for,
and keeps only sentences that may belong to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

UNASSIGNED = -1

BASE_HEIGHT = 1.6
"""Ward distance at which the tree is cut, for a study of eight participants."""

GROWTH = 0.15
"""Exponent with which the height grows with the number of participants."""

FIELD_WEIGHT = 0.5
"""Length of the part that says how likely each field is, against 1 for the words."""

ADMITTED = 0.02
"""Probability of a theme's field below which a sentence is no part of it."""

JOIN = 0.5
"""Cosine from which on a sentence of no theme joins the nearest."""

JOIN_BELIEF = 0.15
"""Probability of that theme's field that this takes."""

_WARD_LIMIT = 6000  # above it Ward's n x n distances no longer fit; micro-clusters go first


@dataclass(frozen=True, slots=True)
class Clusters:
    """Cluster of each row from 0, or :data:`UNASSIGNED`; the number of each cluster's field.

    ``rough`` is the cluster of each row before those were dropped that too few people voice.
    """

    labels: Ints
    fields: tuple[int, ...]
    rough: Ints


def cut_height(participants: int) -> float:
    """Return the height at which the tree is cut.

    Ward's distance grows with the number of sentences that a cluster holds, so a
    fixed height would split large studies into ever more themes.
    """
    return float(BASE_HEIGHT * (max(participants, 1) / 8.0) ** GROWTH)


def least_people(participants: int) -> int:
    """Return how many participants a theme takes: two, three from twelve on, more of hundreds."""
    return 2 if participants < 12 else max(3, round(participants / 40))


def cluster(
    vectors: Floats, beliefs: Floats, people: Ints, height: float, least: int = 2
) -> Clusters:
    """Cluster sentences by what they say and how likely each field is.

    Parameters
    ----------
    vectors : ndarray of shape (n, dimensions)
        Rows of length one, in an order that does not depend on the files' order.
    beliefs : ndarray of shape (n, fields)
        How likely each field is; rows sum to 1.
    people : ndarray of shape (n,)
        Number of the participant who said each.
    height : float
        Ward distance at which the tree is cut.
    least : int, default 2
        A theme is voiced by at least so many participants.

    Returns
    -------
    Clusters
        Numbered by first appearance.
    """
    import numpy as np

    labels = np.full(len(vectors), UNASSIGNED)
    if len(np.unique(people)) < least:
        return Clusters(labels, (), np.zeros(len(vectors), dtype=np.int64))
    rough = _ward(np.hstack([vectors, FIELD_WEIGHT * np.sqrt(beliefs)]), height)
    fields: list[int] = []
    for c in np.unique(rough):
        left = np.flatnonzero(rough == c)
        while len(np.unique(people[left])) >= least:
            # The same words may be said of two fields for certain: that is two themes.
            name = int(beliefs[left].sum(axis=0).argmax())
            admitted = beliefs[left, name] >= ADMITTED
            if len(np.unique(people[left[admitted]])) >= least:
                labels[left[admitted]] = len(fields)
                fields.append(name)
            left = left[~admitted]
    _join(labels, fields, vectors, beliefs)
    _whole_fields(labels, fields, beliefs, people, least)
    return _by_first_appearance(labels, fields, rough)


def _join(labels: Ints, fields: list[int], vectors: Floats, beliefs: Floats) -> None:
    """Let sentences of no theme join the nearest theme that may be theirs."""
    import numpy as np

    left = np.flatnonzero(labels == UNASSIGNED)
    if not fields or not len(left):
        return
    centres = np.stack([vectors[labels == c].mean(axis=0) for c in range(len(fields))])
    near = vectors[left] @ unit_rows(centres).T
    near[beliefs[left][:, fields] < JOIN_BELIEF] = -1.0
    close = near.max(axis=1) >= JOIN
    labels[left[close]] = near.argmax(axis=1)[close]


def _whole_fields(
    labels: Ints, fields: list[int], beliefs: Floats, people: Ints, least: int
) -> None:
    """Where nothing of a field recurs in small pieces, the field is what its people share."""
    import numpy as np

    likeliest = beliefs.argmax(axis=1)
    for name in np.unique(likeliest).tolist():
        members = np.flatnonzero((likeliest == name) & (labels == UNASSIGNED))
        if name not in fields and len(np.unique(people[members])) >= least:
            labels[members] = len(fields)
            fields.append(name)


def _ward(vectors: Floats, height: float) -> Ints:
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    points, member, weights = _micro_clusters(vectors)
    if len(points) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    if weights is None:
        tree = linkage(points, method="ward")
    else:
        # Ward over micro-clusters: distances carry their mean weight.
        tree = linkage(points * np.sqrt(weights.mean()), method="ward")
    flat = fcluster(tree, height, criterion="distance")
    return np.asarray(flat, dtype=np.int64)[member]


def _micro_clusters(vectors: Floats) -> tuple[Floats, Ints, Floats | None]:
    import numpy as np

    if len(vectors) <= _WARD_LIMIT:
        return vectors, np.arange(len(vectors)), None
    from sklearn.cluster import MiniBatchKMeans

    model = MiniBatchKMeans(1000, random_state=0, n_init=1, batch_size=4096).fit(vectors)
    used, member, counts = np.unique(model.labels_, return_inverse=True, return_counts=True)
    return model.cluster_centers_[used].astype(np.float32), member, counts.astype(np.float32)


def _by_first_appearance(labels: Ints, fields: list[int], rough: Ints) -> Clusters:
    import numpy as np

    order: dict[int, int] = {}
    for label in labels.tolist():
        if label != UNASSIGNED:
            order.setdefault(label, len(order))
    numbered = [order.get(label, UNASSIGNED) for label in labels.tolist()]
    return Clusters(np.array(numbered, dtype=np.int64), tuple(fields[c] for c in order), rough)


def unit_rows(rows: Floats) -> Floats:
    """Scale rows to length one; rows of zeros stay."""
    import numpy as np

    return np.asarray(
        rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32
    )
