"""An interview guide for the next round: what to ask, first where a study knows least."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from interview_insights.packing import packed, unpacked
from interview_insights.records import Codebook

_TEXTS = Path(__file__).with_name("guide.yaml")
_PER_LENS = (3, 5)
"""Questions a lens, at least and at most."""

_SCARCE = 0.34  # share of participants under which a field counts as hardly covered


@dataclass(frozen=True, slots=True)
class Section:
    """Questions of a lens: each with its field, and how many of the people spoke of that."""

    lens: str
    questions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as data; ``gaps`` names the fields that few of those interviewed spoke of."""

    title: str
    gaps: tuple[str, ...]
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    reminders: tuple[str, ...]
    invitations: tuple[tuple[str, str], ...]
    survey: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    return found


def make_guide(
    codebook: Codebook, business: str = "", heard: Mapping[str, int] | None = None, people: int = 0
) -> Guide:
    """Put a guide together.

    Parameters
    ----------
    codebook : Codebook
        Fields without questions of their own get one from their definition.
    business : str
        What the study is about; empty: "this business".
    heard : mapping of field to int, optional
        Participants of an earlier round who spoke of each field. Those of which fewest
        spoke are asked about first.
    people : int, default 0
        Participants of that round.

    Returns
    -------
    Guide
        Three to five questions a lens.
    """
    texts, name = _texts(), business or "this business"
    sections = []
    for lens in codebook.lenses:
        codes = [code for code in codebook.codes if code.lens == lens]
        if heard is not None:
            codes.sort(key=lambda code: heard.get(code.name, 0))
        chosen: list[tuple[str, str, str]] = []
        most = max(_PER_LENS[0], min(_PER_LENS[1], len(codes)))
        depth = 0
        while len(chosen) < most and depth < _PER_LENS[0]:
            for code in codes:
                asked = texts["questions"].get(code.name) or [
                    f"Tell me about the last time this came up: {code.definition.rstrip('.')}."
                ]
                if depth < len(asked) and len(chosen) < most:
                    spoke = "" if heard is None else f"{heard.get(code.name, 0)} of {people}"
                    chosen.append((code.label, asked[depth].format(business=name), spoke))
            depth += 1
        sections.append(Section(lens, tuple(chosen)))
    gaps = [
        code.label
        for code in codebook.codes
        if heard is not None and heard.get(code.name, 0) < _SCARCE * people
    ]
    return Guide(
        title=f"Interview guide: {name}",
        gaps=tuple(gaps),
        opening=tuple(text.format(business=name) for text in texts["opening"]),
        sections=tuple(sections),
        closing=tuple(texts["closing"]),
        reminders=tuple(texts["reminders"]),
        invitations=tuple(
            (group, text.format(business=name)) for group, text in texts["invitations"].items()
        ),
        survey=tuple((kind, text.format(business=name)) for kind, text in texts["survey"]),
    )


def guide_markdown(guide: Guide) -> str:
    """Render a guide as Markdown."""
    lines = [f"# {guide.title}", ""]
    if guide.gaps:
        lines += [f"Few spoke of: {', '.join(guide.gaps)}. Their questions come first.", ""]
    lines += ["## Opening", "", *_numbered(guide.opening), ""]
    for section in guide.sections:
        lines += [f"## {section.lens.capitalize()}", ""]
        asked = [
            f"{text} *({label}{', so far ' + spoke if spoke else ''})*"
            for label, text, spoke in section.questions
        ]
        lines += [*_numbered(asked), ""]
    lines += ["## Closing", "", *_numbered(guide.closing), ""]
    lines += ["## Reminders", "", *(f"- {text}" for text in guide.reminders), ""]
    for group, text in guide.invitations:
        lines += [f"## Invitation: {group} customers", "", text.strip(), ""]
    lines += ["## Survey", "", *_numbered(f"{text} *({kind})*" for kind, text in guide.survey)]
    return "\n".join(lines) + "\n"


def _numbered(texts: Any) -> list[str]:
    return [f"{i}. {text}" for i, text in enumerate(texts, 1)]


def guide_docx(guide: Guide) -> bytes:
    """Render a guide as a Word document; the same bytes for the same guide."""
    import docx

    document: Any = docx.Document()
    document.core_properties.author = "interview-insights"
    document.core_properties.title = guide.title
    document.add_heading(guide.title, 0)
    if guide.gaps:
        document.add_paragraph(
            f"Few spoke of: {', '.join(guide.gaps)}. Their questions come first."
        )
    _list(document, "Opening", guide.opening)
    for section in guide.sections:
        document.add_heading(section.lens.capitalize(), 1)
        table = document.add_table(rows=1, cols=3, style="Table Grid")
        table.autofit = False
        for cell, text in zip(table.rows[0].cells, ("Ask", "About", "So far"), strict=True):
            cell.text = ""
            cell.paragraphs[0].add_run(text).bold = True
        for label, text, spoke in section.questions:
            for cell, words in zip(table.add_row().cells, (text, label, spoke), strict=True):
                cell.text = words
        # Word goes by the cells' widths, LibreOffice by the columns'.
        for column, inches in zip(table.columns, (4.2, 1.3, 0.8), strict=True):
            for part in (column, *column.cells):
                part.width = docx.shared.Inches(inches)
    _list(document, "Closing", guide.closing)
    document.add_page_break()
    _list(document, "Reminders", guide.reminders, "List Bullet")
    for group, text in guide.invitations:
        document.add_heading(f"Invitation: {group} customers", 1)
        for paragraph in text.strip().split("\n\n"):
            document.add_paragraph(" ".join(paragraph.split()))
    document.add_page_break()
    _list(document, "Survey", [f"{text} ({kind})" for kind, text in guide.survey])
    buffer = io.BytesIO()
    document.save(buffer)
    return packed(unpacked(buffer.getvalue()))


def _list(document: Any, title: str, texts: Sequence[str], style: str = "") -> None:
    document.add_heading(title, 1)
    for number, text in enumerate(texts, 1):
        # Word counts the numbers of a style on through the document, so they are written.
        if style:
            document.add_paragraph(text, style=style)
        else:
            document.add_paragraph(f"{number}. {text}")
