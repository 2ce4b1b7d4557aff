"""The reader: a small transformer tuned to code a sentence in its context.

It is the bundled embedding model with its layers trained further; word embeddings
are kept, so that only the layers are shipped. A frozen sentence vector says what a
sentence is about; whether it praises or complains, and whether it matters, is what
the tuned layers add.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights.embed.base import base_model, save_weights
from interview_insights.embed.cache import VectorCache
from interview_insights.embed.context import Unit
from interview_insights.embed.encoder import Progress
from interview_insights.embed.weights import file_digest
from interview_insights.errors import ModelError
from interview_insights.resources import cache_dir

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

POLES = ("bargain", "premium")
"""What the last outputs tell apart, on sentences of price_orientation."""

LENGTH = 88
"""Tokens that are read at most, sentence and context together."""

_BATCH = 16
_CHUNK = 256


def as_pairs(tokenizer: Any, units: Sequence[Unit]) -> Any:
    """Return units as token pairs: the sentence, then question, before and after.

    Parameters
    ----------
    tokenizer : tokenizer of the embedding model
    units : sequence of Unit

    Returns
    -------
    BatchEncoding
        PyTorch tensors of shape (len(units), at most :data:`LENGTH`).
    """
    return tokenizer(
        [unit.text for unit in units],
        [f"{unit.question} [SEP] {unit.before} [SEP] {unit.after}" for unit in units],
        truncation="longest_first",
        max_length=LENGTH,
        padding=True,
        return_tensors="pt",
    )


def averaged(logits: Sequence[Any]) -> Floats:
    """Return the mean probabilities of several networks.

    Parameters
    ----------
    logits : sequence of tensors of shape (n, labels + 2)

    Returns
    -------
    ndarray of shape (n, labels + 2)
        The first columns, and the last two, sum to 1.
    """
    import numpy as np
    import torch

    rows = []
    for found in logits:
        fields = torch.softmax(found[:, : -len(POLES)], dim=-1)
        poles = torch.softmax(found[:, -len(POLES) :], dim=-1)
        rows.append(torch.cat([fields, poles], dim=-1).numpy())
    return np.asarray(np.mean(rows, axis=0), dtype=np.float32)


def new_network(labels: int) -> Any:
    """Return the embedding model with a fresh linear layer on top, and its tokenizer.

    Parameters
    ----------
    labels : int
        Number of fields, none included.

    Returns
    -------
    network : torch.nn.Module
        Takes what :func:`as_pairs` returns, gives logits of shape (n, labels + 2).
    tokenizer : tokenizer

    Raises
    ------
    ModelError
        The bundled weights are missing or altered.
    """
    import torch

    body, tokenizer = base_model()

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = body
            self.dropout = torch.nn.Dropout(0.1)
            self.head = torch.nn.Linear(2 * self.body.config.hidden_size, labels + len(POLES))

        def forward(self, batch: Any) -> Any:
            states = self.body(**batch).last_hidden_state
            own = batch["attention_mask"] * (1 - batch["token_type_ids"])
            own = own.unsqueeze(-1).to(states.dtype)
            pooled = (states * own).sum(1) / own.sum(1)
            return self.head(self.dropout(torch.cat([pooled, states[:, 0]], dim=-1)))

    return Network(), tokenizer


@dataclass(frozen=True)
class Reader:
    """Tuned layers on disk, loaded when the first sentence is met that the cache does not know.

    ``labels`` are the columns of the probabilities; ``digest`` is the file's.
    """

    path: Path
    labels: tuple[str, ...]
    digest: str

    def probabilities(self, units: Sequence[Unit], progress: Progress | None = None) -> Floats:
        """Read sentences in their context.

        Parameters
        ----------
        units : sequence of Unit
        progress : callable, optional
            Called with (units done, units in all).

        Returns
        -------
        ndarray of shape (len(units), len(labels))
            Rows sum to 1; not calibrated.
        """
        return self._outputs(units, progress)[:, : len(self.labels)]

    def poles(self, units: Sequence[Unit]) -> Floats:
        """Return the probabilities of :data:`POLES`, were the sentences price_orientation.

        Parameters
        ----------
        units : sequence of Unit

        Returns
        -------
        ndarray of shape (len(units), 2)
        """
        return self._outputs(units)[:, len(self.labels) :]

    def _outputs(self, units: Sequence[Unit], progress: Progress | None = None) -> Floats:
        import numpy as np

        if not units:
            return np.zeros((0, len(self.labels) + len(POLES)), dtype=np.float32)
        by_key = {_key(unit): unit for unit in units}
        cache = VectorCache(cache_dir() / "vectors.sqlite", self.digest)
        known = cache.get(list(by_key))
        missing = sorted(
            (key for key in by_key if key not in known), key=lambda key: (len(key), key)
        )
        for start in range(0, len(missing), _CHUNK):
            part = missing[start : start + _CHUNK]
            rows = self._read([by_key[key] for key in part])
            fresh = dict(zip(part, rows, strict=True))
            known.update(fresh)
            cache.put(fresh)
            if progress:
                progress(len(by_key) - len(missing) + start + len(part), len(by_key))
        return np.stack([known[_key(unit)] for unit in units])

    def _read(self, units: list[Unit]) -> Floats:
        import numpy as np
        import torch

        networks, tokenizer = self._loaded
        rows = []
        with torch.inference_mode():
            for start in range(0, len(units), _BATCH):
                batch = as_pairs(tokenizer, units[start : start + _BATCH])
                rows.append(averaged([network(batch) for network in networks]))
        return np.asarray(np.concatenate(rows), dtype=np.float32)

    @cached_property
    def _loaded(self) -> tuple[list[Any], Any]:
        import torch
        from safetensors.torch import load_file

        try:
            state = {k: v.to(torch.float32) for k, v in load_file(self.path).items()}
        except (OSError, RuntimeError) as error:
            raise _unusable(self.path, error) from None
        networks, tokenizer = [], None
        for member in sorted({name.partition(".")[0] for name in state}):
            network, tokenizer = new_network(len(self.labels))
            own = {
                name.partition(".")[2]: value
                for name, value in state.items()
                if name.startswith(f"{member}.")
            }
            try:
                absent, odd = network.load_state_dict(own, strict=False)
            except RuntimeError as error:
                raise _unusable(self.path, error) from None
            if odd or any(".embeddings." not in name for name in absent):
                raise _unusable(self.path, "layers are missing")
            networks.append(network.eval())
        return networks, tokenizer


def _key(unit: Unit) -> str:
    return "\x1f".join((unit.text, unit.question, unit.before, unit.after))


def _unusable(path: Path, why: object) -> ModelError:
    return ModelError(
        f"The coder's reader cannot be loaded ({why}).",
        path=path,
        hint="Install the package again, or run: interview-insights models train",
    )


def open_reader(path: Path) -> Reader:
    """Open a reader without loading its weights.

    Parameters
    ----------
    path : Path
        What :func:`save_reader` wrote.

    Returns
    -------
    Reader

    Raises
    ------
    ModelError
        The file is missing or holds no reader.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as stream:
            labels = tuple(json.loads((stream.metadata() or {})["labels"]))
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise _unusable(path, error) from None
    return Reader(path, labels, file_digest(path))


def save_reader(path: Path, networks: Sequence[Any], labels: Sequence[str]) -> None:
    """Write networks' layers and heads as float16; the word embeddings are not written.

    Parameters
    ----------
    path : Path
        Written to a temporary sibling first, then renamed.
    networks : sequence of torch.nn.Module
    labels : sequence of str
    """
    state = {
        f"{member}.{name}": value
        for member, network in enumerate(networks)
        for name, value in network.state_dict().items()
        if ".embeddings." not in name and value.is_floating_point()
    }
    save_weights(path, state, {"labels": json.dumps(list(labels))})
