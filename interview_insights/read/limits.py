"""How large a file may be, checked before anything opens it."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

from interview_insights.errors import ReadError

MEGABYTE = 1_000_000
MAX_FILE_BYTES = 100 * MEGABYTE
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_ZIP_RATIO = 200
MAX_ZIP_MEMBERS = 10_000
MAX_TABLE_ROWS = 200_000
MAX_TABLE_COLUMNS = 400

_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    RuntimeError,  # an encrypted member
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)


def load_bytes(path: str | Path) -> bytes:
    """Return a file's bytes, once it is known to be a plain file of bearable size.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    bytes

    Raises
    ------
    ReadError
        There is no such file, it is no plain file, too large, empty or unreadable.
    """
    try:
        # Asked before opening: opening a named pipe would wait for ever.
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("This is not a file.", path=path, hint="Name one transcript file.")
        if status.st_size > MAX_FILE_BYTES:
            raise _too_large(path, status)
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise ReadError(
            "There is no such file.", path=path, hint="Check the spelling of the path."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(
            f"The file cannot be opened: {reason}.", path=path, hint="Check its permissions."
        ) from None
    if not data:
        raise empty_file(path)
    return data


def empty_file(path: str | Path) -> ReadError:
    """Return the error for a file without any content."""
    return ReadError("The file is empty.", path=path, hint="Export the transcript again.")


def _too_large(path: str | Path, status: os.stat_result) -> ReadError:
    size, most = status.st_size // MEGABYTE, MAX_FILE_BYTES // MEGABYTE
    return ReadError(
        f"The file has {size} MB, more than the {most} MB a transcript may have.",
        path=path,
        hint="Export only the words, as .docx or .txt.",
    )


def check_zip(data: bytes, path: str | Path) -> tuple[str, ...]:
    """Return the member names of a zip archive that is safe to unpack.

    Declared sizes are enough: zipfile stops reading a member at its declared size.

    Parameters
    ----------
    data : bytes
    path : str or Path
        For the message.

    Returns
    -------
    tuple of str

    Raises
    ------
    ReadError
        The archive is damaged, or would unpack to more than the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except _BROKEN_ZIP as error:
        raise damaged(path) from error
    total = sum(member.file_size for member in members)
    too_dense = total > MAX_ZIP_RATIO * len(data)
    if total > MAX_UNPACKED_BYTES or too_dense or len(members) > MAX_ZIP_MEMBERS:
        raise ReadError(
            f"The file would unpack to {max(1, total // MEGABYTE)} MB from"
            f" {len(data)} bytes and is refused.",
            path=path,
            hint="Open it, and save it again without pictures, as .docx or .txt.",
        )
    return tuple(member.filename for member in members)


class Members:
    """The members of a zip archive that :func:`check_zip` has passed, its list read once.

    Parameters
    ----------
    data : bytes
    path : str or Path
        For messages.

    Raises
    ------
    ReadError
        The archive is damaged.
    """

    def __init__(self, data: bytes, path: str | Path) -> None:
        self._path = path
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN_ZIP as error:
            raise damaged(path) from error

    def read(self, name: str) -> bytes:
        """Return one member; ReadError where it is damaged or missing."""
        try:
            return self._archive.read(name)
        except Exception as error:  # zlib.error, lzma.LZMAError and those of _BROKEN_ZIP
            raise damaged(self._path) from error


def read_member(data: bytes, name: str, path: str | Path) -> bytes:
    """Return one member of a zip archive that :func:`check_zip` has passed."""
    return Members(data, path).read(name)


def unpacked_size(data: bytes, path: str | Path) -> int:
    """Return how many bytes a zip archive says it unpacks to."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except _BROKEN_ZIP as error:
        raise damaged(path) from error


def damaged(path: str | Path) -> ReadError:
    """Return the error for an Office file whose archive is broken."""
    return ReadError(
        "The file is damaged: its zip archive cannot be unpacked.",
        path=path,
        hint="Open it in its own program and save it again as .docx or .txt.",
    )
