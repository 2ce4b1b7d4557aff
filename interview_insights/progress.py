"""Bars on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

_TITLES = {
    "read": "Reading",
    "redact": "Redacting",
    "segment": "Splitting into sentences",
    "code": "Embedding and coding",
    "themes": "Finding themes",
    "compare": "Comparing groups",
    "personas": "Writing personas",
    "report": "Writing the report",
}


def _silent(stage: str, done: int, total: int) -> None:
    """Take the place of the bars where there is no terminal."""
    del stage, done, total


@contextmanager
def bars(stages: Sequence[str]) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar a stage on standard error, if that is a terminal.

    Parameters
    ----------
    stages : sequence of str
        Stages in order.

    Yields
    ------
    callable
        To be called with (stage, steps done, steps in all).
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<26}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as shown:
        tasks = {s: shown.add_task(_TITLES.get(s, s), total=1, start=False) for s in stages}

        def report(stage: str, done: int, total: int) -> None:
            shown.start_task(tasks[stage])
            shown.update(tasks[stage], completed=done, total=max(total, 1))

        yield report
