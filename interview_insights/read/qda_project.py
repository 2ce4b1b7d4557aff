"""What a REFI-QDA project (project.qde) says of its sources, cases, variables and codes.

Follows the REFI-QDA standard 1.5 (https://www.qdasoftware.org), and what MAXQDA, NVivo,
ATLAS.ti and QualCoder make of it: MAXQDA keeps a document's variables in a case without
a name, NVivo ties cases to documents by a code of the same id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read.limits import MEGABYTE
from interview_insights.read.xml_events import local_name, parse_tree

MAX_PROJECT_BYTES = 50 * MEGABYTE
_DEEPEST = 30
_HINT = "Export the project again as a REFI-QDA project (.qdpx)."
_MEDIA = frozenset(("AudioSource", "VideoSource"))


@dataclass(frozen=True, slots=True)
class Selection:
    """Coded words: code points into the source's plain text, end not included.

    Both are -1 where the project states none; ``users`` has the guid of who gave each code,
    empty where nobody is named; ``whole`` says that it is the source as a whole that is coded.
    """

    guid: str
    start_char: int
    end_char: int
    codes: tuple[str, ...]
    users: tuple[str, ...] = ()
    whole: bool = False


@dataclass(slots=True)
class TextPart:
    """One text of a project: a document, a PDF with its words, or a recording's transcript.

    ``paths`` lead to its files, the one to prefer first; ``syncs`` are pairs of a
    position in the plain text and seconds.
    """

    guid: str
    name: str
    paths: tuple[str, ...]
    plain_path: str = ""
    content: str = ""
    syncs: tuple[tuple[int, float], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    selections: tuple[Selection, ...] = ()


@dataclass(slots=True)
class Case:
    """A case: most often one participant. ``sources`` are guids of the texts it is tied to."""

    name: str
    values: Mapping[str, str]
    sources: tuple[str, ...] = ()


@dataclass(slots=True)
class Project:
    """All that is taken from a project.

    ``codes`` maps a guid to a code's path, ``users`` one to a person's name.
    """

    parts: list[TextPart] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    pictures: int = 0
    silent: int = 0


def parse_project(data: bytes, path: str) -> Project:
    """Parse a project.qde.

    Parameters
    ----------
    data : bytes
        The member of the archive.
    path : str
        For the message.

    Returns
    -------
    Project

    Raises
    ------
    ReadError
        It is damaged, declares entities, or is larger than a tree in memory should be.
    """
    if len(data) > MAX_PROJECT_BYTES:
        raise ReadError(
            f"The project's description has {len(data) // MEGABYTE} MB, more than the"
            f" {MAX_PROJECT_BYTES // MEGABYTE} MB that are read.",
            path=path,
            hint="Export fewer documents at a time.",
        )
    root = parse_tree(data, path, _HINT)
    variables = {_guid(e): e.get("name", "").strip() for e in _below(root, "Variables", "Variable")}
    users = {
        _guid(e): " ".join((e.get("name") or "").split()) for e in _below(root, "Users", "User")
    }
    project = Project(codes=_codes(root), users=users)
    owner: dict[str, str] = {}
    for source in _below(root, "Sources"):
        kind = local_name(source.tag)
        if kind == "PictureSource":
            project.pictures += 1
        elif kind in _MEDIA:
            transcripts = [e for e in source if local_name(e.tag) == "Transcript"]
            project.silent += not transcripts
            for transcript in transcripts:
                project.parts.append(_part(transcript, source, variables, owner))
        elif kind in ("TextSource", "PDFSource"):
            project.parts.append(_part(source, source, variables, owner))
    coded: dict[str, list[str]] = {}
    for part in project.parts:
        for code in {code for selection in part.selections for code in selection.codes}:
            coded.setdefault(code, []).append(part.guid)
    for element in _below(root, "Cases", "Case"):
        project.cases.append(_case(element, variables, owner, coded))
    return project


def _below(root: Any, *names: str) -> Iterator[Any]:
    """Yield the children of a child of the root: all, or those of a name."""
    wanted = names[1] if len(names) > 1 else ""
    for part in root:
        if local_name(part.tag) == names[0]:
            yield from (e for e in part if not wanted or local_name(e.tag) == wanted)


def _guid(element: Any, name: str = "guid") -> str:
    return str(element.get(name) or "").strip().strip("{}").casefold()


def _codes(root: Any) -> dict[str, tuple[str, ...]]:
    """Return each code's path from the top of the code book."""
    paths: dict[str, tuple[str, ...]] = {}
    waiting: list[tuple[Any, tuple[str, ...]]] = [
        (e, ()) for book in root if local_name(book.tag) == "CodeBook" for e in book
    ]
    while waiting:
        element, above = waiting.pop()
        if local_name(element.tag) == "Code":
            above = (*above, " ".join(element.get("name", "").split()))
            paths[_guid(element)] = above
        if len(above) < _DEEPEST and local_name(element.tag) in ("Code", "Codes"):
            waiting += [(child, above) for child in element]
    return paths


