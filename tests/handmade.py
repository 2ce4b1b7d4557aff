"""A run put together by hand: no model, every table filled, its texts chosen by the test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from interview_insights import frames
from interview_insights.records import Persona, Statement
from interview_insights.run import Run
from interview_insights.store import FORMAT

CODES = (
    {"name": "goals", "lens": "driver", "label": "Goals"},
    {"name": "concerns", "lens": "barrier", "label": "Concerns"},
    {"name": "values", "lens": "mindset", "label": "Values"},
)
PEOPLE = 3  # in each group


def table(name: str, rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """A table of the schema ``name``; texts as objects, so that None stays None."""
    if not rows:
        return frames.empty(name)
    schema = frames.SCHEMAS[name]
    kinds = {"int": "int64", "float": "float64", "bool": "bool"}
    return pd.DataFrame(
        {
            column.name: pd.Series(list(cells), dtype=kinds.get(column.kind, "object"))
            for column, cells in zip(schema, zip(*rows, strict=True), strict=True)
        }
    )


def make_tables(
    groups: Sequence[str] = ("good", "bad"), *, text: str = "It costs too much", themes: int = 2
) -> dict[str, pd.DataFrame]:
    """Tables in which every theme is voiced by everybody of the first group.

    ``text`` goes wherever a respondent's or a file's words go.
    """
    people = [(g, f"{text} {g} {i}", f"{g}_{i}") for g in groups for i in range(PEOPLE)]
    segments, codings, facts, quality = [], [], [], []
    for group, person, transcript in people:
        at = (transcript, f"{group}/{transcript}.txt", "line 1", person, group)
        asked = f"{text}, why?"
        segments.append(
            (f"{transcript}:0000:0", *at, 0, 0, "interviewer", "Ann", "", asked, 0, 9, 0.0, 1.5)
        )
        for n in range(themes + 1):
            timed = (math.nan, math.nan) if n else (3.25, 3725.0)
            segment = f"{transcript}:0001:{n}"
            row = (1, n, "respondent", person, asked, text if n else f"{text} {n}", 10, 20, *timed)
            segments.append((segment, *at, *row))
            if n == themes:
                codings.append((segment, "none", "none", 0.25, True, None, None, "model", True))
                continue
            code = CODES[n % len(CODES)]
            heard = group == groups[0] or n % 2 == 0
            theme = f"T{n + 1:02d}" if heard else None
            codings.append(
                (segment, code["lens"], code["name"], 0.875, True, None, theme, "model", False)
            )
            codings.append(
                (segment, "mindset", "values", 0.5, False, "bargain", None, "human", False)
            )
        facts.append((person, "age", text, "52", 52.0, 52.0, "years", f"{transcript}:0001:0"))
        shares = (4, 0.25, 0.5, 0.0, 0.5, 1, 0.25, 3, 0.75, 2)
        at = ["values"], [f"{transcript}:0000:0"], []
        quality.append((transcript, group, *shares, *at, None if themes else text))
    theme_rows, subthemes, contrasts = [], [], []
    for n in range(themes):
        code, voiced = CODES[n % len(CODES)], groups if n % 2 == 0 else groups[:1]
        quotes = [f"{g}_{i}:0001:{n}" for g in voiced for i in range(PEOPLE)]
        words = [text or "cost", "price"]
        who = (len(quotes), len(quotes))
        theme_rows.append(
            (
                *(f"T{n + 1:02d}", text, code["lens"], code["name"], *who, words, quotes),
                *(0.4 + n / 10, n == 1),
            )
        )
        subthemes.append((f"T{n + 1:02d}.1", f"T{n + 1:02d}", text, *who, quotes))
        if len(groups) > 1:
            b = 0 if n % 2 else PEOPLE
            change = (1 - b / PEOPLE, -0.25, 1.0) if b else (1.0, 0.25, 1.0)
            figures = (PEOPLE, PEOPLE, PEOPLE, b, 1.0, b / PEOPLE, *change, 0.125, 0.25, 0.75)
            leans = "both" if b else groups[0]
            contrasts.append((f"T{n + 1:02d}", groups[0], groups[1], *figures, leans))
    saturation = [
        (i, themes * i / len(people), 0.0, float(themes), 0.5, None if i == 1 else 0.5)
        for i in range(1, len(people) + 1)
    ]
    rows = {
        "segments": segments, "codings": codings, "themes": theme_rows,
        "subthemes": subthemes, "contrasts": contrasts,
        "facts": facts, "saturation": saturation, "quality": quality,
    }  # fmt: skip
    return {name: table(name, found) for name, found in rows.items()}


def make_personas(
    groups: Sequence[str] = ("good", "bad"), *, text: str = "It costs too much"
) -> tuple[Persona, ...]:
    """One persona of the first group, with a field that nobody mentioned."""
    said = Statement(text, "T01", PEOPLE, (f"{groups[0]}_0:0001:0", f"{groups[0]}_1:0001:0"))
    return (
        Persona(
            name=f"{text} Petra",
            tagline=text,
            quote=f"{groups[0]}_0:0001:0",
            participants=tuple(f"{text} {groups[0]} {i}" for i in range(PEOPLE)),
            groups={groups[0]: PEOPLE},
            size=PEOPLE,
            demographics={"age": text},
            fields={"goals": (said,), "concerns": (), "values": (said,)},
            objections=(said,),
            how_to_reach=(),
            confidence=0.7,
        ),
    )


def make_run(
    groups: Sequence[str] = ("good", "bad"),
    *,
    text: str = "It costs too much",
    name: str = "Handmade",
    themes: int = 2,
    personas: bool = True,
) -> Run:
    """A whole run, checked against the schemas."""
    tables = make_tables(groups, text=text, themes=themes)
    for key, frame in tables.items():
        frames.check(key, frame)
    people = make_personas(groups, text=text) if personas else ()
    primary = tables["codings"][tables["codings"]["primary"]]
    manifest = {
        "format": FORMAT,
        "version": "0.1.0",
        "name": name,
        "fingerprint": "",
        "groups": list(groups),
        "settings": {"seed": 0, "language": "en"},
        "models": {"embedder": {"name": "fake", "digest": "fake-1"}},
        "codebook": [dict(code) for code in CODES],
        "files": [],
        "skipped": [{"path": f"{text}.png", "reason": text, "hint": text}],
        "ignored": 1,
        "counts": {
            "transcripts": PEOPLE * len(groups),
            "skipped": 1,
            "participants": dict.fromkeys(sorted(groups), PEOPLE),
            "sentences": len(primary),
            "coded": int((primary["field"] != "none").sum()),
            "unassigned": 0,
            "review": int(primary["review"].sum()),
            "themes": themes,
            "personas": len(people),
        },
        "warnings": [text],
        "timings": {},
    }
    return Run(manifest, tables, people)


def rows_of(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows for a comparison by ``==``: NaN becomes the text "NaN"."""
    return [
        tuple("NaN" if isinstance(v, float) and math.isnan(v) else v for v in row)
        for row in frame.itertuples(index=False, name=None)
    ]
