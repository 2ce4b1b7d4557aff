"""What the amount and the kind of talk tell about who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_insights.read import names
from interview_insights.records import Role, Turn

_FEWEST_QUESTIONS = 3
_LEAD = 1.5
_ENOUGH_WORDS = 20  # below, a single "Hello?" would lead in questions per word
ONLY_ASKER = "the only speaker who asks"
SAYS_LEAST = "says least, in the shortest turns"

Finding = dict[str, tuple[Role, float, str]]
"""Speaker key to role, confidence (0–1) and reason."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of a transcript, in numbers."""

    key: str
    name: str
    turns: int
    words: int
    questions: int

    @property
    def asking(self) -> float:
        """Question marks per word."""
        return self.questions / max(1, self.words)

    @property
    def length(self) -> float:
        """Words per turn."""
        return self.words / max(1, self.turns)


def voices_of(turns: Sequence[Turn]) -> list[Voice]:
    """Return the speakers of some turns, in order of first appearance."""
    by_key: dict[str, list[Turn]] = {}
    for turn in turns:
        by_key.setdefault(names.key(turn.speaker), []).append(turn)
    return [
        Voice(
            key,
            own[0].speaker,
            len(own),
            sum(len(t.text.split()) for t in own),
            sum(t.text.count("?") + t.text.count("\uff1f") for t in own),
        )
        for key, own in by_key.items()
    ]


def asking_and_rest(
    voices: list[Voice], asking: set[str], confidence: float, reason: str
) -> Finding:
    """Return some speakers as interviewers, all others as respondents."""
    if not asking:
        return {}
    return {
        v.key: ("interviewer", confidence, reason)
        if v.key in asking
        else ("respondent", confidence, "speaks with the interviewer")
        for v in voices
    }


def by_questions(voices: list[Voice]) -> Finding:
    """Take the speaker with most question marks per word, if three or more and a clear lead."""
    able = [v for v in voices if v.words >= _ENOUGH_WORDS or v.questions >= _FEWEST_QUESTIONS]
    ranked = sorted(able, key=lambda v: -v.asking)
    if not ranked or ranked[0].questions < _FEWEST_QUESTIONS:
        return {}
    second = ranked[1].asking if len(ranked) > 1 else 0.0
    if ranked[0].asking < _LEAD * second:
        return {}
    lead = 1.0 - second / ranked[0].asking
    confidence = round(0.7 + 0.25 * lead, 2)
    return asking_and_rest(voices, {ranked[0].key}, confidence, "asks most questions per word")


def by_single_asker(voices: list[Voice]) -> Finding:
    """Where too few questions stand for a rate, take the only speaker who asks any."""
    asking = {v.key for v in voices if v.questions}
    return asking_and_rest(voices, asking, 0.6, ONLY_ASKER) if len(asking) == 1 else {}


def by_length(voices: list[Voice]) -> Finding:
    """Take the speaker who says least, if also in the shortest turns."""
    shortest = sorted(voices, key=lambda v: v.length)
    fewest = sorted(voices, key=lambda v: v.words)
    clear = shortest[0].length < shortest[1].length and fewest[0].words < fewest[1].words
    if not clear or shortest[0] is not fewest[0]:
        return {}
    return asking_and_rest(voices, {shortest[0].key}, 0.5, SAYS_LEAST)
