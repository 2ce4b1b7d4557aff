"""One line of text: whether a speaker begins here, and at what time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview_insights.read import names
from interview_insights.read.clock import TIME, seconds
from interview_insights.records import NO_TIME

_HEAD = 160  # a header stands in the first characters; long lines need no search beyond
_HALF_DAY = r"(?:\s?[AaPp]\.?[Mm]\.?)?"
_TO = rf"(?:\s*(?:-->|->|[-–—]|to)\s*{TIME})?"
_LEAD = re.compile(
    rf"\s*(?:[\[({{#<]\s*(?P<t>{TIME}{_HALF_DAY})(?:-\d)?{_TO}\s*[\])}}#>]"
    rf"|(?P<bare>{TIME}{_HALF_DAY}){_TO}(?=[\s:]|$))\s*:?\s*(?:[-–—]\s+)?",
)
_NAME_TIME = re.compile(
    rf"\s*(?P<n>[^:\[(]{{1,60}}(?:\([^():]{{1,30}}\))?)\s*[\[(]\s*(?P<t>{TIME}{_HALF_DAY}){_TO}"
    rf"\s*[\])]\s*(?P<colon>:)?\s*",
)
_OTTER = re.compile(
    rf"\s*(?P<n>\S.{{0,59}}?)(?P<gap>\s{{2,}}|\t\s*|\s+[|–-]\s+|\s)(?P<t>{TIME}{_HALF_DAY})\s*",
)
_ZOOM = re.compile(rf"\s*\[(?P<n>[^\[\]]{{1,60}})\]\s+(?P<t>{TIME}{_HALF_DAY})\s*")
_LABEL = re.compile(
    r"\s*(?P<n>[^:：\n]{1,60}?)\s*(?:[:：](?![/\\\d:])|(?<=[\])}])[:：])\s*(?P<dash>[-–—]\s+)?"
)
_DOT = re.compile(r"\s*(?P<n>[^\W\d_]{1,12}\d{0,2})[.)]\s+(?=\S)")
_DASH = re.compile(r"\s*(?P<n>[^\s–—-][^–—-]{0,30}?)\s+[–—-]\s+")
_INNER_TIME = re.compile(rf"[\[(#]\s*(?P<t>{TIME})(?:-\d)?{_TO}\s*[\])#]\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a line that names a speaker, a time, or both.

    ``form`` is ``"label"`` (``Name:``, to be believed only by :func:`speakers`),
    ``"dash"`` (``Name – text``, likewise), ``"dot"`` (``a. text``, likewise),
    ``"named"`` (a name beside a time: sure),
    ``"alone"`` (time and name, nothing more: sure if text follows below) or
    ``"time"``. ``rest`` is what is said in the same line.
    """

    form: str
    name: str
    rest: str
    start_s: float = NO_TIME


def head_of(line: str, bold: str = "") -> Head | None:
    """Return the head of a line, None where the line is only words.

    Parameters
    ----------
    line : str
        One line, its line end and emphasis marks removed.
    bold : str
        What stood in bold at its beginning.

    Returns
    -------
    Head or None
    """
    sure = _zoom(line) or _led_by_time(line) or _name_and_time(line, bold)
    if sure:
        return sure
    label, dot = _label(line), _dot(line)
    # "J. Smith: …" is a label, "a. It was this: …" is not.
    named = label is not None and label.form == "label" and names.looks_like_name(label.name)
    return label if named else dot or label


def _zoom(line: str) -> Head | None:
    match = _ZOOM.fullmatch(line) if len(line) <= _HEAD else None
    if match and not seconds(match["n"]) >= 0:
        return Head("named", names.tidy(match["n"]), "", seconds(match["t"]))
    return None


def _led_by_time(line: str) -> Head | None:
    match = _LEAD.match(line[:_HEAD])
    if not match:
        return None
    start = seconds(match["t"] or match["bare"])
    rest = line[match.end() :]
    if not rest.strip():
        return Head("time", "", "", start)
    label = _label(rest)
    if label:
        return Head("label", label.name, label.rest, start)
    if len(rest) <= 60 and names.looks_like_name(rest):
        return Head("alone", names.tidy(rest), rest if match["t"] else line, start)
    # "10:30 was too early" begins with a time that belongs to the words.
    return Head("time", "", rest, start) if match["t"] else None


