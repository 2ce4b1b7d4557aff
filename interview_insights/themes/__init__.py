"""Coded sentences to themes: clusters within each field, labels, stability."""

from interview_insights.themes.finding import Themes, find_themes

__all__ = ["Themes", "find_themes"]
