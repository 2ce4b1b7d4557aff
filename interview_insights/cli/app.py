"""The Typer application and how errors reach the user."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Sequence

import typer

from interview_insights.cli import (
    analysing,
    checking,
    coding,
    exchanging,
    exploring,
    modelling,
    planning,
    redacting,
    reviewing,
)
from interview_insights.errors import InsightsError

USER_ERROR = 2

_GARBAGE = 200_000
"""New objects after which garbage is looked for; the default of 700 costs a fifth of imports."""

app = typer.Typer(
    name="interview-insights",
    help="From interview transcripts to themes, contrasts between customer groups, and personas."
    " Everything stays on this machine.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
analysing.register(app)
checking.register(app)
exploring.register(app)
coding.register(app)
modelling.register(app)
redacting.register(app)
exchanging.register(app)
reviewing.register(app)
planning.register(app)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; errors in the input become a line each and exit code 2.

    Parameters
    ----------
    arguments : sequence of str, optional
        Default: those of the process.
    """
    gc.set_threshold(_GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks “ or κ is no failure
    try:
        app(args=None if arguments is None else list(arguments), standalone_mode=True)
    except InsightsError as error:
        place = f"{error.place}: " if error.place else ""
        sys.stderr.write(f"Error: {place}{error.message}\n")
        if error.hint:
            sys.stderr.write(f"  {error.hint}\n")
        sys.exit(USER_ERROR)
