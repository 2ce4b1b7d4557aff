"""A PDF's pages to words with their places on the page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import pi
from typing import Any

_BOLD_NAME = re.compile(rb"(?<![a-z])(?:semi|demi|extra|ultra)?(?:bold|black|heavy)", re.I)
_BOLD_WEIGHT = 600
_HYPHENS = (0x2, 0xFFFE)  # pdfium's own mark for a hyphen at the end of a line
_SOFT_HYPHEN = 0xAD
_NO_WIDTH = 0x200B
_BLANKS = frozenset(map(ord, " \t\n\v\f\r\xa0\u1680\u202f\u205f\u3000")) | frozenset(
    range(0x2000, 0x200B)
)
_MOST_SLANT = 0.1  # radians; text of a scan that was recognised is never quite level
_LONGEST_FONT_NAME = 200


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points; ``top`` and ``bottom`` grow down the page.

    ``broken`` says that a hyphen parts it from the rest of it on the next line.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool = False
    broken: bool = False

    @property
    def height(self) -> float:
        """From the font's ascent to its descent; never zero."""
        return max(1.0, self.bottom - self.top)

    def level(self, other: Word) -> bool:
        """Whether the two stand on one line and begin at the same height."""
        return abs(self.top - other.top) <= 0.3 * min(self.height, other.height)

    def beside(self, other: Word) -> bool:
        """Whether the two stand on one line: half of the smaller one's height is shared."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared >= 0.5 * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page in the file's order.

    ``slanted`` words stand askew and were left out; ``spaces`` signs of no width were
    taken as blanks; ``rules`` lines and boxes are drawn; a ``damaged`` page has no words.
    """

    words: tuple[Word, ...]
    slanted: int = 0
    spaces: int = 0
    rules: int = 0
    pictures: bool = False
    damaged: bool = False


def words_of(page: Any, text: Any) -> PageWords:
    """Take the words from a page.

    Parameters
    ----------
    page : pypdfium2.PdfPage
    text : pypdfium2.PdfTextPage
        Of the page.

    Returns
    -------
    PageWords
        Turned upright where the whole page is turned.
    """
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(text.raw, at) for at in range(text.count_chars())]
    spaces = _empty_blanks(codes)
    blanks = _BLANKS | {_NO_WIDTH} if spaces else _BLANKS
    found = [_word(raw, text.raw, *span) for span in _spans(codes, blanks)]
    turned = [_quarter(angle) for _, angle in found]
    most = Counter(turn for turn in turned if turn is not None).most_common(1)
    upright = most[0][0] if most else 0
    words = tuple(
        _turned(word, upright)
        for (word, _), turn in zip(found, turned, strict=True)
        if turn == upright
    )
    rules, pictures = _drawn(raw, page)
    return PageWords(words, len(found) - len(words), spaces, rules, pictures)


def _empty_blanks(codes: Sequence[int]) -> int:
    """Return how many signs without width part words, where they stand for blanks."""
    empty = sum(code == _NO_WIDTH for code in codes)
    if not empty:
        return 0
    # Google Docs sets one beside each blank; others set it instead.
    return empty if empty > sum(code in _BLANKS for code in codes) else 0


def _spans(codes: Sequence[int], blanks: frozenset[int]) -> Iterator[tuple[list[int], int, bool]]:
    """Yield each word's code points, the position of its first, and if a hyphen breaks it."""
    letters: list[int] = []
    for at, code in enumerate(codes):
        if code not in blanks and code not in _HYPHENS:
            letters.append(code)
        elif letters:
            yield letters, at - len(letters), code in _HYPHENS or letters[-1] == _SOFT_HYPHEN
            letters = []
    if letters:
        yield letters, len(codes) - len(letters), letters[-1] == _SOFT_HYPHEN


def _word(raw: Any, text: Any, letters: list[int], at: int, broken: bool) -> tuple[Word, float]:
    first, last = _box(raw, text, at), _box(raw, text, at + len(letters) - 1)
    words = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in letters)
    left, right = min(first.left, last.left), max(first.right, last.right)
    below, above = min(first.bottom, last.bottom), max(first.top, last.top)
    word = Word(words, left, right, -above, -below, _is_bold(raw, text, at), broken)
    return word, raw.FPDFText_GetCharAngle(text, at)


def _box(raw: Any, text: Any, at: int) -> Any:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, at, box)
    return box


def _is_bold(raw: Any, text: Any, at: int) -> bool:
    if raw.FPDFText_GetFontWeight(text, at) >= _BOLD_WEIGHT:
        return True
    name, flags = ctypes.create_string_buffer(_LONGEST_FONT_NAME), ctypes.c_int()
    # LibreOffice states the same weight for all its fonts, but names them.
    raw.FPDFText_GetFontInfo(text, at, name, _LONGEST_FONT_NAME, flags)
    return _BOLD_NAME.search(name.value) is not None


def _quarter(angle: float) -> int | None:
    quarters = round(angle / (pi / 2))
    return quarters % 4 if abs(angle - quarters * pi / 2) <= _MOST_SLANT else None


def _turned(word: Word, quarter: int) -> Word:
    """Return a word as it stands once the page is turned so that its text is level."""
    x0, x1, top, bottom = word.x0, word.x1, word.top, word.bottom
    if quarter == 3:  # runs up the page, the next line to its right
        return replace(word, x0=-bottom, x1=-top, top=x0, bottom=x1)
    if quarter == 2:
        return replace(word, x0=-x1, x1=-x0, top=-bottom, bottom=-top)
    if quarter == 1:
        return replace(word, x0=top, x1=bottom, top=-x1, bottom=-x0)
    return word


def _drawn(raw: Any, page: Any) -> tuple[int, bool]:
    """Return how many lines and boxes a page has, and if it has pictures."""
    drawn = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    kinds = Counter(found.type for found in page.get_objects(filter=drawn, max_depth=3))
    return kinds[raw.FPDF_PAGEOBJ_PATH], bool(kinds[raw.FPDF_PAGEOBJ_IMAGE])
