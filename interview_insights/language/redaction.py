"""Identities in a study replaced by placeholders: [Person 1] is the same one in every file."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from interview_insights.language.identities import (
    KINDS,
    Identity,
    find_identities,
    without_overlaps,
)
from interview_insights.language.names_of_people import (
    NAMED_BY_CAPITAL,
    NOBODY,
    POSSESSIVE,
    ROLE_SPEAKER,
    SHORTEST,
    People,
)
from interview_insights.language.place_names import COUNTRIES
from interview_insights.records import Mark, Speaker, Study, Transcript, Turn

if TYPE_CHECKING:
    from spacy.language import Language

_TWICE = re.compile(r"(\[Person \d+\])(?:[_\W]?\1)+")  # a first and a last name


@dataclass
class Ledger:
    """Which identity has which placeholder; ``key`` lists them for whoever may know."""

    _numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    key: list[tuple[str, str]] = field(default_factory=list)
    """Placeholder and the words that it stands for, each pair once."""

    def placeholder(self, kind: str, name: str, words: str) -> str:
        """Return the placeholder of an identity, a new one if it is new.

        Parameters
        ----------
        kind : str
            One of :data:`identities.KINDS`.
        name : str
            What is the same for every way of writing the identity.
        words : str
            As it stands in the text.
        """
        numbers = self._numbers.setdefault(kind, {})
        number = numbers.setdefault(name, len(numbers) + 1)
        made = f"[{KINDS[kind]} {number}]"
        if (made, words) not in self.key:
            self.key.append((made, words))
        return made


@dataclass(frozen=True)
class Redacted:
    """A redacted study, how often what was replaced, and the key to the placeholders."""

    study: Study
    counts: Mapping[str, int]
    key: Sequence[tuple[str, str]]


def redact_study(
    study: Study,
    names: Language | None,
    *,
    business: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Redacted:
    """Replace what could give a person away throughout a study.

    A name found once is replaced wherever it stands, in speakers' and files' names too,
    unless it is also an everyday word.

    Parameters
    ----------
    study : Study
    names : Language or None
        Pipeline that finds persons, places and firms; None finds patterns and the names
        of speakers only.
    business : str
        The firm that the study is about; it is not replaced. Default: the study's name.
    progress : callable, optional
        Called with (transcripts done, transcripts in all).

    Returns
    -------
    Redacted
    """
    found: list[list[list[Identity]]] = []
    for number, transcript in enumerate(study.transcripts, 1):
        found.append(find_identities([turn.text for turn in transcript.turns], names))
        if progress:
            progress(number, len(study.transcripts))
    spared = _spared(business or study.name)
    people = People(
        [[i.text for turn in turns for i in turn if i.kind == "PERSON"] for turns in found],
        [[s.name for s in t.speakers] for t in study.transcripts],
        (turn.text for t in study.transcripts for turn in t.turns),
    )
    work = _Redaction(people, spared)
    transcripts = tuple(
        work.transcript(transcript, turns)
        for transcript, turns in zip(study.transcripts, found, strict=True)
    )
    attributes = {
        work.words(person): {name: work.words(value) for name, value in values.items()}
        for person, values in study.attributes.items()
    }
    redacted = replace(
        study,
        skipped=tuple(replace(s, path=work.words(s.path)) for s in study.skipped),
        transcripts=transcripts,
        attributes=attributes,
        warnings=tuple(work.words(w) for w in study.warnings),
    )
    return Redacted(redacted, work.counts, work.ledger.key)


def _spared(business: str) -> frozenset[str]:
    words = re.findall(r"\w+", business.casefold())
    return frozenset((" ".join(words), *(w for w in words if len(w) > SHORTEST)))


_CAPITAL = re.compile(
    rf"(?<=[\w,;:] )(?P<name>{'|'.join(n.capitalize() for n in sorted(NAMED_BY_CAPITAL))})(?!\w)"
)


def _by_capital(text: str) -> list[Identity]:
    """Find first names that are everyday words: within a sentence the capital tells them."""
    if text == text.upper():
        return []
    return [Identity(*m.span("name"), "PERSON", m["name"]) for m in _CAPITAL.finditer(text)]


class _Redaction:
    def __init__(self, people: People, spared: frozenset[str]) -> None:
        self.ledger = Ledger()
        self.counts: dict[str, int] = {}
        self._people = people
        self._spared = spared
        tokens = sorted(people.tokens, key=lambda t: (-len(t), t))
        self._sweep = (
            # "gethins phone": whoever types in a hurry leaves the apostrophe out.
            re.compile(rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, tokens))})s?(?!\w)", re.I)
            if tokens
            else None
        )

    def transcript(self, transcript: Transcript, found: list[list[Identity]]) -> Transcript:
        turns, at = [], 0
        for turn, identities in zip(transcript.turns, found, strict=True):
            done = self._turn(turn, identities, at)
            turns.append(done)
            at = done.end_char + 1
        return replace(
            transcript,
            id=re.sub(r"[^A-Za-z0-9_.-]+", "_", self.words(transcript.id)).strip("_"),
            path=self.words(transcript.path),
            participant=self.words(transcript.participant),
            turns=tuple(turns),
            speakers=tuple(self._speaker(speaker) for speaker in transcript.speakers),
            warnings=tuple(self.words(warning) for warning in transcript.warnings),
        )

    def _speaker(self, speaker: Speaker) -> Speaker:
        return replace(
            speaker, name=self._name(speaker.name), participant=self.words(speaker.participant)
        )

    def _name(self, speaker: str) -> str:
        if not speaker or ROLE_SPEAKER.fullmatch(speaker.strip()):
            return speaker
        return self.ledger.placeholder("PERSON", self._people.one(speaker), speaker)

    def words(self, text: str) -> str:
        """Replace known names in a short text that is no speech: a path, an id, a warning."""
        if self._sweep is None:
            return text
        parts = re.split(r"([_\W]+)", text)
        whole = "".join(
            self.ledger.placeholder("PERSON", self._people.one(part), part)
            if part.casefold() in self._people.tokens
            else part
            for part in parts
        )
        return _TWICE.sub(r"\1", whole)

    def _turn(self, turn: Turn, identities: list[Identity], at: int) -> Turn:
        replaced = self._replaced(turn.text, identities)
        text, begins, shifts = "", [0], [0]
        last = 0
        for start, end, placeholder in replaced:
            text += turn.text[last:start] + placeholder
            last = end
            begins.append(end)
            shifts.append(len(text) - end)
        text += turn.text[last:]

        def moved(mark: Mark) -> Mark:
            own = mark.start_char - turn.start_char
            shift = shifts[bisect.bisect_right(begins, own) - 1]
            return replace(mark, start_char=at + min(max(own + shift, 0), len(text)))

        return replace(
            turn,
            speaker=self._name(turn.speaker),
            text=text,
            start_char=at,
            end_char=at + len(text),
            marks=tuple(moved(mark) for mark in turn.marks),
        )

    def _replaced(self, text: str, identities: list[Identity]) -> list[tuple[int, int, str]]:
        """Return start, end and placeholder of each stretch of a turn that is replaced."""
        wanted = [i for i in identities if not self._is_spared(i)]
        if self._sweep is not None:
            wanted += [
                Identity(*m.span("name"), "PERSON", m["name"])
                for m in self._sweep.finditer(text)
                if m[0][:1].isupper() or text == text.lower() or m["name"] in self._people.small
            ]
        wanted += _by_capital(text)
        done = []
        for found in without_overlaps(wanted):
            identity = self._told_apart(found)
            name = (
                self._people.one(identity.text)
                if identity.kind == "PERSON"
                else " ".join(identity.text.casefold().split())
            )
            end = identity.end - len(identity.text) + len(POSSESSIVE.sub("", identity.text))
            placeholder = self.ledger.placeholder(identity.kind, name, text[identity.start : end])
            self.counts[identity.kind] = self.counts.get(identity.kind, 0) + 1
            done.append((identity.start, end, placeholder))
        return done

    def _told_apart(self, identity: Identity) -> Identity:
        # Whoever is a person elsewhere in the study is no place here.
        if identity.kind not in ("PLACE", "ORG"):
            return identity
        return (
            replace(identity, kind="PERSON") if self._people.is_person(identity.text) else identity
        )

    def _is_spared(self, identity: Identity) -> bool:
        words = " ".join(re.findall(r"\w+", identity.text.casefold()))
        if identity.kind in ("PERSON", "PLACE", "ORG") and words in NOBODY:
            return True
        if identity.kind == "PLACE":
            return words.removeprefix("the ") in COUNTRIES
        if identity.kind == "ORG":
            return words in self._spared or bool(set(words.split()) & self._spared)
        return False
