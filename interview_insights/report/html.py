"""The report as one HTML file that asks nothing of the network."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.report.charts import dumbbell, interval_plot, saturation_curve
from interview_insights.report.model import Report, ThemeView

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).with_name("templates")

CONTRAST_ROWS = 20
"""Themes in the plot of differences."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    environment.filters["signed"] = lambda share: f"{100 * share:+.0f}"
    return environment


def render_html(report: Report) -> str:
    """Render the whole report.

    Parameters
    ----------
    report : Report

    Returns
    -------
    str
        A complete HTML document; style, script and pictures are inside.
    """
    from markupsafe import Markup

    template = _environment().get_template("report.html.jinja")
    style = Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704
    script = Markup((_TEMPLATES / "report.js").read_text(encoding="utf-8"))  # noqa: S704
    return template.render(
        report=report,
        style=style,
        script=script,
        themes=themes_of(report),
        saturation=saturation_curve(report.saturation),
        contrast=interval_plot(most_different(report), report.groups),
        dumbbell=dumbbell,
    )


def render_summary(report: Report) -> str:
    """Render what a notebook shows for a run: counts and findings."""
    return _environment().get_template("summary.html.jinja").render(report=report)


def themes_of(report: Report) -> tuple[ThemeView, ...]:
    """Return all themes of a report in its order."""
    return tuple(t for lens in report.lenses for field in lens.fields for t in field.themes)


def most_different(report: Report) -> tuple[ThemeView, ...]:
    """Return the themes whose shares differ most between the groups, ordered by difference."""
    compared = [t for t in themes_of(report) if t.contrast]
    compared.sort(key=lambda t: (-abs(t.contrast.difference) if t.contrast else 0.0, t.theme))
    top = compared[:CONTRAST_ROWS]
    return tuple(
        sorted(top, key=lambda t: (-(t.contrast.difference if t.contrast else 0), t.theme))
    )
