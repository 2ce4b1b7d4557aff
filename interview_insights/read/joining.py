"""Utterances to turns: words normalised, one speaker's stretches joined, offsets set."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interview_insights.read import names
from interview_insights.records import NO_TIME, Mark, Turn, Utterance

_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def tidy_words(text: str) -> str:
    """Return text as it goes into a transcript.

    HTML entities are resolved, accents composed (NFC), every run of white space,
    no-break and other, is one blank, invisible and control characters are gone.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    if "&" in text:
        text = html.unescape(text)
    if _SURROGATE.search(text):  # JSON may hold half of a pair; it could never be written
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    # U+200C and U+200D stay: they hold emoji and Persian words together.
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def join(utterances: Iterable[Utterance]) -> tuple[Turn, ...]:
    """Join consecutive utterances of one speaker to turns.

    Parameters
    ----------
    utterances : iterable of Utterance

    Returns
    -------
    tuple of Turn
        All with the role ``"other"``; offsets are half-open code points into the
        turns' texts joined with line feeds. Utterances without words are left out.
    """
    spoken = [
        replace(u, speaker=tidy_words(u.speaker), text=text)
        for u in utterances
        if (text := tidy_words(u.text))
    ]
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
    return tuple(turns)


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
