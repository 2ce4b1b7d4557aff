"""Where a turn falls into sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from interview_insights.embed.cache import VectorCache
from interview_insights.language.pipelines import (
    grammar_pipeline,
    sentence_network,
    sentence_pipeline,
)
from interview_insights.resources import cache_dir

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

Span = tuple[int, int]

RUN_ON = 45
"""Words from which on a sentence is looked at for clauses that could stand alone."""

SURE = 0.5
"""Probability from which on a word begins a sentence (as the next two, chosen on EWT dev)."""

MARKED = 0.05
"""The same for a capital after a full stop, a question or an exclamation mark."""

UNMARKED = 0.3
"""The same in a text with few or no such marks, as raw speech recognition gives it."""

_KEPT = 0.05  # less is never asked for
_FEW_MARKS = 30  # words a mark
_WORD = re.compile(r"\w")
_MARK = re.compile(r"[.?!…]+[\"'”’)\]]*(?=\s|$)")
_AFTER_MARK = re.compile(r"[.?!…][\"'”’)\]]*\s+[\"'“‘(\[]*$")


def split_texts(texts: list[str], language: str, spacy_model: str = "") -> list[list[Span]]:
    """Split texts into sentences.

    In English a network reads where sentences begin, with full stops or without
    (sentence_training.py); in other languages full stops, question and exclamation
    marks end one (spaCy's ``sentencizer``). A sentence of more than :data:`RUN_ON`
    words is a chain of clauses more often than a sentence: there the parser decides,
    where the language has one, by its sentences and its parallel clauses.

    Parameters
    ----------
    texts : list of str
    language : str
        ISO 639-1 code.
    spacy_model : str
        An installed pipeline to take as the parser instead of the shipped one.

    Returns
    -------
    list of list of (start, end)
        Half-open code points into each text, in order, without white space at the
        ends; together they hold every character that is not white space.
    """
    result = []
    for text, bounds in zip(texts, _sentences(texts, language), strict=True):
        spans: list[Span] = []
        for start, end in _joined(bounds, text):
            if len(text[start:end].split()) > RUN_ON:
                spans += _parsed(text, start, end, language, spacy_model)
            else:
                spans.append((start, end))
        result.append(spans)
    return result


def _sentences(texts: list[str], language: str) -> list[list[Span]]:
    pipeline = sentence_pipeline(language)
    if sentence_network(language) is None:
        return [_bounds(doc) for doc in pipeline.pipe(texts)]
    bounds = []
    for text, begins in zip(texts, _begins(texts, language), strict=True):
        usual = UNMARKED if len(text.split()) > _FEW_MARKS * len(_MARK.findall(text)) else SURE
        starts = sorted({0, *(int(at) for at, p in begins if p >= _needed(text, int(at), usual))})
        bounds.append(list(pairwise((*starts, len(text)))))
    return bounds


def _needed(text: str, at: int, usual: float) -> float:
    marked = text[at].isupper() and _AFTER_MARK.search(text[max(0, at - 8) : at])
    return MARKED if marked else usual


def _begins(texts: Sequence[str], language: str) -> list[npt.NDArray[np.float32]]:
    """Return where words may begin a sentence, and how sure that is, for each text."""
    import numpy as np

    network = sentence_network(language)
    assert network is not None  # asked by the caller
    cache = VectorCache(cache_dir() / "vectors.sqlite", network.digest)
    wanted = list(dict.fromkeys(texts))
    known = cache.get(wanted)
    missing = [text for text in wanted if text not in known]
    fresh = {}
    for text, (words, rows) in zip(missing, network.probabilities(missing), strict=True):
        pairs = [(word[0], row[1]) for word, row in zip(words, rows, strict=True) if row[1] > _KEPT]
        fresh[text] = np.asarray(pairs, dtype=np.float32).ravel()
    if fresh:
        cache.put(fresh)
    known |= fresh
    return [known[text].reshape(-1, 2) for text in texts]


def _bounds(doc: Doc) -> list[Span]:
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]


def _joined(spans: list[Span], text: str) -> list[Span]:
    # A span without a letter or digit (a lone quote, a dash) belongs to its neighbour.
    kept: list[Span] = []
    for start, end in spans:
        stripped = text[start:end].strip()
        if not stripped:
            continue
        first = text.index(stripped, start)
        last = first + len(stripped)
        if kept and not _WORD.search(stripped):
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((first, last))
    return kept


def _parsed(text: str, start: int, end: int, language: str, spacy_model: str) -> list[Span]:
    parser = grammar_pipeline(language, spacy_model)
    if parser is None or not ({"parser", "senter"} & set(parser.pipe_names)):
        return [(start, end)]
    doc = parser(text[start:end])
    spans = [
        (start + clause.start_char, start + clause.end_char)
        for sentence in doc.sents
        for clause in (_clauses(sentence) if len(sentence.text.split()) > RUN_ON else [sentence])
    ]
    return _joined(spans, text)


def _clauses(sentence: SpacySpan) -> list[SpacySpan]:
    # Trained on written sentences, the parser ties unpunctuated ones together as
    # parallel clauses. One with a subject of its own could stand alone.
    starts = {
        token.left_edge.i - sentence.start
        for token in sentence
        if token.dep_.split(":")[0] in ("parataxis", "conj")
        and any(child.dep_.startswith(("nsubj", "expl")) for child in token.lefts)
    }
    edges = [0, *sorted(starts - {0}), len(sentence)]
    return [sentence[a:b] for a, b in pairwise(edges)]
