"""What every reader hands on: utterances, and what the file itself says about roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interview_insights.records import Role, Utterance


@dataclass(frozen=True, slots=True)
class Reading:
    """The utterances of one file, before they are joined to turns.

    ``legend`` maps a speaker's key (:func:`names.key`) to the role that the file
    states for it. ``assumed`` tells why speakers were made up; it is empty where
    the file names them. ``warnings`` are whole sentences.
    """

    utterances: tuple[Utterance, ...]
    legend: Mapping[str, Role] = field(default_factory=dict)
    assumed: str = ""
    warnings: tuple[str, ...] = ()
