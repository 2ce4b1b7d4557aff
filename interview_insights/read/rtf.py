"""RTF documents to utterances, by striprtf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.lines import Line
from interview_insights.read.plain import read_lines
from interview_insights.read.reading import Reading, Source
from interview_insights.read.rtf_marks import BOLD, CELL, PARAGRAPH, PLAIN, ROW, simplify
from interview_insights.read.table_lines import lines_of_table

_MOST_CHARACTERS = 20 * limits.MEGABYTE  # of text and its formatting, pictures not counted
_HINT = "Open it in Word or LibreOffice and save it as .docx or .txt."
_MARK = re.compile(f"([{PARAGRAPH}{CELL}{ROW}])")
_WEIGHT = re.compile(f"([{BOLD}{PLAIN}])")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")


def read_rtf(source: Source) -> tuple[Reading, ...]:
    """Read an RTF document.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One. Places are paragraphs, each row of a table counted as one.

    Raises
    ------
    ReadError
        The document is damaged or too large.
    """
    from striprtf.striprtf import destinations, rtf_to_text

    simple = simplify(_decoded(source.data), destinations)
    if len(simple.text) > _MOST_CHARACTERS:
        raise ReadError(
            f"The RTF document holds {len(simple.text) // limits.MEGABYTE} MB of text, more than"
            f" the {_MOST_CHARACTERS // limits.MEGABYTE} MB that are read.",
            path=source.path,
            hint="Save the interview as a file of its own.",
        )
    try:
        text = rtf_to_text(simple.text, encoding=simple.encoding, errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # whatever int, chr and the codecs raise
        raise ReadError(
            f"The RTF document is damaged ({type(error).__name__}).", path=source.path, hint=_HINT
        ) from error
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    content = _Content(text)
    told = list(content.warnings)
    if simple.open_groups:
        told.append("The RTF document has no end: its last words may be missing.")
    lost = text.count("\ufffd")
    if lost:
        told.append(f"{lost} characters could not be decoded and are shown as \ufffd.")
    reading = read_lines(content.lines, "paragraph", source.options)
    return (replace(reading, warnings=(*told, *reading.warnings)),)


def _decoded(data: bytes) -> str:
    """Return RTF as text: it should be ASCII, but some programs write as they speak."""
    if not data.isascii():
        page = _CODE_PAGE.search(data[:2000])
        for encoding in ("utf-8", f"cp{page[1].decode()}" if page else "cp1252"):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("latin-1")


class _Content:
    """The lines of a document, in order; rows of tables become lines of their own."""

    def __init__(self, text: str) -> None:
        self.lines: list[Line] = []
        self.warnings: tuple[str, ...] = ()
        self._number = 0
        self._bold = False
        self._cells: list[str] = []
        self._rows: list[list[str]] = []
        pieces = _MARK.split(text)
        for piece, mark in zip(pieces[::2], [*pieces[1::2], PARAGRAPH], strict=True):
            self._take(piece, mark)

    def _take(self, piece: str, mark: str) -> None:
        if mark == CELL:
            self._cells.append("".join(part for part, _ in self._weighed(piece)))
            return
        if mark == ROW:
            self._end_row()
            return
        self._end_row()
        self._end_table()
        self._number += 1
        line: list[tuple[str, bool]] = []
        for part, bold in self._weighed(piece):
            first, *rest = part.split("\n")
            line.append((first, bold))
            for text in rest:
                self._add(line)
                line = [(text, bold)]
        self._add(line)

    def _weighed(self, piece: str) -> Iterator[tuple[str, bool]]:
        for part in _WEIGHT.split(piece):
            if part in (BOLD, PLAIN):
                self._bold = part == BOLD
            elif part:
                yield part, self._bold

    def _add(self, line: list[tuple[str, bool]]) -> None:
        said = [bold for text, bold in line if text.strip()]
        text = "".join(text for text, _ in line)
        self.lines.append(Line(self._number, text, bool(said) and all(said)))

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append(self._cells)
            self._cells = []

    def _end_table(self) -> None:
        if not self._rows:
            return
        numbered = [(self._number + at, cells) for at, cells in enumerate(self._rows, 1)]
        self._number += len(numbered)
        found = lines_of_table(numbered)
        self.lines += [Line(number, text) for number, text in found.lines]
        self.warnings = tuple(dict.fromkeys((*self.warnings, *found.warnings)))
        self._rows = []
