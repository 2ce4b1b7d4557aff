"""The five things that the summary says."""

from __future__ import annotations

from collections.abc import Sequence

from interview_insights.report.model import Finding, Quote, ThemeView

MOST = 5
"""Findings in the summary."""

_DOUBT = 1.5
_RANK = {"strong": 0, "moderate": 1, "weak": 2, "none": 3}


def find_findings(themes: Sequence[ThemeView], groups: Sequence[str]) -> tuple[Finding, ...]:
    """Choose what to say first.

    The clearest differences between the groups come first, those of tentative themes
    later, at most two of one field; where there are few, the themes that most people of
    both groups share fill the list.

    Parameters
    ----------
    themes : sequence of ThemeView
    groups : sequence of str
        Groups in the order of the contrast.

    Returns
    -------
    tuple of Finding
    """
    chosen: list[ThemeView] = []
    differing = [t for t in themes if t.contrast and t.contrast.leans != "both"]
    differing.sort(key=_by_evidence)
    shared = sorted(themes, key=lambda t: (t.tentative, -t.n_participants, t.theme))
    for theme in (*differing[: MOST * 3], *shared):
        same_field = sum(t.field == theme.field for t in chosen)
        if theme not in chosen and same_field < 2 and len(chosen) < MOST:
            chosen.append(theme)
    return tuple(
        Finding(
            text=_sentence(theme, groups),
            strength=theme.contrast.strength if theme.contrast else "none",
            theme=theme.theme,
            quote=_quote(theme),
            tentative=theme.tentative,
        )
        for theme in chosen
    )


def _quote(theme: ThemeView) -> Quote | None:
    """Return the most typical quote, of the group that the theme leans to if there is one."""
    leans = theme.contrast.leans if theme.contrast else ""
    return next((q for q in theme.quotes if q.group == leans), next(iter(theme.quotes), None))


def _by_evidence(theme: ThemeView) -> tuple[float, float, str]:
    contrast = theme.contrast
    if contrast is None:
        return (9.0, 0.0, theme.theme)
    # A theme that may not be there with other people says less than a weak difference.
    return (
        _RANK[contrast.strength] + _DOUBT * theme.tentative,
        -abs(contrast.difference),
        theme.theme,
    )


def _sentence(theme: ThemeView, groups: Sequence[str]) -> str:
    heard = {share.group: f"{share.mentions} of {share.n}" for share in theme.shares}
    # The label is one person's words; those counted said the like of it.
    head = f"{theme.field_label}, such as “{theme.label}”"
    if theme.contrast and theme.contrast.leans in heard:
        lead = theme.contrast.leans
        rest = [g for g in groups if g != lead]
        others = ", ".join(f"{heard[g]} {g}" for g in rest)
        return f"{head}: {heard[lead]} {lead} customers speak of it, against {others}."
    if len(heard) > 1:
        return (
            f"{head}: heard alike from " + " and ".join(f"{n} {g}" for g, n in heard.items()) + "."
        )
    return f"{head}: heard from {next(iter(heard.values()), 'nobody')} people."
