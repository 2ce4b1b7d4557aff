"""One file to one Transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import ReadError
from interview_insights.read.reading import DEFAULTS, Options, Reading, Source
from interview_insights.records import Transcript, Turn

if TYPE_CHECKING:
    from interview_insights.read.people import Person

_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview's turns before anyone has a role: roles may need the whole study."""

    path: str
    kind: str
    encoding: str
    sha256: str
    reading: Reading
    turns: tuple[Turn, ...]
    warnings: tuple[str, ...]
    cleaned: Mapping[str, int]

    @property
    def cast(self) -> tuple[str, ...]:
        """Speakers' names, each once, in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


def read_transcript(path: str | Path) -> Transcript:
    """Read one interview.

    The kind (docs/formats.md lists them) is told from the content, not from the
    suffix alone.

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
        The file cannot be read as a transcript, or holds several; the message says
        why and what to do.

    Examples
    --------
    >>> from interview_insights import read_transcript
    >>> read_transcript("my-study/good/anna.docx")  # doctest: +SKIP
    Transcript(id='anna', ...)
    """
    place = Path(path)
    found = drafts(path)
    if len(found) > 1:
        raise ReadError(
            f"The file holds {len(found)} interviews.",
            path=path,
            hint="Read it with read_study, which gives a transcript for each.",
        )
    reading = found[0].reading
    return finish(
        found[0],
        id=id_of(place.stem),
        path=place.name,
        participant=reading.participant or place.stem,
        group=reading.group or place.absolute().parent.name,
    )


def drafts(path: str | Path, options: Options = DEFAULTS) -> tuple[Draft, ...]:
    """Read the interviews of a file as far as their turns.

    Parameters
    ----------
    path : str or Path
    options : Options

    Returns
    -------
    tuple of Draft
        At least one; interviews without words are left out, and a warning of the first
        says how many.

    Raises
    ------
    ReadError
    """
    from hashlib import sha256

    from interview_insights.read.limits import load_bytes
    from interview_insights.read.registry import kind_of
    from interview_insights.read.sniff import sniff

    data = load_bytes(path)
    source = sniff(data, str(path), options)
    readings = kind_of(source.kind).open_reader()(source)
    digest = sha256(data).hexdigest()
    made = [_draft(source, reading, digest) for reading in readings]
    filled = [draft for draft in made if draft.turns]
    if not filled:
        raise ReadError(
            "The file holds no words that anybody says.",
            path=path,
            hint="Check that it is the transcript itself, and export it again.",
        )
    if len(filled) < len(made):
        told = f"{len(made) - len(filled)} of {len(made)} interviews in the file hold no words."
        filled[0] = replace(filled[0], warnings=(*filled[0].warnings, told))
    return tuple(filled)


def _draft(source: Source, reading: Reading, digest: str) -> Draft:
    from interview_insights.read.aliases import merge_aliases
    from interview_insights.read.joining import join

    utterances, merged = merge_aliases(reading.utterances)
    turns, cleaned = join(utterances, source.options.keep)
    return Draft(
        path=source.path,
        kind=source.kind,
        encoding=source.encoding,
        sha256=digest,
        reading=reading,
        turns=turns,
        warnings=(*source.warnings, *reading.warnings, *merged),
        cleaned=dict(sorted((cleaned + Counter(reading.cleaned)).items())),
    )


def finish(
    draft: Draft,
    *,
    id: str,
    path: str,
    participant: str,
    group: str,
    interviewers: Iterable[str] = (),
    recurring: Iterable[str] = (),
    people: Mapping[str, Person] | None = None,
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
    people : mapping of str to Person, optional
        Speakers' keys to those whom the user names as respondents.

    Returns
    -------
    Transcript

    Raises
    ------
    ReadError
        No speaker is a respondent.
    """
    from interview_insights.read.people import attributed
    from interview_insights.read.roles import assign_roles
    from interview_insights.read.spoken_language import language_of

    roles = assign_roles(
        draft.turns,
        interviewers=tuple(interviewers),
        respondents=tuple(people or ()),
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
        speakers=attributed(roles.speakers, participant, people or {}),
        language=language_of("\n".join(said)),
        warnings=tuple(dict.fromkeys((*draft.warnings, *roles.warnings))),
        cleaned=draft.cleaned,
    )


def id_of(stem: str) -> str:
    """Return a file's name without suffix as an id of ``[A-Za-z0-9_.-]``."""
    return _NOT_IN_IDS.sub("_", stem).strip("_") or "transcript"
