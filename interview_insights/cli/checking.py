"""``check``: what was read from each file, and how sure that is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interview_insights.cli.output import json_text, percent, print_table, say, study_path

if TYPE_CHECKING:
    from interview_insights.read.survey import Survey
    from interview_insights.records import Transcript
    from interview_insights.settings import Settings

CHECK_FAILED = 1
UNSURE = 0.7
"""Confidence in a role under which it should be looked at."""

_CHUNK = 200
"""Rows that are held before they are printed: memory must not grow with the study."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(check)


def check(
    study: Annotated[str, typer.Argument(help="Study folder, or one transcript.")],
    group_column: Annotated[
        str, typer.Option(help="Column that holds each interview's group, in tables of several.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Say what was read from each file, and how sure that is; exit 1 if one cannot be read."""
    from interview_insights.read.study import nothing_read, open_study
    from interview_insights.settings import Settings, load_settings

    root = study_path(study)
    settings = load_settings(root) if root.is_dir() else Settings()
    settings = settings.updated(group_column=group_column or None)
    survey = open_study(root, settings=settings)
    totals = _Totals()
    rows = _rows(survey, totals)
    first = next(rows, None)
    if first is None:
        raise nothing_read(study, survey)
    rows = chain((first,), rows)
    if as_json:
        _write_json(rows, survey, totals)
    else:
        _print(rows, survey, totals, settings)
    if survey.skipped:
        raise typer.Exit(CHECK_FAILED)


@dataclass(slots=True)
class _Totals:
    """Sums over all transcripts; the transcripts themselves are let go."""

    transcripts: int = 0
    turns: int = 0
    words: int = 0
    timed: int = 0
    unsure: int = 0
    files: set[str] = field(default_factory=set)
    groups: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    cleaned: Counter[str] = field(default_factory=Counter)

    def add(self, transcript: Transcript) -> None:
        self.transcripts += 1
        self.turns += len(transcript.turns)
        self.words += transcript.words
        self.timed += transcript.timed
        self.unsure += any(s.confidence < UNSURE for s in transcript.speakers)
        self.files.add(transcript.path)
        self.groups.update(transcript.groups)
        self.kinds[transcript.kind] += 1
        self.languages[transcript.language] += bool(transcript.language)
        self.cleaned.update(transcript.cleaned)

    def as_dict(self) -> dict[str, Any]:
        return {
            "transcripts": self.transcripts,
            "files": len(self.files),
            "turns": self.turns,
            "words": self.words,
            "timed": self.timed,
            "unsure": self.unsure,
            "groups": dict(self.groups),
            "kinds": dict(self.kinds),
            "languages": dict(+self.languages),
            "cleaned": dict(self.cleaned),
        }


def _rows(survey: Survey, totals: _Totals) -> Iterator[dict[str, Any]]:
    from interview_insights.progress import bars

    # The bar is gone before the first row is printed.
    with bars(("read",)) as report:
        survey.look(lambda done, total: report("read", done, total))
    for transcript in survey.transcripts():
        totals.add(transcript)
        yield _row(transcript)


def _row(transcript: Transcript) -> dict[str, Any]:
    words = max(1, transcript.words)
    asked = sum(s.words for s in transcript.speakers if s.role == "interviewer")
    return {
        "path": transcript.path,
        "id": transcript.id,
        "group": transcript.group,
        "participant": transcript.participant,
        "kind": transcript.kind,
        "encoding": transcript.encoding,
        "turns": len(transcript.turns),
        "words": transcript.words,
        "timed": transcript.timed,
        "language": transcript.language,
        "interviewer_talk": round(asked / words, 3),
        "speakers": [
            {
                "name": s.name,
                "role": s.role,
                "confidence": round(s.confidence, 2),
                "reason": s.reason,
                "turns": s.turns,
                "words": s.words,
                "participant": s.participant,
                "group": s.group,
            }
            for s in transcript.speakers
        ],
        "cleaned": dict(transcript.cleaned),
        "warnings": list(transcript.warnings),
    }


def _write_json(rows: Iterator[dict[str, Any]], survey: Survey, totals: _Totals) -> None:
    # Written row by row, so that ten thousand files need no more memory than ten.
    write = sys.stdout.write
    write(f'{{\n  "name": {json_text(survey.name)},\n  "files": [')
    for number, row in enumerate(rows):
        write("," if number else "")
        write("\n" + json_text(row))
    skipped = [{"path": s.path, "reason": s.reason, "hint": s.hint} for s in survey.skipped]
    rest = {
        "skipped": skipped,
        "ignored": survey.ignored,
        "warnings": list(survey.warnings),
        "totals": totals.as_dict(),
    }
    write("\n  ],\n" + json_text(rest).removeprefix("{\n") + "\n")


def _print(
    rows: Iterator[dict[str, Any]], survey: Survey, totals: _Totals, settings: Settings
) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            _print_rows(chunk)
            chunk = []
    if chunk:
        _print_rows(chunk)
    _print_totals(survey, totals, settings)


def _print_rows(rows: list[dict[str, Any]]) -> None:
    several = Counter(row["path"] for row in rows)
    print_table(
        ["file", "group", "kind", "encoding", "turns", "words", "times", "asks", "speakers"],
        [
            (
                f"{row['path']}: {row['participant']}" if several[row["path"]] > 1 else row["path"],
                ", ".join(dict.fromkeys([row["group"], *_other_groups(row)])),
                row["kind"],
                row["encoding"] or "–",
                row["turns"],
                row["words"],
                "yes" if row["timed"] else "no",
                percent(row["interviewer_talk"]),
                ", ".join(_cast(row)),
            )
            for row in rows
        ],
        right=["turns", "words", "asks"],
    )
    for row in rows:
        for warning in row["warnings"]:
            say(f"Note: {row['path']}: {warning}")


def _other_groups(row: dict[str, Any]) -> list[str]:
    return [s["group"] for s in row["speakers"] if s["group"]]


def _cast(row: dict[str, Any]) -> Iterator[str]:
    for speaker in row["speakers"]:
        doubt = "?" if speaker["confidence"] < UNSURE else ""
        name = speaker["name"] or "(no name)"
        yield f"{name} = {speaker['role']}{doubt} ({percent(speaker['confidence'])})"


def _print_totals(survey: Survey, totals: _Totals, settings: Settings) -> None:
    from interview_insights.manifest import language_hint
    from interview_insights.read.cleaning import CLEANINGS

    groups = ", ".join(f"{n} {group}" for group, n in totals.groups.items())
    print(
        f"{totals.transcripts} transcripts read from {len(totals.files)} files ({groups}),"
        f" {len(survey.skipped)} files left out, {survey.ignored} other files ignored"
    )
    print(f"{totals.turns} turns, {totals.words} words; {totals.timed} transcripts have times")
    if totals.cleaned:
        print("Cleaned, places changed (keep = […] in study.toml leaves them as they are):")
        for name, count in sorted(totals.cleaned.items()):
            print(f"  {name:<10}{count:>7}  {CLEANINGS[name]}")
    for skipped in survey.skipped:
        say(f"Left out: {skipped.path}: {skipped.reason} {skipped.hint}".rstrip())
    for warning in survey.warnings:
        say(f"Note: {warning}")
    if totals.unsure:
        say(
            f"Note: in {totals.unsure} transcripts a role is unsure (marked ?): look at them, and"
            ' set interviewers = ["…"] in study.toml or a column "interviewer" in participants.csv'
            " where they are wrong."
        )
    for language, count in totals.languages.most_common():
        if language != settings.language and count:
            say(f"Note: {language_hint(language, count, settings)}")
