"""The report as Markdown, for wikis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interview_insights.report.model import PersonaView, Quote, Report, StatementView, ThemeView
from interview_insights.report.times import counted

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\d{0,9})((?<=\d)[.)]|(?<!\d)[-+=])")


def render_markdown(report: Report) -> str:
    """Render the report as Markdown; texts are escaped, so that no quote becomes markup.

    Parameters
    ----------
    report : Report

    Returns
    -------
    str
    """
    return "\n".join(_lines(report)).rstrip() + "\n"


def _lines(report: Report) -> Iterator[str]:
    groups = ", ".join(f"{n} {_escaped(g)}" for g, n in report.groups)
    yield f"# {_escaped(report.name)}"
    yield ""
    yield (
        f"{counted(report.interviews, 'interview')} ({groups}),"
        f" {counted(report.sentences, 'sentence')}, {report.coded} coded,"
        f" {counted(report.n_themes, 'theme')}, {counted(len(report.personas), 'persona')}."
    )
    yield ""
    yield "## Findings"
    yield ""
    for i, finding in enumerate(report.findings, 1):
        doubt = ", tentative theme" if finding.tentative else ""
        yield f"{i}. {_escaped(finding.text)} *({finding.strength}{doubt})*"
        if finding.quote:
            yield f"   > {_quote(finding.quote)}"
    yield ""
    yield from _next(report)
    yield from _remarks(report)
    for lens in report.lenses:
        yield f"## {_escaped(lens.title)}"
        yield ""
        for field in lens.fields:
            yield f"### {_escaped(field.label)}"
            yield ""
            for theme in field.themes:
                yield from _theme(theme)
    if report.personas:
        yield "## Personas"
        yield ""
    for persona in report.personas:
        yield from _persona(persona)
    yield "## Methods and limits"
    yield ""
    for heading, text in report.methods:
        yield f"**{heading}.** {_escaped(text)}"
        yield ""


def _persona(persona: PersonaView) -> Iterator[str]:
    yield f"### {_escaped(persona.name)}"
    yield ""
    members = ", ".join(f"{n} {_escaped(g)}" for g, n in persona.groups)
    yield f"{_escaped(persona.tagline)} {persona.size} people ({members})."
    yield ""
    if persona.quote:
        yield f"> {_quote(persona.quote)}"
        yield ""
    for kind, text in persona.demographics:
        yield f"- **{kind}**: {_escaped(text)}"
    if persona.pays:
        yield f"- **prices they named**: {_escaped(persona.pays)}"
    for d in persona.differences:
        apart = f"{d.n} of {persona.size}, against {d.others} of {d.n_others} others"
        yield f"- **sets them apart**: {_escaped(d.text)} ({apart})"
    for label, statements in persona.fields:
        yield f"- **{_escaped(label)}**: {_statements(statements, persona.size)}"
    yield ""


def _next(report: Report) -> Iterator[str]:
    for heading, lines in (
        (
            "What to do next",
            [f"**{_escaped(w)}.** {_escaped(why)}" for w, why in report.next_steps],
        ),
        ("New since the last run", [_escaped(line) for line in report.changes]),
    ):
        if lines:
            yield f"## {heading}"
            yield ""
            yield from (f"- {line}" for line in lines)
            yield ""


def _remarks(report: Report) -> Iterator[str]:
    if not (report.warnings or report.skipped):
        return
    yield "## Remarks on what was read"
    yield ""
    for path, reason, hint in report.skipped:
        yield f"- {_escaped(path)} was left out: {_escaped(f'{reason} {hint}'.strip())}"
    for warning in report.warnings:
        yield f"- {_escaped(warning)}"
    yield ""


def _theme(theme: ThemeView) -> Iterator[str]:
    shares = ", ".join(f"{s.mentions} of {s.n} {_escaped(s.group)}" for s in theme.shares)
    mark = (" (new)" if theme.new else "") + (" (tentative)" if theme.tentative else "")
    yield f"#### {_escaped(theme.label)}{mark}"
    yield ""
    yield f"{shares}; {theme.n_segments} sentences."
    if theme.parts:
        parts = "; ".join(f"{_escaped(label)} ({n})" for label, n in theme.parts)
        yield f"In parts: {parts}."
    for quote in theme.quotes[:3]:
        yield ""
        yield f"> {_quote(quote)}"
    yield ""


def _statements(statements: Sequence[StatementView], size: int) -> str:
    if not statements:
        return "not mentioned"
    return "; ".join(f"{_escaped(s.text)} ({s.n} of {size})" for s in statements)


def _quote(quote: Quote) -> str:
    time = f", {quote.time}" if quote.time else ""
    source = f"{quote.participant}, {quote.group}, {quote.source}{time}"
    return f"“{_escaped(quote.text)}” ({_escaped(source)})"


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", flat))
