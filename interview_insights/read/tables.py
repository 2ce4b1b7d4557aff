"""Tables (csv, tsv, xlsx) with a row for each utterance."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from interview_insights.errors import ReadError
from interview_insights.read import limits, names
from interview_insights.read.clock import scale_of, seconds
from interview_insights.read.columns import DELIMITERS, Columns, delimiter_of, header_of
from interview_insights.read.reading import Reading, Source
from interview_insights.records import Place, Role, Utterance

_RULE = frozenset("-:")  # a Markdown table parts its header so


def read_delimited(source: Source) -> tuple[Reading, ...]:
    """Read a csv or tsv file, whatever its delimiter.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading

    Raises
    ------
    ReadError
        No column holds the words, or a row is malformed.
    """
    text, path = source.text, source.path
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = delimiter_of(text) or max(DELIMITERS, key=first.count)
    # csv ends a row at \r too, and decoding has left none.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[object]]] = []
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


def read_rows(rows: list[tuple[int, list[object]]], source: Source) -> tuple[Reading, ...]:
    """Read the rows of one table, whatever kind of file they come from.

    Parameters
    ----------
    rows : list of (number, cells)
        Rows that hold anything, with their numbers in the file from 1.
    source : Source

    Returns
    -------
    tuple of Reading
        One for each interview.

    Raises
    ------
    ReadError
        No column holds the words.
    """
    return (_reading(rows, source.path),)


def read_workbook(source: Source) -> tuple[Reading, ...]:
    """Read an .xlsx file: the first sheet that has a column of words.

    Parameters
    ----------
    source : Source
        Its data are an archive that :func:`limits.check_zip` has passed.

    Returns
    -------
    tuple of Reading

    Raises
    ------
    ReadError
        The workbook is damaged, or no sheet has a column of words.
    """
    path = source.path
    sheets = _sheets(source.data, path)
    fitting = [
        (title, rows)
        for title, rows in sheets
        if header_of([row for _, row in rows])[1] is not None
    ]
    if not fitting:
        return (_reading(sheets[0][1] if sheets else [], path),)
    reading = _reading(fitting[0][1], path)
    others = ", ".join(title for title, _ in fitting[1:])
    if not others:
        return (reading,)
    told = f'Only the sheet "{fitting[0][0]}" was read, not: {others}.'
    return (Reading(reading.utterances, reading.legend, warnings=(*reading.warnings, told)),)


def _sheets(data: bytes, path: str) -> list[tuple[str, list[tuple[int, list[object]]]]]:
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that it does not know
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return [(str(sheet.title), list(_rows(sheet))) for sheet in book.worksheets]
    except Exception as error:  # zipfile, the XML parser and openpyxl each raise their own
        raise ReadError(
            f"The workbook is damaged ({type(error).__name__}).",
            path=path,
            hint="Open it in Excel and save it again as .xlsx, or as .csv.",
        ) from error


def _rows(sheet: object) -> Iterator[tuple[int, list[object]]]:
    # A sheet may claim a million empty rows and thousands of columns.
    rows = sheet.iter_rows(  # type: ignore[attr-defined]
        max_row=limits.MAX_TABLE_ROWS, max_col=limits.MAX_TABLE_COLUMNS, values_only=True
    )
    for number, row in enumerate(rows, 1):
        if any(cell not in (None, "") for cell in row):
            yield number, list(row)


def _reading(rows: list[tuple[int, list[object]]], path: str) -> Reading:
    at, columns = header_of([row for _, row in rows])
    if columns is None:
        seen = ", ".join(str(c)[:30] for c in (rows[0][1][:8] if rows else []) if c)
        raise ReadError(
            f"No column holds the words (first row: {seen}).",
            path=path,
            line=rows[0][0] if rows else 1,
            hint='Name the columns "speaker" and "text" in the first row.',
        )
    body = rows[at + 1 :]
    utterances = _pairs(body, columns) if columns.pairs else _utterances(body, columns)
    several = {_cell(row, columns.interview) for _, row in body} - {""}
    told = (
        (f"{len(several)} interviews stand in this one file and were read as one.",)
        if len(several) > 1
        else ()
    )
    return Reading(tuple(utterances), _legend(body, columns), warnings=told)


def _utterances(rows: list[tuple[int, list[object]]], columns: Columns) -> Iterator[Utterance]:
    named = columns.speaker if columns.speaker is not None else columns.role
    spans = [(_value(row, columns.start), _value(row, columns.end)) for _, row in rows]
    scale = 0.001 if columns.milliseconds else scale_of(spans)
    speaker = ""
    for (number, row), (start, end) in zip(rows, spans, strict=True):
        # An empty cell under a name means the same speaker.
        speaker = names.tidy(_cell(row, named)) or speaker
        text = _cell(row, columns.text)
        if text:
            yield Utterance(
                speaker, text, Place("row", number), _time(start, scale), _time(end, scale)
            )


def _pairs(rows: list[tuple[int, list[object]]], columns: Columns) -> Iterator[Utterance]:
    for number, row in rows:
        for speaker, at in (("Interviewer", columns.question), ("Respondent", columns.answer)):
            text = _cell(row, at)
            if text:
                yield Utterance(speaker, text, Place("row", number))


def _legend(rows: list[tuple[int, list[object]]], columns: Columns) -> dict[str, Role]:
    if columns.speaker is None or columns.role is None:
        return {}
    legend: dict[str, Role] = {}
    for _, row in rows:
        role = names.role_word(_cell(row, columns.role))
        speaker = names.key(names.tidy(_cell(row, columns.speaker)))
        if role and speaker:
            legend.setdefault(speaker, role)
    return legend


def _value(row: Sequence[object], at: int | None) -> object:
    return row[at] if at is not None and at < len(row) else None


def _cell(row: Sequence[object], at: int | None) -> str:
    value = _value(row, at)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _time(value: object, scale: float) -> float:
    # openpyxl gives a cell formatted as a time as datetime.time, a longer one as timedelta.
    if hasattr(value, "total_seconds"):
        return seconds(float(value.total_seconds()))
    if hasattr(value, "isoformat"):
        return seconds(value.isoformat().rpartition("T")[2])
    return seconds(value, scale)
