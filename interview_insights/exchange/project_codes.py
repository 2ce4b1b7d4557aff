"""Codes that a REFI-QDA project brings along with its texts: those of the people who coded it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.exchange.corrections import Correction, Received
from interview_insights.exchange.qdpx_codes import field_of, fields_by_name
from interview_insights.exchange.qdpx_names import MODEL
from interview_insights.read.qda_codings import Coding, read_codings
from interview_insights.read.transcript import id_of

if TYPE_CHECKING:
    import pandas as pd

    from interview_insights.records import Codebook, Study

_WORD = re.compile(r"\w+")
_NEAR = 60  # words within which a short sentence must follow the one before
_SHORT = 4  # words
_NAMED = 4  # codes that a remark names

Span = tuple[int, int]


@dataclass
class _Told:
    coded: int = 0
    lost: int = 0
    users: set[str] = field(default_factory=set)
    unknown: Counter[str] = field(default_factory=Counter)


def codes_in_projects(study: Study, segments: pd.DataFrame, codebook: Codebook) -> Received:
    """Return the codes that people gave in the study's REFI-QDA projects.

    A sentence has the codes of the stretches that cover at least half of it; the field of a
    code is that of its own name, else of the nearest code above it. What nobody coded is
    left to the model. Codes on a source as a whole, and those that this package's model had
    given before it was exported, are not taken.

    Parameters
    ----------
    study : Study
    segments : DataFrame
        The table ``segments`` of the study.
    codebook : Codebook

    Returns
    -------
    Received
        With a remark for each project that holds codes: whose they are, and what of them
        could not be taken.
    """
    projects = sorted({t.path for t in study.transcripts if t.kind == "qdpx"})
    fields = fields_by_name(codebook)
    corrections: list[Correction] = []
    remarks: list[str] = []
    for path in projects:
        root = Path(study.root)
        codings, texts = read_codings(root if root.is_file() else root / path)
        told = _Told()
        own = segments[segments["path"] == path]
        corrections += _coded(codings, texts, own, fields, told)
        remarks += _remarks(path, told)
    return Received(tuple(corrections), tuple(remarks))


def _coded(
    codings: Sequence[Coding],
    texts: Mapping[str, str],
    segments: pd.DataFrame,
    fields: Mapping[str, str],
    told: _Told,
) -> Iterator[Correction]:
    wanted = [c for c in codings if not c.whole and c.user != MODEL]
    for coding in wanted:
        if field_of(coding.code, fields) is None:
            told.unknown[" / ".join(coding.code)] += 1
    for transcript, own in segments.groupby("transcript", sort=False):
        source, spans = _placed(str(transcript), own, texts)
        here = [c for c in wanted if c.source == source]
        placed = set()
        for row in own[own["role"] == "respondent"].itertuples():
            first, last = spans.get(row.segment_id, (0, 0))
            found: list[str] = []
            for coding in here:
                shared = min(coding.end_char, last) - max(coding.start_char, first)
                name = field_of(coding.code, fields)
                if name and 2 * shared >= last - first > 0:
                    found.append(name)
                    told.users.add(coding.user)
                    placed.add(coding)
            if found:
                told.coded += 1
                # Of several coders' codes the commonest comes first.
                first_two = [name for name, _ in Counter(found).most_common(2)]
                yield Correction(row.segment_id, first_two[0], *first_two[1:])
        told.lost += sum(c not in placed and field_of(c.code, fields) is not None for c in here)


def _placed(
    transcript: str, segments: pd.DataFrame, texts: Mapping[str, str]
) -> tuple[str, dict[str, Span]]:
    """Return the source that a transcript was read from, and its sentences' places in it."""
    likely = [name for name in texts if id_of(name) in transcript] or list(texts)
    rows = list(zip(segments["segment_id"], segments["text"], strict=True))
    found = [(name, _spans(rows, texts[name])) for name in likely]
    return max(found, key=lambda pair: len(pair[1]), default=("", {}))


def _spans(rows: Iterable[tuple[str, str]], text: str) -> dict[str, Span]:
    """Find sentences one after the other by their words: what is between words may differ."""
    words = [(m[0].casefold(), m.span()) for m in _WORD.finditer(text)]
    places: dict[str, list[int]] = {}
    for number, (word, _) in enumerate(words):
        places.setdefault(word, []).append(number)
    spans: dict[str, Span] = {}
    at = 0
    for segment_id, said in rows:
        own = [m[0].casefold() for m in _WORD.finditer(said)]
        begins = next(
            (
                i
                for i in places.get(own[0] if own else "", ())
                if i >= at and [word for word, _ in words[i : i + len(own)]] == own
            ),
            None,
        )
        if begins is None or (len(own) < _SHORT and begins - at > _NEAR):
            continue
        at = begins + len(own)
        spans[segment_id] = (words[begins][1][0], words[at - 1][1][1])
    return spans


def _remarks(path: str, told: _Told) -> Iterator[str]:
    if told.coded:
        people = ", ".join(sorted(user for user in told.users if user))
        by = f" by {people}" if people else ""
        yield f"{path}: {told.coded} sentences come coded{by}; these codes count as a person's."
    if told.lost:
        yield f"{path}: {told.lost} codes stand on no respondent's sentence and were not taken."
    if told.unknown:
        names = ", ".join(f"{name} ({n})" for name, n in told.unknown.most_common(_NAMED))
        more = f" and {len(told.unknown) - _NAMED} more" if len(told.unknown) > _NAMED else ""
        yield (
            f"{path}: codes that are no field of the codebook were not taken: {names}{more}. Name"
            " them as the codebook does, or describe them in one of your own (--codebook)."
        )
