"""Tables of corrected codes: .xlsx as it was exported, or .csv with the same columns."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from interview_insights.errors import ReadError
from interview_insights.exchange.corrections import CODINGS, Correction, Received, written
from interview_insights.records import AS_CODED, NONE

_NEEDED = ("segment_id", "field")
_MAX_BYTES = 200_000_000


def read_corrections(
    path: str | Path, texts: Mapping[str, str], before: Mapping[str, Correction]
) -> Received:
    """Read a table of codes that a person went over.

    Parameters
    ----------
    path : str or Path
        .xlsx (its sheet Codings, else its first) or .csv.
    texts : mapping of str to str
        The run's respondent sentences by id; rows whose text was edited are named.
    before : mapping of str to Correction
        How they are coded. Where the table has no column for second fields and poles,
        a sentence whose field is confirmed keeps its own.

    Returns
    -------
    Received
        A correction for every row, whether it says the same as the run or not.

    Raises
    ------
    ReadError
        It is no such table, or the columns segment_id and field are missing.
    """
    path = Path(path)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _unreadable(path, "it has more than 200 MB")
        header, rows = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    except OSError as error:
        raise _unreadable(path, error.strerror or "cannot be opened") from None
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise ReadError(
            f"The table has no column {missing[0]!r}.",
            path=str(path),
            hint="Correct what `interview-insights export RUN --to xlsx` wrote, header included.",
        )
    return _taken(header, rows, texts, before)


def _taken(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    texts: Mapping[str, str],
    before: Mapping[str, Correction],
) -> Received:
    given: list[Correction] = []
    remarks: list[str] = []
    seen: set[str] = set()
    stale = 0
    for number, cells in enumerate(rows, 2):
        row = dict(zip(header, (*cells, *[""] * len(header)), strict=False))
        segment_id, field = row["segment_id"].strip(), row["field"].strip()
        if not any(cell.strip() for cell in cells):
            continue
        if not segment_id:
            remarks.append(f"Row {number}: it has no segment_id and was left out.")
            continue
        if segment_id in seen:
            remarks.append(f"Row {number}: {segment_id} stands in an earlier row as well.")
        said = row.get("text", "")
        if said and segment_id in texts and not _same(said, texts[segment_id]):
            remarks.append(
                f"Row {number}: the text of {segment_id} was edited; codes are taken, words are"
                " not."
            )
        seen.add(segment_id)
        field = field.casefold() or NONE
        old = before.get(segment_id)
        kept = old if old and old.field == field else Correction(segment_id, field)
        found = Correction(
            segment_id,
            field,
            row.get("second_field", kept.second).strip().casefold(),
            row.get("pole", kept.pole).strip().casefold(),
        )
        if old and old != found and row.get(AS_CODED, "").strip() == written(found):
            stale += 1  # left as it was exported; the run has moved on since
            continue
        given.append(found)
    if stale:
        remarks.append(
            f"{stale} sentences are coded otherwise since the file was exported; where it says"
            " what it said then, the run's newer codes stay."
        )
    absent = len(set(texts) - seen)
    # A file for review holds a few sentences on purpose.
    if absent and seen and absent < len(seen):
        remarks.append(f"{absent} sentences of the run are not in the file; they stay as they are.")
    return Received(tuple(given), tuple(remarks))


def _same(said: str, text: str) -> bool:
    # Spreadsheets trim, and a guard against formulas may stand before it.
    return "".join(said.lstrip("'").split())[:30_000] == "".join(text.lstrip("'").split())[:30_000]


def _csv(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(path, "it is not UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _unreadable(path, str(error)) from None
    if not rows:
        raise _unreadable(path, "it is empty")
    return [name.strip() for name in rows[0]], rows[1:]


def _xlsx(path: Path) -> tuple[list[str], list[list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # Values, not formulas: the lens is computed, and not read.
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book[CODINGS] if CODINGS in book.sheetnames else book[book.sheetnames[0]]
        rows = [
            ["" if value is None else str(value) for value in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise _unreadable(path, f"no workbook: {error}") from None
    if not rows:
        raise _unreadable(path, "its sheet is empty")
    return [name.strip() for name in rows[0]], rows[1:]


def _unreadable(path: Path, why: str) -> ReadError:
    return ReadError(
        f"The table of corrections cannot be read ({why}).",
        path=str(path),
        hint="Save it as .xlsx or as CSV in UTF-8.",
    )
