"""Lines of print to paragraphs: which line goes on in the next, which was meant to end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from interview_insights.read import labels, names
from interview_insights.read.labels import Head
from interview_insights.read.pdf_lines import Printed

_APART = 1.35  # times the usual distance of two lines: a paragraph's space
_FEW_HYPHENS = 0.05  # of all lines
_BLANK_WIDTH = 0.2  # heights of a line
_ENDS = re.compile(r"[.?!…:][\"'”’»)\]]*$")
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the page on which it begins; ``apart`` if space parts it from the last."""

    page: int
    text: str
    bold: bool
    apart: bool


class Layout:
    """What the lines of a whole file tell about how it is set.

    Parameters
    ----------
    lines : sequence of Printed
        In the order in which they are read, tables and margins left out.
    cells : sequence of Printed
        The lines of tables.
    """

    def __init__(self, lines: Sequence[Printed], cells: Sequence[Printed] = ()) -> None:
        self._lines = lines
        self._cells = cells
        self._heads = {id(line): labels.head_of(line.text.replace("\u200b", "")) for line in lines}
        found = [head for head in self._heads.values() if head]
        self._labels = labels.speakers(h.name for h in found if h.form == "label")
        self._dashed = labels.dashed_speakers(h.name for h in found if h.form == "dash")
        self._alone = labels.lone_names([line.text.strip() for line in lines])
        self._right = _right_edges(lines)
        broken = sum(line.broken for line in lines)
        # A word processor that parts no syllables leaves only hyphens that are meant.
        self._hyphenated = broken > _FEW_HYPHENS * len(lines)

    @cached_property
    def _leading(self) -> float:
        """The usual distance from line to line within a paragraph."""
        steps = sorted(
            b.top - a.top
            for a, b in pairwise(self._lines)
            if a.page == b.page and 0 < b.top - a.top < 4 * a.height
        )
        # Short turns have more spaces between paragraphs than lines within them.
        return steps[len(steps) // 10] if steps else 0.0

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        lines = chain(self._lines, self._cells)
        return Counter(word for line in lines for word in _WORD.findall(line.text.casefold()))

    def paragraphs(self, lines: Sequence[Printed]) -> Iterator[Paragraph]:
        """Join lines that stand below one another to paragraphs."""
        own: list[Printed] = []
        apart = True
        for line in lines:
            if own and not self._goes_on(own[-1], line):
                yield self._joined(own, apart)
                apart = self._is_apart(own[-1], line)
                own = []
            own.append(line)
        if own:
            yield self._joined(own, apart)

    def _joined(self, lines: Sequence[Printed], apart: bool) -> Paragraph:
        parts = [lines[0].text]
        for before, line in pairwise(lines):
            parts += [self._hyphen(before, line), line.text]
        if lines[-1].broken:
            parts.append("-")  # "I was go-" is broken off by the speaker
        bold = all(line.bold for line in lines)
        return Paragraph(lines[0].page, "".join(parts), bold, apart)

    def cell(self, lines: Sequence[Printed]) -> str:
        """Join the lines of a table's cell, whose edges say nothing of paragraphs."""
        return self._joined(lines, False).text if lines else ""

    def _hyphen(self, before: Printed, line: Printed) -> str:
        """Return what stands between two lines, once a hyphen at the end is seen to."""
        if not before.broken:
            # Chinese and Japanese put no blanks between words.
            return "" if _CJK.match(before.text[-1:]) and _CJK.match(line.text) else " "
        left, right = _WORD.findall(before.text.casefold()), _WORD.match(line.text.casefold())
        if not left or right is None or not line.text[0].islower():
            return "-"
        known, hyphened, whole = self._vocabulary, f"{left[-1]}-{right[0]}", left[-1] + right[0]
        if known[hyphened] != known[whole]:
            return "-" if known[hyphened] > known[whole] else ""
        if known[left[-1]] > 1 and known[right[0]] > 1:
            return "-"  # the halves of "long-term" are words of their own
        return "" if self._hyphenated else "-"

    def _is_apart(self, above: Printed, line: Printed) -> bool:
        step = line.top - above.top
        return above.page == line.page and step > _APART * max(self._leading, 0.5 * above.height)

    def _goes_on(self, above: Printed, line: Printed) -> bool:
        if self._begins(line) or self._is_head(above) or above.bold != line.bold:
            return False
        long = above.x1 - above.x0 > 0.4 * (self._right[id(above)] - above.x0)
        if above.broken:
            return long and not self._is_apart(above, line)
        ended = _ENDS.search(above.text) is not None
        if above.page != line.page or line.top < above.top:
            return not ended
        if self._is_apart(above, line):
            return False
        if line.x0 > above.x0 + above.height and ended:
            return False  # the first line of a paragraph is set in
        right = self._right[id(above)]
        fits = above.x1 + _BLANK_WIDTH * above.height + line.first < right - 1
        return long and not fits

    def _is_alone(self, line: Printed) -> bool:
        return names.key(names.tidy(line.text)) in self._alone

    def _is_head(self, line: Printed) -> bool:
        """Whether a line is only the name or time above what is said."""
        head = self._heads[id(line)]
        only = head is not None and head.form in ("named", "alone", "time") and not head.rest
        return only or self._is_alone(line)

    def _begins(self, line: Printed) -> bool:
        """Whether a speaker or a time stands at the beginning of a line."""
        head: Head | None = self._heads[id(line)]
        if self._is_alone(line):
            return True
        if head is None:
            return False
        if head.form == "dash":
            return names.key(head.name) in self._dashed
        if head.form == "label":
            timed = head.start_s >= 0
            return timed or names.key(head.name) in self._labels or names.looks_like_name(head.name)
        return True


def _right_edges(lines: Sequence[Printed]) -> dict[int, float]:
    """Return for each line how far right its column reaches, by the line's identity."""
    flows: list[list[Printed]] = []
    for line in lines:
        above = flows[-1][-1] if flows else None
        if above and above.page == line.page and line.top >= above.top - 0.5 * above.height:
            flows[-1].append(line)
        else:
            flows.append([line])
    columns = Counter(flow[0].page for flow in flows)
    ends = sorted(line.x1 for flow in flows if columns[flow[0].page] == 1 for line in flow)
    # A title or a table without rules may reach further than the words do.
    usual = ends[-1 - len(ends) // 50] if ends else 0.0
    edges: dict[int, float] = {}
    for flow in flows:
        narrow = columns[flow[0].page] > 1
        edge = max(line.x1 for line in flow) if narrow else usual
        edges |= {id(line): edge for line in flow}
    return edges
