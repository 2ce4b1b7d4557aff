"""Tools whose JSON lays out its utterances in a way of its own.

Deepgram, Azure and ChatGPT. Each function takes one object of the file, under bare keys,
and returns None where it is not its own; the others' lists need no more than
:mod:`json_search`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interview_insights.read.json_entries import take_entries
from interview_insights.read.json_fields import (
    Fields,
    fields_of,
    mappings,
    name_of,
    text_of,
)
from interview_insights.read.json_recognisers import RECOGNISERS
from interview_insights.read.json_search import walk
from interview_insights.read.json_taken import Taken, merge, of_words
from interview_insights.read.json_times import Clock, span_of
from interview_insights.read.json_words import Word
from interview_insights.records import Place, Utterance

_MOST_OBJECTS = 5_000


def take_layout(document: Any, keep: frozenset[str]) -> Taken | None:
    """Read a document by the first of its objects that one of the tools wrote.

    Parameters
    ----------
    document : object
    keep : frozenset of str
        Cleanings that are not done.

    Returns
    -------
    Taken or None
    """
    seen = 0
    for _, node, inside, _ in walk(document):
        if inside or not isinstance(node, dict):
            continue
        fields = fields_of(node)
        for take in (_deepgram, _azure, _chatgpt, *RECOGNISERS):
            taken = take(fields, keep)
            if taken and any(u.text.strip() for u in taken.utterances):
                return taken
        seen += 1
        if seen > _MOST_OBJECTS:
            return None
    return None


def _deepgram(fields: Fields, keep: frozenset[str]) -> Taken | None:
    """Read Deepgram's utterances if it was asked for them, else paragraphs, else words."""
    channels = mappings(fields.get("channels"))
    best = [next(iter(mappings(c.get("alternatives"))), {}) for c in channels]
    if not best or not any("transcript" in b or "words" in b for b in best):
        return None
    utterances = mappings(fields.get("utterances"))
    if utterances:
        entries = [(n, fields_of(u)) for n, u in enumerate(utterances, 1)]
        return take_entries(entries, {}, (), keep)
    paragraphs = {str(n): _paragraphs(b) for n, b in enumerate(best)}
    if any(paragraphs.values()):
        found, told = merge(paragraphs, renumber=len(paragraphs) > 1)
        return Taken(found, tuple(told))
    words = {
        str(n): [_deepgram_word(fields_of(w)) for w in mappings(b.get("words"))]
        for n, b in enumerate(best)
    }
    if any(words.values()):
        return of_words(words)
    texts = [(n, {"text": b.get("transcript"), "channel": n}) for n, b in enumerate(best)]
    return take_entries([(n + 1, f) for n, f in texts], {}, (), keep)


def _paragraphs(best: Mapping[str, Any]) -> list[Utterance]:
    nested = best.get("paragraphs")
    inner = mappings(nested.get("paragraphs")) if isinstance(nested, Mapping) else []
    made: list[Utterance] = []
    for number, paragraph in enumerate(inner, 1):
        speaker = name_of(paragraph.get("speaker"))
        for sentence in mappings(paragraph.get("sentences")):
            said = fields_of(sentence)
            start, end = Clock().span(span_of(said))
            made.append(Utterance(speaker, text_of(said), Place("segment", number), start, end))
    return made


def _deepgram_word(fields: Fields) -> Word:
    start, end = Clock().span(span_of(fields))
    return Word(text_of(fields), name_of(fields.get("speaker")), start, end)


def _azure(fields: Fields, keep: frozenset[str]) -> Taken | None:
    """Read Azure's phrases: of the batch service, and of fast transcription."""
    phrases = mappings(fields.get("recognizedphrases")) or mappings(fields.get("phrases"))
    known = ("combinedphrases", "combinedrecognizedphrases", "recognizedphrases")
    if not phrases or not any(key in fields for key in known):
        return None
    entries = [(n, fields_of(phrase)) for n, phrase in enumerate(phrases, 1)]
    # The words in a phrase tell nothing more; those of the other candidates mislead.
    slim = [(n, {k: v for k, v in f.items() if k != "words"}) for n, f in entries]
    return take_entries(slim, {}, (), keep)


def _chatgpt(fields: Fields, keep: frozenset[str]) -> Taken | None:
    """Read one conversation of ChatGPT's export: a tree of messages, of which one path counts."""
    tree = fields.get("mapping")
    if not isinstance(tree, Mapping):
        return None
    nodes = {key: node for key, node in tree.items() if isinstance(node, Mapping)}
    path: list[Mapping[str, Any]] = []
    at: Any = fields.get("currentnode") or next(reversed(nodes), None)
    seen: set[str] = set()
    while isinstance(at, str) and at in nodes and at not in seen:
        seen.add(at)
        message = nodes[at].get("message")
        if isinstance(message, Mapping):
            path.append(message)
        at = nodes[at].get("parent")
    entries = []
    for number, message in enumerate(reversed(path), 1):
        author = message.get("author")
        role = author.get("role") if isinstance(author, Mapping) else None
        text = text_of({"content": message.get("content")})
        if isinstance(role, str):
            when = message.get("create_time")
            entries.append((number, {"role": role, "text": text, "timestamp": when}))
    return take_entries(entries, {}, (), keep) if entries else None


def is_laid_out(fields: Fields) -> bool:
    """Whether one object is a document of one of these tools, by its keys alone."""
    results = fields.get("results")
    inner = fields_of(results) if isinstance(results, Mapping) else {}
    first = next(iter(mappings(results)), {})
    return (
        "recognizedphrases" in fields
        or isinstance(fields.get("mapping"), Mapping)
        or any(key in inner for key in ("channels", "items", "channellabels"))
        or "alternatives" in first
    )
