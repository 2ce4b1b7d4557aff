"""Tables within documents to lines: ``Speaker: text`` where their columns say who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_insights.read import labels, names
from interview_insights.read.clock import seconds
from interview_insights.read.columns import Columns, columns_of

Row = tuple[int, Sequence[str]]
"""A row's number (of its page or paragraph) and its cells."""

_MOST_QUESTIONS = 0.6
_ENDS = re.compile(r"[.?!…][\"'”’»)\]]*$")
ASKER, ANSWERER = "Interviewer", "Respondent"


@dataclass(frozen=True, slots=True)
class TableLines:
    """The lines of a table, each with its row's number, and what was assumed about it."""

    lines: tuple[tuple[int, str], ...]
    warnings: tuple[str, ...] = ()
    told: bool = True
    """Whether the columns say who speaks."""


def lines_of_table(rows: Sequence[Row]) -> TableLines:
    """Turn the rows of a table into lines that :func:`plain.read_lines` understands.

    Parameters
    ----------
    rows : sequence of (number, cells)
        A cell's line feeds part its paragraphs.

    Returns
    -------
    TableLines
        Cell by cell where nothing tells the columns apart.
    """
    rows = _filled(rows)
    if not rows or len(rows[0][1]) < 2:
        return TableLines(tuple(_cell_by_cell(rows)), told=False)
    titles, body = rows[0][1], rows[1:]
    header = _header(titles)
    if header and header.speaker is not None and header.text is not None:
        used = {header.speaker, header.text, header.start, header.end, header.role}
        return TableLines(tuple(_spoken(body, header)), _left_out(rows, used))
    if header and header.question is not None and header.answer is not None:
        asked, answered = header.question, header.answer
        return TableLines(
            tuple(_pairs(body, {asked: ASKER, answered: ANSWERER})),
            _left_out(rows, {asked, answered}),
        )
    roles = {names.role_word(title): at for at, title in enumerate(titles) if len(title) > 2}
    if roles.keys() >= {"interviewer", "respondent"} and body:
        voices = {at: titles[at] for role, at in roles.items() if role}
        return TableLines(tuple(_pairs(body, voices)), _left_out(rows, set(voices)))
    return _without_header(rows)


