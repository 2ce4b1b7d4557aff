"""``review``: the sentences that a person should code, in a workbook or one by one."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import say
from interview_insights.records import NONE

COLUMNS = ("segment_id", "field", "text")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(review)


def review(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    n: Annotated[int, typer.Option(min=1, help="How many sentences.")] = 50,
    out: Annotated[
        Path | None,
        typer.Option(help="File to write: .xlsx, or with --ask .csv; default beside the run."),
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask here, sentence by sentence; stop and go on later.")
    ] = False,
) -> None:
    """Choose the sentences from whose codes the coder would learn most."""
    import interview_insights as ii
    from interview_insights.exchanging import export_review

    found = ii.load_run(run)
    name = f"{run.resolve().name}-review"
    target = out or run.resolve().with_name(f"{name}.{'csv' if ask else 'xlsx'}")
    if ask:
        _ask(found, target, n)
    else:
        print(f"{export_review(found, target, n)} sentences written to {target}")
    say(f"When they are coded: interview-insights apply {run} {target} --confirm")


def _ask(run: Any, target: Path, n: int) -> None:
    """Ask for codes; each answer is on disk before the next question."""
    from interview_insights.exchanging import to_review

    given = _answers(target)
    fields = [code["name"] for code in run.manifest["codebook"]] + [NONE]
    segments = run.segments.set_index("segment_id")
    coded = run.codings[run.codings["primary"]].set_index("segment_id")
    todo = to_review(run, max(0, n - len(given)), set(given)) if n > len(given) else []
    print("  ".join(f"{number} {field}" for number, field in enumerate(fields, 1)))
    print("Enter: the model is right; a number or name: the field; u: undo; q: stop.\n")
    at = 0
    while at < len(todo):
        row = segments.loc[todo[at]]
        print(f"{len(given) + 1} of {len(given) + len(todo) - at}")
        print(f"  Q: {row['question']}\n  {row['text']}\n  [{coded.loc[todo[at], 'field']}]")
        answer = _line()
        if answer in (None, "q"):
            break
        if answer == "u":
            if at:
                at -= 1
                given.pop(todo[at], None)
                _keep(target, given, segments)
            continue
        field = _field(answer or "", coded.loc[todo[at], "field"], fields)
        if not field:
            print("  There is no such field.")
            continue
        given[todo[at]] = field
        _keep(target, given, segments)
        at += 1
    print(f"{len(given)} sentences coded, in {target}")


def _line() -> str | None:
    try:
        return input("> ").strip().lower()
    except EOFError:
        return None


def _field(answer: str, usual: str, fields: list[str]) -> str:
    if not answer:
        return usual
    if answer.isdigit() and 1 <= int(answer) <= len(fields):
        return fields[int(answer) - 1]
    begun = [field for field in fields if field.startswith(answer)]
    return begun[0] if len(begun) == 1 else ""


def _answers(target: Path) -> dict[str, str]:
    if not target.is_file():
        return {}
    with target.open(encoding="utf-8", newline="") as stream:
        return {row["segment_id"]: row["field"] for row in csv.DictReader(stream)}


def _keep(target: Path, given: dict[str, str], segments: Any) -> None:
    from interview_insights.store import write_csv

    rows = [(s, field, segments.loc[s, "text"]) for s, field in given.items()]
    write_csv(target, COLUMNS, rows)
