"""Facts that no wording rule foresaw, found by an adapted network.

The network marks the words of an answer that state a fact about its speaker; what they
say in numbers is worked out afterwards, and a mark without the number that its kind needs
is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from interview_insights.language.fact_numbers import MONEY, PERIOD, RANGE, money, numbers, span
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

SURE = 0.5
"""Probability from which on a word states a fact."""

_LEAST = 0.2  # less is never asked for
_QUESTION = 100
_JOIN = " | "
_NUMBER = re.compile(rf"\b{RANGE}\b", re.I)
_MONEY = re.compile(rf"(?P<v>{MONEY}{PERIOD}?)", re.I)
_DECADE = re.compile(r"\b(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b", re.I)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70,
         "eight": 80, "ninet": 90}  # fmt: skip
_FEMALE = re.compile(r"\b(?:woman|mum|mam|mom|mother|girl|lady|lass|daughter|wife|female)\b", re.I)
_MALE = re.compile(r"\b(?:man|dad|father|bloke|lad|guy|boy|son|husband|male|chap)\b", re.I)
_YOUNGEST, _OLDEST = 10, 105


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
            if normalised:
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
    known: tuple[str, int, int] | None = None
    for begin, stop, label, sureness in words:
        start, end = int(begin) - head, int(stop) - head
        if start < 0 or sureness < sure:
            continue
        part, _, kind = LABELS[int(label)].partition("-")
        if known and part == "I" and kind == known[0] and start - known[2] <= 1:
            known = (kind, known[1], end)
            continue
        if known:
            yield known
        known = (kind, start, end)
    if known:
        yield known


def _age(value: str) -> str:
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
    found = _numbers_in(value)
    return span(found) if found else ""


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
    "income": _amount,
    "price_point": _amount,
}
"""How a value is written in one way; empty where it is no such fact after all."""
