"""Everything a run found, as a typed report, and its renderings."""

from interview_insights.report.build import build_report
from interview_insights.report.codings import codings_for_people
from interview_insights.report.html import (
    render_html,
    render_persona,
    render_personas,
    render_summary,
)
from interview_insights.report.markdown import render_markdown
from interview_insights.report.model import Report
from interview_insights.report.slides import render_slides
from interview_insights.report.tables import render_tables
from interview_insights.report.word import render_docx

__all__ = [
    "Report",
    "build_report",
    "codings_for_people",
    "render_docx",
    "render_html",
    "render_markdown",
    "render_persona",
    "render_personas",
    "render_slides",
    "render_summary",
    "render_tables",
]
