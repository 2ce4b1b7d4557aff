"""Where the shipped models and the sample study lie."""

from __future__ import annotations

import os
from pathlib import Path

from interview_insights.errors import ModelError

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    # A wheel carries the folders inside the package, a checkout beside it.
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise ModelError(
        f"The folder {name!r} that comes with interview-insights is missing.",
        path=_PACKAGE,
        hint="Install the package again.",
    )


def models_dir() -> Path:
    """Folder with the coder, its training corpus and the language pipeline."""
    return _shipped("models")


def sample_dir() -> Path:
    """Folder of the sample study."""
    return _shipped("transcripts") / "sample"


def cache_dir() -> Path:
    """Folder for caches, by ``INTERVIEW_INSIGHTS_CACHE`` or the XDG convention; not created."""
    named = os.environ.get("INTERVIEW_INSIGHTS_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "interview-insights"
