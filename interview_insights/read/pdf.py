"""PDF files to utterances: words from pdfium, tables from pdfplumber, lines joined anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interview_insights.read.lines import Line
from interview_insights.read.pdf_lines import Printed, lines_of
from interview_insights.read.pdf_margins import without_line_numbers, without_running_lines
from interview_insights.read.pdf_pages import is_cut_off, no_text, pages_of
from interview_insights.read.pdf_paragraphs import Layout
from interview_insights.read.pdf_tables import Table, TableFinder
from interview_insights.read.pdf_words import PageWords, Word
from interview_insights.read.plain import read_lines
from interview_insights.read.reading import Reading, Source
from interview_insights.read.table_lines import goes_on, is_heading, lines_of_table
from interview_insights.records import Place

_IN_PARAGRAPH = re.compile(r"\bin paragraph (\d+)\b")

Segment = list[Printed] | Table


def read_pdf(source: Source) -> tuple[Reading, ...]:
    """Read a PDF that has a layer of text.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One. Places are pages.

    Raises
    ------
    ReadError
        The file is damaged, protected by a password, too long, or only pictures of
        pages.
    """
    pages = pages_of(source)
    keep = source.options.keep
    cleaned: Counter[str] = Counter(spaces=sum(page.spaces for page in pages))
    words: list[list[Word]] = [list(page.words) for page in pages]
    if "lines" not in keep:
        words, cleaned["lines"] = without_line_numbers(words)
    segments, missed = _segments(source.data, pages, words)
    if "pages" not in keep:
        left, taken = _without_running_lines(segments)
        if any(left):
            segments, cleaned["pages"] = left, taken
        elif any(page.pictures for page in pages):
            raise no_text(pages, source.path)  # "Scanned with …" on each of them
    content = _Content(segments, drop_repeated="pages" not in keep)
    reading = read_lines(content.lines, "paragraph", source.options)
    cleaned.update(reading.cleaned)
    cleaned["pages"] += content.repeated
    told = (*_told_of_pages(pages, missed), *_cut_off(source.data), *content.warnings)
    return (_with_pages(reading, content.pages, told, +cleaned),)


def _segments(
    data: bytes, pages: Sequence[PageWords], words: Sequence[Sequence[Word]]
) -> tuple[list[list[Segment]], int]:
    """Return each page's tables and the lines between them, and how many pages were too ruled."""
    finder = TableFinder(data)
    try:
        made = []
        for number, (page, own) in enumerate(zip(pages, words, strict=True), 1):
            tables, rest = finder.tables(number, own, page.rules)
            made.append(_in_order(tables, rest, number))
    finally:
        finder.close()
    return made, finder.missed


def _in_order(tables: Sequence[Table], words: Sequence[Word], page: int) -> list[Segment]:
    between: list[list[Word]] = [[] for _ in range(len(tables) + 1)]
    for word in words:
        between[sum(table.top < word.top for table in tables)].append(word)
    made: list[Segment] = []
    for at, own in enumerate(between):
        if own:
            made.append(lines_of(own, page))
        if at < len(tables):
            made.append(tables[at])
    return made


def _without_running_lines(pages: list[list[Segment]]) -> tuple[list[list[Segment]], int]:
    printed = [[line for part in _prints(page) for line in part] for page in pages]
    left, taken = without_running_lines(printed)
    kept = {id(line) for lines in left for line in lines}
    made: list[list[Segment]] = []
    for page in pages:
        parts: list[Segment] = [
            part if isinstance(part, Table) else [line for line in part if id(line) in kept]
            for part in page
        ]
        made.append([part for part in parts if part])
    return made, taken


def _prints(page: Iterable[Segment]) -> list[list[Printed]]:
    return [part for part in page if not isinstance(part, Table)]


