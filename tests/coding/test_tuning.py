"""Tuning readers: a short run of the real thing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from interview_insights.coding import tuning
from interview_insights.coding.reader import POLES, open_reader, save_reader
from interview_insights.embed.context import Unit

UNITS = [
    *(Unit(f"It broke after {n} days.", "And then?") for n in range(12)),
    *(Unit(f"My sister told me about it in week {n}.", "And then?") for n in range(12)),
]
FIELDS = ["concerns"] * 12 + ["discovery"] * 12
NO_POLES = [""] * 24


@pytest.fixture(scope="module")
def tuned() -> tuning.Tuned:
    poles = ["bargain"] * 6 + ["premium"] * 6 + [""] * 12
    return tuning.fit_reader(UNITS, FIELDS, poles, seed=1)


def test_members_differ_and_their_mean_is_given(tuned: tuning.Tuned) -> None:
    assert len(tuned.networks) == tuning.MEMBERS
    fields, poles = tuning.predict(tuned, UNITS)
    assert fields.shape == (24, 2)
    assert poles.shape == (24, len(POLES))
    assert np.allclose(fields.sum(axis=1), 1, atol=1e-3)
    assert np.allclose(poles.sum(axis=1), 1, atol=1e-3)
    alone = [
        tuning.predict(tuning.Tuned((n,), tuned.labels, tuned.tokenizer), UNITS)[0]
        for n in tuned.networks
    ]
    assert not np.allclose(alone[0], alone[1], atol=1e-3)
    assert np.allclose(np.mean(alone, axis=0), fields, atol=1e-3)


def test_the_same_seed_gives_the_same_reader() -> None:
    first, again = (
        tuning.predict(tuning.fit_reader(UNITS, FIELDS, NO_POLES, seed=2, members=1), UNITS)[0]
        for _ in range(2)
    )
    assert np.array_equal(first, again)


def test_a_reader_comes_back_from_its_file(tuned: tuning.Tuned, tmp_path: Path) -> None:
    path = tmp_path / "reader.safetensors"
    save_reader(path, tuned.networks, tuned.labels)
    reader = open_reader(path)
    assert reader.labels == ("concerns", "discovery")
    fields, poles = tuning.predict(tuned, UNITS)
    assert np.allclose(reader.probabilities(UNITS), fields, atol=0.02)
    assert np.allclose(reader.poles(UNITS), poles, atol=0.02)
    assert path.stat().st_size < 60_000_000
