"""Training the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from interview_insights.coding.reader import as_pairs, new_network
from interview_insights.embed.context import Unit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

EPOCHS = 3
BATCH = 32
LEARNING_RATE = 1e-4
HEAD_RATE = 1e-3
SMOOTHING = 0.05

_BUCKET = 16 * BATCH  # units sorted by length together, so that little is padded

# How often context is hidden in training: all of it, or one of its parts.
_HIDE_ALL = 0.1
_HIDE_ONE = 0.3


def fit_reader(
    units: Sequence[Unit],
    fields: Sequence[str],
    *,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Any, tuple[str, ...], Any]:
    """Tune the embedding model's layers to tell fields apart.

    Parameters
    ----------
    units : sequence of Unit
    fields : sequence of str
        The field of each unit, or none.
    seed : int, default 0
    progress : callable, optional
        Called with (batches done, batches in all).

    Returns
    -------
    network : torch.nn.Module
    labels : tuple of str
    tokenizer : tokenizer
    """
    import numpy as np
    import torch

    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    labels = tuple(sorted(set(fields)))
    targets = np.array([labels.index(field) for field in fields])
    lengths = np.array(
        [len(u.text) + len(u.question) + len(u.before) + len(u.after) for u in units]
    )
    network, tokenizer = new_network(len(labels))
    for parameter in network.body.embeddings.parameters():
        parameter.requires_grad = False
    steps = EPOCHS * -(-len(units) // BATCH)
    optimizer, schedule = _optimizer(network, steps)
    network.train()
    done = 0
    for _ in range(EPOCHS):
        for at in _batches(lengths, random):
            shown = [_hidden(units[i], random) for i in at]
            with torch.autocast("cpu", torch.bfloat16):
                logits = network(as_pairs(tokenizer, shown))
            loss = torch.nn.functional.cross_entropy(
                logits.float(), torch.tensor(targets[at]), label_smoothing=SMOOTHING
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if progress:
                progress(done, steps)
    return network.eval(), labels, tokenizer


def predict(network: Any, tokenizer: Any, units: Sequence[Unit]) -> Floats:
    """Return the probabilities of a network that has just been fitted.

    Parameters
    ----------
    network : torch.nn.Module
    tokenizer : tokenizer
    units : sequence of Unit

    Returns
    -------
    ndarray of shape (len(units), labels)
    """
    import numpy as np
    import torch

    rows = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(units), BATCH):
            logits = network(as_pairs(tokenizer, units[start : start + BATCH]))
            rows.append(torch.softmax(logits.float(), dim=-1).numpy())
    return np.asarray(np.concatenate(rows), dtype=np.float32)


def _optimizer(network: Any, steps: int) -> tuple[Any, Any]:
    import torch

    body = [p for p in network.body.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "lr": LEARNING_RATE},
            {"params": list(network.head.parameters()), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [LEARNING_RATE, HEAD_RATE],
        total_steps=steps,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    return optimizer, schedule


def _batches(lengths: Any, random: Any) -> list[Any]:
    order = random.permutation(len(lengths))
    batches = []
    for start in range(0, len(order), _BUCKET):
        bucket = order[start : start + _BUCKET]
        bucket = bucket[lengths[bucket].argsort(kind="stable")]
        batches += [bucket[i : i + BATCH] for i in range(0, len(bucket), BATCH)]
    return [batches[i] for i in random.permutation(len(batches))]


def _hidden(unit: Unit, random: Any) -> Unit:
    chance = random.random()
    if chance < _HIDE_ALL:
        return Unit(unit.text)
    if chance < _HIDE_ALL + _HIDE_ONE:
        part = ("question", "before", "after")[int(random.integers(3))]
        return replace(unit, **{part: ""})
    return unit
