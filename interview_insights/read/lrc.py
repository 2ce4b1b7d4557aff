"""Captions in the form of song lyrics: ``[mm:ss.xx] words``.

Whisper's front ends and some phone recorders write them. Read here: pylrc, the usual
library, drops lines with three decimals and knows no line numbers.
"""

from __future__ import annotations

import re

from interview_insights.errors import ReadError
from interview_insights.read.clock import seconds
from interview_insights.read.payload import with_names
from interview_insights.read.reading import Reading, Source
from interview_insights.records import NO_TIME, Place, Utterance

_TIME = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.:]\d{1,3})?"
_STAMP = re.compile(rf"\s*\[({_TIME})\]")
_WORD_TIME = re.compile(rf"<{_TIME}>")
_TAG = re.compile(
    r"\s*\[(ti|ar|al|au|by|length|offset|re|tool|ve|la|lr|id|#)\s*:([^\]]{0,200})\]", re.I
)
_HEAD_LINES = 20


def is_lrc(text: str, suffix: str) -> bool:
    """Whether text is lyrics: half of its lines have a time, and a suffix or tag says so.

    ``[00:12.40] Anna: …`` alone may be a typed transcript.
    """
    lines = [line for line in text[:8000].split("\n")[:40] if line.strip()]
    timed = sum(_STAMP.match(line) is not None for line in lines)
    tagged = any(_TAG.match(line) for line in lines[:_HEAD_LINES])
    plain = [line for line in lines if not _TAG.match(line)]
    return (suffix == ".lrc" or tagged) and timed >= max(1, 0.5 * len(plain))


def read_lrc(source: Source) -> tuple[Reading, ...]:
    """Read lyrics; places are lines.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One. A line without words ends the one before.

    Raises
    ------
    ReadError
        No line has a time.
    """
    timed: list[tuple[float, int, str]] = []
    offset = 0.0
    loose = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        tag = _TAG.match(line)
        if tag:
            offset = _offset(tag[2]) if tag[1].casefold() == "offset" else offset
            continue
        stamps, at = [], 0
        while stamp := _STAMP.match(line, at):
            stamps.append(_seconds(stamp[1]))
            at = stamp.end()
        words = _WORD_TIME.sub("", line[at:])
        # A refrain has all its times in one line; it is said each time.
        timed += [(start, number, words) for start in stamps]
        if not stamps and words.strip():
            loose += 1
            timed.append((timed[-1][0] if timed else 0.0, number, words))
    if len(timed) == loose:
        raise ReadError(
            "The file holds no line with a time.",
            path=source.path,
            line=1,
            hint="Export it again, or the words alone as .txt.",
        )
    timed.sort(key=lambda entry: entry[:2])
    lines = "line without a time was" if loose == 1 else "lines without a time were"
    told = (f"{loose} {lines} joined to the line before.",) if loose else ()
    return (Reading(with_names(_utterances(timed, offset)), warnings=told),)


def _utterances(timed: list[tuple[float, int, str]], offset: float) -> list[Utterance]:
    done: list[Utterance] = []
    for (start, number, words), following in zip(timed, [*timed[1:], None], strict=True):
        if words.strip():
            end = following[0] - offset if following and not following[2].strip() else NO_TIME
            place = Place("line", number)
            done.append(Utterance("", words, place, max(0.0, start - offset), end))
    return done


def _seconds(stamp: str) -> float:
    head, _, last = stamp.rpartition(":")
    # [mm:ss:xx] is an old spelling of [mm:ss.xx].
    return seconds(f"{head}.{last}" if head.count(":") == 1 and "." not in stamp else stamp)


def _offset(value: str) -> float:
    """Return seconds by which all stamps are late: the tag counts milliseconds."""
    try:
        return max(-3600.0, min(3600.0, int(value.strip()) / 1000))
    except (ValueError, OverflowError):
        return 0.0
