"""Clusters of coded sentences, as a sub-model that BERTopic takes.

BERTopic's defaults (UMAP, HDBSCAN) leave a quarter of a small corpus as outliers
and change with the order of rows. Here: Ward's method on vectors of length one,
within each field, cut at a height, so that the data decide how many themes there
are, and the same sentences give the same themes in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

UNASSIGNED = -1

BASE_HEIGHT = 1.5
"""Ward distance at which the tree is cut, for a study of eight participants."""

GROWTH = 0.1
"""Exponent with which the height grows with the number of participants."""

JOIN = 0.4
"""Cosine from which on a sentence of too small a cluster joins the nearest theme."""

_WARD_LIMIT = 3000  # above it Ward's n x n distances no longer fit; micro-clusters go first


def cut_height(participants: int) -> float:
    """Return the height at which the tree of a field is cut.

    Ward's distance grows with the number of sentences that a cluster holds, so a
    fixed height would split large studies into ever more themes.
    """
    return float(BASE_HEIGHT * (max(participants, 1) / 8.0) ** GROWTH)


def cluster(vectors: Floats, people: Ints, height: float, least: int = 2) -> Ints:
    """Cluster the sentences of one field.

    Parameters
    ----------
    vectors : ndarray of shape (n, dimensions)
        Rows of length one, in an order that does not depend on the files' order.
    people : ndarray of shape (n,)
        Number of the participant who said each.
    height : float
        Ward distance at which the tree is cut.
    least : int, default 2
        A theme is voiced by at least so many participants.

    Returns
    -------
    ndarray of shape (n,)
        Cluster of each row from 0, by first appearance, or :data:`UNASSIGNED`.
    """
    import numpy as np

    if len(np.unique(people)) < least:
        return np.full(len(vectors), UNASSIGNED)
    rough = _ward(vectors, height)
    kept = [c for c in np.unique(rough) if len(np.unique(people[rough == c])) >= least]
    if not kept:
        # Nothing recurs in small pieces: the field as a whole is what they share.
        return np.zeros(len(vectors), dtype=np.int64)
    centres = unit_rows(np.stack([vectors[rough == c].mean(axis=0) for c in kept]))
    closeness = vectors @ centres.T
    labels = np.where(closeness.max(axis=1) >= JOIN, closeness.argmax(axis=1), UNASSIGNED)
    for number, c in enumerate(kept):
        labels[rough == c] = number
    return _by_first_appearance(labels)


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


def _by_first_appearance(labels: Ints) -> Ints:
    import numpy as np

    order: dict[int, int] = {}
    for label in labels.tolist():
        if label != UNASSIGNED:
            order.setdefault(label, len(order))
    return np.array([order.get(label, UNASSIGNED) for label in labels.tolist()], dtype=np.int64)


def unit_rows(rows: Floats) -> Floats:
    """Scale rows to length one; rows of zeros stay."""
    import numpy as np

    return np.asarray(
        rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32
    )


@dataclass
class FieldwiseWard:
    """BERTopic cluster model that clusters within each class of ``y``.

    Parameters
    ----------
    people : ndarray of shape (n,)
        Number of the participant of each row that ``fit`` will get.
    """

    people: Any
    labels_: Any = field(default=None, init=False)

    def fit(self, rows: Floats, y: Any = None) -> FieldwiseWard:
        """Cluster ``rows`` of shape (n, dimensions); ``y`` holds the field of each."""
        import numpy as np

        fields = np.zeros(len(rows), dtype=np.int64) if y is None else np.asarray(y)
        height = cut_height(len(np.unique(self.people)))
        self.labels_ = np.full(len(rows), UNASSIGNED)
        offset = 0
        for name in np.unique(fields):
            at = np.flatnonzero(fields == name)
            labels = cluster(rows[at], self.people[at], height)
            self.labels_[at] = np.where(labels >= 0, labels + offset, UNASSIGNED)
            offset += int(labels.max(initial=-1)) + 1
        return self

    def fit_predict(self, rows: Floats, y: Any = None) -> Ints:
        """Return the cluster of each row."""
        self.fit(rows, y)
        labels: Ints = self.labels_
        return labels
