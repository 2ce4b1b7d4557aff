"""Which tiers of an ELAN file hold what is said, and by whom.

ELAN knows tiers, not speakers: words may stand in a root tier or in a child of a tier
that only parts the time, beside translations, glosses, gestures and notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interview_insights.records import NO_TIME

# Parts of the names of tiers and their types. Whole beginnings, for "Filipa" and "Rutter"
# are people.
_SAID = re.compile(
    r"^(?:orth|transcr|transkr|utter|speech|spch|spoken|text|verbatim|phrase|sentence|tx$|ort$"
    r"|äußerung|aeusserung|default$|lt$|tier$|words$)",
    re.I,
)
_NOT_SAID = re.compile(
    r"^(?:transl|übers|uebers|gloss|ft|fg|ge$|pos$|morph|lemma|gest|gaze|rgu$|lgu$|notes?$"
    r"|comment|komment|topics?$|themes?$|cod(?:e|es|ing|ings)$|pron$|phon|ipa$|refs?$|wordt?$"
    r"|token|memos?$|actions?$|noises?$|id$|field$)",
    re.I,
)
_PARTS = re.compile(r"[\s_.:/\-@()]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW = 8
_DEEPEST = 8  # tiers above one another; a loop of them ends here too


@dataclass(slots=True, eq=False)
class Annotation:
    """One annotation; ``number`` is its place in the file, ``key`` orders it in time."""

    text: str
    number: int
    start_s: float = NO_TIME
    end_s: float = NO_TIME
    key: tuple[float, int] = (0.0, 0)


@dataclass(slots=True, eq=False)
class Tier:
    """One tier; ``coded`` says that its words come from a controlled vocabulary."""

    name: str
    participant: str = ""
    parent: str = ""
    kind: str = ""
    coded: bool = False
    annotations: list[Annotation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Voice:
    """A tier that is read, and whose words it holds."""

    speaker: str
    tier: Tier


def voices_of(tiers: Sequence[Tier]) -> tuple[tuple[Voice, ...], tuple[str, ...]]:
    """Choose one tier for each speaker.

    Parameters
    ----------
    tiers : sequence of Tier

    Returns
    -------
    voices : tuple of Voice
    left_out : tuple of str
        A sentence about the tiers with words that are not read.
    """
    filled = [tier for tier in tiers if any(a.text.strip() for a in tier.annotations)]
    lineage = _lineages(tiers)
    groups: dict[str, list[Tier]] = {}
    by_root = _one_name_for_all(filled, lineage)
    for tier in filled:
        line = lineage[id(tier)]
        who = "" if by_root else next((t.participant for t in line if t.participant), "")
        at = next((t.name.rpartition("@")[2] for t in line if "@" in t.name), "")
        groups.setdefault(who or at or line[-1].name, []).append(tier)
    best: list[tuple[int, Tier]] = []
    for group in groups.values():
        ranked = [
            (_score(t), -len(lineage[id(t)]), sum(len(a.text) for a in t.annotations), -n)
            for n, t in enumerate(group)
        ]
        chosen = max(ranked)
        best.append((chosen[0], group[-chosen[3]]))
    floor = min(0, max((score for score, _ in best), default=0))
    chosen_tiers = [tier for score, tier in best if score >= floor]
    named = _speakers(chosen_tiers, lineage, by_root)
    voices = tuple(Voice(name, t) for name, t in zip(named, chosen_tiers, strict=True))
    read = {id(tier) for tier in chosen_tiers}
    return voices, _left_out([tier for tier in filled if id(tier) not in read])


def _lineages(tiers: Sequence[Tier]) -> dict[int, list[Tier]]:
    """Return each tier, by its identity, with the tiers above it, the root last."""
    by_name = {tier.name: tier for tier in tiers}
    lines: dict[int, list[Tier]] = {}
    for tier in tiers:
        line, here = [tier], by_name.get(tier.parent)
        while here is not None and here not in line and len(line) < _DEEPEST:
            line.append(here)
            here = by_name.get(here.parent)
        lines[id(tier)] = line
    return lines


def _one_name_for_all(filled: Sequence[Tier], lineage: dict[int, list[Tier]]) -> bool:
    """Whether all tiers name one participant: then it names the recording, not the voices."""
    names = {next((t.participant for t in lineage[id(f)] if t.participant), "") for f in filled}
    spoken = {lineage[id(f)][-1].name for f in filled if _score(f) > 0}
    return len(names) == 1 and len(spoken) > 1


def _score(tier: Tier) -> int:
    """Return how surely a tier holds what is said."""
    values = [a.text.strip() for a in tier.annotations if a.text.strip()]
    words = sum(len(v.split()) for v in values) / max(1, len(values))
    parts = [*_PARTS.split(tier.name.partition("@")[0]), *_PARTS.split(tier.kind)]
    said = any(_SAID.search(part) for part in parts if part)
    beside = any(_NOT_SAID.search(part) for part in parts if part)
    repeated = len(values) >= _FEW and len(set(values)) < 0.25 * len(values) and words < 2
    return (
        (1 if words >= 1.5 else 0)
        + (2 if said and not beside else 0)
        - (3 if beside else 0)
        - (4 if tier.coded or repeated else 0)
        - (5 if not any(_WORD.search(value) for value in values) else 0)
    )


def _speakers(chosen: Sequence[Tier], lineage: dict[int, list[Tier]], by_root: bool) -> list[str]:
    """Name the chosen tiers' speakers: by participant, by what follows "@", else by tier."""
    named: list[str] = []
    parts = [_PARTS.split(lineage[id(t)][-1].name) for t in chosen]
    shared = set.intersection(*({p.casefold() for p in own} for own in parts)) if parts else set()
    for tier, own in zip(chosen, parts, strict=True):
        line = lineage[id(tier)]
        stated = "" if by_root else next((t.participant for t in line if t.participant), "")
        at = next((t.name.rpartition("@")[2] for t in line if "@" in t.name), "")
        rest = [
            p
            for p in own
            if p and not _SAID.search(p) and not (len(chosen) > 1 and p.casefold() in shared)
        ]
        named.append((stated or at or " ".join(rest)).strip())
    return named


def _left_out(tiers: Sequence[Tier]) -> tuple[str, ...]:
    if not tiers:
        return ()
    shown = ", ".join(f'"{tier.name}"' for tier in tiers[:6])
    more = f" and {len(tiers) - 6} more" if len(tiers) > 6 else ""
    what = "tier was" if len(tiers) == 1 else "tiers were"
    count = sum(len(tier.annotations) for tier in tiers)
    annotations = "1 annotation" if count == 1 else f"{count} annotations"
    return (
        f"{len(tiers)} {what} taken as no speech and left out, with {annotations}: {shown}{more}.",
    )
