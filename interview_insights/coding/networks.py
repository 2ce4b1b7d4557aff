"""Small networks fitted side by side in torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from interview_insights.coding.head import Layers

    Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How networks are fitted; the shares lie between 0 and 1."""

    members: int
    hidden: int
    epochs: int
    batch: int
    learning_rate: float
    decay: float
    dropout: float
    smoothing: float
    context_dropout: float
    alone: float


def fit_networks(
    rows: Floats, targets: Any, block_weights: Floats, recipe: Recipe, seed: int
) -> tuple[Layers, ...]:
    """Fit networks with one hidden layer, each from its own start and order of rows.

    Parameters
    ----------
    rows : ndarray of shape (n, blocks * dimensions)
        The first block is the sentence, the others its context.
    targets : ndarray of shape (n,)
        Class of each row, from 0.
    block_weights : ndarray of shape (blocks,)
        Weight of each block; it goes into the first layer, so that the networks
        take plain rows.
    recipe : Recipe
    seed : int

    Returns
    -------
    tuple of Layers
    """
    import torch

    random = torch.Generator().manual_seed(seed)
    blocks = len(block_weights)
    scale = torch.tensor(block_weights).repeat_interleave(rows.shape[1] // blocks)
    inputs, classes = torch.tensor(rows) * scale, torch.tensor(targets)
    weights = _start(recipe, rows.shape[1], int(classes.max()) + 1, random)
    optimizer = torch.optim.AdamW(weights, lr=recipe.learning_rate, weight_decay=recipe.decay)
    batches = -(-len(rows) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        recipe.learning_rate,
        total_steps=recipe.epochs * batches,
        pct_start=max(0.1, 2 / (recipe.epochs * batches)),  # a tiny corpus needs two steps too
    )
    for _ in range(recipe.epochs):
        order = torch.stack(
            [torch.randperm(len(rows), generator=random) for _ in range(recipe.members)]
        )
        for at in torch.split(order, recipe.batch, dim=1):
            loss = _loss(inputs[at], classes[at], weights, blocks, recipe, random)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    w1, b1, w2, b2 = (w.detach() for w in weights)
    w1 = w1 * scale[None, :, None]
    return tuple(
        ((w1[m].numpy(), b1[m, 0].numpy()), (w2[m].numpy(), b2[m, 0].numpy()))
        for m in range(recipe.members)
    )


def _start(recipe: Recipe, width: int, classes: int, random: Any) -> list[Any]:
    import torch

    def layer(n_in: int, n_out: int) -> Any:
        bound = (6 / (n_in + n_out)) ** 0.5  # Glorot & Bengio 2010
        uniform = torch.rand(recipe.members, n_in, n_out, generator=random)
        return ((uniform * 2 - 1) * bound).requires_grad_()

    def bias(n_out: int) -> Any:
        return torch.zeros(recipe.members, 1, n_out, requires_grad=True)

    return [
        layer(width, recipe.hidden),
        bias(recipe.hidden),
        layer(recipe.hidden, classes),
        bias(classes),
    ]


def _loss(
    inputs: Any, classes: Any, weights: list[Any], blocks: int, recipe: Recipe, random: Any
) -> Any:
    import torch

    members, batch, width = inputs.shape
    shown = torch.ones(members, batch, blocks)
    kept = torch.rand(members, batch, blocks - 1, generator=random) > recipe.context_dropout
    not_alone = torch.rand(members, batch, 1, generator=random) >= recipe.alone
    shown[:, :, 1:] = (kept & not_alone).float()
    inputs = inputs * shown.repeat_interleave(width // blocks, dim=2)
    w1, b1, w2, b2 = weights
    hidden = torch.relu(torch.baddbmm(b1, inputs, w1))
    alive = torch.rand(hidden.shape, generator=random) > recipe.dropout
    logits = torch.baddbmm(b2, hidden * alive / (1 - recipe.dropout), w2)
    loss = torch.nn.functional.cross_entropy(
        logits.reshape(members * batch, -1),
        classes.reshape(-1),
        label_smoothing=recipe.smoothing,
    )
    # Each network sees its own mean loss, however many stand beside it.
    return loss * members
