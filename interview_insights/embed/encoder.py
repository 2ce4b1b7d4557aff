"""The one place that turns texts into vectors."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from interview_insights.embed.cache import VectorCache
from interview_insights.embed.weights import Weights, resolve
from interview_insights.errors import ModelError
from interview_insights.resources import cache_dir
from interview_insights.settings import DEFAULT_EMBEDDER

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

Progress = Callable[[int, int], None]
"""Called with (texts done, texts in all)."""

_CHUNK = 256


class Embedder(Protocol):
    """What coding and themes need of an embedder; a test may bring its own."""

    name: str
    digest: str

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Return one row of unit length a text, shape (len(texts), dimensions)."""
        ...


class SentenceEmbedder:
    """A sentence-transformers model with a cache in front of it.

    The model is loaded when the first text is met that the cache does not know.

    Parameters
    ----------
    weights : Weights
        The resolved model.
    cache : VectorCache or None
        None embeds everything anew.
    """

    def __init__(self, weights: Weights, cache: VectorCache | None) -> None:
        self.name = weights.name
        self.digest = weights.digest
        self.embedded = 0  # texts that went through the model, for run.json
        self._weights = weights
        self._cache = cache
        self._model: Any = None

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Matrix:
        """Embed texts.

        Parameters
        ----------
        texts : sequence of str
            Each distinct text is embedded once.
        progress : callable, optional
            Called with (distinct texts done, distinct texts in all).

        Returns
        -------
        ndarray of shape (len(texts), dimensions)
            float32, rows of unit length.

        Raises
        ------
        ModelError
            The model cannot be loaded.
        """
        import numpy as np

        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        known = self._cache.get(distinct) if self._cache else {}
        missing = [text for text in distinct if text not in known]
        for start in range(0, len(missing), _CHUNK):
            part = missing[start : start + _CHUNK]
            fresh = dict(zip(part, self._run(part), strict=True))
            known.update(fresh)
            if self._cache:
                self._cache.put(fresh)
            if progress:
                progress(len(distinct) - len(missing) + start + len(part), len(distinct))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def _run(self, texts: list[str]) -> Matrix:
        import numpy as np

        if self._model is None:
            self._model = _load(self._weights)
        self.embedded += len(texts)
        vectors = self._model.encode(
            texts, batch_size=32, show_progress_bar=False, normalize_embeddings=True
        )
        return np.asarray(vectors, dtype=np.float32)


def _load(weights: Weights) -> Any:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if weights.folder is not None:
        # Only a model that the user named by its hub name may be fetched.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # ours is shown

    try:
        return SentenceTransformer(
            str(weights.folder or weights.name),
            device="cpu",
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except Exception as error:  # the hub client raises a dozen unrelated types
        raise ModelError(
            f"The embedding model {weights.name!r} cannot be loaded"
            f" ({type(error).__name__}: {(str(error) or 'no reason').splitlines()[0]}).",
            hint=f"Give a folder that holds it, or leave --embedder out to use {DEFAULT_EMBEDDER}.",
        ) from error


def open_embedder(name: str = DEFAULT_EMBEDDER, *, cached: bool = True) -> SentenceEmbedder:
    """Open an embedding model by name, with the cache on disk.

    Parameters
    ----------
    name : str
        ``all-MiniLM-L6-v2`` (bundled), a folder, or a hub model's name.
    cached : bool, default True
        Whether vectors are looked up and kept on disk.

    Returns
    -------
    SentenceEmbedder

    Raises
    ------
    ModelError
        The model is missing or its weights are not the published ones.
    """
    weights = resolve(name)
    cache = VectorCache(cache_dir() / "vectors.sqlite", weights.digest) if cached else None
    return SentenceEmbedder(weights, cache)
