"""What stands around the words of a PDF: line numbers, running headers and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from interview_insights.read.pdf_lines import Printed
from interview_insights.read.pdf_words import Word

_FEWEST_NUMBERS = 5
_STEPS = (1, 2, 5, 10)
_SAME_EDGE = 4.0  # points
_OUTER_LINES = 3  # a header or footer has no more
_SHARE_OF_PAGES = 0.4  # left and right pages may differ, and the first may have none
_NUMBER = re.compile(r"\d{1,15}")
_OF_PAGES = re.compile(r"\t(\d{1,4})/(\d{1,4})$")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.|pg\.?|pagina|página)\s*)?(\d{1,4})"
    r"(?:\s*(?:of|von|/|de|sur|van)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


def without_line_numbers(pages: Sequence[Sequence[Word]]) -> tuple[list[list[Word]], int]:
    """Take the numbers of lines out of the left margin.

    They stand left of all else, count up by a constant step, and share an edge.

    Parameters
    ----------
    pages : sequence of sequence of Word

    Returns
    -------
    pages : list of list of Word
    taken : int
        How many numbers were taken out.
    """
    found = [_in_margin(page) for page in pages]
    numbers = [word for words in found for word in words]
    if len(numbers) < _FEWEST_NUMBERS or not _count_up([int(word.text) for word in numbers]):
        return [list(page) for page in pages], 0
    if not (_aligned([w.x0 for w in numbers]) or _aligned([w.x1 for w in numbers])):
        return [list(page) for page in pages], 0
    taken = {id(word) for word in numbers}
    return [[word for word in page if id(word) not in taken] for page in pages], len(numbers)


def _in_margin(page: Sequence[Word]) -> list[Word]:
    left = sorted(w.x0 for w in page if not _is_number(w))
    if not left:
        return []
    edge = left[len(left) // 50]
    numbers = [word for word in page if _is_number(word) and word.x1 < edge]
    return sorted(numbers, key=lambda word: word.top)


def _is_number(word: Word) -> bool:
    return len(word.text) <= 4 and word.text.isascii() and word.text.isdigit()


def _count_up(values: Sequence[int]) -> bool:
    pairs = list(pairwise(values))
    # A new page may begin at 1 again.
    best = max(sum(b - a == step or b <= step for a, b in pairs) for step in _STEPS)
    rises = sum(b > a for a, b in pairs)
    return best >= 0.9 * len(pairs) and rises >= 0.5 * len(pairs)


def _aligned(edges: Sequence[float]) -> bool:
    ordered = sorted(edges)
    spare = len(ordered) // 20
    return ordered[-1 - spare] - ordered[spare] <= _SAME_EDGE


def without_running_lines(pages: Sequence[Sequence[Printed]]) -> tuple[list[list[Printed]], int]:
    """Take headers and footers that stand on many pages, and page numbers, off the pages.

    Parameters
    ----------
    pages : sequence of sequence of Printed

    Returns
    -------
    pages : list of list of Printed
    taken : int
        How many lines were taken off.
    """
    outer = [set(_outer(lines)) for lines in pages]
    at_edge: dict[str, list[Printed]] = {}
    inside: Counter[str] = Counter()
    for lines, edge in zip(pages, outer, strict=True):
        for at, line in enumerate(lines):
            if at in edge:
                at_edge.setdefault(_form(line.text), []).append(line)
            else:
                inside[_form(line.text)] += 1
    filled = sum(bool(lines) for lines in pages)
    running: set[int] = set()
    sure: set[int] = set()
    for form, lines in at_edge.items():
        if len(lines) > inside[form] and _is_running(lines, filled):
            running |= {id(line) for line in lines}
            # "Okay." or a name may begin several pages, and two may end in the same words.
            if len(lines) > 2 and len(form.split()) > 2:
                sure |= {id(line) for line in lines}
    running |= {id(line) for lines in pages for line in lines if _counts_pages(line, len(pages))}
    taken = {id(line) for lines in pages for line in _from_edges(lines, running, sure)}
    return [[line for line in lines if id(line) not in taken] for lines in pages], len(taken)


def _from_edges(lines: Sequence[Printed], running: set[int], sure: set[int]) -> Iterator[Printed]:
    """Yield a page's running lines, which have no others outside them and space inside."""
    down = sorted(range(len(lines)), key=lambda at: lines[at].top)
    for inwards in (down, down[::-1]):
        block: list[Printed] = []
        for at in inwards[: _OUTER_LINES + 1]:
            line = lines[at]
            if block and (_is_apart(block[-1], line) or id(block[-1]) in sure):
                yield from block
                block = []
            if len(block) == _OUTER_LINES or not (
                id(line) in running or _is_page_number(lines, at)
            ):
                block = []
                break
            block.append(line)
        yield from block


def _is_apart(one: Printed, other: Printed) -> bool:
    upper, lower = (one, other) if one.top < other.top else (other, one)
    return lower.top - upper.bottom > 0.5 * min(one.height, other.height)


def _outer(lines: Sequence[Printed]) -> Iterator[int]:
    down = sorted(range(len(lines)), key=lambda at: lines[at].top)
    yield from down[:_OUTER_LINES]
    yield from down[-_OUTER_LINES:]


def _form(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.split()).casefold())


def _is_running(lines: Sequence[Printed], pages: int) -> bool:
    """Whether lines of one form stand on many pages at one height, as no words of a talk do."""
    numbers = [line.page for line in lines]
    if len(lines) < 2 or len(set(numbers)) < max(2, _SHARE_OF_PAGES * pages):
        return False
    heights = sorted(line.top for line in lines)
    middle = heights[len(heights) // 2]
    level = sum(abs(height - middle) <= _SAME_EDGE for height in heights)
    return level >= 0.9 * len(heights) and _numbers_count_pages(lines)


def _counts_pages(line: Printed, pages: int) -> bool:
    """Whether a line ends in its page's number and that of all pages, as a browser prints it."""
    match = _OF_PAGES.search(line.text[-20:])
    return match is not None and (int(match[1]), int(match[2])) == (line.page, pages)


def _numbers_count_pages(lines: Sequence[Printed]) -> bool:
    """Whether each number in the lines is the same on all pages, or one more on each.

    "Ben 12:04" may be the first line of several pages too.
    """
    numbers = ([int(n) for n in _NUMBER.findall(line.text)[:9]] for line in lines)
    for column in zip(*numbers, strict=False):
        ahead = {value - line.page for value, line in zip(column, lines, strict=True)}
        if len(set(column)) > 1 and len(ahead) > 1:
            return False
    return True


def _is_page_number(lines: Sequence[Printed], at: int) -> bool:
    """Whether a line is its page's number, apart from the words (for the only page, too)."""
    line = lines[at]
    match = _PAGE_NUMBER.fullmatch(line.text.strip()[:30])
    return match is not None and int(match[1]) == line.page and _stands_alone(line, lines)


def _stands_alone(line: Printed, lines: Sequence[Printed]) -> bool:
    """Whether more than half a line's height parts a line from all others on its page."""
    above, below = line.top - 0.5 * line.height, line.bottom + 0.5 * line.height
    return all(other is line or other.top > below or other.bottom < above for other in lines)
