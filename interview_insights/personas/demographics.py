"""What members of a persona stated about themselves, as ranges and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

KINDS = (
    "age", "gender", "location", "career", "family", "education", "income", "technology",
)  # fmt: skip
"""Kinds of facts, in the order in which a persona shows them."""

_LISTED = 5
_ENOUGH = 3  # amounts, to give a range


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
    for kind in KINDS:
        rows = facts[facts["fact"] == kind]
        people = int(rows["participant"].nunique())
        if people:
            summary = _SUMMARIES.get(kind, _listed)(rows)
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


def _amounts(rows: pd.DataFrame) -> str:
    """Return the range of the amounts named in the commonest currency, with their median."""
    told = rows.dropna(subset=["low", "high"])
    currencies = told["unit"].fillna("").astype(str).str.extract(r"^([A-Z]{3})")[0].dropna()
    if currencies.empty:
        return _listed(rows)
    currency = currencies.value_counts().sort_index(kind="stable").idxmax()
    own = told.loc[currencies.index[currencies == currency]]
    if len(own) < _ENOUGH:
        return _listed(rows)
    middle = ((own["low"] + own["high"]) / 2).median()
    return f"{currency} {_number(own['low'].min())}–{_number(own['high'].max())}, half of the" + (
        f" {len(own)} amounts under {_number(middle)}"
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value % 1 == 0 else f"{value:.2f}"


_SUMMARIES = {"age": _ages}


def pays(facts: pd.DataFrame, size: int) -> str:
    """Summarise the prices that a persona's members named.

    Parameters
    ----------
    facts : DataFrame
        Rows of the table ``facts`` of these members.
    size : int
        Number of members.

    Returns
    -------
    str
        Empty where nobody named one.
    """
    rows = facts[facts["fact"] == "price_point"]
    people = int(rows["participant"].nunique())
    return f"{_amounts(rows)} ({people} of {size} named some)" if people else ""
