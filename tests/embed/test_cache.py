"""Vectors on disk: each model its own, and never in the way when the disk is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from interview_insights.embed.cache import VectorCache, key_of


def _vectors(*texts: str, start: float = 0.0) -> dict[str, np.ndarray]:
    return {text: np.arange(4, dtype=np.float32) + start + i for i, text in enumerate(texts)}


def _same(left: dict[str, np.ndarray], right: dict[str, np.ndarray]) -> bool:
    return left.keys() == right.keys() and all((left[k] == right[k]).all() for k in left)


def test_what_was_put_is_got_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "vectors.sqlite"
    cache = VectorCache(path, "m")
    assert cache.get(["a"]) == {}
    cache.put(_vectors("a", "b"))
    assert _same(VectorCache(path, "m").get(["b", "a", "c"]), _vectors("a", "b"))
    found = cache.get(["a"])["a"]
    assert found.dtype == np.float32
    found += 1  # a copy, not a view of the file
    assert _same(cache.get(["a"]), _vectors("a"))


def test_two_models_do_not_share_vectors(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    one, two = VectorCache(path, "one"), VectorCache(path, "two")
    one.put(_vectors("a"))
    assert two.get(["a"]) == {}
    two.put(_vectors("a", start=50))
    assert _same(one.get(["a"]), _vectors("a"))
    assert _same(two.get(["a"]), _vectors("a", start=50))


def test_a_vector_that_is_put_again_replaces_the_first(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite", "m")
    cache.put(_vectors("a"))
    cache.put(_vectors("a", start=7))
    assert _same(cache.get(["a"]), _vectors("a", start=7))


def test_thousands_of_texts_at_once(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path / "vectors.sqlite", "m")
    many = _vectors(*(f"text {i}" for i in range(2500)))
    cache.put(many)
    assert _same(cache.get([*many, "another"]), many)


def test_no_words_are_stored(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    VectorCache(path, "m").put(_vectors("Unmistakable confession"))
    stored = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"Unmistakable" not in stored
    assert "Unmistakable".encode("utf-16-le") not in stored


def test_texts_that_differ_a_little_have_keys_of_their_own() -> None:
    texts = ["", " ", "a", "A", "a ", "a\u0301", "á", "\ud800", "\udfff"]
    assert len({key_of(text) for text in texts}) == len(texts)


def _garbage(path: Path) -> None:
    path.write_bytes(b"this is no database " * 400)


def _cut(path: Path) -> None:
    VectorCache(path, "m").put(_vectors(*(f"text {i}" for i in range(2000))))
    path.write_bytes(path.read_bytes()[:6000])


def _another_table(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE vectors (something TEXT)")
    base.commit()
    base.close()


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("spoil", [_garbage, _cut, _another_table, _folder])
def test_a_spoilt_database_is_worked_without(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = tmp_path / "vectors.sqlite"
    spoil(path)
    cache = VectorCache(path, "m")
    assert cache.get(["text 1999", "a"]) == {}
    cache.put(_vectors("a"))
    cache.get(["a"])


def test_a_folder_that_cannot_be_made_is_worked_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = VectorCache(tmp_path / "file" / "vectors.sqlite", "m")
    cache.put(_vectors("a"))
    assert cache.get(["a"]) == {}


def test_a_read_only_database_is_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vectors.sqlite"
    cache = VectorCache(path, "m")
    cache.put(_vectors("a"))
    connect = sqlite3.connect
    # Not chmod: it does not bind the superuser, whom containers run as.
    monkeypatch.setattr(
        sqlite3, "connect", lambda file, **more: connect(f"file:{file}?mode=ro", uri=True, **more)
    )
    assert _same(cache.get(["a", "b"]), _vectors("a"))
    cache.put(_vectors("b"))
    assert _same(cache.get(["a", "b"]), _vectors("a"))


def test_a_read_only_database_that_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda file, **more: connect(f"file:{file}?mode=ro", uri=True, **more)
    )
    cache = VectorCache(tmp_path / "vectors.sqlite", "m")
    cache.put(_vectors("a"))
    assert cache.get(["a"]) == {}
