"""What is numeric in a fact's notation: its lower and upper number, and their unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Years of a decade that "early", "mid" and "late" name.
_PART = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9), "": (0, 9)}


@dataclass(frozen=True, slots=True)
class Amount:
    """What is numeric in a fact.

    Parameters
    ----------
    low, high : float
        The same twice where one number was said.
    unit : str
        ``"years"``, a currency, ``"/ week"``, ``"GBP / month"``, a thing counted; empty
        where none was said.
    """

    low: float
    high: float
    unit: str


_NOTATION = re.compile(
    r"^(?:(?P<money>[A-Z]{3}) )?(?P<low>[0-9]+(?:\.[0-9]+)?)(?:-(?P<high>[0-9]+(?:\.[0-9]+)?))?"
    r"(?: (?P<rest>.+))?$"
)
_TEN_YEARS = re.compile(r"^(?:(?P<part>early|mid|late) )?(?P<ten>[0-9]0)s$")


def amount_of(kind: str, notation: str) -> Amount | None:
    """Read the numbers of a fact's notation.

    Parameters
    ----------
    kind : str
        Kind of fact; only ages, incomes, prices and quantities have amounts.
    notation : str
        As the tables hold it.

    Returns
    -------
    Amount or None
        None where it holds no number.

    Examples
    --------
    >>> amount_of("price_point", "GBP 30-40 / month")
    Amount(low=30.0, high=40.0, unit='GBP / month')
    >>> amount_of("age", "early 50s")
    Amount(low=50.0, high=53.0, unit='years')
    """
    if kind not in ("age", "income", "price_point", "quantity"):
        return None
    decade = _TEN_YEARS.match(notation)
    if kind == "age" and decade:
        first, last = _PART[decade["part"] or ""]
        return Amount(int(decade["ten"]) + first, int(decade["ten"]) + last, "years")
    match = _NOTATION.match(notation)
    if match is None:
        return None
    low, high = sorted((float(match["low"]), float(match["high"] or match["low"])))
    unit = " ".join(part for part in (match["money"], match["rest"]) if part)
    return Amount(low, high, "years" if kind == "age" else "" if unit == "times" else unit)
