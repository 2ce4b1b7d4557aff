"""Training the network of facts from sentences that were marked by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from interview_insights.language.adapting import save_network
from interview_insights.language.fact_network import LABELS, asked
from interview_insights.language.fact_numbers import NUMBER, to_number
from interview_insights.language.token_network import Span
from interview_insights.language.token_training import OUTSIDE, RANK, train_network
from interview_insights.resources import models_dir

_NUMBER = re.compile(NUMBER, re.I)

EPOCHS = 4
INTERVIEWS = 3  # so many times each


def train_facts(target: Path, seed: int = 0, progress: Callable[[str], None] | None = None) -> None:
    """Train the network on models/language/facts.jsonl.

    Takes about fifteen minutes on one core.

    Parameters
    ----------
    target : Path
        File to write.
    seed : int, default 0
    progress : callable, optional
        Called with a line now and then.
    """
    path = models_dir() / "language" / "facts.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    # Interviews written for their facts hold more kinds of them than any other text does.
    told = [row for row in rows if row["from"] == "interview"]
    # Whoever types or recognises speech writes "34" where ours wrote "thirty-four".
    rows = [*rows, *told * (INTERVIEWS - 2), *map(_in_digits, told)]
    rows += [_in_digits(row) for row in rows[: len(rows) // 3] if row["from"] != "interview"]
    texts = [_labelled(r["question"], r["text"], [(k, w) for k, w in r["facts"]]) for r in rows]
    network = train_network(texts, len(LABELS), EPOCHS, seed, progress)
    save_network(target, network, LABELS, RANK)


def _in_digits(row: dict[str, Any]) -> dict[str, Any]:
    """Return a sentence with its numbers in digits, where that leaves its facts in it."""
    text = in_digits(row["text"])
    facts = [[kind, in_digits(words)] for kind, words in row["facts"]]
    return {**row, "text": text, "facts": facts} if all(w in text for _, w in facts) else row


def in_digits(text: str) -> str:
    """Write numbers from two on in digits.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> in_digits("turned fifty, paid twenty-two quid for one of them")
    'turned 50, paid 22 quid for one of them'
    """

    def digits(match: re.Match[str]) -> str:
        number = to_number(match[0])
        return match[0] if number is None or number < 2 else f"{number:.0f}"

    return _NUMBER.sub(digits, text)


def _labelled(
    question: str, text: str, facts: list[tuple[str, str]]
) -> tuple[str, Callable[[Span], int]]:
    whole, head = asked(question, text)
    spans = [(kind, head + text.index(words), len(words)) for kind, words in facts]

    def label_of(word: Span) -> int:
        if word[0] < head:
            return OUTSIDE
        for kind, start, length in spans:
            if start <= word[0] < start + length:
                return LABELS.index(f"{'B' if word[0] == start else 'I'}-{kind}")
        return 0

    return whole, label_of
