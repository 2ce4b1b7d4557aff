"""Charts as inline SVG: no library, no script, crisp in print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from interview_insights.report.model import Point, Share, ThemeView

if TYPE_CHECKING:
    from markupsafe import Markup

_ROW = 30
_LABEL = 300
_PLOT = 420
_WIDTH = _LABEL + _PLOT + 60


def dumbbell(shares: Sequence[Share]) -> Markup:
    """Return paired bars, one a group, 0–100 %.

    Parameters
    ----------
    shares : sequence of Share

    Returns
    -------
    Markup
        HTML whose meaning is also in its text.
    """
    from markupsafe import Markup

    rows = [
        Markup(
            '<div class="bar g{i}"><span class="who">{group}</span>'
            '<span class="track"><span class="fill" style="width:{width:.1f}%"></span></span>'
            '<span class="count">{mentions} of {n}</span></div>'
        ).format(i=min(i, 3), group=s.group, width=100 * s.share, mentions=s.mentions, n=s.n)
        for i, s in enumerate(shares)
    ]
    return Markup("").join(rows)


def interval_plot(themes: Sequence[ThemeView], groups: Sequence[tuple[str, int]]) -> Markup:
    """Return the differences of shares with their 95 % intervals, one row a theme.

    Parameters
    ----------
    themes : sequence of ThemeView
        With a contrast, in the order of the rows.
    groups : sequence of (name, participants)
        The first is on the right of zero.

    Returns
    -------
    Markup
        An ``svg`` element, empty where there is nothing to compare.
    """
    from markupsafe import Markup

    rows = [t for t in themes if t.contrast]
    if not rows or len(groups) < 2:
        return Markup("")
    height = _ROW * len(rows) + 62

    def x(value: float) -> float:
        return _LABEL + _PLOT * (value + 1) / 2

    parts = [
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="Differences'
        f" between {escape(groups[0][0])} and {escape(groups[1][0])} in shares of people, with"
        ' 95 % intervals; the same figures stand in the table of themes.">'
    ]
    for tick in (-1, -0.5, 0, 0.5, 1):
        strong = " zero" if tick == 0 else ""
        parts.append(
            f'<line class="grid{strong}" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="34"'
            f' y2="{height - 22}"/><text class="tick" x="{x(tick):.1f}" y="{height - 6}"'
            f' text-anchor="middle">{f"{100 * tick:+.0f}" if tick else "0"}</text>'
        )
    other = groups[1][0] if len(groups) == 2 else "the others"
    parts.append(
        f'<text class="side g1" x="{x(-1):.0f}" y="20">◀ more {escape(other)}</text>'
        f'<text class="side g0" x="{x(1):.0f}" y="20" text-anchor="end">more'
        f" {escape(groups[0][0])} ▶</text>"
    )
    for i, theme in enumerate(rows):
        contrast = theme.contrast
        if contrast is None:
            continue
        y = 34 + _ROW * i + _ROW / 2
        side = "g0" if contrast.difference >= 0 else "g1"
        sure = " sure" if contrast.low > 0 or contrast.high < 0 else ""
        parts.append(
            f'<a href="#{escape(theme.theme)}"><text class="name" x="{_LABEL - 12}" y="{y + 4:.0f}"'
            f' text-anchor="end">{escape(_shortened(theme.label))}</text></a>'
            f'<line class="ci {side}" x1="{x(contrast.low):.1f}" x2="{x(contrast.high):.1f}"'
            f' y1="{y}" y2="{y}"/><circle class="dot {side}{sure}" cy="{y}" r="6"'
            f' cx="{x(contrast.difference):.1f}"><title>{escape(theme.label)}:'
            f" {100 * contrast.difference:+.0f} points"
            f" ({100 * contrast.low:+.0f} to {100 * contrast.high:+.0f})</title></circle>"
        )
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704  every text above is escaped


def saturation_curve(points: Sequence[Point]) -> Markup:
    """Return the curve of themes met against interviews read, with its band.

    Parameters
    ----------
    points : sequence of Point

    Returns
    -------
    Markup
        An ``svg`` element, empty for fewer than three interviews.
    """
    from markupsafe import Markup

    if len(points) < 3:
        return Markup("")
    width, height, left, bottom = 560, 240, 44, 34
    most = max(p.high for p in points) or 1.0

    def x(n: float) -> float:
        return left + (width - left - 14) * (n - 1) / (len(points) - 1)

    def y(themes: float) -> float:
        return 12 + (height - bottom - 12) * (1 - themes / most)

    band = " ".join(
        [f"{x(p.interviews):.1f},{y(p.high):.1f}" for p in points]
        + [f"{x(p.interviews):.1f},{y(p.low):.1f}" for p in reversed(points)]
    )
    line = " ".join(f"{x(p.interviews):.1f},{y(p.themes):.1f}" for p in points)
    parts = [
        f'<svg class="plot curve" viewBox="0 0 {width} {height}" role="img" aria-label="Themes met'
        f" after each interview: {points[0].themes:.0f} after the first, {points[-1].themes:.0f}"
        f' after {len(points)}.">'
    ]
    for share in (0, 0.5, 1):
        parts.append(
            f'<line class="grid" x1="{left}" x2="{width - 14}" y1="{y(share * most):.1f}"'
            f' y2="{y(share * most):.1f}"/><text class="tick" x="{left - 8}"'
            f' y="{y(share * most) + 4:.1f}" text-anchor="end">{share * most:.0f}</text>'
        )
    step = max(1, len(points) // 8)
    for p in points:
        if (p.interviews - 1) % step == 0 or p.interviews == len(points):
            parts.append(
                f'<text class="tick" x="{x(p.interviews):.1f}" y="{height - 14}"'
                f' text-anchor="middle">{p.interviews}</text>'
            )
    parts.append(f'<polygon class="band" points="{band}"/><polyline class="line" points="{line}"/>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704  numbers only


def _shortened(label: str, most: int = 42) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
