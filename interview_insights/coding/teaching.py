"""Which sentences a person should code, so that the coder learns most from them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from interview_insights.coding.coder import Coder, is_back_channel

if TYPE_CHECKING:
    import pandas as pd

_ALIKE = 0.9
"""Cosine from which two sentences teach the same."""


def worth_coding(
    coder: Coder,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    n: int,
    without: Collection[str] = (),
) -> list[str]:
    """Choose the sentences that the model is least sure of, no two of them alike.

    Uncertainty sampling (Lewis and Gale 1994, doi:10.1007/978-1-4471-2099-5_1). Sentences
    that are also far from each other, as core-set selection wants, bring oddities that
    teach little about the rest: `benchmarks/learning.py` compares.

    Parameters
    ----------
    coder : Coder
    segments, codings : DataFrame
        Tables of a run.
    n : int
        How many to choose.
    without : collection of str
        Ids of sentences that need not be asked again.

    Returns
    -------
    list of str
        Segment ids, in the order in which they teach most.
    """
    import numpy as np

    primary = codings[codings["primary"] & (codings["source"] != "human")]
    doubt = {row.segment_id: 1 - row.confidence for row in primary.itertuples()}
    spoken = segments[segments["role"] == "respondent"].reset_index(drop=True)
    open_ = [
        at
        for at, (segment_id, text) in enumerate(
            zip(spoken["segment_id"], spoken["text"], strict=True)
        )
        if segment_id in doubt and segment_id not in without and not is_back_channel(text)
    ]
    ids = spoken["segment_id"].tolist()
    open_.sort(key=lambda at: (-doubt[ids[at]], ids[at]))
    texts = spoken["text"].tolist()
    chosen: list[int] = []
    rows: list[Any] = []
    # Embedded in parts: mostly little more than n sentences are looked at.
    for begin in range(0, len(open_), max(1, n)):
        part = open_[begin : begin + max(1, n)]
        for at, row in zip(part, coder.embedder.encode([texts[i] for i in part]), strict=True):
            if len(chosen) < n and (not rows or np.max(np.stack(rows) @ row) < _ALIKE):
                chosen.append(at)
                rows.append(row)
        if len(chosen) >= n:
            break
    return [ids[at] for at in chosen]
