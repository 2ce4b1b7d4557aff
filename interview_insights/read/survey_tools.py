"""The header rows that survey tools write: one, two or three of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview_insights.read.cells import Row, text_of
from interview_insights.read.columns import HEADER_ROWS, bare

_OPEN = frozenset(
    "openendedresponse openresponse offeneantwort openendedantwort réponseouverte respuestaabierta"
    " otherpleasespecify sonstigesbitteangeben autreveuillezpréciser otroespecifique".split()
)
_CLOSED = frozenset("response antwort réponse respuesta risposta antwoord".split())
_PREVIEWS = frozenset(("survey preview", "spam", "survey test", "1"))
_LIME = re.compile(r"[A-Za-z]\w{0,40}(?:\[\w{1,40}\]){0,3}\. +(?=\S)")
_IMPORT = '{"ImportId":'


@dataclass(frozen=True)
class Form:
    """A survey's table: a name for each column, and a row for each respondent.

    ``asked`` says of a column whether the tool marks it as an open question, None where
    it says nothing. ``tool`` is empty where no tool's mark was found.
    """

    header: tuple[str, ...]
    rows: list[Row]
    number: int
    asked: tuple[bool | None, ...] = ()
    tool: str = ""
    warnings: tuple[str, ...] = ()


def tool_form(rows: Sequence[Row]) -> Form | None:
    """Return the table of a survey tool that marks its header; None for all others."""
    return _qualtrics(rows) or _surveymonkey(rows)


def plain_form(rows: Sequence[Row]) -> Form | None:
    """Return a table whose header is the first row that is as wide as those below."""
    widths = [_filled(cells) for _, cells in rows[:HEADER_ROWS]]
    if len(widths) < 2:
        return None
    at = next(n for n, width in enumerate(widths) if 2 * width >= max(widths))
    number, cells = rows[at]
    names = [" ".join(text_of(cell).split()) for cell in cells]
    lime = [_LIME.match(name) for name in names if name]
    tool = ""
    if len(lime) >= 3 and sum(map(bool, lime)) >= 0.8 * len(lime):
        # LimeSurvey: "G01Q02. Why did you leave?"
        names, tool = [_LIME.sub("", name, count=1) for name in names], "LimeSurvey"
    return Form(tuple(names), list(rows[at + 1 :]), number, tool=tool)


def _filled(cells: Sequence[object]) -> int:
    return sum(1 for cell in cells if text_of(cell))


def _qualtrics(rows: Sequence[Row]) -> Form | None:
    """Codes, the questions' texts, and a row of ``{"ImportId": …}``."""
    at = next(
        (n for n, (_, cells) in enumerate(rows[:4]) if any(map(_is_import, cells))),
        None,
    )
    if not at:
        return None
    codes = [text_of(cell) for cell in rows[0][1]]
    texts = [text_of(cell) for cell in rows[at - 1][1]]
    texts += [""] * (len(codes) - len(texts))
    names = [" ".join((text or code).split()) for code, text in zip(codes, texts, strict=False)]
    body = list(rows[at + 1 :])
    status = codes.index("Status") if "Status" in codes else None
    kept = [row for row in body if not _is_preview(row[1], status)]
    left = len(body) - len(kept)
    responses = (
        "response of the survey's preview was"
        if left == 1
        else ("responses of the survey's preview were")
    )
    told = f"{left} {responses} left out."
    warnings = (told,) if len(kept) < len(body) else ()
    return Form(tuple(names), kept, rows[at][0], tool="Qualtrics", warnings=warnings)


def _is_import(cell: object) -> bool:
    return isinstance(cell, str) and cell.replace(" ", "").startswith(_IMPORT)


def _is_preview(cells: Sequence[object], status: int | None) -> bool:
    if status is None or status >= len(cells):
        return False
    return text_of(cells[status]).casefold() in _PREVIEWS


def _surveymonkey(rows: Sequence[Row]) -> Form | None:
    """The questions, and below each "Open-Ended Response", "Response" or an option."""
    if len(rows) < 3:
        return None
    above = [" ".join(text_of(cell).split()) for cell in rows[0][1]]
    below = [" ".join(text_of(cell).split()) for cell in rows[1][1]]
    above += [""] * (len(below) - len(above))
    below += [""] * (len(above) - len(below))
    marks = [bare(cell) for cell in below]
    # A tool's second row says nothing of the respondent's id: an answer "Response" would.
    if below[0] or not any(mark in _OPEN | _CLOSED for mark in marks):
        return None
    names: list[str] = []
    asked: list[bool | None] = []
    question = ""
    for name, label, mark in zip(above, below, marks, strict=True):
        question = name or question
        plain = not label or mark in _OPEN | _CLOSED
        is_other = mark in _OPEN and not name
        names.append(question if plain and not is_other else f"{question} – {label}")
        asked.append(True if mark in _OPEN else None)
    return Form(tuple(names), list(rows[2:]), rows[1][0], tuple(asked), "SurveyMonkey")