def _are_times(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(":" in cell and seconds(cell) >= 0 for cell in filled)


def _header(titles: Sequence[str]) -> Columns | None:
    """Return the columns that titles name: "Question (English)" is a question, too."""
    if any(len(title.split()) > 4 or "?" in title for title in titles):
        return None
    words = [title.split() or [""] for title in titles]
    for cells in (titles, [w[0] for w in words], [w[-1] for w in words]):
        columns = columns_of(cells)
        if columns and columns.usable:
            return columns
    return None


def goes_on(rows: Sequence[Row], below: Row) -> bool:
    """Whether a page's first row is the rest of the last row on the page before.

    Parameters
    ----------
    rows : sequence of (number, cells)
        Up to the end of the page before.
    below : (number, cells)
        As many cells.

    Returns
    -------
    bool
        True where a cell breaks off in mid-sentence and all others of its column do not.
    """
    for column, (above, cell) in enumerate(zip(rows[-1][1], below[1], strict=True)):
        if not above or not cell or _ENDS.search(above):
            continue
        others = [cells[column] for _, cells in rows[1:-1] if cells[column]]
        ended = sum(_ENDS.search(other) is not None for other in others)
        if cell[0].islower() or (others and ended == len(others)):
            return True
    return False


def is_heading(row: Row) -> bool:
    """Whether a row may be a table's header, which holds no sentences."""
    return not any(_ENDS.search(cell) for cell in row[1])


def _without_header(rows: Sequence[Row]) -> TableLines:
    first = 1 if _is_numbering([cells[0] for _, cells in rows]) else 0
    timed = _are_times([cells[first] for _, cells in rows])
    name = first + timed
    if len(rows[0][1]) > name + 1 and _are_names([cells[name] for _, cells in rows]):
        columns = Columns(speaker=name, text=name + 1, start=first if timed else None)
        return TableLines(tuple(_spoken(rows, columns)), _spare(rows, name))
    if len(rows[0][1]) < first + 2 or not _ask([cells[first : first + 2] for _, cells in rows]):
        return TableLines(tuple(_cell_by_cell(rows)), told=False)
    told = (
        "The table names no speakers; its column of questions was taken as the interviewer's,"
        " the one beside it as the respondent's.",
    )
    pairs = _pairs(rows, {first: ASKER, first + 1: ANSWERER})
    return TableLines(tuple(pairs), (*told, *_spare(rows, first)))


def _filled(rows: Sequence[Row]) -> list[Row]:
    """Drop rows and columns that are empty throughout, and make all rows one length."""
    width = max((len(cells) for _, cells in rows), default=0)
    even = [(n, [*cells, *[""] * (width - len(cells))]) for n, cells in rows]
    filled = [at for at in range(width) if any(cells[at].strip() for _, cells in even)]
    return [
        (n, [cells[at].strip() for at in filled])
        for n, cells in even
        if any(cell.strip() for cell in cells)
    ]


def _cell_by_cell(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    for number, cells in rows:
        for cell in cells:
            for line in cell.split("\n"):
                if line.strip():
                    yield number, line


def _spoken(rows: Sequence[Row], columns: Columns) -> Iterator[tuple[int, str]]:
    speaker, text, start = columns.speaker or 0, columns.text or 0, columns.start
    for number, cells in rows:
        name, words = names.tidy(cells[speaker]), " ".join(cells[text].split())
        stamp = cells[start].strip("[]() ") if start is not None else ""
        stamp = f"[{stamp}] " if stamp else ""
        yield number, f"{stamp}{name}: {words}" if name else words


def _pairs(rows: Sequence[Row], voices: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    for number, cells in rows:
        for at, speaker in voices.items():
            words = " ".join(cells[at].split())
            head = labels.head_of(words)
            labelled = head is not None and head.form == "label" and names.is_label(head.name)
            if words:
                yield number, words if labelled else f"{speaker}: {words}"


def _are_names(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return (
        len(filled) >= 2
        and all(names.looks_like_name(cell) for cell in filled)
        and not _is_numbering(filled)
    )


def _is_numbering(cells: Sequence[str]) -> bool:
    filled = [cell.strip("().# ") for cell in cells if cell]
    return bool(filled) and all(cell.isdigit() for cell in filled)


def _ask(pairs: Sequence[Sequence[str]]) -> bool:
    """Whether the first of two columns holds questions and the second does not."""
    shares = []
    for at in (0, 1):
        cells = [pair[at] for pair in pairs if pair[at]]
        shares.append(sum(cell.endswith("?") for cell in cells) / max(1, len(cells)))
    return shares[0] >= _MOST_QUESTIONS and shares[1] < 0.5 * shares[0]


def _left_out(rows: Sequence[Row], used: set[int | None]) -> tuple[str, ...]:
    spare = [
        title
        for at, title in enumerate(rows[0][1])
        if at not in used and title and not _is_numbering([cells[at] for _, cells in rows[1:]])
    ]
    if not spare:
        return ()
    which = ", ".join(f'"{" ".join(title.split())[:40]}"' for title in spare[:5])
    columns = "column was" if len(spare) == 1 else "columns were"
    return (f"A table's further {columns} left out: {which}.",)


def _spare(rows: Sequence[Row], first: int) -> tuple[str, ...]:
    further = len(rows[0][1]) - first - 2
    if further <= 0:
        return ()
    what = "A third column" if further == 1 else f"{further} further columns"
    verb = "was" if further == 1 else "were"
    return (f"{what} of the table {verb} left out: the first two were taken as the interview.",)
