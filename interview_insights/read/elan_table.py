"""ELAN's tab-delimited export: a row for each annotation, sorted by tier, not by time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from interview_insights.errors import ReadError
from interview_insights.read.clock import seconds
from interview_insights.read.columns import delimiter_of
from interview_insights.read.elan import reading_of
from interview_insights.read.elan_tiers import Annotation, Tier
from interview_insights.read.reading import Reading, Source

_CLOCK = re.compile(r"\d{1,3}:\d{2}:\d{2}(?:[.,:;]\d{1,3})?", re.ASCII)
_SECONDS = re.compile(r"\d{1,7}[.,]\d{1,6}", re.ASCII)
_MILLISECONDS = re.compile(r"\d{1,10}", re.ASCII)
_SAMPLE = 40
# "Begin Time - hh:mm:ss.ms", in any language of ELAN.
_TIME_COLUMN = re.compile(r"(.{1,40}) - (?:hh:mm:ss[.:]|ss\.msec|msec|ms$).{0,20}", re.I)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where in a row things stand; ``values`` are columns of words with their tier's name."""

    delimiter: str
    begin: int
    end: int
    values: tuple[tuple[int, str], ...]
    tier: int | None = None
    participant: int | None = None
    file: int | None = None
    header: int = 0


def is_elan_table(text: str) -> bool:
    """Whether text is such an export: it has ELAN's header, or tier, times, words and none."""
    return _layout(text) is not None


def read_elan_table(source: Source) -> tuple[Reading, ...]:
    """Read ELAN's tab-delimited text; places are rows.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One for each .eaf file that the export names.

    Raises
    ------
    ReadError
        It has no such rows.
    """
    layout = _layout(source.text)
    if layout is None:
        raise ReadError(
            "The rows have no tier, times and words.",
            path=source.path,
            line=1,
            hint="Export it from ELAN with begin and end times.",
        )
    files: dict[str, dict[tuple[str, str], Tier]] = {}
    file, lost = "", 0
    for number, cells in _rows(source.text, layout.delimiter, source.path):
        if cells[0].startswith(("#", '"#')):
            file = _stem(cells[0]) if ".eaf" in cells[0].casefold() else file
        elif number > layout.header and len(cells) <= layout.begin:
            lost += 1
        elif number > layout.header:
            _take(
                cells,
                number,
                layout,
                files.setdefault(_stem(_cell(cells, layout.file)) or file, {}),
            )
    several = len(files) > 1
    readings = tuple(
        reading_of(list(tiers.values()), "row", source.path, name if several else "")
        for name, tiers in files.items()
        if tiers
    )
    if not readings:
        raise ReadError("The rows hold no words.", path=source.path, hint="Export it again.")
    first = readings[0]
    told = (f"{lost} lines that are no rows of the export were left out.",) if lost else ()
    return (replace(first, warnings=(*first.warnings, *told)), *readings[1:])


def _take(
    cells: list[str], number: int, layout: _Layout, tiers: dict[tuple[str, str], Tier]
) -> None:
    start, end = _time(_cell(cells, layout.begin)), _time(_cell(cells, layout.end))
    participant = _cell(cells, layout.participant)
    for at, name in layout.values:
        words = _cell(cells, at)
        if words:
            named = _cell(cells, layout.tier) or name
            tier = tiers.setdefault((named, participant), Tier(named, participant))
            key = (start if start >= 0 else 0.0, number)
            tier.annotations.append(Annotation(words, number, start, end, key))


