"""Who was interviewed, held against who the customers are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from interview_insights.compare.contrast import wilson

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "dimension", "value", "interviewees", "stated", "share", "low", "high", "users",
    "users_share", "verdict",
)  # fmt: skip

_FACT_OF = {"age": "age", "gender": "gender", "location": "location", "device": "technology"}
_DEVICES = {
    "mobile": r"\b(?:phone|smartphone|iphone|android|galaxy|pixel|mobile|handset)\b",
    "tablet": r"\b(?:tablet|ipad|kindle|fire)\b",
    "desktop": r"\b(?:laptop|desktop|computer|pc|mac|macbook|chromebook|imac)\b",
}
_GENDERS = {"female": "woman", "male": "man", "woman": "woman", "man": "man"}


class Triangulation(NamedTuple):
    """Shares side by side, and what could not be compared, a sentence each."""

    table: pd.DataFrame
    remarks: tuple[str, ...]


def triangulate(
    facts: pd.DataFrame, people: int, users: Sequence[tuple[str, str, float]]
) -> Triangulation:
    """Compare what interviewees state about themselves with counts of users.

    Parameters
    ----------
    facts : DataFrame of shape (facts, columns of the schema)
    people : int
        Participants interviewed.
    users : sequence of (dimension, value, users)
        Dimensions age, gender, location or device; ages as bands such as 25-34 or 65+.

    Returns
    -------
    Triangulation
        A row for each value of the analytics. ``share`` is of those who stated one of the
        values, with a Wilson interval of 95 %; ``verdict`` is agrees where ``users_share`` lies in
        it, else over or under (represented among those interviewed), or unknown where
        nobody stated it.
    """
    import pandas as pd

    rows, remarks = [], []
    counted: dict[str, dict[str, float]] = {}
    for dimension, value, count in users:
        counted.setdefault(dimension, {})
        counted[dimension][value] = counted[dimension].get(value, 0.0) + count
    for dimension, values in counted.items():
        if dimension not in _FACT_OF:
            remarks.append(f"{dimension}: interviews tell nothing that compares with it.")
            continue
        own = facts[facts["fact"] == _FACT_OF[dimension]]
        placed = _placed(dimension, own, list(values))
        told = len(placed)
        tally = Counter(value for value in placed.values() if value is not None)
        other = told - sum(tally.values())
        # An export that lists some towns says nothing of the others.
        stated = told - other
        if told < people:
            remarks.append(f"{dimension}: {people - told} of {people} did not say.")
        if other:
            remarks.append(f"{dimension}: what {other} said is none of the values compared.")
        total = sum(values.values())
        for value, count in values.items():
            share = count / total if total else 0.0
            rows.append(
                (
                    dimension,
                    value,
                    tally[value],
                    stated,
                    *_verdict(tally[value], stated, share),
                    count,
                    share,
                )
            )
    ordered = ["dimension", "value", "interviewees", "stated", "share", "low", "high", "verdict"]
    frame = pd.DataFrame(rows, columns=[*ordered, "users", "users_share"])
    return Triangulation(frame[list(COLUMNS)], tuple(remarks))


def _verdict(count: int, n: int, share: float) -> tuple[float, float, float, str]:
    if not n:
        return 0.0, 0.0, 1.0, "unknown"
    import numpy as np

    own = count / n
    low, high = (float(end[0]) for end in wilson(np.array([count]), n))
    if low <= share <= high:
        return own, low, high, "agrees"
    return own, low, high, "over" if own > share else "under"


def _placed(dimension: str, facts: pd.DataFrame, values: Sequence[str]) -> Mapping[str, str | None]:
    """Return each participant's value among the analytics' values; None where it is none."""
    placed: dict[str, str | None] = {}
    for row in facts.itertuples():
        said = f"{row.value} {row.normalised}"
        years = (float(row.low) + float(row.high)) / 2
        found = next((v for v in values if _fits(dimension, v, said, years)), None)
        if placed.get(row.participant) is None:
            placed[row.participant] = found
    if dimension == "device":
        return {name: value for name, value in placed.items() if value is not None}
    return placed


def _fits(dimension: str, value: str, said: str, years: float) -> bool:
    if dimension == "age":
        band = [int(n) for n in re.findall(r"\d+", value)[:2]]
        if not band:
            return False
        top = band[1] if len(band) > 1 else (200 if "+" in value or ">" in value else band[0])
        return band[0] <= years <= top + 0.99  # years are NaN where no number was said
    if dimension == "gender":
        return said.endswith(f" {_GENDERS.get(value.casefold(), '?')}")
    if dimension == "device":
        pattern = _DEVICES.get(value.casefold())
        return bool(pattern and re.search(pattern, said.casefold()))
    return bool(re.search(rf"\b{re.escape(value.casefold())}\b", said.casefold()))
