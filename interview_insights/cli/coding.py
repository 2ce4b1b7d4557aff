"""``code`` and ``codebook``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import is_unicode, percent, print_json, print_table
from interview_insights.errors import InsightsError

codebook_app = typer.Typer(help="Show, copy or check a codebook.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(code)
    app.add_typer(codebook_app, name="codebook")


def code(
    file: Annotated[
        str, typer.Argument(help="JSON lines with text and perhaps context; - is standard input.")
    ] = "-",
    codebook: Annotated[str, typer.Option(help="Codebook of your own (YAML).")] = "",
) -> None:
    """Code single sentences: JSON lines in, the same with lens, field, confidence out."""
    import interview_insights as ii

    items = list(_lines(file))
    frame = ii.code_texts(
        [item["text"] for item in items],
        context=[item.get("context") or "" for item in items],
        codebook=codebook or None,
    )
    for item, row in zip(items, frame.to_dict("records"), strict=True):
        chances = {k[2:]: v for k, v in row.items() if k.startswith("p_")}
        result = {k: row[k] for k in ("lens", "field", "confidence")}
        sys.stdout.write(
            json.dumps({**item, **result, "probabilities": chances}, ensure_ascii=not is_unicode())
            + "\n"
        )


def _lines(file: str) -> Iterable[dict[str, Any]]:
    name = "standard input" if file == "-" else file
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise InsightsError(f"The file cannot be read ({error.strerror}).", path=name) from None
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InsightsError("This is not UTF-8 text.", path=name, line=line) from None
    # Not splitlines(): U+2028 and its like may stand in a JSON string as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError):
            item = None
        if not isinstance(item, dict) or not all(
            _is_text(value) for value in (item.get("text"), item.get("context") or "")
        ):
            raise InsightsError(
                "This line is not a JSON object with a text.",
                path=name,
                line=number,
                hint='Write: {"text": "I closed the tab.", "context": "What happened?"}',
            )
        yield item


def _is_text(value: Any) -> bool:
    try:
        return isinstance(value, str) and value.encode() is not None
    except UnicodeEncodeError:  # half a surrogate pair
        return False


@codebook_app.command("show")
def show_codebook(
    file: Annotated[str, typer.Argument(help="Codebook; default the shipped one.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Print a codebook as a table."""
    from dataclasses import asdict

    from interview_insights.coding.codebook import default_codebook, load_codebook

    book = load_codebook(file) if file else default_codebook()
    if as_json:
        print_json(asdict(book))
        return
    print_table(
        ["lens", "field", "a sentence belongs here when it states", "not here"],
        [(c.lens, c.name, c.definition, "; ".join(c.exclude)) for c in book.codes],
    )


@codebook_app.command("init")
def init_codebook() -> None:
    """Print the shipped codebook as YAML, to copy and change."""
    from interview_insights.coding.codebook import DEFAULT_PATH

    sys.stdout.write(DEFAULT_PATH.read_text(encoding="utf-8"))


@codebook_app.command("check")
def check_codebook(file: Annotated[str, typer.Argument(help="Codebook (YAML).")]) -> None:
    """Check a codebook and say what it holds."""
    from interview_insights.coding.codebook import default_codebook, load_codebook

    book = load_codebook(file)
    known = set(default_codebook().fields)
    fresh = [c for c in book.codes if c.name not in known]
    without = [c.name for c in fresh if not c.examples]
    if without:
        raise InsightsError(
            f"New codes without examples: {', '.join(without)}.",
            path=file,
            hint="Add three to twenty example sentences under each one's key 'examples'.",
        )
    share = len(fresh) / len(book.codes)
    print(f"{book.name}: {len(book.codes)} codes in {len(book.lenses)} lenses")
    print(f"{len(fresh)} new codes ({percent(share)}), the others keep the shipped coder")


@codebook_app.command("suggest")
def suggest_codes(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    n: Annotated[int, typer.Option(min=1, help="Candidates to print.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Print what several people say that fits no field well: candidates for new codes."""
    from dataclasses import asdict

    import interview_insights as ii
    from interview_insights.suggesting import suggest_codes as suggested

    found = ii.load_run(run)
    candidates = suggested(found, n)
    if as_json:
        print_json([asdict(candidate) for candidate in candidates])
        return
    if not candidates:
        print("Every sentence fits a field well, or nothing recurs among those that do not.")
    text = dict(zip(found.segments["segment_id"], found.segments["text"], strict=True))
    for number, candidate in enumerate(candidates, 1):
        now = ", ".join(f"{field} {times}" for field, times in candidate.fields)
        print(f"{number}. {candidate.label}")
        print(f"   {candidate.n_participants} people, {candidate.n_segments} sentences; now {now}")
        for quote in candidate.quotes:
            print(f"   - {text[quote]}")
