"""Codes by people: what they say, and how they change the codings of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_insights import frames
from interview_insights.records import NONE, POLE_FIELD, Codebook

if TYPE_CHECKING:
    import pandas as pd

HUMAN = "human"
CODINGS = "Codings"  # the sheet of a workbook
POLES = ("bargain", "premium")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says a sentence is about.

    Parameters
    ----------
    segment_id : str
        The sentence.
    field : str
        Field of the codebook, or ``none``.
    second : str
        A second field; empty for none.
    pole : str
        ``bargain``, ``premium`` or empty; counts on price_orientation only.
    """

    segment_id: str
    field: str
    second: str = ""
    pole: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence whose codes are others than before, written as ``field + second (pole)``."""

    segment_id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Received:
    """What a file brought: codes by people, and a remark on each thing that was not taken."""

    corrections: tuple[Correction, ...]
    remarks: tuple[str, ...] = ()


def as_coded(codings: pd.DataFrame) -> dict[str, Correction]:
    """Return the codes of each sentence, in the form of a correction."""
    found: dict[str, Correction] = {}
    second = dict(codings[~codings["primary"]][["segment_id", "field"]].to_numpy())
    poles = dict(codings[codings["pole"].notna()][["segment_id", "pole"]].to_numpy())
    for row in codings[codings["primary"]].itertuples():
        found[row.segment_id] = Correction(
            row.segment_id,
            row.field,
            second.get(row.segment_id, ""),
            poles.get(row.segment_id, ""),
        )
    return found


def checked(
    corrections: Iterable[Correction], known: Iterable[str], codebook: Codebook
) -> Received:
    """Sort out what cannot be taken.

    Parameters
    ----------
    corrections : iterable of Correction
    known : iterable of str
        Ids of the run's respondent sentences.
    codebook : Codebook

    Returns
    -------
    Received
        Corrections in order; of two on one sentence that differ neither is taken.
    """
    ids, fields = frozenset(known), {NONE, *(code.name for code in codebook.codes)}
    taken: dict[str, Correction] = {}
    twice: set[str] = set()
    remarks = []
    for given in corrections:
        wrong = [f for f in (given.field, given.second) if f and f not in fields]
        if given.segment_id not in ids:
            remarks.append(f"{given.segment_id}: there is no such sentence in the run.")
        elif wrong:
            remarks.append(f"{given.segment_id}: {wrong[0]!r} is no field of the codebook.")
        elif given.pole and given.pole not in POLES:
            remarks.append(f"{given.segment_id}: {given.pole!r} is neither bargain nor premium.")
        elif taken.setdefault(given.segment_id, _tidy(given)) != _tidy(given):
            twice.add(given.segment_id)
    for segment_id in sorted(twice):
        remarks.append(f"{segment_id}: it is coded twice, and differently; neither was taken.")
        del taken[segment_id]
    return Received(tuple(taken.values()), tuple(remarks))


def _tidy(given: Correction) -> Correction:
    second = given.second if given.second not in (given.field, NONE) else ""
    second = second if given.field != NONE else ""
    pole = given.pole if POLE_FIELD in (given.field, second) else ""
    return Correction(given.segment_id, given.field, second, pole)


def changes(codings: pd.DataFrame, corrections: Sequence[Correction]) -> list[Change]:
    """Return what is coded otherwise than before, in the order of the corrections."""
    before = as_coded(codings)
    return [
        Change(given.segment_id, written(before[given.segment_id]), written(given))
        for given in corrections
        if before[given.segment_id] != given
    ]


def written(given: Correction) -> str:
    """Return codes as a reader sees them: ``field + second (pole)``."""
    text = f"{given.field} + {given.second}" if given.second else given.field
    return f"{text} ({given.pole})" if given.pole else text


def with_corrections(
    codings: pd.DataFrame, corrections: Sequence[Correction], codebook: Codebook
) -> pd.DataFrame:
    """Return codings in which people's codes stand instead of the model's.

    Parameters
    ----------
    codings : DataFrame
        The table ``codings``.
    corrections : sequence of Correction
        What :func:`checked` let through.
    codebook : Codebook

    Returns
    -------
    DataFrame
        The same order of sentences; corrected ones have ``source`` human, confidence 1
        and no theme yet.
    """
    import pandas as pd

    if not corrections:
        return codings
    by_id = {given.segment_id: given for given in corrections}
    rows: list[dict[str, Any]] = []
    for row in codings.to_dict("records"):
        given = by_id.get(str(row["segment_id"]))
        if given is None:
            rows.append({str(k): v for k, v in row.items()})
        elif row["primary"]:
            rows += [
                {
                    "segment_id": given.segment_id,
                    "lens": codebook.lens_of(field),
                    "field": field,
                    "confidence": 1.0,
                    "primary": primary,
                    "pole": given.pole or None if field == POLE_FIELD else None,
                    "theme": None,
                    "source": HUMAN,
                    "review": False,
                }
                for field, primary in ((given.field, True), (given.second, False))
                if field
            ]
    frame = pd.DataFrame(rows, columns=list(codings.columns))
    texts = frame[["pole", "theme"]].astype(object)
    frame[["pole", "theme"]] = texts.where(texts.notna(), None)
    return frames.check("codings", frame)


def carried_over(
    earlier: Any, segments: pd.DataFrame, renamed: Mapping[str, str] | None = None
) -> tuple[list[Correction], int]:
    """Find the sentences that people coded in an earlier run again.

    A sentence is the same where its transcript, its words and its place among equal
    ones are; files and turns may have been added around it.

    Parameters
    ----------
    earlier : Run
        Anything with the tables ``codings`` and ``segments``.
    segments : DataFrame
        The table ``segments`` of the new run.
    renamed : mapping of str to str, optional
        New paths of files by their old ones.

    Returns
    -------
    corrections : list of Correction
        With the ids of the new run.
    lost : int
        How many sentences are no longer there.
    """
    codings = earlier.codings
    human = codings[codings["source"] == HUMAN]
    if human.empty:
        return [], 0
    coded = as_coded(human)
    now = {place: segment_id for segment_id, place in _places(segments).items()}
    before = _places(earlier.segments)
    kept = []
    for segment_id, given in coded.items():
        path, words, which = before[segment_id]
        again = now.get(((renamed or {}).get(path, path), words, which))
        if again is not None:
            kept.append(Correction(again, given.field, given.second, given.pole))
    return kept, len(coded) - len(kept)


def _places(segments: pd.DataFrame) -> dict[str, tuple[str, str, int]]:
    """Return for each sentence its transcript, its words, and which of equal ones it is."""
    places: dict[str, tuple[str, str, int]] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in segments[["segment_id", "path", "text"]].itertuples():
        same = (row.path, row.text)
        seen[same] = seen.get(same, -1) + 1
        places[row.segment_id] = (*same, seen[same])
    return places
