"""The classifier on top of the vectors: small dense networks, averaged.

Inference is numpy alone, so that coding loads no framework beyond the embedder.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Layers = tuple[tuple[Floats, Floats], ...]


@dataclass(frozen=True)
class Head:
    """Averaged networks with a softmax over ``labels``.

    ``members`` holds for each network its layers as (weights, bias), ReLU between
    them; ``temperature`` divides the averaged log-probabilities (Guo et al. 2017),
    fitted on held-out domains; ``review_below`` is the confidence under which a
    code is marked for review.
    """

    labels: tuple[str, ...]
    members: tuple[Layers, ...]
    temperature: float = 1.0
    review_below: float = 0.0

    def probabilities(self, rows: Floats) -> Floats:
        """Return calibrated probabilities.

        Parameters
        ----------
        rows : ndarray of shape (n, features)

        Returns
        -------
        ndarray of shape (n, len(labels))
            Each row sums to 1.
        """
        return tempered(self.raw(rows), self.temperature)

    def raw(self, rows: Floats) -> Floats:
        """Return probabilities before calibration, shape (n, len(labels))."""
        import numpy as np

        if not len(rows):
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        mean = np.mean([_softmax(_forward(layers, rows)) for layers in self.members], axis=0)
        return np.asarray(mean, dtype=np.float32)


def tempered(chances: Floats, temperature: float) -> Floats:
    """Return probabilities with their logarithms divided by a temperature."""
    import numpy as np

    if not len(chances):
        return chances
    scaled = np.log(np.clip(chances, 1e-9, 1.0)) / temperature
    return np.asarray(_softmax(np.asarray(scaled, dtype=np.float32)), dtype=np.float32)


def _forward(layers: Layers, rows: Floats) -> Floats:
    import numpy as np

    for depth, (weights, bias) in enumerate(layers):
        rows = rows @ weights + bias
        if depth < len(layers) - 1:
            rows = np.maximum(rows, 0.0)
    return rows


def _softmax(logits: Floats) -> Floats:
    import numpy as np

    exponent = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))


def save_heads(path: Path, heads: dict[str, Head], about: dict[str, str]) -> None:
    """Write heads to one safetensors file, everything but the numbers in its metadata.

    Parameters
    ----------
    path : Path
        Written to a temporary sibling first, then renamed.
    heads : dict of str to Head
    about : dict of str to str
        Digests and versions to keep beside the weights.
    """
    import numpy as np
    from safetensors.numpy import save_file

    tensors: dict[str, npt.NDArray[np.float16]] = {}
    specs = {}
    for name, head in heads.items():
        for m, layers in enumerate(head.members):
            for d, (weights, bias) in enumerate(layers):
                tensors[f"{name}.{m}.{d}.weights"] = weights.astype(np.float16)
                tensors[f"{name}.{m}.{d}.bias"] = bias.astype(np.float16)
        specs[name] = {
            "labels": list(head.labels),
            "depths": [len(layers) for layers in head.members],
            "temperature": round(head.temperature, 4),
            "review_below": round(head.review_below, 4),
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    save_file(tensors, temporary, metadata={"heads": json.dumps(specs), **about})
    temporary.chmod(0o644)
    temporary.replace(path)


def load_heads(path: Path) -> tuple[dict[str, Head], dict[str, str]]:
    """Read what :func:`save_heads` wrote.

    Returns
    -------
    heads : dict of str to Head
    about : dict of str to str

    Raises
    ------
    ModelError
        The file is missing or is not a coder.
    """
    import numpy as np
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as stream:
            about = dict(stream.metadata() or {})
            specs = json.loads(about.pop("heads"))
            heads = {}
            for name, spec in specs.items():
                members = tuple(
                    tuple(
                        (
                            stream.get_tensor(f"{name}.{m}.{d}.weights").astype(np.float32),
                            stream.get_tensor(f"{name}.{m}.{d}.bias").astype(np.float32),
                        )
                        for d in range(depth)
                    )
                    for m, depth in enumerate(spec["depths"])
                )
                heads[name] = Head(
                    tuple(spec["labels"]), members, spec["temperature"], spec["review_below"]
                )
    except (OSError, SafetensorError, KeyError, ValueError) as error:
        raise ModelError(
            f"The coder cannot be loaded ({error}).",
            path=path,
            hint="Install the package again, or run: interview-insights models train",
        ) from None
    return heads, about
