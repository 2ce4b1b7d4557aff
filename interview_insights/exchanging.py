"""Runs out to other tools, and people's codes in again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights import store
from interview_insights.coding.codebook import default_codebook, load_codebook
from interview_insights.errors import ReadError, RunError
from interview_insights.exchange import (
    Change,
    Received,
    as_coded,
    changes,
    checked,
    read_corrections,
    with_corrections,
)
from interview_insights.pipeline import Run, load_run, rework
from interview_insights.settings import Settings
from interview_insights.version import __version__

if TYPE_CHECKING:
    from interview_insights.records import Codebook

FORMATS = ("xlsx", "qdpx", "qdc", "csv", "json")
"""What a run can be exported to."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What corrections did to a run.

    ``confirmed`` sentences were coded by a person as the model had coded them; ``lesson``
    says what the coder learned; ``moved`` how many sentences nobody corrected are coded
    otherwise because of it.
    """

    run: Run
    changes: tuple[Change, ...]
    confirmed: int
    remarks: tuple[str, ...]
    lesson: str
    moved: int


def export_run(
    run: Run, path: str | Path, kind: str = "", recordings: str | Path | None = None
) -> Path:
    """Write a run for another program.

    Parameters
    ----------
    run : Run
    path : str or Path
        File to write.
    kind : {"", "xlsx", "qdpx", "qdc", "csv", "json"}
        Empty takes it from the file's name.
    recordings : str or Path, optional
        Folder of the recordings. In a .qdpx, transcripts with times whose recording is there
        get points in time.

    Returns
    -------
    Path

    Raises
    ------
    RunError
        The format is unknown, or the file cannot be written.
    """
    target = Path(path)
    kind = (kind or target.suffix.lstrip(".")).lower()
    if kind not in FORMATS:
        raise RunError(
            f"There is no export to {kind!r}.", path=target, hint=f"One of {', '.join(FORMATS)}."
        )
    if target.suffix.lower().lstrip(".") in set(FORMATS) - {kind}:
        raise RunError(
            f"The file's name says {target.suffix}, the export is {kind}.",
            path=target,
            hint=f"Name it {target.stem}.{kind}.",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.tmp")
        found = recordings_of(run, recordings) if recordings is not None else {}
        _write(run, temporary, kind, found)
        temporary.replace(target)
    except OSError as error:
        raise RunError(
            f"The file cannot be written ({error.strerror}).", path=target, hint="Name another one."
        ) from None
    return target


def recordings_of(run: Run, folder: str | Path) -> dict[str, Path]:
    """Return the recordings of a run's transcripts that have times, by transcript.

    Raises
    ------
    RunError
        There is no such folder.
    """
    from interview_insights.exchange.qdpx_sources import recordings_in

    if not Path(folder).is_dir():
        raise RunError(
            "There is no such folder of recordings.",
            path=folder,
            hint="Name the folder they lie in.",
        )
    return recordings_in(Path(folder), run.segments)


def _write(run: Run, target: Path, kind: str, recordings: Mapping[str, Path]) -> None:
    tables = run.tables
    if kind == "xlsx":
        from interview_insights.exchange.workbook import write_workbook

        target.write_bytes(write_workbook(tables, run.manifest["codebook"], run.manifest["name"]))
    elif kind == "qdpx":
        from interview_insights.exchange.qdpx import write_qdpx

        title = run.manifest["name"]
        target.write_bytes(write_qdpx(tables, codebook_of(run), title, recordings))
    elif kind == "qdc":
        from interview_insights.exchange.qdpx import write_qdc

        target.write_bytes(write_qdc(tables, codebook_of(run)))
    else:
        from interview_insights.exchange.exported import exported_rows

        header, rows = exported_rows(tables)
        if kind == "csv":
            store.write_csv(target, header, rows)
        else:
            cells = [dict(zip(header, row, strict=True)) for row in rows]
            target.write_text(
                json.dumps(cells, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )


def to_review(run: Run, n: int, without: Collection[str] = ()) -> list[str]:
    """Choose the sentences of a run from which the coder would learn most.

    Parameters
    ----------
    run : Run
    n : int
    without : collection of str
        Ids that need not be asked again.

    Returns
    -------
    list of str
        Segment ids, the most telling first.
    """
    from interview_insights.coding import open_coder
    from interview_insights.coding.teaching import worth_coding
    from interview_insights.embed import open_embedder

    settings = _settings_of(run)
    coder = open_coder(settings.codebook or None, open_embedder(settings.embedder))
    return worth_coding(coder, run.segments, run.codings, n, without)


def export_review(run: Run, path: str | Path, n: int) -> int:
    """Write a workbook of the sentences worth coding by a person, and return how many.

    Parameters
    ----------
    run : Run
    path : str or Path
        An .xlsx to write.
    n : int
        How many sentences at most.
    """
    from interview_insights.exchange.workbook import write_workbook

    if Path(path).suffix.lower() != ".xlsx":
        raise RunError(
            "The sentences to review are written as a workbook.",
            path=path,
            hint="Give the file a name that ends in .xlsx.",
        )
    chosen = to_review(run, n)
    tables = run.tables
    book = write_workbook(tables, run.manifest["codebook"], run.manifest["name"], chosen)
    Path(path).write_bytes(book)
    return len(chosen)


def codebook_of(run: Run) -> Codebook:
    """Open the codebook that a run was coded with.

    Raises
    ------
    CodebookError
        It is no longer where it was.
    """
    path = run.manifest["settings"]["codebook"]
    return load_codebook(path) if path else default_codebook()


def read_codes(run: Run, path: str | Path) -> Received:
    """Read codes by people for a run's sentences.

    Parameters
    ----------
    run : Run
    path : str or Path
        An .xlsx or .csv as it was exported, or a REFI-QDA project (.qdpx) made from one.

    Returns
    -------
    Received
        What can be taken, and a remark on each thing that cannot.

    Raises
    ------
    ReadError
        The file is damaged or holds no codes.
    """
    source = Path(path)
    if not source.is_file():
        raise ReadError("There is no such file.", path=str(source), hint="Check its name.")
    if source.suffix.lower() not in (".xlsx", ".csv", ".tsv", ".txt", ".qdpx"):
        raise ReadError(
            f"Codes cannot be read from a {source.suffix or 'nameless'} file.",
            path=str(source),
            hint="Corrections come back as .xlsx, .csv or .qdpx, names of themes as .qdc.",
        )
    segments = run.segments[run.segments["role"] == "respondent"]
    codebook = codebook_of(run)
    if source.suffix.lower() == ".qdpx":
        from interview_insights.exchange.qdpx_codes import corrections_from
        from interview_insights.read.qda_codings import read_codings

        coded, texts = read_codings(source)
        tables = {name: getattr(run, name) for name in ("segments", "codings", "themes")}
        given = corrections_from(coded, texts, tables, codebook)
        # A project holds all codes: what is as it was, nobody need have looked at.
        before = as_coded(run.codings)
        changed = tuple(c for c in given.corrections if before[c.segment_id] != c)
        if not given.corrections and not given.remarks:
            raise _nothing_in(source)
        given = Received(changed, given.remarks)
    else:
        given = read_corrections(
            source,
            dict(zip(segments["segment_id"], segments["text"], strict=True)),
            as_coded(run.codings),
        )
        if not given.corrections and not given.remarks:
            raise _nothing_in(source)
    sound = checked(given.corrections, segments["segment_id"], codebook)
    return Received(sound.corrections, (*given.remarks, *sound.remarks))


def apply_codes(
    folder: str | Path,
    path: str | Path,
    *,
    out: str | Path | None = None,
    confirm: bool = False,
    learn: bool = True,
    progress: bool | Callable[[str, int, int], None] = False,
) -> Applied:
    """Put people's codes into a run and compute themes, contrasts, personas, report anew.

    Parameters
    ----------
    folder : str or Path
        Run folder.
    path : str or Path
        What :func:`read_codes` reads, or a REFI-QDA code book (.qdc): the names that it
        gives to themes are taken over.
    out : str or Path, optional
        Folder of the new run; default the old one's.
    confirm : bool, default False
        Take rows that say what the model says as coded by a person as well: right where
        somebody went over the whole file.
    learn : bool, default True
        Let the coder learn from all codes by people.
    progress : bool or callable, default False

    Returns
    -------
    Applied

    Raises
    ------
    InsightsError
        The run, the file or the codebook is unusable.
    """
    run = load_run(folder)
    if Path(path).suffix.lower() == ".qdc":
        return _apply_names(run, Path(path), out or folder, progress)
    given = read_codes(run, path)
    before = as_coded(run.codings)
    changed = changes(run.codings, given.corrections)
    different = {change.segment_id for change in changed}
    taken = [c for c in given.corrections if confirm or c.segment_id in different]
    entry = {
        "what": "codes by people",
        "version": __version__,
        "when": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "file": Path(path).name,
        "sha256": hashlib.sha256(Path(path).read_bytes()).hexdigest(),
        "changed": len(changed),
        "confirmed": len(taken) - len(changed),
    }
    codings = with_corrections(run.codings, taken, codebook_of(run))
    settings = _settings_of(run)
    new, lesson = rework(run, codings, settings, learn=learn, progress=progress)
    entry["lesson"] = lesson
    new.manifest["history"] = [*run.manifest.get("history", ()), entry]
    after = as_coded(new.codings)
    people = {c.segment_id for c in taken}
    moved = sum(after[s] != before[s] for s in before if s not in people)
    new.save(out or folder)
    return Applied(new, tuple(changed), len(taken) - len(changed), given.remarks, lesson, moved)


def read_names(run: Run, path: str | Path) -> tuple[str, ...]:
    """Return what a REFI-QDA code book would change in a run's names of themes, in lines.

    Parameters
    ----------
    run : Run
    path : str or Path
        A .qdc.
    """
    from interview_insights.exchange.qdc import names_from, read_code_book

    found = names_from(read_code_book(Path(path)), run.themes, codebook_of(run))
    labels = dict(zip(run.themes["theme"], run.themes["label"], strict=True))
    told = (f"{t}: “{labels[t]}” would be “{label}”." for t, label in found.labels)
    return (*told, *found.remarks)


def _apply_names(
    run: Run, path: Path, target: str | Path, progress: bool | Callable[[str, int, int], None]
) -> Applied:
    """Take over the names that a code book gives to the run's themes."""
    from interview_insights.exchange.qdc import names_from, read_code_book

    found = names_from(read_code_book(path), run.themes, codebook_of(run))
    rules = dict(run.manifest.get("theme_rules", {}))
    old = [pair for pair in rules.get("rename", ()) if pair[0] not in dict(found.labels)]
    rules["rename"] = [*old, *(list(pair) for pair in found.labels)]
    named = Run(run.manifest | {"theme_rules": rules}, run.tables, tuple(run.personas))
    new, _ = rework(named, run.codings, _settings_of(run), learn=False, progress=progress)
    labels = dict(zip(run.themes["theme"], run.themes["label"], strict=True))
    told = tuple(f"{t}: “{labels[t]}” is now “{label}”." for t, label in found.labels)
    entry = {
        "what": "names of themes",
        "version": __version__,
        "when": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "changed": len(found.labels),
    }
    new.manifest["history"] = [*run.manifest.get("history", ()), entry]
    new.save(target)
    return Applied(new, (), 0, (*told, *found.remarks), "", 0)


def _settings_of(run: Run) -> Settings:
    stored: dict[str, Any] = run.manifest["settings"]
    lists = {k: tuple(v) for k, v in stored.items() if isinstance(v, list)}
    return Settings().updated(**(stored | lists))


def _nothing_in(path: Path) -> ReadError:
    return ReadError("The file holds no codes.", path=str(path), hint="Export the run anew.")
