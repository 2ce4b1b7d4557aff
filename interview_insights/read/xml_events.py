"""XML without entities and without a network, as events wherever a file may be large.

Hostile files would blow up a tree in memory, and any parser through entities. A target gets
the elements one after the other and keeps what it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from interview_insights.errors import ReadError

_CHUNK = 1 << 16
# XML allows no control characters, not even escaped; old exports hold some all the same.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Target(Protocol):
    """What receives an XML file's elements in order."""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def data(self, text: str) -> None:
        """Take a piece of text."""

    def close(self) -> Any:
        """Take the end of the file."""


def parse_events(text: str, target: Target, path: str, hint: str) -> None:
    """Send the elements of an XML file to a target.

    Parameters
    ----------
    text : str
        The decoded file; an encoding that it declares is not minded.
    target : Target
    path, hint : str
        For the message.

    Raises
    ------
    ReadError
        The XML is not well-formed, or declares entities.
    """
    from defusedxml.ElementTree import DefusedXMLParser

    text = _CONTROL.sub(" ", text).lstrip()
    with _told(path, hint):
        parser = DefusedXMLParser(target=target, encoding="utf-8")
        for at in range(0, len(text), _CHUNK):
            parser.feed(text[at : at + _CHUNK])
        parser.close()


def parse_tree(data: bytes, path: str, hint: str) -> Any:
    """Return the root of an XML file as an ``ElementTree`` element; only for small files.

    Raises
    ------
    ReadError
        The XML is not well-formed, or declares entities.
    """
    from defusedxml.ElementTree import fromstring

    with _told(path, hint):
        return fromstring(data.lstrip())


@contextmanager
def _told(path: str, hint: str) -> Iterator[None]:
    """Turn the parsers' errors into sentences."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    try:
        yield
    except DefusedXmlException:
        raise ReadError("The XML declares entities and is refused.", path=path, hint=hint) from None
    except ParseError as error:
        line = getattr(error, "position", (None, 0))[0]
        raise ReadError(
            "The XML is damaged in this line.", path=path, line=line, hint=hint
        ) from None
    except (ValueError, LookupError) as error:  # of encodings that Python does not know
        what = type(error).__name__
        raise ReadError(f"The XML is damaged ({what}).", path=path, hint=hint) from None


def local_name(tag: str) -> str:
    """Return a tag or an attribute's name without its namespace."""
    return tag.rpartition("}")[2]


def local_names(attrs: dict[str, str]) -> dict[str, str]:
    """Return attributes by their names without namespace."""
    return {local_name(name): value for name, value in attrs.items()}
