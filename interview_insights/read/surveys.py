"""Tables with a row for each respondent: survey answers by question, and reviews."""

from __future__ import annotations

from interview_insights.read import names
from interview_insights.read.cells import Table, is_nothing, text_at
from interview_insights.read.columns import RATINGS, REVIEWS, WORDS, bare
from interview_insights.read.dialogues import ANSWERER, ASKER
from interview_insights.read.groups import GroupColumn
from interview_insights.read.open_questions import is_open, is_question, is_wordy, profile_of
from interview_insights.read.reading import Reading
from interview_insights.read.respondents import (
    attributes_of,
    distinct,
    identity,
    with_warnings,
)
from interview_insights.read.survey_tools import Form
from interview_insights.records import Place, Utterance

_DISTINCT = 0.8
_FEW_ASK = 0.2
_SPEAKS = ("speaker", "sprecher", "voice", "talker")


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
    open_at = open_columns(form, group)
    if not open_at or not form.rows:
        return ()
    # A lone column "answer" is no question that anybody asked.
    silent = len(open_at) == 1 and bare(form.header[open_at[0]]) in WORDS
    who = identity(form.header, form.rows)
    used = {*open_at, who, group.at if group else None}
    readings = []
    empty = 0
    for number, row in form.rows:
        said: list[Utterance] = []
        place = Place("row", number)
        for at in open_at:
            answer = text_at(row, at)
            if is_nothing(answer):
                empty += 1
                continue
            said += [] if silent else [Utterance(ASKER, form.header[at], place)]
            said.append(Utterance(ANSWERER, answer, place))
        name = (text_at(row, who) if who is not None else "") or f"row {number}"
        readings.append(
            Reading(
                tuple(said),
                name=name,
                participant=name,
                group=group.of([(number, row)]) if group else "",
                attributes=attributes_of(form.header, row, used),
            )
        )
    questions = "question" if len(open_at) == 1 else "questions"
    told = [
        *form.warnings,
        *(group.told if group else ()),
        f"Read as answers of {len(readings)} respondents to {len(open_at)} open {questions}"
        f"{f' ({form.tool})' if form.tool else ''}; the other columns are attributes.",
    ]
    if empty:
        told.append(f"{empty} of {len(open_at) * len(readings)} answers are empty.")
    return with_warnings(distinct(readings), told)


def open_columns(form: Form, group: GroupColumn | None) -> tuple[int, ...]:
    """Return the columns in which respondents answer in their own words.

    Parameters
    ----------
    form : Form
    group : GroupColumn or None

    Returns
    -------
    tuple of int
    """
    asked = form.asked or (None,) * len(form.header)
    columns = range(len(form.header))
    return tuple(at for at in columns if _is_asked(form, at, asked[at], group))


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
    if not (reviews or rated) or not _one_each(table, rated):
        return ()
    asking = sum(text.endswith("?") for text in table.column(at))
    if asking > _FEW_ASK * len(table.rows):
        return ()  # a talk of two
    others = [name for n, name in enumerate(table.header) if n != at and is_question(name)]
    if others:
        return ()  # a form with a column for comments
    who = columns.speaker if columns.speaker is not None else identity(table.header, table.rows)
    used = {at, who, group.at if group else None}
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
                attributes=attributes_of(table.header, row, used),
            )
        )
    told = f"Read as reviews of {len(readings)} customers, a row each."
    return with_warnings(distinct(readings), (*(group.told if group else ()), told))


def _one_each(table: Table, rated: bool) -> bool:
    """Whether every row is a customer's own; one may have written two reviews."""
    at = table.columns.speaker
    if at is None:
        return True
    writers = [name for name in table.column(at) if name]
    if any(names.role_word(name) == "interviewer" for name in set(writers)):
        return False
    if rated and not table.bare(at).startswith(_SPEAKS):
        return True
    return len(set(writers)) >= _DISTINCT * len(writers)
