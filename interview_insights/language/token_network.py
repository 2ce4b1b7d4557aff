"""Networks that label the words of a text: where sentences begin, names, facts.

Each is the bundled embedding model, adapted (adapting.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from interview_insights.embed.cache import VectorCache
from interview_insights.embed.weights import file_digest
from interview_insights.errors import ModelError
from interview_insights.language.adapting import merged, new_network, trained
from interview_insights.resources import cache_dir

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

Span = tuple[int, int]

WINDOW = 128
"""Tokens that are read at once."""

_MARGIN = 24  # tokens of a window that only give context to the others
_BATCH = 16
_WORD = re.compile(r"\w+|[^\w\s]")


class Tokenizer(Protocol):
    """What is needed of the embedding model's tokenizer."""

    def __call__(self, text: str, **settings: Any) -> Any:
        """Return ids and offsets."""
        ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as a network takes it.

    ``pieces`` and ``shapes`` have one number a word piece, ``firsts`` the first piece of
    each of ``words`` (half-open code points).
    """

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    firsts: tuple[int, ...]
    words: tuple[Span, ...]


def encode(tokenizer: Tokenizer, text: str) -> Encoded:
    """Cut a text into word pieces.

    Parameters
    ----------
    tokenizer : Tokenizer
    text : str

    Returns
    -------
    Encoded
        A word of which the tokenizer knows no piece (a control character) is left out.
    """
    found = tokenizer(text, return_offsets_mapping=True, add_special_tokens=False, verbose=False)
    spans = [m.span() for m in _WORD.finditer(text)]
    shapes: list[int] = []
    firsts: list[int] = []
    words: list[Span] = []
    at = 0
    for number, (start, _) in enumerate(found["offset_mapping"]):
        while at + 1 < len(spans) and spans[at + 1][0] <= start:
            at += 1
        word = spans[at] if spans else (0, len(text))
        shapes.append(_shape(text[word[0] : word[1]]))
        if not words or words[-1] != word:
            words.append(word)
            firsts.append(number)
    return Encoded(tuple(found["input_ids"]), tuple(shapes), tuple(firsts), tuple(words))


def _shape(word: str) -> int:
    if not word[:1].isalnum():
        return 1
    if word[0].isdigit():
        return 2
    if word.isupper() and len(word) > 1:
        return 3
    return 4 if word[0].isupper() else 5


def windows(length: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield windows over a text's pieces: begin and end, and the part that each answers for.

    Parameters
    ----------
    length : int
        Pieces of the text.
    """
    room = WINDOW - 2  # the tokens that mark begin and end
    begin = 0
    while True:
        end = min(length, begin + room)
        first = begin if begin == 0 else begin + _MARGIN
        last = length if end == length else end - _MARGIN
        yield begin, end, first, last
        if end == length:
            return
        begin = last - _MARGIN


