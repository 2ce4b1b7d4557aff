"""Fitting the judge of questions."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from interview_insights.compare.question_kinds import KINDS, WEIGHTS, WORDS, features, ngrams
from interview_insights.embed import Embedder

TRAINING = "questions/training.jsonl"

_FEWEST = 3  # turns in which an n-gram must stand
_STRENGTH = 10.0


def train_questions(folder: Path, embedder: Embedder) -> None:
    """Fit the judge on questions/training.jsonl and write it beside.

    Parameters
    ----------
    folder : Path
        The models' folder. A line of the file holds a turn, its kind (open, closed or
        none), and whether it is leading, hypothetical; null where that was not labelled.
    embedder : Embedder
    """
    import numpy as np
    from safetensors.numpy import save_file
    from sklearn.linear_model import LogisticRegression

    path = folder / TRAINING
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    turns = [line["turn"] for line in lines]
    words = _words(turns)
    rows = features(turns, embedder, words)
    columns = []
    for kind in KINDS:
        labels = [_is(kind, line) for line in lines]
        known = [at for at, label in enumerate(labels) if label is not None]
        model = LogisticRegression(C=_STRENGTH, max_iter=1000)
        model.fit(rows[known], np.array([labels[at] for at in known]))
        columns.append(np.append(model.coef_[0], model.intercept_))
    weights = np.stack(columns, axis=1).astype(np.float32)
    save_file({"weights": np.ascontiguousarray(weights)}, folder / WEIGHTS)
    text = json.dumps(words, ensure_ascii=False, indent=0)
    (folder / WORDS).write_text(text + "\n", encoding="utf-8")


def _words(turns: Sequence[str]) -> dict[str, float]:
    """Return n-grams of enough turns with their inverse document frequency, in order."""
    counts = Counter(word for turn in turns for word in set(ngrams(turn)))
    kept = sorted(word for word, count in counts.items() if count >= _FEWEST)
    return {w: round(math.log((1 + len(turns)) / (1 + counts[w])) + 1, 4) for w in kept}


def _is(kind: str, line: dict[str, Any]) -> bool | None:
    """Return a line's label, None where nobody gave one."""
    given = line["kind" if kind in ("question", "open") else kind]
    if given is None:
        return None
    return bool(given != "none" if kind == "question" else given in ("open", True))
