"""Codings in, themes out: the stage's order of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_insights import frames
from interview_insights.embed import Embedder
from interview_insights.embed.context import PARTS, features, units_of
from interview_insights.records import Beliefs, Codebook
from interview_insights.themes.clusters import UNASSIGNED, unit_rows
from interview_insights.themes.labels import LabelTask, Phrases, label_themes
from interview_insights.themes.stability import stability
from interview_insights.themes.topics import Topics, model_topics
from interview_insights.themes.weighing import in_light_of_themes, taking_part, with_themes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float32]

CONTEXT = 0.3
"""Weight of the neighbouring sentences and of the question in a sentence's vector."""

QUOTES = 12
"""Quotes kept for each theme."""

_MIN_QUOTE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Themes:
    """The tables ``themes`` and ``codings``, the latter with its themes filled in."""

    themes: pd.DataFrame
    codings: pd.DataFrame


def find_themes(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    embedder: Embedder,
    phrases: Phrases,
    *,
    beliefs: Beliefs | None = None,
    stop_words: Sequence[str] = (),
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Themes:
    """Group coded sentences into themes.

    Parameters
    ----------
    segments, codings : DataFrame
        Tables as in docs/frames.md.
    codebook : Codebook
        Gives the order of lenses and fields.
    embedder : Embedder
    phrases : callable
        Phrases of sentences, candidates for labels.
    beliefs : Beliefs, optional
        How likely each field is for each sentence. With them a sentence whose field the
        coder left open gets that of the theme that it belongs to; without them every
        code is certain.
    stop_words : sequence of str
        Words that are no keywords.
    seed : int, default 0
        Of the resampling of participants.
    progress : callable, optional
        Called with (step, steps).

    Returns
    -------
    Themes
        Sentences whose theme stays empty recur in no other interview.
    """
    import pandas as pd

    coded, weights = taking_part(segments, codings, codebook, beliefs)
    if coded.empty:
        return Themes(frames.empty("themes"), codings)
    steps = 4
    _tell(progress, 0, steps)
    alone, vectors = _vectors(segments, coded, embedder)
    # Numbered by what they say first, not by name: the resampling draws by number.
    people = pd.factorize(coded["participant"])[0]
    _tell(progress, 1, steps)
    topics = model_topics(coded["text"].tolist(), vectors, weights, people, stop_words)
    labels = topics.labels
    _tell(progress, 2, steps)
    coded = in_light_of_themes(coded, weights, _fields(topics, codebook), codebook)
    order = _order(coded, labels, codebook)
    names = {topic: f"T{i:02d}" for i, topic in enumerate(order, 1)}
    steady = stability(vectors, weights, people, labels, seed)
    _tell(progress, 3, steps)
    rows = [
        _theme(names[t], t, coded, alone, labels, topics.keywords.get(t, ()), steady, codebook)
        for t in order
    ]
    tasks = _label_tasks(order, coded, alone, labels, topics.keywords)
    for row, label in zip(rows, label_themes(tasks, phrases, embedder.encode), strict=True):
        row["label"] = label
    columns = [column.name for column in frames.SCHEMAS["themes"]]
    table = pd.DataFrame(rows, columns=columns) if rows else frames.empty("themes")
    _tell(progress, 4, steps)
    themed = [names.get(label) for label in labels.tolist()]
    return Themes(frames.check("themes", table), with_themes(codings, coded, themed, beliefs))


def _fields(topics: Topics, codebook: Codebook) -> list[str | None]:
    """Return the field of each sentence's topic; None where it has none."""
    named = {topic: codebook.fields[number] for topic, number in topics.fields.items()}
    return [named.get(label) for label in topics.labels.tolist()]


def _tell(progress: Callable[[int, int], None] | None, step: int, steps: int) -> None:
    if progress:
        progress(step, steps)


def _vectors(
    segments: pd.DataFrame, coded: pd.DataFrame, embedder: Embedder
) -> tuple[Floats, Floats]:
    """Return the sentences' own vectors, and those blended with their context."""
    import numpy as np

    spoken = segments[segments["role"] == "respondent"].reset_index(drop=True)
    row = {segment: i for i, segment in enumerate(spoken["segment_id"])}
    units = units_of(spoken)
    rows = features([units[row[s]] for s in coded["segment_id"]], embedder)
    text, *around = np.split(rows, len(PARTS), axis=1)
    return text, unit_rows(text + CONTEXT * sum(around))


def _order(coded: pd.DataFrame, labels: Any, codebook: Codebook) -> list[int]:
    """Return topics by lens, field and number of people, largest first."""
    lenses = {lens: i for i, lens in enumerate(codebook.lenses)}
    fields = {name: i for i, name in enumerate(codebook.fields)}
    keys = []
    for topic in sorted(set(labels.tolist()) - {UNASSIGNED}):
        members = coded[labels == topic]
        field = members["field"].iloc[0]
        keys.append(
            (
                lenses[codebook.lens_of(field)],
                fields[field],
                -members["participant"].nunique(),
                -len(members),
                members["text"].iloc[0],
                topic,
            )
        )
    return [key[-1] for key in sorted(keys)]


def _theme(
    name: str,
    topic: int,
    coded: pd.DataFrame,
    vectors: Floats,
    labels: Any,
    keywords: tuple[str, ...],
    steady: dict[int, float],
    codebook: Codebook,
) -> dict[str, Any]:
    members = coded[labels == topic]
    field = members["field"].iloc[0]
    return {
        "theme": name,
        "lens": codebook.lens_of(field),
        "field": field,
        "n_segments": len(members),
        "n_participants": int(members["participant"].nunique()),
        "keywords": list(keywords),
        "quotes": _quotes(members, vectors[labels == topic]),
        "stability": round(steady.get(topic, 0.0), 3),
    }


def _quotes(members: pd.DataFrame, vectors: Floats) -> list[str]:
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


def _label_tasks(
    order: list[int],
    coded: pd.DataFrame,
    vectors: Floats,
    labels: Any,
    keywords: dict[int, tuple[str, ...]],
) -> list[LabelTask]:
    import numpy as np

    if not order:
        return []
    centres = unit_rows(np.stack([vectors[labels == topic].mean(axis=0) for topic in order]))
    tasks = []
    for i, topic in enumerate(order):
        at = np.flatnonzero(labels == topic)
        closeness = coded["confidence"].to_numpy()[at] * (vectors[at] @ centres[i])
        central = at[np.argsort(-closeness.round(5), kind="stable")]
        sentences = tuple(coded["text"].iloc[j] for j in central)
        tasks.append(
            LabelTask(sentences, keywords.get(topic, ()), centres[i], np.delete(centres, i, axis=0))
        )
    return tasks
