"""Candidates for new codes: what several people say that fits no field of the codebook well."""

from __future__ import annotations

from dataclasses import dataclass

from interview_insights.run import Run

FEWEST_WORDS = 5
"""Words of a sentence under which it is no evidence of anything."""

TIGHTER = 0.75
"""Height of the cut against that of themes: what is left over lies far apart."""

_QUOTES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Sentences that belong together and to no field for certain.

    ``fields`` are those that the coder gave them, most often first, with how many;
    ``quotes`` are segment ids, most typical first, different people first.
    """

    label: str
    n_segments: int
    n_participants: int
    fields: tuple[tuple[str, int], ...]
    quotes: tuple[str, ...]


def suggest_codes(run: Run, n: int = 5) -> tuple[Candidate, ...]:
    """Cluster the sentences of whose code the coder is not sure.

    Parameters
    ----------
    run : Run
    n : int, default 5
        Candidates at most.

    Returns
    -------
    tuple of Candidate
        Those that most people voice first; sentences that a person coded take no part.
    """
    import numpy as np
    import pandas as pd

    from interview_insights.embed import open_embedder
    from interview_insights.language import Phraser
    from interview_insights.themes.clusters import (
        UNASSIGNED,
        cluster,
        cut_height,
        least_people,
        unit_rows,
    )
    from interview_insights.themes.describing import label_tasks, quotes_of
    from interview_insights.themes.labels import label_themes

    primary = run.codings[run.codings["primary"]]
    unsure = primary[primary["review"] & (primary["source"] != "human")]
    coded = unsure.merge(run.segments, on="segment_id")
    long_enough = coded["text"].str.split().str.len() >= FEWEST_WORDS
    coded = coded[long_enough].sort_values(["text", "segment_id"]).reset_index(drop=True)
    if coded.empty:
        return ()
    settings = run.manifest["settings"]
    embedder = open_embedder(settings["embedder"])
    vectors = unit_rows(np.asarray(embedder.encode(coded["text"].tolist())))
    people = pd.factorize(coded["participant"])[0]
    everyone = run.segments.loc[run.segments["role"] == "respondent", "participant"].nunique()
    beliefs = np.ones((len(coded), 1), dtype=np.float32)
    height, least = TIGHTER * cut_height(everyone), least_people(everyone)
    labels = cluster(vectors, beliefs, people, height, least).labels
    count = int(labels.max(initial=UNASSIGNED)) + 1
    phraser = Phraser(settings["language"], settings["spacy_model"])
    tasks = label_tasks(count, coded.assign(moved=False), vectors, labels, {})
    found = []
    for number, label in enumerate(label_themes(tasks, phraser, embedder.encode)):
        own = labels == number
        members = coded[own]
        fields = members["field"].value_counts().sort_index().sort_values(ascending=False)
        found.append(
            Candidate(
                label,
                len(members),
                int(members["participant"].nunique()),
                tuple((str(field), int(times)) for field, times in fields.items()),
                tuple(quotes_of(members, vectors[own])[:_QUOTES]),
            )
        )
    found.sort(key=lambda c: (-c.n_participants, -c.n_segments, c.label))
    return tuple(found[:n])
