"""What a file is, told from its content; its suffix only settles what content leaves open."""

from __future__ import annotations

import re
from pathlib import PurePath

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.captions import TIMING
from interview_insights.read.columns import delimiter_of
from interview_insights.read.decoding import decode
from interview_insights.read.reading import DEFAULTS, Options, Source

_HINT = "Export it as .docx or .txt."
_SPEECH_HINT = "Have it transcribed, and save the transcript as .docx, .vtt or .txt."

# Signature, what it is, and what to do about it.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "an image", _HINT),
    (b"\xff\xd8\xff", "an image", _HINT),
    (b"GIF8", "an image", _HINT),
    (b"II*\x00", "an image", _HINT),
    (b"MM\x00*", "an image", _HINT),
    (b"RIFF", "an audio, video or image file", _SPEECH_HINT),
    (b"ID3", "an audio file", _SPEECH_HINT),
    (b"\xff\xfb", "an audio file", _SPEECH_HINT),
    (b"\xff\xf3", "an audio file", _SPEECH_HINT),
    (b"OggS", "an audio file", _SPEECH_HINT),
    (b"fLaC", "an audio file", _SPEECH_HINT),
    (b"\x1aE\xdf\xa3", "a video file", _SPEECH_HINT),
    (b"\x1f\x8b", "a compressed archive", "Unpack it first."),
    (b"BZh", "a compressed archive", "Unpack it first."),
    (b"7z\xbc\xaf", "a compressed archive", "Unpack it first."),
    (b"Rar!", "a compressed archive", "Unpack it first."),
    (b"SQLite format 3", "a database", "Export its transcripts as .docx or .txt."),
)
_NOT_TEXT = (".docx", ".xlsx", ".doc", ".xls", ".pdf", ".odt", ".ods")
_COMPOUND = b"\xd0\xcf\x11\xe0"
# What the directory of an old Office file calls its content, in UTF-16.
_COMPOUND_KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "EncryptedPackage",
        "an Office file protected by a password",
        "Open it with the password, and save it without one.",
    ),
    (
        "WordDocument",
        "an old Word document (.doc)",
        "Open it in Word or LibreOffice and save it as .docx.",
    ),
    (
        "Workbook",
        "an old Excel workbook (.xls)",
        "Open it in Excel or LibreOffice and save it as .xlsx.",
    ),
    ("", "an old or password-protected Office file", "Save it as .docx or .xlsx."),
)
_ODF_KINDS = {b"text": "odt", b"spreadsheet": "ods"}
_ODF_TYPE = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet)")
_PDF_HEAD = 1024  # bytes among which a PDF's signature may stand
# These begin like words, so they count only where the rest is no text.
_WORDLIKE = frozenset((b"RIFF", b"ID3", b"BZh", b"GIF8"))
_MARKUP = re.compile(
    r"<(?:\?xml|!doctype|html|head|body|annotation_document|transcript|tt|project)\b", re.I
)
# The roots of those XML files that are read, after a prolog of declaration and comments.
_ROOT = re.compile(r"<(?:\w{1,20}:)?(annotation_document|tt)\b", re.I)
_ROOTS = {"annotation_document": "eaf", "tt": "ttml"}
_PROLOG = 8000
_CHAT = re.compile(r"^\*[^:\t\n]{1,40}:\t", re.M)
_CAPTION_LINES = 40
_JSON_START = re.compile(
    r"[\[{]\s*(?:[\[{\"\]}]|-?\d+\s*,)|(?:(?:var|let|const)\s+)?\w{1,40}\s*=\s*[\[{]"
)


def suffix_of(path: str) -> str:
    """Return a path's suffix in small letters, with its dot."""
    return PurePath(path).suffix.lower()


