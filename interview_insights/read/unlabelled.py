"""Text that names no speakers: parted into questions and answers where it alternates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_insights.read.reading import Reading
from interview_insights.records import Place, Utterance

_LONGEST_QUESTION = 40  # words; a longer paragraph that ends in "?" is an answer's aside
_WRAPPED = 50  # characters; lines at least this long within a paragraph are one sentence run
_LONGEST_TITLE = 8

ASSUMED = "short questions alternate with answers"


@dataclass(frozen=True, slots=True)
class _Unit:
    number: int
    text: str
    bold: bool
    start_s: float


def part_paragraphs(lines: Sequence[tuple[int, str, bool, float]], place: str) -> Reading:
    """Read text without names.

    Parameters
    ----------
    lines : sequence of (number, text, bold, start in seconds)
    place : {"line", "paragraph"}

    Returns
    -------
    Reading
        With speakers ``Interviewer`` and ``Respondent`` where questions and answers
        alternate (``assumed`` says so), otherwise without a speaker.
    """
    units = _units(lines, place)
    asks = _questions(units)
    if not asks:
        return Reading(tuple(_utterance("", unit, place) for unit in units))
    if len(units[0].text.split()) <= _LONGEST_TITLE and not asks[0] and _no_sentence(units[0]):
        units, asks = units[1:], asks[1:]
    speakers = ["Interviewer" if ask else "Respondent" for ask in asks]
    return Reading(
        tuple(_utterance(s, unit, place) for s, unit in zip(speakers, units, strict=True)),
        assumed=ASSUMED,
        warnings=(
            "The file names no speakers; because short questions alternate with answers, the"
            f" {sum(asks)} questions were taken as the interviewer's and all else as the"
            " respondent's.",
        ),
    )


def _utterance(speaker: str, unit: _Unit, place: str) -> Utterance:
    return Utterance(speaker, unit.text, Place(place, unit.number), unit.start_s)


def _no_sentence(unit: _Unit) -> bool:
    return not unit.text.rstrip().endswith((".", "!", "?", "…"))


def _units(lines: Sequence[tuple[int, str, bool, float]], place: str) -> list[_Unit]:
    """Return paragraphs; a paragraph of short lines counts line by line."""
    blocks: list[list[_Unit]] = [[]]
    # A Word paragraph's lines share its number; in text a blank line parts paragraphs.
    for number, text, bold, start in lines:
        if not text.strip():
            blocks.append([])
            continue
        if place == "paragraph" and blocks[-1] and blocks[-1][-1].number != number:
            blocks.append([])
        blocks[-1].append(_Unit(number, text.strip(), bold, start))
    units: list[_Unit] = []
    for block in blocks:
        lengths = sorted(len(unit.text) for unit in block[:-1])
        wrapped = bool(lengths) and lengths[len(lengths) // 2] >= _WRAPPED
        if wrapped and place == "line" and not _one_paragraph_a_line(block):
            joined = " ".join(unit.text for unit in block)
            units.append(_Unit(block[0].number, joined, block[0].bold, block[0].start_s))
        else:
            units += block
    return units


def _one_paragraph_a_line(block: list[_Unit]) -> bool:
    # Lines wrapped at a column end in mid-sentence; lines that are paragraphs do not.
    ends = sum(unit.text.endswith((".", "?", "!", "…", '"', "”")) for unit in block[:-1])
    return ends >= 0.8 * (len(block) - 1)


def _questions(units: list[_Unit]) -> list[bool]:
    """Return for each unit if it is the interviewer's; empty where nothing alternates."""
    some_bold = any(u.bold for u in units) and not all(u.bold for u in units)
    for asks in (
        [unit.bold for unit in units] if some_bold else [],
        [_is_question(unit.text) for unit in units],
    ):
        if _alternates(asks):
            return asks
    return []


def _is_question(text: str) -> bool:
    return text.rstrip(" \t\"'”’)]").endswith("?") and len(text.split()) <= _LONGEST_QUESTION


def _alternates(asks: list[bool]) -> bool:
    asked = [at for at, ask in enumerate(asks) if ask]
    if len(asked) < 2:
        return False
    answered = sum(at + 1 < len(asks) and not asks[at + 1] for at in asked)
    return answered >= 0.7 * len(asked) and len(asks) - len(asked) >= 0.6 * len(asked)
