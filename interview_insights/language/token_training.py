"""Training the small networks that label words."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from interview_insights.language.adapting import new_network, trained
from interview_insights.language.token_network import Span, Tokenizer, encode, padded, windows

RANK = 8
OUTSIDE = -100
"""Not learned from: the later pieces of a word."""

_RATE = 1e-3
_WARM_UP = 100
_BATCH = 24
_BUCKETS = 20


@dataclass(frozen=True, slots=True)
class Example:
    """A window of a text: its pieces, their shapes, and a label number for each piece."""

    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    labels: tuple[int, ...]


def examples(
    tokenizer: Tokenizer, texts: Iterable[tuple[str, Callable[[Span], int]]]
) -> Iterator[Example]:
    """Cut labelled texts into windows.

    Parameters
    ----------
    tokenizer : Tokenizer
    texts : iterable of (str, callable)
        Each with what gives a word's label number by where the word stands.

    Yields
    ------
    Example
    """
    for text, label_of in texts:
        found = encode(tokenizer, text)
        labels = [OUTSIDE] * len(found.pieces)
        for first, word in zip(found.firsts, found.words, strict=True):
            labels[first] = label_of(word)
        for begin, end, _, _ in windows(len(found.pieces)):
            if end > begin:
                yield Example(
                    found.pieces[begin:end], found.shapes[begin:end], tuple(labels[begin:end])
                )


def train_network(
    texts: Iterable[tuple[str, Callable[[Span], int]]],
    labels: int,
    epochs: int,
    seed: int,
    progress: Callable[[str], None] | None = None,
) -> Any:
    """Adapt the embedding model to label words.

    Parameters
    ----------
    texts : iterable of (str, callable)
        See :func:`examples`.
    labels : int
    epochs : int
    seed : int
    progress : callable, optional
        Called with a line now and then.

    Returns
    -------
    torch.nn.Module
    """
    import torch

    torch.manual_seed(seed)
    network, tokenizer = new_network(labels, RANK)
    rows = list(examples(tokenizer, texts))
    own = [value for _, value in trained(network)]
    optimizer = torch.optim.AdamW(own, lr=_RATE, weight_decay=0.01)
    steps = epochs * -(-len(rows) // _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / _WARM_UP) * max(0.02, 1 - step / steps)
    )
    hand = random.Random(seed)  # noqa: S311
    network.train()
    step, mean = 0, 0.0
    for _ in range(epochs):
        for part in _batches(rows, hand):
            batch = padded(tokenizer, [(row.pieces, row.shapes) for row in part])
            wanted = _padded_labels(part, batch[0].shape[1])
            logits = network(*batch)
            loss = torch.nn.functional.cross_entropy(
                logits.flatten(0, 1), wanted.flatten(), ignore_index=OUTSIDE
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(own, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            mean = 0.98 * mean + 0.02 * loss.item() if step > 1 else loss.item()
            if progress and step % 100 == 0:
                progress(f"step {step} of {steps}, loss {mean:.4f}")
    return network.eval()


def _padded_labels(part: Sequence[Example], width: int) -> Any:
    import torch

    wanted = torch.full((len(part), width), OUTSIDE)
    for n, row in enumerate(part):
        wanted[n, 1 : len(row.labels) + 1] = torch.tensor(row.labels)
    return wanted


def _batches(rows: Sequence[Example], hand: random.Random) -> Iterator[list[Example]]:
    """Yield all rows once, those of like length together, in random order."""
    order = list(rows)
    hand.shuffle(order)
    batches = []
    for start in range(0, len(order), _BATCH * _BUCKETS):
        near = sorted(order[start : start + _BATCH * _BUCKETS], key=lambda row: len(row.pieces))
        batches += [near[n : n + _BATCH] for n in range(0, len(near), _BATCH)]
    hand.shuffle(batches)
    yield from batches
