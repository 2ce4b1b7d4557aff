"""Transcripts put together by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_insights.records import Mark, Place, Transcript, Turn

Said = tuple[str, str, str]
"""Role, speaker and text of a turn."""


@pytest.fixture
def transcript() -> Callable[..., Transcript]:
    return make_transcript


def make_transcript(*said: Said, id: str = "t1", marks: dict[int, list[Mark]] | None = None):
    turns, at = [], 0
    for i, (role, speaker, text) in enumerate(said):
        own = tuple((marks or {}).get(i, ()))
        first = own[0] if own else Mark(at, Place("line", 10 * i + 1))
        turns.append(
            Turn(
                i,
                speaker,
                role,
                text,
                at,
                at + len(text),
                first.place,
                first.start_s,
                own[-1].end_s if own else first.end_s,
                own,
            )
        )
        at += len(text) + 1
    return Transcript(id, f"good/{id}.txt", "txt", "utf-8", "0" * 64, "Ann", "good", tuple(turns))
