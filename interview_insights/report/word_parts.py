"""What the Word document is put together from: tables, quotes, pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interview_insights.report.model import Quote
from interview_insights.report.pictures import as_png

if TYPE_CHECKING:
    from docx.document import Document
    from matplotlib.figure import Figure

_NOT_XML = dict.fromkeys(i for i in (*range(32), 0xFFFE, 0xFFFF) if i not in (9, 10, 13))
_STYLE = "Light Grid Accent 1"


def add_picture(document: Document, figure: Figure, inches: float = 6.2) -> None:
    """Add a figure with its text for those who cannot see it.

    Parameters
    ----------
    document : Document
    figure : Figure
        As ``report.pictures`` makes it.
    inches : float, default 6.2
        Its width on the page.
    """
    from docx.shared import Inches

    shape = document.add_picture(io.BytesIO(as_png(figure)), width=Inches(inches))
    alt = getattr(figure, "alt", "")
    shape._inline.docPr.set("descr", clean(alt))


def new_table(document: Document, heads: Sequence[str]) -> Any:
    """Add a table with its heading row.

    Parameters
    ----------
    document : Document
    heads : sequence of str

    Returns
    -------
    docx.table.Table
    """
    table = document.add_table(rows=1, cols=len(heads))
    table.style = _STYLE
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.text = clean(text)
    return table


def add_row(table: Any, texts: Sequence[str]) -> None:
    """Add a row of texts to a table.

    Parameters
    ----------
    table : docx.table.Table
    texts : sequence of str
    """
    for cell, text in zip(table.add_row().cells, texts, strict=True):
        cell.text = clean(text)


def set_widths(table: Any, inches: Sequence[float]) -> None:
    """Give a table's columns their widths, and keep its heading with what follows.

    Parameters
    ----------
    table : docx.table.Table
    inches : sequence of float
    """
    from docx.shared import Inches

    table.autofit = False
    for column, width in zip(table.columns, inches, strict=True):
        column.width = Inches(width)  # LibreOffice goes by the grid, Word by the cells
    for row in table.rows:
        for cell, width in zip(row.cells, inches, strict=True):
            cell.width = Inches(width)
    # The first row is a heading: it stays with the second.
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def add_quote(document: Document, quote: Quote) -> None:
    """Add a quote with its source.

    Parameters
    ----------
    document : Document
    quote : Quote
    """
    time = f", {quote.time}" if quote.time else ""
    paragraph = document.add_paragraph(style="Quote")
    paragraph.add_run(f"“{clean(quote.text)}”")
    source = paragraph.add_run(
        clean(f"  {quote.participant}, {quote.group} ({quote.source}{time})")
    )
    source.italic = False


def clean(text: str) -> str:
    """Drop what XML cannot hold: control characters and lone surrogates.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    return text.translate(_NOT_XML).encode("utf-8", "ignore").decode("utf-8")
