"""The coder: respondent sentences in, codings out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from interview_insights import frames
from interview_insights.coding.head import Head, tempered
from interview_insights.coding.reader import POLES, Reader
from interview_insights.embed import Embedder
from interview_insights.embed.context import Unit, features, units_of
from interview_insights.embed.encoder import Progress
from interview_insights.records import NONE, POLE_FIELD, Beliefs, Codebook

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float32]

SECOND_FIELD = 0.3
"""Probability from which on a runner-up becomes a sentence's second field."""

READER_SHARE = 0.8
"""Weight of the reader's probabilities against those of the head on frozen vectors."""

_BACK_CHANNEL = re.compile(
    r"\W*(?:(?:m+|m+hm+|u+h-?hu+h|u+h|u+m+|e+r+m*|h+m+|ah+|oh+|ha|haha|hah"
    r"|yeah|yep|yes|yup|no|nope|nah"
    r"|okay|ok|right|sure|exactly|well|so|like|you know|i mean|true|fine|good|thanks|thank you"
    r"|hello|hi|hey|bye|cheers|alright|all right|god|gosh|wow"
    r"|ja|nein|doch|genau|oui|non|sí|si|claro)"
    r"\b\W*)+",
    re.IGNORECASE,
)


def is_back_channel(text: str) -> bool:
    """Whether a sentence is nothing but fillers and acknowledgements.

    Examples
    --------
    >>> is_back_channel("Mm-hm, yeah, okay.")
    True
    >>> is_back_channel("Fine print.")
    False
    """
    return _BACK_CHANNEL.fullmatch(text) is not None or not re.search(r"\w", text)


class Adaptation(Protocol):
    """Carries probabilities of the shipped fields over to other labels."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Fields of the other codebook, and none."""
        ...

    def __call__(self, chances: Floats, rows: Floats) -> Floats:
        """Return probabilities of shape (n, len(labels)), rows summing to 1."""
        ...


@dataclass(frozen=True)
class Coder:
    """A codebook and what tells its fields apart.

    Make one with :func:`interview_insights.coding.open_coder`. ``field_head`` works
    on the embedder's vectors; ``reader``, where there is one, reads the sentence in
    its context and tells bargain from premium, which else ``pole_head`` does;
    ``adaptation`` carries the result over to a codebook of one's own.
    """

    codebook: Codebook
    embedder: Embedder
    field_head: Head
    pole_head: Head | None = None
    reader: Reader | None = None
    adaptation: Adaptation | None = None
    warnings: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Columns of the probabilities: fields and none."""
        return self.adaptation.labels if self.adaptation else self.field_head.labels

    def probabilities(self, units: Sequence[Unit], progress: Progress | None = None) -> Floats:
        """Return the probability of each field and of none.

        Parameters
        ----------
        units : sequence of Unit
        progress : callable, optional
            Called with (texts embedded, texts in all).

        Returns
        -------
        ndarray of shape (len(units), fields + 1)
            Columns in the order of :attr:`labels`; rows sum to 1.
        """
        return self._chances(units, features(units, self.embedder, progress), progress)

    def _chances(self, units: Sequence[Unit], rows: Floats, progress: Progress | None) -> Floats:
        chances = self.field_head.raw(rows)
        if self.reader is not None:
            read = self.reader.probabilities(units, progress)
            chances = READER_SHARE * read + (1 - READER_SHARE) * chances
        chances = tempered(chances, self.field_head.temperature)
        return self.adaptation(chances, rows) if self.adaptation else chances

    def code(self, segments: pd.DataFrame, progress: Progress | None = None) -> pd.DataFrame:
        """Code every respondent sentence.

        Parameters
        ----------
        segments : DataFrame
            The table ``segments``.
        progress : callable, optional
            Called with (texts embedded, texts in all).

        Returns
        -------
        DataFrame
            The table ``codings``: one row a respondent sentence, none included, and
            one more (``primary`` False) where a second field applies. ``theme`` is
            still empty.
        """
        return self.codings_of(self.beliefs(segments, progress))

    def beliefs(self, segments: pd.DataFrame, progress: Progress | None = None) -> Beliefs:
        """Say how likely each field is for every respondent sentence.

        Parameters
        ----------
        segments : DataFrame
            The table ``segments``.
        progress : callable, optional
            Called with (texts embedded, texts in all).

        Returns
        -------
        Beliefs
            In the order of the table. A sentence of fillers alone is none for certain.
        """
        import numpy as np

        spoken = segments[segments["role"] == "respondent"].reset_index(drop=True)
        if spoken.empty:
            return Beliefs((), self.labels, np.zeros((0, len(self.labels)), dtype=np.float32), ())
        units = units_of(spoken)
        rows = features(units, self.embedder, progress)
        chances = self._chances(units, rows, progress)
        empty = [i for i, unit in enumerate(units) if is_back_channel(unit.text)]
        chances[empty] = [label == NONE for label in self.labels]
        poles = self._poles(units, rows)
        named = [None] * len(units) if poles is None else [POLES[i] for i in poles.argmax(axis=1)]
        return Beliefs(tuple(spoken["segment_id"]), self.labels, chances, tuple(named))

    def codings_of(self, beliefs: Beliefs) -> pd.DataFrame:
        """Return the table ``codings`` that follows from beliefs.

        Parameters
        ----------
        beliefs : Beliefs

        Returns
        -------
        DataFrame
        """
        import pandas as pd

        if not beliefs.segment_ids:
            return frames.empty("codings")
        coded: list[dict[str, Any]] = []
        for i, segment_id in enumerate(beliefs.segment_ids):
            for field, chance, primary in self._fields(beliefs.chances[i]):
                coded.append(
                    {
                        "segment_id": segment_id,
                        "lens": self.codebook.lens_of(field),
                        "field": field,
                        "confidence": round(float(chance), 4),
                        "primary": primary,
                        "pole": beliefs.poles[i] if field == POLE_FIELD else None,
                        "theme": None,
                        "source": "model",
                        "review": bool(chance < self.field_head.review_below),
                    }
                )
        frame = pd.DataFrame(coded)
        texts = frame[["pole", "theme"]].astype(object)
        frame[["pole", "theme"]] = texts.where(texts.notna(), None)
        return frames.check("codings", frame)

    def _poles(self, units: Sequence[Unit], rows: Floats) -> Floats | None:
        if self.reader is not None:
            return self.reader.poles(units)
        return self.pole_head.probabilities(rows) if self.pole_head else None

    def _fields(self, chances: Floats) -> list[tuple[str, float, bool]]:
        labels = self.labels
        first, second = (int(i) for i in (-chances).argsort(kind="stable")[:2])
        fields = [(labels[first], float(chances[first]), True)]
        runner_up = labels[second] != NONE and chances[second] >= SECOND_FIELD
        if labels[first] != NONE and runner_up:
            fields.append((labels[second], float(chances[second]), False))
        return fields
