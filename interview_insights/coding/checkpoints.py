"""What long training has computed, kept on disk so that it can be stopped and taken up again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights.resources import cache_dir

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]


def key_of(*parts: Any) -> str:
    """Return a digest of everything that a result depends on.

    Parameters
    ----------
    *parts : object
        What JSON can hold.

    Returns
    -------
    str
    """
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).hexdigest()[:32]


def remembered(key: str, compute: Callable[[], Sequence[Floats]]) -> tuple[Floats, ...]:
    """Return arrays from the cache, computed and kept there if they were not yet.

    Parameters
    ----------
    key : str
        As :func:`key_of` gives it.
    compute : callable
        Gives the arrays.

    Returns
    -------
    tuple of ndarray
    """
    import numpy as np

    path = _folder() / f"{key}.npz"
    if path.is_file():
        with np.load(path, allow_pickle=False) as kept:
            return tuple(kept[name] for name in kept.files)
    arrays = tuple(compute())
    part = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(part, *arrays)
    part.replace(path)
    return arrays


def remembered_file(key: str, target: Path, make: Callable[[Path], None]) -> None:
    """Write a file, copied from the cache if it was made before.

    Parameters
    ----------
    key : str
    target : Path
    make : callable
        Writes the file where it is told to.
    """
    kept = _folder() / f"{key}{target.suffix}"
    if not kept.is_file():
        part = kept.with_name(f"{kept.name}.{os.getpid()}")
        make(part)
        part.replace(kept)
    shutil.copyfile(kept, target)


def _folder() -> Path:
    folder = cache_dir() / "training"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
