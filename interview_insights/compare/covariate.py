"""Groups by a column of participants.csv instead of by folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from interview_insights.errors import RunError

if TYPE_CHECKING:
    import pandas as pd

MOST_VALUES = 12
"""Different values of a column above which it makes no groups."""


class Regrouped(NamedTuple):
    """Segments with other groups, the groups' names, and how many people have none."""

    segments: pd.DataFrame
    groups: tuple[str, ...]
    left_out: int


def grouped_by(
    segments: pd.DataFrame, attributes: Mapping[str, Mapping[str, str]], name: str
) -> Regrouped:
    """Group participants by what participants.csv says of them.

    Parameters
    ----------
    segments : DataFrame of shape (segments, columns of the schema)
    attributes : mapping of participant to columns
    name : str
        The column, in any case.

    Returns
    -------
    Regrouped
        Without the sentences of people for whom the column is empty; groups by name.

    Raises
    ------
    RunError
        There is no such column, or it has one value or more than :data:`MOST_VALUES`.
    """
    columns = sorted({column for row in attributes.values() for column in row})
    column = next((c for c in columns if c.casefold() == name.strip().casefold()), None)
    if column is None:
        has = f"It has {', '.join(columns)}." if columns else "The study has no participants.csv."
        raise RunError(f"There is no column {name!r} to group people by.", hint=has)
    value_of = {
        person: row[column].strip() for person, row in attributes.items() if row.get(column, "")
    }
    # In a group discussion every voice is its participant file's row.
    values = segments["participant"].map(
        lambda person: value_of.get(person) or value_of.get(person.partition("/")[0], "")
    )
    groups = tuple(sorted(set(values) - {""}))
    if len(groups) < 2 or len(groups) > MOST_VALUES:
        raise RunError(
            f"The column {column!r} has {len(groups)} different values among those interviewed.",
            hint=f"A comparison needs 2 to {MOST_VALUES}: put them into bands in participants.csv.",
        )
    spoken = segments[segments["role"] == "respondent"]
    left_out = spoken.loc[values[spoken.index] == "", "participant"].nunique()
    kept = values != ""
    regrouped = segments[kept].assign(group=values[kept]).reset_index(drop=True)
    return Regrouped(regrouped, groups, int(left_out))
