"""A PDF's bytes to the words of its pages, within limits of time and memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.pdf_words import PageWords, words_of
from interview_insights.read.reading import Source

MAX_PAGES = 1000  # read in half a minute
MAX_CHARACTERS = 5_000_000
MAX_OBJECTS = 5_000_000
MAX_CONTENT_BYTES = 10 * limits.MEGABYTE

_SAVE_HINT = "Open it, and save its words as .docx or .txt, or print it to a new PDF."
_OCR_HINT = "Recognise its text first (OCR), for example with OCRmyPDF, and read the result."
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78][\x01\x5e\x9c\xda])")
_OPERATORS = re.compile(rb"(?:^|\s)(?:BT|Tf|Tj|TJ|cm|q|re|m|l|gs|Do|BDC|BMC)(?:\s|$)")
# Fonts without a table of their letters give private, missing or control characters.
_UNMAPPED = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")
_MOST_UNMAPPED = 0.3
_TAIL = 4096  # bytes among which the end mark stands, whatever follows it


def pages_of(source: Source) -> list[PageWords]:
    """Open a PDF and take the words from its pages.

    Parameters
    ----------
    source : Source

    Returns
    -------
    list of PageWords
        One for each page; at least one has words.

    Raises
    ------
    ReadError
        The file is damaged, protected by a password, too long, only pictures of
        pages, or does not say which letters its signs are.
    """
    import pypdfium2

    _check_streams(source)
    try:
        document = pypdfium2.PdfDocument(source.data)
    except Exception as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise ReadError(
                "The PDF is protected by a password.",
                path=source.path,
                hint="Open it with the password, and save it without one.",
            ) from None
        raise _damaged(source) from error
    try:
        pages = list(_pages(document, source))
    finally:
        document.close()
    _check_letters(pages, source)
    return pages


def _check_streams(source: Source) -> None:
    """Refuse page descriptions that would unpack to gigabytes in pdfium."""
    data = memoryview(source.data)
    for match in _STREAM.finditer(source.data):
        unpacker = zlib.decompressobj()
        try:
            start = unpacker.decompress(data[match.end() :], 1024)
            if not _OPERATORS.search(start):
                continue  # a picture or a font
            rest = unpacker.decompress(unpacker.unconsumed_tail, MAX_CONTENT_BYTES)
        except zlib.error:
            continue  # pdfium sees to it
        if len(rest) >= MAX_CONTENT_BYTES:
            most = MAX_CONTENT_BYTES // limits.MEGABYTE
            raise ReadError(
                f"A page of the PDF would unpack to more than {most} MB and is refused.",
                path=source.path,
                hint=_SAVE_HINT,
            )


def _pages(document: Any, source: Source) -> Iterator[PageWords]:
    number = len(document)
    if number > MAX_PAGES:
        raise ReadError(
            f"The PDF has {number} pages, more than the {MAX_PAGES} that are read.",
            path=source.path,
            hint="Save the pages of the interview as a file of their own.",
        )
    if not number:
        raise _damaged(source)
    characters = objects = 0
    for at in range(number):
        try:
            page = document[at]
            text = page.get_textpage()
        except Exception:  # the others may be sound
            yield PageWords((), damaged=True)
            continue
        characters += text.count_chars()
        objects += _count_objects(page)
        if characters > MAX_CHARACTERS or objects > MAX_OBJECTS:
            raise ReadError(
                f"The first {at + 1} of {number} pages hold {characters} characters and"
                f" {objects} drawn objects, more than a transcript has.",
                path=source.path,
                hint=_SAVE_HINT,
            )
        yield words_of(page, text)
        text.close()
        page.close()


def _count_objects(page: Any) -> int:
    from pypdfium2 import raw

    return int(raw.FPDFPage_CountObjects(page.raw))


def _check_letters(pages: list[PageWords], source: Source) -> None:
    text = "".join(word.text for page in pages for word in page.words)
    if not text:
        lost = all(page.damaged for page in pages)
        raise _damaged(source) if lost else no_text(pages, source.path)
    unmapped = len(_UNMAPPED.findall(text))
    if unmapped > _MOST_UNMAPPED * len(text):
        raise ReadError(
            f"The PDF does not say which letters {unmapped} of its {len(text)} signs are.",
            path=source.path,
            hint=_OCR_HINT,
        )


def no_text(pages: list[PageWords], path: str) -> ReadError:
    """Return the error for a PDF whose pages hold no words."""
    pictures = sum(page.pictures for page in pages)
    what = f"{pictures} of its {len(pages)} pages hold pictures, " if pictures else ""
    return ReadError(
        f"The PDF holds no text: {what}none holds words." if what else "The PDF holds no text.",
        path=path,
        hint=_OCR_HINT,
    )


def is_cut_off(data: bytes) -> bool:
    """Whether the end of a PDF is missing: some open all the same, without their last pages."""
    return b"%%EOF" not in data[-_TAIL:]


def _damaged(source: Source) -> ReadError:
    if is_cut_off(source.data):
        return ReadError(
            "The PDF is damaged: its end is missing.",
            path=source.path,
            hint="Download or export it again.",
        )
    return ReadError("The PDF is damaged and cannot be opened.", path=source.path, hint=_SAVE_HINT)
