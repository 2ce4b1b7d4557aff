"""Whose row it is: the names, attributes and warnings of interviews that share a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interview_insights.read.cells import Row, text_at
from interview_insights.read.columns import PARTICIPANTS, bare
from interview_insights.read.open_questions import is_metadata
from interview_insights.read.reading import Reading

_IDS = PARTICIPANTS | frozenset(
    "respondentid responseid response_id id no nr number name username author reviewer reviewername"
    " antwortid".split()
)
_LONGEST_VALUE = 120
_DISTINCT = 0.8
_MOST_NAMED = 5


def identity(header: Sequence[str], rows: Sequence[Row]) -> int | None:
    """Return the column that names respondents: no two rows have the same."""
    for at, name in enumerate(header):
        if bare(name) not in _IDS and not (is_metadata(name) and bare(name).endswith("id")):
            continue
        values = [text_at(row, at) for _, row in rows]
        filled = [value for value in values if value]
        if len(filled) >= _DISTINCT * len(values) and len(set(filled)) == len(filled):
            return at
    return None


def attributes_of(
    header: Sequence[str], row: Sequence[object], used: set[int | None]
) -> dict[str, str]:
    """Return what the columns that are no words say about the respondent of a row."""
    found: dict[str, str] = {}
    for at, name in enumerate(header):
        value = text_at(row, at)
        if name and at not in used and value and len(value) <= _LONGEST_VALUE:
            found.setdefault(name[:_LONGEST_VALUE], value)
    return found


def constant_attributes(
    header: Sequence[str], parts: Sequence[Sequence[Row]], used: set[int | None]
) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """Part the columns that no reader takes into attributes and columns left out.

    Parameters
    ----------
    header : sequence of str
    parts : sequence of sequence of Row
        The rows of each interview.
    used : set of int or None
        Columns that are read otherwise.

    Returns
    -------
    attributes : list of dict
        For each interview the values that are the same in all its rows.
    warnings : tuple of str
        Which columns of words vary from row to row and were left out.
    """
    attributes: list[dict[str, str]] = [{} for _ in parts]
    left: list[str] = []
    for at, name in enumerate(header):
        if not name or at in used:
            continue
        values = [{t for _, row in rows if (t := text_at(row, at))} for rows in parts]
        if all(len(found) <= 1 for found in values):
            for attribute, found in zip(attributes, values, strict=True):
                attribute |= {name[:_LONGEST_VALUE]: v for v in found if len(v) <= _LONGEST_VALUE}
        elif any(any(c.isalpha() for c in value) for found in values for value in found):
            left.append(f'"{name[:40]}"')
    if not left:
        return attributes, ()
    which = ", ".join(left[:_MOST_NAMED])
    more = f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
    columns = "column was" if len(left) == 1 else "columns were"
    return attributes, (f"The following {columns} left out: {which}{more}.",)


def distinct(readings: Iterable[Reading]) -> list[Reading]:
    """Number names that two interviews share; their participants go by the same names."""
    taken: set[str] = set()
    seen: Counter[str] = Counter()
    done = []
    for reading in readings:
        name = reading.name
        while name in taken:
            seen[reading.name] += 1
            name = f"{reading.name} ({seen[reading.name] + 1})"
        taken.add(name)
        same = reading.participant == reading.name
        participant = name if same else reading.participant
        done.append(replace(reading, name=name, participant=participant))
    return done


def with_warnings(readings: Sequence[Reading], told: Iterable[str]) -> tuple[Reading, ...]:
    """Let the first interview that holds words tell what concerns them all."""
    at = next((n for n, reading in enumerate(readings) if reading.utterances), 0)
    first = readings[at]
    told = dict.fromkeys((*first.warnings, *told))
    return (*readings[:at], replace(first, warnings=tuple(told)), *readings[at + 1 :])
