"""What to do next, from what the study shows and what it lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interview_insights.report.model import ThemeView

if TYPE_CHECKING:
    import pandas as pd

ENOUGH = 12
"""People in a group from which differences are more than exploratory."""

_STILL_NEW = 0.5  # themes that the last interview brought, on average


def next_steps(
    manifest: Mapping[str, Any], tables: Mapping[str, pd.DataFrame], themes: Sequence[ThemeView]
) -> tuple[tuple[str, str], ...]:
    """Return pairs of (what to do, why and how).

    Parameters
    ----------
    manifest : mapping
        What run.json holds.
    tables : mapping of str to DataFrame
    themes : sequence of ThemeView

    Returns
    -------
    tuple of (str, str)
        Four at the most.
    """
    steps = [
        *_barrier(themes),
        *_interviews(manifest, tables["saturation"]),
        *_silent(manifest, tables["codings"], {t.field for t in themes}),
        *_review(manifest),
    ]
    return tuple(steps[:4])


def _barrier(themes: Sequence[ThemeView]) -> list[tuple[str, str]]:
    barriers = [t for t in themes if t.lens == "barrier"]
    if not barriers:
        return []
    worst = max(
        barriers,
        key=lambda t: (not t.tentative, max(s.share for s in t.shares), t.n_segments, t.theme),
    )
    heard = " and ".join(f"{s.mentions} of {s.n} {s.group}" for s in worst.shares if s.mentions)
    return [
        (
            f"Look into “{worst.label}”",
            f"It is the barrier that most people name ({heard}). Read its quotes before deciding"
            " what to change.",
        )
    ]


def _interviews(manifest: Mapping[str, Any], saturation: pd.DataFrame) -> list[tuple[str, str]]:
    sizes = manifest["counts"]["participants"]
    few = {group: ENOUGH - n for group, n in sizes.items() if n < ENOUGH}
    fresh = float(saturation["new_themes"].iloc[-1]) if len(saturation) else 0.0
    steps = []
    if len(sizes) > 1 and few:
        wanted = " and ".join(f"{n} more {group}" for group, n in few.items())
        steps.append(
            (
                f"Interview {wanted} customers",
                f"From {ENOUGH} people in each group on, differences are more than hints."
                " “interview-insights recruit” chooses whom to invite.",
            )
        )
    elif fresh >= _STILL_NEW:
        steps.append(
            (
                "Go on interviewing",
                f"The last interview still brought {fresh:.1f} new themes on average.",
            )
        )
    return steps


def _silent(
    manifest: Mapping[str, Any], codings: pd.DataFrame, themed: Collection[str]
) -> list[tuple[str, str]]:
    counts = codings[codings["primary"]]["field"].value_counts()
    least = max(2, manifest["counts"]["transcripts"] // 2)
    silent = [
        c["label"]
        for c in manifest["codebook"]
        if int(counts.get(c["name"], 0)) < least and c["name"] not in themed
    ]
    if not silent:
        return []
    return [
        (
            f"Ask about {', '.join(silent[:3]).lower()}",
            "Hardly anybody spoke of it. “interview-insights guide” writes questions that ask"
            " for it first.",
        )
    ]


def _review(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    unsure = manifest["counts"]["review"]
    if not unsure:
        return []
    return [
        (
            "Go over the codes that teach most",
            f"The coder is unsure of {unsure} sentences. “interview-insights review” picks those"
            " from which it learns most, and takes your codes over.",
        )
    ]
