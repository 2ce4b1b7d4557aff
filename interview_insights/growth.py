"""What is new in a study since the last run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from interview_insights.run import Run

_NAMED = 6  # files or themes that a line names


def changes_since(
    earlier: Run, manifest: Mapping[str, Any], themes: pd.DataFrame
) -> tuple[str, ...]:
    """Say in lines what an analysis found new.

    Parameters
    ----------
    earlier : Run
        The run that lay in the folder before.
    manifest : mapping
        What run.json of the new run will hold.
    themes : DataFrame
        The new run's themes.

    Returns
    -------
    tuple of str
        Files that came, changed or went, other models or settings, themes that came or
        went; empty where all is as it was.
    """
    lines = [*_files(earlier.manifest, manifest), *_frame(earlier.manifest, manifest)]
    old = dict(zip(earlier.themes["theme"], earlier.themes["label"], strict=True))
    new = dict(zip(themes["theme"], themes["label"], strict=True))
    came = [new[theme] for theme in new if theme not in old]
    went = [old[theme] for theme in old if theme not in new]
    lines += _listed("theme", "new", [f"“{label}”" for label in came])
    lines += _listed("theme", "no longer found", [f"“{label}”" for label in went])
    return tuple(lines)


def _files(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before = {file["path"]: file["sha256"] for file in old["files"]}
    now = {file["path"]: file["sha256"] for file in new["files"]}
    changed = [path for path in now if path in before and now[path] != before[path]]
    return [
        *_listed("file", "new", [path for path in now if path not in before]),
        *_listed("file", "changed", changed),
        *_listed("file", "gone", [path for path in before if path not in now]),
    ]


def _frame(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    lines = []
    if old["version"] != new["version"]:
        lines.append(f"Another version: {old['version']} before, now {new['version']}.")
    if old["models"] != new["models"]:
        lines.append("Other models: some sentences may be coded otherwise.")
    if old["codebook"] != new["codebook"]:
        lines.append("Another codebook.")
    for name, value in new["settings"].items():
        if old["settings"].get(name, value) != value and name != "codebook":
            lines.append(f"Setting {name}: {old['settings'][name]!r} before, now {value!r}.")
    return lines


def _listed(noun: str, what: str, names: list[str]) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    plural = noun if len(names) == 1 else f"{noun}s"
    return [f"{len(names)} {plural} {what}: {', '.join(names[:_NAMED])}{more}."]
