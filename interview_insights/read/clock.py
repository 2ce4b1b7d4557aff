"""Times in all the forms that transcript files use, as seconds."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from interview_insights.records import NO_TIME

TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
"""Pattern of a written time, ``m:ss`` to ``hh:mm:ss.mmm``; no groups."""

_CLOCK = re.compile(
    r"(?P<a>\d{1,3}):(?P<b>\d{1,2})(?::(?P<c>\d{1,2}))?(?:[.,](?P<f>\d{1,9})|-(?P<tenth>\d)\b)?"
    r"\s*(?P<half>[ap]\.?m\b)?",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,15})?\s*(?P<unit>ms|s|sec|seconds)?", re.ASCII)
_MOST_SECONDS = 10_000_000.0


def seconds(value: object, scale: float = 1.0) -> float:
    """Return a time in seconds, NaN where the value is none.

    Parameters
    ----------
    value : object
        A number, a number as text, ``"0:03"``, ``"(00:00:36)"``, ``"#00:01:22-6#"``,
        ``"00:43,810"``, or ``{"seconds": 3, "nanos": 0}``.
    scale : float, default 1.0
        Seconds per unit of a bare number: 0.001 where a file counts milliseconds.

    Returns
    -------
    float
    """
    if isinstance(value, bool) or value is None:
        return NO_TIME
    if isinstance(value, int | float):
        return _sane(value, scale)
    if isinstance(value, str):
        return _from_text(value[:80], scale)
    if isinstance(value, Mapping):
        return seconds(value.get("seconds", 0)) + seconds(value.get("nanos", 0), 1e-9)
    return NO_TIME


def _from_text(text: str, scale: float) -> float:
    text = text.strip().strip("[](){}<>#").strip()
    number = _NUMBER.fullmatch(text)
    if number:
        unit = number["unit"]
        digits = text.removesuffix(unit or "").strip().replace(",", ".")
        return _sane(float(digits), 0.001 if unit == "ms" else 1.0 if unit else scale)
    clock = _CLOCK.match(text)
    if not clock:
        return NO_TIME
    first, second, third = clock["a"], clock["b"], clock["c"]
    parts = [int(first), int(second)] if third is None else [int(first), int(second), int(third)]
    if clock["half"]:  # 7:05 pm is hours and minutes, 7:05 alone minutes and seconds
        parts = [parts[0] % 12 + (12 if clock["half"][0] in "pP" else 0), *parts[1:]]
        parts += [0] * (3 - len(parts))
    whole = 0
    for part in parts:
        whole = whole * 60 + part
    fraction = clock["f"] or clock["tenth"]
    return _sane(whole + (int(fraction) / 10 ** len(fraction) if fraction else 0.0), 1.0)


def _sane(value: float, scale: float) -> float:
    # An integer too large for a float, an infinity or a time before the start is no time.
    try:
        result = float(value) * scale
    except OverflowError:
        return NO_TIME
    return result if math.isfinite(result) and 0 <= result < _MOST_SECONDS else NO_TIME


def scale_of(spans: list[tuple[object, object]]) -> float:
    """Return seconds per unit of bare numbers: 0.001 where they must be milliseconds.

    Parameters
    ----------
    spans : list of (start, end)
        Values as they stand in the file.

    Returns
    -------
    float
        0.001 if all are whole numbers and the usual span would last over 100 s.
    """
    lengths: list[int] = []
    for start, end in spans:
        whole = [_whole(start), _whole(end)]
        if whole[0] is None or whole[1] is None:
            if any(v not in (None, "") for v in (start, end)):
                return 1.0
            continue
        lengths.append(whole[1] - whole[0])
    lengths.sort()
    return 0.001 if lengths and lengths[len(lengths) // 2] >= 100 else 1.0


def _whole(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        return int(value) if len(value) < 16 else None
    return None
