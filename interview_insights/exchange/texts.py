"""Transcripts as the texts that other programs show, and where each sentence stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A transcript's text with its speakers, and the half-open code points of its sentences."""

    name: str
    text: str
    spans: dict[str, tuple[int, int]]


def placed_texts(segments: pd.DataFrame) -> list[Placed]:
    """Return the texts of a run's transcripts, a line a turn.

    Parameters
    ----------
    segments : DataFrame
        The table ``segments``.

    Returns
    -------
    list of Placed
        In the order of the table; what parts two sentences in a turn is one blank.
    """
    return [_placed(str(name), own) for name, own in segments.groupby("transcript", sort=False)]


def _placed(name: str, segments: pd.DataFrame) -> Placed:
    text = ""
    spans: dict[str, tuple[int, int]] = {}
    turn = -1
    for row in segments.itertuples():
        if row.turn != turn:
            text += "\n" if text else ""
            text += f"{_BREAKS.sub(' ', row.speaker)}: " if row.speaker else ""
            turn = row.turn
        else:
            text += " "
        # One character for one; other programs count line breaks in their own ways.
        said = _BREAKS.sub(" ", row.text)
        spans[row.segment_id] = (len(text), len(text) + len(said))
        text += said
    return Placed(name, text + "\n", spans)
