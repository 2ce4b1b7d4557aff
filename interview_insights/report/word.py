"""The report as a Word document, for people who edit."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_insights.packing import timeless
from interview_insights.report.model import PersonaView, Report, ThemeView, most_different
from interview_insights.report.pictures import plot_contrast, plot_saturation
from interview_insights.report.times import counted
from interview_insights.report.word_parts import (
    add_picture,
    add_quote,
    add_row,
    clean,
    new_table,
    set_widths,
)

if TYPE_CHECKING:
    from docx.document import Document

_QUOTES = 2
_PLOTTED = 16


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
    document.core_properties.title = clean(report.name)
    _summary(document, report)
    _differences(document, report)
    for lens in report.lenses:
        document.add_heading(clean(lens.title), 1)
        for field in lens.fields:
            document.add_heading(clean(field.label), 2)
            _theme_table(document, field.themes)
            for theme in field.themes:
                _theme(document, theme)
    if report.personas:
        document.add_page_break()  # type: ignore[no-untyped-call]
        document.add_heading("Personas", 1)
    for number, persona in enumerate(report.personas):
        if number:
            document.add_page_break()  # type: ignore[no-untyped-call]
        _persona(document, persona)
    _interviews(document, report)
    document.add_heading("Methods and limits", 1)
    for heading, text in report.methods:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{heading}. ").bold = True
        paragraph.add_run(clean(text))
    buffer = io.BytesIO()
    document.save(buffer)
    # python-docx stamps each part with the time of writing; the same report must be the same file.
    return timeless(buffer.getvalue())


def _summary(document: Document, report: Report) -> None:
    document.add_heading(clean(report.name), 0)
    groups = ", ".join(f"{n} {g}" for g, n in report.groups)
    document.add_paragraph(
        clean(
            f"{counted(report.interviews, 'interview')} ({groups}),"
            f" {counted(report.sentences, 'sentence')}, of which"
            f" {report.coded} say something codable; {counted(report.n_themes, 'theme')},"
            f" {counted(len(report.personas), 'persona')}."
        )
    )
    document.add_heading("Findings", 1)
    for finding in report.findings:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(clean(finding.text)).bold = True
        if len(report.groups) > 1:
            paragraph.add_run(f" Evidence of a difference: {finding.strength}.")
        if finding.tentative:
            paragraph.add_run(" The theme is tentative.")
        if finding.quote:
            add_quote(document, finding.quote)
    if report.exploratory and len(report.groups) > 1:
        document.add_paragraph(
            "Exploratory: with fewer than twelve people in a group, a difference is a reason to"
            " look closer, not a proof."
        )
    if report.next_steps:
        document.add_heading("What to do next", 2)
    for what, why in report.next_steps:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(clean(f"{what}. ")).bold = True
        paragraph.add_run(clean(why))
    remarks = [f"{p} was left out: {r} {h}" for p, r, h in report.skipped] + list(report.warnings)
    for heading, lines in (
        ("New since the last run", report.changes),
        ("Remarks on what was read", remarks),
    ):
        if lines:
            document.add_heading(heading, 2)
        for line in lines:
            document.add_paragraph(clean(line), style="List Bullet")


def _differences(document: Document, report: Report) -> None:
    different = most_different(report, _PLOTTED)
    if len(report.groups) < 2 or not different:
        return
    document.add_heading("Where the groups differ", 1)
    for cohort in report.cohorts:
        document.add_heading(clean(f"{cohort.group.capitalize()} customers ({cohort.n})"), 2)
        table = new_table(document, ["", "What they voice most", "People"])
        for title, themes in cohort.lenses:
            for number, theme in enumerate(themes):
                head = "" if number else title
                add_row(table, [head, theme.label, f"{theme.n} of {cohort.n}"])
        set_widths(table, [1.5, 3.6, 0.9])
        document.add_paragraph()
    document.add_paragraph(
        "Differences in the share of people who voice a theme, in points, with 95 % intervals; a"
        " filled dot says that the interval excludes zero."
    )
    add_picture(document, plot_contrast(different, [group for group, _ in report.groups]))


def _theme_table(document: Document, themes: Sequence[ThemeView]) -> None:
    groups = [share.group for share in themes[0].shares]
    table = new_table(document, ["Theme", *groups, "Leans to"])
    for theme in themes:
        leans = theme.contrast.leans if theme.contrast else ""
        mark = (" (new)" if theme.new else "") + (" (tentative)" if theme.tentative else "")
        shares = (f"{s.mentions} of {s.n}" for s in theme.shares)
        add_row(table, [theme.label + mark, *shares, leans])
    set_widths(table, [3.4] + [2.6 / (len(groups) + 1)] * (len(groups) + 1))
    document.add_paragraph()


def _theme(document: Document, theme: ThemeView) -> None:
    document.add_heading(clean(theme.label), 3)
    if theme.parts:
        parts = "; ".join(f"{label} ({n} people)" for label, n in theme.parts)
        document.add_paragraph(clean(f"In parts: {parts}."))
    for quote in theme.quotes[:_QUOTES]:
        add_quote(document, quote)


def _persona(document: Document, persona: PersonaView) -> None:
    document.add_heading(clean(persona.name), 2)
    members = ", ".join(f"{n} {g}" for g, n in persona.groups)
    document.add_paragraph(
        clean(f"{persona.tagline} {persona.size} people ({members}); {persona.certainty} group.")
    )
    if persona.quote:
        add_quote(document, persona.quote)
    for d in persona.differences:
        document.add_paragraph(
            clean(f"{d.text}: {d.n} of {persona.size}, against {d.others} of {d.n_others} others."),
            style="List Bullet",
        )
    table = new_table(document, ["Field", "What they say"])
    for kind, text in persona.demographics:
        add_row(table, [kind.capitalize(), text])
    if persona.pays:
        add_row(table, ["Prices they named", persona.pays])
    for label, statements in persona.fields:
        lines = [f"{s.text} ({s.n} of {persona.size})" for s in statements]
        add_row(table, [label, "\n".join(lines) or "not mentioned"])
    set_widths(table, [1.7, 4.3])
    answered = [s for s in persona.objections if s.answers]
    if answered:
        document.add_heading("What good customers say to their objections", 3)
    for statement in answered:
        document.add_paragraph(clean(f"To “{statement.text}”:"))
        for quote in statement.answers:
            add_quote(document, quote)
    if persona.unknown:
        document.add_paragraph(clean(f"Not known: {', '.join(persona.unknown)}."))


def _interviews(document: Document, report: Report) -> None:
    document.add_heading("Interviews", 1)
    if len(report.saturation) > 2:
        document.add_paragraph(
            "Themes met after so many interviews, averaged over random orders: a curve that"
            " flattens says that more interviews of this kind would bring little that is new."
        )
        add_picture(document, plot_saturation(report.saturation), 4.8)
    if report.quality:
        heads = ["Interview", "Group", "Questions", "Open", "Their talk", "Next time"]
        table = new_table(document, heads)
        for row in report.quality:
            talk = f"{100 * row.talk:.0f} %"
            asked = str(row.questions), f"{100 * row.open:.0f} %"
            add_row(table, [row.transcript, row.group, *asked, talk, row.advice or "–"])
        set_widths(table, [1.5, 0.6, 0.8, 0.7, 0.7, 2.0])
