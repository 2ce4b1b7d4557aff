"""The bundled embedding model as something to train further, and what training adds on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from interview_insights.embed.weights import resolve
from interview_insights.settings import DEFAULT_EMBEDDER


def base_model() -> tuple[Any, Any]:
    """Load the bundled embedding model without its pooling.

    Returns
    -------
    model : transformers.PreTrainedModel
        Gives states of shape (n, tokens, 384).
    tokenizer : transformers.PreTrainedTokenizerFast

    Raises
    ------
    ModelError
        The bundled weights are missing or altered.
    """
    from transformers import AutoModel, AutoTokenizer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    folder = str(resolve(DEFAULT_EMBEDDER).folder)
    return AutoModel.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)


def save_weights(path: Path, state: Mapping[str, Any], about: Mapping[str, str]) -> None:
    """Write tensors as float16, whole or not at all.

    Parameters
    ----------
    path : Path
        Written to a temporary sibling first, then renamed.
    state : mapping of str to torch.Tensor
    about : mapping of str to str
        Kept as the file's metadata.
    """
    import torch
    from safetensors.torch import save_file

    small = {name: v.detach().to(torch.float16).contiguous() for name, v in state.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    save_file(small, temporary, metadata=dict(about))
    temporary.chmod(0o644)
    temporary.replace(path)
