"""Lines of text as they come from a file, and without their decoration."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Neither branch looks past the next mark: a line of unclosed marks takes no longer than words.
_EMPHASIS = re.compile(r"\*\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*\*|__(?=\S)([^_\n]{1,2000}?)(?<=\S)__")
_MARKDOWN = re.compile(r"\s*(?:#{1,6}\s+|>\s?)+")
_RULE = re.compile(r"\s*[-=_*~]{3,}\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file (or its paragraph's), text, and if it is bold."""

    number: int
    text: str
    bold: bool = False


def clean(line: Line) -> tuple[Line, str]:
    """Take emphasis and heading marks off a line; return what was bold at its beginning."""
    text = line.text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "")
    if _RULE.fullmatch(text):
        return Line(line.number, ""), ""
    mark = _MARKDOWN.match(text)
    text = text[mark.end() :] if mark else text
    first = _EMPHASIS.match(text.lstrip(" -•"))
    bold = (first[1] or first[2]) if first else ""
    all_bold = line.bold or bool(first and _EMPHASIS.fullmatch(text.strip()))
    return Line(line.number, _EMPHASIS.sub(r"\1\2", text), all_bold), bold
