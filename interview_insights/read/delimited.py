"""Text to rows of cells, whatever parts them, and however badly they are quoted."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.cells import Row, text_of
from interview_insights.read.columns import DELIMITERS, delimiter_of, header_of
from interview_insights.read.labelled_cells import labelled_rows

_RULE = frozenset("-: ")  # a Markdown table parts its header so
_SEPARATOR = re.compile(r"\s*sep=(.)\n", re.IGNORECASE)  # Excel's own first line
_LOOKED_AT = 30
_HEAD = 50_000
_END = "\x1e"  # ends the last row: where it is missing, a quotation mark was never closed


def rows_of(text: str, path: str) -> tuple[list[Row], tuple[str, ...]]:
    """Return the rows of a csv or tsv file.

    Parameters
    ----------
    text : str
        With line feeds as line ends.
    path : str
        For the message.

    Returns
    -------
    rows : list of (number, cells)
    warnings : tuple of str
        What was assumed about quotation marks and delimiters.

    Raises
    ------
    ReadError
        A row is malformed.
    """
    named = _SEPARATOR.match(text[:20])
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else delimiter_of(text) or _by_rows(text)
    rows, closed = _parsed(text, delimiter, csv.QUOTE_MINIMAL, path)
    told: list[str] = []
    # Whisper's and other tools' tsv put no quotation marks around cells: '"Well," she said'.
    stray = delimiter == "\t" and '"' in text and not _is_quoted(text)
    if not closed or stray:
        rows, _ = _parsed(text, delimiter, csv.QUOTE_NONE, path)
        if not closed and not stray:
            told.append("A quotation mark is not closed; each line was read as a row.")
    lines = labelled_rows(rows, delimiter) if _is_headless(rows) else None
    if lines is not None:
        return lines, tuple(told)
    mended, count = _mended(rows, delimiter)
    if not closed or stray:
        mended = [(number, [_unquoted(cell) for cell in cells]) for number, cells in mended]
    if count:
        told.append(
            f"In {count} rows the words hold the mark that parts the columns; their parts were"
            " put together again."
        )
    return mended, tuple(told)


def _is_headless(rows: list[Row]) -> bool:
    columns = header_of([cells for _, cells in rows])[1]
    return columns is None or not columns.usable


def _by_rows(text: str) -> str:
    """Return the delimiter that makes the first rows most alike and most wide."""
    head = text[:_HEAD]
    best: tuple[float, int, str] = (0.0, 0, ",")
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        widths: Counter[int] = Counter()
        try:
            for row, _ in zip(reader, range(_LOOKED_AT), strict=False):
                widths[len(row)] += bool(row)
        except csv.Error:
            continue
        width, often = widths.most_common(1)[0] if widths else (0, 0)
        if width > 1:
            best = max(best, (often / widths.total(), width, delimiter))
    return best[2]


def _parsed(text: str, delimiter: str, quoting: int, path: str) -> tuple[list[Row], bool]:
    """Return the rows, and whether the last one ended where the text did."""
    rows: list[Row] = []
    # csv ends a row at \r too, and decoding has left none.
    lines = io.StringIO(f"{text}\n{_END}", newline="")
    before = csv.field_size_limit(limits.MAX_FILE_BYTES)  # a cell may hold a whole transcript
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    last: list[str] = []
    try:
        for number, cells in enumerate(reader, 1):
            last = cells
            if not all(set(cell) <= _RULE for cell in cells):
                rows.append((number, list(cells)))
    except csv.Error as error:
        raise ReadError(
            f"This row cannot be read: {error}.",
            path=path,
            line=reader.line_num,
            hint="Open it in a spreadsheet and save it again as .csv.",
        ) from None
    finally:
        csv.field_size_limit(before)
    closed = last == [_END]
    return (rows[:-1] if closed else rows), closed


def _is_quoted(text: str) -> bool:
    """Whether tabs part cells that are quoted as a spreadsheet quotes them."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        return False
    return not any("\t" in cell for row in rows for cell in row)


def _unquoted(cell: object) -> str:
    text = str(cell)
    if len(text) > 1 and text[0] == text[-1] == '"' and text.count('"') % 2 == 0:
        return text[1:-1].replace('""', '"')
    return text


def _mended(rows: list[Row], delimiter: str) -> tuple[list[Row], int]:
    """Put the words of the last column together where they hold the delimiter unquoted."""
    at, columns = header_of([cells for _, cells in rows])
    if columns is None or columns.words is None:
        return rows, 0
    width = _width(rows[at][1])
    if columns.words != width - 1:
        return rows, 0
    done = list(rows[: at + 1])
    count = 0
    for number, cells in rows[at + 1 :]:
        if len(cells) > width and _width(cells) > width:
            words = delimiter.join(str(cell) for cell in cells[width - 1 :])
            done.append((number, [*cells[: width - 1], words.rstrip(delimiter)]))
            count += 1
        else:
            done.append((number, cells))
    return done, count


def _width(cells: Sequence[object]) -> int:
    return max((at for at, cell in enumerate(cells, 1) if text_of(cell)), default=0)
