"""Codes that come back from another program, as corrections of a run's sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from interview_insights.exchange.corrections import Correction, Received
from interview_insights.exchange.qdpx import NOTHING, code_paths
from interview_insights.exchange.texts import Placed, placed_texts
from interview_insights.records import NONE, Codebook

if TYPE_CHECKING:
    import pandas as pd


class Coded(Protocol):
    """A code on a stretch of a source's text: half-open code points, and the code's path."""

    @property
    def source(self) -> str:
        """The source's name."""
        ...

    @property
    def start_char(self) -> int:
        """First code point."""
        ...

    @property
    def end_char(self) -> int:
        """One past the last code point."""
        ...

    @property
    def code(self) -> tuple[str, ...]:
        """Names from the top of the code book."""
        ...


def corrections_from(
    coded: Iterable[Coded],
    texts: Mapping[str, str],
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook,
) -> Received:
    """Turn codings of a project into codes of a run's sentences.

    A sentence has the codes of the stretches that cover at least half of it. Where it has
    two fields, the one that it had before stays the first. A sentence of a source that is
    in the project and has no code there is coded none.

    Parameters
    ----------
    coded : iterable of Coded
    texts : mapping of str to str
        The project's texts by source.
    tables : mapping of str to DataFrame
        ``segments``, ``codings`` and ``themes`` of the run.
    codebook : Codebook

    Returns
    -------
    Received
        With a remark on each source and code that could not be placed.
    """
    ours = {text.name: text for text in placed_texts(tables["segments"])}
    fields = fields_by_name(codebook, tables["themes"])
    remarks: list[str] = []
    usable: dict[str, Placed] = {}
    for name, text in texts.items():
        if name not in ours:
            remarks.append(f"Source {name!r}: no transcript of the run has this name.")
        elif _plain(text) != _plain(ours[name].text):
            remarks.append(f"Source {name!r}: its text was changed, so its codes have no place.")
        else:
            usable[name] = ours[name]
    found: dict[str, list[str]] = {}
    unknown: dict[str, int] = {}
    coded = list(coded)
    counted = {name: _counts_returns(coded, texts[name], text) for name, text in usable.items()}
    for coding in coded:
        if coding.source not in usable:
            continue
        field = field_of(coding.code, fields)
        if field is None:
            name = " / ".join(coding.code)
            unknown[name] = unknown.get(name, 0) + 1
            continue
        start, end = coding.start_char, coding.end_char
        if counted[coding.source]:
            start, end = _moved(texts[coding.source], start, end)
        for segment_id, (first, last) in usable[coding.source].spans.items():
            if 2 * (min(end, last) - max(start, first)) >= last - first > 0:
                found.setdefault(segment_id, []).append(field)
    remarks += [
        f"Code {name!r}: no field of the codebook; {n} uses." for name, n in unknown.items()
    ]
    return Received(tuple(_corrections(found, usable, tables["codings"])), tuple(remarks))


def _corrections(
    found: Mapping[str, list[str]], usable: Mapping[str, Placed], codings: pd.DataFrame
) -> Iterable[Correction]:
    primary = codings[codings["primary"]]
    before = {row.segment_id: row for row in primary.itertuples()}
    poles = dict(codings[codings["pole"].notna()][["segment_id", "pole"]].to_numpy())
    for text in usable.values():
        for segment_id in text.spans:
            if segment_id not in before:
                continue  # the interviewer's
            fields = list(dict.fromkeys(found.get(segment_id, ())))
            fields.sort(key=lambda f: f != before[segment_id].field)
            first, second = (*fields, NONE, "")[:2] if fields else (NONE, "")
            second = second if second != NONE else ""
            yield Correction(segment_id, first, second, poles.get(segment_id, ""))


def fields_by_name(codebook: Codebook, themes: pd.DataFrame | None = None) -> dict[str, str]:
    """Return the field of each code by its name in small letters: fields', labels', themes'."""
    fields = {}
    for _, field, _, name in code_paths(themes, codebook):
        if field:
            fields[_key(name)] = field
            fields[_key(field)] = field
    return fields | {_key(NOTHING): NONE}


def field_of(path: Iterable[str], fields: Mapping[str, str]) -> str | None:
    """Return the field of a code, or of the nearest one above it that has one."""
    keys = [_key(name) for name in path]
    return next((fields[key] for key in reversed(keys) if key in fields), None)


def _key(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _counts_returns(coded: Iterable[Coded], text: str, placed: Placed) -> bool:
    """Whether a program counts a line end as two characters: the standard leaves that open."""
    if "\r\n" not in text:
        return False
    known = set(placed.spans.values())
    own = [(c.start_char, c.end_char) for c in coded if c.source == placed.name]
    plain = sum(span in known for span in own)
    return sum(_moved(text, *span) in known for span in own) > plain


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\n")


def _moved(text: str, start: int, end: int) -> tuple[int, int]:
    """Return positions in a text with line feeds, from positions in one with carriage returns."""
    return start - text.count("\r\n", 0, start), end - text.count("\r\n", 0, end)
