"""What is taken from one interview's JSON, and channels brought together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from interview_insights.read.json_words import Word, filled, join_words
from interview_insights.records import Place, Role, Utterance

_SAME_WORDS = 0.9
_ENOUGH_WORDS = 12
_FEW = 16
"""Channels up to which each is held against each."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Utterances with what :class:`reading.Reading` tells beside them."""

    utterances: Sequence[Utterance]
    warnings: tuple[str, ...] = ()
    legend: Mapping[str, Role] = field(default_factory=dict)
    cleaned: Mapping[str, int] = field(default_factory=dict)


def of_words(streams: Mapping[str, Sequence[Word]], cleaned: Mapping[str, int] = {}) -> Taken:
    """Join the words of each channel, and bring the channels together.

    Parameters
    ----------
    streams : mapping of str to sequence of Word
        By channel; the name counts only where there are several.
    cleaned : mapping of str to int
        What was taken out of them.

    Returns
    -------
    Taken
    """
    made: dict[str, list[Utterance]] = {}
    missing = 0
    for channel, words in streams.items():
        complete, without = filled(words)
        missing += without
        made[channel] = join_words(complete)
    utterances, told = merge(made, renumber=len(streams) > 1)
    if missing:
        told.append(f"Words without a speaker were given to the speaker before: {missing}.")
    return Taken(utterances, tuple(told), cleaned=cleaned)


def merge(
    streams: Mapping[str, Sequence[Utterance]], *, renumber: bool = False
) -> tuple[list[Utterance], list[str]]:
    """Bring the utterances of several channels into order of time.

    A channel that holds the words of another once more, as both sides of a mono
    recording do, is left out.

    Parameters
    ----------
    streams : mapping of str to sequence of Utterance
        By channel.
    renumber : bool
        Whether places are counted anew, for numbers within each channel mean nothing.

    Returns
    -------
    utterances : list of Utterance
    warnings : list of str
    """
    if len(streams) < 2:
        return [u for stream in streams.values() for u in stream], []
    kept, told = _without_repeats(streams) if len(streams) <= _FEW else (dict(streams), [])
    if len(kept) == 1:
        merged = list(next(iter(kept.values())))
    else:
        timed = [pair for stream in _named(kept) for pair in _with_starts(stream)]
        merged = [u for _, u in sorted(timed, key=lambda pair: (pair[0], pair[1].place.number))]
    if renumber:
        merged = [replace(u, place=Place("segment", n)) for n, u in enumerate(merged, 1)]
    return merged, told


def _without_repeats(
    streams: Mapping[str, Sequence[Utterance]],
) -> tuple[dict[str, Sequence[Utterance]], list[str]]:
    kept: dict[str, Sequence[Utterance]] = {}
    bags: dict[str, Counter[str]] = {}
    told: list[str] = []
    for channel, stream in streams.items():
        bag = Counter(word for u in stream for word in u.text.casefold().split())
        twin = next((name for name, other in bags.items() if _alike(bag, other)), None)
        if twin is not None:
            told.append(
                f"{_title(channel)} holds the words of {_title(twin)} once more and was left out."
            )
            continue
        kept[channel], bags[channel] = stream, bag
    return kept, told


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    most = max(one.total(), other.total())
    return most >= _ENOUGH_WORDS and (one & other).total() >= _SAME_WORDS * most


def _named(streams: Mapping[str, Sequence[Utterance]]) -> list[list[Utterance]]:
    """Tell speakers of different channels apart: recognisers count them in each from 0."""
    casts = {c: {u.speaker for u in stream} - {""} for c, stream in streams.items()}
    shared = {name for name, n in Counter(n for c in casts.values() for n in c).items() if n > 1}
    made: list[list[Utterance]] = []
    for channel, stream in streams.items():
        cast = casts[channel]
        if cast and not cast & shared:
            made.append(list(stream))
        elif len(cast) < 2:
            made.append([replace(u, speaker=_title(channel)) for u in stream])
        else:
            made.append([replace(u, speaker=f"{_title(channel)}, {u.speaker}") for u in stream])
    return made


def _title(channel: str) -> str:
    return f"Channel {channel}" if channel.isdecimal() else channel


def _with_starts(stream: Sequence[Utterance]) -> list[tuple[float, Utterance]]:
    """Return utterances with when they begin; one without a time begins with the one before."""
    at = 0.0
    made: list[tuple[float, Utterance]] = []
    for utterance in stream:
        at = at if math.isnan(utterance.start_s) else utterance.start_s
        made.append((at, utterance))
    return made
