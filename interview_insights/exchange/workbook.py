"""A workbook of a run: to read in a spreadsheet, to correct there, and to bring back."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interview_insights.exchange.corrections import CODINGS, POLES
from interview_insights.exchange.exported import exported_rows
from interview_insights.packing import timeless
from interview_insights.records import NONE

if TYPE_CHECKING:
    import pandas as pd

EDITABLE = ("field", "second_field", "pole", "note")
"""Columns of the sheet of codings that are for a person to change."""

_WIDTHS = {
    "question": 34, "text": 70, "label": 30, "field": 20, "second_field": 20, "note": 30,
    "participant": 14, "file": 18, "segment_id": 18, "definition": 70, "keywords": 40, "value": 30,
}  # fmt: skip
_MOST_LINES = 12
_LONGEST = 32_000  # a cell holds 32,767 characters
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def write_workbook(
    tables: Mapping[str, pd.DataFrame],
    codebook: Sequence[Mapping[str, str]],
    title: str,
    only: Sequence[str] = (),
) -> bytes:
    """Return a workbook of codings to correct, codebook, themes, contrasts, facts and people.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``segments``, ``codings``, ``themes``, ``contrasts`` and ``facts``.
    codebook : sequence of mapping
        Name, lens and label of each field.
    title : str
        The study's name.
    only : sequence of str
        Ids of the sentences on the sheet of codings, in their order; none means all.

    Returns
    -------
    bytes
        An .xlsx file; the same run gives the same bytes. No cell that comes from a
        transcript is a formula.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _about(book, title)
    _codings(book, tables, codebook, only)
    _sheet(
        book,
        "Codebook",
        ("field", "lens", "label"),
        [(c["name"], c["lens"], c["label"]) for c in (*codebook, _nothing())],
    )
    _sheet(book, "Participants", *_people(tables))
    for name in ("themes", "contrasts", "facts"):
        frame = tables[name]
        rows = [tuple(_flat(v) for v in row) for row in frame.itertuples(index=False)]
        _sheet(book, name.capitalize(), tuple(frame.columns), rows)
    book.active = 1
    stream = io.BytesIO()
    book.save(stream)
    return timeless(stream.getvalue())


def _nothing() -> dict[str, str]:
    return {"name": NONE, "lens": NONE, "label": "says nothing that the codebook asks for"}


def _about(book: Any, title: str) -> None:
    sheet = book.create_sheet("About")
    lines = (
        title,
        "",
        "Sheet Codings: one row a sentence. Change field, second_field and pole by their lists;"
        " write what you like into note: it is for you, and not read back.",
        "The other columns are locked. Leave segment_id as it is: by it the rows find their way"
        " back.",
        "Save, then: interview-insights apply RUN THIS-FILE.xlsx",
        "Sheet Participants: 1 where a person voiced a theme, 0 where not.",
    )
    for line in lines:
        _put(sheet, sheet.max_row + 1 if sheet.max_row > 1 or line is not title else 1, 1, line)
    sheet.column_dimensions["A"].width = 110


def _codings(
    book: Any,
    tables: Mapping[str, pd.DataFrame],
    codebook: Sequence[Mapping[str, str]],
    only: Sequence[str],
) -> None:
    from openpyxl.styles import PatternFill, Protection
    from openpyxl.worksheet.datavalidation import DataValidation

    header, coded = exported_rows(tables)
    if only:
        by_id = {row[header.index("segment_id")]: row for row in coded}
        coded = [by_id[segment_id] for segment_id in only if segment_id in by_id]
    header = (*header, "note")
    rows = [(*row, "") for row in coded]
    sheet = _sheet(book, CODINGS, header, rows)
    # The lens follows the field by itself, also while somebody corrects.
    lens, field = header.index("lens") + 1, header.index("field") + 1
    last = len(codebook) + 2
    for row in range(2, len(rows) + 2):
        at = sheet.cell(row, field).coordinate
        cell = sheet.cell(row, lens)
        cell.value = f'=IFERROR(VLOOKUP({at},Codebook!$A$2:$B${last},2,FALSE),"?")'
    lists = {
        "field": f"Codebook!$A$2:$A${last}",
        "second_field": f"Codebook!$A$2:$A${last - 1}",
        "pole": f'"{",".join(POLES)}"',
    }
    fill, free = PatternFill("solid", fgColor="FFF7DF"), Protection(locked=False)
    for name in EDITABLE:
        column = header.index(name) + 1
        letter = sheet.cell(1, column).column_letter
        if name in lists and rows:
            allowed = DataValidation("list", formula1=lists[name], allow_blank=name != "field")
            allowed.error = "Choose one of the list."
            sheet.add_data_validation(allowed)
            allowed.add(f"{letter}2:{letter}{len(rows) + 1}")
        for row in range(2, len(rows) + 2):
            cell = sheet.cell(row, column)
            cell.protection, cell.fill = free, fill
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.sort = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _people(tables: Mapping[str, pd.DataFrame]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    segments, themes = tables["segments"], tables["themes"]
    spoken = segments[segments["role"] == "respondent"]
    people = (
        spoken[["group", "participant"]].drop_duplicates().sort_values(["group", "participant"])
    )
    coded = tables["codings"].merge(spoken[["segment_id", "participant"]], on="segment_id")
    voiced = set(zip(coded["participant"], coded["theme"], strict=True))
    columns = [f"{row.theme} {row.label}" for row in themes.itertuples()]
    rows = [
        (group, who, *(int((who, theme) in voiced) for theme in themes["theme"]))
        for group, who in people.to_numpy()
    ]
    return ("group", "participant", *columns), rows


def _sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(name)
    for column, title in enumerate(header, 1):
        _put(sheet, 1, column, title).font = Font(bold=True)
        width = _WIDTHS.get(title, max(10, min(28, len(title) + 2)))
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _put(sheet, number, column, value).alignment = wrapped
        lines = max(
            -(-len(str(value)) // _WIDTHS.get(title, 14))
            for title, value in zip(header, row, strict=False)
        )
        # Programs work out heights only when somebody edits a row.
        sheet.row_dimensions[number].height = 15 * min(_MOST_LINES, max(1, lines))
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = sheet.dimensions
    return sheet


def _put(sheet: Any, row: int, column: int, value: Any) -> Any:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _NOT_XML.sub("", value)[:_LONGEST]
        # "=cmd()" said by somebody is words: without this it would be computed.
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"
    else:
        cell.value = value
    return cell


def _flat(value: Any) -> Any:
    if hasattr(value, "__len__") and not isinstance(value, str):
        return " | ".join(str(item) for item in value)
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and math.isnan(value) else value
