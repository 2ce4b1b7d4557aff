"""ELAN files (.eaf) and ELAN's tab-delimited export.

Read with defusedxml: pympi-ling 1.71 parses with the standard library, so that entities
are expanded, reads only from a path, and refuses files without a schema's address or with
fractions in their times. It gives tiers, too, not speakers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read.elan_tiers import Annotation, Tier, voices_of
from interview_insights.read.elan_times import TimeOrder, anchored
from interview_insights.read.payload import with_names
from interview_insights.read.reading import Reading, Source
from interview_insights.read.xml_events import local_name, parse_events
from interview_insights.records import Place, Utterance

_HINT = "Open it in ELAN and save it again, or export it as tab-delimited text."
# Seconds per unit of a time slot.
_UNITS = {"NTSC-frames": 1001 / 30_000, "PAL-frames": 1 / 25}


@dataclass(slots=True)
class Linked:
    """An annotation of an .eaf file with what its time hangs on."""

    annotation: Annotation
    id: str
    slots: tuple[str, str] | None
    parent: str
    previous: str


@dataclass(slots=True)
class _Document:
    """Target of :func:`parse_events`; collects tiers, annotations and time slots."""

    order: TimeOrder = field(default_factory=TimeOrder)
    tiers: list[Tier] = field(default_factory=list)
    linked: list[Linked] = field(default_factory=list)
    coded: set[str] = field(default_factory=set)
    is_eaf: bool = False
    _unit: float = 0.001
    _value: list[str] | None = None

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name = local_name(tag)
        if name == "ANNOTATION_DOCUMENT":
            self.is_eaf = True
        elif name == "HEADER":
            self._unit = _UNITS.get(attrs.get("TIME_UNITS", ""), 0.001)
        elif name == "TIME_SLOT":
            self.order.add(attrs.get("TIME_SLOT_ID", ""), attrs.get("TIME_VALUE"), self._unit)
        elif name == "TIER":
            self.tiers.append(
                Tier(
                    attrs.get("TIER_ID", "").strip(),
                    " ".join(attrs.get("PARTICIPANT", "").split()),
                    attrs.get("PARENT_REF", "").strip(),
                    attrs.get("LINGUISTIC_TYPE_REF", ""),
                )
            )
        elif name == "LINGUISTIC_TYPE" and attrs.get("CONTROLLED_VOCABULARY_REF"):
            self.coded.add(attrs.get("LINGUISTIC_TYPE_ID", ""))
        elif name in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION") and self.tiers:
            self._annotation(attrs)
        elif name == "ANNOTATION_VALUE":
            self._value = []

    def _annotation(self, attrs: dict[str, str]) -> None:
        number = len(self.linked) + 1
        annotation = Annotation("", number)
        self.tiers[-1].annotations.append(annotation)
        first, last = attrs.get("TIME_SLOT_REF1"), attrs.get("TIME_SLOT_REF2")
        self.linked.append(
            Linked(
                annotation,
                attrs.get("ANNOTATION_ID") or f"#{number}",
                (first, last or "") if first else None,
                attrs.get("ANNOTATION_REF", ""),
                attrs.get("PREVIOUS_ANNOTATION", ""),
            )
        )

    def end(self, tag: str) -> None:
        if local_name(tag) == "ANNOTATION_VALUE" and self._value is not None:
            if self.linked:
                self.linked[-1].annotation.text = "".join(self._value)
            self._value = None

    def data(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def close(self) -> Any:
        return self


def read_eaf(source: Source) -> tuple[Reading, ...]:
    """Read an ELAN file.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One. Places are annotations, in the order in which the file holds them. A time
        slot without a value gives its place in the order, but no time.

    Raises
    ------
    ReadError
        The XML is damaged or declares entities, or no tier holds words.
    """
    document = _Document()
    parse_events(source.text, document, source.path, _HINT)
    if not document.is_eaf:
        raise ReadError("This is no ELAN file.", path=source.path, hint=_HINT)
    anchored(document.linked, document.order)
    for tier in document.tiers:
        tier.coded = tier.kind in document.coded
    return (reading_of(_unique(document.tiers), "annotation", source.path),)


def _unique(tiers: list[Tier]) -> list[Tier]:
    """Give tiers of one name, which ELAN forbids but others write, names of their own."""
    seen: dict[str, int] = {}
    for tier in tiers:
        seen[tier.name] = count = seen.get(tier.name, 0) + 1
        if count > 1:
            tier.name = f"{tier.name} ({count})"
    return tiers


def reading_of(tiers: list[Tier], place: str, path: str, name: str = "") -> Reading:
    """Return the interview that some tiers hold, its utterances in order of time.

    Parameters
    ----------
    tiers : list of Tier
    place : {"annotation", "row"}
        What the annotations' numbers count.
    path : str
        For the message.
    name : str
        Of the interview, where a file holds several.

    Returns
    -------
    Reading

    Raises
    ------
    ReadError
        No tier holds words.
    """
    voices, told = voices_of(tiers)
    if not voices:
        raise ReadError("No tier holds words.", path=path, hint="Check the transcript in ELAN.")
    spoken = [
        (annotation.key, at, annotation.number, voice.speaker, annotation)
        for at, voice in enumerate(voices)
        for annotation in voice.tier.annotations
        if annotation.text.strip()
    ]
    spoken.sort(key=lambda entry: (entry[0][0], entry[1], entry[0][1], entry[2]))
    utterances = [
        Utterance(speaker, a.text, Place(place, a.number), a.start_s, a.end_s)
        for _, _, _, speaker, a in spoken
    ]
    return Reading(with_names(utterances), warnings=told, name=name)
