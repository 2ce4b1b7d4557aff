"""What tells a good label from a scrap, and how much each sign weighs.

The weights were fitted by ``benchmarks/labels.py`` on candidates for the labels of 144
themes that readers had marked from 0 to 3; there also stands how well they choose on
trades left out.
"""

from __future__ import annotations

from collections.abc import Mapping

_FIRST_PERSON = frozenset("i i'm i'd i've i'll me my mine we we're we've us our".split())
_THIRD_PERSON = frozenset(
    "he she they it you that this there it's that's they're he's she's you're".split()
)
_NEGATION = frozenset("not never no nothing nobody none without".split())
_LONG = 30  # words of a sentence, beyond which it makes no difference

CHEAP: Mapping[str, float] = {
    "whole": 0.923,
    "standing": 0.260,
    "two_words": -0.506,
    "three_words": -0.382,
    "four_or_five": -0.251,
    "eight_or_more": 0.089,
    "source_length": -0.706,
    "capitals": -0.236,
    "negation": 0.169,
    "first_person": -0.111,
    "third_person": 0.062,
}
"""Weights of what is known without a vector."""

CENTRE, SIBLING = 2.839, -1.324
"""Weights of the cosines to the theme's centre, and to the nearest other theme's."""


def features_of(phrase: str, standing: float, sentence: str) -> dict[str, float]:
    """Return what :data:`CHEAP` weighs.

    Parameters
    ----------
    phrase : str
        A candidate for a label.
    standing : float
        How well it stands by itself, 0–1.
    sentence : str
        Where it was cut from.

    Returns
    -------
    dict of str to float
        With the keys of :data:`CHEAP`.
    """
    as_said = phrase.split()
    words = [w.strip(".,;:!?'\"").lower() for w in as_said]
    length, of = len(words), len(sentence.split())
    return {
        "whole": float(length >= 0.8 * of),
        "standing": standing,
        "two_words": float(length <= 2),
        "three_words": float(length == 3),
        "four_or_five": float(4 <= length <= 5),
        "eight_or_more": float(length >= 8),
        "source_length": min(_LONG, of) / _LONG,
        "capitals": float(
            sum(w[:1].isupper() and w.lower() not in _FIRST_PERSON for w in as_said[1:])
        ),
        "negation": float(any(w in _NEGATION or w.endswith("n't") for w in words)),
        "first_person": float(sum(w in _FIRST_PERSON for w in words)),
        "third_person": float(words[0] in _THIRD_PERSON) if words else 0.0,
    }


def cheap_score(phrase: str, standing: float, sentence: str) -> float:
    """Return how good a label a phrase is, as far as its wording tells."""
    found = features_of(phrase, standing, sentence)
    return sum(CHEAP[name] * value for name, value in found.items())
