"""A small corpus in place of the shipped one, and a head whose probabilities a test names."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from interview_insights.coding import corpus as corpus_module
from interview_insights.coding.codebook import default_codebook
from interview_insights.coding.corpus import Corpus, load_corpus
from interview_insights.coding.head import Head
from interview_insights.records import NONE

FIELDS = (*default_codebook().fields, NONE)


def keywords(field: str) -> str:
    """Three words that only sentences of this field hold."""
    return f"{field}alpha {field}beta {field}gamma"


def small_rows(domains: int = 6, each: int = 12) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for d in range(domains):
        for f, field in enumerate(FIELDS):
            for n in range(each):
                pole = ("bargain", "premium")[n % 2] if field == "price_orientation" else ""
                rows.append(
                    {
                        "domain": f"domain{d}",
                        "interview": f"interview{d}_{n % 2}",
                        "question": f"What about number {n}?",
                        "turn": f * 100 + n,
                        "text": f"{keywords(field)} {pole * 2} in place{d} time{n}",
                        "field": field,
                        "second": "",
                        "pole": pole,
                    }
                )
    return rows


@pytest.fixture
def write_corpus(tmp_path: Path) -> Callable[[Sequence[object]], Path]:
    """Write rows (or raw lines) as JSON lines."""

    def _write(rows: Sequence[object]) -> Path:
        path = tmp_path / "corpus.jsonl"
        lines = [
            row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows
        ]
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
        return path

    return _write


@pytest.fixture(scope="session")
def one_thread() -> Iterator[None]:
    """Fit small networks on one thread: on busy cores several only wait for each other."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def small_corpus(one_thread: None, write_corpus: Callable[[Sequence[object]], Path]) -> Corpus:
    return load_corpus(write_corpus(small_rows()))


@pytest.fixture
def small_models(
    one_thread: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A models folder whose corpus is small, so that a head is refitted within a second or two."""
    folder = tmp_path / "models"
    training = folder / "coder" / "training"
    training.mkdir(parents=True)
    lines = [json.dumps(row) + "\n" for row in small_rows()]
    (training / "corpus.jsonl").write_text("".join(lines), encoding="utf-8")
    monkeypatch.setattr(corpus_module, "models_dir", lambda: folder)
    corpus_module.shipped_corpus.cache_clear()
    yield folder
    corpus_module.shipped_corpus.cache_clear()


@dataclass(frozen=True)
class NamedHead(Head):
    """Gives back the rows that it was made with, whatever it is asked about."""

    rows: tuple[tuple[float, ...], ...] = ()

    def raw(self, rows: np.ndarray) -> np.ndarray:
        assert len(rows) == len(self.rows)
        return np.array(self.rows, dtype=np.float32)


@pytest.fixture
def named_head() -> Callable[..., NamedHead]:
    """Make a head from one {label: probability} a sentence; the rest goes to none."""

    def _make(
        *chances: dict[str, float], labels: tuple[str, ...] = FIELDS, review_below: float = 0.0
    ) -> NamedHead:
        rest = labels[-1]
        table = []
        for chance in chances:
            row = dict.fromkeys(labels, 0.0) | chance
            row[rest] += 1.0 - sum(row.values())
            table.append(tuple(row[label] for label in labels))
        return NamedHead(labels, (), review_below=review_below, rows=tuple(table))

    return _make
