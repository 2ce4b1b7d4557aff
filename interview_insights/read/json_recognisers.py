"""Recognisers whose JSON holds single words under names of their own.

AWS Transcribe, Speechmatics, Google Speech-to-Text and IBM Watson. Each function takes
one object of the file, under bare keys, and returns None where it is not its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interview_insights.read.clock import seconds
from interview_insights.read.json_fields import (
    Fields,
    channel_of,
    fields_of,
    mappings,
    name_of,
    scalar,
    speaker_of,
    text_of,
)
from interview_insights.read.json_taken import Taken, merge, of_words
from interview_insights.read.json_times import Clock, span_of
from interview_insights.read.json_words import Word
from interview_insights.records import NO_TIME, Place, Utterance

_GLUE = {"previous": "before", "next": "after", "both": "both"}
_HESITATION = "%HESITATION"
_ALMOST = 0.5
"""Seconds by which Google's last result may begin after the first."""


def aws_transcribe(fields: Fields, keep: frozenset[str]) -> Taken | None:  # noqa: ARG001
    """Read the results of AWS Transcribe.

    A word's speaker stands in it, or in the list of segments under the word's start
    time; marks have neither time nor, in older files, a speaker.
    """
    items = mappings(fields.get("items"))
    known = ("transcripts", "speakerlabels", "channellabels", "audiosegments")
    if not items or not any(k in fields for k in known) or "alternatives" not in items[0]:
        return None
    labels = fields.get("speakerlabels")
    labels = fields_of(labels) if isinstance(labels, Mapping) else {}
    segments = _Segments([fields_of(s) for s in mappings(labels.get("segments"))])
    channels = fields.get("channellabels")
    channels = mappings(channels.get("channels")) if isinstance(channels, Mapping) else []
    if len(channels) < 2:
        return of_words({"": [w for item in items if (w := _aws_word(item, segments))]})
    streams = {
        channel_of(fields_of(c)) or f"ch_{n}": [
            w for item in mappings(c.get("items")) if (w := _aws_word(item, segments))
        ]
        for n, c in enumerate(channels)
    }
    return of_words(streams)


class _Segments:
    """Who speaks when, by the segments of AWS."""

    def __init__(self, segments: Sequence[Fields]) -> None:
        self._by_start: dict[str, tuple[str, int]] = {}
        spans: list[tuple[float, float, str, int]] = []
        for number, segment in enumerate(segments, 1):
            label = name_of(segment.get("speakerlabel"))
            for item in mappings(segment.get("items")):
                own = name_of(item.get("speaker_label")) or label
                self._by_start.setdefault(scalar(item.get("start_time")), (own, number))
            start, end = seconds(segment.get("starttime")), seconds(segment.get("endtime"))
            if start <= end:
                spans.append((start, end, label, number))
        self._spans = sorted(spans)
        self._starts = [span[0] for span in self._spans]

    def at(self, start: object) -> tuple[str, int]:
        """Return speaker and number of the segment that holds a word."""
        found = self._by_start.get(scalar(start))
        if found:
            return found
        at = seconds(start)
        before = bisect_right(self._starts, at) - 1
        if before >= 0 and at <= self._spans[before][1]:
            return self._spans[before][2:]
        return "", 0


def _aws_word(item: Mapping[str, Any], segments: _Segments) -> Word | None:
    fields = fields_of(item)
    text = text_of(fields)
    if not text.strip():
        return None
    if fields.get("type") == "punctuation":
        return Word(text, glue="before")
    start = fields.get("starttime")
    speaker, number = segments.at(start)
    speaker = name_of(fields.get("speakerlabel")) or speaker
    return Word(text, speaker, seconds(start), seconds(fields.get("endtime")), number)


def speechmatics(fields: Fields, keep: frozenset[str]) -> Taken | None:  # noqa: ARG001
    """Read the results of Speechmatics: words, marks and entities in one list."""
    results = mappings(fields.get("results"))
    first = fields_of(results[0]) if results else {}
    if "type" not in first or not (
        "alternatives" in first or scalar(first["type"]).startswith("speaker")
    ):
        return None
    streams: dict[str, list[Word]] = {}
    for result in results:
        entry = fields_of(result)
        text = text_of(entry)
        if not text.strip():
            continue
        best = next(iter(mappings(entry.get("alternatives"))), {})
        start, end = seconds(entry.get("starttime")), seconds(entry.get("endtime"))
        glue = _GLUE.get(scalar(entry.get("attachesto")), "")
        if not glue and entry.get("type") == "punctuation" and "attachesto" not in entry:
            glue = "before"
        speaker = name_of(best.get("speaker")) or name_of(entry.get("speaker"))
        word = Word(text, speaker, start, end, 0, glue)
        streams.setdefault(channel_of(entry), []).append(word)
    return of_words(streams)


