"""What a JSON states about an interview beside its words: name, participant, group, facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interview_insights.read.cleaning import tidy_words
from interview_insights.read.json_fields import TEXT, Fields, bare, fields_of, speaker_of
from interview_insights.read.json_search import Entry

_IDS = tuple(
    "interview interviewid conversationid conversation dialogueid dialogid transcriptid sessionid"
    " session threadid chatid callid meetingid recordingid filename file".split()
)
_PEOPLE = tuple("participant participantid respondent respondentid interviewee pid".split())
TITLES = (*_IDS, "id", "uuid", "key", "name", "title", *_PEOPLE)
_GROUPS = tuple("group cohort segment customergroup customertype condition".split())


def parted(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Part entries by the interview that they name; one without a name where none does.

    Parameters
    ----------
    entries : sequence of (number, fields)

    Returns
    -------
    dict of str to list
    """
    for key in (*_IDS, "participantid", "respondentid", "pid"):
        if not short(entries[0][1].get(key)):
            continue
        values = [short(fields.get(key)) for _, fields in entries]
        kinds = set(values)
        if len(kinds) < 2 or "" in kinds or len(kinds) > 0.5 * len(entries):
            continue
        made: dict[str, list[Entry]] = {}
        for value, entry in zip(values, entries, strict=True):
            made.setdefault(value, []).append(entry)
        if key in _IDS or all(_is_dialogue(own, key) for own in made.values()):
            return made
    return {"": list(entries)}


def _is_dialogue(entries: Sequence[Entry], key: str) -> bool:
    # Where each participant speaks alone, the column names the speaker and not the interview.
    others = [{k: v for k, v in fields.items() if k != key} for _, fields in entries]
    return len({speaker_of(fields, {}) for fields in others} - {""}) > 1


def described(
    fields: Fields, group_column: str, *, several: bool
) -> tuple[str, str, dict[str, str]]:
    """Return participant, group and attributes that an object states about its interview.

    Parameters
    ----------
    fields : mapping
    group_column : str
        Name of the field that holds the group, if a user sets one.
    several : bool
        Whether the file holds several: then whatever else is short is an attribute.
    """
    person = ""
    about: dict[str, Any] = dict(fields)
    for key in _PEOPLE:
        value = fields.get(key)
        if isinstance(value, Mapping):
            inner = fields_of(value)
            about |= {k: v for k, v in inner.items() if k not in about}
            value = next((inner[k] for k in ("id", "name") if short(inner.get(k))), None)
        person = person or short(value)
    for key in ("attributes", "demographics"):
        if isinstance(fields.get(key), Mapping):
            about |= fields_of(fields[key])
    wanted = (bare(group_column),) if group_column.strip() else _GROUPS
    group = next((short(about[k]) for k in wanted if short(about.get(k))), "")
    known = {*TITLES, *_GROUPS, *wanted, *TEXT}
    further = {k: t for k, v in about.items() if k not in known and (t := short(v))}
    return person, group, further if several else {}


def constant(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the fields that are the same in all entries of an interview."""
    first = entries[0][1]
    others = [fields for _, fields in entries[1:]]
    return {
        key: value
        for key, value in first.items()
        if short(value) and all(fields.get(key) == value for fields in others)
    }


def short(value: object) -> str:
    """Return a name, number or fact as text; empty for all that is longer or no text."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = tidy_words(str(value)[:120])
    return text if len(text) < 80 else ""
