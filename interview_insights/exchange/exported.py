"""Rows of codings as they go out, with what they say at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interview_insights.exchange.corrections import as_coded, written
from interview_insights.records import AS_CODED
from interview_insights.report import codings_for_people

if TYPE_CHECKING:
    import pandas as pd


def exported_rows(
    tables: Mapping[str, pd.DataFrame],
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return header and rows of an export, one row a respondent sentence.

    The last column keeps the codes of this moment, so that a file which comes back later
    is held against what it was made from, not against what the run has become.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``segments``, ``codings`` and ``themes``.

    Returns
    -------
    header : tuple of str
    rows : list of tuple
    """
    header, rows = codings_for_people(tables)
    now = {segment: written(codes) for segment, codes in as_coded(tables["codings"]).items()}
    at = header.index("segment_id")
    return (*header, AS_CODED), [(*row, now[row[at]]) for row in rows]
