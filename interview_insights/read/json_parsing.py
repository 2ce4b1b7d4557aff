"""Text to the values of its JSON, in every form in which tools write it.

One document, one a line, several one after the other, or one behind ``data =``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read.cleaning import tidy_words

HINT = "Export it as .docx, .txt or .vtt, or as a list of {speaker, text}."

_PREFIX = re.compile(r"\s*(?:(?:var|let|const|export default)\s+)?[A-Za-z_]\w{0,40}\s*=\s*")
_BETWEEN = re.compile(r"[\s,;]*")
_MOST_DIGITS = 300


def parse(text: str, path: str) -> tuple[Any, tuple[str, ...]]:
    """Parse the JSON of a file.

    Parameters
    ----------
    text : str
    path : str
        For the message.

    Returns
    -------
    document
        Its value; of several values one after the other, a list.
    warnings : tuple of str

    Raises
    ------
    ReadError
        It is not JSON, or nested too deeply.
    """
    repeated: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            counts = Counter(key for key, _ in found)
            repeated.append(counts.most_common(1)[0][0])
        return made

    decoder = json.JSONDecoder(object_pairs_hook=pairs, parse_int=_whole_number)
    prefix = _PREFIX.match(text[:80])  # one "json" in the wild began "data="
    try:
        values = _values(text, prefix.end() if prefix else 0, decoder)
    except RecursionError:
        raise ReadError("The JSON is nested too deeply.", path=path, hint=HINT) from None
    except json.JSONDecodeError as error:
        raise ReadError(
            f"This is not valid JSON: {error.msg}.", path=path, line=error.lineno, hint=HINT
        ) from None
    told: tuple[str, ...] = ()
    if repeated:
        such = f'Objects hold the same key twice, such as "{tidy_words(repeated[0][:40])}"'
        told = (f"{such}; the last was read: {len(repeated)}.",)
    return (values[0] if len(values) == 1 else values), told


def _values(text: str, at: int, decoder: json.JSONDecoder) -> list[Any]:
    """Return all the values that stand one after the other: JSON lines, or pretty ones."""
    values: list[Any] = []
    at = _after(text, at)
    while True:
        value, at = decoder.raw_decode(text, at)
        values.append(value)
        at = _after(text, at)
        if at >= len(text):
            return values
        if not isinstance(value, dict | list):
            raise json.JSONDecodeError("Extra data", text, at)


def _after(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _whole_number(digits: str) -> int | float:
    # Python refuses to convert numbers of thousands of digits; none of them is a time.
    return int(digits) if len(digits) <= _MOST_DIGITS else float("inf")