def _rows(text: str, delimiter: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty; only with commas does ELAN quote cells."""
    if delimiter == "\t":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, line.split("\t")
        return
    # The lines about the media begin with a quotation mark that nothing closes.
    lines = (line[1:] if line.startswith('"#') else line for line in io.StringIO(text))
    reader = csv.reader(lines)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise ReadError(
            f"This row cannot be read: {error}.",
            path=path,
            line=reader.line_num,
            hint="Export it from ELAN as tab-delimited text.",
        ) from None


def _layout(text: str) -> _Layout | None:
    head = text[:40_000].split("\n")[:_SAMPLE]
    lines = [
        (number, line)
        for number, line in enumerate(head, 1)
        if line.strip() and not line.startswith(('"#', "#"))
    ]
    if not lines:
        return None
    number, first = lines[0]
    for delimiter in ("\t", ","):
        cells = [cell.strip().strip('"') for cell in first.split(delimiter)]
        if sum(_TIME_COLUMN.fullmatch(cell) is not None for cell in cells) >= 2:
            return _by_header(cells, number, delimiter)
    if "\t" not in first or delimiter_of(text):
        return None
    return _by_shape([line.split("\t") for _, line in lines])


def _by_header(cells: list[str], number: int, delimiter: str) -> _Layout | None:
    """Lay out the variants with a header: a column for each tier, or one that names it."""
    times: dict[str, int] = {}
    for at, cell in enumerate(cells):
        match = _TIME_COLUMN.fullmatch(cell)
        if match:
            times.setdefault(match[1].casefold(), at)  # the first form in which it stands
    first = list(times.values())
    lowered = [cell.casefold() for cell in cells]
    known = {name: at for at, name in enumerate(lowered) if name in ("tier", "participant")}
    file = next((at for at, cell in enumerate(lowered) if cell.startswith("file")), None)
    values = tuple(
        (at, cell)
        for at, cell in enumerate(cells)
        if cell and not _TIME_COLUMN.fullmatch(cell) and at not in (*known.values(), file)
    )
    if not values:
        return None
    return _Layout(
        delimiter,
        first[0],
        first[min(1, len(first) - 1)],
        values,
        known.get("tier"),
        known.get("participant"),
        file,
        header=number,
    )


def _by_shape(rows: list[list[str]]) -> _Layout | None:
    """Lay out rows without a header: tier, participant, times in one to four forms, words."""
    shapes = [_times(cells) for cells in rows]
    shape = max(set(shapes), key=shapes.count)
    begin, count, period = shape
    words = begin + count
    fits = [
        cells for cells, own in zip(rows, shapes, strict=True) if own == shape and cells[0].strip()
    ]
    # A survey's table may hold numbers too; but its first row is a header, every row is
    # about somebody else, and of two numbers the second may be the smaller.
    if shapes[0] != shape or count < 2 or len(fits) < 0.9 * len(rows):
        return None
    times = [(_time(cells[begin]), _time(cells[begin + period])) for cells in fits]
    many = len({cells[0] for cells in fits}) > max(2, 0.5 * len(fits))
    if many or any(end < start for start, end in times):
        return None
    named = all(cells[-1].casefold().endswith(".eaf") for cells in fits)
    return _Layout(
        "\t",
        begin,
        begin + period,
        ((words, ""),),
        tier=0,
        participant=1 if begin == 2 else None,
        file=len(fits[0]) - 1 if named else None,
    )


def _times(cells: list[str]) -> tuple[int, int, int]:
    """Return where the times begin, how many there are, and after how many a form recurs."""
    forms = [_form(cell) for cell in cells]
    begin = next((at for at in range(1, min(3, len(cells))) if forms[at]), 0)
    if not begin:
        return (0, 0, 0)
    known = forms[begin:-1]  # the last cell is words, even where they are "12"
    period = next((n for n in range(1, len(known)) if known[n] == known[0]), 0)
    if not period:
        return (0, 0, 0)
    count = period
    # The forms come in the same order for beginning, end and duration.
    while count < len(known) and known[count] and known[count] == known[count % period]:
        count += 1
    return (begin, count - count % period, period)


def _form(cell: str) -> str:
    cell = cell.strip()
    if _CLOCK.fullmatch(cell):
        return "clock"
    if _SECONDS.fullmatch(cell):
        return "seconds"
    return "milliseconds" if _MILLISECONDS.fullmatch(cell) else ""


def _time(cell: str) -> float:
    return seconds(cell, 0.001 if _form(cell) == "milliseconds" else 1.0)


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _stem(path: str) -> str:
    name = PurePosixPath(path.strip().strip('"#').replace("\\", "/")).name
    return name[: name.casefold().rfind(".eaf")] if ".eaf" in name.casefold() else name
