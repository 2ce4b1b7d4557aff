"""The codings that a REFI-QDA project holds already: who coded which words with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one stretch of words.

    ``source`` is the interview's name as :func:`qda.read_qda` gives it; ``start_char``
    and ``end_char`` are half-open code points into the source's plain text, line ends
    counted as they stand; ``code`` is the code's path from the top of the code book;
    ``user`` is who gave it, empty where the project does not say; ``whole`` says that it is
    the source as a whole that has the code.
    """

    source: str
    start_char: int
    end_char: int
    code: tuple[str, ...]
    user: str = ""
    whole: bool = False


def read_codings(path: str | Path) -> tuple[tuple[Coding, ...], Mapping[str, str]]:
    """Read the codings of a REFI-QDA project.

    Parameters
    ----------
    path : str or Path
        A .qdpx file.

    Returns
    -------
    codings : tuple of Coding
        In the order of the sources and of their positions. Codes on a source as a whole
        span all of it; codes of pictures and recordings are not among them.
    texts : mapping of str to str
        The plain text of each source by name, into which the offsets point; empty where
        the project holds none, as with a document kept only in Word's format.

    Raises
    ------
    ReadError
        The archive or its project is damaged.

    Examples
    --------
    >>> codings, texts = read_codings("study.qdpx")  # doctest: +SKIP
    >>> texts[codings[0].source][codings[0].start_char : codings[0].end_char]  # doctest: +SKIP
    'It was the price that put me off.'
    """
    from interview_insights.read.limits import load_bytes
    from interview_insights.read.qda import names_of
    from interview_insights.read.qda_archive import Archive
    from interview_insights.read.qda_project import parse_project

    archive = Archive(load_bytes(path), str(path))
    project = parse_project(archive.project, str(path))
    names = names_of(project)
    codings: list[Coding] = []
    texts: dict[str, str] = {}
    for part in project.parts:
        name = names[part.guid]
        text = texts[name] = archive.plain(part.plain_path, part.content)
        found = [
            Coding(
                name,
                0 if s.whole else s.start_char,
                len(text) if s.whole else s.end_char,
                project.codes[code],
                project.users.get(user, ""),
                s.whole,
            )
            for s in part.selections
            for code, user in zip(s.codes, s.users, strict=True)
            if code in project.codes
        ]
        found.sort(key=lambda c: (c.start_char, c.end_char, c.code))
        codings += [c for c in found if 0 <= c.start_char <= c.end_char]
    return tuple(codings), texts
