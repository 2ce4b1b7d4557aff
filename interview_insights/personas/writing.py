"""Personas written from themes, facts and quotes; nothing is invented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_insights.personas.answers import Encode, with_answers
from interview_insights.personas.demographics import KINDS, describe, pays
from interview_insights.personas.grouping import LEAST_MEMBERS, group_people
from interview_insights.personas.names import choose_name
from interview_insights.records import NONE, POLE_FIELD, Codebook, Difference, Persona, Statement

if TYPE_CHECKING:
    import pandas as pd

STATEMENTS = 4
"""Statements a field at the most."""

QUOTES = 3
"""Quotes a statement at the most."""

DIFFERENCES = 4
"""Differences from the other personas at the most."""

_APART = 0.25  # difference of shares from which a theme sets people apart

_FEWEST_PEOPLE = 4  # below it, groups of people are one person and the rest

_QUOTE_WORDS = (7, 30)
# Fields that colour a person but rarely say why they buy.
_BACKGROUND = frozenset({"lifestyle", "interests", "discovery", "communication"})
_STANCES = {"bargain": "Looks for a bargain.", "premium": "Would rather pay for quality."}


def write_personas(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    themes: pd.DataFrame,
    facts: pd.DataFrame,
    codebook: Codebook,
    *,
    seed: int = 0,
    by_group: bool = False,
    groups: Sequence[str] = (),
    encode: Encode | None = None,
) -> tuple[Persona, ...]:
    """Group respondents and describe each group.

    Parameters
    ----------
    segments, codings, themes, facts : DataFrame
        Tables as in docs/frames.md.
    codebook : Codebook
    seed : int, default 0
    by_group : bool, default False
        Write one persona for each group of the study instead of finding them.
    groups : sequence of str
        Groups in the order of the contrast; what people of the first one said answers
        the others' objections.
    encode : callable, optional
        Gives sentence vectors; without it objections have no answers.

    Returns
    -------
    tuple of Persona
        One to four, largest first, or one a group; empty where fewer than two people said
        anything codable.
    """
    import numpy as np

    spoken = _spoken(segments, codings)
    voices = _voices(spoken, themes)
    if len(voices) < LEAST_MEMBERS:
        return ()
    if by_group:
        of = dict(zip(spoken["participant"], spoken["group"], strict=True))
        order = [*groups, *sorted(set(of.values()) - set(groups))]
        order = [group for group in order if group in of.values()]
        labels = np.array([order.index(of[name]) for name in voices.index])
        confidence = (1.0,) * len(order)
    elif len(voices) < _FEWEST_PEOPLE:
        labels = np.zeros(len(voices), dtype=np.int64)
        confidence = (0.0,)
    else:
        grouping = group_people(voices.to_numpy(dtype=float), seed)
        labels, confidence = grouping.labels, grouping.confidence
    objecting = tuple(code.name for code in codebook.codes if code.lens == "barrier")
    personas: list[Persona] = []
    for number in range(int(labels.max()) + 1):
        members = tuple(voices.index[labels == number])
        taken = [persona.name for persona in personas]
        personas.append(
            _persona(members, spoken, voices, themes, facts, codebook, taken, confidence[number])
        )
    if encode and len(groups) > 1:
        return with_answers(personas, spoken, objecting, groups[0], encode)
    return tuple(personas)


def _spoken(segments: pd.DataFrame, codings: pd.DataFrame) -> pd.DataFrame:
    coded = codings[codings["field"] != NONE]
    return coded.merge(
        segments[["segment_id", "participant", "group", "text"]], on="segment_id"
    ).sort_values(["participant", "segment_id"], kind="stable")


def _voices(spoken: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return participants × themes, how often each voiced each."""
    import pandas as pd

    themed = spoken[spoken["theme"].notna()]
    counts = pd.crosstab(themed["participant"], themed["theme"])
    people = sorted(spoken["participant"].unique())
    return counts.reindex(index=people, columns=themes["theme"].tolist(), fill_value=0)


def _persona(
    members: tuple[str, ...],
    spoken: pd.DataFrame,
    voices: pd.DataFrame,
    themes: pd.DataFrame,
    facts: pd.DataFrame,
    codebook: Codebook,
    taken: Sequence[str],
    confidence: float,
) -> Persona:
    own = spoken[spoken["participant"].isin(members)]
    lift = _lift(voices, members, themes)
    fields = {
        field: _statements(own, themes[themes["field"] == field], lift) for field in codebook.fields
    }
    barrier_fields = [code.name for code in codebook.codes if code.lens == "barrier"]
    objections = [s for field in barrier_fields for s in fields[field]]
    stated = facts[facts["participant"].isin(members)]
    demographics = describe(stated, len(members))
    traits = _traits(own, voices, members, themes, codebook)
    groups = own.groupby("group")["participant"].nunique().sort_index()
    return Persona(
        name=choose_name(traits, taken),
        tagline=_tagline(traits, fields, codebook, lift),
        quote=_standing_quote(own, fields, lift),
        participants=members,
        groups={str(group): int(n) for group, n in groups.items()},
        size=len(members),
        demographics=demographics,
        pays=pays(stated, len(members)),
        fields=fields,
        objections=tuple(objections[:STATEMENTS]),
        how_to_reach=(
            *fields.get("discovery", ())[:2],
            *fields.get("communication", ())[:2],
        ),
        confidence=confidence,
        differences=_differences(voices, members, themes),
        unknown=(
            *(field for field, statements in fields.items() if not statements),
            *(kind for kind in KINDS if kind not in demographics),
        ),
    )


