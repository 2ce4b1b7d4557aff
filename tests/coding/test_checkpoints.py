"""Long training can be stopped and taken up again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from interview_insights.coding.checkpoints import key_of, remembered, remembered_file


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("INTERVIEW_INSIGHTS_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_arrays_are_computed_once() -> None:
    calls = []

    def compute():
        calls.append(1)
        return np.eye(2, dtype=np.float32), np.zeros(3, dtype=np.float32)

    first = remembered(key_of("a", [1, 2], 0), compute)
    again = remembered(key_of("a", [1, 2], 0), compute)
    assert len(calls) == 1
    assert all((a == b).all() for a, b in zip(first, again, strict=True))
    remembered(key_of("a", [1, 3], 0), compute)
    assert len(calls) == 2


def test_what_failed_is_computed_again() -> None:
    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        remembered(key_of("b"), fail)
    assert len(remembered(key_of("b"), lambda: (np.ones(1, dtype=np.float32),))) == 1


def test_a_file_is_made_once(tmp_path: Path) -> None:
    calls = []

    def make(path: Path) -> None:
        calls.append(path)
        path.write_bytes(b"weights")

    for target in (tmp_path / "a.safetensors", tmp_path / "b.safetensors"):
        remembered_file(key_of("c"), target, make)
        assert target.read_bytes() == b"weights"
    assert len(calls) == 1


def test_keys_tell_everything_apart() -> None:
    keys = {key_of("a", 1), key_of("a", "1"), key_of(["a", 1]), key_of("a"), key_of("a", [1])}
    assert len(keys) == 5
