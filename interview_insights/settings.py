"""One frozen Settings, put together from study.toml and from what the caller asks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from interview_insights.errors import StudyError

STUDY_FILE = "study.toml"
_KINDS: dict[str, tuple[type, str]] = {
    "seed": (int, "a whole number"),
    "redact": (bool, "true or false"),
    "slides": (bool, "true or false"),
}
DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"


PERSONAS = ("found", "by-group")
"""How respondents are parted into personas."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that may change a result, beside the transcripts themselves.

    ``groups`` gives the order of the contrast (first against second); empty means
    as found, ``good`` before ``bad``. ``interviewers`` are speaker names.
    ``group_column`` names the column of a table that holds each interview's group;
    ``keep`` names what is not cleaned away (docs/formats.md). ``redact`` replaces names
    and numbers by placeholders on the way in, those of ``business`` excepted. ``personas``
    is ``found`` or ``by-group``; ``slides`` writes report.pptx too.
    """

    name: str = ""
    groups: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    language: str = "en"
    codebook: str = ""
    embedder: str = DEFAULT_EMBEDDER
    spacy_model: str = ""
    group_column: str = ""
    keep: tuple[str, ...] = ()
    redact: bool = False
    business: str = ""
    personas: str = "found"
    slides: bool = False
    seed: int = 0

    def updated(self, **changes: Any) -> Settings:
        """Return a copy with every change that is not None."""
        known = {k: v for k, v in changes.items() if v is not None}
        for name, (kind, called) in _KINDS.items():
            value = known.get(name, kind())
            if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):
                raise StudyError(f"{name} must be {called}, not {value!r}.")
        if known.get("seed", 0) < 0:
            raise StudyError("The seed must be 0 or more.")
        if known.get("personas", self.personas) not in PERSONAS:
            raise StudyError(f"personas must be {' or '.join(PERSONAS)}.")
        return replace(self, **known)


def load_settings(root: Path) -> Settings:
    """Read ``study.toml`` of a study folder; the defaults where there is none.

    Parameters
    ----------
    root : Path
        The study folder.

    Returns
    -------
    Settings

    Raises
    ------
    StudyError
        The file is not TOML, holds an unknown key or a value of the wrong type.
    """
    path = root / STUDY_FILE
    if not path.is_file():
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StudyError(
            f"This is not valid TOML: {error}.",
            path=path,
            hint='Write lines such as name = "My study".',
        ) from None
    return _from_table(table, path)


def _from_table(table: dict[str, Any], path: Path) -> Settings:
    known = {f.name: f for f in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise StudyError(
                f"The key {key!r} is unknown.", path=path, hint=f"Known keys: {', '.join(known)}."
            )
        values[key] = _typed(key, value, path)
    codebook = values.get("codebook")
    if codebook and not Path(codebook).is_absolute():
        values["codebook"] = str(path.parent / codebook)
    return Settings(**values)


def _typed(key: str, value: Any, path: Path) -> Any:
    if key in ("groups", "interviewers", "keep"):
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise StudyError(f"{key!r} must be a list of names.", path=path)
    if key == "seed" and isinstance(value, int) and value < 0:
        raise StudyError("'seed' must be 0 or more.", path=path)
    if key == "personas" and value not in PERSONAS:
        raise StudyError(f"personas must be {' or '.join(PERSONAS)}.", path=path)
    wanted, called = _KINDS.get(key, (str, "a text in quotes"))
    if isinstance(value, wanted) and isinstance(value, bool) == (wanted is bool):
        return value
    raise StudyError(f"{key!r} must be {called}.", path=path)
