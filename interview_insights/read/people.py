"""Whose words they are: participants and groups, from participants.csv and from the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import StudyError
from interview_insights.read import names
from interview_insights.records import Speaker

if TYPE_CHECKING:
    from interview_insights.read.participants import Entry
    from interview_insights.read.transcript import Draft


_NUMBER = re.compile(r"(?:row )?\d{1,6}(?: \(\d+\))?")


@dataclass(frozen=True, slots=True)
class Person:
    """A participant whom the user names beside a speaker of a file."""

    participant: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An interview's participant and group, and what participants.csv says of its speakers.

    ``rows`` are those of participants.csv that speak of it.
    """

    participant: str
    group: str
    interviewers: tuple[str, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()


def place_of(
    draft: Draft,
    entries: Sequence[Entry],
    *,
    several: bool,
    participant: str,
    group: str,
    qualified: bool = False,
) -> Place:
    """Return whose interview a draft is.

    participants.csv goes before the file, the file before its name and folder.

    Parameters
    ----------
    draft : Draft
    entries : sequence of Entry
        The rows of participants.csv that name the file.
    several : bool
        Whether the file holds other interviews too.
    participant, group : str
        By the file's name and folder.
    qualified : bool, default False
        Whether other files number their interviews too: "row 3" is then another person in
        each of them.

    Returns
    -------
    Place
    """
    reading = draft.reading
    own, speaking = _rows_of(draft, entries, several)
    stated = reading.participant or reading.name
    if stated and qualified and several and _NUMBER.fullmatch(stated):
        stated = f"{participant} {stated}"
    name = (own.participant if own else "") or stated or participant
    people = {
        names.key(e.speaker): Person(e.participant or f"{name}/{e.speaker}", e.group)
        for e in speaking
    }
    further = {name: {**reading.attributes, **(own.attributes if own else {})}}
    further |= {people[names.key(e.speaker)].participant: dict(e.attributes) for e in speaking}
    rows = (own, *speaking) if own else speaking
    return Place(
        participant=name,
        group=(own.group if own else "") or reading.group or group,
        interviewers=tuple(dict.fromkeys(who for row in rows for who in row.interviewers)),
        people=people,
        attributes={who: values for who, values in further.items() if values},
        rows=frozenset(row.row for row in rows),
    )


def _rows_of(
    draft: Draft, entries: Sequence[Entry], several: bool
) -> tuple[Entry | None, tuple[Entry, ...]]:
    """Return the row about a draft as a whole, and those about one of its speakers."""
    cast = {names.key(speaker) for speaker in draft.cast}
    speaking = [e for e in entries if e.speaker and names.key(e.speaker) in cast]
    rest = [e for e in entries if not e.speaker]
    if not several and len(rest) > 1 and all(names.key(e.participant) in cast for e in rest):
        # A group discussion, its speakers named as participants alone.
        return None, (*speaking, *(replace(e, speaker=e.participant) for e in rest))
    known = {names.key(n) for n in (draft.reading.participant, draft.reading.name) if n}
    named = [e for e in rest if names.key(e.participant) in known]
    # A row for a file of several interviews that names nobody speaks of all the others.
    meant = [*named, *(e for e in rest if not several or not e.participant)]
    return (meant[0] if meant else None), tuple(speaking)


def check_rows(entries: Iterable[Entry], used: frozenset[int], path: Path) -> None:
    """Refuse a row that names a file again, and nobody whose words are in it.

    Parameters
    ----------
    entries : iterable of Entry
        The rows that name one file.
    used : frozenset of int
        Those that were found to speak of an interview or a speaker.
    path : Path
        participants.csv, for the message.

    Raises
    ------
    StudyError
    """
    rows = list(entries)
    left = [entry for entry in rows if entry.row not in used]
    if left and len(rows) > 1:
        first = next((e for e in rows if e.row in used), rows[0])
        raise StudyError(
            f"Row {left[0].row} names {left[0].file} again, after row {first.row}, but no"
            " speaker or interview in it.",
            path=path,
            line=left[0].row,
            hint='Keep one row for each file, or name its speakers in a column "speaker".',
        )


def attributed(
    speakers: Sequence[Speaker], participant: str, people: Mapping[str, Person]
) -> tuple[Speaker, ...]:
    """Return speakers with the participants that they are.

    Parameters
    ----------
    speakers : sequence of Speaker
    participant : str
        The transcript's.
    people : mapping of str to Person
        Those whom the user names, by speaker's key.

    Returns
    -------
    tuple of Speaker
    """
    several = sum(s.role == "respondent" for s in speakers) > 1
    done: list[Speaker] = []
    for speaker in speakers:
        person = people.get(names.key(speaker.name))
        if speaker.role == "respondent" and person:
            done.append(replace(speaker, participant=person.participant, group=person.group))
        elif speaker.role == "respondent" and several:
            done.append(replace(speaker, participant=f"{participant}/{speaker.name}"))
        else:
            done.append(speaker)
    return tuple(done)
