"""Captions (vtt, srt, sbv) to utterances.

Read here rather than by webvtt-py: that drops, without a word, cues whose times
have a comma or no fraction, and knows no line numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interview_insights.errors import ReadError
from interview_insights.read import labels, names
from interview_insights.read.clock import TIME, seconds
from interview_insights.read.reading import Reading, Source
from interview_insights.records import Place, Utterance

_LOOSE_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(
    rf"\s*(?P<start>{_LOOSE_TIME})\s*(?:-->|->|,(?=\d+:))\s*(?P<end>{_LOOSE_TIME})(?P<after>.*)"
)
"""A cue's line of times: vtt and srt with an arrow, sbv with a comma."""

_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]+([^<>\n]{0,200})>")
# Only tags that captions have: "<[?]>" and "<laugh>" are words of the transcript.
_TAG = re.compile(rf"</?(?:c|i|b|u|ruby|rt|lang|font|v)(?:[ .][^<>]{{0,200}})?>|<{TIME}>")
_ROLLING = re.compile(rf"<c[ .>]|<{TIME}>")
_NOT_CUES = ("NOTE", "STYLE", "REGION")
_SHORTEST_CUE = 0.05  # seconds; YouTube repeats a line in cues of 10 ms
_NAMED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Cue:
    number: int
    lines: tuple[str, ...]
    start_s: float
    end_s: float


def read_captions(source: Source) -> tuple[Reading, ...]:
    """Read captions of any of the three kinds.

    A cue without a name continues the last speaker.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One.

    Raises
    ------
    ReadError
        There is not one cue with a line of times.
    """
    lines = source.text.split("\n")
    cues = list(_cues(lines))
    if not cues:
        raise ReadError(
            "The captions hold no cue with a line of times.",
            path=source.path,
            line=1,
            hint="Export them again as .vtt, or the words alone as .txt.",
        )
    told = len(cues)
    if "repeats" not in source.options.keep:
        cues = _without_rolling(cues)
    repeats = {"repeats": told - len(cues)} if told > len(cues) else {}
    pieces = [(cue, name, words) for cue in cues for name, words in _voices(cue)]
    if not any(name for _, name, _ in pieces):
        pieces = _payload_names(cues)
    lost = sum("-->" in line and not TIMING.match(line) for line in lines)
    return (Reading(_carried(pieces), warnings=_lost(lost), cleaned=repeats),)


def _cues(lines: list[str]) -> Iterator[_Cue]:
    at = [n for n, line in enumerate(lines) if TIMING.match(line)]
    for number, here in enumerate(at, 1):
        following = at[number] if number < len(at) else None
        match = TIMING.match(lines[here])
        if match is None:
            continue
        payload = lines[here + 1 : following]
        if following is not None:
            payload = _without_identifier(payload)
        yield _Cue(
            number,
            tuple(_without_comments(payload)),
            seconds(match["start"]),
            seconds(match["end"]),
        )


def _without_identifier(payload: list[str]) -> list[str]:
    """Drop the next cue's identifier, the line right above its times."""
    if not payload:
        return payload
    last = payload[-1].strip()
    alone = len(payload) > 1 and not payload[-2].strip()
    # srt without blank lines: only a bare number can be told from words.
    return payload[:-1] if last and (alone or last.isdigit()) else payload


def _without_comments(payload: list[str]) -> Iterator[str]:
    skipping, blank = False, False
    for line in payload:
        if blank and line.startswith(_NOT_CUES):
            skipping = True
        blank = not line.strip()
        if blank:
            skipping = False
        elif not skipping:
            yield line


def _without_rolling(cues: list[_Cue]) -> list[_Cue]:
    """Undo YouTube's rolling lines, which would say nearly every word three times."""
    rolling = sum(any(_ROLLING.search(line) for line in cue.lines) for cue in cues)
    if rolling < _NAMED_SHARE * len(cues):
        return cues
    return [
        _Cue(cue.number, cue.lines[-1:], cue.start_s, cue.end_s)
        for cue in cues
        if not cue.end_s - cue.start_s < _SHORTEST_CUE
    ]


def _voices(cue: _Cue) -> Iterator[tuple[str, str]]:
    """Yield name and words of each ``<v Name>`` of a cue; an empty name before the first."""
    parts = _VOICE.split(" ".join(cue.lines))
    for name, words in zip(["", *parts[1::2]], parts[0::2], strict=True):
        bare = _TAG.sub("", words)
        if bare.strip():
            yield _person(name), bare


def _person(name: str) -> str:
    import html

    return names.tidy(html.unescape(name).replace("\xa0", " "))


def _payload_names(cues: list[_Cue]) -> list[tuple[_Cue, str, str]]:
    """Return cue, name and words where names stand as ``Name: words`` in the payload."""
    plain = [
        (cue, line)
        for cue in cues
        for line in (_TAG.sub("", raw.replace("\xa0", " ")) for raw in cue.lines)
    ]
    heads = [labels.head_of(line.lstrip(" >")) for _, line in plain]
    found = [head.name for head in heads if head and head.form == "label"]
    believed = labels.speakers(_person(name) for name in found)
    if not _dialogue([names.key(_person(name)) for name in found], believed, heads, len(cues)):
        believed = frozenset()
    pieces = []
    for (cue, line), head in zip(plain, heads, strict=True):
        if head and head.form == "label" and names.key(_person(head.name)) in believed:
            pieces.append((cue, _person(head.name), head.rest))
        else:
            pieces.append((cue, "", line))
    return pieces


def _dialogue(
    found: list[str], believed: frozenset[str], heads: list[labels.Head | None], cues: int
) -> bool:
    """Whether labels in the payload make a dialogue, rather than a "Note:" now and then."""
    named = [name for name in found if name in believed]
    if len(named) >= _NAMED_SHARE * cues:
        return True
    first = heads[0] if heads else None
    begins = first is not None and names.key(_person(first.name)) in believed
    return begins and len(set(named)) >= 2


def _carried(pieces: list[tuple[_Cue, str, str]]) -> tuple[Utterance, ...]:
    """Return utterances, one for each speaker in a cue, names carried on."""
    done: list[Utterance] = []
    speaker, before = "", None
    for cue, name, words in pieces:
        if not words.strip():
            speaker = name or speaker
            continue
        if before is cue and name in ("", speaker) and done:
            words = f"{done.pop().text} {words}"  # noqa: PLW2901
        speaker = name or speaker
        before = cue
        done.append(Utterance(speaker, words, Place("cue", cue.number), cue.start_s, cue.end_s))
    return tuple(done)


def _lost(count: int) -> tuple[str, ...]:
    return (f"{count} cues with unreadable times were joined to the cue before.",) if count else ()
