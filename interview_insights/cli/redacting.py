"""``redact``."""

from __future__ import annotations

from typing import Annotated

import typer

from interview_insights.cli.output import print_json, say, study_path


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(redact)


def redact(
    study: Annotated[str, typer.Argument(help="Study folder, or one transcript.")],
    out: Annotated[str, typer.Option(help="Folder to write the redacted study to.")],
    key: Annotated[
        str,
        typer.Option(help="File for the key to the placeholders; only its owner may read it."),
    ] = "",
    business: Annotated[
        str, typer.Option(help="The firm that the study is about; it is not replaced.")
    ] = "",
    spacy_model: Annotated[
        str, typer.Option(help="Installed spaCy pipeline that finds names.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Write a study with placeholders for names, places, firms, addresses and numbers."""
    from interview_insights.language.identities import KINDS
    from interview_insights.progress import bars
    from interview_insights.redacting import redact_folder
    from interview_insights.stages import NO_NAMES

    with bars(("redact",)) as report:
        done = redact_folder(
            study_path(study),
            out,
            key=key or None,
            business=business,
            spacy_model=spacy_model,
            progress=lambda step, total: report("redact", step, total),
        )
    if as_json:
        print_json({"out": out, "transcripts": done.transcripts, "replaced": done.counts})
        return
    print(f"{done.transcripts} transcripts written to {out}; replaced:")
    for kind, word in KINDS.items():
        if done.counts.get(kind):
            print(f"  {word:<14}{done.counts[kind]:>6}")
    if done.skipped:
        say(f"Note: {done.skipped} files could not be read and are not in it: see check.")
    if not done.names_known:
        say(f"Note: {NO_NAMES}")
    say("Note: no finder of names finds all: read the result before you pass it on.")
    if key:
        say(f"The key is in {key}. Keep it apart from the study.")
