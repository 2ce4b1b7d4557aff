"""Which barriers meet which drivers in the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_insights.compare.contrast import fisher

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "theme_a", "theme_b", "people", "n_a", "n_b", "both", "expected", "lift", "p_value",
)  # fmt: skip


def together(
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    themes: pd.DataFrame,
    lenses: tuple[str, str] = ("barrier", "driver"),
) -> pd.DataFrame:
    """Count the people who voice a theme of one lens and one of another.

    Parameters
    ----------
    codings, segments, themes : DataFrame
        Tables as in docs/frames.md.
    lenses : tuple of two str, default barrier and driver
        The same lens twice gives each pair of its themes once.

    Returns
    -------
    DataFrame of shape (pairs of themes that at least one person voices together, 9)
        ``theme_a`` and ``theme_b``; ``people`` asked; ``n_a`` and ``n_b`` who voice each;
        ``both``; ``expected`` were the two unrelated, n_a n_b / people; ``lift``, both /
        expected; ``p_value``, two-sided Fisher exact, for reading and not for testing:
        there are many pairs. Strongest first: by p, then by how many voice both.
    """
    import pandas as pd

    spoken = segments.loc[segments["role"].eq("respondent"), ["segment_id", "participant"]]
    people = spoken["participant"].nunique()
    said = codings.loc[codings["theme"].notna(), ["segment_id", "theme"]].merge(
        spoken, on="segment_id"
    )
    voices = said.groupby("theme")["participant"].agg(set).to_dict()
    first, second = (themes.loc[themes["lens"] == lens, "theme"].tolist() for lens in lenses)
    rows = []
    for i, a in enumerate(first):
        for b in second[i + 1 :] if lenses[0] == lenses[1] else second:
            who_a, who_b = voices.get(a, set()), voices.get(b, set())
            both = len(who_a & who_b)
            if both:
                expected = len(who_a) * len(who_b) / people
                p = fisher(both, len(who_a), len(who_b) - both, people - len(who_a))
                counts = (people, len(who_a), len(who_b), both)
                rows.append((a, b, *counts, expected, both / expected, p))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values(
        ["p_value", "both", "theme_a", "theme_b"],
        ascending=[True, False, True, True],
        ignore_index=True,
    )
