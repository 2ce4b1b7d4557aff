"""RTF made plain before striprtf reads it: what it loses becomes marks in the text.

striprtf knows code pages and Unicode, but not bold, nor the end of a cell from a bar,
and its search for links is slow on long lines. So pictures, field codes, headers and
whatever else is no text go out here, and bold, paragraphs and cells get a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

# Characters that Unicode keeps for such use and that no text holds.
BOLD, PLAIN, PARAGRAPH, CELL, ROW = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"

_TOKEN = re.compile(
    r"\\bin(?P<binary>\d{1,10}) ?|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])|[\r\n]+"
    r"|(?P<text>[^\\{}\r\n]+)"
)
_BREAKS = {"par": PARAGRAPH, "sect": PARAGRAPH, "page": PARAGRAPH} | {
    "cell": CELL,
    "nestcell": CELL,
    "row": ROW,
    "nestrow": ROW,
}
# Numbers of list items would stand before the speaker's name.
_DROPPED = frozenset(("listtext", "pntext", "fonttbl", "colortbl", "nonshppict"))
_MOST_FONTS = 1000
_LAST_CHARACTER = 0x10FFFF


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits from the one around it."""

    bold: bool = False
    hidden: bool = False
    dropped: bool = False
    fonts: bool = False
    in_cell: bool = False


@dataclass(slots=True)
class Simplified:
    """RTF of nothing but text and marks; ``open_groups`` is 0 unless its end is missing."""

    text: str
    encoding: str
    open_groups: int


@dataclass(slots=True)
class _Simplifier:
    dropped_words: frozenset[str]
    state: _State = _State()
    around: list[_State] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    fonts: dict[str, str] = field(default_factory=dict)
    font: str = "0"
    marked_bold: bool = False
    encoding: str = "cp1252"

    def brace(self, brace: str) -> None:
        if brace == "{":
            self.around.append(self.state)
        elif self.around:
            in_cell = self.state.in_cell
            # \intbl belongs to the paragraph, whichever group it stands in.
            self.state = replace(self.around.pop(), in_cell=in_cell)
        self.out.append(brace)

    def word(self, word: str, number: str | None) -> None:
        state = self.state
        if word in self.dropped_words:
            self.state = replace(state, dropped=True, fonts=state.fonts or word == "fonttbl")
        elif state.fonts:
            self._font(word, number)
        elif state.dropped:
            pass
        elif word in ("b", "v", "deleted"):
            name = "bold" if word == "b" else "hidden"
            self.state = replace(state, **{name: number != "0"})
            self.out.append("\\b ")
        elif word == "plain":
            self.state = replace(state, bold=False, hidden=False)
            self.out.append("\\b ")
        elif word in ("intbl", "pard"):
            self.state = replace(state, in_cell=word == "intbl")
        elif word in _BREAKS:
            self._break(word)
        elif word == "mac":
            self.encoding = "mac_roman"
        else:
            self._other(word, number)

    def _break(self, word: str) -> None:
        if word == "par" and self.state.in_cell:
            self.out.append("\\line ")
        else:
            self.out.append(f"\\b {_BREAKS[word]}")

    def _font(self, word: str, number: str | None) -> None:
        if word == "f":
            self.font = number or "0"
        elif word == "fcharset" and len(self.fonts) < _MOST_FONTS:
            self.fonts[self.font] = (number or "0").lstrip("-")

    def _other(self, word: str, number: str | None) -> None:
        if word == "u":
            self._marks()
            code = int(number or 0)
            bad = number is None or abs(code) > _LAST_CHARACTER or code < -0x10000
            number = "65533" if bad else number
        elif word == "uc":
            number = (number or "1").lstrip("-")
        elif self.state.hidden:
            return
        self.out.append(f"\\{word}{number or ''} ")

    def text(self, text: str) -> None:
        if not (self.state.dropped or self.state.hidden):
            self._marks()
            self.out.append(text)

    def sign(self, sign: str) -> None:
        if sign == "*":
            self.state = replace(self.state, dropped=True)
        elif sign in "\r\n":
            self.word("par", None)
        else:
            self.text("-" if sign == "_" else f"\\{sign}")

    def _marks(self) -> None:
        if self.state.bold != self.marked_bold:
            self.out.append(BOLD if self.state.bold else PLAIN)
            self.marked_bold = self.state.bold


def simplify(text: str, destinations: frozenset[str]) -> Simplified:
    """Reduce RTF to its text, with marks for what striprtf would lose.

    Parameters
    ----------
    text : str
        The file, a character for each byte.
    destinations : frozenset of str
        Control words whose groups hold no text of the document.

    Returns
    -------
    Simplified
    """
    maker = _Simplifier(destinations | _DROPPED)
    for token in _tokens(text):
        if token["brace"]:
            maker.brace(token["brace"])
        elif token["word"]:
            maker.word(token["word"], token["number"])
        elif token["sign"]:
            maker.sign(token["sign"])
        elif token["hex"] or token["text"]:
            maker.text(token[0])
    fonts = "".join(f"{{\\f{n}\\fcharset{c} x;}}" for n, c in maker.fonts.items())
    # The file's own outer group stays the first: striprtf stops where that ends.
    body = "".join(maker.out)
    return Simplified(f"{{{{\\fonttbl{fonts}}}{body}}}", maker.encoding, len(maker.around))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:  # a backslash at the end
            return
        at = token.end()
        if token["binary"]:
            at += int(token["binary"])
        else:
            yield token
