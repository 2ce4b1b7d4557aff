"""Excel workbooks to sheets of rows; a formula that is really words is read as words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.cells import Row

_LITERAL = re.compile(r'="((?:[^"]|"")*)"')
_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"(?<![\w!$.])[^\W\d_]++(?![\w!(:$])")  # no function, no cell, no sheet
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[ />]")
_FEWEST_WORDS = 2


@dataclass(slots=True)
class Sheets:
    """The sheets of a workbook that are shown: titles and rows.

    ``hidden`` are the titles of those that are not, ``unsaved`` counts formulas without
    a value, ``cut`` tells that rows or columns were left out for their number.
    """

    shown: list[tuple[str, list[Row]]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unsaved: int = 0
    cut: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was left out, whole sentences."""
        told = []
        if self.unsaved:
            which = "1 formula has" if self.unsaved == 1 else f"{self.unsaved} formulas have"
            told.append(f"{which} no saved value; open the workbook in Excel and save it.")
        if self.cut:
            told.append(
                f"Only the first {limits.MAX_TABLE_ROWS} rows and {limits.MAX_TABLE_COLUMNS}"
                " columns of a sheet were read."
            )
        return tuple(told)


def sheets_of(data: bytes, path: str) -> Sheets:
    """Open a workbook.

    Parameters
    ----------
    data : bytes
        An archive that :func:`limits.check_zip` has passed.
    path : str
        For the message.

    Returns
    -------
    Sheets

    Raises
    ------
    ReadError
        The workbook is damaged.
    """
    import warnings

    import openpyxl

    found = Sheets()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that it does not know
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            typed = (
                openpyxl.load_workbook(io.BytesIO(data), read_only=True)
                if _has_formulas(data, path)
                else None
            )
            sheets = book.worksheets
            shown = [s for s in sheets if s.sheet_state == "visible"] or sheets
            found.hidden = [str(s.title) for s in sheets if s not in shown]
            for sheet in shown:
                found.shown.append((str(sheet.title), list(_rows(sheet, typed, found))))
    except Exception as error:  # zipfile, the XML parser and openpyxl each raise their own
        raise ReadError(
            f"The workbook is damaged ({type(error).__name__}).",
            path=path,
            hint="Open it in Excel and save it again as .xlsx, or as .csv.",
        ) from error
    return found


def _has_formulas(data: bytes, path: str) -> bool:
    # Reading a workbook a second time takes as long as the first.
    members = limits.check_zip(data, path)
    sheets = (name for name in members if "worksheets/" in name and name.endswith(".xml"))
    return any(_FORMULA.search(limits.read_member(data, name, path)) for name in sheets)


def _rows(sheet: Any, typed: Any, found: Sheets) -> Iterator[Row]:
    # A sheet may claim a million empty rows and thousands of columns.
    rows, columns = limits.MAX_TABLE_ROWS, limits.MAX_TABLE_COLUMNS
    most = {"max_row": rows + 1, "max_col": columns + 1, "values_only": True}
    shown = sheet.iter_rows(**most)
    both = (
        zip(shown, typed[sheet.title].iter_rows(**most), strict=False)
        if typed is not None
        else ((row, row) for row in shown)
    )
    for number, (values, formulas) in enumerate(both, 1):
        if not any(cell not in (None, "") for cell in formulas):
            continue
        found.cut |= number > rows or (len(values) > columns and values[columns] is not None)
        if number <= rows:
            pairs = zip(values[:columns], formulas[:columns], strict=False)
            cells = (
                list(values[:columns])
                if values is formulas
                else [_value(value, formula, found) for value, formula in pairs]
            )
            if any(cell not in (None, "") for cell in cells):
                yield number, cells


def _value(value: object, formula: object, found: Sheets) -> object:
    """Return what a cell shows; its formula where that is words behind "=" or "-".

    A reply that begins so is a formula to a spreadsheet, whose value is none, 0 or an error.
    """
    if value is formula or value == formula or not isinstance(formula, str):
        return value
    if value not in (None, "", 0) and not str(value).startswith("#"):
        return value
    literal = _LITERAL.fullmatch(formula)
    if literal:
        return literal[1].replace('""', '"')
    words = [word for word in _WORD.findall(_QUOTED.sub("", formula)) if not word.isupper()]
    if len(words) >= _FEWEST_WORDS:
        return formula.removeprefix("=") if formula[1:2] in "-+" else formula
    found.unsaved += value is None
    return value
