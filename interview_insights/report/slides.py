"""The report as slides: one for each finding and each persona."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from interview_insights.packing import timeless
from interview_insights.report.model import (
    Finding,
    PersonaView,
    Quote,
    Report,
    most_different,
    themes_of,
)
from interview_insights.report.pictures import as_png, plot_contrast, plot_themes
from interview_insights.report.times import counted
from interview_insights.report.word_parts import clean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDE, _HIGH = 13.333, 7.5  # inches
_TITLE = 70  # letters of the study's name that fit above the line below it
_MARGIN = 0.7
_INK, _SOFT = "1d2433", "566074"
_PLOTTED = 12
_SHOWN = 6  # fields on a persona's slide
_LONGEST = 190  # characters of a quote


def render_slides(report: Report) -> bytes:
    """Render the report as a .pptx file.

    Parameters
    ----------
    report : Report

    Returns
    -------
    bytes
        The same bytes for the same report.
    """
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDE), Inches(_HIGH)
    deck.core_properties.author = "interview-insights"
    deck.core_properties.title = clean(report.name)
    _title(deck, report)
    for number, finding in enumerate(report.findings, 1):
        _finding(deck, report, finding, number)
    different = most_different(report, _PLOTTED)
    if different and len(report.groups) > 1:
        slide = _slide(deck, "Where the groups differ")
        _picture(slide, plot_contrast(different, [g for g, _ in report.groups]), 1.5, 9.6)
        _text(slide, "Points, with 95 % intervals; filled: the interval excludes zero.", 6.9, 12)
    for persona in report.personas:
        _persona(deck, persona)
    if report.next_steps:
        slide = _slide(deck, "What to do next")
        lines = [f"{what}. {why}" for what, why in report.next_steps]
        _text(slide, "\n".join(lines), 1.7, 20, spacing=14)
    buffer = io.BytesIO()
    deck.save(buffer)
    return timeless(buffer.getvalue())


def _slide(deck: Any, heading: str) -> Any:
    blank = 6
    slide = deck.slides.add_slide(deck.slide_layouts[blank])
    _text(slide, heading, 0.5, 30, bold=True)
    return slide


def _title(deck: Any, report: Report) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    name = report.name if len(report.name) <= _TITLE else report.name[: _TITLE - 1] + "…"
    _text(slide, name, 2.4, 44, bold=True)
    groups = " and ".join(f"{n} {group}" for group, n in report.groups)
    _text(
        slide,
        f"{counted(report.interviews, 'interview')} with {groups} customers:"
        f" {counted(report.n_themes, 'theme')},"
        f" {counted(len(report.personas), 'persona')}",
        3.7,
        22,
        colour=_SOFT,
    )
    if report.exploratory and len(report.groups) > 1:
        _text(
            slide,
            "Exploratory: fewer than twelve people in a group. A difference is a reason to look"
            " closer, not a proof.",
            6.5,
            14,
            colour=_SOFT,
        )


def _finding(deck: Any, report: Report, finding: Finding, number: int) -> None:
    slide = _slide(deck, f"{number}. {finding.text}")
    theme = next((t for t in themes_of(report) if t.theme == finding.theme), None)
    if theme:
        _picture(slide, plot_themes([theme], [g for g, _ in report.groups]), 2.0, 11.0)
    quotes = list(theme.quotes[:3]) if theme else []
    if finding.quote:
        quotes = [finding.quote, *(q for q in quotes if q != finding.quote)][:3]
    _text(slide, "\n".join(_said(quote) for quote in quotes), 3.9, 17, spacing=12)
    if len(report.groups) > 1:
        strength = {"none": "common ground"}.get(finding.strength, f"{finding.strength} evidence")
        doubt = "; the theme is tentative" if finding.tentative else ""
        told = f"Difference between the groups: {strength}{doubt}"
        _text(slide, told, 6.9, 12, colour=_SOFT)


def _persona(deck: Any, persona: PersonaView) -> None:
    slide = _slide(deck, persona.name)
    members = ", ".join(f"{n} {group}" for group, n in persona.groups)
    _text(slide, f"{persona.tagline} {persona.size} people ({members}).", 1.25, 17, colour=_SOFT)
    if persona.quote:
        _text(slide, _said(persona.quote), 1.95, 18)
    said = [(label, statements[0]) for label, statements in persona.fields if statements]
    left = [f"{label}: {s.text} ({s.n} of {persona.size})" for label, s in said[:_SHOWN]]
    facts = [f"{kind.capitalize()}: {text}" for kind, text in persona.demographics[:4]]
    objections = [f"Objection: {s.text} ({s.n} of {persona.size})" for s in persona.objections[:2]]
    _text(slide, "\n".join(left), 3.0, 15, spacing=8, width=6.0)
    _text(slide, "\n".join(objections + facts), 3.0, 15, spacing=8, left=7.0, width=5.6)


def _said(quote: Quote) -> str:
    text = quote.text if len(quote.text) <= _LONGEST else quote.text[: _LONGEST - 1] + "…"
    return f"“{text}” – {quote.participant}, {quote.group}"


def _text(
    slide: Any,
    text: str,
    top: float,
    points: int,
    *,
    bold: bool = False,
    colour: str = _INK,
    spacing: int = 0,
    left: float = _MARGIN,
    width: float = _WIDE - 2 * _MARGIN,
) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Inches, Pt

    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.6))
    frame = box.text_frame
    frame.word_wrap = True
    for number, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(spacing)
        run = paragraph.add_run()
        run.text = clean(line)
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]


def _picture(slide: Any, figure: Figure, top: float, width: float) -> None:
    from pptx.util import Inches

    height = width * figure.get_figheight() / figure.get_figwidth()
    room = _HIGH - top - 0.7
    if height > room:
        width, height = width * room / height, room
    shape = slide.shapes.add_picture(
        io.BytesIO(as_png(figure)), Inches(_MARGIN), Inches(top), Inches(width), Inches(height)
    )
    shape._element.nvPicPr.cNvPr.set("descr", clean(getattr(figure, "alt", "")))
