"""The only importer of BERTopic."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_insights.themes.clusters import UNASSIGNED

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

_UNUSED = ("umap", "hdbscan", "plotly", "sentence_transformers")

_KEYWORDS = 8
_CANDIDATES = 60

_WORD = r"(?u)\b[^\W\d_]{3,}\b"


@dataclass
class Arranged:
    """BERTopic cluster model that hands on the clusters it was given.

    They come from Ward's method over the whole study, and from a researcher's hand, which
    no ``fit`` on vectors alone could give.
    """

    labels_: Any

    def fit(self, rows: Floats, y: Any = None) -> Arranged:
        """Return itself; BERTopic calls this."""
        del rows, y
        return self


@contextmanager
def _without(names: Sequence[str]) -> Iterator[None]:
    """Let BERTopic take its documented light-weight path.

    It imports UMAP (numba), HDBSCAN, plotly and sentence-transformers where it finds
    them, though with vectors at hand it uses none: most of its start. A module that is None in
    ``sys.modules`` counts as not installed; whatever was there is put back.
    """
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def keywords_of(
    texts: Sequence[str],
    vectors: Floats,
    labels: Ints,
    people: Ints,
    stop_words: Sequence[str] = (),
) -> dict[int, tuple[str, ...]]:
    """Describe clusters by a topic model: the words that set each apart.

    Parameters
    ----------
    texts : sequence of str of length n
    vectors : ndarray of shape (n, dimensions)
    labels : ndarray of shape (n,)
        Cluster of each text, or :data:`UNASSIGNED`.
    people : ndarray of shape (n,)
        Number of the participant who said each.
    stop_words : sequence of str
        Words that are no keywords.

    Returns
    -------
    dict of int to tuple of str
        Keywords of each cluster, strongest first; a cluster may have none.
    """
    import numpy as np

    if (labels == UNASSIGNED).all():
        return {}  # BERTopic cannot describe a corpus in which nothing recurs
    model = _bertopic(Arranged(labels), stop_words)
    try:
        predicted, _ = model.fit_transform(list(texts), vectors)
    except ValueError as error:
        if "vocabulary" not in str(error):
            raise
        return {}  # nothing but stop words and digits
    topic_of = dict(zip(labels.tolist(), np.asarray(predicted).tolist(), strict=True))
    words = model.get_topics()
    return {
        number: _shared(
            words.get(topic, ()),
            [texts[i] for i in np.flatnonzero(labels == number).tolist()],
            people[labels == number],
        )
        for number, topic in topic_of.items()
        if number != UNASSIGNED
    }


def _shared(
    weighted: Sequence[tuple[str, float]], texts: Sequence[str], people: Ints
) -> tuple[str, ...]:
    """Return a topic's words by c-TF-IDF times the people who use them.

    c-TF-IDF alone prefers what one person happened to say once.
    """
    users: dict[str, set[int]] = {}
    for text, person in zip(texts, people.tolist(), strict=True):
        for word in set(re.findall(_WORD, text.lower())):
            users.setdefault(word, set()).add(person)
    ranked = sorted(
        ((word, weight * len(users.get(word, ())) ** 2) for word, weight in weighted if word),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return tuple(word for word, score in ranked if score > 0)[:_KEYWORDS]


def _bertopic(clusters: Arranged, stop_words: Sequence[str]) -> Any:
    with _without(_UNUSED):
        from bertopic import BERTopic
        from bertopic.dimensionality import BaseDimensionalityReduction
        from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    logging.getLogger("BERTopic").setLevel(logging.WARNING)
    return BERTopic(
        embedding_model=None,
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=clusters,
        vectorizer_model=CountVectorizer(stop_words=list(stop_words) or None, token_pattern=_WORD),
        ctfidf_model=ClassTfidfTransformer(bm25_weighting=True, reduce_frequent_words=True),
        top_n_words=_CANDIDATES,
        calculate_probabilities=False,
    )
