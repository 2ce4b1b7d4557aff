"""The only importer of BERTopic."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_insights.themes.clusters import UNASSIGNED, FieldwiseWard

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

_UNUSED = ("umap", "hdbscan", "plotly", "sentence_transformers")

_KEYWORDS = 8
_CANDIDATES = 60

_WORD = r"(?u)\b[^\W\d_]{3,}\b"


@dataclass(frozen=True, slots=True)
class Topics:
    """Topic of each sentence (or unassigned), each topic's keywords and number of its field."""

    labels: Ints
    keywords: dict[int, tuple[str, ...]]
    fields: dict[int, int]


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


def model_topics(
    texts: Sequence[str],
    vectors: Floats,
    beliefs: Floats,
    people: Ints,
    stop_words: Sequence[str] = (),
) -> Topics:
    """Cluster sentences and find each cluster's field and keywords.

    Parameters
    ----------
    texts : sequence of str of length n
    vectors : ndarray of shape (n, dimensions)
        Rows of length one.
    beliefs : ndarray of shape (n, fields)
        How likely each field is for each sentence; a topic gets one.
    people : ndarray of shape (n,)
        Number of each sentence's participant.
    stop_words : sequence of str
        Words that are no keywords.

    Returns
    -------
    Topics
    """
    clusters = FieldwiseWard(beliefs, people)
    labels = clusters.fit_predict(vectors)
    fields = dict(enumerate(clusters.fields_))
    if (labels == UNASSIGNED).all():
        # BERTopic cannot describe a corpus in which nothing recurs.
        return Topics(labels, {}, fields)
    model = _bertopic(clusters, stop_words)
    try:
        predicted, _ = model.fit_transform(list(texts), vectors)
    except ValueError as error:
        if "vocabulary" not in str(error):
            raise
        # Nothing but stop words and digits: clusters without keywords.
        return Topics(labels, {}, fields)
    import numpy as np

    found = np.asarray(predicted, dtype=np.int64)
    # BERTopic numbers its topics anew.
    fields = {
        topic: fields[cluster]
        for topic, cluster in zip(found.tolist(), labels.tolist(), strict=True)
        if topic != UNASSIGNED
    }
    keywords = {
        topic: _shared(
            words,
            [texts[i] for i in np.flatnonzero(found == topic).tolist()],
            people[found == topic],
        )
        for topic, words in model.get_topics().items()
        if topic != UNASSIGNED
    }
    return Topics(found, keywords, fields)


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


def _bertopic(clusters: FieldwiseWard, stop_words: Sequence[str]) -> Any:
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
