"""Sentences with the words around them, as rows of vectors for coding and themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_insights.embed.encoder import Embedder, Progress

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence to code, with the words around it; empty where there are none.

    ``question`` is what the interviewer last said, ``before`` and ``after`` are
    the respondent's neighbouring sentences of the same turn.
    """

    text: str
    question: str = ""
    before: str = ""
    after: str = ""


PARTS = ("text", "before", "question", "after")
"""Order of the blocks in a feature row."""


def features(units: Sequence[Unit], embedder: Embedder, progress: Progress | None = None) -> Matrix:
    """Return the feature rows of units.

    Each distinct text is embedded once, whichever part it plays. A part that is
    empty has a zero block, so that the head can tell "no context" from any words.

    Parameters
    ----------
    units : sequence of Unit
    embedder : Embedder
    progress : callable, optional
        Called with (texts done, texts in all).

    Returns
    -------
    ndarray of shape (len(units), 4 * dimensions)
        Blocks in the order of :data:`PARTS`, each of length 1 or 0.
    """
    import numpy as np

    texts = sorted({getattr(unit, part) for unit in units for part in PARTS} - {""})
    if not units:
        return np.zeros((0, 0), dtype=np.float32)
    # Where every part is empty, any text tells how wide the zero blocks are.
    vectors = embedder.encode(texts or ["."], progress)
    row = {text: i for i, text in enumerate(texts)}
    blocks = []
    for part in PARTS:
        index = np.array([row.get(getattr(unit, part), -1) for unit in units])
        block = vectors[index].copy()
        block[index < 0] = 0.0
        blocks.append(block)
    return np.concatenate(blocks, axis=1)


def units_of(segments: pd.DataFrame) -> list[Unit]:
    """Return respondent sentences with their context, in the order of the table.

    Parameters
    ----------
    segments : DataFrame
        Rows of the table ``segments``, the sentences of a turn in order.

    Returns
    -------
    list of Unit
    """
    columns = [segments[name].tolist() for name in ("transcript", "turn", "text", "question")]
    turns = list(zip(columns[0], columns[1], strict=True))
    texts, questions = columns[2], columns[3]
    units = []
    for i, text in enumerate(texts):
        before = texts[i - 1] if i > 0 and turns[i - 1] == turns[i] else ""
        after = texts[i + 1] if i + 1 < len(texts) and turns[i + 1] == turns[i] else ""
        units.append(Unit(text, questions[i], before, after))
    return units
