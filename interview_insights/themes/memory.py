"""Themes of an earlier run, so that a study that grows keeps their ids and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Said = tuple[str, str]
"""A sentence as it is known again: transcript and words."""

ALIKE = 0.3
"""Jaccard of two themes' sentences from which on they are the same theme."""


@dataclass(frozen=True, slots=True)
class Known:
    """A theme of an earlier run, as it was found before a researcher's hand."""

    theme: str
    label: str
    field: str
    said: frozenset[Said]


@dataclass(frozen=True, slots=True)
class Memory:
    """The themes of an earlier run, and every sentence that it coded."""

    themes: tuple[Known, ...] = ()
    said: frozenset[Said] = frozenset()


def remember(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    themes: pd.DataFrame,
    as_found: Mapping[str, Mapping[str, Any]],
) -> Memory:
    """Put together what an earlier run knew.

    Parameters
    ----------
    segments, codings, themes : DataFrame
        Tables of the earlier run.
    as_found : mapping of theme to mapping
        Field, label and ``segments`` of themes that a researcher's rules changed, as they
        were before.

    Returns
    -------
    Memory
    """
    spoken = segments[segments["role"] == "respondent"]
    key = dict(
        zip(
            spoken["segment_id"],
            zip(spoken["transcript"], spoken["text"], strict=True),
            strict=True,
        )
    )
    kept = codings.loc[codings["theme"].notna(), ["theme", "segment_id"]]
    members = kept.groupby("theme")["segment_id"].agg(list).to_dict()
    known = {
        row.theme: Known(row.theme, row.label, row.field, _keys(members.get(row.theme, ()), key))
        for row in themes.itertuples()
    }
    for theme, row in as_found.items():
        known[theme] = Known(theme, row["label"], row["field"], _keys(row["segments"], key))
    return Memory(tuple(known[theme] for theme in sorted(known)), frozenset(key.values()))


def _keys(segment_ids: Sequence[str], key: Mapping[str, Said]) -> frozenset[Said]:
    return frozenset(key[segment_id] for segment_id in segment_ids if segment_id in key)


def recognise(clusters: Mapping[int, frozenset[Said]], memory: Memory) -> dict[int, Known]:
    """Tell which clusters are themes of the earlier run, best matches first.

    Parameters
    ----------
    clusters : mapping of int to set of Said
        Sentences of each cluster.
    memory : Memory

    Returns
    -------
    dict of int to Known
        For clusters whose sentences, of those that both runs have, are :data:`ALIKE`
        those of a theme. No theme is given twice.
    """
    now = frozenset().union(*clusters.values()) if clusters else frozenset()
    pairs = []
    for cluster, said in clusters.items():
        old = said & memory.said
        for known in memory.themes:
            # Sentences that were taken out of the study since say nothing against a match.
            before = known.said & now
            if old & before:
                alike = len(old & before) / len(old | before)
                pairs.append((-alike, known.theme, cluster, known))
    found: dict[int, Known] = {}
    taken: set[str] = set()
    for distance, theme, cluster, known in sorted(pairs, key=lambda pair: pair[:3]):
        if -distance >= ALIKE and cluster not in found and theme not in taken:
            found[cluster] = known
            taken.add(theme)
    return found
