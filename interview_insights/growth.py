"""What is new in a study since the last run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    # Of a theme that was parted or merged a label may live on under another id.
    came = [new[t] for t in new if t not in old and new[t] not in old.values()]
    went = [old[t] for t in old if t not in new and old[t] not in new.values()]
    lines += _listed("theme", "new", [f"“{label}”" for label in came])
    lines += _listed("theme", "no longer found", [f"“{label}”" for label in went])
    return tuple(lines)


def _files(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    before = {file["path"]: file["sha256"] for file in old["files"]}
    now = {file["path"]: file["sha256"] for file in new["files"]}
    changed = [path for path in now if path in before and now[path] != before[path]]
    moved = renamed(old["files"], new["files"])
    came = [path for path in now if path not in before and path not in moved.values()]
    return [
        *_listed("file", "new", came),
        *_listed("file", "changed", changed),
        *_listed("file", "renamed", [f"{a} is now {b}" for a, b in moved.items()]),
        *_listed("file", "gone", [p for p in before if p not in now and p not in moved]),
    ]


def renamed(
    before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]
) -> dict[str, str]:
    """Return the new path of each file that is the same under another one, by its old path.

    Parameters
    ----------
    before, now : iterable of mapping
        Anything with ``path`` and ``sha256``.

    Returns
    -------
    dict of str to str
    """
    old, new = ({file["path"]: file["sha256"] for file in files} for files in (before, now))
    free: dict[str, list[str]] = {}
    for path, sha in new.items():
        if path not in old:
            free.setdefault(sha, []).append(path)
    moved = {}
    for path, sha in old.items():
        if path not in new and free.get(sha):
            moved[path] = free[sha].pop(0)
    return moved


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
