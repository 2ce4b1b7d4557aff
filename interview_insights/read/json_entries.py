"""A list of things said to utterances."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from interview_insights.read import names
from interview_insights.read.json_fields import (
    WORD_SPEAKER,
    Fields,
    channel_of,
    fields_of,
    parts_of,
    scalar,
    speaker_of,
    text_of,
)
from interview_insights.read.json_roles import legend_of, without_machine
from interview_insights.read.json_search import Entry, are_words, said
from interview_insights.read.json_taken import Taken, merge, of_words
from interview_insights.read.json_times import Clock, clock_of, span_of
from interview_insights.read.json_words import Word, by_sentences, join_words
from interview_insights.records import Place, Utterance

_DISFLUENCY = re.compile(r"\[\*\]")  # whisper-timestamped
_GLUE = {"punctuation": "before", "punct": "both"}
_LONG_PARTS = 2.0
_MOST_CHANNELS = 16


def take_entries(
    entries: Sequence[Entry],
    table: Mapping[str, str],
    voices: Sequence[Fields] = (),
    keep: frozenset[str] = frozenset(),
    *,
    key: str = "",
) -> Taken:
    """Read a list of things said.

    Parameters
    ----------
    entries : sequence of (number, fields)
    table : mapping of str to str
        Speakers' ids to names.
    voices : sequence of fields
        Who speaks when, where the entries themselves do not tell.
    keep : frozenset of str
        Cleanings that are not done.
    key : str
        Under which the list stands.

    Returns
    -------
    Taken
    """
    entries, told, legend = without_machine(entries, table)
    clock, inner = _clocks(entries)
    fields_only = [fields for _, fields in entries]
    if are_words(key, fields_only):
        return _from_words(fields_only, table, clock, voices)
    made: list[tuple[str, Utterance]] = []
    mixed = 0
    for number, fields in entries:
        found, parted = _utterances(number, fields, table, clock, inner)
        mixed += parted
        made += [(channel_of(fields), utterance) for utterance in found]
    if voices and not any(u.speaker for _, u in made):
        who = _Voices(voices, table)
        made = [(c, replace(u, speaker=who.at(u.start_s, u.end_s))) for c, u in made]
    if mixed:
        told.append(
            "Segments in which several speak were parted, each sentence to whom most of its"
            f" words belong: {mixed}."
        )
    utterances, more = _by_channel(made)
    utterances, cleaned = _without_disfluencies(utterances, keep)
    legend = {**legend_of(entries, table), **legend}
    return Taken(_carried(utterances), (*told, *more), legend, cleaned)


def _clocks(entries: Sequence[Entry]) -> tuple[Clock, Clock]:
    """Tell how entries count time, and how the words in them do: not always alike."""
    words = sum(len(said(fields).split()) for _, fields in entries)
    own = [span_of(fields) for _, fields in entries]
    inner = [span_of(fields_of(part)) for _, fields in entries for part in parts_of(fields)]
    return clock_of(own, words), clock_of(inner, words)


def _from_words(
    entries: Sequence[Fields],
    table: Mapping[str, str],
    clock: Clock,
    voices: Sequence[Fields],
) -> Taken:
    words = [(channel_of(fields), _word(fields, table, clock)) for fields in entries]
    if voices and not any(word.speaker for _, word in words):
        who = _Voices(voices, table)
        words = [(c, replace(w, speaker=who.at(w.start_s, w.end_s))) for c, w in words]
    streams: dict[str, list[Word]] = {}
    for channel, word in words:
        streams.setdefault(channel, []).append(word)
    return of_words(streams)


def _word(fields: Fields, table: Mapping[str, str], clock: Clock, number: int = 0) -> Word:
    start, end = clock.span(span_of(fields))
    glue = _GLUE.get(scalar(fields.get("type")).casefold(), "")
    speaker = speaker_of(fields, table, WORD_SPEAKER)
    return Word(_word_text(fields), speaker, start, end, number, glue)


def _word_text(fields: Fields) -> str:
    # A word of Whisper or Rev brings its blank along; text_of would take "word" for later.
    for key in ("punctuatedword", "word", "text", "value"):
        if isinstance(fields.get(key), str):
            return str(fields[key])
    return text_of(fields)


def _utterances(
    number: int, fields: Fields, table: Mapping[str, str], clock: Clock, inner: Clock
) -> tuple[list[Utterance], bool]:
    """Return what an entry says, and whether it was parted because several speak in it."""
    place = Place("segment", number)
    start, end = clock.span(span_of(fields))
    question, answer = fields.get("question"), fields.get("answer")
    text = text_of(fields)
    if not text.strip() and isinstance(question, str) and isinstance(answer, str):
        pair = (("Interviewer", question), ("Respondent", answer))
        return [Utterance(who, words, place, start, end) for who, words in pair], False
    speaker = speaker_of(fields, table)
    parts = [_word(fields_of(part), table, inner, number) for part in parts_of(fields)]
    voices = {part.speaker for part in parts} - {""}
    if len(voices) > 1:
        parted = by_sentences(parts)
        if len({u.speaker for u in parted}) > 1:
            return parted, True
    speaker = speaker or next(iter(voices), "")
    if not text.strip():
        if sum(len(part.text.split()) for part in parts) > _LONG_PARTS * len(parts):
            sentences = [
                Utterance(speaker, p.text, place, p.start_s, p.end_s) for p in parts if p.text
            ]
            return sentences, False
        return join_words([replace(part, speaker=speaker) for part in parts]), False
    starts = [part.start_s for part in parts if part.start_s >= 0]
    ends = [part.end_s for part in parts if part.end_s >= 0]
    start = next(iter(starts), start) if math.isnan(start) else start
    end = max(ends, default=end) if math.isnan(end) else end
    return [Utterance(speaker, text, place, start, end)], False


class _Voices:
    """Who speaks at a time, by a list of its own."""

    def __init__(self, voices: Sequence[Fields], table: Mapping[str, str]) -> None:
        clock = clock_of([span_of(fields) for fields in voices], 100 * len(voices))
        spans = [(*clock.span(span_of(f)), speaker_of(f, table)) for f in voices]
        self._spans = sorted(span for span in spans if span[0] >= 0)
        self._starts = [span[0] for span in self._spans]

    def at(self, start: float, end: float) -> str:
        """Return who speaks in the middle of a stretch, or spoke last before it."""
        middle = start if math.isnan(end) else (start + end) / 2
        at = bisect_right(self._starts, middle) - 1
        return self._spans[at][2] if at >= 0 else ""


def _by_channel(made: Sequence[tuple[str, Utterance]]) -> tuple[list[Utterance], list[str]]:
    streams: dict[str, list[Utterance]] = {}
    for channel, utterance in made:
        streams.setdefault(channel, []).append(utterance)
    if "" in streams or len(streams) > _MOST_CHANNELS:
        return [utterance for _, utterance in made], []
    return merge(streams)


def _without_disfluencies(
    utterances: Sequence[Utterance], keep: frozenset[str]
) -> tuple[list[Utterance], Counter[str]]:
    counts: Counter[str] = Counter()
    if "events" in keep or not any("[*]" in u.text for u in utterances):
        return list(utterances), counts
    done: list[Utterance] = []
    for utterance in utterances:
        text, number = _DISFLUENCY.subn(" ", utterance.text)
        counts["events"] += number
        done.append(replace(utterance, text=text))
    return done, counts


def _carried(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Give utterances without a name to the speaker before, as with empty cells of a table."""
    speaker = ""
    done: list[Utterance] = []
    for utterance in utterances:
        speaker = utterance.speaker or speaker
        done.append(replace(utterance, speaker=names.tidy(speaker)))
    return done
