"""Lines of text to utterances: every way in which typed transcripts name speakers.

Word files come here too, as paragraphs parted at their line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from interview_insights.read import labels, names
from interview_insights.read.clock import seconds
from interview_insights.read.furniture import strip_furniture
from interview_insights.read.labels import Head
from interview_insights.read.lines import Line, clean
from interview_insights.read.preamble import legend_of, part_front_matter
from interview_insights.read.reading import DEFAULTS, Options, Reading, Source
from interview_insights.read.settling import settle
from interview_insights.read.unlabelled import part_paragraphs
from interview_insights.records import NO_TIME, Place, Role, Utterance

_F4 = re.compile(r"#(\d{1,2}:\d{1,2}:\d{1,2}-\d)#")
_LONG_PREAMBLE = 40


def read_text(source: Source) -> tuple[Reading, ...]:
    """Read a text or Markdown file.

    Parameters
    ----------
    source : Source
        Its text has line feeds as line ends.

    Returns
    -------
    tuple of Reading
        One.
    """
    lines: list[Line] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        # One blank line says as much as a million.
        if line.strip() or (lines and lines[-1].text.strip()):
            lines.append(Line(number, line))
    return (read_lines(lines, "line", source.options),)


def read_lines(lines: Sequence[Line], place: str, options: Options = DEFAULTS) -> Reading:
    """Read lines in which speakers may be named in any of the known ways.

    Parameters
    ----------
    lines : sequence of Line
    place : {"line", "paragraph", "page"}
        What the numbers count.
    options : Options

    Returns
    -------
    Reading
    """
    lines, cleaned_lines = strip_furniture(lines, options.keep)
    front, lines = part_front_matter(lines)
    cleaned = [clean(line) for line in lines]
    bare = [line for line, _ in cleaned]
    heads = [_head(line, bold) for line, bold in cleaned]
    heads = settle(bare, heads)
    if not any(head and head.name for head in heads):
        reading = part_paragraphs(_timeless(bare, heads), place)
    else:
        reading = _build([line.text for line in front], bare, heads, place)
    return replace(reading, cleaned=dict(cleaned_lines))


def _head(line: Line, bold: str) -> Head | None:
    text = line.text
    if bold and text.lstrip().startswith(("- ", "• ")):
        text = text.lstrip()[2:]
    return labels.head_of(text, bold) if text.strip() else None


def _timeless(lines: list[Line], heads: list[Head | None]) -> list[tuple[int, str, bool, float]]:
    """Return number, words, bold and time of each line of a text that names nobody."""
    return [
        (line.number, head.rest, line.bold, head.start_s)
        if head
        else (line.number, line.text, line.bold, NO_TIME)
        for line, head in zip(lines, heads, strict=True)
    ]


@dataclass(slots=True)
class _Builder:
    """Collects the lines of one speaker until the next begins."""

    place: str
    speaker: str = ""
    start_s: float = NO_TIME
    number: int = 0
    parts: list[str] = field(default_factory=list)
    done: list[Utterance] = field(default_factory=list)

    def add(self, number: int, text: str) -> None:
        if text.strip():
            self.number = self.number or number
            self.parts.append(text)

    def flush(self) -> None:
        text = " ".join(self.parts)
        marks = _F4.findall(text)
        end = seconds(marks[-1]) if marks else NO_TIME
        text = _F4.sub(" ", text)
        if text.strip():
            place = Place(self.place, self.number)
            self.done.append(Utterance(self.speaker, text, place, self.start_s, end))
            # f4 writes the time at the end of a turn: the next one begins there.
            # A time without words below it is kept, for the name that follows.
            self.start_s = end
        self.number, self.parts = 0, []

    def begin(self, head: Head, number: int) -> None:
        self.flush()
        self.speaker = head.name or self.speaker
        if head.start_s >= 0:
            self.start_s = head.start_s
        self.number = number
        self.add(number, head.rest)


def _build(front: list[str], lines: list[Line], heads: list[Head | None], place: str) -> Reading:
    first = next(at for at, head in enumerate(heads) if head and head.name)
    over = next((at for at in range(first - 1, -1, -1) if lines[at].text.strip()), 0)
    above_it = heads[over] if first else None
    if above_it and not above_it.rest:  # the time of the first speaker, in a line of its own
        first = over
    above = [line.text for line in lines[:first]]
    answers = _unlabelled_answers(lines[first:], heads[first:], place)
    builder = _Builder(place)
    for line, head in zip(lines[first:], heads[first:], strict=True):
        if head:
            builder.begin(head, line.number)
        elif line.number in answers:
            builder.begin(Head("named", "Respondent", line.text), line.number)
        else:
            builder.add(line.number, line.text)
    builder.flush()
    utterances, legend = legend_of([*front, *above], builder.done)
    told = (*_preamble(above, legend), *_odd(heads, lines, place))
    if answers:
        who = utterances[0].speaker
        told += (f'Only "{who}" is named; the paragraphs below were taken as the answers.',)
    return Reading(_from_zero(utterances), legend, warnings=told)


def _unlabelled_answers(lines: list[Line], heads: list[Head | None], place: str) -> frozenset[int]:
    """Return where answers begin in a file that labels only its questions."""
    named = {names.key(head.name) for head in heads if head and head.name}
    if len(named) != 1 or names.role_word(next(iter(named))) != "interviewer":
        return frozenset()
    begin: set[int] = set()
    for before, line, head in zip(lines, lines[1:], heads[1:], strict=False):
        parted = place == "paragraph" or not before.text.strip()
        if parted and head is None and line.text.strip() and line.number != before.number:
            begin.add(line.number)
    return frozenset(begin)


def _preamble(above: list[str], legend: dict[str, Role]) -> tuple[str, ...]:
    words = sum(len(text.split()) for text in above)
    if words <= _LONG_PREAMBLE or legend:
        return ()
    return (f"{words} words above the first speaker's name were left out.",)


def _odd(heads: list[Head | None], lines: list[Line], place: str) -> tuple[str, ...]:
    """Name the labels that were taken as words although they look like a name."""
    taken = [
        (line.number, found.name)
        for line, head in zip(lines, heads, strict=True)
        if head is None
        and (found := labels.head_of(line.text))
        and found.form == "label"
        and names.looks_like_name(found.name)
    ]
    return tuple(
        f'"{name}:" in {place} {number} was taken as words, not as a speaker.'
        for number, name in taken[:5]
    )


def _from_zero(utterances: tuple[Utterance, ...]) -> tuple[Utterance, ...]:
    """Turn times of day into times since the beginning.

    Zoom's saved captions count from midnight; no interview begins after two hours.
    """
    times = [u.start_s for u in utterances if u.start_s >= 0]
    if not times or times[0] < 2 * 3600:
        return utterances
    begin = times[0]
    return tuple(
        replace(
            u,
            start_s=u.start_s - begin if u.start_s >= begin else NO_TIME,
            end_s=u.end_s - begin if u.end_s >= begin else NO_TIME,
        )
        for u in utterances
    )
