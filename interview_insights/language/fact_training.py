"""Training the network of facts from sentences that were marked by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from interview_insights.language.adapting import save_network
from interview_insights.language.fact_network import LABELS, asked
from interview_insights.language.token_network import Span
from interview_insights.language.token_training import OUTSIDE, RANK, train_network
from interview_insights.resources import models_dir

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
    rows += [row for row in rows if row["from"] == "interview"] * (INTERVIEWS - 1)
    texts = [_labelled(r["question"], r["text"], [(k, w) for k, w in r["facts"]]) for r in rows]
    network = train_network(texts, len(LABELS), EPOCHS, seed, progress)
    save_network(target, network, LABELS, RANK)


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
