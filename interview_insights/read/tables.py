"""Tables (csv, tsv, xlsx, ods) with a row for each utterance, answer or respondent."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.cells import Row, Table, filled, text_of
from interview_insights.read.columns import DELIMITERS, delimiter_of, header_of
from interview_insights.read.dialogues import read_dialogue
from interview_insights.read.groups import group_column
from interview_insights.read.open_questions import is_question
from interview_insights.read.reading import Reading, Source
from interview_insights.read.survey_tools import plain_form, tool_form
from interview_insights.read.surveys import read_reviews, read_survey

_RULE = frozenset("-:")  # a Markdown table parts its header so
_UNQUOTED = ("start", "end", "text")  # Whisper's tsv puts no quotation marks around its cells


def read_delimited(source: Source) -> tuple[Reading, ...]:
    """Read a csv or tsv file, whatever its delimiter.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One for each interview or respondent.

    Raises
    ------
    ReadError
        No column holds the words, or a row is malformed.
    """
    text, path = source.text, source.path
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = delimiter_of(text) or max(DELIMITERS, key=first.count)
    plain = tuple(first.casefold().split(delimiter)) == _UNQUOTED and delimiter == "\t"
    # csv ends a row at \r too, and decoding has left none.
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL,
    )
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, 1):
            if not all(set(cell.strip()) <= _RULE for cell in cells):
                rows.append((number, list(cells)))
    except csv.Error as error:
        raise ReadError(
            f"This row cannot be read: {error}.",
            path=path,
            line=reader.line_num,
            hint="Look for a quotation mark that is not closed.",
        ) from None
    return read_rows(rows, source)


def read_rows(rows: list[Row], source: Source) -> tuple[Reading, ...]:
    """Read the rows of one table, whatever kind of file they come from.

    A row is an utterance, a question with its answer, a respondent with an answer to
    each column's question, or a customer's review.

    Parameters
    ----------
    rows : list of (number, cells)
        Rows that hold anything, with their numbers in the file from 1.
    source : Source

    Returns
    -------
    tuple of Reading
        One for each interview or respondent.

    Raises
    ------
    ReadError
        No column holds the words, or there is no column for the groups that was named.
    """
    rows = filled(rows)
    named = source.options.group_column
    form = tool_form(rows)
    if form is not None:
        found = read_survey(form, group_column(form.header, form.rows, named, source.path))
        if found:
            return found
    at, columns = header_of([cells for _, cells in rows])
    body = rows[at + 1 :]
    header = tuple(" ".join(text_of(cell).split()) for cell in rows[at][1]) if rows else ()
    group = group_column(header, body, named, source.path) if rows else None
    table = Table(header, body, columns, rows[at][0]) if columns is not None else None
    # A time beside words may be a form's: then its columns are questions.
    spoken = columns is not None and columns.usable
    named_voices = table is not None and (
        table.columns.pairs or table.columns.speaker is not None or table.columns.role is not None
    )
    if table is not None:
        found = read_reviews(table, group)
        if found:
            return found
        if spoken and named_voices:
            return read_dialogue(table, group)
    form = plain_form(rows)
    if form is not None and (not spoken or any(map(is_question, form.header))):
        found = read_survey(form, group_column(form.header, form.rows, named, source.path))
        if found:
            return found
    if table is not None and table.columns.words is not None:
        return read_dialogue(table, group)
    seen = ", ".join(text_of(cell)[:30] for cell in (rows[0][1][:8] if rows else []) if cell)
    raise ReadError(
        f"No column holds the words (first row: {seen}).",
        path=source.path,
        line=rows[0][0] if rows else 1,
        hint='Name the columns "speaker" and "text" in the first row.',
    )


def read_workbook(source: Source) -> tuple[Reading, ...]:
    """Read an .xlsx file.

    Parameters
    ----------
    source : Source
        Its data are an archive that :func:`limits.check_zip` has passed.

    Returns
    -------
    tuple of Reading
        Of all the sheets that hold words.

    Raises
    ------
    ReadError
        The workbook is damaged, or no sheet has a column of words.
    """
    sheets, hidden = _sheets(source.data, source.path)
    return read_sheets(sheets, hidden, source)


def read_sheets(
    sheets: Sequence[tuple[str, list[Row]]], hidden: Sequence[str], source: Source
) -> tuple[Reading, ...]:
    """Read all sheets of a workbook that hold words.

    Parameters
    ----------
    sheets : sequence of (title, rows)
    hidden : sequence of str
        Titles of sheets that the user does not see, and that are not read.
    source : Source

    Returns
    -------
    tuple of Reading
        Named by their sheets, where more than one holds words.

    Raises
    ------
    ReadError
        No sheet has a column of words.
    """
    fitting: list[tuple[str, tuple[Reading, ...]]] = []
    first: ReadError | None = None
    others = []
    for title, rows in sheets:
        if not rows:
            continue
        try:
            fitting.append((title, read_rows(rows, source)))
        except ReadError as error:
            first = first or error
            others.append(title)
    if not fitting:
        if first is not None:
            raise first
        return read_rows([], source)
    readings = [
        replace(reading, name=f"{title} {reading.name}".strip()) if len(fitting) > 1 else reading
        for title, found in fitting
        for reading in found
    ]
    told = []
    if others:
        told.append(f"These sheets hold no interview and were left out: {', '.join(others)}.")
    if hidden:
        told.append(f"These hidden sheets were left out: {', '.join(hidden)}.")
    readings[0] = replace(readings[0], warnings=(*readings[0].warnings, *told))
    return tuple(readings)


def _sheets(data: bytes, path: str) -> tuple[list[tuple[str, list[Row]]], list[str]]:
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that it does not know
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            # A formula that no program has computed has no value: its words are then shown.
            typed = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            sheets = book.worksheets
            hidden = [str(s.title) for s in sheets if s.sheet_state != "visible"]
            shown = [s for s in sheets if s.sheet_state == "visible"] or sheets
            hidden = hidden if len(shown) < len(sheets) else []
            return [(str(s.title), list(_rows(s, typed[s.title]))) for s in shown], hidden
    except Exception as error:  # zipfile, the XML parser and openpyxl each raise their own
        raise ReadError(
            f"The workbook is damaged ({type(error).__name__}).",
            path=path,
            hint="Open it in Excel and save it again as .xlsx, or as .csv.",
        ) from error


def _rows(sheet: Any, typed: Any) -> Iterator[Row]:
    # A sheet may claim a million empty rows and thousands of columns.
    most = {"max_row": limits.MAX_TABLE_ROWS, "max_col": limits.MAX_TABLE_COLUMNS}
    both = zip(
        sheet.iter_rows(**most, values_only=True),
        typed.iter_rows(**most, values_only=True),
        strict=False,
    )
    for number, (row, formulas) in enumerate(both, 1):
        cells = [b if a is None else a for a, b in zip_longest(row, formulas)]
        if any(cell not in (None, "") for cell in cells):
            yield number, cells