def _differences(
    voices: pd.DataFrame, members: Sequence[str], themes: pd.DataFrame
) -> tuple[Difference, ...]:
    """Return the themes that most set the members apart from everybody else."""
    voiced = voices > 0
    inside, outside = voiced.loc[list(members)], voiced.drop(index=list(members))
    if outside.empty:
        return ()
    found = []
    for theme in themes.itertuples():
        gap = float(inside[theme.theme].mean() - outside[theme.theme].mean())
        if gap >= _APART:
            own, others = int(inside[theme.theme].sum()), int(outside[theme.theme].sum())
            said = Difference(theme.label, theme.theme, own, others, len(outside))
            found.append((-gap * (1 + theme.stability), theme.theme, said))
    return tuple(said for _, _, said in sorted(found, key=lambda f: f[:2])[:DIFFERENCES])


def _lift(voices: pd.DataFrame, members: Sequence[str], themes: pd.DataFrame) -> dict[str, float]:
    """Return for each theme how much it is the members' own.

    The share of members who voice it, less half that of the others, weighed by the
    theme's stability: what may be an accident of who was asked should not come first.
    """
    voiced = voices > 0
    inside = voiced.loc[list(members)].mean()
    others = voiced.drop(index=list(members))
    outside = others.mean() if len(others) else inside * 0.0
    stability = dict(zip(themes["theme"], themes["stability"], strict=True))
    own = inside - 0.5 * outside
    return {str(theme): float(value) * (1 + stability[theme]) / 2 for theme, value in own.items()}


def _statements(
    own: pd.DataFrame, themes: pd.DataFrame, lift: dict[str, float]
) -> tuple[Statement, ...]:
    found = []
    for theme in themes.itertuples():
        said = own[own["theme"] == theme.theme]
        if said.empty:
            continue
        rank = {segment: i for i, segment in enumerate(theme.quotes)}
        by_typicality = sorted(said["segment_id"], key=lambda s: (rank.get(s, len(rank)), s))
        people = dict(zip(said["segment_id"], said["participant"], strict=True))
        quotes: list[str] = []
        for segment in by_typicality:
            if people[segment] not in {people[q] for q in quotes}:
                quotes.append(segment)
        found.append(
            Statement(
                statement=theme.label,
                theme=theme.theme,
                n_participants=int(said["participant"].nunique()),
                quotes=tuple(quotes[:QUOTES]),
            )
        )
    found.sort(key=lambda s: (-lift[s.theme] * s.n_participants, -s.n_participants, s.theme))
    return tuple(found[:STATEMENTS])


def _traits(
    own: pd.DataFrame,
    voices: pd.DataFrame,
    members: Sequence[str],
    themes: pd.DataFrame,
    codebook: Codebook,
) -> list[str]:
    """Return what sets the persona apart: a price pole if there is one, then fields."""
    poles = own[(own["field"] == POLE_FIELD) & own["pole"].notna()]["pole"].value_counts()
    traits: list[str] = []
    if len(poles) and poles.iloc[0] >= max(2, 0.65 * poles.sum()):
        traits.append(str(poles.index[0]))
    field_of = dict(zip(themes["theme"], themes["field"], strict=True))
    by_field = voices.T.groupby(voices.columns.map(field_of)).sum().T
    share = by_field.div(by_field.sum(axis=1).clip(lower=1), axis=0)
    inside = share.loc[list(members)].mean()
    outside = share.drop(index=list(members)).mean() if len(members) < len(share) else inside * 0
    mindset = [c.name for c in codebook.codes if c.lens == "mindset" and c.name != POLE_FIELD]
    rest = [c.name for c in codebook.codes if c.lens != "mindset"]
    gain = (inside - outside).fillna(0.0)
    for fields in (mindset, rest):
        traits += sorted(fields, key=lambda f: (-float(gain.get(f, -1.0)), f))
    return traits


def _tagline(
    traits: Sequence[str],
    fields: dict[str, tuple[Statement, ...]],
    codebook: Codebook,
    lift: dict[str, float],
) -> str:
    """Say the price stance if there is one, the strongest driver and the strongest barrier."""
    parts = [_STANCES[trait] for trait in traits if trait in _STANCES]
    for lens, opening in (("driver", "Drawn by"), ("barrier", "Put off by")):
        statements = [s for c in codebook.codes if c.lens == lens for s in fields[c.name]]
        if statements:
            best = max(statements, key=lambda s: (lift[s.theme], s.n_participants, s.theme))
            parts.append(f"{opening} “{best.statement}”.")
    return " ".join(parts) or "Says little that can be coded."


def _standing_quote(
    own: pd.DataFrame, fields: dict[str, tuple[Statement, ...]], lift: dict[str, float]
) -> str:
    """Return the segment id of the quote that stands for the persona."""
    texts = dict(zip(own["segment_id"], own["text"], strict=True))
    low, high = _QUOTE_WORDS
    options = [
        (field in _BACKGROUND, -lift[s.theme], rank, quote)
        for field, statements in fields.items()
        for s in statements
        for rank, quote in enumerate(s.quotes)
        if low <= len(texts[quote].split()) <= high
    ]
    if options:
        return min(options)[-1]
    return str(own["segment_id"].iloc[0])
