"""Times of a transcript's JSON in seconds, whatever a tool counts in."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from interview_insights.read.clock import scale_of, seconds
from interview_insights.read.json_fields import Fields
from interview_insights.records import NO_TIME

_MS, _TICK = 0.001, 1e-7
# Bare keys in order of preference; the unit where a key names it.
_START: tuple[tuple[str, float | None], ...] = (
    ("startms", _MS),
    ("startmillis", _MS),
    ("startmilliseconds", _MS),
    ("starttimems", _MS),
    ("beginoffsetmillis", _MS),
    ("offsetmilliseconds", _MS),
    ("offsetinticks", _TICK),
    ("startseconds", 1.0),
    ("startsec", 1.0),
    ("starts", None),
    ("start", None),
    ("starttime", None),
    ("startoffset", None),
    ("starttimestamp", None),
    ("datastart", None),
    ("begin", None),
    ("ts", None),
    ("timestamp", None),
    ("timestamps", None),
    ("time", None),
    ("timecode", None),
    ("offset", None),
    ("from", None),
    ("instances", None),
    ("createdat", None),
    ("createtime", None),
)
_END: tuple[tuple[str, float | None], ...] = (
    ("endms", _MS),
    ("endmillis", _MS),
    ("endmilliseconds", _MS),
    ("endtimems", _MS),
    ("endoffsetmillis", _MS),
    ("endseconds", 1.0),
    ("endsec", 1.0),
    ("ends", None),
    ("end", None),
    ("endtime", None),
    ("endoffset", None),
    ("endtimestamp", None),
    ("endts", None),
    ("dataend", None),
    ("stop", None),
    ("to", None),
)
_LENGTH: tuple[tuple[str, float | None], ...] = (
    ("durationms", _MS),
    ("durationmilliseconds", _MS),
    ("durationinticks", _TICK),
    ("duration", None),
    ("dur", None),
)
_ISO_LENGTH = re.compile(
    r"PT(?:(\d{1,6}(?:\.\d{1,12})?)H)?(?:(\d{1,6}(?:\.\d{1,12})?)M)?(?:(\d{1,9}(?:\.\d{1,12})?)S)?",
    re.ASCII,
)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", re.ASCII)
_EPOCH = 1e8
"""Seconds from which a time is a date: nothing lasts three years."""
_MOST_SECONDS_A_WORD = 60
_SAMPLES_A_WORD = 2500
_SAMPLE = 1 / 16_000  # Otter counts in samples of its sound


class Span(NamedTuple):
    """Start, end and length as they stand in a file, each with its unit if the key tells it."""

    start: Any = None
    end: Any = None
    length: Any = None
    start_unit: float | None = None
    end_unit: float | None = None
    length_unit: float | None = None


def span_of(fields: Fields) -> Span:
    """Return an object's times as they stand."""
    start, start_unit = _first(fields, _START)
    end, end_unit = _first(fields, _END)
    length, length_unit = _first(fields, _LENGTH) if end is None else (None, None)
    if isinstance(start, list):  # [0.0, 4.2], or [{"start": …, "end": …}]
        if len(start) == 2 and end is None and not isinstance(start[0], Mapping | list):
            start, end = start
        else:
            start = start[0] if start and isinstance(start[0], Mapping) else None
    if isinstance(start, Mapping) and end is None:  # {"from": …, "to": …}
        end = next((start[k] for k in ("to", "end") if k in start), None)
        start = next((start[k] for k in ("from", "start") if k in start), start)
    return Span(start, end, length, start_unit, end_unit, length_unit)


def _first(fields: Fields, keys: Sequence[tuple[str, float | None]]) -> tuple[Any, float | None]:
    for key, unit in keys:
        value = fields.get(key)
        if value in (None, "", []):
            continue
        if key == "from" and (isinstance(value, Mapping) or not seconds(value) >= 0):
            continue  # a name in some formats
        return value, unit
    return None, None


@dataclass(frozen=True, slots=True)
class Clock:
    """How a file counts time: seconds per bare unit, and when a file of dates begins."""

    scale: float = 1.0
    base: float = 0.0

    def span(self, span: Span) -> tuple[float, float]:
        """Return start and end in seconds, NaN where there are none."""
        start = self._time(span.start, span.start_unit)
        end = self._time(span.end, span.end_unit)
        if math.isnan(end) and span.length is not None:
            unit = self.scale if span.length_unit is None else span.length_unit
            end = start + _instant(span.length, unit)
        return start, end if end >= start or math.isnan(start) else NO_TIME

    def _time(self, value: object, unit: float | None) -> float:
        at = _instant(value, self.scale if unit is None else unit) - self.base
        return at if 0 <= at < 1e7 else NO_TIME


def clock_of(spans: Sequence[Span], words: int) -> Clock:
    """Tell how a file counts time.

    Parameters
    ----------
    spans : sequence of Span
        All times of an interview, as they stand.
    words : int
        How many words it has: nobody takes a minute for each, so that bare whole
        numbers which say so count milliseconds.

    Returns
    -------
    Clock
    """
    loose = [(s.start, s.end) for s in spans if s.start_unit is None]
    numbers = [n for n in map(_whole, (v for pair in loose for v in pair)) if n is not None]
    others = any(v is not None and _whole(v) is None for pair in loose for v in pair)
    scale = 1.0
    if numbers and not others:
        a_word = (max(numbers) - min(numbers)) / max(1, words)
        if a_word >= _SAMPLES_A_WORD and min(numbers) < _EPOCH:
            scale = _SAMPLE
        elif a_word >= _MOST_SECONDS_A_WORD or scale_of(loose) < 1 or min(numbers) > 1e11:
            scale = _MS
    clock = Clock(scale)
    starts = (_instant(s.start, scale if s.start_unit is None else s.start_unit) for s in spans)
    first = next((at for at in starts if not math.isnan(at)), 0.0)
    return Clock(scale, first) if first >= _EPOCH else clock


def _whole(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < 10**15 else None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        return int(value) if len(value) < 16 else None
    return None


def _instant(value: object, scale: float) -> float:
    """Return a time in seconds, of a date since 1970; NaN where it is none."""
    if isinstance(value, Mapping) and "relative" in value:
        value = value["relative"]
    if isinstance(value, str):
        text = value.strip()[:80]
        if text.startswith("PT"):
            return _length(text)
        if _ISO_DATE.match(text):
            return _date(text)
        if not text.isdecimal():
            return seconds(text, scale)
        value = int(text) if len(text) < 16 else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            at = float(value) * scale
        except OverflowError:
            return NO_TIME
        return at if math.isfinite(at) else NO_TIME
    return seconds(value, scale)


def _length(text: str) -> float:
    found = _ISO_LENGTH.fullmatch(text)
    if not found:
        return NO_TIME
    hours, minutes, rest = (float(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def _date(text: str) -> float:
    try:
        at = datetime.fromisoformat(text)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return NO_TIME
