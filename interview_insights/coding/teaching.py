"""Which sentences a person should code, so that the coder learns most from them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from interview_insights.coding.coder import Coder, is_back_channel
from interview_insights.embed.context import features, units_of

if TYPE_CHECKING:
    import pandas as pd

_POOL = 5
"""So many times as many doubtful sentences as wanted are looked at for being unlike."""


def worth_coding(
    coder: Coder,
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    n: int,
    without: Collection[str] = (),
) -> list[str]:
    """Choose sentences that the model is unsure of and that are unlike each other.

    The least sure ones are a pool; from it, the sentence farthest from those already
    chosen is taken again and again (farthest-first traversal; Sener and Savarese 2018,
    arXiv:1708.00489, name it core-set selection).

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
    pool = open_[: _POOL * n]
    if not pool or n < 1:
        return []
    units = units_of(spoken)
    rows = features([units[at] for at in pool], coder.embedder)
    chosen = [0]
    far = 1 - rows @ rows[0]
    while len(chosen) < min(n, len(pool)):
        best = int(np.argmax(far))
        chosen.append(best)
        far = np.minimum(far, 1 - rows @ rows[best])
        far[chosen] = -1
    return [ids[pool[at]] for at in chosen]
