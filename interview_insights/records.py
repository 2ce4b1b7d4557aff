"""The things that flow through the package, as frozen dataclasses.

Standard library only, so that any module may import this one at no cost.
Offsets are half-open code points into :attr:`Transcript.text`; times are
seconds as float, NaN where a file has none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Role = Literal["interviewer", "respondent", "other"]

LENSES: tuple[str, ...] = ("driver", "barrier", "mindset")
"""The lenses of the default codebook, in the order in which reports show them."""

AS_CODED = "as_coded"
"""Column of exported codings that keeps what the sentence was coded as then."""

NONE = "none"
"""The code of a sentence that says nothing codable."""

POLE_FIELD = "price_orientation"
"""The field whose sentences lean to a bargain or to a more refined experience."""

NO_TIME = math.nan


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands: ``kind`` and a number from 1.

    ``kind`` is ``"line"``, ``"row"``, ``"paragraph"``, ``"page"``, ``"cue"``,
    ``"segment"`` or ``"annotation"``.
    """

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a reader takes from a file: one stretch of one speaker's words.

    ``speaker`` is empty where the file names none.
    """

    speaker: str
    text: str
    place: Place
    start_s: float = NO_TIME
    end_s: float = NO_TIME


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an utterance begins in a transcript's text, in its file and in time."""

    start_char: int
    place: Place
    start_s: float = NO_TIME
    end_s: float = NO_TIME


@dataclass(frozen=True, slots=True)
class Turn:
    """Consecutive utterances of one speaker, joined.

    ``start_char`` and ``end_char`` are code points into the transcript's text;
    ``index`` counts turns from 0; ``place`` is where the turn begins in the file;
    ``marks`` has one entry for each utterance that was joined, in order.
    """

    index: int
    speaker: str
    role: Role
    text: str
    start_char: int
    end_char: int
    place: Place
    start_s: float = NO_TIME
    end_s: float = NO_TIME
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice of a transcript: its role, how sure that is (0–1), and why.

    ``participant`` and ``group`` are empty where they are the transcript's own; in a
    group discussion each respondent is a participant.
    """

    name: str
    role: Role
    confidence: float
    reason: str
    turns: int
    words: int
    participant: str = ""
    group: str = ""


@dataclass(frozen=True)
class Transcript:
    """One interview as read.

    ``path`` is relative to the study's folder, with forward slashes; a file may hold
    several interviews. ``id`` is unique in the study and is the first part of every
    segment id. ``cleaned`` counts what was taken out of the words, by kind of cleaning.
    """

    id: str
    path: str
    kind: str
    encoding: str
    sha256: str
    participant: str
    group: str
    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...] = ()
    language: str = ""
    warnings: tuple[str, ...] = ()
    cleaned: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The turns' texts, joined with line feeds; offsets point into it."""
        return "\n".join(turn.text for turn in self.turns)

    @property
    def words(self) -> int:
        """Number of words in all turns."""
        return sum(len(turn.text.split()) for turn in self.turns)

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups of the respondents, each once; usually one."""
        of = [s.group or self.group for s in self.speakers if s.role == "respondent"]
        return tuple(dict.fromkeys(of or [self.group]))

    @property
    def timed(self) -> bool:
        """Whether any turn has a start time."""
        return any(not math.isnan(turn.start_s) for turn in self.turns)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, why, and what to do about it."""

    path: str
    reason: str
    hint: str = ""


@dataclass(frozen=True)
class Study:
    """All transcripts of a folder.

    ``attributes`` maps a participant to the further columns of participants.csv;
    ``ignored`` counts hidden, temporary and settings files.
    """

    name: str
    root: str
    transcripts: tuple[Transcript, ...]
    skipped: tuple[Skipped, ...] = ()
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    ignored: int = 0

    @property
    def groups(self) -> tuple[str, ...]:
        """Group names in order of first appearance."""
        return tuple(dict.fromkeys(g for t in self.transcripts for g in t.groups))


@dataclass(frozen=True, slots=True)
class Code:
    """One field of a codebook."""

    name: str
    lens: str
    label: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """Codes in reporting order; ``none`` is implied and not among them."""

    name: str
    version: str
    codes: tuple[Code, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the codes."""
        return tuple(code.name for code in self.codes)

    @property
    def lenses(self) -> tuple[str, ...]:
        """Lenses in order of first appearance."""
        return tuple(dict.fromkeys(code.lens for code in self.codes))

    def lens_of(self, field_name: str) -> str:
        """Lens of a field; ``"none"`` for ``"none"``."""
        if field_name == NONE:
            return NONE
        return self[field_name].lens

    def __getitem__(self, field_name: str) -> Code:
        for code in self.codes:
            if code.name == field_name:
                return code
        raise KeyError(field_name)


@dataclass(frozen=True)
class Beliefs:
    """How likely each field is for each respondent sentence.

    ``chances`` is an array of shape (sentences, labels), rows summing to 1; ``labels``
    are the fields and none; ``poles`` holds each sentence's, were it a price stance.
    """

    segment_ids: tuple[str, ...]
    labels: tuple[str, ...]
    chances: Any
    poles: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a persona, borne by quotes of its members.

    ``n_participants`` of ``size`` members voiced it; ``quotes`` are segment ids, and so
    are ``answers``: what customers of the first group said to the same matter, for
    objections only.
    """

    statement: str
    theme: str
    n_participants: int
    quotes: tuple[str, ...]
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """What sets a persona apart: a theme that more of its members voice than of the others."""

    statement: str
    theme: str
    n_participants: int
    others: int
    n_others: int


@dataclass(frozen=True, slots=True)
class Persona:
    """A kind of customer, found in what respondents said.

    ``fields`` maps every field of the codebook to its statements (empty: not
    mentioned); ``demographics`` maps a kind of fact to what members stated;
    ``confidence`` (0–1) is how often two members stay together when the themes
    are resampled; ``pays`` sums up the prices
    that members named; ``unknown`` names the fields and facts that no member spoke of.
    """

    name: str
    tagline: str
    quote: str
    participants: tuple[str, ...]
    groups: Mapping[str, int]
    size: int
    demographics: Mapping[str, str]
    fields: Mapping[str, tuple[Statement, ...]]
    objections: tuple[Statement, ...]
    how_to_reach: tuple[Statement, ...]
    confidence: float
    pays: str = ""
    differences: tuple[Difference, ...] = ()
    unknown: tuple[str, ...] = ()
