"""The shipped training corpus: coded interview sentences in context."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from interview_insights.embed.context import Unit
from interview_insights.errors import ModelError
from interview_insights.resources import models_dir


@dataclass(frozen=True, slots=True)
class Example:
    """A coded sentence: what was said, in which context, and what a person coded it as."""

    domain: str
    interview: str
    unit: Unit
    field: str
    second: str
    pole: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Coded sentences in the order of the file, and the digest of that file."""

    examples: tuple[Example, ...]
    digest: str

    @property
    def domains(self) -> tuple[str, ...]:
        """Domains in alphabetical order."""
        return tuple(sorted({example.domain for example in self.examples}))


@lru_cache(maxsize=1)
def shipped_corpus() -> Corpus:
    """Return the corpus that the shipped coder was trained on."""
    return load_corpus(models_dir() / "coder" / "training" / "corpus.jsonl")


def load_corpus(path: Path) -> Corpus:
    """Read a corpus from JSON lines.

    Parameters
    ----------
    path : Path
        One object a line with domain, interview, group, question, turn, sentence,
        text, field, second, pole and theme; the sentences of an interview in order.

    Returns
    -------
    Corpus

    Raises
    ------
    ModelError
        The file is missing or a line is malformed; names the line.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ModelError(f"The corpus cannot be read ({error.strerror}).", path=path) from None
    rows = []
    for number, line in enumerate(raw.splitlines(), 1):
        try:
            rows.append(json.loads(line))
            _ = [rows[-1][key] for key in ("domain", "interview", "turn", "text", "field")]
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"This line is malformed ({error}).", path=path, line=number) from None
    examples = tuple(_example(rows, i) for i in range(len(rows)))
    return Corpus(examples, hashlib.sha256(raw).hexdigest())


def _example(rows: list[dict[str, str]], i: int) -> Example:
    row = rows[i]

    def neighbour(j: int) -> str:
        if not 0 <= j < len(rows):
            return ""
        same = all(rows[j][key] == row[key] for key in ("interview", "turn"))
        return rows[j]["text"] if same else ""

    unit = Unit(row["text"], row.get("question", ""), neighbour(i - 1), neighbour(i + 1))
    return Example(
        row["domain"],
        row["interview"],
        unit,
        row["field"],
        row.get("second", ""),
        row.get("pole", ""),
        row.get("theme", ""),
    )
