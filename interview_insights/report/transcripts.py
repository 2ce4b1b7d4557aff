"""Transcripts in the report: every quote leads to the sentence in its conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from interview_insights.records import NONE
from interview_insights.report.model import SentenceView, TranscriptView, TurnView
from interview_insights.report.times import clock

if TYPE_CHECKING:
    import pandas as pd

MOST_CHARACTERS = 1_200_000
"""Words of all transcripts beyond which a report leaves them out, to stay a file that opens."""


def anchors_of(segments: pd.DataFrame) -> dict[str, str]:
    """Return each sentence's place in the report, by segment id; empty where they are too many.

    Parameters
    ----------
    segments : DataFrame
        The table ``segments``.

    Returns
    -------
    dict of str to str
        Short, so that a long study stays small.
    """
    if int(segments["text"].str.len().sum()) > MOST_CHARACTERS:
        return {}
    return {segment: f"s{number}" for number, segment in enumerate(segments["segment_id"])}


def transcripts_of(
    tables: Mapping[str, pd.DataFrame], anchors: Mapping[str, str], labels: Mapping[str, str]
) -> tuple[TranscriptView, ...]:
    """Return the transcripts of a study, in its order.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``segments`` and ``codings``.
    anchors : mapping of str to str
        As :func:`anchors_of` gives them.
    labels : mapping of str to str
        What each field is called.

    Returns
    -------
    tuple of TranscriptView
    """
    if not anchors:
        return ()
    codings = tables["codings"]
    primary = codings[codings["primary"] & (codings["field"] != NONE)]
    coded = {
        segment: (lens, labels.get(field, field), theme or "")
        for segment, lens, field, theme in zip(
            *(primary[c] for c in ("segment_id", "lens", "field", "theme")), strict=True
        )
    }
    found = []
    for number, (name, rows) in enumerate(tables["segments"].groupby("transcript", sort=False)):
        turns = [_turn(turn, anchors, coded) for _, turn in rows.groupby("turn", sort=False)]
        first = rows.iloc[0]
        groups = rows[rows["role"] == "respondent"]["group"]
        group = str(groups.iloc[0]) if len(groups) else str(first["group"])
        found.append(TranscriptView(str(name), f"t{number}", first["path"], group, tuple(turns)))
    return tuple(found)


def _turn(
    rows: pd.DataFrame, anchors: Mapping[str, str], coded: Mapping[str, tuple[str, str, str]]
) -> TurnView:
    first = rows.iloc[0]
    return TurnView(
        role=first["role"],
        speaker=first["speaker"],
        time=clock(first["start_s"]),
        sentences=tuple(
            SentenceView(anchors[segment], text, *coded.get(segment, ("", "", "")))
            for segment, text in zip(rows["segment_id"], rows["text"], strict=True)
        ),
    )
