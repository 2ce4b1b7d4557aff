"""Small studies, put together from who said which theme in which group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import pytest

# participant -> (group, themes voiced)
People = Mapping[str, tuple[str, Sequence[str]]]


def make_tables(
    people: People, themes: Sequence[str], lenses: Sequence[str] = ("driver",)
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Codings, segments and themes; every participant also says one uncoded sentence."""
    segments, codings = [], []
    for name, (group, voiced) in people.items():
        for i, theme in enumerate([None, *voiced]):
            segment = f"{name}:{i:04d}:0"
            segments.append((segment, name, group, "respondent", f"sentence {i}"))
            codings.append((segment, "none" if theme is None else "pain", theme))
        # An interviewer's words must never count, coded or not.
        segments.append((f"{name}:9999:0", "Interviewer", group, "interviewer", "And then?"))
        codings.append((f"{name}:9999:0", "pain", themes[0] if themes else None))
    lens = [lenses[i % len(lenses)] for i in range(len(themes))]
    return (
        pd.DataFrame(codings, columns=["segment_id", "field", "theme"]),
        pd.DataFrame(segments, columns=["segment_id", "participant", "group", "role", "text"]),
        pd.DataFrame({"theme": list(themes), "lens": lens}),
    )


@pytest.fixture(scope="session")
def tables() -> Callable[..., tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]]:
    return make_tables
