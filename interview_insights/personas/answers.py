"""What good customers said to the matters that put others off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interview_insights.records import Persona, Statement

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

Encode = Callable[[Sequence[str]], "npt.NDArray[np.float32]"]
"""Gives vectors of shape (texts, dimensions), rows of length one."""

ANSWERS = 2
"""Answers to an objection at the most, each by another person."""

NEAR = 0.5
"""Cosine from which a sentence is about the same matter as an objection."""

_WORDS = (5, 40)
_SAYS_WHY = "motivations"


def with_answers(
    personas: Sequence[Persona],
    spoken: pd.DataFrame,
    objecting: Sequence[str],
    group: str,
    encode: Encode,
) -> tuple[Persona, ...]:
    """Give each objection what people of a group praise about the same matter.

    Parameters
    ----------
    personas : sequence of Persona
    spoken : DataFrame
        Coded sentences with participant, group, text, field and theme.
    objecting : sequence of str
        Fields whose sentences are objections: no answer is taken from them.
    group : str
        The group whose people answer.
    encode : callable

    Returns
    -------
    tuple of Persona
        The same personas; objections without a sentence nearer than :data:`NEAR` keep
        no answer.
    """
    import numpy as np

    texts = dict(zip(spoken["segment_id"], spoken["text"], strict=True))
    length = spoken["text"].str.split().str.len()
    praise = spoken[
        (spoken["group"] == group)
        & (spoken["field"] == _SAYS_WHY)
        & ~spoken["field"].isin(objecting)
        & ~spoken["review"]
        & length.between(*_WORDS)
    ].drop_duplicates("segment_id")
    if praise.empty:
        return tuple(personas)
    vectors = np.asarray(encode(praise["text"].tolist()))
    ids, people = praise["segment_id"].tolist(), praise["participant"].tolist()

    def answered(statement: Statement) -> Statement:
        own = np.asarray(encode([texts[quote] for quote in statement.quotes]))
        nearness = (vectors @ own.T).max(axis=1)
        chosen: list[int] = []
        for at in np.argsort(-nearness.round(5), kind="stable"):
            if nearness[at] < NEAR or len(chosen) == ANSWERS:
                break
            if people[at] not in {people[i] for i in chosen}:
                chosen.append(int(at))
        return replace(statement, answers=tuple(ids[i] for i in chosen))

    return tuple(
        replace(persona, objections=tuple(answered(s) for s in persona.objections))
        for persona in personas
    )
