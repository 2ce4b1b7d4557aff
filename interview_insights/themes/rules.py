"""themes.yaml: what a researcher decided about themes, honoured on every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interview_insights.errors import StudyError
from interview_insights.yaml_files import read_yaml

RULES_FILE = "themes.yaml"

_HINT = "Compare it with: interview-insights show RUN themes --yaml"


@dataclass(frozen=True, slots=True)
class Split:
    """A part of a theme that becomes one of its own: the sentences like ``quote``."""

    theme: str
    quote: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ThemeRules:
    """Themes by their ids.

    ``rename`` gives labels; of each of ``merge`` the first takes the others in; ``drop``
    are no themes any longer; ``pin`` keep the sentences that they had in the last run.
    """

    rename: tuple[tuple[str, str], ...] = ()
    merge: tuple[tuple[str, ...], ...] = ()
    split: tuple[Split, ...] = ()
    drop: tuple[str, ...] = ()
    pin: tuple[str, ...] = ()


def load_rules(path: Path) -> ThemeRules:
    """Read themes.yaml.

    Parameters
    ----------
    path : Path
        There may be no such file.

    Returns
    -------
    ThemeRules

    Raises
    ------
    StudyError
        The file cannot be read, is not YAML, or has another form; names line and key.
    """
    import yaml

    if not path.is_file():
        return ThemeRules()
    table, node = read_yaml(path, StudyError, "The file themes.yaml", _HINT)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    lines = {key.value: key.start_mark.line + 1 for key, _ in pairs}

    def fail(message: str, key: str | None = None) -> StudyError:
        return StudyError(message, path=path, line=lines.get(key), hint=_HINT)

    return _rules({} if table is None else table, fail)


def rules_from(stored: Mapping[str, Any]) -> ThemeRules:
    """Return the rules that a run's manifest holds.

    Parameters
    ----------
    stored : mapping
        What ``dataclasses.asdict`` made of rules, through JSON or not.

    Returns
    -------
    ThemeRules
    """
    return ThemeRules(
        rename=tuple((theme, label) for theme, label in stored.get("rename", ())),
        merge=tuple(tuple(themes) for themes in stored.get("merge", ())),
        split=tuple(Split(**part) for part in stored.get("split", ())),
        drop=tuple(stored.get("drop", ())),
        pin=tuple(stored.get("pin", ())),
    )


def _rules(table: Any, fail: Callable[..., StudyError]) -> ThemeRules:
    if not isinstance(table, dict):
        raise fail("There are no keys; rename, merge, split, drop and pin are known.")
    unknown = sorted(str(key) for key in set(table) - {"rename", "merge", "split", "drop", "pin"})
    if unknown:
        raise fail(f"Unknown key {unknown[0]!r}.", unknown[0])
    renamed = table.get("rename") or {}
    if not isinstance(renamed, dict) or not all(_text(v) and _text(k) for k, v in renamed.items()):
        raise fail("'rename' must give a label for each theme, as T03: Late parcels.", "rename")
    merged = table.get("merge") or []
    if not isinstance(merged, list) or not all(_texts(ids) and len(ids) > 1 for ids in merged):
        raise fail("'merge' must be a list of lists of themes, as - [T03, T07].", "merge")
    lists = {}
    for key in ("drop", "pin"):
        lists[key] = table.get(key) or []
        if not _texts(lists[key]):
            raise fail(f"{key!r} must be a list of themes, as [T03, T07].", key)
    return ThemeRules(
        rename=tuple((k.strip(), " ".join(v.split())) for k, v in renamed.items()),
        merge=tuple(tuple(map(str.strip, ids)) for ids in merged),
        split=_splits(table.get("split") or {}, fail),
        drop=tuple(map(str.strip, lists["drop"])),
        pin=tuple(map(str.strip, lists["pin"])),
    )


def _splits(table: Any, fail: Callable[..., StudyError]) -> tuple[Split, ...]:
    wanted = "'split' must give a list of quotes for each theme, as T05: [words of a sentence]."
    if not isinstance(table, dict):
        raise fail(wanted, "split")
    parts = []
    for theme, quotes in table.items():
        if not isinstance(quotes, list) or not quotes or not _text(theme):
            raise fail(wanted, "split")
        for item in quotes:
            given = item if isinstance(item, dict) else {"quote": item}
            if not _text(given.get("quote")) or not isinstance(given.get("label", ""), str):
                raise fail(wanted, "split")
            parts.append(
                Split(theme.strip(), " ".join(given["quote"].split()), given.get("label", ""))
            )
    return tuple(parts)


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value))
