"""Several interviews in one JSON: a list of them, names with them, or entries that name theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from interview_insights.read import names
from interview_insights.read.json_facts import TITLES, short
from interview_insights.read.json_fields import (
    PARTS,
    TEXT,
    WORD_SPEAKER,
    Fields,
    bare,
    fields_of,
    mappings,
    speaker_of,
    text_of,
)
from interview_insights.read.json_layouts import is_laid_out
from interview_insights.read.json_search import ASIDE, LISTS, adapted, are_words, said
from interview_insights.read.labels import head_of

_HOLDING = tuple("interviews conversations calls calltranscripts sessions dialogues".split())
_VOICE = re.compile(r"(?:speaker|spk|channel|ch|track|sprecher)[ _#-]*\d{1,3}", re.I)
_LONG_WORDS = 60
_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Part:
    """One interview of a document: ``fields`` is the object that tells about it."""

    name: str
    content: Any
    fields: Fields = field(default_factory=dict)


def parts_of_document(document: Any) -> tuple[list[Part], int]:
    """Part a document into its interviews.

    Parameters
    ----------
    document : object

    Returns
    -------
    parts : list of Part
        One, without a name, where the document is a single interview.
    empty : int
        How many objects among the interviews hold nothing said.
    """
    only = document
    while isinstance(only, list) and len(only) == 1 and isinstance(only[0], dict):
        only = only[0]
    for key, listed in _lists(only):
        objects = [(value, fields_of(value)) for value in mappings(listed)]
        if len(objects) < (1 if key in _HOLDING else 2):
            continue
        full = [(value, fields) for value, fields in objects if _is_interview(fields)]
        if full and len(full) >= 0.5 * len(listed):
            parts = [Part(_title(fields), value, fields) for value, fields in full]
            return _numbered(parts), len(listed) - len(full)
    by_name = _by_name(only)
    if by_name:
        return by_name, 0
    fields = fields_of(only) if isinstance(only, Mapping) else {}
    return [Part("", document, fields)], 0


def _lists(document: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield the lists that may hold interviews: the root's, and one level below."""
    if isinstance(document, list):
        yield "", document
    if not isinstance(document, Mapping):
        return
    below: list[Mapping[str, Any]] = [document]
    below += [value for value in document.values() if isinstance(value, Mapping)]
    for node in below:
        for key, value in node.items():
            if isinstance(value, list) and bare(key) not in ASIDE:
                yield bare(key), value


def _is_interview(fields: Fields) -> bool:
    """Whether an object is a whole interview and not something said in one."""
    if is_laid_out(fields):
        return True
    if any(key in fields for key in ("start", "starttime", "begin", "ts", "from")):
        return False
    text = text_of(fields)
    if is_typed(text):
        return True
    if speaker_of(fields, {}, WORD_SPEAKER) or 0 < len(text.split()) < _LONG_WORDS:
        return False
    return any(_holds_talk(key, value) for key, value in fields.items())


def _holds_talk(key: str, value: object) -> bool:
    if isinstance(value, Mapping):
        inner = fields_of(value)
        return is_laid_out(inner) or any(_is_talk(k, v) for k, v in inner.items())
    return _is_talk(key, value) or (key in TEXT and isinstance(value, str) and is_typed(value))


def _is_talk(key: str, value: object) -> bool:
    """Whether a list holds what several say, or what is said when; and not single words."""
    if not isinstance(value, list) or key in ASIDE or not value:
        return False
    entries = [fields for _, fields in adapted(value[:30])]
    full = [fields for fields in entries if said(fields).strip()]
    if isinstance(value[0], str) and key not in LISTS:
        return False
    if not full or len(full) < 0.5 * len(entries) or are_words(key, full):
        return False
    known = [f for f in full if speaker_of(f, {}) or "start" in f or "starttime" in f]
    lines = "\n".join(v for v in value if isinstance(v, str))
    pairs = "question" in full[0] and "answer" in full[0]
    return len(known) >= 0.5 * len(full) or pairs or is_typed(lines)


def is_typed(text: str) -> bool:
    """Whether a text is a transcript in lines that begin with names."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    heads = [head for line in lines[:40] if (head := head_of(line)) and head.name]
    return len(heads) >= 2 and len({names.key(head.name) for head in heads}) >= 2


def _by_name(document: Any) -> list[Part]:
    """Part ``{"P01": […], "P02": […]}``; voices by name, ``{"SPEAKER_00": […]}``, are one."""
    if not isinstance(document, Mapping):
        return []
    inner = next((v for k, v in document.items() if bare(k) in _HOLDING), None)
    node = inner if isinstance(inner, Mapping) else document
    held = {short(k): v for k, v in node.items() if isinstance(v, list | dict) and v}
    known = {*LISTS, *PARTS, *TEXT, *ASIDE, "result", "response", "mapping", "metadata"}
    if len(held) < 2 or any(bare(key) in known for key in held):
        return []
    full = {
        key: value
        for key, value in held.items()
        if _is_talk("", value) or (isinstance(value, Mapping) and _is_interview(fields_of(value)))
    }
    if len(full) < 0.8 * len(held) or _alike(full):
        return []
    if all(isinstance(v, list) for v in full.values()) and _are_voices(tuple(full)):
        return [Part("", [{**e, "channel": k} for k, v in full.items() for e in mappings(v)])]
    return _numbered(
        [
            Part(key, value, fields_of(value) if isinstance(value, Mapping) else {})
            for key, value in full.items()
        ]
    )


def _are_voices(keys: Sequence[str]) -> bool:
    """Whether names are those of speakers, ``spk_0``, and not of interviews, ``P01``."""
    asks = any(names.role_word(key) == "interviewer" for key in keys)
    return asks or all(_VOICE.fullmatch(key) for key in keys)


def _alike(held: Mapping[str, Any]) -> bool:
    """Whether the first two hold the same words: versions of one transcript."""
    bags = [
        Counter(" ".join(said(f) for _, f in adapted(value)).casefold().split())
        for value in list(held.values())[:2]
        if isinstance(value, list)
    ]
    if len(bags) < 2:
        return False
    most = max(bag.total() for bag in bags)
    return most > 0 and (bags[0] & bags[1]).total() >= _SAME * most


def _title(fields: Fields) -> str:
    return next((short(fields[key]) for key in TITLES if short(fields.get(key))), "")


def _numbered(parts: Sequence[Part]) -> list[Part]:
    """Name the nameless by their number, and tell apart those of one name."""
    if len(parts) == 1:
        return list(parts)
    counts: Counter[str] = Counter(part.name for part in parts)
    taken = set(counts)
    used: Counter[str] = Counter()
    done: list[Part] = []
    for number, part in enumerate(parts, 1):
        name = part.name or str(number)
        used[name] += 1
        if used[name] > 1 or (not part.name and name in taken):
            base = name
            while name in taken:
                used[base] += 1
                name = f"{base}-{used[base]}"
        taken.add(name)
        done.append(Part(name, part.content, part.fields))
    return done
