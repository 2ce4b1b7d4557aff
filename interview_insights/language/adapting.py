"""The bundled embedding model with shifted weights and an output for each word piece.

Every layer's weights are shifted by a product of two thin matrices (low-rank adaptation,
Hu et al. 2021, arXiv:2106.09685), so that half a megabyte has to be shipped instead of the
whole model. It knows small letters only; how a word is written is added to its input.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from interview_insights.embed.base import base_model, save_weights

SHAPES = 6
"""Ways in which a word may be written: see :func:`token_network.encode`."""


def new_network(labels: int, rank: int) -> tuple[Any, Any]:
    """Return the embedding model with adapted layers and a fresh output for each word piece.

    Parameters
    ----------
    labels : int
    rank : int
        Of the shifts of the weights.

    Returns
    -------
    network : torch.nn.Module
        Takes ids, mask and shapes of shape (n, pieces); gives logits of shape
        (n, pieces, labels). Only what is adapted takes part in training.
    tokenizer : tokenizer of the embedding model

    Raises
    ------
    ModelError
        The bundled weights are missing or altered.
    """
    import torch
    from torch import nn
    from torch.nn.utils import parametrize

    body, tokenizer = base_model()

    class Shift(nn.Module):
        def __init__(self, weight: Any) -> None:
            super().__init__()
            out, into = weight.shape
            self.down = nn.Parameter(torch.randn(rank, into) * into**-0.5)
            self.up = nn.Parameter(torch.zeros(out, rank))

        def forward(self, weight: Any) -> Any:
            return weight + self.up @ self.down

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = body
            self.body.requires_grad_(False)
            for module in list(self.body.encoder.modules()):
                if isinstance(module, nn.Linear):
                    parametrize.register_parametrization(module, "weight", Shift(module.weight))
                    module.bias.requires_grad_(True)
                elif isinstance(module, nn.LayerNorm):
                    module.requires_grad_(True)
            width = self.body.config.hidden_size
            self.shape = nn.Embedding(SHAPES, width)
            nn.init.zeros_(self.shape.weight)
            self.dropout = nn.Dropout(0.1)
            self.head = nn.Linear(width, labels)

        def forward(self, ids: Any, mask: Any, shapes: Any) -> Any:
            words = self.body.embeddings.word_embeddings(ids) + self.shape(shapes)
            states = self.body(inputs_embeds=words, attention_mask=mask).last_hidden_state
            return self.head(self.dropout(states))

    return Network(), tokenizer


def trained(network: Any) -> list[tuple[str, Any]]:
    """Return names and values of what training changes: that is what is saved."""
    return [(name, p) for name, p in network.named_parameters() if p.requires_grad]


def merged(network: Any) -> Any:
    """Put the shifts into the weights, so that reading costs no more than before."""
    from torch import nn
    from torch.nn.utils import parametrize

    for module in network.modules():
        if isinstance(module, nn.Linear) and parametrize.is_parametrized(module):
            parametrize.remove_parametrizations(module, "weight")
    return network


def save_network(path: Path, network: Any, labels: Sequence[str], rank: int) -> None:
    """Write what was trained as float16.

    Parameters
    ----------
    path : Path
        Written to a temporary sibling first, then renamed.
    network : torch.nn.Module
    labels : sequence of str
    rank : int
    """
    about = {"labels": json.dumps(list(labels)), "rank": str(rank)}
    save_weights(path, dict(trained(network)), about)
