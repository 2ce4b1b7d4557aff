"""Themes to personas: who says the same things, and what can be said of them."""

from interview_insights.personas.writing import write_personas

__all__ = ["write_personas"]
