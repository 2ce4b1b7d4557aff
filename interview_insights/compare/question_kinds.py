"""What kind of question each interviewer's turn is, by wording and by a learned judge."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.compare.questions import (
    is_hypothetical,
    is_leading,
    is_open,
    is_question,
)
from interview_insights.embed import Embedder
from interview_insights.resources import models_dir

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

KINDS = ("question", "open", "leading", "hypothetical")
"""What is told of a turn."""

WEIGHTS = "questions/weights.safetensors"
WORDS = "questions/words.json"

_LONGEST = 3  # words of an n-gram
_TOKEN = re.compile(r"[\w']+|\?")
_SENTENCE = re.compile(r"[^.?!…\n]+[.?!…]*")


@dataclass(frozen=True, slots=True)
class Kind:
    """What an interviewer's turn is; all but ``question`` are False where nothing is asked."""

    question: bool
    open: bool
    leading: bool
    hypothetical: bool


Judge = Callable[[Sequence[str]], list[Kind]]
"""Tells the kinds of turns."""


def by_rule(turns: Sequence[str]) -> list[Kind]:
    """Tell questions by their wording alone; needs no model and misses veiled ones.

    Parameters
    ----------
    turns : sequence of str

    Returns
    -------
    list of Kind
    """
    kinds = []
    for turn in turns:
        asks = is_question(turn)
        kinds.append(
            Kind(
                asks,
                asks and is_open(turn),
                asks and is_leading(turn),
                asks and is_hypothetical(turn),
            )
        )
    return kinds


def learned_judge(embedder: Embedder) -> Judge:
    """Return a judge that has learned from labelled questions, for English.

    Logistic regression on the turn's and its last sentence's vectors, their words, and
    what the rules say (benchmarks/questions.py measures it).

    Parameters
    ----------
    embedder : Embedder
        The bundled one: the weights belong to its vectors.

    Returns
    -------
    callable
    """

    def judge(turns: Sequence[str]) -> list[Kind]:
        if not turns:
            return []
        weights, words = _shipped(models_dir())
        scores = features(turns, embedder, words) @ weights[:-1] + weights[-1]
        kinds = []
        for row in scores > 0:
            asks, open_, leading, hypothetical = (bool(value) for value in row)
            kinds.append(Kind(asks, asks and open_, asks and leading, asks and hypothetical))
        return kinds

    return judge


def features(turns: Sequence[str], embedder: Embedder, words: dict[str, float]) -> Floats:
    """Return what the judge sees of each turn.

    Parameters
    ----------
    turns : sequence of str
    embedder : Embedder
    words : dict of str to float
        n-grams with their inverse document frequency.

    Returns
    -------
    ndarray of shape (turns, 2 * dimensions + 2 * len(words) + 4)
    """
    import numpy as np

    last = [_last_sentence(turn) for turn in turns]
    rules = [[kind.question, kind.open, kind.leading, kind.hypothetical] for kind in by_rule(turns)]
    return np.hstack(
        [
            embedder.encode(list(turns)),
            embedder.encode(last),
            _weighed(last, words),
            _weighed(turns, words),
            np.array(rules, dtype=np.float32),
        ]
    )


def ngrams(text: str) -> list[str]:
    """Return the runs of one to three words of a text, in small letters.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
    """
    tokens = _TOKEN.findall(text.lower().replace("’", "'"))
    return [
        " ".join(tokens[at : at + n])
        for n in range(1, _LONGEST + 1)
        for at in range(len(tokens) - n + 1)
    ]


def _weighed(texts: Sequence[str], words: dict[str, float]) -> Floats:
    """Return tf-idf rows of length one, tf as 1 + log count."""
    import numpy as np

    column = {word: at for at, word in enumerate(words)}
    rows = np.zeros((len(texts), len(words)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word, count in Counter(ngrams(text)).items():
            if word in column:
                row[column[word]] = (1 + math.log(count)) * words[word]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)


def _last_sentence(turn: str) -> str:
    found = [s.strip() for s in _SENTENCE.findall(turn) if s.strip(" .?!…")]
    return found[-1] if found else turn


@lru_cache(maxsize=1)
def _shipped(folder: Path) -> tuple[Floats, dict[str, float]]:
    from safetensors.numpy import load_file

    words = json.loads((folder / WORDS).read_text(encoding="utf-8"))
    return load_file(folder / WEIGHTS)["weights"], words
