"""REFI-QDA projects (.qdpx) of MAXQDA, NVivo, ATLAS.ti, QualCoder and others.

Each text source, PDF and transcript of a recording is an interview; a source's file is
read like a file of its own. Cases and variables say who is behind it. No library reads
the format; what the codes of a project say is :mod:`qda_codings`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from interview_insights.errors import ReadError
from interview_insights.read.qda_archive import Archive
from interview_insights.read.qda_people import Person, people_of
from interview_insights.read.qda_project import Project, TextPart, parse_project
from interview_insights.read.reading import Options, Reading, Source
from interview_insights.records import Utterance

_DOCUMENTS = (
    ".docx",
    ".doc",
    ".rtf",
    ".odt",
    ".txt",
    ".md",
    ".pdf",
    ".srt",
    ".vtt",
    ".transcribed",
)
_SHOWN = 5


def read_qda(source: Source) -> tuple[Reading, ...]:
    """Read the texts of a REFI-QDA project.

    Parameters
    ----------
    source : Source
        Its data are an archive that :func:`limits.check_zip` has passed.

    Returns
    -------
    tuple of Reading
        One for each text; names are the sources', made unique. Places are those of the
        texts' own kind: lines of a plain text, paragraphs of a Word document.

    Raises
    ------
    ReadError
        The archive or its project is damaged, or not one text can be read.
    """
    archive = Archive(source.data, source.path)
    project = parse_project(archive.project, source.path)
    people, told = people_of(project, source.options.group_column)
    names = names_of(project)
    readings: list[Reading] = []
    failed: list[str] = []
    for part in project.parts:
        try:
            found = _read_part(part, archive, source.options)
        except ReadError as error:
            failed.append(f'"{names[part.guid]}" was left out: {error.message}')
            continue
        several = len(found) > 1
        for reading in found:
            name = f"{names[part.guid]} {reading.name}" if several else names[part.guid]
            readings.append(_with_person(replace(reading, name=name), people.get(part.guid)))
    if not readings:
        reason = f" {failed[0]}" if failed else ""
        raise ReadError(
            f"The project holds no text that can be read.{reason}",
            path=source.path,
            hint="Export it with its documents included.",
        )
    warnings = (*_left_out(project), *told, *_few(failed), *readings[0].warnings)
    return (replace(readings[0], warnings=warnings), *readings[1:])


def names_of(project: Project) -> dict[str, str]:
    """Return the name of each text's interview, unique in the project, by guid."""
    seen: Counter[str] = Counter()
    names: dict[str, str] = {}
    for number, part in enumerate(project.parts, 1):
        name = PurePosixPath(part.name.replace("/", "-")).name
        while name.casefold().endswith(_DOCUMENTS):
            name = name[: name.rfind(".")]
        name = name.strip() or f"source {number}"
        seen[name.casefold()] += 1
        again = seen[name.casefold()]
        names[part.guid] = f"{name} ({again})" if again > 1 else name
    return names


def _read_part(part: TextPart, archive: Archive, options: Options) -> tuple[Reading, ...]:
    """Read a text from that of its files which says most surely who speaks."""
    best: tuple[int, tuple[Reading, ...]] = (0, ())
    problem = ReadError("Its file is not in the archive.")
    for path, content in _files(part, archive):
        try:
            found = _read_file(path, content, part, options)
        except ReadError as error:
            problem = error
            continue
        filled = tuple(r for r in found if any(u.text.strip() for u in r.utterances))
        named = any(u.speaker for r in filled for u in r.utterances)
        sure = 1 if not named else 2 if all(r.assumed for r in filled) else 3
        # A document's bold type tells more than a plain text's question marks.
        if filled and (sure > best[0] or sure == best[0] == 2):
            best = (sure, filled)
        if best[0] == 3:
            break
    if not best[1]:
        raise problem
    return best[1]


def _files(part: TextPart, archive: Archive) -> Iterator[tuple[str, bytes]]:
    if part.content.strip():
        yield "content.txt", part.content.encode()
    for path in part.paths:
        found = archive.read(path)
        if found is not None:
            yield found


def _read_file(path: str, data: bytes, part: TextPart, options: Options) -> tuple[Reading, ...]:
    from interview_insights.read.registry import kind_of
    from interview_insights.read.sniff import sniff

    source = sniff(data, path, options)
    if source.kind == "qdpx":
        raise ReadError("It is a project within the project.")
    found = kind_of(source.kind).open_reader()(source)
    if source.kind in ("text", "markdown") and part.syncs:
        text = data.decode("utf-8-sig", "replace")
        found = tuple(replace(r, utterances=_timed(r.utterances, text, part.syncs)) for r in found)
    return tuple(replace(r, warnings=(*source.warnings, *r.warnings)) for r in found)


def _timed(
    utterances: Sequence[Utterance], text: str, syncs: Sequence[tuple[int, float]]
) -> tuple[Utterance, ...]:
    """Give utterances without a time that of the sync point at their beginning.

    A sync point counts if it lies between the end of the line before and the first word.
    """
    positions = [at for at, _ in syncs]
    lines = text.splitlines(keepends=True) if "\r" not in text else _lines(text)
    starts, ends, at, said = [0], [0], 0, 0
    for line in lines:
        ends.append(said)
        starts.append(at)
        said = at + len(line.rstrip()) if line.strip() else said
        at += len(line)
    done: list[Utterance] = []
    for utterance in utterances:
        number = utterance.place.number
        if utterance.start_s >= 0 or utterance.place.kind != "line" or number >= len(starts):
            done.append(utterance)
            continue
        first = lines[number - 1].find(utterance.text[:20].strip()[:20])
        found = bisect_right(positions, starts[number] + max(0, first)) - 1
        near = found >= 0 and positions[found] >= ends[number]
        done.append(replace(utterance, start_s=syncs[found][1]) if near else utterance)
    return tuple(done)


def _lines(text: str) -> list[str]:
    """Part a text at the ends of lines that decoding knows, and at no others."""
    import re

    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _with_person(reading: Reading, person: Person | None) -> Reading:
    if person is None:
        return reading
    return replace(
        reading,
        participant=person.name or reading.participant,
        group=person.group or reading.group,
        attributes={**reading.attributes, **person.attributes},
    )


def _left_out(project: Project) -> Iterator[str]:
    pictures, silent = project.pictures, project.silent
    if pictures:
        yield f"{pictures} {'picture was' if pictures == 1 else 'pictures were'} left out."
    if silent:
        what = "recording has no transcript" if silent == 1 else "recordings have no transcript"
        yield f"{silent} {what} and {'was' if silent == 1 else 'were'} left out."


def _few(told: list[str]) -> tuple[str, ...]:
    more = (f"{len(told) - _SHOWN} more sources were left out.",) if len(told) > _SHOWN else ()
    return (*told[:_SHOWN], *more)
