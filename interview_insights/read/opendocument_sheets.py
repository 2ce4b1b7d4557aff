"""An OpenDocument spreadsheet's XML to rows, each sheet for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interview_insights.read import limits
from interview_insights.read.opendocument_text import SKIPPED
from interview_insights.read.xml_events import local_name, local_names

NumberedRow = tuple[int, list[object]]

_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2}(?:[.,]\d{1,9})?)S", re.ASCII)
_CELLS = ("table-cell", "covered-table-cell")
_MOST_COPIES = 100  # of a row that is filled; an empty one may stand for a million


@dataclass(slots=True)
class Sheet:
    """A sheet's title, if it is hidden, and its rows that hold anything, numbered from 1."""

    title: str
    hidden: bool = False
    rows: list[NumberedRow] = field(default_factory=list)


@dataclass(slots=True)
class SheetBody:
    """The sheets of an OpenDocument spreadsheet, collected element by element."""

    sheets: list[Sheet] = field(default_factory=list)
    cut: bool = False
    """Whether rows were left out for their number."""
    _name: str = ""
    _hidden: set[str] = field(default_factory=set)
    _skipped: int = 0
    _tables: int = 0
    _number: int = 0
    _row: list[object] | None = None
    _copies: int = 1
    _cell: dict[str, str] | None = None
    _paragraphs: list[str] = field(default_factory=list)
    _in_text: bool = False
    _left: int = limits.MAX_TABLE_ROWS

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = local_name(tag)
        if self._skipped or name in SKIPPED:
            self._skipped += 1
        elif name in ("style", "table-properties"):
            self._style(name, local_names(attrs))
        elif name == "table":
            self._tables += 1
            if self._tables == 1:
                own = local_names(attrs)
                hidden = own.get("style-name", "") in self._hidden
                self.sheets.append(Sheet(own.get("name", ""), hidden))
                self._number = 0
        elif self._tables != 1:
            return
        elif name == "table-row":
            self._row, self._copies = [], _repeats(local_names(attrs), "number-rows-repeated")
        elif name in _CELLS and self._row is not None:
            self._cell, self._paragraphs = local_names(attrs), []
        elif name == "p" and self._cell is not None:
            self._paragraphs.append("")
            self._in_text = True
        elif name in ("s", "tab", "line-break"):
            self.data("\n" if name == "line-break" else " ")

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if self._skipped:
            self._skipped -= 1
            return
        name = local_name(tag)
        if name == "table":
            self._tables -= 1
        elif self._tables != 1:
            return
        elif name == "p":
            self._in_text = False
        elif name in _CELLS and self._cell is not None and self._row is not None:
            self._end_cell(self._row, self._cell)
        elif name == "table-row" and self._row is not None:
            self._end_row(self._row)

    def data(self, text: str) -> None:
        """Take text; outside paragraphs it is only the file's indentation."""
        if self._in_text and not self._skipped and self._paragraphs:
            self._paragraphs[-1] += text

    def close(self) -> None:
        """Take the end of the file."""

    def _style(self, name: str, attrs: dict[str, str]) -> None:
        if name == "style":
            self._name = attrs.get("name", "")
        elif attrs.get("display") == "false":
            self._hidden.add(self._name)

    def _end_cell(self, row: list[object], attrs: dict[str, str]) -> None:
        value = _value(attrs, "\n".join(self._paragraphs).strip())
        room = limits.MAX_TABLE_COLUMNS - len(row)
        row += [value] * min(_repeats(attrs, "number-columns-repeated"), room)
        self._cell = None

    def _end_row(self, row: list[object]) -> None:
        while row and row[-1] == "":
            row.pop()
        copies = min(self._copies, _MOST_COPIES, self._left) if row else 0
        self._left -= copies
        self.cut = self.cut or (bool(row) and copies < self._copies)
        self.sheets[-1].rows += [(self._number + at, list(row)) for at in range(1, copies + 1)]
        self._number += self._copies
        self._row = None


def _repeats(attrs: dict[str, str], name: str) -> int:
    number = attrs.get(name, "1")
    plain = number.isascii() and number.isdigit() and len(number) < 9
    return max(1, int(number)) if plain else 1


def _value(attrs: dict[str, str], shown: str) -> object:
    """Return a cell's value; numbers and times as they are, not as they are shown."""
    kind = attrs.get("value-type", "")
    if kind == "float":
        try:
            return float(attrs.get("value", ""))
        except ValueError:
            return shown
    length = _DURATION.fullmatch(attrs.get("time-value", "")) if kind == "time" else None
    return f"{length[1]}:{length[2]}:{length[3]}" if length else shown
