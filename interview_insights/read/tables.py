"""Tables (csv, tsv, xlsx, ods) with a row for each utterance, answer or respondent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from interview_insights.errors import ReadError
from interview_insights.read.cells import Row, filled
from interview_insights.read.delimited import rows_of
from interview_insights.read.reading import Reading, Source
from interview_insights.read.respondents import distinct, with_warnings
from interview_insights.read.table_shapes import no_words, read_table
from interview_insights.read.workbooks import sheets_of

_COUNTED = re.compile(r"(?:row )?\d+")


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
    rows, told = rows_of(source.text, source.path)
    return with_warnings(read_rows(rows, source), told)


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
    sheets = sheets_of(source.data, source.path)
    return with_warnings(read_sheets(sheets.shown, sheets.hidden, source), sheets.warnings)


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
    found: dict[int, tuple[tuple[Reading, ...], int]] = {}
    errors: list[ReadError] = []
    for number, (_, rows) in enumerate(sheets):
        try:
            if filled(rows):
                found[number] = read_table(rows, source)
        except ReadError as error:
            errors.append(error)
    if not found:
        raise errors[0] if errors else no_words([], source.path)
    # Beside an interview, a sheet that only might be one is a codebook or notes.
    surest = max(sure for _, sure in found.values())
    kept = {number: readings for number, (readings, sure) in found.items() if sure == surest}
    readings = [
        _of_sheet(reading, sheets[number][0]) if len(kept) > 1 else reading
        for number, of_sheet in kept.items()
        for reading in of_sheet
    ]
    others = [title for n, (title, rows) in enumerate(sheets) if n not in kept and filled(rows)]
    told = []
    if others:
        told.append(f"These sheets hold no interview and were left out: {', '.join(others)}.")
    if hidden:
        told.append(f"These hidden sheets were left out: {', '.join(hidden)}.")
    return with_warnings(distinct(readings), told)


def _of_sheet(reading: Reading, title: str) -> Reading:
    name = f"{title} {reading.name}".strip()
    # Two sheets may each have an interview 1, and these are not of one person.
    counted = _COUNTED.fullmatch(reading.participant) is not None
    return replace(reading, name=name, participant=name if counted else reading.participant)


def read_rows(rows: list[Row], source: Source) -> tuple[Reading, ...]:
    """Read the rows of one table, whatever kind of file they come from.

    A row is an utterance, a question with its answer, a respondent with an answer to
    each column's question, a customer's review, or a whole transcript.

    Parameters
    ----------
    rows : list of (number, cells)
        With their numbers in the file from 1.
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
    return read_table(rows, source)[0]
