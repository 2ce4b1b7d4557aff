"""All tables of a run as one workbook, for people who count on."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interview_insights.packing import timeless
from interview_insights.report.codings import codings_for_people

if TYPE_CHECKING:
    import pandas as pd

_WIDEST = 60
_NOT_XML = dict.fromkeys(i for i in range(32) if i not in (9, 10, 13))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def participants_by_themes(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who voices what.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``segments``, ``codings`` and ``themes``.

    Returns
    -------
    DataFrame of shape (participants, 2 + themes)
        ``participant``, ``group``, then 1 or 0 for each theme, in the themes' order.
    """
    import pandas as pd

    spoken = tables["segments"][tables["segments"]["role"] == "respondent"]
    people = spoken[["participant", "group"]].drop_duplicates("participant")
    coded = tables["codings"][tables["codings"]["theme"].notna()]
    themed = coded.merge(spoken[["segment_id", "participant"]], on="segment_id")
    voiced = set(zip(themed["participant"], themed["theme"], strict=True))
    columns: dict[str, Any] = {
        "participant": people["participant"].tolist(),
        "group": people["group"].tolist(),
    }
    for theme in tables["themes"]["theme"]:
        columns[theme] = [int((name, theme) in voiced) for name in columns["participant"]]
    return pd.DataFrame(columns)


def render_tables(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Write the workbook: people by themes, themes, contrasts, codings, facts.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Every table of docs/frames.md.

    Returns
    -------
    bytes
        An .xlsx file, the same for the same tables. Texts that a spreadsheet would take
        for formulas are marked as text.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    voiced = participants_by_themes(tables)
    labels = dict(zip(tables["themes"]["theme"], tables["themes"]["label"], strict=True))
    heads = [labels.get(name, name) for name in voiced.columns]
    _sheet(book, "people by themes", heads, voiced.itertuples(index=False, name=None))
    themes = tables["themes"].drop(columns=["quotes"])
    for name, table in (("themes", themes), ("contrasts", tables["contrasts"])):
        _sheet(book, name, table.columns, table.itertuples(index=False, name=None))
    _sheet(book, "codings", *codings_for_people(tables))
    facts = tables["facts"]
    _sheet(book, "facts", facts.columns, facts.itertuples(index=False, name=None))
    buffer = io.BytesIO()
    book.save(buffer)
    return timeless(buffer.getvalue())


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    for at, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(at)].width = min(_WIDEST, max(9, len(head) + 2))
    bold = Font(bold=True)
    cells = []
    for head in heads:
        cell = WriteOnlyCell(sheet, _plain(head))
        cell.data_type = "s"  # else openpyxl takes "=…" for a formula
        cell.font = bold
        cells.append(cell)
    sheet.append(cells)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    if isinstance(value, str):
        text = _plain(value)
        if not text.startswith(_FORMULA):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def _plain(text: str) -> str:
    longest = 32_767  # of a cell
    return str(text).translate(_NOT_XML)[:longest]
