"""One file to one Transcript."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import ReadError
from interview_insights.read.reading import Reading
from interview_insights.records import Transcript, Turn

if TYPE_CHECKING:
    from interview_insights.read.sniff import Source

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's turns before anyone has a role: roles may need the whole study."""

    path: str
    kind: str
    encoding: str
    sha256: str
    reading: Reading
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...]

    @property
    def cast(self) -> tuple[str, ...]:
        """Speakers' names, each once, in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


def read_transcript(path: str | Path) -> Transcript:
    """Read one interview.

    The kind (docx, text, Markdown, vtt, srt, sbv, csv, tsv, xlsx, json) is told from
    the content, not from the suffix alone.

    Parameters
    ----------
    path : str or Path
        The file. The group is its folder's name, the participant its name without suffix.

    Returns
    -------
    Transcript
        With roles, and warnings about all that was assumed.

    Raises
    ------
    ReadError
        The file cannot be read as a transcript; the message says why and what to do.

    Examples
    --------
    >>> from interview_insights import read_transcript
    >>> read_transcript("my-study/good/anna.docx")  # doctest: +SKIP
    Transcript(id='anna', ...)
    """
    place = Path(path)
    return finish(
        draft(path),
        id=id_of(place.stem),
        path=place.name,
        participant=place.stem,
        group=place.absolute().parent.name,
    )


def draft(path: str | Path) -> Draft:
    """Read a file as far as its turns.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Draft

    Raises
    ------
    ReadError
    """
    from hashlib import sha256

    from interview_insights.read.joining import join
    from interview_insights.read.limits import load_bytes
    from interview_insights.read.sniff import sniff

    data = load_bytes(path)
    source = sniff(data, str(path))
    reading = _read(source)
    turns = join(reading.utterances)
    if not turns:
        raise ReadError(
            "The file holds no words that anybody says.",
            path=path,
            hint="Check that it is the transcript itself, and export it again.",
        )
    return Draft(
        str(path),
        source.kind,
        source.encoding,
        sha256(data).hexdigest(),
        reading,
        turns,
        (*source.warnings, *reading.warnings),
    )


def _read(source: Source) -> Reading:
    # The readers' patterns take longer to compile than all else at import.
    from interview_insights.read import captions, jsons, plain, tables, word

    match source.kind:
        case "docx":
            return word.read_word(source.data, source.path)
        case "xlsx":
            return tables.read_workbook(source.data, source.path)
        case "csv" | "tsv":
            return tables.read_delimited(source.text, source.path)
        case "json":
            return jsons.read_json(source.text, source.path)
        case "vtt" | "srt" | "sbv":
            return captions.read_captions(source.text, source.path)
        case _:
            return plain.read_text(source.text)


def finish(
    draft: Draft,
    *,
    id: str,
    path: str,
    participant: str,
    group: str,
    interviewers: Iterable[str] = (),
    recurring: Iterable[str] = (),
) -> Transcript:
    """Give a draft its roles, its language and its place in the study.

    Parameters
    ----------
    draft : Draft
    id, path, participant, group : str
        As in :class:`Transcript`.
    interviewers : iterable of str
        Names set by the user.
    recurring : iterable of str
        Keys of speakers who recur through the study.

    Returns
    -------
    Transcript

    Raises
    ------
    ReadError
        No speaker is a respondent.
    """
    from interview_insights.read.roles import assign_roles
    from interview_insights.read.spoken_language import language_of

    roles = assign_roles(
        draft.turns,
        interviewers=tuple(interviewers),
        legend=draft.reading.legend,
        assumed=draft.reading.assumed,
        recurring=recurring,
    )
    said = [turn.text for turn in roles.turns if turn.role == "respondent"]
    if not said:
        who = ", ".join(s.name or "nobody" for s in roles.speakers)
        raise ReadError(
            f"There is no respondent found among the speakers ({who}).",
            path=draft.path,
            hint="Check the speakers' names, and interviewers in study.toml.",
        )
    return Transcript(
        id=id,
        path=path,
        kind=draft.kind,
        encoding=draft.encoding,
        sha256=draft.sha256,
        participant=participant,
        group=group,
        turns=roles.turns,
        speakers=roles.speakers,
        language=language_of("\n".join(said)),
        warnings=tuple(dict.fromkeys((*draft.warnings, *roles.warnings))),
    )


def id_of(stem: str) -> str:
    """Return a file's name without suffix as an id of ``[A-Za-z0-9_.-]``."""
    return _NOT_IN_IDS.sub("_", stem).strip("_") or "transcript"
