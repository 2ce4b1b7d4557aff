"""The files of a study folder: which are transcripts, which are set aside and why."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from interview_insights.records import Skipped
from interview_insights.settings import STUDY_FILE

PARTICIPANTS_FILE = "participants.csv"
RUN_FILE = "run.json"
_OWN_FILES = frozenset((STUDY_FILE, PARTICIPANTS_FILE, "themes.yaml", "themes.yml", "coded.csv"))
_LITTER = frozenset(("thumbs.db", "desktop.ini", "icon\r", "__macosx"))
_TEMPORARY = (".tmp", ".temp", ".bak", ".swp", ".part", ".crdownload", ".lock")
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Listing:
    """What a study folder holds.

    ``files`` are paths relative to it, with forward slashes, sorted; ``ignored``
    counts what is no transcript by its name.
    """

    files: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    ignored: int


def list_study(root: Path, own: Iterable[str] = ()) -> Listing:
    """List a study's files.

    Parameters
    ----------
    root : Path
        The study folder.
    own : iterable of str
        Further files that belong to the study but are no transcripts, as full paths.

    Returns
    -------
    Listing
    """
    walk = _Walk(root, root.resolve(), frozenset(str(Path(p).absolute()) for p in own if p))
    walk.folder(root, 0)
    return Listing(
        tuple(sorted(walk.files)),
        tuple(sorted(walk.skipped, key=lambda s: s.path)),
        walk.ignored,
    )


class _Walk:
    def __init__(self, root: Path, real_root: Path, own: frozenset[str]) -> None:
        self._root = root
        self._real_root = real_root
        self._own = own
        self.files: list[str] = []
        self.skipped: list[Skipped] = []
        self.ignored = 0

    def folder(self, folder: Path, depth: int) -> None:
        try:
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            self._skip(folder, f"The folder cannot be opened: {error.strerror}.")
            return
        for entry in entries:
            self._entry(entry, depth)

    def _entry(self, entry: os.DirEntry[str], depth: int) -> None:
        path = Path(entry.path)
        if _is_litter(entry.name) or (depth == 0 and self._is_own(path)):
            self.ignored += 1
        elif entry.is_symlink() and (reason := self._stray(path)):
            self._skip(path, reason)
        elif entry.is_dir():
            if (path / RUN_FILE).is_file():
                self.ignored += 1
            elif depth >= _DEEPEST:
                self._skip(path, "The folder lies too deep.")
            else:
                self.folder(path, depth + 1)
        elif entry.is_file():
            self.files.append(self._relative(path))
        else:
            self._skip(path, "This is neither a file nor a folder.")

    def _is_own(self, path: Path) -> bool:
        name = path.name.lower()
        return (
            name in _OWN_FILES
            or name.startswith("readme")
            or (name.startswith("codebook") and name.endswith((".yaml", ".yml")))
            or str(path.absolute()) in self._own
        )

    def _stray(self, path: Path) -> str:
        """Return why a symbolic link is not followed, empty where it is."""
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
            return "The link points to nothing."
        if not target.is_relative_to(self._real_root):
            return "The link points out of the study."
        # Its files are found where they are; followed, they would count twice.
        return "The link points to a folder of the study itself." if target.is_dir() else ""

    def _skip(self, path: Path, reason: str) -> None:
        hint = "Copy the file into the study." if "link" in reason else ""
        self.skipped.append(Skipped(self._relative(path), reason, hint))

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._root).as_posix()


def _is_litter(name: str) -> bool:
    lowered = name.lower()
    return (
        lowered.startswith((".", "~")) or lowered in _LITTER or lowered.endswith((*_TEMPORARY, "~"))
    )