class _Content:
    """The lines of a whole file as :func:`plain.read_lines` takes them.

    ``pages[n]`` is the page of the line with the number ``n``; ``repeated`` counts the
    headers of tables that stand anew on a further page.
    """

    def __init__(self, pages: Sequence[Sequence[Segment]], drop_repeated: bool) -> None:
        self.lines: list[Line] = []
        self.pages: list[int] = [0]
        self.warnings: tuple[str, ...] = ()
        self.repeated = 0
        self._drop_repeated = drop_repeated
        parts = [part for page in pages for part in page]
        cells = (
            line
            for part in parts
            if isinstance(part, Table)
            for row in part.rows
            for cell in row
            for line in cell
        )
        self._layout = Layout([line for part in _prints(parts) for line in part], list(cells))
        self._add(parts)

    def _add(self, parts: Sequence[Segment]) -> None:
        printed: list[Printed] = []
        tables: list[Table] = []
        for part in parts:
            if isinstance(part, Table):
                self._add_lines(printed)
                if tables and len(tables[0].rows[0]) != len(part.rows[0]):
                    self._add_tables(tables)
                tables.append(part)
            else:
                self._add_tables(tables)
                printed += part
        self._add_lines(printed)
        self._add_tables(tables)

    def _add_lines(self, printed: list[Printed]) -> None:
        for paragraph in self._layout.paragraphs(printed):
            if paragraph.apart:
                self._line(paragraph.page, "")
            self._line(paragraph.page, paragraph.text, paragraph.bold)
        printed.clear()

    def _add_tables(self, tables: list[Table]) -> None:
        """Add tables without words between them as the one that they are."""
        rows: list[tuple[int, list[str]]] = []
        for table in tables:
            own = [
                (
                    next((cell[0].page for cell in row if cell), 1),
                    [self._layout.cell(cell) for cell in row],
                )
                for row in table.rows
            ]
            again = rows and own[0][1] == rows[0][1] and is_heading(own[0])
            if self._drop_repeated and again:
                self.repeated += 1
                own = own[1:]
            if rows and own and goes_on(rows, own[0]):
                page, above = rows.pop()
                cells = [f"{a} {b}".strip() for a, b in zip(above, own[0][1], strict=True)]
                own[0] = (page, cells)
            rows += own
        found = lines_of_table(rows)
        for page, text in found.lines:
            self._line(page, text)
        self.warnings = tuple(dict.fromkeys((*self.warnings, *found.warnings)))
        tables.clear()

    def _line(self, page: int, text: str, bold: bool = False) -> None:
        self.lines.append(Line(len(self.pages), text, bold))
        self.pages.append(page)


def _with_pages(
    reading: Reading, pages: Sequence[int], told: tuple[str, ...], cleaned: Counter[str]
) -> Reading:
    """Return a reading whose places are the pages of its lines."""
    utterances = tuple(
        replace(said, place=Place("page", pages[said.place.number])) for said in reading.utterances
    )
    warnings = (
        _IN_PARAGRAPH.sub(lambda found: f"on page {pages[int(found[1])]}", warning)
        for warning in reading.warnings
    )
    return replace(
        reading, utterances=utterances, warnings=(*told, *warnings), cleaned=dict(cleaned)
    )


def _told_of_pages(pages: Sequence[PageWords], missed: int) -> tuple[str, ...]:
    told: list[str] = []
    for what, numbers in (
        ("are damaged and were left out", [n for n, p in enumerate(pages, 1) if p.damaged]),
        (
            "hold pictures but no text and were left out",
            [n for n, p in enumerate(pages, 1) if p.pictures and not p.words],
        ),
    ):
        if numbers:
            which = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
            told.append(f"{len(numbers)} of {len(pages)} pages {what}: {which}.")
    slanted = sum(page.slanted for page in pages)
    if slanted:
        told.append(f"{slanted} words that stand askew on their pages were left out.")
    if missed:
        told.append(f"Tables on {missed} pages could not be told apart and were read as lines.")
    return tuple(told)


def _cut_off(data: bytes) -> tuple[str, ...]:
    return ("The PDF has no end: its last pages may be missing.",) if is_cut_off(data) else ()
