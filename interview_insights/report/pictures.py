"""Plots as pictures: for notebooks, Word documents and slides.

Each is a matplotlib figure that also carries a text for those who cannot see it.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from interview_insights.report.model import Point, ThemeView

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = ("#0f766e", "#b4460f", "#5b4bb7", "#8a6d00")
"""Of the groups, in their order; the same as in the HTML report."""

_INK, _SOFT, _LINE = "#1d2433", "#566074", "#d8dde6"
_ROW = 0.34  # inches
_LABEL = 44  # characters


def picture(width: float, height: float, alt: str) -> Figure:
    """Return an empty figure that shows itself in a notebook, with a text beside it.

    Parameters
    ----------
    width, height : float
        Inches.
    alt : str
        What is to be seen, in words.

    Returns
    -------
    matplotlib.figure.Figure
        With an attribute ``alt``.
    """
    from matplotlib.figure import Figure

    class Picture(Figure):
        """A figure with a text for those who cannot see it."""

        alt: str

        def _repr_html_(self) -> str:
            code = base64.b64encode(as_png(self)).decode("ascii")
            return (
                f'<img alt="{escape(self.alt)}" style="max-width:100%"'
                f' src="data:image/png;base64,{code}">'
            )

    figure = Picture(figsize=(width, height), layout="constrained")
    figure.alt = alt
    return figure


def as_png(figure: Figure, dpi: int = 160) -> bytes:
    """Return a figure as the bytes of a PNG file, the same for the same figure.

    Parameters
    ----------
    figure : Figure
    dpi : int, default 160

    Returns
    -------
    bytes
    """
    import warnings

    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # A label may hold signs that the font lacks; they are drawn as boxes.
        warnings.simplefilter("ignore", UserWarning)
        figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()


def plot_contrast(themes: Sequence[ThemeView], groups: Sequence[str]) -> Figure:
    """Draw differences of shares with their 95 % intervals, one row a theme.

    Parameters
    ----------
    themes : sequence of ThemeView
        Those with a contrast are drawn, in their order.
    groups : sequence of str
        The first is on the right of zero.

    Returns
    -------
    matplotlib.figure.Figure
    """
    rows = [(t.label, t.contrast) for t in themes if t.contrast]
    other = groups[1] if len(groups) == 2 else "the others"
    told = "; ".join(f"{label} {100 * c.difference:+.0f}" for label, c in rows[:5])
    figure = picture(
        8.4,
        1.1 + _ROW * max(1, len(rows)),
        f"Differences in the share of people who voice a theme, {groups[0]} against {other}, in"
        f" points with 95 % intervals: {told}.",
    )
    axes = _axes(figure, [label for label, _ in rows])
    axes.axvline(0, color=_SOFT, linewidth=1)
    for y, (_, contrast) in enumerate(rows):
        colour = COLOURS[0 if contrast.difference >= 0 else 1]
        sure = contrast.low > 0 or contrast.high < 0
        ends = (100 * contrast.low, 100 * contrast.high)
        axes.plot(ends, (y, y), color=colour, alpha=0.45, linewidth=3, solid_capstyle="round")
        axes.plot(
            100 * contrast.difference, y, "o", color=colour, markersize=7,
            markerfacecolor=colour if sure else "white", markeredgewidth=2,
        )  # fmt: skip
    axes.set_xlim(-105, 105)
    axes.set_xticks([-100, -50, 0, 50, 100], ["−100", "−50", "0", "+50", "+100"])
    axes.set_title(
        f"◀ more {_cut(other, 20)}", loc="left", color=COLOURS[1], fontsize=10, weight="bold"
    )
    axes.set_title(
        f"more {_cut(groups[0], 20)} ▶", loc="right", color=COLOURS[0], fontsize=10, weight="bold"
    )
    return figure


def plot_themes(themes: Sequence[ThemeView], groups: Sequence[str]) -> Figure:
    """Draw how many people of each group voice each theme, as paired bars.

    Parameters
    ----------
    themes : sequence of ThemeView
    groups : sequence of str

    Returns
    -------
    matplotlib.figure.Figure
    """
    told = "; ".join(
        f"{t.label}: " + ", ".join(f"{s.mentions} of {s.n} {s.group}" for s in t.shares)
        for t in themes[:5]
    )
    figure = picture(
        8.4,
        0.9 + _ROW * 1.2 * max(1, len(themes)),
        f"Share of people of each group who voice a theme. {told}.",
    )
    alone = len(themes) == 1  # its label is the heading then
    axes = _axes(figure, [""] if alone else [t.label for t in themes])
    thick = 0.8 / max(1, len(groups))
    for i, group in enumerate(groups):
        shares = [next((s.share for s in t.shares if s.group == group), 0.0) for t in themes]
        at = [y - 0.4 + thick * (i + 0.5) for y in range(len(themes))]
        axes.barh(
            at, [100 * s for s in shares], height=thick * 0.9,
            color=COLOURS[min(i, len(COLOURS) - 1)], label=_cut(group, 24),
        )  # fmt: skip
    axes.set_xlim(0, 100)
    axes.set_xlabel("people, %", color=_SOFT, fontsize=9)
    if groups:
        axes.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.0, 1.02))
    return figure


def plot_saturation(points: Sequence[Point]) -> Figure:
    """Draw themes met against interviews read, with the range over orders.

    Parameters
    ----------
    points : sequence of Point

    Returns
    -------
    matplotlib.figure.Figure
    """
    last = points[-1] if points else Point(0, 0.0, 0.0, 0.0)
    figure = picture(
        6.4,
        3.2,
        f"Themes met against interviews read: {last.themes:.0f} themes after {last.interviews}.",
    )
    axes = figure.subplots()
    x = [p.interviews for p in points]
    axes.fill_between(
        x, [p.low for p in points], [p.high for p in points], color=COLOURS[0], alpha=0.15
    )
    axes.plot(x, [p.themes for p in points], color=COLOURS[0], linewidth=2)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("interviews read", color=_SOFT, fontsize=9)
    axes.set_ylabel("themes met", color=_SOFT, fontsize=9)
    _plain(axes)
    axes.grid(axis="y", color=_LINE)
    return figure


def plot_map(
    places: Any, lenses: Sequence[str], names: Sequence[tuple[float, float, str]]
) -> Figure:
    """Draw sentences as points, near where they say alike, coloured by lens.

    Parameters
    ----------
    places : ndarray of shape (sentences, 2)
    lenses : sequence of str
        Lens of each sentence.
    names : sequence of (x, y, label)
        Where the names of the largest themes stand.

    Returns
    -------
    matplotlib.figure.Figure
    """
    kinds = list(dict.fromkeys(sorted(lenses)))
    figure = picture(
        9.0,
        6.6,
        f"{len(lenses)} coded sentences, those that say alike near each other. Largest themes: "
        + "; ".join(label for _, _, label in names[:6])
        + ".",
    )
    axes = figure.subplots()
    for i, lens in enumerate(kinds):
        at = [n for n, own in enumerate(lenses) if own == lens]
        axes.scatter(
            places[at, 0], places[at, 1], s=16, alpha=0.6, linewidths=0,
            color=COLOURS[min(i, len(COLOURS) - 1)], label=lens,
        )  # fmt: skip
    for x, y, label in names:
        axes.annotate(
            _cut(label, 30), (x, y), fontsize=8, color=_INK, ha="center", weight="bold",
            bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 1.5},
        )  # fmt: skip
    axes.set_xticks([])
    axes.set_yticks([])
    _plain(axes)
    if kinds:
        axes.legend(frameon=False, fontsize=9, loc="upper right")
    return figure


def _axes(figure: Figure, labels: Sequence[str]) -> Any:
    axes = figure.subplots()
    axes.set_yticks(range(len(labels)), [_cut(label, _LABEL) for label in labels], fontsize=9)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    _plain(axes)
    axes.grid(axis="x", color=_LINE)
    return axes


def _plain(axes: Any) -> None:
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, labelcolor=_INK, labelsize=9)
    axes.set_axisbelow(True)


def _cut(label: str, most: int) -> str:
    short = label if len(label) <= most else label[: most - 1].rstrip() + "…"
    # A dollar sign would begin a formula; half a surrogate pair cannot be drawn.
    return short.replace("$", r"\$").encode("utf-8", "ignore").decode("utf-8")
