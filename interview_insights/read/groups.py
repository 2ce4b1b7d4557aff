"""Which column of a table says to which group of customers an interview belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview_insights.errors import ReadError
from interview_insights.read.cells import Row, text_at
from interview_insights.read.columns import bare

_NAMES = frozenset(
    "group customergroup groupname usergroup participantgroup segment customersegment usersegment"
    " cohort customertype usertype status customerstatus gruppe kundengruppe kundentyp segmento"
    " groupe gruppo grupo condition arm".split()
)
# A survey tool's "status" is how far a response got, not who gave it.
_PROGRESS = frozenset(
    "complete completed partial incomplete finished unfinished started submitted done open closed"
    " pending approved rejected published screened disqualified overquota spam valid invalid true"
    " false ipaddress surveypreview".split()
)
_MOST_GROUPS = 6


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """The position of the column; ``found`` tells that nobody named it."""

    at: int
    name: str
    found: bool

    @property
    def told(self) -> tuple[str, ...]:
        """What to tell where nobody named the column."""
        return (f'The column "{self.name}" was taken for the group.',) if self.found else ()

    def of(self, rows: Iterable[Row]) -> str:
        """Return the group that most of some rows state."""
        counts = Counter(text for _, row in rows if (text := text_at(row, self.at)))
        return counts.most_common(1)[0][0] if counts else ""


def group_column(
    header: Sequence[str], rows: Sequence[Row], named: str, path: str
) -> GroupColumn | None:
    """Return the column of groups: the one that the user names, or one that looks like it.

    Parameters
    ----------
    header : sequence of str
    rows : sequence of Row
        Below the header.
    named : str
        As the user wrote it; empty for none.
    path : str
        For the message.

    Returns
    -------
    GroupColumn or None

    Raises
    ------
    ReadError
        There is no column of the name.
    """
    if named:
        for at, name in enumerate(header):
            if name.casefold() == named.strip().casefold() or bare(name) == bare(named):
                return GroupColumn(at, name, found=False)
        known = ", ".join(name[:40] for name in header if name)[:300]
        raise ReadError(
            f"There is no column {named!r} for the groups (columns: {known}).",
            path=path,
            hint="Name one of the columns with --group-column.",
        )
    for at, name in enumerate(header):
        if bare(name) not in _NAMES:
            continue
        values = {text for _, row in rows if (text := text_at(row, at))}
        if bare(name).endswith("status") and {bare(value) for value in values} & _PROGRESS:
            continue
        if 2 <= len(values) <= _MOST_GROUPS and all(len(value) <= 40 for value in values):
            return GroupColumn(at, name, found=True)
    return None
