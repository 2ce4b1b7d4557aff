"""Names that stand before the words themselves, where a format has no place for speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview_insights.read import labels, names
from interview_insights.records import Utterance

_NAMED_SHARE = 0.3
_MARKS = " \t-–—>"


def with_names(utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Part ``Name: words``, where enough utterances of nobody begin so.

    Parameters
    ----------
    utterances : sequence of Utterance
        In order of time.

    Returns
    -------
    tuple of Utterance
        As given where a speaker is known already, or where the labels make no dialogue.
        An utterance without a name continues the speaker before.
    """
    if not utterances or any(u.speaker for u in utterances):
        return tuple(utterances)
    heads = [labels.head_of(u.text.lstrip(_MARKS)) for u in utterances]
    found = [head.name for head in heads if head and head.form == "label"]
    believed = labels.speakers(found)
    named = [names.key(name) for name in found if names.key(name) in believed]
    first = heads[0]
    begins = first is not None and names.key(first.name) in believed
    if len(named) < _NAMED_SHARE * len(utterances) and not (begins and len(set(named)) > 1):
        return tuple(utterances)
    speaker = ""
    done: list[Utterance] = []
    for utterance, head in zip(utterances, heads, strict=True):
        text = utterance.text
        if head and head.form == "label" and names.key(head.name) in believed:
            speaker, text = names.tidy(head.name), head.rest
        done.append(replace(utterance, speaker=speaker, text=text))
    return tuple(done)
