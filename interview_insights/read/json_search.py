"""Where in a document the things said stand: the list, or the text, that holds most words.

Recognisers put much text beside them: key points, entities, chapters, each word once more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from interview_insights.read.json_fields import (
    PARTS,
    TEXT,
    Fields,
    bare,
    fields_of,
    mappings,
    parts_of,
    speaker_of,
    text_of,
)

LISTS = tuple(
    "utterances monologues recognizedphrases phrases turns segments sentences dialogue dialog"
    " conversation conversations messages chatmessages transcript transcripts transcription"
    " speakers paragraphs audiosegments chunks results entries captions cues words tokens"
    " wordsegments items data".split()
)
"""Bare keys of lists of things said, the likelier first."""

ASIDE = frozenset(
    "entities chapters summary summaries keypoints highlights autohighlightsresult topics"
    " iabcategoriesresult contentsafetylabels keywords actionitems notes questions comments"
    " sentimentanalysisresults sentiments participants attendees meetingattendees tags tasks"
    " wordclouds wordcloud outline outlines ocr labels brands emotions combinedphrases"
    " combinedrecognizedphrases categories issuesdetected suggestions warnings errors"
    " translations aifilters bookmarks audioevents".split()
)
"""Bare keys of what is no transcript although it holds text."""

Entry = tuple[int, Fields]
"""Number in its list from 1, and fields under bare keys."""

_MOST_NODES = 50_000
_MOST_INSIDE = 60
_SAMPLE = 200
_NEAR = 0.7
_SINGLE_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """A list of things said. ``letters`` is how much text it holds."""

    name: str
    entries: tuple[Entry, ...]
    letters: int
    named: bool
    words: bool


class Node(NamedTuple):
    """A container of a document: its bare key, whether it stands in a list of several, or aside."""

    key: str
    value: Any
    inside: bool = False
    aside: bool = False


def walk(document: Any) -> Iterator[Node]:
    """Yield the containers of a document, nearest to the root first.

    Parameters
    ----------
    document : object

    Yields
    ------
    Node
        Its key is empty at the root and in lists.
    """
    queue: deque[Node] = deque([Node("", document)])
    for _ in range(_MOST_NODES):
        if not queue:
            return
        node = queue.popleft()
        value = node.value
        if isinstance(value, list):
            yield node
            several = node.inside or len(value) > 1
            # The first ones tell what a list holds.
            nested = (v for v in value[:_MOST_INSIDE] if isinstance(v, dict | list))
            queue.extend(Node("", v, several, node.aside) for v in nested)
        elif isinstance(value, dict):
            yield node
            held = ((bare(k), v) for k, v in value.items() if isinstance(v, dict | list))
            queue.extend(Node(k, v, node.inside, node.aside or k in ASIDE) for k, v in held)


def said(fields: Fields) -> str:
    """Return what an entry says, itself or in its parts, roughly joined."""
    text = text_of(fields)
    if text.strip():
        return text
    if isinstance(fields.get("question"), str) and isinstance(fields.get("answer"), str):
        return f"{fields['question']} {fields['answer']}"
    return " ".join(text_of(fields_of(part)) for part in parts_of(fields))


def adapted(listed: Sequence[Any]) -> list[Entry]:
    """Return the entries of a list: objects, ``{name: text}``, ``[name, text]``, or lines."""
    if all(isinstance(v, Mapping) for v in listed):
        entries: list[Entry] = [(n, fields_of(v)) for n, v in enumerate(listed, 1)]
        if len(entries) > 1 and all(_is_named_text(v) for v in listed):
            return [
                (n, {"speaker": str(name), "text": text})
                for n, v in enumerate(listed, 1)
                for name, text in v.items()
            ]
        return entries
    if len(listed) > 1 and all(isinstance(v, str) for v in listed):
        return [(n, {"text": v}) for n, v in enumerate(listed, 1)]
    if len(listed) > 1 and all(_is_pair(v) for v in listed):
        return [(n, {"speaker": v[0], "text": v[1]}) for n, v in enumerate(listed, 1)]
    return [(n, fields_of(v)) for n, v in enumerate(listed, 1) if isinstance(v, Mapping)]


def _is_named_text(entry: Mapping[str, Any]) -> bool:
    return len(entry) == 1 and all(
        isinstance(v, str) and bare(k) not in TEXT for k, v in entry.items()
    )


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)


def find(document: Any) -> tuple[Found | None, tuple[str, ...]]:
    """Find the list of things said.

    Parameters
    ----------
    document : object

    Returns
    -------
    found : Found or None
    warnings : tuple of str
        About other lists of things said, which were not read.
    """
    own: list[Found] = []
    aside: list[Found] = []
    for node in walk(document):
        if isinstance(node.value, list) and node.value:
            found = _found(node.key, node.value)
            if found:
                (aside if node.aside else own).append(found)
    best = _best(own) or _best(aside)
    return best, _left_out(best, own) if best else ()


def _found(key: str, node: list[Any]) -> Found | None:
    entries = adapted(node)
    if entries and isinstance(node[0], str) and key not in LISTS and key not in ("", "lines"):
        return None  # names, topics, addresses
    lengths = [len(said(fields)) for _, fields in entries]
    full = sum(length > 0 for length in lengths)
    if full < 0.5 * len(node) or not full:
        return None
    sample = [fields for _, fields in entries[:_SAMPLE]]
    named = any(speaker_of(fields, {}) for fields in sample)
    return Found(key, tuple(entries), sum(lengths) + full, named, are_words(key, sample))


def are_words(key: str, entries: Sequence[Fields]) -> bool:
    """Whether each entry is a single word: then nobody would want a turn a word."""
    texts = [text_of(fields).split() for fields in entries]
    single = sum(len(words) <= 1 for words in texts)
    wordlike = key in ("words", "tokens", "items", "wordsegments", "elements") or len(texts) >= 30
    spelled = any("word" in fields and "text" not in fields for fields in entries[:3])
    return (wordlike or spelled) and single >= _SINGLE_WORDS * len(texts)


def _best(found: Sequence[Found]) -> Found | None:
    if not found:
        return None
    most = max(one.letters for one in found)
    # All lists of a whole transcript hold about as much: then who speaks counts.
    near = [one for one in found if one.letters >= _NEAR * most]
    return min(near, key=lambda one: (not one.named, one.words, _rank(one.name)))


def _rank(name: str) -> int:
    return LISTS.index(name) if name in LISTS else len(LISTS)


def _left_out(best: Found, others: Sequence[Found]) -> tuple[str, ...]:
    """Tell of other lists in which somebody speaks, unless the best one holds their words."""
    told: list[str] = []
    whole = ""
    for one in others:
        if one is best or not one.named or one.words or one.letters < 0.2 * best.letters:
            continue
        if one.name in PARTS and one.letters < _NEAR * best.letters:
            continue
        whole = whole or " ".join(" ".join(said(f).split()) for _, f in best.entries)
        texts = [" ".join(said(fields).split()) for _, fields in one.entries[:5]]
        if not any(text and text in whole for text in texts):
            name = f'"{one.name[:40]}"' if one.name else "without a name"
            told.append(f"A list {name} of {len(one.entries)} entries with text was not read.")
    return tuple(told[:3])


def long_text(document: Any) -> str:
    """Return the longest text that stands by itself: a transcript in one string."""
    longest = ""
    for node in walk(document):
        if node.inside or node.aside or not isinstance(node.value, dict):
            continue
        for name, value in node.value.items():
            known = bare(name) in TEXT or bare(name) in LISTS
            if known and isinstance(value, str) and len(value) > len(longest):
                longest = value
    return longest


def speaker_lists(document: Any) -> list[object]:
    """Return what stands under ``speakers`` and its kin, wherever it stands."""
    keys = ("speakers", "speakernames", "speakermap", "participants")
    return [node.value for node in walk(document) if node.key in keys and not node.inside]


def voices_in_time(document: Any) -> list[Fields]:
    """Return the entries of a list that tells only who speaks when; empty if there is none."""
    for _, node, inside, _ in walk(document):
        if inside or not isinstance(node, list) or len(node) < 2:
            continue
        entries: list[Fields] = [fields_of(entry) for entry in mappings(node)]
        sample = entries[:_SAMPLE]
        if len(entries) == len(node) and all(_is_voice(fields) for fields in sample):
            return entries
    return []


def _is_voice(fields: Fields) -> bool:
    timed = any(k in fields for k in ("start", "starttime", "from", "time", "begin"))
    return timed and not said(fields).strip() and bool(speaker_of(fields, {}))
