"""Tables on the pages of a PDF: found by their rules or columns, filled with the words."""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any

from interview_insights.read.pdf_columns import find_columns
from interview_insights.read.pdf_lines import Printed, lines_of
from interview_insights.read.pdf_words import Word
from interview_insights.read.table_lines import lines_of_table

_FEWEST_RULES = 4  # a frame has four
_MOST_RULES = 1500  # a drawing has more, and looking for crossings takes their square
_MOST_WORDS = 3000
_MOST_CROSSINGS = 2000
_MOST_LOOKS = 2_000_000  # words times cells
_MOST_PAGES = 200  # pdfplumber takes a tenth of a second or more for a page

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each of lines, and the heights on the page between which they stand."""

    rows: tuple[tuple[tuple[Printed, ...], ...], ...]
    top: float
    bottom: float


class TableFinder:
    """Looks for tables with pdfplumber, which opens the file when first needed.

    Parameters
    ----------
    data : bytes
        The whole file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._left = _MOST_PAGES
        self._edges: tuple[float, ...] = ()
        self.missed = 0
        """Pages with many rules that were not looked at."""

    def close(self) -> None:
        """Let the file go."""
        if self._document is not None:
            # Closing looks at each page again, and a damaged one may fail there.
            with suppress(Exception):
                self._document.close()

    def tables(
        self, number: int, words: Sequence[Word], rules: int
    ) -> tuple[list[Table], list[Word]]:
        """Return a page's tables from the top down, and the words outside them.

        One without rules only where its columns say who speaks.

        Parameters
        ----------
        number : int
            Of the page, from 1.
        words : sequence of Word
        rules : int
            How many lines and boxes are drawn on the page.
        """
        tables, rest = self._ruled(number, words, rules)
        if tables:
            return tables, rest
        found = find_columns(words, number, self._edges)
        if found is None or not (self._edges or _is_told(found.rows)):
            self._edges = ()
            return [], rest
        self._edges = found.edges
        tops, bottoms = [w.top for w in found.words], [w.bottom for w in found.words]
        inside = {id(word) for word in found.words}
        rest = [word for word in words if id(word) not in inside]
        return [Table(found.rows, min(tops), max(bottoms))], rest

    def _ruled(
        self, number: int, words: Sequence[Word], rules: int
    ) -> tuple[list[Table], list[Word]]:
        if not words or rules < _FEWEST_RULES:
            return [], list(words)
        if rules > _MOST_RULES or len(words) > _MOST_WORDS or self._left <= 0:
            self.missed += 1
            return [], list(words)
        self._left -= 1
        try:
            grids = self._grids(number)
        except Exception:  # pdfminer trips over files that pdfium repairs
            grids = None
        if grids is None or sum(map(len, chain(*grids))) * len(words) > _MOST_LOOKS:
            self.missed += 1
            return [], list(words)
        tables: list[Table] = []
        rest = list(words)
        for grid in grids:
            found = _filled(grid, rest, number)
            if found is not None:
                table, rest = found
                tables.append(table)
        return sorted(tables, key=lambda table: table.top), rest

    def _grids(self, number: int) -> list[list[list[Box]]] | None:
        """Return each table's rows of cells, as boxes in the coordinates of words.

        None where so many rules cross that it would take minutes.
        """
        import pdfplumber

        if self._document is None:
            logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it reports each flaw
            self._document = pdfplumber.open(io.BytesIO(self._data))
        page = self._document.pages[number - 1]
        try:
            if page.rotation:
                return []
            across = {round(e["top"] / 3) for e in page.edges if e["orientation"] == "h"}
            down = {round(e["x0"] / 3) for e in page.edges if e["orientation"] == "v"}
            if len(across) * len(down) > _MOST_CROSSINGS:
                return None
            height = float(page.height)
            return [
                [
                    [(c[0], c[1] - height, c[2], c[3] - height) for c in row.cells if c]
                    for row in table.rows
                ]
                for table in page.find_tables()
            ]
        finally:
            page.close()


def _filled(
    grid: list[list[Box]], words: Sequence[Word], page: int
) -> tuple[Table, list[Word]] | None:
    """Put words into the cells in which their middle lies; None where that is no table."""
    lefts = sorted({round(cell[0]) for row in grid for cell in row})
    columns = [left for at, left in enumerate(lefts) if at == 0 or left - lefts[at - 1] > 3]
    if len(columns) < 2:
        return None
    cells = [(cell, at) for at, row in enumerate(grid) for cell in row]
    held: dict[tuple[int, int], list[Word]] = {}
    rest: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for (x0, top, x1, bottom), row in cells:
            if x0 <= x < x1 and top <= y < bottom:
                held.setdefault((row, bisect_right(columns, x0 + 2) - 1), []).append(word)
                break
        else:
            rest.append(word)
    texts = tuple(
        tuple(tuple(lines_of(held.get((row, at), ()), page)) for at in range(len(columns)))
        for row in range(len(grid))
    )
    if not any(sum(bool(text) for text in row) > 1 for row in texts):
        return None  # a frame around words
    tops = [cell[1] for cell, _ in cells]
    return Table(texts, min(tops), max(cell[3] for cell, _ in cells)), rest


def _is_told(rows: Sequence[Sequence[Sequence[Printed]]]) -> bool:
    cells = [(0, [" ".join(line.text for line in cell) for cell in row]) for row in rows]
    return lines_of_table(cells).told
