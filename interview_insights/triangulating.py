"""An export of an analytics tool, held against a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import ReadError
from interview_insights.read.plain_table import PlainTable, number_of, plain_name, read_plain_table

if TYPE_CHECKING:
    from interview_insights.compare.triangulation import Triangulation
    from interview_insights.run import Run

_USERS = "users activeusers totalusers newusers visitors sessions count customers"
_DIMENSIONS = {
    "age": "age agebracket agegroup ageband userage",
    "gender": "gender sex usergender",
    "location": "city town country region location county state",
    "device": "devicecategory device devicetype platform",
}
_NOBODY = frozenset(("", "(not set)", "unknown", "(other)", "total", "grand total"))


def triangulate(run: Run, path: str | Path) -> Triangulation:
    """Compare who was interviewed with who uses the business.

    Parameters
    ----------
    run : Run
    path : str or Path
        csv, tsv or xlsx: columns dimension, value and users; or, as Google Analytics 4
        exports it, one column named after a dimension (age, gender, city, device
        category …) beside a column of users.

    Returns
    -------
    Triangulation
        Share by share with intervals, and what cannot be compared.

    Raises
    ------
    ReadError
        The table has no users, or no dimension.
    """
    from interview_insights.compare.triangulation import triangulate as compared

    spoken = run.segments[run.segments["role"] == "respondent"]
    people = spoken["participant"].nunique()
    return compared(run.facts, people, _users(read_plain_table(path)))


def _users(table: PlainTable) -> list[tuple[str, str, float]]:
    users = table.column(_USERS)
    if users is None:
        raise ReadError(
            f"No column counts users; there are: {', '.join(table.columns)}.",
            path=table.path,
            hint="Name a column users, beside dimension and value.",
        )
    dimension, value = table.column("dimension"), table.column("value")
    counted = []
    if dimension is not None and value is not None:
        for row in table.rows:
            count = number_of(row[users])
            if count is not None and row[value].casefold() not in _NOBODY:
                counted.append((_named(row[dimension]), row[value], count))
    else:
        for name, aliases in _DIMENSIONS.items():
            at = table.column(aliases)
            for row in table.rows if at is not None else ():
                count = number_of(row[users])
                if count is not None and row[at or 0].casefold() not in _NOBODY:
                    counted.append((name, row[at or 0], count))
    if not counted:
        raise ReadError(
            "No column names a dimension such as age, gender, city or device category.",
            path=table.path,
            hint="Give the columns dimension, value and users.",
        )
    return counted


def _named(text: str) -> str:
    plain = plain_name(text)
    return next((d for d, aliases in _DIMENSIONS.items() if plain in aliases.split()), text)
