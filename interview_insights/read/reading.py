"""What goes into every reader, and what each hands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_insights.records import Role, Utterance


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set about reading.

    ``group_column`` names the column of a table that holds each interview's group;
    ``keep`` names cleanings (:data:`cleaning.CLEANINGS`) that are not done.
    """

    group_column: str = ""
    keep: frozenset[str] = frozenset()


DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class Source:
    """A file with its kind: ``text`` for kinds made of text, ``data`` for the others."""

    path: str
    kind: str
    data: bytes
    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    options: Options = DEFAULTS


@dataclass(frozen=True, slots=True)
class Reading:
    """The utterances of one interview, before they are joined to turns.

    ``legend`` maps a speaker's key (:func:`names.key`) to the role that the file
    states for it. ``assumed`` tells why speakers were made up; it is empty where
    the file names them. ``warnings`` are whole sentences. ``name`` tells interviews
    in one file apart and is empty where the file holds one; ``participant``,
    ``group`` and ``attributes`` are what the file states about its respondent.
    ``cleaned`` counts what the reader took out, by kind of cleaning.
    """

    utterances: tuple[Utterance, ...]
    legend: Mapping[str, Role] = field(default_factory=dict)
    assumed: str = ""
    warnings: tuple[str, ...] = ()
    name: str = ""
    participant: str = ""
    group: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    cleaned: Mapping[str, int] = field(default_factory=dict)
