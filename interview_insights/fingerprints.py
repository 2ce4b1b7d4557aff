"""What a run depends on, as one digest: files, settings, this package, its models."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from interview_insights.resources import models_dir
from interview_insights.settings import Settings

_RUN_FILE = "run.json"


def fingerprint(root: Path, settings: Settings) -> str:
    """Return the digest of everything that a run of a study depends on.

    Parameters
    ----------
    root : Path
        Study folder, or a single transcript.
    settings : Settings

    Returns
    -------
    str
        sha256 in hex. Changed when a file of the study, a setting, the package's
        code, the shipped models, or a codebook or model named in the settings changes.
    """
    digest = hashlib.sha256()
    digest.update(json.dumps(asdict(settings), sort_keys=True).encode())
    package = Path(__file__).parent
    for base, pattern in ((package, "*"), (models_dir(), "*")):
        for path in sorted(base.rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                _add(digest, path.relative_to(base).as_posix(), path)
    for named in (settings.codebook, settings.embedder, settings.spacy_model):
        path = Path(named) if named else package
        if named and path.is_file():
            _add(digest, named, path)
        elif named and path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                status = file.stat()
                digest.update(f"{file} {status.st_size} {status.st_mtime_ns}".encode())
    for path in study_files(root):
        _add(digest, path.relative_to(root).as_posix() if root.is_dir() else path.name, path)
    return digest.hexdigest()


def _add(digest: hashlib._Hash, name: str, path: Path) -> None:
    try:
        with path.open("rb") as stream:
            own = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        own = f"unreadable: {error.errno}"
    digest.update(f"\0{name}\0{own}".encode("utf-8", "surrogateescape"))


def study_files(root: Path) -> Iterator[Path]:
    """Yield every file of a study in order of its path, run folders and hidden ones left out."""
    if root.is_file():
        yield root
        return
    for folder, folders, files in os.walk(root):
        if _RUN_FILE in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(files) if not name.startswith("."))
