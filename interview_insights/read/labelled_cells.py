"""Tables that are transcripts in another shape: labels within cells, no header, turned round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

from interview_insights.read import labels, names
from interview_insights.read.cells import Row, is_nothing, runs, text_at, text_of
from interview_insights.read.clock import seconds
from interview_insights.read.columns import Columns, columns_of
from interview_insights.read.dialogues import ANSWERER, ASKER
from interview_insights.read.groups import GroupColumn
from interview_insights.read.lines import Line
from interview_insights.read.open_questions import is_question
from interview_insights.read.plain import read_lines
from interview_insights.read.reading import Options, Reading
from interview_insights.read.respondents import attributes_of, distinct, identity, with_warnings
from interview_insights.read.survey_tools import Form
from interview_insights.records import Place, Utterance

_FIRST = range(20)  # cells that are looked at
_MOST = 0.6
_FEWEST_LINES = 3
_FEWEST_ROWS = 4
_WORDS = 2
_LONGEST_NAME = 60


def labelled_rows(rows: Sequence[Row], delimiter: str = " ") -> list[Row] | None:
    """Return rows of one cell each, where each is a line such as ``Anna: text``.

    Parameters
    ----------
    rows : sequence of Row
    delimiter : str
        What parted the cells, which was then a mark in a sentence.

    Returns
    -------
    list of Row or None
        None where the rows are no such lines.
    """
    heads = [labels.head_of(text_of(cells[0])) for _, cells in rows if cells]
    named = [head.name for head in heads if head and head.form == "label"]
    believed = labels.speakers(named)
    said = Counter(names.key(name) for name in named if names.key(name) in believed)
    enough = said.total() >= max(_FEWEST_LINES, _MOST * len(rows))
    if len(said) < 2 or not enough or not any(count > 1 for count in said.values()):
        return None
    return [(n, [delimiter.join(map(str, cells))]) for n, cells in rows]


def read_labelled(rows: Sequence[Row], options: Options) -> Reading:
    """Read rows whose only cells are lines of a transcript."""
    lines = [
        Line(number, line)
        for number, cells in rows
        for cell in cells
        for line in text_of(cell).split("\n")
    ]
    return read_lines(lines, "row", options)


def transcript_column(form: Form) -> int | None:
    """Return the column whose cells are each a whole transcript, a labelled line a turn."""
    for at in range(len(form.header)):
        cells = (text_at(cells, at) for _, cells in form.rows)
        if _are_transcripts([cell for cell, _ in zip(filter(None, cells), _FIRST, strict=False)]):
            return at
    return None


def _are_transcripts(cells: Sequence[str]) -> bool:
    found = 0
    for cell in cells:
        lines = [line for line in cell.split("\n", 200)[:200] if line.strip()]
        if len(lines) >= _FEWEST_LINES:
            rows: list[Row] = [(1, [line]) for line in lines]
            found += labelled_rows(rows) is not None
    return bool(cells) and found >= _MOST * len(cells)


def read_transcripts(
    form: Form, at: int, group: GroupColumn | None, options: Options
) -> tuple[Reading, ...]:
    """Read a table with a whole transcript in each row.

    Parameters
    ----------
    form : Form
    at : int
        The column of transcripts.
    group : GroupColumn or None
    options : Options

    Returns
    -------
    tuple of Reading
    """
    columns = columns_of(form.header)
    who = columns.interview if columns and columns.interview is not None else None
    who = who if who is not None else identity(form.header, form.rows)
    used = {at, who, group.at if group else None}
    readings = []
    for number, cells in form.rows:
        name = text_at(cells, who) or f"row {number}"
        readings.append(
            replace(
                read_labelled([(number, [text_at(cells, at)])], options),
                name=name if len(form.rows) > 1 else "",
                participant=name if who is not None else "",
                group=group.of([(number, cells)]) if group else "",
                attributes=attributes_of(form.header, cells, used),
            )
        )
    return with_warnings(distinct(readings), group.told if group else ())


def headless(rows: Sequence[Row]) -> Columns | None:
    """Return the columns of a table that begins with its first utterance.

    The first row is no header where its speaker speaks again below.
    """
    if len(rows) < _FEWEST_ROWS:
        return None
    width = max(len(cells) for _, cells in rows)
    body = rows[:500]
    columns = [[text_at(cells, at) for _, cells in body] for at in range(min(width, 10))]
    speaker = next((at for at, cells in enumerate(columns) if _are_speakers(cells)), None)
    if speaker is None:
        return None
    lengths = [
        fmean(len(cell.split()) for cell in cells) if at != speaker else 0.0
        for at, cells in enumerate(columns)
    ]
    text = lengths.index(max(lengths))
    start = next((at for at, cells in enumerate(columns) if _are_times(cells)), None)
    return Columns(speaker=speaker, text=text, start=start) if lengths[text] >= _WORDS else None


def _are_speakers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    values = set(filled)
    return (
        bool(cells[0])
        and filled.count(cells[0]) > 1
        and 2 <= len(values) <= 0.5 * len(filled)
        and runs(cells) > len(values)
        and all(len(v) <= _LONGEST_NAME and names.looks_like_name(v) for v in values)
        and not all(value.isdigit() for value in values)
    )


def _are_times(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(":" in cell and seconds(cell) >= 0 for cell in filled)


def read_turned(form: Form) -> tuple[Reading, ...]:
    """Read a table with a question in each row and a respondent in each column.

    Parameters
    ----------
    form : Form

    Returns
    -------
    tuple of Reading
        Empty where the table is something else.
    """
    columns = columns_of(form.header)
    at = columns.question if columns else None
    if at is None or columns is None or columns.words is not None:
        return ()
    asked = [question for _, row in form.rows if (question := text_at(row, at))]
    columns_left = [n for n, name in enumerate(form.header) if n != at and name]
    voices = [n for n in columns_left if _is_voice(form, n)]
    further = [n for n in columns_left if n not in voices]
    if len(voices) < 2 or not asked or sum(map(is_question, asked)) < _MOST * len(asked):
        return ()
    readings = []
    for voice in voices:
        said: list[Utterance] = []
        for number, row in form.rows:
            question, answer = text_at(row, at), text_at(row, voice)
            place = Place("row", number)
            if answer and not is_nothing(answer):
                said += [Utterance(ASKER, question, place)] if question else []
                said.append(Utterance(ANSWERER, answer, place))
        name = form.header[voice]
        readings.append(Reading(tuple(said), name=name, participant=name))
    told = [f"Read as {len(readings)} respondents, a column each, and a question in each row."]
    if further:
        which = ", ".join(f'"{form.header[n][:40]}"' for n in further[:5])
        told.append(f"These columns were left out: {which}.")
    return with_warnings(distinct(readings), told)


def _is_voice(form: Form, at: int) -> bool:
    name = form.header[at]
    cells = [cell for _, row in form.rows if (cell := text_at(row, at))]
    wordy = bool(cells) and fmean(len(cell.split()) for cell in cells) >= _WORDS
    return wordy and not is_question(name) and names.looks_like_name(name)