def padded(tokenizer: Any, rows: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[Any, ...]:
    """Return ids, mask and shapes of windows as tensors of shape (n, longest + 2).

    Parameters
    ----------
    tokenizer : Tokenizer
    rows : sequence of (pieces, shapes)
    """
    import torch

    width = max(len(pieces) for pieces, _ in rows) + 2
    ids = torch.full((len(rows), width), tokenizer.pad_token_id)
    mask, shapes = torch.zeros_like(ids), torch.zeros_like(ids)
    for n, (pieces, kinds) in enumerate(rows):
        end = len(pieces) + 1
        ids[n, 0], ids[n, end] = tokenizer.cls_token_id, tokenizer.sep_token_id
        ids[n, 1:end] = torch.tensor(pieces)
        shapes[n, 1:end] = torch.tensor(kinds)
        mask[n, : end + 1] = 1
    return ids, mask, shapes


@dataclass(frozen=True)
class TokenNetwork:
    """An adapted network on disk, loaded when the first text is labelled."""

    path: Path
    labels: tuple[str, ...]
    digest: str
    rank: int

    def probabilities(self, texts: Sequence[str]) -> list[tuple[tuple[Span, ...], Floats]]:
        """Label the words of texts.

        Parameters
        ----------
        texts : sequence of str
            Of any length: long ones are read in overlapping windows.

        Returns
        -------
        list of (words, probabilities)
            Half-open code points of each word (a run of letters and digits, or one sign),
            and an array of shape (words, labels) whose rows sum to 1.
        """
        import numpy as np

        if not texts:
            return []
        network, tokenizer = self._loaded
        encoded = [encode(tokenizer, text) for text in texts]
        jobs = [
            (number, window)
            for number, text in enumerate(encoded)
            if text.pieces
            for window in windows(len(text.pieces))
        ]
        jobs.sort(key=lambda job: job[1][1] - job[1][0])
        rows = [
            np.zeros((len(text.pieces), len(self.labels)), dtype=np.float32) for text in encoded
        ]
        for start in range(0, len(jobs), _BATCH):
            part = jobs[start : start + _BATCH]
            cut = [
                (encoded[n].pieces[begin:end], encoded[n].shapes[begin:end])
                for n, (begin, end, _, _) in part
            ]
            found = _read(network, padded(tokenizer, cut))
            for (n, (begin, _, first, last)), values in zip(part, found, strict=True):
                rows[n][first:last] = values[1 + first - begin : 1 + last - begin]
        return [
            (text.words, row[list(text.firsts)]) for text, row in zip(encoded, rows, strict=True)
        ]

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        from safetensors.torch import load_file

        try:
            state = {name: value.float() for name, value in load_file(self.path).items()}
            network, tokenizer = new_network(len(self.labels), self.rank)
            absent, odd = network.load_state_dict(state, strict=False)
        except (OSError, RuntimeError) as error:
            raise _unusable(self.path, error) from None
        if odd or any(name in dict(trained(network)) for name in absent):
            raise _unusable(self.path, "layers are missing")
        return merged(network).eval(), tokenizer


def remembered(
    network: TokenNetwork,
    texts: Sequence[str],
    flat: Callable[[tuple[Span, ...], Floats], Sequence[float]],
) -> list[Floats]:
    """Read texts, and each only once: what is worth keeping is cached on disk.

    Parameters
    ----------
    network : TokenNetwork
    texts : sequence of str
    flat : callable
        Makes numbers to keep of a text's words and probabilities.

    Returns
    -------
    list of ndarray
        Those numbers, for each text.
    """
    import numpy as np

    cache = VectorCache(cache_dir() / "vectors.sqlite", network.digest)
    wanted = list(dict.fromkeys(texts))
    known = cache.get(wanted)
    missing = [text for text in wanted if text not in known]
    fresh = {
        text: np.asarray(flat(words, rows), dtype=np.float32)
        for text, (words, rows) in zip(missing, network.probabilities(missing), strict=True)
    }
    if fresh:
        cache.put(fresh)
    known |= fresh
    return [known[text] for text in texts]


def _read(network: Any, batch: tuple[Any, ...]) -> Floats:
    import torch

    with torch.inference_mode():
        values: Floats = torch.softmax(network(*batch), dim=-1).numpy()
    return values


def open_network(path: Path) -> TokenNetwork:
    """Open a network without loading its weights.

    Parameters
    ----------
    path : Path
        What :func:`save_network` wrote.

    Returns
    -------
    TokenNetwork

    Raises
    ------
    ModelError
        The file is missing or holds no such network.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as stream:
            about = stream.metadata() or {}
        return TokenNetwork(
            path, tuple(json.loads(about["labels"])), file_digest(path), int(about["rank"])
        )
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, why: object) -> ModelError:
    return ModelError(
        f"The network cannot be loaded ({why}).",
        path=path,
        hint="Install the package again, or run: interview-insights models train --language FOLDER",
    )
