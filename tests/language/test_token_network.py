"""Networks that label words: windows, words and what happens to broken files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_insights.errors import ModelError
from interview_insights.language.adapting import save_network, trained
from interview_insights.language.name_finder import labels, names_in
from interview_insights.language.pipelines import sentence_network
from interview_insights.language.token_network import (
    WINDOW,
    encode,
    open_network,
    windows,
)
from interview_insights.language.token_training import train_network

LONG = "word " * 400


@given(st.integers(0, 2000))
def test_windows_answer_for_every_piece_once(length: int) -> None:
    answered: list[int] = []
    for begin, end, first, last in windows(length):
        assert begin <= first <= last <= end
        assert end - begin <= WINDOW - 2
        answered += range(first, last)
    assert answered == list(range(length))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_words_stand_in_the_text_in_order(text: str) -> None:
    network = sentence_network("en")
    assert network is not None
    found = encode(network._loaded[1], text)
    assert len(found.pieces) == len(found.shapes)
    assert len(found.firsts) == len(found.words)
    assert list(found.firsts) == sorted(set(found.firsts))
    at = 0
    for start, end in found.words:
        assert at <= start < end <= len(text)
        at = end


def test_long_and_empty_texts_are_read() -> None:
    network = sentence_network("en")
    assert network is not None
    (empty, none), (words, rows) = network.probabilities(["", LONG])
    assert empty == ()
    assert none.shape == (0, 2)
    assert len(words) == 400
    assert rows.shape == (400, 2)
    assert np.allclose(rows.sum(axis=1), 1, atol=1e-5)


def test_a_network_learns_and_comes_back_from_disk(tmp_path: Path) -> None:
    texts = ["the cat sat here", "a dog ran off", "my cat ran", "the dog sat"] * 12
    labelled = [
        (text, lambda word, text=text: int(text[word[0] : word[1]] in ("cat", "dog")))
        for text in texts
    ]
    network = train_network(labelled, 2, 60, seed=1)
    path = tmp_path / "animals.safetensors"
    save_network(path, network, ("", "animal"), 8)
    assert path.stat().st_size < 1_000_000
    assert all(value.requires_grad for _, value in trained(network))
    back = open_network(path)
    assert back.labels == ("", "animal")
    (words, rows) = back.probabilities(["we saw the dog"])[0]
    assert [float(row[1]) > 0.5 for row in rows] == [False, False, False, True], words


@pytest.mark.parametrize("content", [b"", b"no tensors"])
def test_a_broken_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="cannot be loaded"):
        open_network(path)


def test_names_are_put_together_from_words() -> None:
    text = "Dr Ann-Marie Lee, of Hull. Tesco"
    words = [(0, 2), (3, 6), (6, 7), (7, 12), (13, 16), (16, 17), (18, 20), (21, 25), (27, 32)]
    wanted = ["", "B-PERSON", "I-PERSON", "I-PERSON", "I-PERSON", "", "", "B-PLACE", "B-ORG"]
    rows = np.eye(len(labels()), dtype=np.float32)[[labels().index(w) for w in wanted]]
    assert names_in(text, words, rows) == [
        (3, 16, "PERSON"),
        (21, 25, "PLACE"),
        (27, 32, "ORG"),
    ]


def test_caution_takes_more_for_names() -> None:
    row = np.zeros((1, len(labels())), dtype=np.float32)
    row[0, 0], row[0, labels().index("B-PERSON")] = 0.7, 0.3
    assert names_in("will", [(0, 4)], row) == []
    assert names_in("will", [(0, 4)], row, caution=0.8) == [(0, 4, "PERSON")]
