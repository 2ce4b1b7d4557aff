"""The report as data: computed once, rendered by html, word and markdown alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """A respondent's sentence and where to find it.

    ``source`` is file and place ("good/01.vtt, cue 12"), ``time`` is ``mm:ss`` or empty.
    """

    text: str
    participant: str
    group: str
    source: str
    time: str
    question: str


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
    """A theme as shown; ``parts`` are labels of its parts with how many people voice each."""

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


@dataclass(frozen=True, slots=True)
class StatementView:
    """A persona's statement with quotes; ``n`` of ``size`` members voiced it."""

    text: str
    theme: str
    n: int
    quotes: tuple[Quote, ...]


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


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the saturation curve."""

    interviews: int
    themes: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class QualityRow:
    """How one interview was led."""

    transcript: str
    group: str
    questions: int
    talk: float
    coded: float
    advice: str


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
