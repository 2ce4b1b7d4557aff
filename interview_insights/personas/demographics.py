"""What members of a persona stated about themselves, as ranges and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = ("age", "gender", "location", "career", "family", "education", "income", "technology")
_LISTED = 5


def describe(facts: pd.DataFrame, size: int) -> dict[str, str]:
    """Summarise the facts of a persona's members.

    Parameters
    ----------
    facts : DataFrame
        Rows of the table ``facts`` of these members.
    size : int
        Number of members.

    Returns
    -------
    dict of str to str
        Kind of fact to a phrase such as ``"34-61 (3 of 5 said)"``; kinds that nobody
        mentioned are left out.
    """
    described = {}
    for kind in _SHOWN:
        rows = facts[facts["fact"] == kind]
        people = int(rows["participant"].nunique())
        if people:
            summary = _ages(rows) if kind == "age" else _listed(rows)
            described[kind] = f"{summary} ({people} of {size} said)"
    return described


def _ages(rows: pd.DataFrame) -> str:
    told = rows["normalised"].astype(str)
    ages = sorted(int(v) for v in told if v.isdigit())
    if not ages:
        return _listed(rows)
    span = str(ages[0]) if ages[0] == ages[-1] else f"{ages[0]}–{ages[-1]}"
    return ", ".join([span, *sorted({v for v in told if not v.isdigit()})])  # "50s" is no number


def _listed(rows: pd.DataFrame) -> str:
    counts = rows.groupby("normalised")["participant"].nunique().reset_index()
    counts = counts.sort_values(["participant", "normalised"], ascending=[False, True])
    names = [
        f"{value} ({n})" if n > 1 else str(value)
        for value, n in zip(counts["normalised"], counts["participant"], strict=True)
    ]
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
