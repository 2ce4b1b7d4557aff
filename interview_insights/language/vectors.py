"""Word vectors for the English pipeline: the embedding model's own, made short.

The bundled model knows some 20,000 whole words. The principal components of their input
vectors tell a small pipeline what its treebank is too short to teach.
"""

from __future__ import annotations

from pathlib import Path

from interview_insights.embed.weights import resolve
from interview_insights.settings import DEFAULT_EMBEDDER

DIMENSIONS = 64
_LATIN = 0x250


def write_vectors(target: Path) -> None:
    """Write a blank English pipeline with the vectors, looked up in small letters.

    Parameters
    ----------
    target : Path
        Folder; what ``spacy train`` takes as ``paths.vectors``.

    Raises
    ------
    ModelError
        The bundled weights are missing or altered.
    """
    import numpy as np
    import spacy
    from safetensors.numpy import load_file
    from spacy.vectors import Vectors

    folder = resolve(DEFAULT_EMBEDDER).folder
    assert folder is not None  # the bundled model is never on the hub
    weights = load_file(folder / "model.safetensors")
    table = next(v for name, v in weights.items() if name.endswith("word_embeddings.weight"))
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    words = [
        (piece, row)
        for row, piece in enumerate(pieces)
        if len(piece) > 1 and piece.isalpha() and all(ord(c) < _LATIN for c in piece)
    ]
    rows = table[[row for _, row in words]].astype(np.float64)
    rows -= rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    _, _, axes = np.linalg.svd(rows, full_matrices=False)
    # The sign of a component is arbitrary: its largest part is made positive.
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
    short = (rows @ axes[:DIMENSIONS].T).astype(np.float32)
    short /= short.std()
    nlp = spacy.blank("en")
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings,
        data=short,
        keys=[word for word, _ in words],
        attr="LOWER",
        name="mini",
    )
    nlp.to_disk(target)
