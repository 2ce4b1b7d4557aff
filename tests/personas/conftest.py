"""Small studies put together from who voiced which theme how often."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from interview_insights import frames
from interview_insights.coding.codebook import default_codebook
from interview_insights.personas import write_personas
from interview_insights.records import Persona

# participant -> theme (or None: a sentence without a theme) -> how often voiced
People = Mapping[str, Mapping[str | None, int]]


@dataclass(frozen=True)
class Study:
    """The tables that personas are written from."""

    segments: pd.DataFrame
    codings: pd.DataFrame
    themes: pd.DataFrame
    facts: pd.DataFrame

    def personas(self, seed: int = 0) -> tuple[Persona, ...]:
        tables = (self.segments, self.codings, self.themes, self.facts)
        return write_personas(*tables, default_codebook(), seed=seed)


def make_study(
    people: People,
    fields: Mapping[str, str],
    *,
    facts: Sequence[tuple[str, str, str]] = (),
    groups: Mapping[str, str] | None = None,
    poles: Mapping[str, str] | None = None,
    loose: str = "goals",
) -> Study:
    """Make checked tables.

    ``fields`` gives the field of each theme, ``facts`` (participant, fact, normalised),
    ``groups`` the group of a participant, ``poles`` the pole of a theme, ``loose`` the
    field of sentences without a theme (``"none"``: not coded).
    """
    book = default_codebook()
    segments, codings = [], []
    for name, voiced in people.items():
        said = [theme for theme, times in voiced.items() for _ in range(times)]
        group = (groups or {}).get(name, "good")
        for i, theme in enumerate(said):
            segment = f"{name}:{i:04d}:0"
            text = f"sentence {i} of {name} about {theme} with words enough to quote"
            where = (f"{name}.txt", f"line {i + 1}", name, group, i, 0, "respondent", name)
            segments.append((segment, name, *where, "", text, 0, len(text), np.nan, np.nan))
            field = loose if theme is None else fields[theme]
            pole = (poles or {}).get(theme or "")
            lens = book.lens_of(field)
            codings.append((segment, lens, field, 0.9, True, pole, theme, "model", False))
    rows = {"segments": segments, "codings": codings}
    codes = pd.DataFrame(codings, columns=[c.name for c in frames.SCHEMAS["codings"]])
    rows["themes"] = []
    for theme, field in fields.items():
        own = codes.loc[codes["theme"] == theme, "segment_id"].tolist()
        if own:
            names = len({segment.split(":")[0] for segment in own})
            label = f"Label of {theme}"
            figures = (len(own), names, [theme.lower()], own[:12], 0.9, False)
            rows["themes"].append((theme, label, book.lens_of(field), field, *figures))
    rows["facts"] = [
        (name, fact, v, v, math.nan, math.nan, None, f"{name}:0000:0") for name, fact, v in facts
    ]
    made = {}
    for table, content in rows.items():
        frame = pd.DataFrame(content, columns=[c.name for c in frames.SCHEMAS[table]])
        made[table] = frames.check(table, frame if content else frames.empty(table))
    return Study(**made)


FIELDS = {
    "T01": "goals",
    "T02": "motivations",
    "T03": "discovery",
    "T04": "concerns",
    "T05": "spending_habits",
    "T06": "communication",
}
"""Themes of :func:`two_kinds` and their fields."""


def kinds(*sizes: int) -> dict[str, dict[str | None, int]]:
    """Kinds of people with disjoint pairs of themes; kind k of ``sizes[k]`` people."""
    names = list(FIELDS)
    return {
        f"K{kind}P{i}": {names[2 * kind]: 2, names[2 * kind + 1]: 1}
        for kind, size in enumerate(sizes)
        for i in range(size)
    }


@pytest.fixture(scope="session")
def study() -> Callable[..., Study]:
    return make_study


@pytest.fixture(scope="session")
def fields() -> Mapping[str, str]:
    return FIELDS


@pytest.fixture(scope="session")
def people_of_kinds() -> Callable[..., dict[str, dict[str | None, int]]]:
    return kinds
