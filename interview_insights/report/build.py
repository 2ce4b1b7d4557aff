"""From a run's tables to the report as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from interview_insights.records import Persona, Statement
from interview_insights.report.cohorts import cohorts_of, words_of
from interview_insights.report.findings import find_findings
from interview_insights.report.methods import describe_methods
from interview_insights.report.model import (
    Contrast,
    DifferenceView,
    FieldView,
    LensView,
    OutlookView,
    PersonaView,
    Point,
    QualityRow,
    Quote,
    Report,
    Share,
    StatementView,
    ThemeView,
)
from interview_insights.report.next_steps import next_steps
from interview_insights.report.persons import people_of
from interview_insights.report.times import clock
from interview_insights.report.transcripts import anchors_of, transcripts_of

if TYPE_CHECKING:
    import pandas as pd

QUOTES = 5
"""Quotes shown for each theme; all others are in codings.csv."""

_HARDLY = 0.1  # p from which a handful of people is no more than weak evidence
_POOR = 3  # questions of a kind that are shown

TENTATIVE = 0.5
"""Stability under which a theme is marked as tentative."""

EXPLORATORY = 12
"""Participants in a group under which comparisons are called exploratory."""

_QUOTED = ("text", "participant", "group", "path", "place", "start_s", "question")
_LENSES = {
    "driver": ("What drives them", "Goals, reasons to buy and come back, and how they found you."),
    "barrier": ("What stops them", "Hesitations, disappointments and reasons for leaving."),
    "mindset": ("Who they are", "Price stance, habits, values, opinions and preferences."),
}
_CERTAIN = ((0.8, "clear"), (0.6, "fair"), (0.0, "loose"))


def build_report(
    manifest: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    personas: Sequence[Persona],
    words: pd.DataFrame | None = None,
    outlooks: Sequence[tuple[Any, ...]] = (),
) -> Report:
    """Compute the report of a run.

    Parameters
    ----------
    manifest : mapping
        What run.json holds.
    tables : mapping of str to DataFrame
        Every table of docs/frames.md.
    personas : sequence of Persona
    words : DataFrame, optional
        Words that set groups apart, as ``compare.word_contrast`` gives them.
    outlooks : sequence of tuple
        Lens (empty for all), themes met, expected, lower and upper end, interviews still
        needed, interviews after which little new came up.

    Returns
    -------
    Report
    """
    anchors = anchors_of(tables["segments"])
    quotes = _Quotes(tables["segments"], anchors)
    labels = {code["name"]: code["label"] for code in manifest["codebook"]}
    views = _theme_views(manifest, tables, quotes, labels)
    counts = manifest["counts"]
    smallest = min(counts["participants"].values(), default=0)
    groups = tuple((g, counts["participants"].get(g, 0)) for g in manifest["groups"])
    lenses = _lenses(manifest, views)
    transcripts = transcripts_of(tables, anchors, labels)
    return Report(
        name=manifest["name"],
        version=manifest["version"],
        groups=groups,
        interviews=counts["transcripts"],
        sentences=counts["sentences"],
        coded=counts["coded"],
        unassigned=counts["unassigned"],
        review=counts["review"],
        n_themes=counts["themes"],
        exploratory=smallest < EXPLORATORY,
        findings=find_findings(views, tuple(manifest["groups"])),
        lenses=lenses,
        personas=tuple(_persona(p, quotes, labels) for p in personas),
        saturation=tuple(
            Point(int(r.interviews), float(r.themes), float(r.themes_low), float(r.themes_high))
            for r in tables["saturation"].itertuples()
        ),
        quality=_quality(tables["quality"], quotes, labels),
        warnings=tuple(manifest["warnings"]),
        skipped=tuple((s["path"], s["reason"], s["hint"]) for s in manifest["skipped"]),
        ignored=manifest["ignored"],
        methods=describe_methods(manifest),
        changes=tuple(manifest.get("changes", ())),
        next_steps=next_steps(manifest, tables, views),
        cohorts=cohorts_of(lenses, groups),
        outlooks=tuple(
            OutlookView(_LENSES.get(lens, (lens or "All", ""))[0], *figures)
            for lens, *figures in outlooks
        ),
        words=words_of(words, manifest["groups"]),
        people=people_of(tables, personas, labels, anchors, transcripts, quotes),
        transcripts=transcripts,
    )


class _Quotes:
    """Quotes by segment id."""

    def __init__(self, segments: pd.DataFrame, anchors: Mapping[str, str]) -> None:
        rows = segments[["segment_id", *_QUOTED]].itertuples(index=False, name=None)
        self._rows = {segment: rest for segment, *rest in rows}
        self._anchors = anchors

    def __call__(self, segment_id: str) -> Quote:
        text, participant, group, path, place, start, question = self._rows[segment_id]
        return Quote(
            text=text,
            participant=participant,
            group=group,
            source=f"{path}, {place}",
            time=clock(start),
            question=question,
            anchor=self._anchors.get(segment_id, ""),
        )


def _theme_views(
    manifest: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    quotes: _Quotes,
    labels: Mapping[str, str],
) -> tuple[ThemeView, ...]:
    voiced, people = _voiced(tables)
    contrasts = {row.theme: row for row in tables["contrasts"].itertuples()}
    sizes = manifest["counts"]["participants"]
    parts: dict[str, list[tuple[str, int]]] = {}
    for part in tables["subthemes"].itertuples():
        parts.setdefault(part.theme, []).append((part.label, part.n_participants))
    views = []
    for theme in tables["themes"].itertuples():
        shares = []
        for group in manifest["groups"]:
            mentions, n = voiced.get((theme.theme, group), 0), sizes.get(group, 0)
            shares.append(Share(group, mentions, n, mentions / n if n else 0.0))
        views.append(
            ThemeView(
                theme=theme.theme,
                label=theme.label,
                lens=theme.lens,
                field=theme.field,
                field_label=labels.get(theme.field, theme.field),
                n_segments=theme.n_segments,
                n_participants=theme.n_participants,
                keywords=tuple(theme.keywords),
                stability=theme.stability,
                tentative=theme.stability < TENTATIVE,
                new=bool(theme.new),
                shares=tuple(shares),
                contrast=_contrast(contrasts.get(theme.theme)),
                quotes=tuple(quotes(q) for q in theme.quotes[:QUOTES]),
                parts=tuple(parts.get(theme.theme, ())),
                people=people.get(theme.theme, ()),
            )
        )
    return tuple(views)


def _voiced(
    tables: Mapping[str, pd.DataFrame],
) -> tuple[dict[tuple[str, str], int], dict[str, tuple[str, ...]]]:
    """Return how many people of a group voice each theme, and who voices it."""
    codings = tables["codings"]
    themed = codings[codings["theme"].notna()].merge(
        tables["segments"][["segment_id", "participant", "group"]], on="segment_id"
    )
    counts = themed.groupby(["theme", "group"])["participant"].nunique()
    who = {
        str(theme): tuple(rows.unique()) for theme, rows in themed.groupby("theme")["participant"]
    }
    return {key: int(n) for key, n in counts.items()}, who


def _contrast(row: Any) -> Contrast | None:
    if row is None:
        return None
    return Contrast(
        difference=row.difference,
        low=row.ci_low,
        high=row.ci_high,
        p_value=row.p_value,
        q_value=row.q_value,
        leans=row.leans,
        strength=_strength(row),
    )


def _strength(row: Any) -> str:
    if row.q_value < 0.05:
        return "strong"
    if (row.ci_low > 0 or row.ci_high < 0) and row.p_value < _HARDLY:
        return "moderate"
    return "weak" if row.leans != "both" else "none"


def _lenses(manifest: Mapping[str, Any], views: Sequence[ThemeView]) -> tuple[LensView, ...]:
    lenses = []
    for lens in dict.fromkeys(code["lens"] for code in manifest["codebook"]):
        fields = []
        for code in manifest["codebook"]:
            own = [v for v in views if v.field == code["name"] and v.lens == lens]
            if own:
                fields.append(FieldView(code["name"], code["label"], tuple(own)))
        title, lead = _LENSES.get(lens, (lens.replace("_", " ").capitalize(), ""))
        if fields:
            lenses.append(LensView(lens, title, lead, tuple(fields)))
    return tuple(lenses)


def _persona(persona: Persona, quotes: _Quotes, labels: Mapping[str, str]) -> PersonaView:
    def views(statements: Sequence[Statement]) -> tuple[StatementView, ...]:
        return tuple(
            StatementView(
                s.statement,
                s.theme,
                s.n_participants,
                tuple(map(quotes, s.quotes)),
                tuple(map(quotes, s.answers)),
            )
            for s in statements
        )

    return PersonaView(
        name=persona.name,
        tagline=persona.tagline,
        quote=quotes(persona.quote) if persona.quote else None,
        size=persona.size,
        groups=tuple(persona.groups.items()),
        participants=persona.participants,
        demographics=tuple(persona.demographics.items()),
        fields=tuple((labels.get(f, f), views(s)) for f, s in persona.fields.items()),
        objections=views(persona.objections),
        how_to_reach=views(persona.how_to_reach),
        confidence=persona.confidence,
        certainty=next(word for least, word in _CERTAIN if persona.confidence >= least),
        pays=persona.pays,
        differences=tuple(
            DifferenceView(d.statement, d.theme, d.n_participants, d.others, d.n_others)
            for d in persona.differences
        ),
        unknown=tuple(labels.get(name, name.replace("_", " ")).lower() for name in persona.unknown),
    )


def _quality(
    table: pd.DataFrame, quotes: _Quotes, labels: Mapping[str, str]
) -> tuple[QualityRow, ...]:
    return tuple(
        QualityRow(
            row.transcript,
            row.group,
            int(row.questions),
            float(row.interviewer_talk),
            float(row.coded),
            row.advice or "",
            float(row.open),
            tuple(map(quotes, row.leading_at[:_POOR])),
            tuple(map(quotes, row.hypothetical_at[:_POOR])),
            tuple(labels.get(field, field) for field in row.silent),
        )
        for row in table.itertuples()
    )
