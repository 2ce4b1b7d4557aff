"""The embedder: the model sees each missing text once, the cache the rest."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from interview_insights.embed import open_embedder
from interview_insights.embed.cache import VectorCache
from interview_insights.embed.encoder import SentenceEmbedder
from interview_insights.embed.weights import Weights
from interview_insights.errors import ModelError


class FakeModel:
    """Notes what it is asked to embed."""

    calls: list[list[str]]
    made: list[tuple[str, dict[str, Any]]]
    fails: Exception | None = None

    def __init__(self, source: str, **options: Any) -> None:
        if FakeModel.fails:
            raise FakeModel.fails
        FakeModel.made.append((source, options))
        self._shift = float(len(source))

    def encode(self, texts: list[str], **options: Any) -> np.ndarray:
        assert options["normalize_embeddings"]
        FakeModel.calls.append(list(texts))
        return np.array([[len(text), ord(text[0]), self._shift] for text in texts], np.float64)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> type[FakeModel]:
    FakeModel.calls, FakeModel.made, FakeModel.fails = [], [], None
    logging = SimpleNamespace(disable_progress_bar=lambda: None)
    packages = {
        "sentence_transformers": SimpleNamespace(SentenceTransformer=FakeModel),
        "transformers": SimpleNamespace(utils=SimpleNamespace(logging=logging)),
        "transformers.utils": SimpleNamespace(logging=logging),
    }
    for name, package in packages.items():
        monkeypatch.setitem(sys.modules, name, package)
    return FakeModel


def _embedder(tmp_path: Path, digest: str = "d", cached: bool = True) -> SentenceEmbedder:
    weights = Weights("mine", tmp_path / digest, digest)
    cache = VectorCache(tmp_path / "vectors.sqlite", digest) if cached else None
    return SentenceEmbedder(weights, cache)


def test_only_missing_texts_are_embedded(tmp_path: Path, model: type[FakeModel]) -> None:
    first = _embedder(tmp_path)
    rows = first.encode(["bb", "a", "bb"])
    assert rows.dtype == np.float32
    assert rows[:, :2].tolist() == [[2, 98], [1, 97], [2, 98]]
    assert sorted(chain(*model.calls)) == ["a", "bb"]
    assert first.embedded == 2
    model.calls.clear()
    second = _embedder(tmp_path)
    assert second.encode(["ccc", "a", "bb"])[:, :2].tolist() == [[3, 99], [1, 97], [2, 98]]
    assert model.calls == [["ccc"]]
    assert second.embedded == 1


def test_the_model_is_not_loaded_where_all_is_known(tmp_path: Path, model: type[FakeModel]) -> None:
    _embedder(tmp_path).encode(["a"])
    model.made.clear()
    again = _embedder(tmp_path)
    again.encode(["a", "a"])
    assert (model.made, again.embedded) == ([], 0)


def test_two_models_do_not_share_vectors(tmp_path: Path, model: type[FakeModel]) -> None:
    one = _embedder(tmp_path, "one").encode(["a"])
    three = _embedder(tmp_path, "three").encode(["a"])
    assert one[0, 2] != three[0, 2]
    assert model.calls == [["a"], ["a"]]


def test_without_a_cache_all_is_embedded_anew(tmp_path: Path, model: type[FakeModel]) -> None:
    embedder = _embedder(tmp_path, cached=False)
    assert (embedder.encode(["a"]) == embedder.encode(["a"])).all()
    assert model.calls == [["a"], ["a"]]
    assert len(model.made) == 1
    assert not (tmp_path / "vectors.sqlite").exists()


def test_a_spoilt_cache_only_costs_time(tmp_path: Path, model: type[FakeModel]) -> None:
    (tmp_path / "vectors.sqlite").write_bytes(b"no database " * 500)
    embedder = _embedder(tmp_path)
    assert embedder.encode(["bb", "a"])[:, 0].tolist() == [2, 1]
    assert embedder.encode(["bb"])[:, 0].tolist() == [2]


def test_progress_ends_with_all_texts(tmp_path: Path, model: type[FakeModel]) -> None:
    texts = [f"text {i}" for i in range(700)]
    embedder = _embedder(tmp_path)
    embedder.encode(texts[:100])
    seen: list[tuple[int, int]] = []
    embedder.encode(texts, lambda done, total: seen.append((done, total)))
    assert len(seen) > 1
    assert seen == sorted(seen)
    assert seen[0][0] > 100
    assert seen[-1] == (700, 700)


def test_what_was_embedded_before_an_interruption_is_kept(
    tmp_path: Path, model: type[FakeModel]
) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    texts = [f"text {i}" for i in range(700)]
    with pytest.raises(KeyboardInterrupt):
        _embedder(tmp_path).encode(texts, interrupt)
    done = len(list(chain(*model.calls)))
    assert 0 < done < 700
    model.calls.clear()
    _embedder(tmp_path).encode(texts)
    assert len(list(chain(*model.calls))) == 700 - done


def test_no_texts_need_no_model(tmp_path: Path, model: type[FakeModel]) -> None:
    assert len(_embedder(tmp_path).encode([])) == 0
    assert model.made == []


def test_foreign_code_and_pickles_are_never_loaded(tmp_path: Path, model: type[FakeModel]) -> None:
    _embedder(tmp_path).encode(["a"])
    source, options = model.made[0]
    assert source == str(tmp_path / "d")
    assert options["trust_remote_code"] is False
    assert options["model_kwargs"] == {"use_safetensors": True}
    assert options["device"] == "cpu"


@pytest.mark.parametrize("error", [OSError("gone\nlong story"), ValueError(""), KeyError("x")])
def test_a_model_that_cannot_be_loaded(
    tmp_path: Path, model: type[FakeModel], error: Exception
) -> None:
    model.fails = error
    with pytest.raises(ModelError, match="mine") as caught:
        _embedder(tmp_path).encode(["a"])
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_folder_is_opened_with_the_cache_on_disk(
    tmp_path: Path, model: type[FakeModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEW_INSIGHTS_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    open_embedder(str(folder), cached=False).encode(["a"])
    assert not (tmp_path / "cache").exists()
    open_embedder(str(folder)).encode(["a"])
    model.calls.clear()
    open_embedder(str(folder)).encode(["a"])
    assert model.calls == []
    (folder / "model.safetensors").write_bytes(b"other weights")
    open_embedder(str(folder)).encode(["a"])
    assert model.calls == [["a"]]
