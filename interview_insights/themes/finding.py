"""Codings in, themes out: the stage's order of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interview_insights import frames
from interview_insights.embed import Embedder
from interview_insights.embed.context import PARTS, features, units_of
from interview_insights.records import NONE, Beliefs, Codebook
from interview_insights.themes.arranging import Arrangement, arrange
from interview_insights.themes.clusters import (
    UNASSIGNED,
    Clusters,
    cluster,
    cut_height,
    least_people,
    unit_rows,
)
from interview_insights.themes.describing import as_table, label_tasks, subthemes_of, theme_row
from interview_insights.themes.labels import Phrases, label_themes
from interview_insights.themes.memory import Memory, Said, recognise
from interview_insights.themes.rules import ThemeRules
from interview_insights.themes.stability import stability
from interview_insights.themes.topics import keywords_of
from interview_insights.themes.weighing import in_light_of_themes, taking_part, with_themes

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float32]

CONTEXT = 0.3
"""Weight of the neighbouring sentences and of the question in a sentence's vector."""

_STEPS = 4


@dataclass(frozen=True, slots=True)
class Themes:
    """The tables ``themes``, ``subthemes`` and ``codings``, the last with its themes filled in.

    ``as_found`` holds themes that rules changed, as they were before: field, label and
    ``segments``. ``remarks`` say which rules could not be followed. ``rare`` counts, by
    lens, groups of like sentences that one person voiced and that two did, too few for a
    theme.
    """

    themes: pd.DataFrame
    codings: pd.DataFrame
    subthemes: pd.DataFrame
    as_found: dict[str, dict[str, Any]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    rare: dict[str, list[int]] = field(default_factory=dict)


def find_themes(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    embedder: Embedder,
    phrases: Phrases,
    *,
    beliefs: Beliefs | None = None,
    memory: Memory | None = None,
    rules: ThemeRules | None = None,
    stop_words: Sequence[str] = (),
    settled: bool = False,
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
    memory : Memory, optional
        Themes of an earlier run; those that are found again keep their ids and labels.
    rules : ThemeRules, optional
        What a researcher decided about themes.
    stop_words : sequence of str
        Words that are no keywords.
    settled : bool, default False
        Codes stay as they are: a sentence of another field than its theme's leaves it.
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

    def tell(step: int) -> None:
        if progress:
            progress(step, _STEPS)

    coded, weights = taking_part(segments, codings, codebook, beliefs)
    if coded.empty:
        return Themes(frames.empty("themes"), codings, frames.empty("subthemes"))
    tell(0)
    alone, vectors = _vectors(segments, coded, embedder)
    # Numbered by what they say first, not by name: the resampling draws by number.
    people = pd.factorize(coded["participant"])[0]
    tell(1)
    n = len(set(people.tolist()))
    found = cluster(vectors, weights, people, cut_height(n), least_people(n))
    said = list(zip(coded["transcript"], coded["text"], strict=True))
    memory = memory or Memory()
    arranged = _named(found, coded, codebook, said, memory)
    arranged = arrange(arranged, rules or ThemeRules(), memory, said, vectors)
    if settled:
        _keep_codes(arranged, coded, people, least_people(n))
    fields = [arranged.fields.get(name) if name else None for name in arranged.names]
    coded = in_light_of_themes(coded, weights, fields, codebook)
    order = _order(arranged, coded, codebook)
    labels = _numbers(arranged.names, order)
    tell(2)
    keywords = keywords_of(coded["text"].tolist(), vectors, labels, people, stop_words)
    steady = stability(vectors, weights, people, labels, seed)
    tell(3)
    rows = [
        theme_row(name, coded, alone, labels == number, keywords.get(number, ()), codebook)
        | {"stability": round(steady.get(number, 0.0), 3), "new": name in arranged.new}
        for number, name in enumerate(order)
    ]
    tasks = label_tasks(len(order), coded, alone, labels, keywords)
    suggested = label_themes(tasks, phrases, embedder.encode)
    given = _given(order, suggested, arranged)
    for row in rows:
        row["label"] = given[row["theme"]]
    tell(_STEPS)
    subthemes = subthemes_of(order, coded, alone, vectors, labels, people, phrases, embedder)
    as_found = {
        theme: {
            "field": arranged.fields[theme],
            "label": given.get(theme, arranged.labels.get(theme, theme)),
            "segments": coded["segment_id"].iloc[members].tolist(),
        }
        for theme, members in sorted(arranged.as_found.items())
    }
    return Themes(
        as_table("themes", rows),
        with_themes(codings, coded, arranged.names, beliefs),
        subthemes,
        as_found,
        tuple(arranged.remarks),
        _rare(found, coded, arranged.names, codebook),
    )


def _rare(
    found: Clusters, coded: pd.DataFrame, names: Sequence[str | None], codebook: Codebook
) -> dict[str, list[int]]:
    left = coded.assign(rough=found.rough)[[name is None for name in names]]
    counts: dict[str, list[int]] = {}
    voiced = left.groupby(["field", "rough"], sort=True)["participant"].nunique()
    for (name, _), people in voiced.items():
        if name == NONE:
            continue
        own = counts.setdefault(codebook.lens_of(name), [0, 0])
        if people <= len(own):
            own[int(people) - 1] += 1
    return counts


def _named(
    found: Clusters,
    coded: pd.DataFrame,
    codebook: Codebook,
    said: Sequence[Said],
    memory: Memory,
) -> Arrangement:
    """Give each cluster the id of the theme that it was in the earlier run, or a new one."""
    import numpy as np

    numbers = range(len(found.fields))
    names = [str(number) if number != UNASSIGNED else None for number in found.labels.tolist()]
    fields = {str(number): codebook.fields[found.fields[number]] for number in numbers}
    order = _order(Arrangement(names, fields), coded, codebook)
    members = {
        number: frozenset(said[row] for row in np.flatnonzero(found.labels == number).tolist())
        for number in numbers
    }
    known = recognise(members, memory)
    taken = [int(k.theme[1:].partition("-")[0]) for k in memory.themes if k.theme[1:2].isdigit()]
    free = iter(range(max(taken, default=0) + 1, len(order) + max(taken, default=0) + 2))
    named = {
        name: known[int(name)].theme if int(name) in known else f"T{next(free):02d}"
        for name in order
    }
    return Arrangement(
        [named[name] if name else None for name in names],
        {named[name]: fields[name] for name in order},
        labels={match.theme: match.label for match in known.values()},
        new={named[name] for name in order if int(name) not in known} if memory.themes else set(),
    )


def _keep_codes(arranged: Arrangement, coded: pd.DataFrame, people: Any, least: int) -> None:
    """Take sentences coded otherwise out of their themes, and themes with too few people left."""
    own = zip(arranged.names, coded["field"], strict=True)
    names = [name if name and arranged.fields[name] == field else None for name, field in own]
    for theme in set(filter(None, names)):
        rows = [row for row, name in enumerate(names) if name == theme]
        if len(set(people[rows].tolist())) < least:
            names = [None if name == theme else name for name in names]
    arranged.names[:] = names


def _numbers(names: Sequence[str | None], order: Sequence[str]) -> Any:
    import numpy as np

    number = {name: i for i, name in enumerate(order)}
    return np.array([number[name] if name else UNASSIGNED for name in names], dtype=np.int64)


def _given(order: Sequence[str], suggested: Sequence[str], arranged: Arrangement) -> dict[str, str]:
    """Return the label of each theme: a researcher's, the earlier run's, or a new one."""
    given = dict(zip(order, suggested, strict=True)) | {
        name: label for name, label in arranged.labels.items() if name in order
    }
    taken: dict[str, str] = {}
    for name in sorted(order, key=lambda name: name not in arranged.labels):
        if given[name].lower() in taken.values():
            given[name] = f"{given[name]} ({name})"
        taken[name] = given[name].lower()
    return given


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


def _order(arranged: Arrangement, coded: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Return themes by lens, field and number of people, largest first."""
    lenses = {lens: i for i, lens in enumerate(codebook.lenses)}
    fields = {name: i for i, name in enumerate(codebook.fields)}
    keys = []
    for name in sorted(set(filter(None, arranged.names))):
        members = coded.iloc[arranged.rows(name)]
        own = arranged.fields[name]
        keys.append(
            (
                lenses[codebook.lens_of(own)],
                fields[own],
                -members["participant"].nunique(),
                -len(members),
                members["text"].min(),
                name,
            )
        )
    return [key[-1] for key in sorted(keys)]
