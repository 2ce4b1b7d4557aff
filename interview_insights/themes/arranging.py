"""Clusters to named themes: known again from an earlier run, then as a researcher wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interview_insights.themes.clusters import unit_rows
from interview_insights.themes.memory import Memory, Said
from interview_insights.themes.rules import ThemeRules

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

_ROUNDS = 10  # of giving the sentences of a split theme to the nearer part


@dataclass
class Arrangement:
    """Theme of each sentence, and what is known of each theme.

    ``names`` holds the theme of each sentence or None; ``fields`` the field of each theme,
    ``labels`` those that are given; ``new`` are themes that the earlier run did not have;
    ``as_found`` the sentences of themes before rules changed them, by row; ``remarks`` say
    which rules could not be followed.
    """

    names: list[str | None]
    fields: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    as_found: dict[str, list[int]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def rows(self, theme: str) -> list[int]:
        """Return the rows of a theme's sentences."""
        return [row for row, name in enumerate(self.names) if name == theme]


def arrange(
    arrangement: Arrangement,
    rules: ThemeRules,
    memory: Memory,
    said: Sequence[Said],
    vectors: Floats,
) -> Arrangement:
    """Follow a researcher's rules.

    Parameters
    ----------
    arrangement : Arrangement
        As found; changed in place.
    rules : ThemeRules
    memory : Memory
        Of the earlier run, for pinned themes.
    said : sequence of Said
        The sentences, in the order of ``arrangement.names``.
    vectors : ndarray of shape (len(said), dimensions)
        Rows of length one.

    Returns
    -------
    Arrangement
        The same, after pin, split, merge, drop and rename, in that order.
    """
    before = {theme: arrangement.rows(theme) for theme in arrangement.fields}
    for theme in rules.pin:
        _pin(arrangement, theme, memory, said)
    _split(arrangement, rules, said, vectors)
    for first, *others in rules.merge:
        for theme in (first, *others):
            _known(arrangement, theme, "merge")
        if first in arrangement.fields:
            _rename_rows(arrangement, others, first)
    for theme in rules.drop:
        if _known(arrangement, theme, "drop"):
            _rename_rows(arrangement, [theme], None)
    for theme, label in rules.rename:
        if _known(arrangement, theme, "rename"):
            arrangement.labels[theme] = label
    changed = (t for t, rows in before.items() if rows != arrangement.rows(t))
    arrangement.as_found = {theme: before[theme] for theme in changed}
    return arrangement


def _known(arrangement: Arrangement, theme: str, rule: str) -> bool:
    if theme in arrangement.fields:
        return True
    arrangement.remarks.append(
        f"themes.yaml: {rule} names {theme}, but there is no such theme in this run."
    )
    return False


def _rename_rows(arrangement: Arrangement, themes: Sequence[str], name: str | None) -> None:
    arrangement.names = [name if own in themes else own for own in arrangement.names]


def _pin(arrangement: Arrangement, theme: str, memory: Memory, said: Sequence[Said]) -> None:
    known = next((known for known in memory.themes if known.theme == theme), None)
    if known is None:
        _known(arrangement, theme, "pin")
        return
    arrangement.fields[theme] = known.field
    arrangement.labels[theme] = known.label
    for row, sentence in enumerate(said):
        if sentence in known.said:
            arrangement.names[row] = theme
        elif arrangement.names[row] == theme and sentence in memory.said:
            arrangement.names[row] = None  # it was heard before, and was no part of the theme


def _split(
    arrangement: Arrangement, rules: ThemeRules, said: Sequence[Said], vectors: Floats
) -> None:
    themes = dict.fromkeys(part.theme for part in rules.split)
    for theme in themes:
        if not _known(arrangement, theme, "split"):
            continue
        rows = arrangement.rows(theme)
        parts, seeds = [], []
        for number, part in enumerate((p for p in rules.split if p.theme == theme), 1):
            found = [row for row in rows if _within(part.quote, said[row][1])]
            if not found:
                arrangement.remarks.append(
                    f"themes.yaml: no sentence of {theme} holds “{part.quote}”, so nothing is"
                    " split off."
                )
                continue
            name = f"{theme}-{number}"
            parts.append(name)
            seeds.append(found)
            arrangement.fields[name] = arrangement.fields[theme]
            if part.label:
                arrangement.labels[name] = part.label
        for row, place in zip(rows, _nearest(rows, seeds, vectors), strict=True):
            if place:
                arrangement.names[row] = parts[place - 1]


def _nearest(rows: list[int], seeds: list[list[int]], vectors: Floats) -> list[int]:
    """Return 0 for rows that stay, i for those that are nearest to the i-th seeds."""
    import numpy as np

    given: dict[int, int] = {row: i for i, found in enumerate(seeds, 1) for row in found}
    place = np.array([given.get(row, 0) for row in rows])
    own = vectors[rows]
    for _ in range(_ROUNDS):
        groups = [own[place == i] for i in range(len(seeds) + 1)]
        centres = unit_rows(np.stack([g.mean(axis=0) if len(g) else 0 * own[0] for g in groups]))
        nearest = (own @ centres.T).argmax(axis=1)
        nearest = np.array([given.get(row, int(n)) for row, n in zip(rows, nearest, strict=True)])
        if (nearest == place).all():
            break
        place = nearest
    found: list[Any] = place.tolist()
    return found


def _within(quote: str, text: str) -> bool:
    return " ".join(quote.casefold().split()) in " ".join(text.casefold().split())
