"""Groups side by side: what each voices most, and the words that mark it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_insights.report.model import CohortView, LensView, Voiced, WordView

if TYPE_CHECKING:
    import pandas as pd

THEMES = 4
"""Themes a lens in each group's column."""


def cohorts_of(
    lenses: Sequence[LensView], groups: Sequence[tuple[str, int]]
) -> tuple[CohortView, ...]:
    """Return each group's themes, those that most of its people voice first.

    Parameters
    ----------
    lenses : sequence of LensView
    groups : sequence of (name, participants)

    Returns
    -------
    tuple of CohortView
        Empty for a study of one group.
    """
    if len(groups) < 2:
        return ()
    return tuple(
        CohortView(group, n, tuple((lens.title, _widest(lens, group)) for lens in lenses))
        for group, n in groups
    )


def _widest(lens: LensView, group: str) -> tuple[Voiced, ...]:
    found = []
    for field in lens.fields:
        for theme in field.themes:
            own = next((s for s in theme.shares if s.group == group), None)
            others = [s.share for s in theme.shares if s.group != group]
            if own and own.mentions:
                lead = own.share - max(others, default=0.0)
                voiced = Voiced(
                    theme.theme, theme.label, lens.name, field.label, own.mentions, own.share
                )
                # What only this group says tells more than what everybody does.
                found.append((-(own.share + 0.5 * lead), theme.tentative, theme.theme, voiced))
    return tuple(voiced for *_, voiced in sorted(found, key=lambda f: f[:3])[:THEMES])


def words_of(words: pd.DataFrame | None, groups: Sequence[str]) -> tuple[WordView, ...]:
    """Return the words that mark each group's speech.

    Parameters
    ----------
    words : DataFrame or None
        As ``compare.word_contrast`` gives it.
    groups : sequence of str

    Returns
    -------
    tuple of WordView
        Groups without such words are left out.
    """
    if words is None or words.empty:
        return ()
    views = []
    for group in groups:
        own = words[words["group"] == group]
        if len(own):
            rows = zip(own["word"], own["n_a"], own["n_b"], strict=True)
            views.append(WordView(group, tuple((str(w), int(a), int(b)) for w, a, b in rows)))
    return tuple(views)
