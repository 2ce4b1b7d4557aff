"""Where a turn falls into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from interview_insights.language.pipelines import (
    grammar_pipeline,
    sentence_network,
    sentence_pipeline,
)
from interview_insights.language.token_network import remembered

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

Span = tuple[int, int]

RUN_ON = 24
"""Words from which on a sentence is looked at for clauses that could stand alone."""

SURE = 0.5
"""Probability from which on a word begins a sentence (as the next two, chosen on EWT dev)."""

MARKED = 0.05
"""The same for a capital after a full stop, a question or an exclamation mark."""

UNMARKED = 0.3
"""The same in a text with few or no such marks, as raw speech recognition gives it."""

_KEPT = 0.05  # less is never asked for
_SUBJECTS = ("nsubj", "expl")
_SHORTEST = 5  # tokens of a clause that stands alone
_LONGEST_CHAIN = 40
_FEW_MARKS = 30  # words a mark
_WORD = re.compile(r"\w")
_MARK = re.compile(r"[.?!…]+[\"'”’)\]]*(?=\s|$)")
_AFTER_MARK = re.compile(r"(?<!\.)[.?!][\"'”’)\]]*\s+[\"'“‘(\[]*$")
_ENDED = re.compile(r"(?:^|[.?!…][\"'”’)\]]*)\s*$")
_OPENING = "\"'“‘(["
_QUOTE = re.compile(r"“[^“”]{1,400}”|\"[^\"]{1,400}\"")


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
        found = {int(at) for at, p in begins if p >= _needed(text, int(at), usual)}
        starts = sorted({0, *_allowed(text, found)})
        bounds.append(list(pairwise((*starts, len(text)))))
    return bounds


def _allowed(text: str, found: set[int]) -> Iterator[int]:
    """Yield where sentences begin: after white space, and not inside what somebody quotes."""
    quotes = [m.span() for m in _QUOTE.finditer(text)]
    for start in found:
        at = start
        while at > 0 and text[at - 1] in _OPENING:
            at -= 1
        reported = any(a < at < b and not _ENDED.search(text[:a]) for a, b in quotes)
        if at > 0 and text[at - 1].isspace() and not reported:
            yield at


def _needed(text: str, at: int, usual: float) -> float:
    marked = text[at].isupper() and _AFTER_MARK.search(text[max(0, at - 8) : at])
    return MARKED if marked else usual


def _begins(texts: Sequence[str], language: str) -> list[npt.NDArray[np.float32]]:
    """Return where words may begin a sentence, and how sure that is, for each text."""
    network = sentence_network(language)
    assert network is not None  # asked by the caller
    found = remembered(
        network,
        texts,
        lambda words, rows: [
            number
            for word, row in zip(words, rows, strict=True)
            if row[1] > _KEPT
            for number in (word[0], row[1])
        ],
    )
    return [numbers.reshape(-1, 2) for numbers in found]


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
    # Where a network has read the sentence, the parser has no say in where it ends.
    whole = [doc[:]] if sentence_network(language) is not None else list(doc.sents)
    spans = [
        (start + clause.start_char, start + clause.end_char)
        for sentence in whole
        for clause in (_clauses(sentence) if len(sentence.text.split()) > RUN_ON else [sentence])
    ]
    return _joined(spans, text)


def _clauses(sentence: SpacySpan) -> list[SpacySpan]:
    """Part a chain of main clauses: each with a subject of its own, and a few words long."""
    edges = [0]
    for token in sentence:
        if not (_is_main(token) and any(c.dep_.startswith(_SUBJECTS) for c in token.lefts)):
            continue
        start = token.left_edge.i - sentence.start
        while start < len(sentence) and (sentence[start].is_punct or sentence[start].is_space):
            start += 1  # the comma stays with what it ends
        if start - edges[-1] >= _SHORTEST and len(sentence) - start >= _SHORTEST:
            edges.append(start)
    return [sentence[a:b] for a, b in pairwise((*edges, len(sentence)))]


def _is_main(token: Token) -> bool:
    # Trained on written sentences, the parser ties unpunctuated ones together as parallel
    # clauses: a chain of these that ends in the main verb.
    seen = 0
    while token.dep_.split(":")[0] in ("conj", "parataxis") and seen < _LONGEST_CHAIN:
        token, seen = token.head, seen + 1
    return seen > 0 and token.dep_ == "ROOT"
