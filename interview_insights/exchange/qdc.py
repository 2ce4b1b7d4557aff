"""A code book that comes back from another program: names that people gave to themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import ReadError
from interview_insights.exchange.qdpx import code_paths
from interview_insights.exchange.qdpx_names import guid
from interview_insights.records import Codebook

if TYPE_CHECKING:
    import pandas as pd

_MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Names:
    """What a code book says otherwise than the run: labels of themes, and remarks."""

    labels: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]


def read_code_book(path: str | Path) -> dict[str, str]:
    """Read the codes of a REFI-QDA code book.

    Parameters
    ----------
    path : str or Path
        A .qdc file.

    Returns
    -------
    dict of str to str
        Name of each code by its GUID in capitals, in the order of the file.

    Raises
    ------
    ReadError
        It is no code book.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    path = Path(path)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _unreadable(path, "it has more than 50 MB")
        root = fromstring(path.read_bytes())
    except OSError as error:
        raise _unreadable(path, error.strerror or "cannot be opened") from None
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise _unreadable(path, f"no sound XML: {error}") from None
    codes = {
        element.get("guid", "").strip("{}").upper(): " ".join(element.get("name", "").split())
        for element in root.iter()
        if element.tag.rpartition("}")[2] == "Code"
    }
    if not codes:
        raise _unreadable(path, "it holds no code")
    return codes


def names_from(codes: Mapping[str, str], themes: pd.DataFrame, codebook: Codebook) -> Names:
    """Compare a code book with a run's themes.

    Parameters
    ----------
    codes : mapping of str to str
        As :func:`read_code_book` gives them.
    themes : DataFrame
        The run's table ``themes``.
    codebook : Codebook

    Returns
    -------
    Names
        Labels of the themes whose codes bear another name; remarks on codes that are
        new, that are gone, and on fields that were renamed.
    """
    left = dict(codes)
    labels: list[tuple[str, str]] = []
    remarks: list[str] = []
    for lens, field, theme, name in code_paths(themes, codebook):
        given = left.pop(guid("code", lens, field, theme).strip("{}").upper(), None)
        if given is None:
            if theme:
                remarks.append(f"Theme {theme} “{name}” is not in the code book and stays.")
        elif theme and given and given != name:
            labels.append((theme, given))
        elif given and given != name:
            remarks.append(
                f"{name!r} is called {given!r} in the code book: fields are renamed in a"
                " codebook of your own (codebook init)."
            )
    remarks += [
        f"The code {name!r} is new: codes of your own go into a codebook (codebook init)."
        for name in left.values()
    ]
    return Names(tuple(labels), tuple(remarks))


def _unreadable(path: Path, why: str) -> ReadError:
    return ReadError(
        f"The code book cannot be read ({why}).",
        path=str(path),
        hint="Export it from the other program as REFI-QDA code book (.qdc).",
    )
