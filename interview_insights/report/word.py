"""The report as a Word document, for people who edit."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interview_insights.packing import packed, unpacked
from interview_insights.report.model import PersonaView, Quote, Report, ThemeView

if TYPE_CHECKING:
    from docx.document import Document

_QUOTES = 2
_NOT_XML = dict.fromkeys(i for i in (*range(32), 0xFFFE, 0xFFFF) if i not in (9, 10, 13))


def render_docx(report: Report) -> bytes:
    """Render the report as a .docx file.

    Parameters
    ----------
    report : Report

    Returns
    -------
    bytes
        The same bytes for the same report.
    """
    import docx

    document = docx.Document()
    document.core_properties.author = "interview-insights"
    document.core_properties.title = _clean(report.name)
    _summary(document, report)
    for lens in report.lenses:
        document.add_heading(_clean(lens.title), 1)
        for field in lens.fields:
            document.add_heading(_clean(field.label), 2)
            _theme_table(document, field.themes)
            for theme in field.themes:
                _theme(document, theme)
    if report.personas:
        document.add_heading("Personas", 1)
    for persona in report.personas:
        _persona(document, persona)
    document.add_heading("Methods and limits", 1)
    for heading, text in report.methods:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{heading}. ").bold = True
        paragraph.add_run(_clean(text))
    buffer = io.BytesIO()
    document.save(buffer)
    # python-docx stamps each part with the time of writing; the same report must be the same file.
    return packed(unpacked(buffer.getvalue()))


def _summary(document: Document, report: Report) -> None:
    document.add_heading(_clean(report.name), 0)
    groups = ", ".join(f"{n} {g}" for g, n in report.groups)
    document.add_paragraph(
        _clean(
            f"{report.interviews} interviews ({groups}), {report.sentences} sentences, of which"
            f" {report.coded} say something codable; {report.n_themes} themes,"
            f" {len(report.personas)} personas."
        )
    )
    document.add_heading("Findings", 1)
    for finding in report.findings:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(_clean(finding.text)).bold = True
        if len(report.groups) > 1:
            paragraph.add_run(f" Evidence of a difference: {finding.strength}.")
        if finding.quote:
            _quote(document, finding.quote)
    if report.exploratory and len(report.groups) > 1:
        document.add_paragraph(
            "Exploratory: with fewer than twelve people in a group, a difference is a reason to"
            " look closer, not a proof."
        )
    remarks = [f"{p} was left out: {r} {h}" for p, r, h in report.skipped] + list(report.warnings)
    if remarks:
        document.add_heading("Remarks on what was read", 2)
    for remark in remarks:
        document.add_paragraph(_clean(remark), style="List Bullet")


def _theme_table(document: Document, themes: Sequence[ThemeView]) -> None:
    groups = [share.group for share in themes[0].shares]
    table = document.add_table(rows=1, cols=2 + len(groups))
    table.style = "Light Grid Accent 1"
    for cell, text in zip(table.rows[0].cells, ["Theme", *groups, "Leans to"], strict=True):
        cell.text = _clean(text)
    for theme in themes:
        leans = theme.contrast.leans if theme.contrast else ""
        mark = (" (new)" if theme.new else "") + (" (tentative)" if theme.tentative else "")
        values = [theme.label + mark, *(f"{s.mentions} of {s.n}" for s in theme.shares), leans]
        for cell, text in zip(table.add_row().cells, values, strict=True):
            cell.text = _clean(text)
    _set_widths(table, [3.4] + [2.6 / (len(groups) + 1)] * (len(groups) + 1))
    document.add_paragraph()


def _set_widths(table: Any, inches: Sequence[float]) -> None:
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


def _theme(document: Document, theme: ThemeView) -> None:
    document.add_heading(_clean(theme.label), 3)
    if theme.parts:
        parts = "; ".join(f"{label} ({n} people)" for label, n in theme.parts)
        document.add_paragraph(_clean(f"In parts: {parts}."))
    for quote in theme.quotes[:_QUOTES]:
        _quote(document, quote)


def _quote(document: Document, quote: Quote) -> None:
    time = f", {quote.time}" if quote.time else ""
    paragraph = document.add_paragraph(style="Quote")
    paragraph.add_run(f"“{_clean(quote.text)}”")
    source = paragraph.add_run(
        _clean(f"  {quote.participant}, {quote.group} ({quote.source}{time})")
    )
    source.italic = False


def _persona(document: Document, persona: PersonaView) -> None:
    document.add_heading(_clean(persona.name), 2)
    members = ", ".join(f"{n} {g}" for g, n in persona.groups)
    document.add_paragraph(
        _clean(f"{persona.tagline} {persona.size} people ({members}); {persona.certainty} group.")
    )
    if persona.quote:
        _quote(document, persona.quote)
    table = document.add_table(rows=0, cols=2)
    table.style = "Light Grid Accent 1"
    _row(table, "Field", "What they say")
    for kind, text in persona.demographics:
        _row(table, kind.capitalize(), text)
    for label, statements in persona.fields:
        lines = [f"{s.text} ({s.n} of {persona.size})" for s in statements]
        _row(table, label, "\n".join(lines) or "not mentioned")
    _set_widths(table, [1.7, 4.3])
    document.add_paragraph()


def _row(table: Any, head: str, text: str) -> None:
    cells = table.add_row().cells
    cells[0].text, cells[1].text = _clean(head), _clean(text)


def _clean(text: str) -> str:
    """Drop what XML cannot hold: control characters and lone surrogates."""
    return text.translate(_NOT_XML).encode("utf-8", "ignore").decode("utf-8")
