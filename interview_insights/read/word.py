"""Word documents to utterances: paragraphs parted at line breaks, and tables."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read import names
from interview_insights.read.columns import columns_of
from interview_insights.read.lines import Line
from interview_insights.read.plain import read_lines
from interview_insights.read.reading import Reading, Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Moved-away text stands a second time where it was moved to; text boxes are not the dialogue.
_SKIPPED = frozenset((_FALLBACK, f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr"))
_BREAKS = frozenset((f"{_W}br", f"{_W}cr"))
_DEEPEST = 100


def read_word(source: Source) -> tuple[Reading, ...]:
    """Read a .docx file.

    Parameters
    ----------
    source : Source
        Its data are an archive that :func:`limits.check_zip` has passed.

    Returns
    -------
    tuple of Reading
        One. Places are paragraphs, those in tables counted too.

    Raises
    ------
    ReadError
        The document cannot be opened.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(source.data))
        # python-docx finds the body by its relationship: it may be word/document2.xml.
        lines = list(_lines(document.element.body))
    except Exception as error:  # zipfile, lxml and python-docx each raise their own
        raise ReadError(
            f"The Word document is damaged ({type(error).__name__}).",
            path=source.path,
            hint="Open it in Word and save it again as .docx or .txt.",
        ) from error
    return (read_lines(lines, "paragraph", source.options),)


def _lines(body: Any) -> Iterator[Line]:
    number = 0
    for block in _blocks(body, 0):
        if block.tag == f"{_W}p":
            number += 1
            yield from _paragraph(block, number)
            continue
        for text in _table(block):
            number += 1
            for part in text.split("\n"):
                yield Line(number, part)


def _blocks(parent: Any, depth: int) -> Iterator[Any]:
    """Yield paragraphs and tables in order, those in content controls too.

    python-docx's iter_inner_content leaves content controls out.
    """
    for child in parent.iterchildren():
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins") and depth < _DEEPEST:
            yield from _blocks(child, depth + 1)


def _paragraph(paragraph: Any, number: int) -> Iterator[Line]:
    parts = list(_runs(paragraph, False, 0))
    text = "".join(piece for piece, _ in parts)
    spoken = [bold for piece, bold in parts if piece.strip()]
    if "\n" not in text:
        yield Line(number, text, bool(spoken) and all(spoken))
        return
    # A question in bold and its answer may share a paragraph, so each line asks for itself.
    line: list[tuple[str, bool]] = []
    for piece, bold in [*parts, ("\n", False)]:
        if piece != "\n":
            line.append((piece, bold))
            continue
        said = [b for p, b in line if p.strip()]
        yield Line(number, "".join(p for p, _ in line), bool(said) and all(said))
        line = []


def _runs(element: Any, bold: bool, depth: int) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of text below an element, line breaks as line feeds, and if bold."""
    if depth > _DEEPEST:
        return
    for child in element.iterchildren():
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{_W}t":
            yield (child.text or "").replace("\n", " "), bold
        elif tag == f"{_W}tab":
            yield "\t", bold
        elif tag == f"{_W}noBreakHyphen":
            yield "-", bold
        elif tag in _BREAKS:
            yield "\n", bold
        elif tag == f"{_W}r":
            yield from _runs(child, _is_bold(child), depth + 1)
        else:
            yield from _runs(child, bold, depth + 1)


def _is_bold(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


def _cell_text(cell: Any) -> str:
    paragraphs = ("".join(t for t, _ in _runs(p, False, 0)) for p in cell.iter(f"{_W}p"))
    return "\n".join(text for text in paragraphs if text.strip())


def _table(table: Any) -> Iterator[str]:
    """Yield a table's rows as lines: ``Speaker: text`` where it has such columns.

    Cells are taken as they stand in the file: python-docx repeats a merged cell
    as often as its width says, and a width may say a billion.
    """
    rows = [
        [_cell_text(cell) for cell in row.iterchildren(f"{_W}tc")]
        for row in table.iterchildren(f"{_W}tr")
    ]
    header = columns_of(rows[0]) if rows else None
    if header and header.speaker is not None and header.text is not None:
        speaker_at, text_at, start_at = header.speaker, header.text, header.start
        rows = rows[1:]
        yield ""  # the header is counted
    elif _labelled(rows):
        speaker_at, text_at, start_at = 0, 1, None
    else:
        for row in rows:
            yield from (cell for cell in row if cell.strip())
        return
    for row in rows:
        if len(row) <= max(speaker_at, text_at):
            yield from (cell for cell in row if cell.strip())
            continue
        yield _row_line(row, speaker_at, text_at, start_at)


def _row_line(row: Sequence[str], speaker: int, text: int, start: int | None) -> str:
    name = names.tidy(row[speaker])
    words = " ".join(row[text].split())
    stamp = row[start].strip() if start is not None and start < len(row) else ""
    stamp = f"[{stamp.strip('[]() ')}] " if stamp else ""
    return f"{stamp}{name}: {words}" if name else words


def _labelled(rows: list[list[str]]) -> bool:
    """Whether the first column of two or more holds only speakers' names."""
    wide = [row for row in rows if len(row) >= 2 and row[0].strip()]
    return len(wide) >= 2 and all(names.looks_like_name(row[0]) for row in wide)
