"""Facts that no wording rule foresaw, found by an adapted network.

The network marks the words of an answer that state a fact about its speaker; what they
say in numbers is worked out afterwards, and a mark without the number that its kind needs
is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from interview_insights.language.fact_numbers import (
    LOW,
    MONEY,
    PERIOD,
    RANGE,
    money,
    numbers,
    span,
    to_number,
)
from interview_insights.language.fact_types import Fact
from interview_insights.language.token_network import Span, TokenNetwork, remembered

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

KINDS = (
    "age", "location", "gender", "income", "education", "career", "family", "technology",
    "price_point", "quantity",
)  # fmt: skip
LABELS = ("", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))

SURE = 0.8
"""Probability that the surest word of a fact must reach; the words around it need less."""

_LEAST = 0.35  # of the other words of a fact
_QUESTION = 100
_JOIN = " | "
_NUMBER = re.compile(rf"\b{RANGE}\b", re.I)
_PAIR = re.compile(rf"\b(?P<n>{LOW}) (?P<sub>{LOW})\b", re.I)
_MANY = re.compile(
    rf"\b(?P<n>{RANGE})(?: (?!a\b|an\b|per\b|each\b|every\b)(?P<what>[a-z]+))?"
    r"(?: (?:a|an|per|each|every) (?P<per>[a-z]+))?",
    re.I,
)
_MONEY = re.compile(rf"(?P<v>{MONEY}{PERIOD}?)", re.I)
_DECADE = re.compile(r"\b(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b", re.I)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70,
         "eight": 80, "ninet": 90}  # fmt: skip
_FEMALE = re.compile(r"\b(?:woman|mum|mam|mom|mother|girl|lady|lass|daughter|wife|female)\b", re.I)
_MALE = re.compile(r"\b(?:man|dad|father|bloke|lad|guy|boy|son|husband|male|chap)\b", re.I)
_YOUNGEST, _OLDEST = 10, 105
_SMALL = 10  # a bare number below is no price
_EMPTY = frozenset(
    (
        "i we my our me us the a an and or but so since now just it that this of in on at to her"
        " his"
    ).split()
)


def asked(question: str, text: str) -> tuple[str, int]:
    """Return what the network reads, and where the answer begins in it.

    Parameters
    ----------
    question, text : str
        The interviewer's last words, and the respondent's sentence.
    """
    head = f"{question[-_QUESTION:]}{_JOIN}"
    return head + text, len(head)


def marked(
    network: TokenNetwork, sentences: Sequence[tuple[str, str]], sure: float = SURE
) -> list[list[Fact]]:
    """Find facts in answers.

    Parameters
    ----------
    network : TokenNetwork
        With the labels :data:`LABELS`.
    sentences : sequence of (question, text)
    sure : float, default SURE

    Returns
    -------
    list of list of Fact
        For each sentence in the order said.
    """
    read = remembered(network, [asked(q, t)[0] for q, t in sentences], _kept)
    found = []
    for (question, text), numbers_ in zip(sentences, read, strict=True):
        head = asked(question, text)[1]
        own: list[Fact] = []
        for kind, start, end in _spans(numbers_.reshape(-1, 4).tolist(), head, sure):
            value = text[start:end]
            normalised = NOTATIONS[kind](value)
            if normalised and _says_something(value):
                own.append(Fact(kind, value, normalised, start, end))
        found.append(own)
    return found


def _kept(words: tuple[Span, ...], rows: npt.NDArray[np.float32]) -> list[float]:
    """Return begin, end, likeliest label and its sureness of each word that may state a fact."""
    return [
        float(number)
        for (start, end), row in zip(words, rows, strict=True)
        if 1 - row[0] >= _LEAST
        for number in (start, end, 1 + int(row[1:].argmax()), 1 - row[0])
    ]


def _spans(
    words: Sequence[Sequence[float]], head: int, sure: float
) -> Iterator[tuple[str, int, int]]:
    """Yield kind, begin and end of each run of words of one kind with a sure one among them."""
    runs: list[tuple[str, int, int, float]] = []
    for begin, stop, label, sureness in words:
        start, end = int(begin) - head, int(stop) - head
        if start < 0:
            continue
        part, _, kind = LABELS[int(label)].partition("-")
        last = runs[-1] if runs else None
        if last and kind == last[0] and start - last[2] <= 1 and part == "I":
            runs[-1] = (kind, last[1], end, max(last[3], sureness))
        else:
            runs.append((kind, start, end, sureness))
    for kind, start, end, sureness in runs:
        if sureness >= sure:
            yield kind, start, end


def _says_something(value: str) -> bool:
    words = re.findall(r"\w+", value.casefold())
    return any(word not in _EMPTY for word in words)


def _age(value: str) -> str:
    if re.search(r"\bborn\b", value, re.IGNORECASE):
        return _words(value)  # "born in seventy-nine" is a year, and when it was said is unknown
    decade = _DECADE.search(value)
    if decade:
        first = _TENS[decade[1].lower()]
        return f"{first}-{first + 9}"
    found = [n for n in _numbers_in(value) if _YOUNGEST <= n <= _OLDEST]
    return span(found) if found else ""


def _gender(value: str) -> str:
    female, male = bool(_FEMALE.search(value)), bool(_MALE.search(value))
    return "" if female == male else "woman" if female else "man"


def _amount(value: str) -> str:
    match = _MONEY.search(value)
    if match:
        return money(match)
    pair = _PAIR.search(value)
    if pair:  # "eleven fifty"
        whole, part = to_number(pair["n"]), to_number(pair["sub"])
        if whole is not None and part is not None and part >= _SMALL:
            return f"{whole + part / 100:.2f}"
    found = _numbers_in(value)
    return span(found) if found and found[0] >= _SMALL else ""


def _income(value: str) -> str:
    amounts = [money(match) for match in _MONEY.finditer(value)]
    if amounts:
        return amounts[0]
    found = [n for match in _NUMBER.finditer(value) for n in numbers(match[0])]
    if found and max(found) >= _SMALL:
        return f"{max(found):.0f}"
    return _words(value)


def _quantity(value: str) -> str:
    text = value.casefold()
    text = re.sub(r"\bonce\b", "one time", re.sub(r"\btwice\b", "two times", text))
    match = _MANY.search(text)
    if match is None or not numbers(match["n"]):
        return _words(value)
    count, what, per = span(numbers(match["n"])), match["what"] or "", match["per"]
    what = "" if what in ("time", "times") else f" {what}" if what else ""
    return f"{count}{what} / {per}" if per else f"{count}{what or ' times'}"


def _numbers_in(value: str) -> list[float]:
    match = _NUMBER.search(value)
    return numbers(match[0]) if match else []


def _words(value: str) -> str:
    return " ".join(value.lower().split())


NOTATIONS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(KINDS, _words),
    "age": _age,
    "location": lambda value: " ".join(value.split()),
    "gender": _gender,
    "income": _income,
    "price_point": _amount,
    "quantity": _quantity,
}
"""How a value is written in one way; empty where it is no such fact after all."""
