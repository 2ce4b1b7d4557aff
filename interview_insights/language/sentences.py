"""Where a turn falls into sentences."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from interview_insights.language.pipelines import grammar_pipeline, sentence_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

Span = tuple[int, int]

RUN_ON = 45
"""Words without a full stop from which on the parser is asked where sentences end."""

_WORD = re.compile(r"\w")


def split_texts(texts: list[str], language: str, spacy_model: str = "") -> list[list[Span]]:
    """Split texts into sentences.

    Full stops, question and exclamation marks end a sentence (spaCy's
    ``sentencizer``). A stretch of more than :data:`RUN_ON` words without any is
    raw speech recognition more often than a sentence: there the parser decides,
    where the language has one, by its sentences and its parallel clauses.

    Parameters
    ----------
    texts : list of str
    language : str
        ISO 639-1 code.
    spacy_model : str
        An installed pipeline to take instead of the shipped one.

    Returns
    -------
    list of list of (start, end)
        Half-open code points into each text, in order, without white space at the
        ends; together they hold every character that is not white space.
    """
    pipeline = sentence_pipeline(language)
    result = []
    for text, doc in zip(texts, pipeline.pipe(texts), strict=True):
        spans: list[Span] = []
        for start, end in _joined(_bounds(doc), text):
            if len(text[start:end].split()) > RUN_ON:
                spans += _parsed(text, start, end, language, spacy_model)
            else:
                spans.append((start, end))
        result.append(spans)
    return result


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
