"""Tables with a row for each respondent: survey answers by question, and reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview_insights.read.cells import Row, Table, is_nothing, text_at
from interview_insights.read.columns import PARTICIPANTS, RATINGS, REVIEWS, bare
from interview_insights.read.dialogues import ANSWERER, ASKER
from interview_insights.read.groups import GroupColumn
from interview_insights.read.open_questions import (
    is_metadata,
    is_open,
    is_question,
    is_wordy,
    profile_of,
)
from interview_insights.read.reading import Reading
from interview_insights.read.survey_tools import Form
from interview_insights.records import Place, Utterance

_IDS = PARTICIPANTS | frozenset(
    "respondentid responseid response_id id no nr number name username author reviewer reviewername"
    " email emailaddress antwortid".split()
)
_LONGEST_VALUE = 120
_DISTINCT = 0.8
_FEW_ASK = 0.2


def read_survey(form: Form, group: GroupColumn | None) -> tuple[Reading, ...]:
    """Read a table whose columns are questions.

    Parameters
    ----------
    form : Form
    group : GroupColumn or None

    Returns
    -------
    tuple of Reading
        One for each row, closed questions and what is about the response as attributes;
        empty where no column holds answers in people's own words.
    """
    asked = form.asked or (None,) * len(form.header)
    open_at = [at for at in range(len(form.header)) if _is_asked(form, at, asked[at], group)]
    if not open_at or not form.rows:
        return ()
    who = _identity(form.header, form.rows)
    readings = []
    empty = 0
    for number, row in form.rows:
        said: list[Utterance] = []
        for at in open_at:
            answer = text_at(row, at)
            if is_nothing(answer):
                empty += 1
                continue
            place = Place("row", number)
            said += [Utterance(ASKER, form.header[at], place), Utterance(ANSWERER, answer, place)]
        name = (text_at(row, who) if who is not None else "") or f"row {number}"
        readings.append(
            Reading(
                tuple(said),
                name=name,
                participant=name,
                group=group.of([(number, row)]) if group else "",
                attributes=_attributes(
                    form.header, row, {*open_at, who, group.at if group else None}
                ),
            )
        )
    questions = "question" if len(open_at) == 1 else "questions"
    told = [
        f"Read as answers of {len(readings)} respondents to {len(open_at)} open {questions}"
        f"{f' ({form.tool})' if form.tool else ''}; the other columns are attributes."
    ]
    if empty:
        told.append(f"{empty} of {len(open_at) * len(readings)} answers are empty.")
    readings[0] = replace(readings[0], warnings=(*form.warnings, *told))
    return tuple(_distinct(readings))


def _is_asked(form: Form, at: int, asked: bool | None, group: GroupColumn | None) -> bool:
    if group is not None and at == group.at:
        return False
    profile = profile_of(form.header[at], [text_at(row, at) for _, row in form.rows])
    if asked or is_question(form.header[at]):
        return is_open(profile, asked)
    return is_wordy(profile)


def read_reviews(table: Table, group: GroupColumn | None) -> tuple[Reading, ...]:
    """Read a table in which each row is another customer's words.

    Parameters
    ----------
    table : Table
    group : GroupColumn or None

    Returns
    -------
    tuple of Reading
        One for each row; empty where the table is something else.
    """
    columns = table.columns
    at = columns.words
    if at is None or columns.pairs or columns.role is not None or len(table.rows) < 2:
        return ()
    if columns.interview is not None:
        return ()
    rated = any(bare(name) in RATINGS for name in table.header)
    reviews = bare(table.header[at]) in REVIEWS
    if not (reviews or rated) or not _one_each(table):
        return ()
    asking = sum(text.endswith("?") for text in table.column(at))
    if asking > _FEW_ASK * len(table.rows):
        return ()  # a talk of two
    others = [name for n, name in enumerate(table.header) if n != at and is_question(name)]
    if others:
        return ()  # a form with a column for comments
    who = columns.speaker if columns.speaker is not None else _identity(table.header, table.rows)
    readings = []
    for number, row in table.rows:
        text = text_at(row, at)
        name = (text_at(row, who) if who is not None else "") or f"row {number}"
        said = (Utterance(ANSWERER, text, Place("row", number)),) if not is_nothing(text) else ()
        readings.append(
            Reading(
                said,
                name=name,
                participant=name,
                group=group.of([(number, row)]) if group else "",
                attributes=_attributes(table.header, row, {at, who, group.at if group else None}),
            )
        )
    told = f"Read as reviews of {len(readings)} customers, a row each."
    readings[0] = replace(readings[0], warnings=(told,))
    return tuple(_distinct(readings))


def _one_each(table: Table) -> bool:
    """Whether nearly every row is another person's."""
    at = table.columns.speaker
    if at is None:
        return True
    names = [name for name in table.column(at) if name]
    return len(set(names)) >= _DISTINCT * len(names)


def _identity(header: Sequence[str], rows: Sequence[Row]) -> int | None:
    """Return the column that names respondents: no two rows have the same."""
    for at, name in enumerate(header):
        if bare(name) not in _IDS and not (is_metadata(name) and bare(name).endswith("id")):
            continue
        values = [text_at(row, at) for _, row in rows]
        filled = [value for value in values if value]
        if len(filled) >= _DISTINCT * len(values) and len(set(filled)) == len(filled):
            return at
    return None


def _attributes(
    header: Sequence[str], row: Sequence[object], used: set[int | None]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for at, name in enumerate(header):
        value = text_at(row, at)
        if name and at not in used and value and len(value) <= _LONGEST_VALUE:
            found.setdefault(name[:_LONGEST_VALUE], value)
    return found


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    """Number names that two respondents share."""
    taken: set[str] = set()
    done = []
    for reading in readings:
        name, number = reading.name, 2
        while name in taken:
            name, number = f"{reading.name} ({number})", number + 1
        taken.add(name)
        done.append(replace(reading, name=name, participant=name))
    return done
