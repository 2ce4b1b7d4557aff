"""Zip archives whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can hold


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of the members in their order, without the time of writing.

    Parameters
    ----------
    members : mapping of str to bytes
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """Return the members of a zip archive of our own making."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return {name: source.read(name) for name in source.namelist()}


def timeless(document: bytes) -> bytes:
    """Return an Office document without when it was written: the same content, the same bytes.

    Parameters
    ----------
    document : bytes
        A .docx, .xlsx or .pptx file.

    Returns
    -------
    bytes
    """
    members = unpacked(document)
    if _CORE in members:
        members[_CORE] = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", members[_CORE])
    return packed(members)
