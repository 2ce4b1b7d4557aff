"""JSON of speech recognisers, chats and one's own scripts to readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read.json_entries import take_entries
from interview_insights.read.json_facts import constant, described, parted
from interview_insights.read.json_fields import Fields, fields_of, mappings, speaker_table
from interview_insights.read.json_interviews import Part, parts_of_document
from interview_insights.read.json_layouts import take_layout
from interview_insights.read.json_parsing import HINT, parse
from interview_insights.read.json_roles import listed_roles
from interview_insights.read.json_search import (
    Found,
    find,
    long_text,
    speaker_lists,
    voices_in_time,
)
from interview_insights.read.json_taken import Taken
from interview_insights.read.payload import with_names
from interview_insights.read.reading import Options, Reading, Source
from interview_insights.records import Place, Utterance

_FEW_WORDS = 5
_SMALL_SHARE = 0.5


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
    parts, empty = parts_of_document(document)
    several = len(parts) > 1
    readings = [r for part in parts for r in _of_part(part, source.options, several=several)]
    if not readings:
        raise ReadError(
            "The JSON has no list of segments with their text.", path=source.path, hint=HINT
        )
    if empty:
        told = (*told, f"Objects among the interviews in which nothing is said: {empty}.")
    readings[0] = replace(readings[0], warnings=(*readings[0].warnings, *told))
    return tuple(readings)


def _of_part(part: Part, options: Options, *, several: bool) -> list[Reading]:
    """Read one interview, or a list whose entries name theirs."""
    taken = take_layout(part.content, options.keep)
    if taken:
        return [_reading(taken, part.name, part.fields, options, several=several)]
    found, told = find(part.content)
    typed = long_text(part.content)
    if len(typed.split()) >= _FEW_WORDS and (
        found is None or found.letters < _SMALL_SHARE * len(typed)
    ):
        reading = _typed(typed, options)
        return [_about(reading, part.name, part.fields, options, several=several)]
    if found is None:
        return []
    readings = _of_list(found, part, options, several=several)
    readings[0] = replace(readings[0], warnings=(*readings[0].warnings, *told))
    return readings


def _of_list(found: Found, part: Part, options: Options, *, several: bool) -> list[Reading]:
    table = _speakers(part.content)
    voices = [] if found.named else voices_in_time(part.content)
    groups = {"": list(found.entries)} if several else parted(found.entries)
    readings: list[Reading] = []
    for name, entries in groups.items():
        taken = take_entries(entries, table, voices, options.keep, key=found.name)
        fields = {**part.fields, **constant(entries)} if name else part.fields
        readings.append(
            _reading(taken, name or part.name, fields, options, several=several or bool(name))
        )
    return readings


def _speakers(document: Any) -> dict[str, str]:
    lists = speaker_lists(document)
    table = speaker_table(lists)
    for listed in lists:
        for ident, role in listed_roles([fields_of(v) for v in mappings(listed)]).items():
            table.setdefault(ident, role)
    return table


def _typed(text: str, options: Options) -> Reading:
    """Read a transcript that stands in one string, as lines or as one stretch of words."""
    if "\n" not in text.strip():
        return Reading((Utterance("", text, Place("segment", 1)),))
    from interview_insights.read.lines import Line
    from interview_insights.read.plain import read_lines

    lines: list[Line] = []
    for number, line in enumerate(text.replace("\r", "").split("\n"), 1):
        if line.strip() or (lines and lines[-1].text.strip()):
            lines.append(Line(number, line))
    return read_lines(lines, "line", options)


def _reading(
    taken: Taken, name: str, fields: Fields, options: Options, *, several: bool
) -> Reading:
    reading = Reading(
        with_names(tuple(taken.utterances)),
        taken.legend,
        warnings=taken.warnings,
        cleaned=taken.cleaned,
    )
    return _about(reading, name, fields, options, several=several)


def _about(
    reading: Reading, name: str, fields: Mapping[str, Any], options: Options, *, several: bool
) -> Reading:
    person, group, further = described(fields, options.group_column, several=several)
    return replace(
        reading, name=name if several else "", participant=person, group=group, attributes=further
    )
