"""Vectors on disk, by model digest and text digest.

SQLite, because it is in the standard library, survives a kill, and lets two
runs write at once. Texts are never stored, only their digests.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]

_BATCH = 500  # SQLite's default limit of variables in a statement is 999


def key_of(text: str) -> bytes:
    """Return the 16-byte digest under which a text's vector is kept."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class VectorCache:
    """Vectors of one model, kept in one file that all models share.

    A cache that cannot be opened or written (read-only home, full disk, not a
    database) is worked without: it saves time and nothing else depends on it.

    Parameters
    ----------
    path : Path
        The database file; made with its folder on first write.
    model : str
        Digest of the model.
    """

    def __init__(self, path: Path, model: str) -> None:
        self._path = path
        self._model = model

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._path, timeout=20)
        base.execute(
            "CREATE TABLE IF NOT EXISTS vectors"
            " (model TEXT, key BLOB, vector BLOB, PRIMARY KEY (model, key)) WITHOUT ROWID"
        )
        return base

    def get(self, texts: Sequence[str]) -> dict[str, Vector]:
        """Return the vectors that are known, by text."""
        import numpy as np

        found: dict[str, Vector] = {}
        by_key = {key_of(text): text for text in texts}
        try:
            with closing(self._connect()) as base:
                for part in _parts(list(by_key)):
                    marks = ",".join("?" * len(part))
                    rows = base.execute(
                        f"SELECT key, vector FROM vectors WHERE model = ? AND key IN ({marks})",  # noqa: S608
                        (self._model, *part),
                    )
                    for key, blob in rows:
                        found[by_key[key]] = np.frombuffer(blob, dtype="<f4").copy()
        except (sqlite3.Error, OSError):
            return {}
        return found

    def put(self, vectors: Mapping[str, Vector]) -> None:
        """Keep vectors by text."""
        rows = [
            (self._model, key_of(text), vector.astype("<f4").tobytes())
            for text, vector in vectors.items()
        ]
        try:
            with closing(self._connect()) as base, base:
                base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
        except (sqlite3.Error, OSError):
            return


def _parts(keys: list[bytes]) -> Iterable[list[bytes]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
