"""A phrase for each theme that a person could have written down while reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


class PhraseLike(Protocol):
    """A phrase and how well it stands by itself."""

    @property
    def text(self) -> str:
        """Words of the phrase."""
        ...

    @property
    def standing(self) -> float:
        """From 0, a scrap, to 1, a clause that needs nothing around it."""
        ...


Phrases = Callable[[Sequence[str]], Sequence[Sequence[PhraseLike]]]
Encode = Callable[[Sequence[str]], "Floats"]

CENTRAL = 10
"""Sentences nearest to a theme's centre from which its label may come."""

_SIBLING = 0.5
_STANDING = 0.35
_TOO_SHORT = 0.05
_TOO_LONG = 0.02
_KEYWORDS = 0.12
_PRONOUN = 0.05
_BEST_LENGTH = (4, 7)
_DEICTIC = frozenset(
    {
        "me",
        "it",
        "them",
        "him",
        "that",
        "this",
        "her",
        "us",
        "one",
        "thing",
        "things",
        "something",
        "theirs",
    }
)


@dataclass(frozen=True, slots=True)
class LabelTask:
    """What labelling needs of a theme.

    ``sentences`` are its own, most central first; ``centre`` has shape (dimensions,);
    ``siblings`` are the other themes' centres, shape (m, dimensions).
    """

    sentences: tuple[str, ...]
    keywords: tuple[str, ...]
    centre: Floats
    siblings: Floats


def label_themes(tasks: Sequence[LabelTask], phrases: Phrases, encode: Encode) -> list[str]:
    """Choose a label for each theme.

    Candidates are phrases of the sentences nearest to the theme's centre. A
    candidate scores by its closeness to the centre, less half its closeness to the
    nearest sibling, with bonuses for keywords (c-TF-IDF), for standing by itself and for
    four to seven words, and a malus for words that point at something unsaid.

    Parameters
    ----------
    tasks : sequence of LabelTask
    phrases : callable
        Gives the phrases of each sentence.
    encode : callable
        Gives vectors of shape (texts, dimensions), rows of length one.

    Returns
    -------
    list of str
        One label a task, all different.
    """
    pool = sorted({s for task in tasks for s in task.sentences[:CENTRAL]})
    found = dict(zip(pool, phrases(pool), strict=True))
    candidates = [
        [p for s in task.sentences[:CENTRAL] for p in found[s]] or _whole(task) for task in tasks
    ]
    texts = sorted({p.text for group in candidates for p in group})
    vectors = dict(zip(texts, encode(texts), strict=True)) if texts else {}
    taken: set[str] = set()
    labels = []
    for task, group in zip(tasks, candidates, strict=True):
        ranked = sorted(group, key=lambda p: (-_score(p, task, vectors[p.text]), p.text))
        best = next((p.text for p in ranked if p.text.lower() not in taken), None)
        label = best or f"{ranked[0].text} ({len(taken) + 1})"
        taken.add(label.lower())
        labels.append(label)
    return labels


@dataclass(frozen=True, slots=True)
class _Whole:
    text: str
    standing: float = 1.0


def _whole(task: LabelTask) -> list[PhraseLike]:
    # A theme of fragments ("Nothing.", "Speed") has no phrases: its shortest sentence names it.
    shortest = min(task.sentences, key=lambda s: (len(s.split()), s))
    return [_Whole(" ".join(shortest.split()[:7]).rstrip(" .,;:!?…"))]


def _score(phrase: PhraseLike, task: LabelTask, vector: Floats) -> float:
    words = [w.strip(".,;:!?'\"").lower() for w in phrase.text.split()]
    low, high = _BEST_LENGTH
    score = float(vector @ task.centre)
    if len(task.siblings):
        score -= _SIBLING * max(0.0, float((task.siblings @ vector).max()))
    score += _STANDING * phrase.standing
    score -= _TOO_SHORT * max(0, low - len(words)) + _TOO_LONG * max(0, len(words) - high)
    # The first keyword of a theme weighs one, the second a half, and so on.
    weights = [1 / (task.keywords.index(w) + 1) for w in set(words) if w in task.keywords]
    score += _KEYWORDS * min(1.5, sum(weights))
    return score - _PRONOUN * sum(word in _DEICTIC for word in words)
