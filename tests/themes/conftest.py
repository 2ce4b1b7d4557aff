"""Small studies put together from who said what, and vectors with planted groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from interview_insights import frames
from interview_insights.coding.codebook import default_codebook

# participant -> (field, text) of each sentence
Said = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class FakePhrase:
    text: str
    standing: float = 1.0


def fake_phrases(sentences: Sequence[str]) -> list[list[FakePhrase]]:
    """Every run of three words of a sentence."""
    split = [s.split() for s in sentences]
    return [[FakePhrase(" ".join(w[i : i + 3])) for i in range(len(w) - 2)] for w in split]


def make_study(said: Said, *, question: str = "") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Segments and codings, checked; every sentence is a turn of its own."""
    book = default_codebook()
    segments, codings = [], []
    for name, sentences in said.items():
        for i, (field, text) in enumerate(sentences):
            segment = f"{name}:{i:04d}:0"
            where = (f"{name}.txt", f"line {i + 1}", name, "good", i, 0, "respondent", name)
            segments.append((segment, name, *where, question, text, 0, len(text), np.nan, np.nan))
            codings.append(
                (segment, book.lens_of(field), field, 0.9, True, None, None, "model", False)
            )
    tables = []
    for table, rows in (("segments", segments), ("codings", codings)):
        frame = pd.DataFrame(rows, columns=[c.name for c in frames.SCHEMAS[table]])
        tables.append(frames.check(table, frame if rows else frames.empty(table)))
    return tables[0], tables[1]


TOPICS = {
    # Two fields of a lens, two lenses; words of one topic occur in no other.
    ("goals", "garden"): "patio corner looked bare and needed something green",
    ("goals", "gift"): "birthday present for mum was due on friday",
    ("motivations", "alive"): "everything arrived alive and stayed happy ever since",
    ("concerns", "late"): "courier left parcel behind gate two days late",
    ("concerns", "dead"): "leaves turned brown within one single week indoors",
    ("concerns", "price"): "shipping fee doubled what basket cost at checkout",
    ("lifestyle", "work"): "shifts start before six most mornings at hospital",
}

VOICED = {"garden": 6, "gift": 4, "alive": 5, "late": 6, "dead": 3, "price": 5, "work": 4}
"""Participants who voice each topic."""


def planted() -> tuple[Said, dict[str, str]]:
    """A study of six people with seven topics, and the topic of each text."""
    people = ["Ada", "Bo", "Cem", "Dot", "Eli", "Fay"]
    said: dict[str, list[tuple[str, str]]] = {name: [] for name in people}
    topic_of: dict[str, str] = {}
    for (field, topic), words in TOPICS.items():
        for i, name in enumerate(people[: VOICED[topic]]):
            kept = words.split()
            del kept[i]  # each says it a little differently
            text = " ".join(kept)
            said[name].append((field, text))
            topic_of[text] = topic
    again = "courier left parcel behind gate two late"  # Ada says a thing twice
    said["Ada"].append(("concerns", again))
    topic_of[again] = "late"
    return said, topic_of


def planted_vectors(
    groups: int, each: int, *, noise: float = 0.05, dimensions: int = 16, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Unit rows around orthogonal centres, and the group of each row."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(groups), each)
    rows = np.eye(dimensions)[truth] + noise * random.normal(size=(len(truth), dimensions))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), truth


@pytest.fixture(scope="session")
def study() -> Callable[..., tuple[pd.DataFrame, pd.DataFrame]]:
    return make_study


@pytest.fixture(scope="session")
def phrases() -> Callable[[Sequence[str]], list[list[FakePhrase]]]:
    return fake_phrases


@pytest.fixture(scope="session")
def phrase() -> type[FakePhrase]:
    return FakePhrase


@pytest.fixture(scope="session")
def planted_study() -> tuple[Said, dict[str, str]]:
    return planted()


@pytest.fixture(scope="session")
def vectors_around() -> Callable[..., tuple[np.ndarray, np.ndarray]]:
    return planted_vectors
