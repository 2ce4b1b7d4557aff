"""A page for each participant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from interview_insights.records import NONE, Persona
from interview_insights.report.model import PersonView, Quote, TranscriptView, Voiced

if TYPE_CHECKING:
    import pandas as pd

QUOTES = 4
"""Quotes on a participant's page."""

THEMES = 8
"""Themes on a participant's page, those with most of the person's sentences first."""

_WORDS = (7, 45)


def people_of(
    tables: Mapping[str, pd.DataFrame],
    personas: Sequence[Persona],
    labels: Mapping[str, str],
    anchors: Mapping[str, str],
    transcripts: Sequence[TranscriptView],
    quote: Callable[[str], Quote],
) -> tuple[PersonView, ...]:
    """Return every participant, in the order of the study.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``segments``, ``codings``, ``themes`` and ``facts``.
    personas : sequence of Persona
    labels : mapping of str to str
        What each field is called.
    anchors : mapping of str to str
        Where a segment stands among the report's transcripts.
    transcripts : sequence of TranscriptView
    quote : callable
        Gives the quote of a segment id.

    Returns
    -------
    tuple of PersonView
    """
    codings = tables["codings"]
    spoken = tables["segments"][tables["segments"]["role"] == "respondent"].merge(
        codings[codings["primary"]].drop(columns=["source"]), on="segment_id"
    )
    persona_of = {name: p.name for p in personas for name in p.participants}
    place = {view.transcript: (view.path, view.anchor) for view in transcripts}
    themes = {row.theme: row for row in tables["themes"].itertuples()}
    facts = tables["facts"]
    found = []
    for number, name in enumerate(spoken["participant"].unique()):
        rows = spoken[spoken["participant"] == name]
        themed = rows[rows["theme"].notna()]["theme"].value_counts(sort=False)
        voiced = sorted(themed.items(), key=lambda item: (-item[1], item[0]))[:THEMES]
        found.append(
            PersonView(
                name=str(name),
                anchor=f"p{number}",
                group=str(rows["group"].iloc[0]),
                persona=persona_of.get(str(name), ""),
                sentences=len(rows),
                coded=int((rows["field"] != NONE).sum()),
                facts=_facts(facts[facts["participant"] == name]),
                course=tuple(
                    ("" if lens == NONE else lens, labels.get(field, field), anchors.get(at, ""))
                    for lens, field, at in zip(
                        rows["lens"], rows["field"], rows["segment_id"], strict=True
                    )
                ),
                themes=tuple(
                    Voiced(
                        str(theme),
                        themes[theme].label,
                        themes[theme].lens,
                        labels.get(themes[theme].field, themes[theme].field),
                        int(n),
                    )
                    for theme, n in voiced
                ),
                quotes=tuple(quote(at) for at in _telling(rows)),
                transcripts=tuple(
                    place.get(t, (str(rows[rows["transcript"] == t]["path"].iloc[0]), ""))
                    for t in rows["transcript"].unique()
                ),
            )
        )
    return tuple(found)


def _facts(rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(kind), ", ".join(dict.fromkeys(own["normalised"].astype(str))))
        for kind, own in rows.groupby("fact", sort=False)
    )


def _telling(rows: pd.DataFrame) -> list[str]:
    """Choose quotes: surest first, one a field before a second of the same, drivers first."""
    length = rows["text"].str.split().str.len()
    good = rows[(rows["field"] != NONE) & ~rows["review"] & length.between(*_WORDS)]
    good = good.sort_values(["confidence", "segment_id"], ascending=[False, True], kind="stable")
    again = good.groupby("field", sort=False).cumcount()
    mindset = (good["lens"] == "mindset").astype(int)
    ranked = good.assign(again=again, mindset=mindset).sort_values(
        ["again", "mindset"], kind="stable"
    )
    return [str(segment) for segment in ranked["segment_id"][:QUOTES]]
