"""Tables with a row for each utterance, or for a question and its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace

from interview_insights.read import names
from interview_insights.read.cells import Row, Table, runs, text_at, times_of
from interview_insights.read.columns import PARTICIPANTS, Columns
from interview_insights.read.groups import GroupColumn
from interview_insights.read.reading import Reading
from interview_insights.read.respondents import constant_attributes, distinct, with_warnings
from interview_insights.records import NO_TIME, Place, Role, Utterance

ASKER, ANSWERER = "Interviewer", "Respondent"


def read_dialogue(table: Table, group: GroupColumn | None) -> tuple[Reading, ...]:
    """Read a table of utterances.

    Parameters
    ----------
    table : Table
    group : GroupColumn or None

    Returns
    -------
    tuple of Reading
        One for each interview that a column tells apart, in order. Further columns are
        attributes where they say the same in all rows of an interview.
    """
    at, columns = _interview_column(table)
    parts: dict[str, list[Row]] = {} if at is not None else {"": table.rows}
    last = ""
    for row in table.rows if at is not None else ():
        last = text_at(row[1], at) or last  # an empty cell means the same as above
        parts.setdefault(last, []).append(row)
    if group is not None and group.found and not _is_constant(parts, group.at):
        group = None  # a segment of the talk, not of the customers
    used = {*_taken(columns), at, group.at if group else None}
    who = table.columns.participant
    if who is not None and _is_constant(parts, who):
        used.add(who)
    attributes, told = constant_attributes(table.header, list(parts.values()), used)
    several = len(parts) > 1
    readings = [
        replace(
            _reading(rows, columns),
            name=(name or "without a name") if several else "",
            participant=_participant(rows, table, columns, at, name if several else ""),
            group=group.of(rows) if group else "",
            attributes=further,
        )
        for (name, rows), further in zip(parts.items(), attributes, strict=True)
    ]
    if not readings:
        return (Reading(()),)
    if group is not None:
        varied = () if _is_constant(parts, group.at) else (_VARIED,)
        told = (*group.told, *varied, *told)
    # Of the same name there is one participant, however many interviews.
    return with_warnings(distinct(readings), told)


_VARIED = "Rows of one interview name several groups; the commonest was taken."


def _is_constant(parts: dict[str, list[Row]], at: int) -> bool:
    return all(
        len({t for _, row in rows if (t := text_at(row, at))}) <= 1 for rows in parts.values()
    )


def _taken(columns: Columns) -> set[int | None]:
    """Return the columns that are read, or tell only what the others tell."""
    spare = {columns.text, columns.question, columns.answer, columns.participant}
    read = {columns.question, columns.answer} if columns.pairs else {columns.words}
    positions = {at for at in astuple(columns) if at is not None and not isinstance(at, bool)}
    return (positions - spare) | read


def _interview_column(table: Table) -> tuple[int | None, Columns]:
    """Return the column that tells interviews apart, and the columns as they then are."""
    columns = table.columns
    if columns.interview is not None and len(set(table.column(columns.interview)) - {""}) > 1:
        return columns.interview, columns
    if columns.participant is not None and _tells_apart(table, columns.participant):
        return columns.participant, columns
    voice = columns.speaker
    # "speaker" is who speaks; only "participant" may be whose interview it is.
    if voice is None or table.bare(voice) not in PARTICIPANTS or not _tells_apart(table, voice):
        return None, columns
    if columns.pairs:
        return voice, columns
    if columns.role is not None and _both_roles(table, voice, columns.role):
        # "participant, role, text": the participant is whose interview it is.
        return voice, _without_speaker(columns)
    alone = columns.role is None and runs(table.column(voice)) == len(_values(table, voice))
    return (voice, columns) if alone else (None, columns)


def _without_speaker(columns: Columns) -> Columns:
    return Columns(
        role=columns.role,
        text=columns.text,
        start=columns.start,
        end=columns.end,
        milliseconds=columns.milliseconds,
    )


def _values(table: Table, at: int) -> set[str]:
    return set(table.column(at)) - {""}


def _tells_apart(table: Table, at: int) -> bool:
    """Whether a column's values stand in blocks, none of them an interviewer's."""
    values = _values(table, at)
    if len(values) < 2 or any(names.role_word(v) == "interviewer" for v in values):
        return False
    return runs(table.column(at)) <= 1.2 * len(values)


def _both_roles(table: Table, voice: int, role: int) -> bool:
    found: dict[str, set[str]] = {}
    for _, row in table.rows:
        found.setdefault(text_at(row, voice), set()).add(text_at(row, role).casefold())
    return sum(len(roles) > 1 for roles in found.values()) >= 0.5 * len(found)


def _participant(
    rows: Sequence[Row], table: Table, columns: Columns, at: int | None, name: str
) -> str:
    """Return the one value of a participant column, the interview's name otherwise."""
    who = table.columns.participant
    if who is None or who in (at, columns.speaker):
        return name
    found = {t for _, row in rows if (t := text_at(row, who))}
    return next(iter(found)) if len(found) == 1 else name


def _reading(rows: Sequence[Row], columns: Columns) -> Reading:
    times, shifted = times_of(rows, columns)
    if columns.pairs:
        return Reading(tuple(_pairs(rows, columns, times)))
    told = (
        (
            "The times looked like hours and minutes of the day and were taken as minutes and"
            " seconds.",
        )
        if shifted
        else ()
    )
    utterances = tuple(_utterances(rows, columns, times))
    return Reading(utterances, _legend(rows, columns), warnings=told)


def _utterances(
    rows: Sequence[Row], columns: Columns, times: Sequence[tuple[float, float]]
) -> Iterator[Utterance]:
    named = columns.speaker if columns.speaker is not None else columns.role
    speaker = ""
    for (number, row), (start, end) in zip(rows, times, strict=True):
        # An empty cell under a name means the same speaker.
        speaker = names.tidy(text_at(row, named)[:200]) or speaker
        text = text_at(row, columns.words)
        if text:
            yield Utterance(speaker, text, Place("row", number), start, end)


def _pairs(
    rows: Sequence[Row], columns: Columns, times: Sequence[tuple[float, float]]
) -> Iterator[Utterance]:
    for (number, row), (start, end) in zip(rows, times, strict=True):
        question, answer = text_at(row, columns.question), text_at(row, columns.answer)
        place = Place("row", number)
        if question:
            yield Utterance(ASKER, question, place, start, NO_TIME if answer else end)
        if answer:
            yield Utterance(ANSWERER, answer, place, NO_TIME if question else start, end)


def _legend(rows: Sequence[Row], columns: Columns) -> dict[str, Role]:
    if columns.speaker is None or columns.role is None:
        return {}
    legend: dict[str, Role] = {}
    for _, row in rows:
        role = names.role_word(text_at(row, columns.role)[:60])
        speaker = names.key(names.tidy(text_at(row, columns.speaker)[:200]))
        if role and speaker:
            legend.setdefault(speaker, role)
    return legend
