"""Codebooks: the default one, and reading a researcher's own from YAML."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from interview_insights.errors import CodebookError
from interview_insights.records import NONE, Code, Codebook
from interview_insights.yaml_files import read_yaml

DEFAULT_PATH = Path(__file__).with_name("codebook.yaml")

_TEXTS = ("name", "lens", "label", "definition")
_LISTS = ("include", "exclude", "examples")


@lru_cache(maxsize=1)
def default_codebook() -> Codebook:
    """Return the codebook with three lenses and thirteen fields that ships with the package."""
    return load_codebook(DEFAULT_PATH)


def load_codebook(path: str | Path) -> Codebook:
    """Read a codebook from a YAML file.

    Parameters
    ----------
    path : str or Path
        A file in the form of the default codebook (``codebook init`` prints it).

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        The file cannot be read, is not YAML, or lacks a key; names line and key.
    """
    path = Path(path)
    table, node = read_yaml(
        path,
        CodebookError,
        "The codebook",
        "Compare it with: interview-insights codebook init",
    )
    return _Checker(path, node).codebook(table)


class _Checker:
    """Turns a parsed YAML table into records, naming line and key of what is wrong."""

    def __init__(self, path: Path, node: Any) -> None:
        self._path = path
        self._lines = _code_lines(node)

    def _fail(self, message: str, index: int | None = None, hint: str = "") -> CodebookError:
        line = self._lines[index] if index is not None and index < len(self._lines) else None
        return CodebookError(message, path=self._path, line=line, hint=hint or None)

    def codebook(self, table: Any) -> Codebook:
        if not isinstance(table, dict) or not isinstance(table.get("codes"), list):
            raise self._fail(
                "There is no list under the key 'codes'.",
                hint="Compare it with: interview-insights codebook init",
            )
        codes = tuple(self._code(item, i) for i, item in enumerate(table["codes"]))
        if not codes:
            raise self._fail("The list 'codes' is empty.", hint="Add at least one code.")
        seen: set[str] = set()
        for i, code in enumerate(codes):
            if code.name in seen or code.name == NONE:
                raise self._fail(f"The name {code.name!r} is used twice or reserved.", i)
            if code.lens == NONE:
                raise self._fail(f"The lens of {code.name!r} has a reserved name.", i)
            seen.add(code.name)
        name = str(table.get("name", self._path.stem))
        return Codebook(name, str(table.get("version", "1")), codes)

    def _code(self, item: Any, index: int) -> Code:
        if not isinstance(item, dict):
            raise self._fail(f"Code {index + 1} is not a table of keys.", index)
        unknown = set(item) - {*_TEXTS, *_LISTS}
        if unknown:
            raise self._fail(f"Unknown key {sorted(map(str, unknown))[0]!r}.", index)
        for key in ("name", "lens", "definition"):
            if not isinstance(item.get(key), str) or not item[key].strip():
                raise self._fail(f"Code {index + 1} needs a text under the key {key!r}.", index)
        lists = {key: self._texts(item, key, index) for key in _LISTS}
        name, lens = item["name"].strip(), item["lens"].strip()
        label = str(item.get("label") or name.replace("_", " ").capitalize())
        return Code(name, lens, label, item["definition"], **lists)

    def _texts(self, item: dict[str, Any], key: str, index: int) -> tuple[str, ...]:
        value = item.get(key) or []
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._fail(
                f"{key!r} of code {item['name']!r} must be a list of texts.",
                index,
                'Put texts that contain ": " in quotes.',
            )
        return tuple(value)


def _code_lines(node: Any) -> list[int]:
    import yaml

    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == "codes" and isinstance(value, yaml.SequenceNode):
            return [child.start_mark.line + 1 for child in value.value]
    return []