def _part(
    element: Any, source: Any, variables: Mapping[str, str], owner: dict[str, str]
) -> TextPart:
    """Return a text; ``owner`` learns which text each guid below it belongs to."""
    guid = _guid(element)
    if not guid or guid in owner:  # the standard asks for unique ones
        guid = f"{guid}#{len(owner)}"
    name = element.get("name") or source.get("name") or ""
    texts = [e for e in element if local_name(e.tag) == "Representation"]
    plain, paths, content = "", [element.get("path") or ""], ""
    for text in (element, *texts):
        plain = plain or text.get("plainTextPath") or ""
        content = content or next(
            (e.text or "" for e in text if local_name(e.tag) == "PlainTextContent"), ""
        )
        paths += [text.get("plainTextPath") or "", text.get("richTextPath") or ""]
    points = {
        _guid(e): (_whole(e.get("position")), _whole(e.get("timeStamp")))
        for e in element
        if local_name(e.tag) == "SyncPoint"
    }
    selections = [s for e in (element, *texts) for s in _selections(e, points)]
    below = (_guid(source), *(_guid(t) for t in texts), *(s.guid for s in selections))
    owner |= {each: guid for each in (guid, *below) if each}
    return TextPart(
        guid,
        " ".join(name.split()),
        tuple(dict.fromkeys(p for p in paths if p)),
        plain,
        content,
        tuple(sorted((at, ms / 1000) for at, ms in points.values() if at >= 0 and ms >= 0)),
        _values(source, variables),
        tuple(selections),
    )


def _selections(element: Any, points: Mapping[str, tuple[int, int]]) -> Iterator[Selection]:
    for child in element:
        kind = local_name(child.tag)
        if kind == "PlainTextSelection":
            start, end = _whole(child.get("startPosition")), _whole(child.get("endPosition"))
        elif kind == "TranscriptSelection":
            start = points.get(_guid(child, "fromSyncPoint"), (-1, -1))[0]
            end = points.get(_guid(child, "toSyncPoint"), (-1, -1))[0]
        elif kind == "Coding":
            codes = _references(child, "CodeRef")
            users = (_guid(child, "creatingUser"),) * len(codes)
            yield Selection("", -1, -1, codes, users, whole=True)
            continue
        else:
            continue
        selector = _guid(child, "creatingUser")
        codings = [
            (code, _guid(e, "creatingUser") or selector)
            for e in child
            if local_name(e.tag) == "Coding"
            for code in _references(e, "CodeRef")
        ]
        codes, users = tuple(c for c, _ in codings), tuple(user for _, user in codings)
        yield Selection(_guid(child), start, end, codes, users)


def _references(element: Any, kind: str) -> tuple[str, ...]:
    return tuple(_guid(e, "targetGUID") for e in element if local_name(e.tag) == kind)


def _values(element: Any, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the values of the variables that stand directly below an element."""
    values: dict[str, str] = {}
    for value in element:
        if local_name(value.tag) != "VariableValue":
            continue
        name = next((variables.get(guid, "") for guid in _references(value, "VariableRef")), "")
        texts = [e.text or "" for e in value if local_name(e.tag) != "VariableRef"]
        told = " ".join("".join(texts).split())
        if name and told:
            values[name] = told
    return values


def _case(
    element: Any,
    variables: Mapping[str, str],
    owner: Mapping[str, str],
    coded: Mapping[str, list[str]],
) -> Case:
    tied = [*_references(element, "SourceRef"), *_references(element, "SelectionRef")]
    sources = [owner[guid] for guid in tied if guid in owner]
    for code in (_guid(element), *_references(element, "CodeRef")):
        sources += coded.get(code, ())
    name = " ".join((element.get("name") or "").split())
    return Case(name, _values(element, variables), tuple(dict.fromkeys(sources)))


def _whole(value: str | None) -> int:
    try:
        number = int(value or "")
    except ValueError:
        return -1
    return number if 0 <= number < 10**12 else -1
