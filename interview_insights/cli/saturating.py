"""Saturation in the terminal: a curve in numbers, and what more interviews would bring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from interview_insights.cli.output import percent, print_table


def print_saturation(frame: Any, outlooks: Sequence[Any], lens: str) -> None:
    """Print the themes met after each interview, and the outlook for each lens."""
    rows = [
        (
            r.interviews,
            f"{r.themes:.1f} ({r.themes_low:.0f}–{r.themes_high:.0f})",
            percent(r.new_ratio) if r.new_ratio == r.new_ratio else "",
        )
        for r in frame.itertuples()
    ]
    columns = ["interviews", "themes met (95 %)", "new in the run"]
    print_table(columns, rows, title=lens.capitalize() or "All lenses", right=columns)
    if len(frame) and frame["new_ratio"].isna().all():
        print("These are too few interviews for such a base and run: nothing new can be counted.")
    found = [
        (
            o.lens or "all",
            o.met,
            f"{o.expected:.0f} ({o.low:.0f}–{o.high:.0f})",
            o.saturated or "not yet",
            "beyond the estimate" if o.more is None else o.more,
        )
        for o in outlooks
    ]
    columns = ["lens", "met", "expected (Chao2, 95 %)", "little new after", "more for 95 %"]
    print_table(columns, found, title="What more interviews would bring", right=columns[1:])
    print(
        "Met counts groups of like sentences as well that too few people voiced for a theme:"
        " by these rare ones is estimated what is still to come."
    )
