"""``analyze`` and ``check``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import percent, print_json, print_table, say

CHECK_FAILED = 1


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(analyze)
    app.command()(check)


def analyze(
    study: Annotated[
        str,
        typer.Argument(
            help="Study folder, or one transcript; 'sample' is the sample study that comes along."
        ),
    ],
    out: Annotated[
        str,
        typer.Option(help="Run folder to write; default: the study's name with -insights, here."),
    ] = "",
    codebook: Annotated[str, typer.Option(help="Codebook of your own (YAML).")] = "",
    embedder: Annotated[
        str, typer.Option(help="Embedding model: a folder or a hub model's name.")
    ] = "",
    language: Annotated[str, typer.Option(help="Two-letter code of the study's language.")] = "",
    spacy_model: Annotated[
        str, typer.Option(help="Installed spaCy pipeline to use instead of the shipped one.")
    ] = "",
    seed: Annotated[int | None, typer.Option(help="Seed of every resampling.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Compute even if nothing has changed.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the manifest as JSON and nothing else.")
    ] = False,
) -> None:
    """Read a study and write themes, contrasts, personas and a report."""
    import interview_insights as ii

    root = _study_path(study)
    folder = Path(out or f"{root.stem if root.is_file() else root.resolve().name}-insights")
    run = ii.analyze(
        root,
        out=folder,
        codebook=codebook or None,
        embedder=embedder or None,
        language=language or None,
        spacy_model=spacy_model or None,
        seed=seed,
        fresh=fresh,
        progress=not as_json,
    )
    if as_json:
        print_json(run.manifest)
        return
    _summarise(run.manifest, folder)


def _study_path(study: str) -> Path:
    if study == "sample" and not Path(study).exists():
        from interview_insights.resources import sample_dir

        return sample_dir()
    return Path(study)


def _summarise(manifest: dict[str, Any], folder: Path) -> None:
    counts = manifest["counts"]
    people = ", ".join(f"{n} {group}" for group, n in counts["participants"].items())
    print(f"{manifest['name']}: {counts['transcripts']} interviews ({people})")
    share = counts["coded"] / counts["sentences"] if counts["sentences"] else 0.0
    print(
        f"{counts['sentences']} respondent sentences, {counts['coded']} coded ({percent(share)}),"
        f" {counts['themes']} themes, {counts['personas']} personas"
    )
    if counts["unassigned"]:
        print(f"{counts['unassigned']} coded sentences recur in no other interview: no theme")
    for item in manifest["skipped"]:
        say(f"Left out: {item['path']}: {item['reason']} {item['hint']}".rstrip())
    for warning in manifest["warnings"]:
        say(f"Note: {warning}")
    print(f"\nReport:  {folder / 'report.html'}")
    print(f"Look closer with:  interview-insights show {folder} themes")


def check(
    study: Annotated[str, typer.Argument(help="Study folder, or one transcript.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Say what was read from each file, and how sure that is; exit 1 if one cannot be read."""
    import interview_insights as ii

    found = ii.read_study(_study_path(study))
    rows = [_row(transcript) for transcript in found.transcripts]
    if as_json:
        skipped = [{"path": s.path, "reason": s.reason, "hint": s.hint} for s in found.skipped]
        print_json(
            {
                "name": found.name,
                "files": rows,
                "skipped": skipped,
                "ignored": found.ignored,
                "warnings": list(found.warnings),
            }
        )
    else:
        _print_check(found, rows)
    if found.skipped:
        raise typer.Exit(CHECK_FAILED)


def _row(transcript: Any) -> dict[str, Any]:
    words = max(1, transcript.words)
    asked = sum(s.words for s in transcript.speakers if s.role == "interviewer")
    return {
        "path": transcript.path,
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
            }
            for s in transcript.speakers
        ],
        "warnings": list(transcript.warnings),
    }


def _print_check(found: Any, rows: list[dict[str, Any]]) -> None:
    print_table(
        ["file", "group", "kind", "encoding", "turns", "words", "times", "asks", "speakers"],
        [
            (
                row["path"],
                row["group"],
                row["kind"],
                row["encoding"],
                row["turns"],
                row["words"],
                "yes" if row["timed"] else "no",
                percent(row["interviewer_talk"]),
                ", ".join(
                    f"{s['name'] or '(no name)'} = {s['role']} ({percent(s['confidence'])})"
                    for s in row["speakers"]
                ),
            )
            for row in rows
        ],
        right=["turns", "words", "asks"],
    )
    groups = ", ".join(f"{sum(t.group == g for t in found.transcripts)} {g}" for g in found.groups)
    print(
        f"{len(rows)} transcripts read ({groups}), {len(found.skipped)} left out,"
        f" {found.ignored} other files ignored"
    )
    for skipped in found.skipped:
        say(f"Left out: {skipped.path}: {skipped.reason} {skipped.hint}".rstrip())
    for row in rows:
        for warning in row["warnings"]:
            say(f"Note: {row['path']}: {warning}")
    for warning in found.warnings:
        say(f"Note: {warning}")
