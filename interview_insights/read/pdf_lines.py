"""Words on a PDF's page to lines of print, in the order in which they are read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interview_insights.read.pdf_words import Word

_COLUMN_GAP = 1.5  # heights of a line; justified words never stand so far apart
_TWO_BLANKS = 0.36  # heights; "Anna Roth  0:03" parts name and time by two blanks
_TWO_BLANKS_TYPED = 0.75
_GUTTER = 5.0  # points


@dataclass(frozen=True, slots=True)
class Printed:
    """One line of print, and its box in points; ``page`` counts from 1.

    ``first`` is the width of its first word: whether it would have fitted on the line above.
    """

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool = False
    broken: bool = False
    first: float = 0.0

    @property
    def height(self) -> float:
        """Never zero."""
        return max(1.0, self.bottom - self.top)


def lines_of(words: Sequence[Word], page: int) -> list[Printed]:
    """Put a page's words together to lines.

    Parameters
    ----------
    words : sequence of Word
        In the file's order.
    page : int

    Returns
    -------
    list of Printed
        Sorted down the page, unless it is set in columns: then the file's order is
        the only one that keeps them apart.
    """
    pieces = pieces_of(words)
    back_up = any(b[0].top < a[0].top - a[0].height for a, b in pairwise(pieces))
    if back_up and not _has_gutter(pieces):
        pieces = _sorted_down(pieces)
    lines: list[list[Word]] = []
    for piece in pieces:
        if lines and lines[-1][-1].beside(piece[0]) and piece[0].x0 >= lines[-1][-1].x1:
            lines[-1] += piece
        else:
            lines.append(list(piece))
    return [_printed(line, page) for line in lines]


def pieces_of(words: Iterable[Word]) -> list[list[Word]]:
    """Part words where a line ends, or where a gap is as wide as between columns.

    Parameters
    ----------
    words : iterable of Word
        In the file's order.

    Returns
    -------
    list of list of Word
        None is empty.
    """
    pieces: list[list[Word]] = []
    for word in words:
        before = pieces[-1][-1] if pieces else None
        follows = (
            before is not None
            and before.beside(word)
            and -0.5 * word.height <= word.x0 - before.x1 <= _COLUMN_GAP * word.height
        )
        if follows:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return pieces


def _has_gutter(pieces: Sequence[Sequence[Word]]) -> bool:
    """Whether a white strip down the page parts what stands left of it from what stands right."""
    if not pieces:
        return False
    left = min(piece[0].x0 for piece in pieces)
    width = min(2000, int(max(piece[-1].x1 for piece in pieces) - left) + 2)
    ink = [0] * (width + 2)
    for piece in pieces:
        begin, end = int(piece[0].x0 - left), int(piece[-1].x1 - left) + 1
        if begin < width:
            ink[begin] += 1
            ink[min(end, width)] -= 1
    few, covered, white = 0.05 * len(pieces), 0, 0
    starts = sorted(piece[0].x0 - left for piece in pieces)
    for at in range(width):
        covered += ink[at]
        white = white + 1 if covered <= few else 0
        if white >= _GUTTER:
            right = len(starts) - bisect_left(starts, at)
            if right >= 0.2 * len(pieces) and len(pieces) - right >= 0.2 * len(pieces):
                return True
            white = -width  # looked at; the next strip is another one
    return False


def _sorted_down(pieces: list[list[Word]]) -> list[list[Word]]:
    by_top = sorted(pieces, key=lambda piece: piece[0].top)
    rows: list[list[list[Word]]] = []
    for piece in by_top:
        if rows and rows[-1][0][0].beside(piece[0]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda piece: piece[0].x0)]


def _is_typed(words: Sequence[Word]) -> bool:
    """Whether all letters, and so blanks, are of one width, as a typewriter's."""
    widths = [(word.x1 - word.x0) / len(word.text) for word in words]
    return max(widths) - min(widths) < 0.03 * max(widths)


def _printed(words: Sequence[Word], page: int) -> Printed:
    parts = [words[0].text]
    gaps = [max(0.0, b.x0 - a.x1) for a, b in pairwise(words)]
    usual = min(gaps, default=0.0) if len(gaps) > 1 else 0.0
    two = _TWO_BLANKS_TYPED if _is_typed(words) else _TWO_BLANKS
    for before, word, gap in zip(words, words[1:], gaps, strict=False):
        if gap > 0.9 * word.height:
            blank = "\t"
        else:
            blank = "  " if gap > max(two * word.height, 1.5 * usual) else " "
        parts += ["-" if before.broken else "", blank, word.text]
    text = "".join(parts)
    hyphen = len(text) > 1 and text[-1] in "-\u2010\u00ad" and text[-2].isalpha()
    return Printed(
        page,
        text[:-1] if hyphen else text,
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
        all(word.bold for word in words),
        hyphen or words[-1].broken,
        words[0].x1 - words[0].x0,
    )
