"""Lines that are not speech: of the transcription service, page numbers, line numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from interview_insights.read.lines import Line

_SERVICE = re.compile(
    r"\W*(?:"
    r"(?:this )?(?:transcript|transcription|transcribed|recorded|powered|provided)"
    r"[\w ]{0,40} (?:by|with|from|at|on) .{0,20}(?:https?://|www\.|otter|rev\.com|rev\b|temi|trint|sonix"
    r"|descript|happy ?scribe|gotranscript|amberscript|zoom|scribie|verbit|fireflies|tldv|fathom"
    r"|grain|notta|whisper|microsoft|speechmatics|assemblyai).{0,80}"
    r"|transcription ended after.*"
    r"|this editable transcript was computer generated.*"
    r"|this transcript (?:was|is) (?:computer|machine|automatically|ai)[ -]generated.{0,120}"
    r"|this transcript was exported on .{0,120}"
    r"|.{0,60}(?:started|stopped) transcription"
    r"|(?:automatic(?:ally)?|machine|computer|ai)[ -](?:generated )?"
    r"(?:transcri\w+|captions?).{0,80}"
    r"|(?:start|beginning|end) of (?:the )?(?:transcript(?:ion)?|recording|audio|interview|tape)"
    r"|(?:recording|transcript|audio|interview) (?:starts?|begins?|ends?|started|ended)(?: here)?"
    r"|(?:copyright|©|\(c\)) .{0,80}|all rights reserved.{0,40}|confidential"
    r")\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\W*(?:(?:page|seite|p\.|pg\.?|pagina|página)\s*)?(?P<page>\d{1,4})"
    r"(?:\s*(?:of|von|/|de|sur|van)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s{0,8}(?P<number>\d{1,5})(?:[.):]?\s{1,12}|\t)(?P<rest>\S.*)")
_FEWEST_NUMBERED = 8
_FEWEST_PAGES = 2


def strip_furniture(
    lines: Sequence[Line], keep: frozenset[str] = frozenset()
) -> tuple[list[Line], Counter[str]]:
    """Empty the lines that are not speech, and take line numbers off the others.

    Parameters
    ----------
    lines : sequence of Line
    keep : frozenset of str
        Names of :data:`cleaning.CLEANINGS` that are not done.

    Returns
    -------
    lines : list of Line
        As many as given, so that numbers stay.
    counts : Counter
        Lines changed, by cleaning.
    """
    counts: Counter[str] = Counter()
    left = list(lines)
    if "lines" not in keep and _is_numbered(left):
        left = [_unnumbered(line, counts) for line in left]
    if "pages" not in keep:
        left = _without_pages(left, counts)
    if "service" not in keep:
        for at, line in enumerate(left):
            if len(line.text) < 300 and _SERVICE.fullmatch(line.text):
                left[at] = replace(line, text="")
                counts["service"] += 1
    return left, counts


def _is_numbered(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines begin with a number that counts them."""
    filled = [line.text for line in lines if line.text.strip()]
    found = [match for text in filled if (match := _NUMBERED.match(text))]
    bare = sum(text.strip().isdigit() for text in filled)
    if len(found) < _FEWEST_NUMBERED or len(found) + bare < 0.8 * len(filled):
        return False
    numbers = [int(match["number"]) for match in found]
    # Every fifth line may be the only one numbered; a new page may begin at 1 again.
    rising = sum(b > a or b == 1 for a, b in pairwise(numbers))
    return rising >= 0.95 * (len(numbers) - 1)


def _unnumbered(line: Line, counts: Counter[str]) -> Line:
    match = _NUMBERED.match(line.text)
    if match is None:
        if line.text.strip().isdigit():
            counts["lines"] += 1
            return replace(line, text="")
        return line
    counts["lines"] += 1
    return replace(line, text=match["rest"])


def _without_pages(lines: list[Line], counts: Counter[str]) -> list[Line]:
    found = [
        (at, int(match["page"]))
        for at, line in enumerate(lines)
        if 0 < len(line.text.strip()) <= 20 and (match := _PAGE.fullmatch(line.text.strip()))
    ]
    # An answer may be "Three." or "3"; pages count up by one.
    steps = sum(b == a + 1 for (_, a), (_, b) in pairwise(found))
    if len(found) < _FEWEST_PAGES or steps < 0.8 * (len(found) - 1) or found[0][1] > 2:
        return lines
    for at, _ in found:
        lines[at] = replace(lines[at], text="")
        counts["pages"] += 1
    return lines
