"""Utterances to turns: words normalised, one speaker's stretches joined, offsets set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interview_insights.read import names
from interview_insights.read.cleaning import clean_words, tidy_words
from interview_insights.records import NO_TIME, Mark, Turn, Utterance


def join(
    utterances: Iterable[Utterance], keep: frozenset[str] = frozenset()
) -> tuple[tuple[Turn, ...], Counter[str]]:
    """Join consecutive utterances of one speaker to turns.

    Parameters
    ----------
    utterances : iterable of Utterance
    keep : frozenset of str
        Names of :data:`cleaning.CLEANINGS` that are not done.

    Returns
    -------
    turns : tuple of Turn
        All with the role ``"other"``; offsets are half-open code points into the
        turns' texts joined with line feeds. Utterances without words are left out.
    counts : Counter
        How many places each cleaning changed.
    """
    spoken: list[Utterance] = []
    counts: Counter[str] = Counter()
    for utterance in utterances:
        text, changed = clean_words(utterance.text, keep)
        counts += changed
        if text:
            speaker = tidy_words(utterance.speaker)
            spoken.append(replace(utterance, speaker=speaker, text=text))
    spelling = _spellings(spoken)
    groups: list[list[Utterance]] = []
    for utterance in spoken:
        same = groups and names.key(groups[-1][0].speaker) == names.key(utterance.speaker)
        if same:
            groups[-1].append(utterance)
        else:
            groups.append([utterance])
    turns: list[Turn] = []
    at = 0
    for index, group in enumerate(groups):
        turn = _turn(index, spelling[names.key(group[0].speaker)], group, at)
        turns.append(turn)
        at = turn.end_char + 1
    return tuple(turns), counts


def _spellings(utterances: Sequence[Utterance]) -> dict[str, str]:
    """Return the commonest spelling of each name: ``RA``, ``RA:`` and ``Ra`` are one."""
    counts: dict[str, Counter[str]] = {}
    for utterance in utterances:
        name = utterance.speaker.strip(" :")
        counts.setdefault(names.key(name), Counter())[name] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in counts.items()}


def _turn(index: int, speaker: str, group: Sequence[Utterance], at: int) -> Turn:
    marks: list[Mark] = []
    start = at
    for utterance in group:
        marks.append(Mark(start, utterance.place, utterance.start_s, utterance.end_s))
        start += len(utterance.text) + 1
    text = " ".join(utterance.text for utterance in group)
    starts = [u.start_s for u in group if u.start_s >= 0]
    ends = [u.end_s for u in group if u.end_s >= 0]
    return Turn(
        index=index,
        speaker=speaker,
        role="other",
        text=text,
        start_char=at,
        end_char=at + len(text),
        place=group[0].place,
        start_s=starts[0] if starts else NO_TIME,
        end_s=max(ends, default=NO_TIME),
        marks=tuple(marks),
    )
