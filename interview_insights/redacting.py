"""A study written anew without what could give its people away."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import StudyError
from interview_insights.records import Study, Transcript, Turn
from interview_insights.settings import STUDY_FILE, Settings, load_settings

if TYPE_CHECKING:
    from interview_insights.language.redaction import Redacted

PARTICIPANTS = "participants.csv"
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: transcripts, how many identities of which kind, and if names were known.

    ``names_known`` is False where no pipeline finds names in the study's language, so
    that only patterns and speakers were replaced. ``skipped`` files were not read.
    """

    transcripts: int
    counts: dict[str, int]
    names_known: bool
    skipped: int


def redact_folder(
    study: str | Path,
    out: str | Path,
    *,
    key: str | Path | None = None,
    business: str = "",
    spacy_model: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Written:
    """Write a study with placeholders for persons, places, firms, addresses and numbers.

    Parameters
    ----------
    study : path
        A study folder, or one transcript.
    out : path
        Folder to write; it must not exist, or be empty.
    key : path, optional
        Where to write which placeholder stands for what, readable by its owner only.
    business : str
        The firm that the study is about, which is not replaced.
    spacy_model : str
        An installed spaCy pipeline that finds names, instead of the shipped one.
    progress : callable, optional
        Called with (transcripts done, transcripts in all).

    Returns
    -------
    Written

    Raises
    ------
    StudyError
        The study cannot be read, or ``out`` holds files.
    """
    from interview_insights.language.pipelines import names_pipeline
    from interview_insights.language.redaction import redact_study
    from interview_insights.read import read_study

    root, target = Path(study), Path(out)
    settings = load_settings(root) if root.is_dir() else Settings()
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise StudyError(
            "The folder for the redacted study is not empty.", path=target, hint="Name a new one."
        )
    found = read_study(root, settings=settings)
    names = names_pipeline(settings.language, spacy_model or settings.spacy_model)
    done = redact_study(found, names, business=business or settings.business, progress=progress)
    try:
        _write(target, done, settings)
        if key is not None:
            _write_key(Path(key), done.key)
    except OSError as error:
        raise StudyError(
            f"The redacted study cannot be written ({error.strerror}).",
            path=target,
            hint="Check the free space and your rights there.",
        ) from None
    return Written(
        len(done.study.transcripts), dict(done.counts), names is not None, len(found.skipped)
    )


def _write(target: Path, done: Redacted, settings: Settings) -> None:
    """Write into a temporary sibling first: a half-redacted study must not be taken for whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as name:
        folder = Path(name) / "study"
        folder.mkdir()
        rows = [_transcript(folder, transcript) for transcript in done.study.transcripts]
        _participants(folder / PARTICIPANTS, done.study, [row for part in rows for row in part])
        groups = ", ".join(_quoted(group) for group in settings.groups)
        (folder / STUDY_FILE).write_text(
            f"name = {_quoted(done.study.name)}\nlanguage = {_quoted(settings.language)}\n"
            f"groups = [{groups}]\nbusiness = {_quoted(settings.business)}\n",
            encoding="utf-8",
        )
        if target.exists():
            target.rmdir()
        folder.rename(target)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _transcript(folder: Path, transcript: Transcript) -> list[tuple[str, str, str, str, str]]:
    """Write a transcript as text; return its rows of participants.csv."""
    group = transcript.group.replace("/", "-").strip(". ") or "all"
    (folder / group).mkdir(exist_ok=True)
    path = folder / group / f"{transcript.id}.txt"
    lines = [line for turn in transcript.turns for line in _lines(turn)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    file = path.relative_to(folder).as_posix()
    asking = "; ".join(_label(s.name) for s in transcript.speakers if s.role == "interviewer")
    respondents = [s for s in transcript.speakers if s.role == "respondent"]
    if len(respondents) < 2:
        return [(file, "", transcript.participant, transcript.group, asking)]
    return [
        (file, _label(s.name), s.participant, s.group or transcript.group, asking)
        for s in respondents
    ]


def _lines(turn: Turn) -> Iterable[str]:
    """Yield a line for each utterance of a turn, with its time where there is one."""
    begins = [mark.start_char - turn.start_char for mark in turn.marks] or [0]
    times = [mark.start_s for mark in turn.marks] or [turn.start_s]
    ends = [*begins[1:], len(turn.text)]
    for begin, end, time in zip(begins, ends, times, strict=True):
        words = turn.text[begin:end].strip()
        if words:
            yield f"{_clock(time)}{_label(turn.speaker)}: {words}"


def _label(speaker: str) -> str:
    return speaker.strip("[]") or "Speaker"


def _clock(seconds: float) -> str:
    if not seconds >= 0:
        return ""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"[{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}] "


def _participants(path: Path, study: Study, rows: Sequence[tuple[str, str, str, str, str]]) -> None:
    further = list(dict.fromkeys(name for values in study.attributes.values() for name in values))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["file", "speaker", "participant", "group", "interviewer", *further])
        for row in rows:
            values = study.attributes.get(row[2], {})
            writer.writerow([*row, *(values.get(name, "") for name in further)])


def _write_key(path: Path, key: Sequence[tuple[str, str]]) -> None:
    """Write the key so that nobody but its owner could ever read it, not even for a moment."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
        path.chmod(OWNER_ONLY)  # an older file may have been open to others
        writer = csv.writer(stream)
        writer.writerow(["placeholder", "words"])
        writer.writerows(sorted(key))
