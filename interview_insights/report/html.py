"""The report as one HTML file that asks nothing of the network."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.report.charts import dumbbell, interval_plot, saturation_curve
from interview_insights.report.model import Report, most_different, themes_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_TEMPLATES = Path(__file__).with_name("templates")


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
    style = _style()
    script = Markup((_TEMPLATES / "report.js").read_text(encoding="utf-8"))  # noqa: S704
    return template.render(
        report=report,
        style=style,
        script=script,
        themes=themes_of(report),
        saturation=saturation_curve(report.saturation),
        contrast=interval_plot(most_different(report), report.groups),
        dumbbell=dumbbell,
        anchor_of={person.name: person.anchor for person in report.people},
    )


def render_persona(report: Report, number: int) -> str:
    """Render one persona as a page of its own, which leads to the report beside it.

    Parameters
    ----------
    report : Report
    number : int
        Which of the report's personas, from 0.

    Returns
    -------
    str
        A complete HTML document.
    """
    template = _environment().get_template("persona.html.jinja")
    return template.render(report=report, p=report.personas[number], style=_style())


def render_personas(report: Report) -> str:
    """Render what a notebook shows for a run's personas: a short card each."""
    return _environment().get_template("cards.html.jinja").render(report=report)


def _style() -> Markup:
    from markupsafe import Markup

    return Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8"))  # noqa: S704


def render_summary(report: Report) -> str:
    """Render what a notebook shows for a run: counts and findings."""
    return _environment().get_template("summary.html.jinja").render(report=report)
