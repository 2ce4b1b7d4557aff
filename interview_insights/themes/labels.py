"""A phrase for each theme that a person could have written down while reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from interview_insights.themes.label_features import CENTRE, SIBLING, cheap_score

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

CENTRAL = 25
"""Sentences nearest to a theme's centre from which its label may come."""

COMPARED = 20
"""Candidates for a label whose vectors are looked at: the best by their wording."""

_KEYWORDS = 0.25


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

    Candidates are phrases of the sentences nearest to the theme's centre. A candidate
    scores by its wording (label_features.py), by its closeness to the centre, against
    its closeness to the nearest sibling, and by the keywords (c-TF-IDF) that it holds.

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
    candidates = [_best_worded(task, found) for task in tasks]
    texts = sorted({text for group in candidates for text in group})
    vectors = dict(zip(texts, encode(texts), strict=True)) if texts else {}
    taken: set[str] = set()
    labels = []
    for task, group in zip(tasks, candidates, strict=True):
        scores = {
            text: worded + _score(text, task, vectors[text]) for text, worded in group.items()
        }
        ranked = sorted(group, key=lambda text: (-round(scores[text], 5), text))
        best = next((text for text in ranked if text.lower() not in taken), None)
        label = best or f"{ranked[0]} ({len(taken) + 1})"
        taken.add(label.lower())
        labels.append(label)
    return labels


def _best_worded(task: LabelTask, found: Mapping[str, Sequence[PhraseLike]]) -> dict[str, float]:
    """Return the candidates that read best, with their score."""
    scores: dict[str, float] = {}
    for sentence in task.sentences[:CENTRAL]:
        for phrase in found[sentence]:
            score = cheap_score(phrase.text, phrase.standing, sentence)
            scores[phrase.text] = max(score, scores.get(phrase.text, score))
    if not scores:
        # A theme of fragments ("Nothing.", "Speed") has no phrases: the shortest names it.
        shortest = min(task.sentences, key=lambda s: (len(s.split()), s))
        return {" ".join(shortest.split()[:7]).rstrip(" .,;:!?…"): 0.0}
    best = sorted(scores, key=lambda text: (-round(scores[text], 5), text))[:COMPARED]
    return {text: scores[text] for text in best}


def _score(text: str, task: LabelTask, vector: Floats) -> float:
    score = CENTRE * float(vector @ task.centre)
    if len(task.siblings):
        score += SIBLING * max(0.0, float((task.siblings @ vector).max()))
    # The first keyword of a theme weighs one, the second a half, and so on.
    words = {w.strip(".,;:!?'\"").lower() for w in text.split()}
    weights = [1 / (task.keywords.index(w) + 1) for w in words if w in task.keywords]
    return score + _KEYWORDS * min(1.5, sum(weights))