def _name_and_time(line: str, bold: str) -> Head | None:
    head = line[:_HEAD]
    match = _NAME_TIME.match(head)
    if match and names.looks_like_name(match["n"]):
        rest = line[match.end() :]
        is_bold = bool(bold) and names.key(names.tidy(bold)).startswith(names.key(match["n"]))
        if match["colon"] or not rest.strip() or is_bold:
            return Head("named", names.tidy(match["n"]), rest, seconds(match["t"]))
    match = _OTTER.fullmatch(line) if len(line) <= _HEAD else None
    if not match or not names.looks_like_name(match["n"]):
        return None
    # A single blank is not enough: "Monday 10:30" may be the answer.
    if match["gap"] == " " and not names.is_label(match["n"]):
        return None
    return Head("named", names.tidy(match["n"]), "", seconds(match["t"]))


def _label(line: str) -> Head | None:
    match = _LABEL.match(line[:_HEAD])
    if not match:
        return _dash(line)
    name, rest = names.tidy(match["n"]), line[match.end() :]
    if not name or len(name.split()) > 6 or any(mark in name for mark in '?!;"“'):
        return None
    inner = _INNER_TIME.match(rest[:_HEAD])
    if inner:
        return Head("label", name, rest[inner.end() :], seconds(inner["t"]))
    return Head("label", name, rest)


def _dot(line: str) -> Head | None:
    match = _DOT.match(line[:_HEAD])
    if match and (len(match["n"].rstrip("0123456789")) == 1 or names.role_word(match["n"])):
        return Head("dot", match["n"], line[match.end() :])
    return None


def _dash(line: str) -> Head | None:
    match = _DASH.match(line[:_HEAD])
    if match and names.looks_like_name(match["n"]):
        return Head("dash", names.tidy(match["n"]), line[match.end() :])
    return None


def speakers(found: Iterable[str]) -> frozenset[str]:
    """Return the keys of those labels that name speakers.

    ``Note:`` or ``Pricing:`` may stand before a colon too. A label is believed if
    it names a role, or looks like a name and, in a long transcript whose other
    labels come again and again, is not a single word that stands there once.

    Parameters
    ----------
    found : iterable of str
        The label of every line that has one, in order.

    Returns
    -------
    frozenset of str
    """
    labels = list(found)
    counts = Counter(names.key(label) for label in labels)
    settled = sum(n for n in counts.values() if n > 1) >= 10
    spelled = {names.key(label): label for label in reversed(labels)}
    return frozenset(
        key for key, count in counts.items() if _believed(spelled[key], count, settled)
    )


def _believed(label: str, count: int, settled: bool) -> bool:
    if names.is_plain_word(label):
        return False
    if names.is_label(label):
        return count > 1 or not label.isdigit()
    if names.looks_like_name(label):
        return count > 1 or not settled or len(label.split()) > 1
    return count >= 3 and len(label.split()) <= 2


def dashed_speakers(found: Iterable[str]) -> frozenset[str]:
    """Return the keys of labels before a dash: two or more, three times each."""
    counts = Counter(names.key(label) for label in found if not names.is_plain_word(label))
    often = {key for key, count in counts.items() if count >= 3}
    return frozenset(often) if len(often) >= 2 else frozenset()


def dotted_speakers(found: Iterable[str]) -> frozenset[str]:
    """Return the keys of letters before a full stop that are speakers, not a numbered list.

    Two to four of them, three times each; ``Q.`` and ``A.`` need to stand but twice.
    """
    counts = Counter(names.key(label) for label in found)
    fewest = 2 if set(counts) == {"q", "a"} else 3
    often = {key for key, count in counts.items() if count >= fewest}
    return frozenset(often) if 2 <= len(often) <= 4 and len(often) == len(counts) else frozenset()


def lone_names(lines: Sequence[str]) -> frozenset[str]:
    """Return the keys of names that stand on lines of their own above what they say.

    Parameters
    ----------
    lines : sequence of str
        The lines that are not blank, in order.

    Returns
    -------
    frozenset of str
        Empty unless there are two or more, each a role or found at least twice.
    """
    candidates = [bool(line) and _stands_alone(line) for line in lines]
    counts: Counter[str] = Counter()
    for at, line in enumerate(lines[:-1]):
        if candidates[at] and not candidates[at + 1]:
            counts[names.key(names.tidy(line))] += 1
    good = {key for key, count in counts.items() if count > 1 or names.role_word(key)}
    return frozenset(good) if len(good) >= 2 else frozenset()


def _stands_alone(line: str) -> bool:
    text = names.tidy(line)
    return (
        len(text) <= 40
        and names.looks_like_name(text)
        and not text.isdigit()
        and not text.endswith(".")
    )
