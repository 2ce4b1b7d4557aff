"""What a table is: a talk, questions with answers, a survey, reviews, or whole transcripts."""

from __future__ import annotations

from collections.abc import Sequence

from interview_insights.errors import ReadError
from interview_insights.read.cells import Row, Table, filled, runs, text_of
from interview_insights.read.columns import WORDS, bare, header_of
from interview_insights.read.dialogues import read_dialogue
from interview_insights.read.groups import GroupColumn, group_column
from interview_insights.read.labelled_cells import (
    headless,
    labelled_rows,
    read_labelled,
    read_transcripts,
    read_turned,
    transcript_column,
)
from interview_insights.read.open_questions import is_question
from interview_insights.read.reading import Reading, Source
from interview_insights.read.respondents import identity, with_warnings
from interview_insights.read.survey_tools import Form, plain_form, tool_form
from interview_insights.read.surveys import open_columns, read_reviews, read_survey

SURE, BY_CONTENT = 2, 1
"""How sure it is that a table is an interview: by its header, or by its words alone."""

_MOST_ALONE = 0.9
_NUMBERING = frozenset(("nr", "no", "number"))


def read_table(rows: list[Row], source: Source) -> tuple[tuple[Reading, ...], int]:
    """Read the rows of one table.

    Parameters
    ----------
    rows : list of (number, cells)
    source : Source

    Returns
    -------
    readings : tuple of Reading
    sure : int
        :data:`SURE` or :data:`BY_CONTENT`.

    Raises
    ------
    ReadError
        As :func:`tables.read_rows`.
    """
    rows, repeated = _without_repeats(filled(rows))
    if not rows:
        raise no_words(rows, source.path)
    readings, sure = _by_header(rows, source) or _by_content(rows, source)
    if repeated:
        told = f"The header stands {repeated + 1} times; it was read once."
        readings = with_warnings(readings, (told,))
    return readings, sure


def _without_repeats(rows: list[Row]) -> tuple[list[Row], int]:
    """Drop the rows in which the header stands again, as in files put together."""
    at, columns = header_of([cells for _, cells in rows])
    if columns is None:
        return rows, 0
    header = [text_of(cell) for cell in rows[at][1]]
    kept = [row for row in rows[at + 1 :] if [text_of(cell) for cell in row[1]] != header]
    return [*rows[: at + 1], *kept], len(rows) - at - 1 - len(kept)


def _by_header(rows: list[Row], source: Source) -> tuple[tuple[Reading, ...], int] | None:
    """Read a table whose header says what its columns are."""
    form = tool_form(rows)
    if form is not None:
        found = read_survey(form, _group(form.header, form.rows, source))
        if found:
            return found, SURE
    form = plain_form(rows)
    found = _turned_or_whole(form, source) if form else ()
    if found:
        return found, SURE
    table = _table(rows)
    if table is None:
        return None
    group = _group(table.header, table.rows, source)
    found = read_reviews(table, group)
    if found:
        return found, SURE
    if _is_talk(table) and not (form and _is_form(form, table, group)):
        return read_dialogue(table, group), SURE
    return None


def _by_content(rows: list[Row], source: Source) -> tuple[tuple[Reading, ...], int]:
    """Read a table whose words tell what its columns are."""
    table, lines = _table(rows), _lines(rows)
    if lines is not None and not source.options.group_column:
        return (read_labelled(lines, source.options),), SURE
    columns = headless(rows) if table is None or not table.columns.usable else None
    if columns is not None:
        readings = read_dialogue(Table((), rows, columns, 0), _group((), rows, source))
        told = "The table has no header; what its columns hold was told from the first rows."
        return with_warnings(readings, (told,)), SURE
    form = plain_form(rows)
    if form is not None and not (table and _is_one_voice(form, table)):
        group = _group(form.header, form.rows, source)
        open_at = open_columns(form, group)
        found = read_survey(form, group)
        if found:
            sure = form.tool or any(is_question(form.header[at]) for at in open_at)
            return found, SURE if sure else BY_CONTENT
    if table is not None and table.columns.words is not None:
        group = _group(table.header, table.rows, source)
        return read_dialogue(table, group), SURE if table.columns.usable else BY_CONTENT
    raise no_words(rows, source.path)


def _turned_or_whole(form: Form, source: Source) -> tuple[Reading, ...]:
    at = transcript_column(form)
    if at is None:
        return read_turned(form)
    return read_transcripts(form, at, _group(form.header, form.rows, source), source.options)


def _table(rows: list[Row]) -> Table | None:
    at, columns = header_of([cells for _, cells in rows])
    if columns is None:
        return None
    header = tuple(" ".join(text_of(cell).split()) for cell in rows[at][1])
    return Table(header, rows[at + 1 :], columns, rows[at][0])


def _group(header: Sequence[str], rows: Sequence[Row], source: Source) -> GroupColumn | None:
    return group_column(header, rows, source.options.group_column, source.path)


def _is_talk(table: Table) -> bool:
    # A time beside words may be a form's: then its columns are questions.
    columns = table.columns
    named = columns.pairs or columns.speaker is not None or columns.role is not None
    return columns.usable and named


def _is_form(form: Form, table: Table, group: GroupColumn | None) -> bool:
    """Whether a "name" and "comments" are but two columns of a survey."""
    columns = table.columns
    if columns.pairs or columns.speaker is None or table.bare(columns.speaker) == "speaker":
        return False
    spoken = [name for name in table.column(columns.speaker) if name]
    if runs(spoken) != len(spoken) or len(set(spoken)) != len(spoken):
        return False
    return any(map(is_question, form.header)) and bool(open_columns(form, group))


def _is_one_voice(form: Form, table: Table) -> bool:
    """Whether the only words are under "text" or "answer", and nothing names respondents."""
    at = table.columns.words
    if at is None or bare(table.header[at]) not in WORDS or table.columns.speaker is not None:
        return False
    if open_columns(form, None) not in ((), (at,)):
        return False
    who = identity(form.header, form.rows)
    return who is None or bare(form.header[who]) in _NUMBERING


def _lines(rows: list[Row]) -> list[Row] | None:
    """Return the rows of a transcript that was pasted into one column."""
    alone = [(n, [t for cell in cells if (t := text_of(cell))]) for n, cells in rows]
    if sum(len(cells) == 1 for _, cells in alone) < _MOST_ALONE * len(alone):
        return None
    return labelled_rows([(number, list(cells)) for number, cells in alone])


def no_words(rows: list[Row], path: str) -> ReadError:
    """Return the error for a table in which nothing looks like words."""
    seen = ", ".join(text_of(cell)[:30] for cell in (rows[0][1][:8] if rows else []) if cell)
    return ReadError(
        f"No column holds the words (first row: {seen}).",
        path=path,
        line=rows[0][0] if rows else 1,
        hint='Name the columns "speaker" and "text" in the first row.',
    )
