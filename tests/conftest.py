"""Fixtures: a small fake embedder, the sample analysed once with the real models, no network."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

import interview_insights as ii
from interview_insights.resources import sample_dir

os.environ["HF_HUB_OFFLINE"] = "1"


class FakeEmbedder:
    """Vectors from word digests: the same words lie near each other, at no cost."""

    name = "fake"
    digest = "fake-1"
    dimensions = 48

    def encode(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in text.lower().split():
                seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "big")
                rows[i] += np.random.default_rng(seed).normal(size=self.dimensions)
            rows[i] /= max(float(np.linalg.norm(rows[i])), 1e-9)
        return rows


@pytest.fixture
def fake_embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the user's cache out of the tests, and the tests out of the user's cache."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["INTERVIEW_INSIGHTS_CACHE"] = str(folder)
    yield folder
    del os.environ["INTERVIEW_INSIGHTS_CACHE"]


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Fail any connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "local"
        if self.family != socket.AF_UNIX and host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a connection to {address} was tried")
        connect(self, address)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[method-assign, assignment]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, analysed once with the real models into a run folder."""
    folder = tmp_path_factory.mktemp("run") / "sample-insights"
    ii.analyze(sample_dir(), out=folder)
    return folder


@pytest.fixture
def sample_run(sample_folder: Path) -> ii.Run:
    return ii.load_run(sample_folder)
