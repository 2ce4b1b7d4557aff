"""Facts that no wording rule foresaw, found by an adapted network.

The network marks the words of an answer that state a fact about its speaker; what they
say in numbers is worked out afterwards, and a mark without the number that its kind needs
is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_insights.language.fact_notation import NOTATIONS
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

SURE = {
    "age": 0.8,
    "location": 0.9,
    "gender": 0.8,
    "income": 0.97,
    "education": 0.95,
    "career": 0.97,
    "family": 0.95,
    "technology": 0.8,
    "price_point": 0.95,
    "quantity": 0.95,
}
"""Probability that the surest word of a fact must reach; the words around it need less.

Such that of what is told about nine in ten are right on interviews not trained on.
"""

LIKELY = 0.5
"""The same where a rule of wording has found the fact too."""

_LEAST = 0.35  # of the other words of a fact
_QUESTION = 100
_JOIN = " | "
_ENDS = ' ,;:.!?…"“”()'
_JOINS = re.compile(r"[\w'’-]")
_FIRST = re.compile(r"([\w'’-]+)[ ,]+")
_EMPTY = frozenset(
    (
        "i we my our me us the a an and or but so since now just it that this of in on at to her"
        " his i'm im i've have i'd i'll we're we've was is am"
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


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that the network takes for a fact: their kind, where they stand, how sure it is."""

    kind: str
    start: int
    end: int
    sureness: float


def marked(network: TokenNetwork, sentences: Sequence[tuple[str, str]]) -> list[list[Mark]]:
    """Find the words of answers that may state a fact.

    Parameters
    ----------
    network : TokenNetwork
        With the labels :data:`LABELS`.
    sentences : sequence of (question, text)

    Returns
    -------
    list of list of Mark
        For each sentence in the order said, those that are at least :data:`LIKELY`.
    """
    read = remembered(network, [asked(q, t)[0] for q, t in sentences], _kept)
    return [
        list(_runs(rows.reshape(-1, 4).tolist(), asked(question, text)[1]))
        for (question, text), rows in zip(sentences, read, strict=True)
    ]


def as_fact(mark: Mark, text: str) -> Fact | None:
    """Return the fact that a mark states.

    Parameters
    ----------
    mark : Mark
    text : str
        The sentence.

    Returns
    -------
    Fact or None
        None where the network is not sure, or the words lack the number that the kind needs.
    """
    start, end = _whole_words(text, mark.start, mark.end)
    value = text[start:end]
    normalised = NOTATIONS[mark.kind](value) if value else ""
    if mark.sureness < SURE[mark.kind] or not normalised or not _says_something(value):
        return None
    return Fact(mark.kind, value, normalised, start, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without punctuation at its ends and without words cut in two."""
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    while 0 < start < end and _JOINS.match(text[start - 1]) and text[start - 1] != " ":
        start -= 1
    while start < end < len(text) and _JOINS.match(text[end]):
        if not text[end].isalnum() and not text[end + 1 : end + 2].isalnum():
            break
        end += 1
    first = _FIRST.match(text, start, end)
    while first and first.end() < end and first[1].lower().replace("’", "'") in _EMPTY:
        start = first.end()
        first = _FIRST.match(text, start, end)
    return start, end


def _kept(words: tuple[Span, ...], rows: npt.NDArray[np.float32]) -> list[float]:
    """Return begin, end, likeliest label and its sureness of each word that may state a fact."""
    return [
        float(number)
        for (start, end), row in zip(words, rows, strict=True)
        if 1 - row[0] >= _LEAST
        for number in (start, end, 1 + int(row[1:].argmax()), 1 - row[0])
    ]


def _runs(words: Sequence[Sequence[float]], head: int) -> Iterator[Mark]:
    """Yield each run of words of one kind with a likely one among them."""
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
        if sureness >= LIKELY:
            yield Mark(kind, start, end, sureness)


def _says_something(value: str) -> bool:
    words = re.findall(r"\w+", value.casefold())
    return any(word not in _EMPTY for word in words)
