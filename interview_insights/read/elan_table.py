"""ELAN's tab-delimited export: a row for each annotation, sorted by tier, not by time."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
_HEADER = "begin time"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where in a row things stand; ``values`` are columns of words with their tier's name."""

    begin: int
    end: int
    values: tuple[tuple[int, str], ...]
    tier: int | None = None
    participant: int | None = None
    file: int | None = None
    header: int = 0


def is_elan_table(text: str) -> bool:
    """Whether text is such an export: tier, times, words, without the header of a table."""
    return "\t" in text[:20_000] and _layout(text) is not None


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
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.startswith(('"#', "#")):
            file = _stem(line) if ".eaf" in line.casefold() else file
            continue
        if not line.strip() or number <= layout.header:
            continue
        cells = line.split("\t")
        start = _time(_cell(cells, layout.begin))
        if len(cells) <= layout.begin:
            lost += 1
            continue
        end = _time(_cell(cells, layout.end))
        tiers = files.setdefault(_stem(_cell(cells, layout.file)) or file, {})
        participant = _cell(cells, layout.participant)
        for at, name in layout.values:
            words = _cell(cells, at)
            key = (_cell(cells, layout.tier) or name, participant)
            if words:
                tier = tiers.setdefault(key, Tier(key[0], participant))
                key_s = start if start >= 0 else 0.0
                tier.annotations.append(Annotation(words, number, start, end, (key_s, number)))
    several = len(files) > 1
    told = f"{lost} lines that are no rows of the export were left out."
    readings = tuple(
        reading_of(list(tiers.values()), "row", source.path, name if several else "")
        for name, tiers in files.items()
        if tiers
    )
    if not readings:
        raise ReadError("The rows hold no words.", path=source.path, hint="Export it again.")
    if lost:
        from dataclasses import replace

        readings = (replace(readings[0], warnings=(*readings[0].warnings, told)), *readings[1:])
    return readings


def _layout(text: str) -> _Layout | None:
    lines = [
        (number, line.split("\t"))
        for number, line in enumerate(text[:40_000].split("\n")[:_SAMPLE], 1)
        if line.strip() and not line.startswith(('"#', "#"))
    ]
    if not lines:
        return None
    number, first = lines[0]
    if any(cell.strip().casefold().startswith(_HEADER) for cell in first):
        return _by_header(first, number)
    return None if delimiter_of(text) else _by_shape([cells for _, cells in lines])


def _by_header(cells: list[str], number: int) -> _Layout | None:
    """Lay out the variant with a column for each tier, whose first row says so."""
    lowered = [cell.strip().casefold() for cell in cells]
    begin = next(at for at, cell in enumerate(lowered) if cell.startswith(_HEADER))
    end = next((at for at, cell in enumerate(lowered) if cell.startswith("end time")), begin)
    timed = (_HEADER, "end time", "duration")
    known = {name: at for at, name in enumerate(lowered) if name in ("tier", "participant")}
    file = next((at for at, cell in enumerate(lowered) if cell.startswith("file")), None)
    values = tuple(
        (at, cells[at].strip())
        for at, cell in enumerate(lowered)
        if cell and not cell.startswith((*timed, "file")) and at not in known.values()
    )
    if not values:
        return None
    return _Layout(
        begin, end, values, known.get("tier"), known.get("participant"), file, header=number
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
    if shapes[0] != shape or not 2 <= count or len(fits) < 0.9 * len(rows):
        return None
    times = [(_time(cells[begin]), _time(cells[begin + period])) for cells in fits]
    tiers = {cells[0] for cells in fits}
    if any(end < start for start, end in times) or len(tiers) > max(2, 0.5 * len(fits)):
        return None
    last = len(fits[0]) - 1
    named = last > words and all(cells[-1].casefold().endswith(".eaf") for cells in fits)
    return _Layout(
        begin,
        begin + period,
        ((words, ""),),
        tier=0,
        participant=1 if begin == 2 else None,
        file=last if named else None,
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
