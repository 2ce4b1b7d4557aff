"""``analyze``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import percent, print_json, say, study_path


class PersonaKind(StrEnum):
    """How respondents are parted into personas."""

    FOUND = "found"
    BY_GROUP = "by-group"


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(analyze)


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
    group_column: Annotated[
        str, typer.Option(help="Column that holds each interview's group, in tables of several.")
    ] = "",
    redact: Annotated[
        bool, typer.Option("--redact", help="Replace names and numbers by placeholders first.")
    ] = False,
    business: Annotated[
        str, typer.Option(help="The firm that the study is about; --redact leaves it.")
    ] = "",
    personas: Annotated[
        PersonaKind | None,
        typer.Option(help="Personas found in what people say, or one a group."),
    ] = None,
    slides: Annotated[
        bool, typer.Option("--slides", help="Write findings and personas as slides too.")
    ] = False,
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

    root = study_path(study)
    folder = Path(out or f"{root.stem if root.is_file() else root.resolve().name}-insights")
    run = ii.analyze(
        root,
        out=folder,
        codebook=codebook or None,
        embedder=embedder or None,
        language=language or None,
        spacy_model=spacy_model or None,
        group_column=group_column or None,
        redact=redact or None,
        business=business or None,
        personas=personas.value if personas else None,
        slides=slides or None,
        seed=seed,
        fresh=fresh,
        progress=not as_json,
    )
    if as_json:
        print_json(run.manifest)
        return
    _summarise(run.manifest, folder)


def _summarise(manifest: dict[str, Any], folder: Path) -> None:
    from interview_insights.report.times import counted

    counts = manifest["counts"]
    people = ", ".join(f"{n} {group}" for group, n in counts["participants"].items())
    print(f"{manifest['name']}: {counted(counts['transcripts'], 'interview')} ({people})")
    share = counts["coded"] / counts["sentences"] if counts["sentences"] else 0.0
    print(
        f"{counted(counts['sentences'], 'respondent sentence')}, {counts['coded']} coded"
        f" ({percent(share)}), {counted(counts['themes'], 'theme')},"
        f" {counted(counts['personas'], 'persona')}"
    )
    if counts["unassigned"]:
        print(f"{counts['unassigned']} coded sentences recur in no other interview: no theme")
    for item in manifest["skipped"]:
        say(f"Left out: {item['path']}: {item['reason']} {item['hint']}".rstrip())
    for warning in manifest["warnings"]:
        say(f"Note: {warning}")
    print(f"\nReport:  {folder / 'report.html'}")
    print(f"Look closer with:  interview-insights show {folder} themes")
