"""A table of anything but interviews: orders, reviews, an export of an analytics tool."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.cells import Row, text_of
from interview_insights.read.decoding import decode
from interview_insights.read.delimited import rows_of
from interview_insights.read.workbooks import sheets_of

_FEWEST = 2  # cells that make a header


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Column names as they stand, and rows of texts as long as the header."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, names: str) -> int | None:
        """Return the place of the first column that goes by one of the names, if any.

        Parameters
        ----------
        names : str
            Plain names, small letters without blanks, parted by blanks, best first.
        """
        plain = [plain_name(column) for column in self.columns]
        return next((plain.index(name) for name in names.split() if name in plain), None)


def plain_name(text: str) -> str:
    """Return a column's name in small letters, without blanks and marks."""
    return re.sub(r"[\W_]", "", text.casefold())


def read_plain_table(path: str | Path) -> PlainTable:
    """Read a csv, tsv or xlsx file whose first full row names the columns.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    PlainTable
        Lines of comment (``#``) and empty rows are passed over; of a workbook the first
        sheet with rows is read.

    Raises
    ------
    ReadError
        The file cannot be read, or has no header or no rows below it.
    """
    path = Path(path)
    data = limits.load_bytes(path)
    if data.startswith(b"PK"):
        limits.check_zip(data, path)
        rows = next((rows for _, rows in sheets_of(data, str(path)).shown if rows), [])
    else:
        text, _, _ = decode(data, path)
        kept = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
        rows, _ = rows_of(kept.strip("\n") + "\n", str(path))
    full = [[text_of(cell).strip() for cell in cells] for cells in _cells(rows)]
    full = [cells for cells in full if any(cells)]
    if len(full) < _FEWEST or sum(map(bool, full[0])) < _FEWEST:
        raise ReadError(
            "This table has no header with two columns and rows below it.",
            path=path,
            hint="Export it anew as csv with the names of its columns in the first row.",
        )
    header = full[0]
    width = len(header)
    body = tuple(tuple((cells + [""] * width)[:width]) for cells in full[1:])
    return PlainTable(str(path), tuple(header), body)


def _cells(rows: list[Row]) -> list[list[object]]:
    return [list(cells) for _, cells in rows]


_NUMBER = re.compile(r"-?\d[\d.,' \u00a0\u202f]*")


def number_of(text: str) -> float | None:
    """Return the number in a cell, whatever its currency and its way of writing thousands.

    Examples
    --------
    >>> [number_of(t) for t in ("£1,234.50", "1.234,50 €", "12,5", "7", "n/a")]
    [1234.5, 1234.5, 12.5, 7.0, None]
    """
    match = _NUMBER.search(text)
    if match is None:
        return None
    digits = re.sub(r"[' \u00a0\u202f]", "", match[0]).rstrip(".,")
    point = max(digits.rfind("."), digits.rfind(","))
    if point >= 0:
        mark, tail = digits[point], len(digits) - point - 1
        both = "." in digits and "," in digits
        if tail == 3 and not both and (mark == "," or digits.count(mark) > 1):
            point = -1  # 1,234 and 1.234.567 are thousands
    whole = re.sub(r"[.,]", "", digits if point < 0 else digits[:point])
    return float(whole + ("" if point < 0 else "." + digits[point + 1 :]))
