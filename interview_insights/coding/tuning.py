"""Training the reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from interview_insights.coding.reader import POLES, as_pairs, averaged, new_network
from interview_insights.embed.context import Unit

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

MEMBERS = 2
"""Readers that are tuned from different seeds and averaged."""
EPOCHS = 3
BATCH = 32
LEARNING_RATE = 1e-4
HEAD_RATE = 1e-3
SMOOTHING = 0.05

POLE_WEIGHT = 0.5
"""Weight of telling bargain from premium against telling fields apart."""

_BUCKET = 16 * BATCH  # units sorted by length together, so that little is padded

# How often context is hidden in training: all of it, or one of its parts.
_HIDE_ALL = 0.1
_HIDE_ONE = 0.3

RECIPE = (
    MEMBERS, EPOCHS, BATCH, LEARNING_RATE, HEAD_RATE, SMOOTHING, POLE_WEIGHT, _BUCKET,
    _HIDE_ALL, _HIDE_ONE,
)  # fmt: skip
"""What a reader depends on beside its examples and seed."""

_NO_POLE = -100  # what cross_entropy is told to ignore


@dataclass(frozen=True, slots=True)
class Tuned:
    """Networks that were tuned, and the fields that are their first outputs."""

    networks: tuple[Any, ...]
    labels: tuple[str, ...]
    tokenizer: Any


def fit_reader(
    units: Sequence[Unit],
    fields: Sequence[str],
    poles: Sequence[str],
    *,
    seed: int = 0,
    members: int = MEMBERS,
    progress: Callable[[int, int], None] | None = None,
) -> Tuned:
    """Tune the embedding model's layers to tell fields apart, and bargain from premium.

    Parameters
    ----------
    units : sequence of Unit
    fields : sequence of str
        The field of each unit, or none.
    poles : sequence of str
        One of :data:`reader.POLES` for each unit, or empty.
    seed : int, default 0
        Of the first member; the next has the next.
    members : int, default 2
    progress : callable, optional
        Called with (batches done, batches in all).

    Returns
    -------
    Tuned
    """
    labels = tuple(sorted(set(fields)))
    fields_at = [labels.index(field) for field in fields]
    poles_at = [POLES.index(pole) if pole else _NO_POLE for pole in poles]
    networks = []
    tokenizer = None
    for member in range(members):

        def told(done: int, steps: int, member: int = member) -> None:
            if progress:
                progress(member * steps + done, members * steps)

        network, tokenizer = new_network(len(labels))
        _tune(network, tokenizer, units, fields_at, poles_at, seed + member, told)
        networks.append(network.eval())
    return Tuned(tuple(networks), labels, tokenizer)


def _tune(
    network: Any,
    tokenizer: Any,
    units: Sequence[Unit],
    fields_at: Sequence[int],
    poles_at: Sequence[int],
    seed: int,
    told: Callable[[int, int], None],
) -> None:
    import numpy as np
    import torch

    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    targets, poles = np.array(fields_at), np.array(poles_at)
    lengths = np.array(
        [len(u.text) + len(u.question) + len(u.before) + len(u.after) for u in units]
    )
    # The head is drawn anew after the seed is set, or the first member's would depend on
    # what was drawn before.
    network.head.reset_parameters()
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
            loss = _loss(logits.float(), torch.tensor(targets[at]), torch.tensor(poles[at]))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            told(done, steps)


def _loss(logits: Any, targets: Any, poles: Any) -> Any:
    import torch

    fields = logits[:, : -len(POLES)]
    loss = torch.nn.functional.cross_entropy(fields, targets, label_smoothing=SMOOTHING)
    if bool((poles != _NO_POLE).any()):
        loss = loss + POLE_WEIGHT * torch.nn.functional.cross_entropy(
            logits[:, -len(POLES) :], poles, ignore_index=_NO_POLE
        )
    return loss


def predict(tuned: Tuned, units: Sequence[Unit]) -> tuple[Floats, Floats]:
    """Return the probabilities of a reader that has just been tuned.

    Parameters
    ----------
    tuned : Tuned
    units : sequence of Unit

    Returns
    -------
    fields : ndarray of shape (len(units), labels)
    poles : ndarray of shape (len(units), 2)
    """
    import numpy as np
    import torch

    rows = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(units), BATCH):
            batch = as_pairs(tuned.tokenizer, units[start : start + BATCH])
            rows.append(averaged([network(batch).float() for network in tuned.networks]))
    whole = np.asarray(np.concatenate(rows), dtype=np.float32)
    return whole[:, : -len(POLES)], whole[:, -len(POLES) :]


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