def google_or_ibm(fields: Fields, keep: frozenset[str]) -> Taken | None:
    """Read results with alternatives: Google Speech-to-Text, and IBM Watson."""
    results: list[tuple[Fields, Fields]] = []  # each with its likeliest alternative
    for result in mappings(fields.get("results")):
        alternatives = mappings(result.get("alternatives"))
        if alternatives:
            results.append((fields_of(result), fields_of(alternatives[0])))
    if not any("transcript" in best or "words" in best for _, best in results):
        return None
    finals = [r for r in results if r[0].get("final", r[0].get("isfinal")) is not False]
    results = finals or results
    if any(isinstance(best.get("timestamps"), list) for _, best in results):
        return _ibm(results, mappings(fields.get("speakerlabels")), keep)
    return _google(results)


def _ibm(
    results: Sequence[tuple[Fields, Fields]],
    labels: Sequence[Mapping[str, Any]],
    keep: frozenset[str],
) -> Taken:
    who = {scalar(label.get("from")): name_of(label.get("speaker")) for label in labels}
    words: list[Word] = []
    hesitations = 0
    for number, (_, best) in enumerate(results, 1):
        stamps = best.get("timestamps")
        for stamp in stamps if isinstance(stamps, list) else ():
            if not isinstance(stamp, list) or len(stamp) < 3 or not isinstance(stamp[0], str):
                continue
            if stamp[0] == _HESITATION and "events" not in keep:
                hesitations += 1
                continue
            speaker = who.get(scalar(stamp[1]), "")
            words.append(Word(stamp[0], speaker, seconds(stamp[1]), seconds(stamp[2]), number))
    return of_words({"": words}, {"events": hesitations} if hesitations else {})


def _google(results: Sequence[tuple[Fields, Fields]]) -> Taken:
    """Read Google's results by channel; of repeats the last, which alone names speakers."""
    channels: dict[str, list[tuple[int, Fields, Fields]]] = {}
    for number, (result, best) in enumerate(results, 1):
        channels.setdefault(channel_of(result), []).append((number, result, best))
    streams: dict[str, Sequence[Utterance]] = {}
    told: list[str] = []
    for channel, own in channels.items():
        words = [[_google_word(w, n) for w in mappings(b.get("words"))] for n, _, b in own]
        if not any(word.speaker for stream in words for word in stream):
            streams[channel] = _google_texts(own)
            continue
        if len(words) > 1 and _repeats(words):
            words = [[_loose(word) for word in words[-1]]]
        taken = of_words({"": [word for stream in words for word in stream if word.text.strip()]})
        streams[channel] = taken.utterances
        told += taken.warnings
    utterances, more = merge(streams)
    return Taken(utterances, (*told, *more))


def _google_word(word: Mapping[str, Any], number: int) -> Word:
    fields = fields_of(word)
    tag = speaker_of(fields, {}, ("speakertag", "speakerlabel"))
    start, end = Clock().span(span_of(fields))
    if end >= 0 and not start >= 0:
        start = 0.0  # protocol buffers leave out a zero
    return Word(text_of(fields), "" if tag == "Speaker 0" else tag, start, end, number)


def _loose(word: Word) -> Word:
    # The last result is no segment of its own: it holds all of them.
    return Word(word.text, word.speaker, word.start_s, word.end_s)


def _repeats(words: Sequence[Sequence[Word]]) -> bool:
    """Whether the last result holds the words of all the others once more."""
    last, others = words[-1], [word for stream in words[:-1] for word in stream]
    if not last or not any(word.speaker for word in last):
        return False
    if not others:
        return True
    early = last[0].start_s <= others[0].start_s + _ALMOST
    return early or (len(words) > 2 and len(last) >= 0.9 * len(others))


def _google_texts(results: Sequence[tuple[int, Fields, Fields]]) -> list[Utterance]:
    made: list[Utterance] = []
    before = 0.0
    for number, result, best in results:
        words = mappings(best.get("words"))
        start = Clock().span(span_of(fields_of(words[0])))[0] if words else before
        end = seconds(result.get("resultendtime", result.get("resultendoffset")))
        text = text_of(best)
        if text.strip():
            made.append(Utterance("", text, Place("segment", number), start, end))
        before = end if end >= 0 else NO_TIME
    return made


RECOGNISERS: tuple[Callable[[Fields, frozenset[str]], Taken | None], ...] = (
    aws_transcribe,
    speechmatics,
    google_or_ibm,
)
