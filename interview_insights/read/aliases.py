"""Two ways of naming one speaker: initials, or the first name, beside the full name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview_insights.read import names
from interview_insights.records import Utterance

_FEWEST_INITIALS, _MOST_INITIALS = 2, 4


def merge_aliases(
    utterances: Sequence[Utterance],
) -> tuple[tuple[Utterance, ...], tuple[str, ...]]:
    """Give speakers who go by two names the longer one.

    ``JM`` or ``Jane`` is Jane Miller where Jane Miller speaks too, and nobody else whose
    name would be shortened so.

    Parameters
    ----------
    utterances : sequence of Utterance

    Returns
    -------
    utterances : tuple of Utterance
    warnings : tuple of str
        What was taken for the same, a sentence each.
    """
    cast = {names.key(u.speaker): names.tidy(u.speaker) for u in utterances if u.speaker}
    full = {key: name for key, name in cast.items() if _is_full(name)}
    if not full or len(full) == len(cast):
        return tuple(utterances), ()
    alias: dict[str, str] = {}
    for key, name in cast.items():
        meant = {other for other in full if key != other and _shortens(key, other)}
        if key not in full and not names.is_label(name) and len(meant) == 1:
            alias[key] = full[next(iter(meant))]
    if not alias:
        return tuple(utterances), ()
    told = tuple(
        f'"{cast[key]}" was taken to be the same speaker as "{name}".'
        for key, name in sorted(alias.items())
    )
    merged = tuple(
        replace(u, speaker=alias.get(names.key(u.speaker), u.speaker)) for u in utterances
    )
    return merged, told


def _is_full(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() and len(word) > 1 for word in words)


def _shortens(short: str, full: str) -> bool:
    words = full.split()
    letters = short.replace(".", "").replace(" ", "")
    initials = "".join(word[0] for word in words)
    if _FEWEST_INITIALS <= len(letters) <= _MOST_INITIALS and letters == initials:
        return True
    return short == words[0]