def sniff(data: bytes, path: str, options: Options = DEFAULTS) -> Source:
    """Tell a file's kind and decode it.

    Parameters
    ----------
    data : bytes
        The whole file.
    path : str
        As the user gave it.
    options : Options

    Returns
    -------
    Source
        With a kind of :data:`registry.KINDS`.

    Raises
    ------
    ReadError
        It is of a kind that is not read, a damaged archive, or empty.
    EncodingError
        It is binary, or its text cannot be decoded.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Source(path, _office_kind(data, path), data, "", "", options=options)
    kind = _document_kind(data)
    if kind:
        return Source(path, kind, data, "", "", options=options)
    _refuse_foreign(data, path)
    text, encoding, warnings = decode(data, path)
    if not text.strip().strip("\x00 \t\n\f\v\xa0\u200b\ufeff"):
        raise limits.empty_file(path)
    kind = _text_kind(text, suffix_of(path), path)
    mismatch = suffix_of(path) in _NOT_TEXT
    told = (f"The file is named {suffix_of(path)} but holds plain text.",) if mismatch else ()
    return Source(path, kind, data, text, encoding, (*warnings, *told), options)


def _office_kind(data: bytes, path: str) -> str:
    members = limits.check_zip(data, path)
    if any(name.casefold().endswith(".qde") for name in members):
        return "qdpx"
    if "[Content_Types].xml" in members:
        types = limits.read_member(data, "[Content_Types].xml", path)
        if b"wordprocessingml" in types:
            return "docx"
        if b"spreadsheetml" in types:
            return "xlsx"
    if "mimetype" in members:
        mimetype = limits.read_member(data, "mimetype", path)
        document = _ODF_TYPE.match(mimetype.lstrip())
        if document and "content.xml" in members:
            return _ODF_KINDS[document[1]]
        if b"opendocument" in mimetype:
            raise _not_read("an OpenDocument file", path, "Save it as .docx, .xlsx or .txt.")
    if suffix_of(path) in (".docx", ".xlsx"):
        raise limits.damaged(path)
    raise _not_read("a zip archive", path, "Unpack it, and name the folder.")


def _not_read(what: str, path: str, hint: str) -> ReadError:
    return ReadError(f"This is {what}, which is not read.", path=path, hint=hint)


def _document_kind(data: bytes) -> str:
    """Tell a PDF or RTF document, which are bytes to their readers, not text."""
    if data[:_PDF_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    at = data.find(b"%PDF-", 0, _PDF_HEAD)
    # Mail and web servers leave lines above it.
    return "pdf" if at == 0 or (at > 0 and b"endobj" in data) else ""


def _refuse_foreign(data: bytes, path: str) -> None:
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:512]
    for signature, what, hint in _FOREIGN:
        if not head.startswith(signature):
            continue
        if signature in _WORDLIKE and _is_text(data[:4096]):
            continue
        raise _not_read(what, path, hint)
    if head.startswith(_COMPOUND):
        found = (kind for kind in _COMPOUND_KINDS if kind[0].encode("utf-16-le") in data)
        raise _not_read(*next((what, path, hint) for _, what, hint in found))
    if data[4:8] == b"ftyp" and b"\x00" in data[:4]:
        raise _not_read("an audio or video file", path, _SPEECH_HINT)


def _is_text(head: bytes) -> bool:
    return not any(byte < 9 for byte in head)


def _text_kind(text: str, suffix: str, path: str) -> str:
    start = text.lstrip()[:400]
    research = _research_kind(text, start, suffix)
    if not research and _MARKUP.match(start):
        raise _not_read("an XML or HTML file", path, _HINT)
    told = research or _caption_kind(text, start)
    if told:
        return told
    named_json = suffix in (".json", ".jsonl") and start[0] in "[{"
    if named_json or (_JSON_START.match(start) and _is_json(text)):
        return "json"
    if suffix in (".csv", ".tsv", ".xlsx", ".xls"):
        return "tsv" if suffix == ".tsv" else "csv"
    delimiter = delimiter_of(text)
    if delimiter and _is_table(text, delimiter):
        return "tsv" if delimiter == "\t" else "csv"
    if suffix in (".vtt", ".srt") and "-->" in text:
        return suffix[1:]
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _research_kind(text: str, start: str, suffix: str) -> str:
    """Tell formats of research tools, and lyrics, by signs that no other file has."""
    if _MARKUP.match(start):
        root = _ROOT.search(text[:_PROLOG])
        return _ROOTS[root[1].casefold()] if root else ""
    if start.startswith(("@UTF8", "@Begin")) or (suffix == ".cha" and _CHAT.search(text)):
        return "cha"
    if "\t" in text[:_PROLOG] or "sec," in text[:_PROLOG] or "ss.ms," in text[:_PROLOG]:
        from interview_insights.read.elan_table import is_elan_table

        if is_elan_table(text):
            return "elan-tab"
    if start.startswith("["):
        from interview_insights.read.lrc import is_lrc

        if is_lrc(text, suffix):
            return "lrc"
    return ""


def _caption_kind(text: str, start: str) -> str:
    if re.match(r"WEBVTT(?![^\s-])", start):
        return "vtt"
    lines = [line for line in text[:8000].split("\n")[:_CAPTION_LINES] if line.strip()]
    for line in lines[:2]:  # srt has a number above its times, sbv has not
        match = TIMING.match(line)
        if match and "->" in line:
            return "srt" if "," in line or lines[0].strip().isdigit() else "vtt"
        if match and not match["after"].strip():
            return "sbv"
    return ""


def _is_json(text: str) -> bool:
    # "[00:01] Anna: …" and "{000}: …" begin like JSON; a file that ends like it as well is.
    end = text.rstrip().rstrip(";")
    return end.endswith(("]", "}")) and ('"' in text or end.startswith("["))


def _is_table(text: str, delimiter: str) -> bool:
    """Whether rows below the header have the delimiter too: prose may begin like a header."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][1:20]
    return bool(lines) and sum(delimiter in line for line in lines) >= 0.6 * len(lines)
