"""The errors of this package: one tree, each with a place and a way out.

::

    InsightsError              anything a user can do something about
    ├── StudyError             a study folder, study.toml or participants.csv
    ├── ReadError              one transcript file cannot be read
    │   └── EncodingError      its bytes are not the text they claim to be
    ├── CodebookError          a codebook file
    ├── ModelError             a model is missing, unknown or altered
    └── RunError               a run folder or one of its tables
"""

from __future__ import annotations

from pathlib import Path


class InsightsError(Exception):
    """A mistake in the input that the user can mend.

    Parameters
    ----------
    message : str
        What is wrong, one sentence.
    path : str or Path, optional
        The file or folder that the sentence is about.
    line : int, optional
        Line, row, paragraph or cue in that file, counted from 1.
    hint : str, optional
        What to do about it, one sentence.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | Path | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.hint = hint
        super().__init__(str(self))

    @property
    def place(self) -> str:
        """File and line as ``path:line``; empty where there is neither."""
        if self.path is None:
            return "" if self.line is None else f"line {self.line}"
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head} {self.hint}" if self.hint else head


class StudyError(InsightsError):
    """A study folder, its study.toml or its participants.csv is unusable."""


class ReadError(InsightsError):
    """A transcript file cannot be read."""


class EncodingError(ReadError):
    """A file's bytes cannot be decoded to the text they claim to be."""


class CodebookError(InsightsError):
    """A codebook file is malformed."""


class ModelError(InsightsError):
    """A model is missing, unknown, or not the one its digest names."""


class RunError(InsightsError):
    """A run folder is missing, incomplete or of another version."""
