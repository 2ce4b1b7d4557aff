"""The table of codings that people open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interview_insights.report.times import clock

if TYPE_CHECKING:
    import pandas as pd

HEADER = (
    "group", "participant", "file", "place", "time", "question", "text",
    "lens", "field", "second_field", "pole", "theme", "label", "confidence", "review", "segment_id",
)  # fmt: skip


def codings_for_people(
    tables: Mapping[str, pd.DataFrame],
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return header and rows of codings.csv, one row a respondent sentence.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``segments``, ``codings`` and ``themes``.

    Returns
    -------
    header : tuple of str
    rows : list of tuple
    """
    codings = tables["codings"]
    second = dict(codings[~codings["primary"]][["segment_id", "field"]].to_numpy())
    poles = dict(codings[codings["pole"].notna()][["segment_id", "pole"]].to_numpy())
    labels = dict(tables["themes"][["theme", "label"]].to_numpy())
    joined = tables["segments"].merge(codings[codings["primary"]], on="segment_id")
    rows = [
        (
            r.group, r.participant, r.path, r.place, clock(r.start_s), r.question, r.text,
            r.lens, r.field, second.get(r.segment_id, ""), poles.get(r.segment_id, ""),
            r.theme or "",
            labels.get(r.theme, ""), r.confidence, "yes" if r.review else "", r.segment_id,
        )
        for r in joined.itertuples()
    ]  # fmt: skip
    return HEADER, rows
