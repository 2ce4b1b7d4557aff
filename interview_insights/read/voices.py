"""What the amount and the kind of talk tell about who asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_insights.read import names
from interview_insights.read.asking import addresses, asks
from interview_insights.records import Role, Turn

_SHARE = {"asks": 0.5, "you": 0.3, "short": 0.2}
"""How much each sign counts: turns that ask, speaking of "you", short turns."""

_CLEAR = 0.12
"""Lead in score under which nobody is taken to be the interviewer."""

_SIDE_WORDS, _SIDE_TURNS = 0.3, 2
"""Share of the main respondent's words, and turns, up to which a voice stands aside: the
note-taker who asks for a word again, the technician. In a group discussion all say more."""

ASKS_MOST = "asks and speaks of “you” most"

Finding = dict[str, tuple[Role, float, str]]
"""Speaker key to role, confidence (0–1) and reason."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of a transcript, and what it says; signs are counted only where needed."""

    key: str
    name: str
    turns: int
    words: int
    texts: tuple[str, ...]

    @property
    def asking(self) -> int:
        """Turns that end in a question or an invitation to tell."""
        return sum(asks(text) for text in self.texts)

    @property
    def length(self) -> float:
        """Words per turn."""
        return self.words / max(1, self.turns)

    def score(self, longest: float) -> float:
        """Return how much the voice is like an interviewer's, 0–1.

        Parameters
        ----------
        longest : float
            Words per turn of the speaker with the longest turns.
        """
        # One more turn and two more words than there are: three words prove little.
        asks = self.asking / (self.turns + 1)
        hearer, own = map(sum, zip(*map(addresses, self.texts), strict=True))
        you = (hearer + 1) / (hearer + own + 2)
        short = 1 - self.length / max(longest, 1.0)
        return _SHARE["asks"] * asks + _SHARE["you"] * you + _SHARE["short"] * short


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
            tuple(t.text for t in own),
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


def by_signs(voices: list[Voice]) -> Finding:
    """Tell interviewers by what they say: they ask, speak of "you", and are brief.

    Parameters
    ----------
    voices : list of Voice

    Returns
    -------
    Finding
        Empty where no voice leads clearly. Confidence grows with the lead.
    """
    longest = max(v.length for v in voices)
    scores = {v.key: v.score(longest) for v in voices}
    ranked = sorted(voices, key=lambda v: -scores[v.key])
    first = ranked[0]
    asking = {v.key for v in ranked if _asks_too(v, first, scores)}
    rest = [v for v in ranked if v.key not in asking]
    if not rest or not first.asking:
        return {}
    lead = scores[first.key] - max(scores[v.key] for v in rest)
    if lead < _CLEAR:
        return {}
    confidence = round(min(0.95, 0.55 + lead), 2)
    found = asking_and_rest(voices, asking, confidence, ASKS_MOST)
    main = max(rest, key=lambda v: v.words)
    aside = [v for v in rest if v is not main and _stands_aside(v, main)]
    return found | {v.key: ("other", 0.6, "says next to nothing") for v in aside}


def _asks_too(voice: Voice, first: Voice, scores: dict[str, float]) -> bool:
    if voice is first:
        return True
    alike = scores[voice.key] >= 0.7 * scores[first.key]
    return alike and voice.asking >= 2 and voice.asking >= 0.4 * voice.turns


def _stands_aside(voice: Voice, main: Voice) -> bool:
    few = voice.turns <= _SIDE_TURNS and 2 * voice.turns <= main.turns
    return few and voice.words <= _SIDE_WORDS * main.words
