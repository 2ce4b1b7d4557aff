"""``export``, ``apply`` and ``review``: a run in other tools, and people's codes back in it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import print_json, print_table, say


class Format(StrEnum):
    """What a run can be exported to."""

    XLSX = "xlsx"
    QDPX = "qdpx"
    QDC = "qdc"
    CSV = "csv"
    JSON = "json"


_SHOWN = 15


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(export)
    app.command(name="import", help="The same as apply.")(apply)
    app.command()(apply)


def export(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    to: Annotated[
        Format,
        typer.Option(
            help="xlsx to correct in a spreadsheet; qdpx for NVivo, ATLAS.ti, MAXQDA, QualCoder;"
            " qdc the code book alone; csv and json the codings."
        ),
    ] = Format.XLSX,
    out: Annotated[
        Path | None, typer.Option(help="File to write; default beside the run folder.")
    ] = None,
    recordings: Annotated[
        Path | None,
        typer.Option(
            help="With qdpx: folder of the recordings. Transcripts with times get points in time"
            " in the recording of the same name."
        ),
    ] = None,
) -> None:
    """Write a run for a spreadsheet or a program for qualitative analysis."""
    import interview_insights as ii
    from interview_insights.exchanging import export_run, recordings_of

    if recordings is not None and to is not Format.QDPX:
        raise typer.BadParameter("--recordings goes with --to qdpx only.")
    found = ii.load_run(run)
    target = out or run.resolve().with_name(f"{run.resolve().name}.{to.value}")
    print(f"Written: {export_run(found, target, to.value, recordings)}")
    if recordings is not None:
        heard, all_of_them = len(recordings_of(found, recordings)), found.segments["transcript"]
        say(
            f"With times: {heard} of {all_of_them.nunique()} transcripts. The others are texts:"
            " they have no times, or no recording of their name lies in the folder."
        )
    if to is Format.XLSX:
        say(f"Corrected codes come back with: interview-insights apply {run} {target}")


def apply(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    corrections: Annotated[
        Path,
        typer.Argument(
            help="Corrected .xlsx or .csv of an export, or a .qdpx made from one; of a .qdc the"
            " names of themes are taken."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the new run; default: the run is replaced.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    confirm: Annotated[
        bool,
        typer.Option("--confirm", help="Rows left as they were count as checked by a person."),
    ] = False,
    no_learn: Annotated[
        bool, typer.Option("--no-learn", help="Leave the codes of all other sentences as they are.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Put people's codes into a run, and compute themes, contrasts and report anew."""
    import interview_insights as ii
    from interview_insights.exchange import changes
    from interview_insights.exchanging import apply_codes, read_codes, read_names

    before = ii.load_run(run)
    if dry_run and corrections.suffix.lower() == ".qdc":
        _print(before, (), {"remarks": list(read_names(before, corrections))}, as_json)
        return
    if dry_run:
        given = read_codes(before, corrections)
        found = changes(before.codings, given.corrections)
        _print(before, found, {"remarks": list(given.remarks)}, as_json)
        return
    done = apply_codes(
        run, corrections, out=out, confirm=confirm, learn=not no_learn, progress=not as_json
    )
    counts = done.run.manifest["counts"]
    told = {
        "confirmed": done.confirmed,
        "lesson": done.lesson,
        "moved": done.moved,
        "themes_before": before.manifest["counts"]["themes"],
        "themes": counts["themes"],
        "human": counts["human"],
        "remarks": list(done.remarks),
    }
    _print(before, done.changes, told, as_json)


def _print(before: Any, found: Any, told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        rows = [{"segment_id": c.segment_id, "before": c.before, "after": c.after} for c in found]
        print_json({"changes": rows, **told})
        return
    from interview_insights.report.times import counted

    texts = dict(before.segments[["segment_id", "text"]].to_numpy())
    if found:
        print_table(
            ("sentence", "before", "after", "text"),
            [(c.segment_id, c.before, c.after, texts[c.segment_id]) for c in found[:_SHOWN]],
            title=f"{counted(len(found), 'sentence')} coded otherwise",
        )
    else:
        print("No sentence is coded otherwise.")
    if len(found) > _SHOWN:
        print(f"… and {len(found) - _SHOWN} more (--json lists all)")
    if "lesson" in told:
        print(f"Coded by people in all: {counted(told['human'], 'sentence')}.")
        if told["lesson"]:
            print(told["lesson"])
        if told["moved"]:
            print(f"{told['moved']} other sentences are coded otherwise because of it.")
        print(f"Themes: {told['themes_before']} before, {told['themes']} now.")
    for remark in told["remarks"]:
        say(f"Note: {remark}")
