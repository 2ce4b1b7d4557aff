"""Cells of tables as words and as times, and a table with its header found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview_insights.read.clock import scale_of, seconds
from interview_insights.read.columns import Columns, bare
from interview_insights.records import NO_TIME

Row = tuple[int, list[object]]
"""A row's number in the file, from 1, and its cells."""

_NOTHING = frozenset(
    "na n/a n.a. nan null none- keine- k.a. #n/a #ref! #name? #value! #div/0! #null! #num!".split()
)
_FIRST_YEAR = 1970  # Excel's bare times are dates of 1899 and 1900
_LATEST_START = 2 * 3600.0
_FEWEST_TIMES = 4


@dataclass(frozen=True)
class Table:
    """Rows below a header, and which of its columns holds what."""

    header: tuple[str, ...]
    rows: list[Row]
    columns: Columns
    number: int

    def column(self, at: int) -> list[str]:
        """Return the words in a column, row by row."""
        return [text_at(row, at) for _, row in self.rows]

    def bare(self, at: int | None) -> str:
        """Return the name of a column without blanks and marks."""
        return bare(self.header[at]) if at is not None and at < len(self.header) else ""


def value_at(row: Sequence[object], at: int | None) -> object:
    """Return what a cell holds, None where the row ends before it."""
    return row[at] if at is not None and at < len(row) else None


def text_at(row: Sequence[object], at: int | None) -> str:
    """Return a cell's words."""
    return text_of(value_at(row, at))


def text_of(value: object) -> str:
    """Return a cell's value as words: whole numbers without ``.0``, dates without midnight."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Excel writes a line end within a cell so, where it came with a carriage return.
        return (value.replace("_x000D_", "") if "_x000D_" in value else value).strip()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(value).strip()


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no answer: ``N/A``, ``-``, a formula's error."""
    return text.casefold() in _NOTHING or not any(c.isalnum() for c in text)


def filled(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that hold anything."""
    return [(number, cells) for number, cells in rows if any(text_of(cell) for cell in cells)]


def runs(values: Iterable[str]) -> int:
    """Return how often a value differs from the one above it, empty ones aside."""
    count, last = 0, ""
    for value in values:
        if value and value != last:
            count, last = count + 1, value
    return count


def times_of(rows: Sequence[Row], columns: Columns) -> tuple[list[tuple[float, float]], bool]:
    """Return start and end of each row in seconds.

    Parameters
    ----------
    rows : sequence of Row
        Of one interview.
    columns : Columns

    Returns
    -------
    times : list of (start, end)
        NaN where a row has none; times of day are counted from the first.
    shifted : bool
        Whether minutes and seconds that a spreadsheet had taken for hours and minutes
        were set right.
    """
    if columns.start is None and columns.end is None:
        return [(NO_TIME, NO_TIME)] * len(rows), False
    raw = [_span(row, columns) for _, row in rows]
    scale = 0.001 if columns.milliseconds else scale_of(raw)
    shifted = _is_shifted([value for span in raw for value in span])
    times = [(_time(a, scale, shifted), _time(b, scale, shifted)) for a, b in raw]
    first = next((start for start, _ in times if start >= 0), 0.0)
    if first < _LATEST_START:
        return times, shifted
    return [(_since(first, start), _since(first, end)) for start, end in times], shifted


def _span(row: Sequence[object], columns: Columns) -> tuple[object, object]:
    start, end = value_at(row, columns.start), value_at(row, columns.end)
    if columns.end is None and isinstance(start, str):
        # NVivo: "0:00.0 - 0:12.3" in one cell.
        for dash in (" - ", " – ", "-->"):
            if dash in start:
                start, _, end = start.partition(dash)
                break
    return start, end


def _is_shifted(values: Iterable[object]) -> bool:
    # "1:02" typed into a spreadsheet becomes 01:02:00: no talk begins on full minutes only.
    found = [of_day for value in values if (of_day := _of_day(value)) is not None]
    return len(found) >= _FEWEST_TIMES and any(found) and all(s % 60 == 0 for s in found)


def _of_day(value: object) -> float | None:
    if isinstance(value, datetime.datetime):
        day = (value - datetime.datetime(1899, 12, 31)).total_seconds()
        return day if value.year < _FIRST_YEAR else None
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, datetime.time):
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return None


def _time(value: object, scale: float, shifted: bool) -> float:
    of_day = _of_day(value)
    if of_day is not None:
        return seconds(of_day / 60 if shifted else of_day)
    date = date_of(value)
    if date is not None:
        return date.replace(tzinfo=datetime.UTC).timestamp()
    return seconds(value, scale)


def date_of(value: object) -> datetime.datetime | None:
    """Return a date with its time, from a cell or from ISO text; None for all else."""
    if isinstance(value, str) and value[:4].isdigit() and value[4:5] in "-/" and len(value) < 40:
        try:
            value = datetime.datetime.fromisoformat(value.strip().replace("/", "-"))
        except ValueError:
            return None
    if isinstance(value, datetime.datetime) and value.year >= _FIRST_YEAR:
        return value.replace(tzinfo=None)
    return None


def _since(first: float, time: float) -> float:
    return time - first if time >= first else NO_TIME
