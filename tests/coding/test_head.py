"""The head: probabilities that sum to 1, and a file that gives the same ones back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file

from interview_insights.coding.head import Head, load_heads, save_heads
from interview_insights.errors import ModelError

WIDTH = 12


def _head(seed: int = 0, members: int = 3, labels: int = 4, scale: float = 1.0) -> Head:
    random = np.random.default_rng(seed)

    def layer(n: int, m: int) -> tuple[np.ndarray, np.ndarray]:
        weights = random.normal(scale=scale, size=(n, m)).astype(np.float32)
        return weights, random.normal(scale=scale, size=m).astype(np.float32)

    networks = tuple((layer(WIDTH, 8), layer(8, labels)) for _ in range(members))
    return Head(tuple(f"label{i}" for i in range(labels)), networks, 1.375, 0.625)


def _rows(n: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(n, WIDTH)).astype(np.float32)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 1000),
    n=st.integers(0, 6),
    members=st.integers(1, 4),
    labels=st.integers(2, 6),
    scale=st.sampled_from([0.01, 1.0, 100.0]),
    temperature=st.floats(0.3, 5.0),
)
def test_probabilities_sum_to_one(
    seed: int, n: int, members: int, labels: int, scale: float, temperature: float
) -> None:
    made = _head(seed, members, labels, scale)
    head = Head(made.labels, made.members, temperature)
    chances = head.probabilities(_rows(n, seed))
    assert chances.shape == (n, labels)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert np.allclose(chances.sum(axis=1), 1.0, atol=1e-5)


def test_one_layer_is_a_softmax_and_members_are_averaged() -> None:
    def member(*bias: float) -> tuple[tuple[np.ndarray, np.ndarray]]:
        return ((np.zeros((WIDTH, 2), np.float32), np.array(bias, np.float32)),)

    zero, sure = member(0.0, 0.0), member(np.log(3.0), 0.0)
    assert np.allclose(Head(("a", "b"), (sure,)).probabilities(_rows(1)), [[0.75, 0.25]])
    both = Head(("a", "b"), (zero, sure)).probabilities(_rows(1))
    assert np.allclose(both, [[0.625, 0.375]])


def test_negative_hidden_values_are_cut_off() -> None:
    hidden = np.full((WIDTH, 1), -1.0, np.float32), np.zeros(1, np.float32)
    out = np.array([[9.0, 0.0]], np.float32), np.zeros(2, np.float32)
    chances = Head(("a", "b"), ((hidden, out),)).probabilities(np.ones((1, WIDTH), np.float32))
    assert np.allclose(chances, 0.5)


def test_temperature_makes_less_sure_and_keeps_the_order() -> None:
    plain = Head(_head().labels, _head().members)
    warm = Head(plain.labels, plain.members, temperature=3.0)
    rows = _rows(20)
    cold, hot = plain.probabilities(rows), warm.probabilities(rows)
    assert (hot.max(axis=1) < cold.max(axis=1)).all()
    assert (hot.argsort(axis=1) == cold.argsort(axis=1)).all()


def test_a_head_comes_back_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "heads.safetensors"
    field, pole = _head(1), _head(2, members=1, labels=2)
    save_heads(path, {"field": field, "pole": pole}, {"corpus": "abc", "embedder": "def"})
    heads, about = load_heads(path)
    assert about == {"corpus": "abc", "embedder": "def"}
    assert list(heads) == ["field", "pole"]
    for before, after in ((field, heads["field"]), (pole, heads["pole"])):
        assert after.labels == before.labels
        assert (after.temperature, after.review_below) == (1.375, 0.625)
        assert len(after.members) == len(before.members)
        rows = _rows(30)
        # Weights are kept as float16.
        assert np.allclose(after.probabilities(rows), before.probabilities(rows), atol=0.02)
    assert [p.name for p in path.parent.iterdir()] == ["heads.safetensors"]


def test_what_was_loaded_is_saved_without_any_loss(tmp_path: Path) -> None:
    save_heads(tmp_path / "a.safetensors", {"field": _head()}, {})
    once, _ = load_heads(tmp_path / "a.safetensors")
    save_heads(tmp_path / "b.safetensors", once, {})
    twice, _ = load_heads(tmp_path / "b.safetensors")
    rows = _rows(30)
    same = twice["field"].probabilities(rows) == once["field"].probabilities(rows)
    assert same.all()


def test_an_earlier_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "heads.safetensors"
    save_heads(path, {"field": _head(labels=3)}, {})
    save_heads(path, {"field": _head(labels=5)}, {})
    assert len(load_heads(path)[0]["field"].labels) == 5


@pytest.mark.parametrize("fault", ["missing", "garbage", "empty", "cut", "no heads", "no numbers"])
def test_a_file_that_is_no_head(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "heads.safetensors"
    save_heads(path, {"field": _head()}, {})
    whole = path.read_bytes()
    tensors = {"field.0.0.weights": np.zeros((2, 2), np.float16)}
    specs = '{"field": {"labels": ["a"], "depths": [1], "temperature": 1, "review_below": 0}}'
    if fault == "missing":
        path.unlink()
    elif fault == "no heads":
        save_file(tensors, path, metadata={"format": "pt"})
    elif fault == "no numbers":
        save_file(tensors, path, metadata={"heads": specs})
    else:
        path.write_bytes({"garbage": b"x" * 99, "empty": b"", "cut": whole[:-40]}[fault])
    with pytest.raises(ModelError) as caught:
        load_heads(path)
    assert caught.value.path == str(path)
    assert caught.value.hint
