"""JSON of speech recognisers, chats and one's own scripts: the list of things said, wherever it
stands, or the single words put together.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read import names
from interview_insights.read.json_dialects import dialect
from interview_insights.read.json_fields import (
    channel_of,
    fields_of,
    mappings,
    parts_of,
    speaker_of,
    speaker_table,
    text_of,
)
from interview_insights.read.json_parsing import HINT, parse
from interview_insights.read.json_times import Clock, clock_of, span_of
from interview_insights.read.json_words import Word, by_sentences, filled, join_words, joined
from interview_insights.read.reading import Reading, Source
from interview_insights.records import Place, Role, Utterance

_LISTS = (
    "utterances",
    "monologues",
    "recognizedphrases",
    "segments",
    "turns",
    "sentences",
    "dialogue",
    "messages",
    "transcript",
    "paragraphs",
    "audiosegments",
    "results",
    "entries",
    "captions",
    "words",
)
_INTERVIEW = (
    "interview",
    "interviewid",
    "conversation",
    "conversationid",
    "dialogueid",
    "dialogid",
    "transcriptid",
    "sessionid",
    "session",
    "threadid",
    "chatid",
    "callid",
)
_TITLES = (*_INTERVIEW, "id", "name", "title", "participant", "file", "filename")
_PEOPLE = ("participant", "participantid", "respondent", "respondentid", "interviewee")
_GROUPS = ("group", "segment", "cohort", "customergroup", "customertype")
_MOST_NODES = 50_000
_MOST_INTERVIEWS = 5_000

Entry = Mapping[str, Any]


def read_json(source: Source) -> tuple[Reading, ...]:
    """Read JSON.

    Parameters
    ----------
    source : Source
        A JSON document, or one JSON object a line.

    Returns
    -------
    tuple of Reading
        One for each interview.

    Raises
    ------
    ReadError
        It is not JSON, is nested too deeply, or has no list of things said.
    """
    document, told = parse(source.text, source.path)
    try:
        readings = _several(document) or _one(document)
    except RecursionError:
        raise ReadError("The JSON is nested too deeply.", path=source.path, hint=HINT) from None
    if not readings:
        raise ReadError(
            "The JSON has no list of segments with their text.", path=source.path, hint=HINT
        )
    if not told:
        return readings
    first = readings[0]
    return (replace(first, warnings=(*first.warnings, *told)), *readings[1:])


def _one(document: Any) -> tuple[Reading, ...]:
    """Read a document that is one interview, or a list whose entries name theirs."""
    found = dialect(document) if isinstance(document, Mapping) else None
    if found:
        return (Reading(tuple(found)),)
    table = speaker_table(_speaker_lists(document))
    entries = _entries(document)
    if entries is None:
        return ()
    parts = _parted(entries)
    return tuple(_reading(own, table, name, entries) for name, own in parts.items())


def _several(document: Any) -> tuple[Reading, ...]:
    """Read a list of interviews, each an object with its own list of things said."""
    listed = mappings(document)
    if isinstance(document, Mapping):
        lists = [mappings(value) for value in document.values() if isinstance(value, list)]
        listed = next((found for found in lists if len(found) > 1), [])
    if not 2 <= len(listed) <= _MOST_INTERVIEWS:
        return ()
    inner = [_own_list(fields_of(entry)) for entry in listed]
    # A recogniser's segments hold lists too, but those are of words.
    if not all(inner) or any(text_of(fields_of(entry)).strip() for entry in listed):
        return ()
    if any(len(own) < 2 for own in inner) or not _hold_talk(inner):
        return ()
    readings = []
    for number, (entry, own) in enumerate(zip(listed, inner, strict=True), 1):
        fields = fields_of(entry)
        title = next((_short(fields[k]) for k in _TITLES if _short(fields.get(k))), str(number))
        table = speaker_table([v for k, v in fields.items() if k == "speakers"])
        readings.append(_reading([(n, fields_of(e)) for n, e in enumerate(own, 1)], table, title))
        readings[-1] = _described(readings[-1], fields)
    return tuple(readings)


def _own_list(fields: Entry) -> list[Entry]:
    for name in _LISTS:
        own = mappings(fields.get(name))
        if own and any(_words_in(fields_of(entry)) for entry in own[:20]):
            return own
    return []


def _hold_talk(inner: Sequence[Sequence[Entry]]) -> bool:
    """Whether the lists hold utterances with names, not the words of a segment."""
    entries = [fields_of(entry) for own in inner[:20] for entry in own[:20]]
    named = sum(bool(speaker_of(fields, {})) for fields in entries)
    long = sum(len(_words_in(fields).split()) > 2 for fields in entries)
    return named >= 0.5 * len(entries) and long >= 0.3 * len(entries)


def _described(reading: Reading, fields: Entry) -> Reading:
    person = next((_short(fields[k]) for k in _PEOPLE if _short(fields.get(k))), "")
    group = next((_short(fields[k]) for k in _GROUPS if _short(fields.get(k))), "")
    known = {*_TITLES, *_PEOPLE, *_GROUPS}
    further = {
        name: text
        for name, value in fields.items()
        if name not in known and (text := _short(value))
    }
    return replace(reading, participant=person, group=group, attributes=further)


def _short(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = " ".join(str(value)[:120].split())
    return text if len(text) < 80 else ""


def _speaker_lists(document: Any) -> list[object]:
    if not isinstance(document, Mapping):
        return []
    fields = fields_of(document)
    inner = [fields_of(v) for v in document.values() if isinstance(v, Mapping)]
    keys = ("speakers", "participants", "speakernames", "speakermap")
    return [part[key] for part in (fields, *inner) for key in keys if part.get(key)]


def _entries(document: Any) -> list[tuple[int, Entry]] | None:
    """Return the list of things said, the nearest to the root; known names first."""
    queue: deque[Any] = deque([document])
    seen = 0
    while queue and seen < _MOST_NODES:
        node = queue.popleft()
        seen += 1
        if isinstance(node, list):
            entries: list[tuple[int, Entry]] = [
                (n, fields_of(entry))
                for n, entry in enumerate(node, 1)
                if isinstance(entry, Mapping)
            ]
            said = sum(bool(_words_in(fields).strip()) for _, fields in entries)
            if entries and said >= 0.5 * len(node):
                return entries
            queue.extend(n for n in node[:100] if isinstance(n, Mapping | list))
        elif isinstance(node, Mapping):
            fields = fields_of(node)
            known = [fields[name] for name in _LISTS if name in fields]
            rest = [value for name, value in fields.items() if name not in _LISTS]
            queue.extend(n for n in (*known, *rest) if isinstance(n, Mapping | list))
    return None


def _words_in(fields: Entry) -> str:
    """Return what an entry says, itself or in its parts."""
    text = text_of(fields)
    return text if text.strip() else joined([_word(part) for part in _parts(fields)])


def _parts(fields: Entry) -> list[Entry]:
    return [fields_of(part) for part in parts_of(fields)]


def _parted(entries: list[tuple[int, Entry]]) -> dict[str, list[tuple[int, Entry]]]:
    """Part entries by the interview that they name; one part without a name where none does."""
    for key in (*_INTERVIEW, "participantid", "respondentid"):
        values = {_short(fields.get(key)) for _, fields in entries}
        if len(values) > 1 and "" not in values and len(values) <= 0.5 * len(entries):
            parts: dict[str, list[tuple[int, Entry]]] = {}
            for number, fields in entries:
                parts.setdefault(_short(fields[key]), []).append((number, fields))
            return parts
    return {"": entries}


def _reading(
    entries: Sequence[tuple[int, Entry]],
    table: Mapping[str, str],
    name: str = "",
    all_entries: Sequence[tuple[int, Entry]] | None = None,
) -> Reading:
    whole = [fields for _, fields in all_entries or entries]
    spans = [span_of(part) for fields in whole for part in (fields, *_parts(fields))]
    words = sum(len(_words_in(fields).split()) for fields in whole)
    clock = clock_of(spans, words)
    if _are_words(entries):
        single = [_timed_word(fields, table, clock) for _, fields in entries]
        return Reading(tuple(join_words(filled(single)[0])), name=name)
    utterances: list[Utterance] = []
    speaker = ""
    channels = {channel_of(fields) for _, fields in entries} - {""}
    for number, fields in entries:
        own = speaker_of(fields, table)
        if not own and len(channels) > 1:
            own = f"Channel {channel_of(fields)}"
        found = _utterances(number, fields, own, table, clock)
        for utterance in found:
            # Like an empty cell in a table: no name means the same speaker.
            speaker = utterance.speaker or speaker
            utterances.append(
                Utterance(
                    speaker, utterance.text, utterance.place, utterance.start_s, utterance.end_s
                )
            )
    return Reading(tuple(utterances), _legend(entries, table), name=name)


def _utterances(
    number: int, fields: Entry, speaker: str, table: Mapping[str, str], clock: Clock
) -> list[Utterance]:
    """Return what an entry says: several utterances where its words name several speakers."""
    place = Place("segment", number)
    parts = [_timed_word(part, table, clock) for part in _parts(fields)]
    voices = {word.speaker for word in parts} - {""}
    if len(voices) > 1:
        return [
            Utterance(u.speaker, u.text, place, u.start_s, u.end_s) for u in by_sentences(parts)
        ]
    text = text_of(fields)
    if not text.strip():
        text = joined(parts)
    if not text.strip():
        return []
    start, end = clock.span(span_of(fields))
    if not start >= 0:
        start = next((word.start_s for word in parts if word.start_s >= 0), start)
    if not end >= 0:
        end = max((word.end_s for word in parts if word.end_s >= 0), default=end)
    who = speaker or next(iter(voices), "")
    return [Utterance(who, text, place, start, end)]


def _are_words(entries: Sequence[tuple[int, Entry]]) -> bool:
    """Whether each entry is a single word: then nobody would want a turn a word."""
    texts = [text_of(fields).split() for _, fields in entries[:500]]
    timed = sum(span_of(fields).start is not None for _, fields in entries[:500])
    single = sum(len(words) <= 1 for words in texts)
    return len(entries) >= 8 and single >= 0.9 * len(texts) and timed >= 0.5 * len(texts)


def _word(fields: Entry) -> Word:
    text = next((fields[k] for k in ("punctuatedword", "word", "text", "value") if k in fields), "")
    kind = str(fields.get("type", ""))[:20].casefold()
    return Word(
        text if isinstance(text, str) else text_of(fields),
        glue="both" if kind == "punct" else "before" if kind == "punctuation" else "",
    )


def _timed_word(fields: Entry, table: Mapping[str, str], clock: Clock) -> Word:
    bare = _word(fields)
    start, end = clock.span(span_of(fields))
    return Word(bare.text, speaker_of(fields, table), start, end, glue=bare.glue)


def _legend(entries: Sequence[tuple[int, Entry]], table: Mapping[str, str]) -> dict[str, Role]:
    legend: dict[str, Role] = {}
    for _, fields in entries:
        stated = fields.get("role") or fields.get("participantrole")
        if not isinstance(stated, str):
            continue
        machine = stated.casefold() in ("system", "developer", "tool")
        role: Role | None = "other" if machine else names.role_word(stated[:60])
        speaker = names.key(speaker_of(fields, table))
        if role and speaker:
            legend.setdefault(speaker, role)
    return legend
