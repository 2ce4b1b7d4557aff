"""A run held against a person's codes."""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights.compare import agreement
from interview_insights.errors import ModelError, RunError
from interview_insights.records import NONE
from interview_insights.run import Run

if TYPE_CHECKING:
    from interview_insights.compare.agreement import Agreement

_NEEDED = ("transcript", "text", "field")
_SHARED = 4  # a part is looked at from a quarter of the sentence on
_FEWEST = 3  # sentences that make a planted theme worth looking for


@dataclass(frozen=True, slots=True)
class Recovery:
    """How well planted themes were found: mean best-match F1 and share with F1 of .5 or more."""

    planted: int
    themes: int
    mean_f1: float
    found: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreement on fields and on lenses, and the recovery of planted themes if there are any.

    ``unmatched`` counts the person's sentences that are no sentence of the run.
    """

    field: Agreement
    lens: Agreement
    unmatched: int
    themes: Recovery | None


def compare_with_person(run: Run, path: str | Path) -> Comparison:
    """Compare a run's codes with a person's.

    Parameters
    ----------
    run : Run
    path : str or Path
        A csv with the columns transcript, text and field, and perhaps planted: one
        row a respondent sentence in the order of the interview.

    Returns
    -------
    Comparison
        Intervals by bootstrap over participants.

    Raises
    ------
    RunError
        The file cannot be read, lacks a column, or matches no sentence of the run.
    """
    rows = _rows(Path(path))
    matched, unmatched = _match(run, rows)
    if not matched:
        raise RunError(
            "No sentence of this file is in the run.",
            path=path,
            hint="The column transcript must hold the ids that show RUN codings prints.",
        )
    lens = {code["name"]: code["lens"] for code in run.manifest["codebook"]} | {NONE: NONE}
    person = [row["field"] for row, _ in matched]
    model = [coded["field"] for _, coded in matched]
    units = [coded["participant"] for _, coded in matched]
    return Comparison(
        agreement(person, model, units=units),
        agreement([lens.get(f, f) for f in person], [lens.get(f, f) for f in model], units=units),
        unmatched,
        _recovery(matched),
    )


def between_hands() -> tuple[Agreement, Agreement]:
    """Compare the codes of the training corpus with those of a second, blind hand.

    Returns
    -------
    field, lens : Agreement
        On the sentences that were coded twice, before any was settled; intervals by
        bootstrap over interviews.

    Raises
    ------
    ModelError
        The second hand's codes are missing.
    """
    import json

    from interview_insights.coding.codebook import default_codebook
    from interview_insights.resources import models_dir

    path = models_dir() / "coder" / "training" / "second_hand.jsonl"
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The codes of the second hand cannot be read ({error}).", path=path
        ) from None
    book = default_codebook()
    units = [row["interview"] for row in rows]
    first, second = [row["writer"] for row in rows], [row["field"] for row in rows]
    return (
        agreement(first, second, units=units),
        agreement(
            [book.lens_of(field) for field in first],
            [book.lens_of(field) for field in second],
            units=units,
        ),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise RunError(f"The file of codes cannot be read ({error}).", path=path) from None
    missing = [name for name in _NEEDED if not rows or name not in rows[0]]
    if missing:
        raise RunError(
            f"The file of codes has no column {missing[0]!r}.",
            path=path,
            hint=f"It needs the columns {', '.join(_NEEDED)}.",
        )
    return rows


def _match(
    run: Run, rows: Sequence[dict[str, str]]
) -> tuple[list[tuple[dict[str, str], Any]], int]:
    """Pair sentences by where their words stand in the transcript; equal ones in their order.

    A person may have parted what was said otherwise than the run. Of several sentences of
    the run that lie in one of the person's, the surest one with a field counts.
    """
    joined = run.segments.merge(run.codings[run.codings["primary"]], on="segment_id")
    spoken: dict[str, list[Any]] = defaultdict(list)
    for coded in joined.to_dict("records"):
        spoken[coded["transcript"]].append(coded)
    letters = {name: "".join(_key(c["text"]) for c in own) for name, own in spoken.items()}
    ends = {
        name: list(accumulate(len(_key(c["text"])) for c in own)) for name, own in spoken.items()
    }
    waiting: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for coded in joined.to_dict("records"):
        waiting[coded["transcript"], _key(coded["text"])].append(coded)
    begun: dict[tuple[str, str], int] = {}
    pairs, unmatched = [], 0
    for row in rows:
        name, key = row["transcript"], _key(row["text"])
        if waiting[name, key]:
            pairs.append((row, waiting[name, key].pop(0)))
            continue
        start = letters.get(name, "").find(key, begun.get((name, key), 0)) if key else -1
        if start < 0:
            unmatched += 1
            continue
        end = begun[name, key] = start + len(key)
        first = bisect_right(ends[name], start)
        last = bisect_left(ends[name], end)
        pairs.append((row, _surest(spoken[name][first : last + 1], ends[name], first, start, end)))
    return pairs, unmatched


def _surest(parts: Sequence[Any], ends: Sequence[int], first: int, start: int, end: int) -> Any:
    def rank(item: tuple[int, Any]) -> tuple[bool, bool, float, int]:
        at, coded = item
        begin = ends[first + at - 1] if first + at else 0
        shared = min(end, ends[first + at]) - max(start, begin)
        some = _SHARED * shared >= end - start
        return some, some and coded["field"] != NONE, coded["confidence"] if some else 0.0, shared

    return max(enumerate(parts), key=rank)[1]


def _key(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _recovery(pairs: Sequence[tuple[dict[str, str], Any]]) -> Recovery | None:
    planted: dict[str, set[int]] = defaultdict(set)
    found: dict[str, set[int]] = defaultdict(set)
    for i, (row, coded) in enumerate(pairs):
        if row.get("planted"):
            planted[row["planted"]].add(i)
        if isinstance(coded["theme"], str):
            found[coded["theme"]].add(i)
    scores = [
        max((2 * len(p & f) / (len(p) + len(f)) for f in found.values()), default=0.0)
        for p in planted.values()
        if len(p) >= _FEWEST
    ]
    if not scores:
        return None
    return Recovery(
        planted=len(scores),
        themes=len(found),
        mean_f1=sum(scores) / len(scores),
        found=sum(s >= 0.5 for s in scores) / len(scores),
    )
