"""Files to transcripts: what was said, by whom, in which role, and where it stands."""

from __future__ import annotations

from interview_insights.read.study import read_study
from interview_insights.read.transcript import read_transcript

__all__ = ["read_study", "read_transcript"]
