"""What the commands share: tables for people, JSON for programs."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def print_json(value: Any) -> None:
    """Print a value as JSON on standard output and nothing else."""
    sys.stdout.write(json_text(value) + "\n")


def json_text(value: Any) -> str:
    """Return a value as JSON that standard output can show."""
    return json.dumps(_plain(value), ensure_ascii=not is_unicode(), indent=2, allow_nan=False)


def is_unicode() -> bool:
    """Whether standard output takes any character, so that JSON needs no escapes."""
    return (sys.stdout.encoding or "").lower().replace("-", "") in ("utf8", "utf16")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def records(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a DataFrame as dictionaries."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    title: str = "",
    right: Sequence[str] = (),
) -> None:
    """Print a table that fits the terminal; texts are never read as markup.

    Parameters
    ----------
    columns : sequence of str
    rows : iterable of sequences
    title : str
    right : sequence of str
        Columns of numbers, set flush right.
    """
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # Without a terminal rich assumes 80 columns; a pipe deserves whole lines.
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    table = Table(box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column, justify="right" if column in right else "left")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    console.print(table)


def say(text: str) -> None:
    """Print a line on standard error, out of the way of results."""
    sys.stderr.write(text + "\n")


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{100 * share:.0f} %"


def study_path(study: str) -> Path:
    """Return the path that a STUDY argument means; ``sample`` is the one that comes along."""
    if study == "sample" and not Path(study).exists():
        from interview_insights.resources import sample_dir

        return sample_dir()
    return Path(study)
