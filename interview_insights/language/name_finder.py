"""A spaCy component that finds names with an adapted network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.language.token_network import Span, TokenNetwork, open_network

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = npt.NDArray[np.float32]

NAME = "interview_names"
CAUTION = 0.3
"""Probability of being no name from which on a word is none; chosen on WNUT-17's dev part."""

REDACTING = 0.85
"""The same where a missed name does more harm than a word taken out in vain."""

_TOGETHER = 64


def labels() -> tuple[str, ...]:
    """Return the network's labels: no name, then begin and rest of each kind of name."""
    return ("", *(f"{part}-{kind}" for kind in ("PERSON", "ORG", "PLACE") for part in "BI"))


def names_in(
    text: str, words: Sequence[Span], rows: Floats, caution: float = CAUTION
) -> list[tuple[int, int, str]]:
    """Return the names that word probabilities speak for.

    Parameters
    ----------
    text : str
    words : sequence of (start, end)
        Half-open code points.
    rows : ndarray of shape (words, 7)
        Probabilities of :func:`labels`.
    caution : float, default CAUTION
        The higher, the more is taken for a name.

    Returns
    -------
    list of (start, end, label)
    """
    known = labels()
    found: list[tuple[int, int, str]] = []
    for (start, end), row in zip(words, rows, strict=True):
        if row[0] >= caution:
            continue
        part, _, kind = known[1 + int(row[1:].argmax())].partition("-")
        joined = found and not text[found[-1][1] : start].strip() and found[-1][2] == kind
        if part == "I" and joined:
            found[-1] = (found[-1][0], end, kind)
        else:
            found.append((start, end, kind))
    return [name for name in found if any(c.isalnum() for c in text[name[0] : name[1]])]


class NameFinder:
    """Sets a document's entities.

    Parameters
    ----------
    network : TokenNetwork
    caution : float
        See :func:`names_in`.
    """

    def __init__(self, network: TokenNetwork, caution: float) -> None:
        self._network = network
        self._caution = caution

    def __call__(self, doc: Doc) -> Doc:
        """Find the names in one document."""
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], batch_size: int = _TOGETHER) -> Iterator[Doc]:
        """Find the names in documents, many at once."""
        for _, part in groupby(enumerate(stream), key=lambda item: item[0] // batch_size):
            docs = [doc for _, doc in part]
            read = self._network.probabilities([doc.text for doc in docs])
            for doc, (words, rows) in zip(docs, read, strict=True):
                yield self._marked(doc, words, rows)

    def _marked(self, doc: Doc, words: Sequence[Span], rows: Floats) -> Doc:
        from spacy.util import filter_spans

        spans = [
            doc.char_span(start, end, label, alignment_mode="expand")
            for start, end, label in names_in(doc.text, words, rows, self._caution)
        ]
        doc.ents = tuple(filter_spans([span for span in spans if span is not None]))
        return doc


def name_pipeline(language: str, path: Path, caution: float = REDACTING) -> Language:
    """Return a blank pipeline of a language with a name finder.

    Parameters
    ----------
    language : str
        ISO 639-1 code.
    path : Path
        The network's file.
    caution : float, default REDACTING
        See :func:`names_in`.

    Returns
    -------
    Language
    """
    import spacy
    from spacy.language import Language

    if not Language.has_factory(NAME):

        def make(nlp: Language, name: str, path: str, caution: float) -> NameFinder:  # noqa: ARG001
            return NameFinder(open_network(Path(path)), caution)

        Language.factory(NAME, func=make)
    pipeline = spacy.blank(language)
    pipeline.max_length = 10_000_000
    pipeline.add_pipe(NAME, config={"path": str(path), "caution": caution})
    return pipeline
