"""Transcripts to sentences, facts and phrases (spaCy)."""

from interview_insights.language.facts import find_facts
from interview_insights.language.phrases import Phraser
from interview_insights.language.segments import segment

__all__ = ["Phraser", "find_facts", "segment"]
