"""What is said of a theme: its counts, quotes and parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interview_insights import frames
from interview_insights.embed import Embedder
from interview_insights.records import Codebook
from interview_insights.themes.clusters import unit_rows
from interview_insights.themes.labels import LabelTask, Phrases, label_themes
from interview_insights.themes.subthemes import parts_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float32]

QUOTES = 12
"""Quotes kept for each theme."""

_MIN_QUOTE_WORDS = 4
_ENOUGH_SURE = 3  # sentences


def as_table(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows as a table of the schema, checked."""
    import pandas as pd

    columns = [column.name for column in frames.SCHEMAS[name]]
    return frames.check(name, pd.DataFrame(rows, columns=columns) if rows else frames.empty(name))


def theme_row(
    name: str,
    coded: pd.DataFrame,
    vectors: Floats,
    own: Any,
    keywords: tuple[str, ...],
    codebook: Codebook,
) -> dict[str, Any]:
    """Return a row of the table ``themes``, but for stability and label.

    Parameters
    ----------
    name : str
    coded : DataFrame
        Coded sentences.
    vectors : ndarray of shape (len(coded), dimensions)
        The sentences alone, without their context.
    own : ndarray of bool, shape (len(coded),)
        Which belong to the theme.
    keywords : tuple of str
    codebook : Codebook

    Returns
    -------
    dict
    """
    members = coded[own]
    return {
        "theme": name,
        "lens": codebook.lens_of(members["field"].iloc[0]),
        "field": members["field"].iloc[0],
        "n_segments": len(members),
        "n_participants": int(members["participant"].nunique()),
        "keywords": list(keywords),
        "quotes": quotes_of(members, vectors[own]),
    }


def quotes_of(members: pd.DataFrame, vectors: Floats) -> list[str]:
    """Return segment ids, most typical first, a new person before a second quote of one."""
    # A sentence that may not belong to the field at all is no example of it.
    sure = members["confidence"].to_numpy()
    closeness = sure * (vectors @ unit_rows(vectors.mean(axis=0, keepdims=True))[0])
    long_enough = members["text"].str.split().str.len() >= _MIN_QUOTE_WORDS
    ranked = members.assign(closeness=closeness.round(5), short=~long_enough).sort_values(
        ["short", "closeness"], ascending=[True, False], kind="stable"
    )
    turn = ranked.groupby("participant", sort=False).cumcount()
    ranked = ranked.assign(turn=turn).sort_values("turn", kind="stable")
    return [str(segment) for segment in ranked["segment_id"][:QUOTES]]


def label_tasks(
    themes: int,
    coded: pd.DataFrame,
    vectors: Floats,
    labels: Any,
    keywords: dict[int, tuple[str, ...]],
) -> list[LabelTask]:
    """Return what labelling needs of each theme; ``labels`` number the themes from 0."""
    import numpy as np

    if not themes:
        return []
    centres = unit_rows(np.stack([vectors[labels == i].mean(axis=0) for i in range(themes)]))
    tasks = []
    for i in range(themes):
        at = np.flatnonzero(labels == i)
        closeness = coded["confidence"].to_numpy()[at] * (vectors[at] @ centres[i])
        central = at[np.argsort(-closeness.round(5), kind="stable")]
        # A sentence that perhaps belongs to another field must not name this one.
        own = [j for j in central if not coded["moved"].iloc[j]]
        sure = [j for j in own if not coded["review"].iloc[j]]
        chosen = sure if len(sure) >= _ENOUGH_SURE else own
        if chosen:
            central = np.array(chosen)
        sentences = tuple(coded["text"].iloc[j] for j in central)
        tasks.append(
            LabelTask(sentences, keywords.get(i, ()), centres[i], np.delete(centres, i, axis=0))
        )
    return tasks


def subthemes_of(
    order: Sequence[str],
    coded: pd.DataFrame,
    alone: Floats,
    vectors: Floats,
    labels: Any,
    people: Any,
    phrases: Phrases,
    embedder: Embedder,
) -> pd.DataFrame:
    """Return the table ``subthemes``: parts of the themes that are large enough."""
    import numpy as np

    rows: list[dict[str, Any]] = []
    for number, theme in enumerate(order):
        at = np.flatnonzero(labels == number)
        parts = parts_of(vectors[at], people[at])
        if parts is None:
            continue
        inside = coded.iloc[at].reset_index(drop=True)
        count = int(parts.max()) + 1
        tasks = label_tasks(count, inside, alone[at], parts, {})
        for part, label in enumerate(label_themes(tasks, phrases, embedder.encode)):
            own = parts == part
            rows.append(
                {
                    "subtheme": f"{theme}.{part + 1}",
                    "theme": theme,
                    "label": label,
                    "n_segments": int(own.sum()),
                    "n_participants": len(set(people[at][own].tolist())),
                    "segments": inside["segment_id"][own].tolist(),
                }
            )
    return as_table("subthemes", rows)
