"""The files in a REFI-QDA archive, found by the names that its project gives them."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.decoding import decode


class Archive:
    """A .qdpx file that :func:`limits.check_zip` has passed.

    Parameters
    ----------
    data : bytes
    path : str
        For messages.

    Raises
    ------
    ReadError
        The archive is damaged or too large, or holds no project.
    """

    def __init__(self, data: bytes, path: str) -> None:
        names = limits.check_zip(data, path)
        self._members = limits.Members(data, path)
        self._names = {name.casefold(): name for name in names}
        self._by_file = {PurePosixPath(name).name.casefold(): name for name in names}
        # A file that many sources name, or archives within the archive, could unpack to
        # any size: in all as much is read as one archive may unpack to.
        self._left = 2 * limits.MAX_UNPACKED_BYTES
        self._path = path
        projects = [n for n in names if n.casefold().endswith(".qde")]
        if not projects:
            raise ReadError(
                "The archive holds no REFI-QDA project.",
                path=path,
                hint="Export the project again as a REFI-QDA project (.qdpx).",
            )
        # Copies in folders, as macOS makes them, lie deeper than the project itself.
        self.project = self._members.read(min(projects, key=lambda n: (n.count("/"), n)))

    def read(self, reference: str) -> tuple[str, bytes] | None:
        """Return name and content of a file that a source names; None where it is not here.

        Parameters
        ----------
        reference : str
            ``internal://name`` or a bare path, whatever the folder's case.

        Raises
        ------
        ReadError
            It is damaged, or too much has been read.
        """
        scheme, colon, rest = reference.partition("://")
        if colon and scheme.casefold() != "internal":
            return None
        wanted = (rest if colon else reference).replace("\\", "/").strip("/")
        for name in dict.fromkeys((wanted, unquote(wanted))):
            found = (
                self._names.get(f"sources/{name}".casefold())
                or self._names.get(name.casefold())
                or self._by_file.get(PurePosixPath(name).name.casefold())
            )
            if found:
                content = self._members.read(found)
                self._take(len(content))
                if content.startswith(b"PK\x03\x04"):
                    self._take(limits.unpacked_size(content, found))
                return found, content
        return None

    def plain(self, reference: str, content: str) -> str:
        """Return a source's plain text as its positions count it: line ends as they stand."""
        found = self.read(reference) if reference else None
        if found is None:
            return content
        data = found[1]
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding = decode(data, found[0])[1]
            return data.decode(encoding).removeprefix("\ufeff")

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise ReadError(
                "The project's files would unpack to more than is read.",
                path=self._path,
                hint="Export fewer documents at a time.",
            )
