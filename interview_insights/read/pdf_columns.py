"""Tables on a PDF's page that have no rules: cells told by where their lines begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interview_insights.read.pdf_lines import Printed, lines_of, pieces_of
from interview_insights.read.pdf_words import Word

_FEWEST_ROWS = 3
_SAME_EDGE = 2.0  # points

Piece = list[Word]
Row = list["_Cell"]


class _Cell:
    def __init__(self, *pieces: Piece) -> None:
        self.pieces: list[Piece] = []
        self.x0, self.top, self.x1 = pieces[0][0].x0, pieces[0][0].top, pieces[0][-1].x1
        for piece in pieces:
            self.add(piece)

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.x1 = max(self.x1, piece[-1].x1)
        self.bottom = piece[0].bottom


@dataclass(frozen=True, slots=True)
class Columns:
    """A table without rules: the left edges of its columns, its rows, and the words in it."""

    edges: tuple[float, ...]
    rows: tuple[tuple[tuple[Printed, ...], ...], ...]
    words: tuple[Word, ...]


def find_columns(words: Sequence[Word], page: int, known: tuple[float, ...]) -> Columns | None:
    """Look for the longest table without rules on a page.

    Files hold a table cell by cell: after the last line of a cell, the next one begins
    higher up and further right. Columns of prose do so once a page, tables at each row.

    Parameters
    ----------
    words : sequence of Word
        In the file's order.
    page : int
    known : tuple of float
        Edges of such a table on the page before, which may go on with few rows.

    Returns
    -------
    Columns or None
    """
    pieces = list(_parted(pieces_of(words), known))
    runs = _runs(list(_rows(pieces)), known)
    best = max(runs, key=len, default=[])
    if len(best) < (1 if known else _FEWEST_ROWS):
        return None
    edges = known or _edges(best)
    rows = tuple(
        tuple(
            tuple(
                line
                for cell in row
                if abs(cell.x0 - edge) <= _SAME_EDGE
                for line in lines_of([word for piece in cell.pieces for word in piece], page)
            )
            for edge in edges
        )
        for row in best
    )
    inside = (word for row in best for cell in row for piece in cell.pieces for word in piece)
    return Columns(edges, rows, tuple(inside))


def _parted(pieces: Sequence[Piece], known: tuple[float, ...]) -> Iterator[Piece]:
    """Part pieces where a column begins, however narrow the gap before it is."""
    starts = Counter(round(piece[0].x0) for piece in pieces)
    often = {at for at, number in starts.items() if number >= _FEWEST_ROWS}
    often |= {round(edge) for edge in known}
    for piece in pieces:
        begin = 0
        for at, word in enumerate(piece):
            if at and round(word.x0) in often and at > begin:
                yield piece[begin:at]
                begin = at
        yield piece[begin:]


def _rows(pieces: Sequence[Piece]) -> Iterator[Row]:
    row: Row = []
    for piece in pieces:
        first = piece[0]
        cell = row[-1] if row else None
        if cell is None:
            row = [_Cell(piece)]
        elif first.x0 >= cell.x1 and cell.top - first.height < first.top < cell.bottom:
            if len(row) == 1 and len(cell.pieces) > 1 and cell.pieces[-1][0].level(first):
                yield [_Cell(*cell.pieces[:-1])]  # a title above the table
                row = [_Cell(cell.pieces[-1])]
            row.append(_Cell(piece))
        elif abs(first.x0 - cell.x0) <= _SAME_EDGE and first.top > cell.pieces[-1][0].top:
            cell.add(piece)
        elif len(row) > 1 and _is_within(piece, row):
            cell.add(piece)  # set in, below the first line of its cell
        else:
            yield row
            row = [_Cell(piece)]
    if row:
        yield row


def _is_within(piece: Piece, row: Row) -> bool:
    last = row[-1]
    return piece[0].x0 >= last.x0 and piece[0].top > last.pieces[-1][0].top


def _runs(rows: Sequence[Row], known: tuple[float, ...]) -> list[list[Row]]:
    """Return stretches of rows with the same columns."""
    runs: list[list[Row]] = [[]]
    edges = known
    for row in rows:
        if not (_fits(row, known) if known else len(row) > 1):
            runs.append([])
            edges = known
        elif edges and not _fits(row, edges):
            runs.append([row])
            edges = _edges([row])
        else:
            runs[-1].append(row)
            edges = edges or _edges([row])
    return runs


def _edges(rows: Sequence[Row]) -> tuple[float, ...]:
    return tuple(cell.x0 for cell in max(rows, key=len))


def _fits(row: Row, edges: tuple[float, ...]) -> bool:
    if not row or (len(row) < 2 and abs(row[0].x0 - edges[0]) <= _SAME_EDGE):
        return False  # a line below the table, not a row of it
    near = [any(abs(cell.x0 - edge) <= _SAME_EDGE for edge in edges) for cell in row]
    return all(near) and all(b.x0 - a.x0 > _SAME_EDGE for a, b in pairwise(row))
