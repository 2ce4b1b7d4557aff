"""Bytes to text: byte order marks, UTF-8, UTF-16, then the likeliest old code page.

Nothing is ever replaced silently: bytes that fit no encoding are an error that
names their line, and a guess is told as a warning.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from interview_insights.errors import EncodingError

# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
_WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüýÿßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝŸ"
    "‘’‚“”„–—…•€£©®™°·«»‹›¿¡§½¼¾×´\xa0\xad"
)
_BYTES_HINT = "Save the file as plain text in UTF-8, or export it as .docx."
_ORDINARY_CONTROLS = frozenset(b"\t\n\r\f\x0b\x15\x1b\x1c\x1d\x1e\x1f")


def decode(data: bytes, path: str | Path) -> tuple[str, str, tuple[str, ...]]:
    """Decode a text file.

    Parameters
    ----------
    data : bytes
        The whole file.
    path : str or Path
        For the message.

    Returns
    -------
    text : str
        With line feeds as the only line ends, without a byte order mark.
    encoding : str
        Python's name of the encoding.
    warnings : tuple of str
        A sentence where the encoding was guessed.

    Raises
    ------
    EncodingError
        The bytes are binary, or fit no encoding; the line is named.
    """
    encoding = _sure_encoding(data)
    guessed = ""
    if not encoding:
        _refuse_binary(data, path)
        encoding = _guess(data)
        guessed = f"The encoding is not UTF-8; it was taken as {encoding}."
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise EncodingError(
            f"The bytes in this line are not valid {encoding}.",
            path=path,
            line=_line_of(data, at, encoding),
            hint=_BYTES_HINT,
        ) from None
    if "\x00" in text:
        raise _binary(path, text.count("\n", 0, text.index("\x00")) + 1)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text, encoding.removesuffix("-sig"), tuple(w for w in (guessed, _lost(text)) if w)


def _sure_encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    # UTF-16 without a mark: in European text every second byte is zero.
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if len(head) >= 4 and most > 0.3 * len(head) / 2 and least < 0.05 * len(head):
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "utf-8"


def _refuse_binary(data: bytes, path: str | Path) -> None:
    head = data[:_SAMPLE]
    controls = sum(head.count(byte) for byte in range(32) if byte not in _ORDINARY_CONTROLS)
    if b"\x00" in head or controls > 0.02 * len(head):
        first = min(
            (
                at
                for byte in range(32)
                if byte not in _ORDINARY_CONTROLS and (at := head.find(byte)) >= 0
            ),
            default=0,
        )
        raise _binary(path, head.count(b"\n", 0, first) + 1)


def _binary(path: str | Path, line: int) -> EncodingError:
    return EncodingError(
        "This is binary data, not a transcript.",
        path=path,
        line=line,
        hint="Export it as .docx or .txt.",
    )


def _guess(data: bytes) -> str:
    """Return the likeliest single-byte or East Asian encoding of bytes that are not UTF-8."""
    # Statistics need many letters; in mostly-ASCII Western text a handful of
    # accents and curly quotes is all there is, so that case is settled first.
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    try:
        as_western = data.decode("cp1252")
    except UnicodeDecodeError:
        as_western = ""
    if as_western and high < 0.3 * len(data[:_SAMPLE]):
        accents = {c for c in as_western if ord(c) > 127}
        if accents <= _WESTERN:
            return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def _line_of(data: bytes, at: int, encoding: str) -> int:
    before = data[:at]
    if encoding.startswith(("utf-16", "utf-32")):
        return before.decode(encoding, "ignore").count("\n") + 1
    return before.count(b"\n") + 1


def _lost(text: str) -> str:
    lost = text.count("\ufffd")
    if not lost:
        return ""
    return f"{lost} characters were lost before this file was saved (shown as \ufffd)."
