"""participants.csv: who is behind which file, in which group, with which attributes."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from interview_insights.errors import ReadError, StudyError
from interview_insights.read import limits
from interview_insights.read.columns import DELIMITERS
from interview_insights.read.decoding import decode

_KNOWN = ("file", "participant", "group", "speaker", "interviewer")
_HINT = "The first row must be: file,participant,group (and any further columns)."


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: ``participant`` and ``group`` are empty where the row leaves them open.

    ``speaker`` names one speaker of the file, if the row is about that one alone;
    ``interviewers`` are the speakers of the file who ask.
    """

    file: str
    row: int
    participant: str
    group: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    speaker: str = ""
    interviewers: tuple[str, ...] = ()


def read_participants(path: Path) -> tuple[Entry, ...]:
    """Read participants.csv.

    Parameters
    ----------
    path : Path

    Returns
    -------
    tuple of Entry
        Empty where there is no such file.

    Raises
    ------
    StudyError
        It is malformed; the row is named.
    """
    if not path.is_file():
        return ()
    try:
        text = decode(limits.load_bytes(path), path)[0]
    except ReadError as error:
        raise StudyError(error.message, path=path, line=error.line, hint=error.hint) from None
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    try:
        rows = list(enumerate(reader, 1))
    except csv.Error as error:
        raise StudyError(
            f"This row cannot be read: {error}.", path=path, line=reader.line_num, hint=_HINT
        ) from None
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    lowered = [cell.casefold() for cell in header]
    if "file" not in lowered:
        raise StudyError('There is no column "file".', path=path, line=1, hint=_HINT)
    if len(set(lowered)) < len(lowered):
        raise StudyError("Two columns have the same name.", path=path, line=1, hint=_HINT)
    return tuple(
        _entry(number, cells, header, path)
        for number, cells in rows[1:]
        if any(cell.strip() for cell in cells)
    )


def _entry(number: int, cells: list[str], header: list[str], path: Path) -> Entry:
    if len(cells) > len(header):
        raise StudyError(
            f"Row {number} has {len(cells)} cells, the first row {len(header)}.",
            path=path,
            line=number,
            hint="Put cells that hold a comma in quotation marks.",
        )
    values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    known = {name.casefold(): value for name, value in values.items()}
    if not known.get("file"):
        raise StudyError(f"Row {number} names no file.", path=path, line=number, hint=_HINT)
    further = {
        name: value for name, value in values.items() if name and name.casefold() not in _KNOWN
    }
    asking = known.get("interviewer", "").split(";")
    return Entry(
        file=known["file"],
        row=number,
        participant=known.get("participant", ""),
        group=known.get("group", ""),
        attributes=further,
        speaker=known.get("speaker", ""),
        interviewers=tuple(name.strip() for name in asking if name.strip()),
    )


def match_files(
    entries: Iterable[Entry], files: Iterable[str], path: Path
) -> tuple[dict[str, tuple[Entry, ...]], tuple[Entry, ...]]:
    """Find the file of each row, by relative path or bare name, whatever its case.

    Parameters
    ----------
    entries : iterable of Entry
    files : iterable of str
        Paths relative to the study, with forward slashes.
    path : Path
        participants.csv, for the message.

    Returns
    -------
    matched : dict of file to tuple of Entry
        More than one where a file holds several interviews or respondents.
    left : tuple of Entry
        Rows that match no file.

    Raises
    ------
    StudyError
        A row names two files, or two rows say the same.
    """
    by_path: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for file in files:
        by_path.setdefault(_folded(file), []).append(file)
        by_name.setdefault(_folded(PurePosixPath(file).name), []).append(file)
    matched: dict[str, list[Entry]] = {}
    left: list[Entry] = []
    for entry in entries:
        wanted = _folded(entry.file.replace("\\", "/").removeprefix("./"))
        found = by_path.get(wanted) or by_name.get(wanted) or []
        if entry.file in found:
            found = [entry.file]
        if not found:
            left.append(entry)
            continue
        if len(found) > 1:
            raise StudyError(
                f"Row {entry.row} names two files: {', '.join(found[:3])}.",
                path=path,
                line=entry.row,
                hint="Write the folder before the file's name.",
            )
        rows = matched.setdefault(found[0], [])
        twin = next((row for row in rows if _who(row) == _who(entry)), None)
        if twin:
            raise StudyError(
                f"Row {entry.row} names {found[0]} again, after row {twin.row}.",
                path=path,
                line=entry.row,
                hint="Keep one row for each file.",
            )
        rows.append(entry)
    return {file: tuple(rows) for file, rows in matched.items()}, tuple(left)


def _who(entry: Entry) -> tuple[str, str]:
    return _folded(entry.participant), _folded(entry.speaker)


def _folded(text: str) -> str:
    # macOS writes file names with accents decomposed, spreadsheets composed.
    return unicodedata.normalize("NFC", text).casefold()
