"""Studies with planted themes, beside this program in planted/, as tables that stages take."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from interview_insights import frames
from interview_insights.coding.codebook import default_codebook

FOLDER = Path(__file__).with_name("planted")


@dataclass(frozen=True)
class Planted:
    """A study: its tables, and the planted theme of each sentence that voices one."""

    name: str
    segments: pd.DataFrame
    codings: pd.DataFrame
    theme_of: dict[str, str]

    @property
    def themes(self) -> dict[str, set[str]]:
        """Sentences of each planted theme."""
        return {
            theme: {s for s, other in self.theme_of.items() if other == theme}
            for theme in sorted(set(self.theme_of.values()))
        }


def studies(folder: Path = FOLDER) -> list[Planted]:
    """Read every study of a folder, with the codes that its writer gave."""
    return [_study(path) for path in sorted(folder.glob("*.jsonl"))]


def _study(path: Path) -> Planted:
    book = default_codebook()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    segments, codings, theme_of = [], [], {}
    at = 0
    for row in rows:
        who, text = row["interview"], row["text"]
        segment = f"{who}:{row['turn']:04d}:{row['sentence']}"
        said = ("respondent", who, row["question"], text, at, at + len(text), np.nan, np.nan)
        at += len(text) + 1
        where = (f"{who}.txt", f"line {row['turn']}", who, row["group"])
        segments.append((segment, who, *where, row["turn"], row["sentence"], *said))
        lens = book.lens_of(row["field"])
        pole = row["pole"] or None
        codings.append((segment, lens, row["field"], 1.0, True, pole, None, "model", False))
        if row["theme"]:
            theme_of[segment] = row["theme"]
    return Planted(path.stem, _table("segments", segments), _table("codings", codings), theme_of)


def _table(name: str, rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.name for column in frames.SCHEMAS[name]])
    return frames.check(name, frame)


def planted_names(folder: Path = FOLDER) -> dict[str, dict[str, str]]:
    """Return what each planted theme of each study is about."""
    names: dict[str, dict[str, str]] = json.loads((folder / "themes.json").read_text("utf-8"))
    return names


def best_matches(planted: dict[str, set[str]], found: dict[str, set[str]]) -> dict[str, float]:
    """Return each planted theme's best F1 with a found one; sets of sentences."""
    return {
        theme: max(
            (2 * len(wanted & got) / (len(wanted) + len(got)) for got in found.values()),
            default=0.0,
        )
        for theme, wanted in planted.items()
    }
