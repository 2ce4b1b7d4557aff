"""Whose words they are: participants and groups, from participants.csv and from the file."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Person:
    """A participant whom the user names beside a speaker of a file."""

    participant: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An interview's participant and group, and what participants.csv says of its speakers."""

    participant: str
    group: str
    interviewers: tuple[str, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def place_of(
    draft: Draft, entries: Sequence[Entry], *, several: bool, participant: str, group: str
) -> tuple[Place, frozenset[int]]:
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

    Returns
    -------
    place : Place
    used : frozenset of int
        Rows that say something of this interview.
    """
    reading = draft.reading
    stated = reading.participant or reading.name or participant
    cast = {names.key(speaker): speaker for speaker in draft.cast}
    whole = [e for e in entries if not e.speaker and _is_meant(e, reading_keys(draft), several)]
    speaking = [e for e in entries if e.speaker and names.key(e.speaker) in cast]
    own = whole[0] if whole else None
    # In a group discussion a row may name its speaker as the participant alone.
    by_name = [
        e
        for e in entries
        if len(entries) > 1 and not several and not e.speaker and names.key(e.participant) in cast
    ]
    if by_name and len(by_name) == len([e for e in entries if not e.speaker]):
        own, speaking = None, [*speaking, *(replace(e, speaker=e.participant) for e in by_name)]
    name = (own.participant if own else "") or stated
    people = {
        names.key(e.speaker): Person(e.participant or f"{name}/{e.speaker}", e.group)
        for e in speaking
    }
    attributes: dict[str, Mapping[str, str]] = {}
    if reading.attributes or (own and own.attributes):
        attributes[name] = {**reading.attributes, **(own.attributes if own else {})}
    for entry in speaking:
        if entry.attributes:
            attributes[people[names.key(entry.speaker)].participant] = entry.attributes
    asking = [who for e in (*whole[:1], *speaking) for who in e.interviewers]
    place = Place(
        participant=name,
        group=(own.group if own else "") or reading.group or group,
        interviewers=tuple(dict.fromkeys(asking)),
        people=people,
        attributes=attributes,
    )
    return place, frozenset(e.row for e in (*whole[:1], *speaking))


def reading_keys(draft: Draft) -> frozenset[str]:
    """Return the names under which a row may mean an interview within its file."""
    return frozenset(
        names.key(name) for name in (draft.reading.participant, draft.reading.name) if name
    )


def _is_meant(entry: Entry, keys: frozenset[str], several: bool) -> bool:
    if names.key(entry.participant) in keys:
        return True
    # A row for a file of several interviews speaks of all of them if it names no one.
    return not several or not entry.participant


def check_rows(entries: Iterable[Entry], used: frozenset[int], path: Path) -> None:
    """Refuse rows of one file of which one interview cannot be meant by both.

    Raises
    ------
    StudyError
    """
    rows = list(entries)
    left = [entry for entry in rows if entry.row not in used]
    if left and len(rows) > 1:
        first, again = rows[0], left[0]
        raise StudyError(
            f"Row {again.row} names {again.file} again, after row {first.row}, and no speaker"
            " or interview in it.",
            path=path,
            line=again.row,
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
        if speaker.role != "respondent":
            done.append(speaker)
        elif person:
            done.append(replace(speaker, participant=person.participant, group=person.group))
        elif several:
            done.append(replace(speaker, participant=f"{participant}/{speaker.name}"))
        else:
            done.append(speaker)
    return tuple(done)
