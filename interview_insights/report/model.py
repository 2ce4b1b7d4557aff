"""The report as data: computed once, rendered by html, word and markdown alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """A respondent's sentence and where to find it.

    ``source`` is file and place ("good/01.vtt, cue 12"), ``time`` is ``mm:ss`` or empty;
    ``anchor`` is its place among the report's transcripts, empty where these are left out.
    """

    text: str
    participant: str
    group: str
    source: str
    time: str
    question: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many participants of a group voiced something; ``share`` is 0–1."""

    group: str
    mentions: int
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """A difference of shares with its 95 % interval, p and q (NaN-free)."""

    difference: float
    low: float
    high: float
    p_value: float
    q_value: float
    leans: str
    strength: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme as shown.

    ``parts`` are labels of its parts with how many people voice each; ``people`` names the
    participants who voice it.
    """

    theme: str
    label: str
    lens: str
    field: str
    field_label: str
    n_segments: int
    n_participants: int
    keywords: tuple[str, ...]
    stability: float
    tentative: bool
    new: bool
    shares: tuple[Share, ...]
    contrast: Contrast | None
    quotes: tuple[Quote, ...]
    parts: tuple[tuple[str, int], ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field with its themes, widest spread first."""

    name: str
    label: str
    themes: tuple[ThemeView, ...]


@dataclass(frozen=True, slots=True)
class LensView:
    """A lens with its fields; fields without themes are left out."""

    name: str
    title: str
    lead: str
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence worth telling, how strong its evidence is, and a quote."""

    text: str
    strength: str
    theme: str
    quote: Quote | None
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class StatementView:
    """A persona's statement with quotes; ``n`` of ``size`` members voiced it."""

    text: str
    theme: str
    n: int
    quotes: tuple[Quote, ...]
    answers: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A theme that sets a persona apart: ``n`` of its members, ``others`` of everybody else."""

    text: str
    theme: str
    n: int
    others: int
    n_others: int


@dataclass(frozen=True, slots=True)
class PersonaView:
    """A persona as shown; ``fields`` holds every field, empty where nothing was said."""

    name: str
    tagline: str
    quote: Quote | None
    size: int
    groups: tuple[tuple[str, int], ...]
    participants: tuple[str, ...]
    demographics: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, tuple[StatementView, ...]], ...]
    objections: tuple[StatementView, ...]
    how_to_reach: tuple[StatementView, ...]
    confidence: float
    certainty: str
    pays: str = ""
    differences: tuple[DifferenceView, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the saturation curve."""

    interviews: int
    themes: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class QualityRow:
    """How one interview was led; ``silent`` names the fields that did not come up."""

    transcript: str
    group: str
    questions: int
    talk: float
    coded: float
    advice: str
    open: float = 0.0
    leading: tuple[Quote, ...] = ()
    hypothetical: tuple[Quote, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voiced:
    """A theme in a view of people: who ``n`` counts depends on the view."""

    theme: str
    label: str
    lens: str
    field_label: str
    n: int
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class OutlookView:
    """What more interviews would bring, for one lens or for all (``title`` is then "All")."""

    title: str
    met: int
    expected: float
    low: float
    high: float
    more: int | None
    saturated: int | None


@dataclass(frozen=True, slots=True)
class CohortView:
    """A group's widest spread themes, lens by lens."""

    group: str
    n: int
    lenses: tuple[tuple[str, tuple[Voiced, ...]], ...]


@dataclass(frozen=True, slots=True)
class WordView:
    """Words that mark a group's speech, strongest first, with uses by it and by the others."""

    group: str
    words: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of a transcript; ``lens`` is empty where it is not coded."""

    anchor: str
    text: str
    lens: str = ""
    field_label: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class TurnView:
    """One speaker's turn."""

    role: str
    speaker: str
    time: str
    sentences: tuple[SentenceView, ...]


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """A transcript as it was read."""

    transcript: str
    anchor: str
    path: str
    group: str
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """One participant: stated facts, course of the interview, themes, quotes, persona.

    ``course`` has the lens of each sentence in the order said, empty for none, with the
    sentence's anchor; ``themes`` count this person's sentences.
    """

    name: str
    anchor: str
    group: str
    persona: str
    sentences: int
    coded: int
    facts: tuple[tuple[str, str], ...]
    course: tuple[tuple[str, str, str], ...]
    themes: tuple[Voiced, ...]
    quotes: tuple[Quote, ...]
    transcripts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that a rendering shows, in the order in which it shows it."""

    name: str
    version: str
    groups: tuple[tuple[str, int], ...]
    interviews: int
    sentences: int
    coded: int
    unassigned: int
    review: int
    n_themes: int
    exploratory: bool
    findings: tuple[Finding, ...]
    lenses: tuple[LensView, ...]
    personas: tuple[PersonaView, ...]
    saturation: tuple[Point, ...]
    quality: tuple[QualityRow, ...]
    warnings: tuple[str, ...]
    skipped: tuple[tuple[str, str, str], ...]
    ignored: int
    methods: tuple[tuple[str, str], ...]
    next_steps: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()
    cohorts: tuple[CohortView, ...] = ()
    outlooks: tuple[OutlookView, ...] = ()
    words: tuple[WordView, ...] = ()
    people: tuple[PersonView, ...] = ()
    transcripts: tuple[TranscriptView, ...] = ()


CONTRAST_ROWS = 20
"""Themes in the plot of differences."""


def themes_of(report: Report) -> tuple[ThemeView, ...]:
    """Return all themes of a report in its order."""
    return tuple(t for lens in report.lenses for field in lens.fields for t in field.themes)


def most_different(report: Report, most: int = CONTRAST_ROWS) -> tuple[ThemeView, ...]:
    """Return the themes whose shares differ most between the groups, ordered by difference."""
    compared = [t for t in themes_of(report) if t.contrast]
    compared.sort(key=lambda t: (-abs(t.contrast.difference) if t.contrast else 0.0, t.theme))
    return tuple(
        sorted(
            compared[:most],
            key=lambda t: (-(t.contrast.difference if t.contrast else 0), t.theme),
        )
    )
