"""Whether two ways of writing a name may mean one person: nicknames, initials, slips."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from interview_insights.language.diminutives import DIMINUTIVES

if TYPE_CHECKING:
    from nicknames import NickNamer

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_ENDING = re.compile(r"(?:ie|ey|ee|y|i|o|s)$")
_SHORTEST = 3
_LONG = 5
_VERY_LONG = 8
_SURNAME_PARTS = 2


def plain(name: str) -> str:
    """Return a bare name without accents and hyphens: "José" and "jose" are one."""
    letters = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c)
    )
    return re.sub(r"[-'’]", "", bare)


def stands_for(short: str, full: str) -> bool:
    """Tell whether one way of writing a name may be a shorter or a worse one of another.

    Parameters
    ----------
    short, full : str
        Names as :func:`plain` returns them. The order counts: "kasia" stands for
        "katarzyna", not the other way round.

    Returns
    -------
    bool
        True for initials ("t.z", "g. teixeira"), parts ("mei ling" of "xu mei ling"), pet
        names ("bill", "funmi", "kasia"), and a missing apostrophe ("gethins").
    """
    few, many = _tokens(short), _tokens(full)
    if not few or not many or few == many:
        return False
    return (
        _is_part(few, many)
        or _has_initials(few, many)
        or (_is_pet_name(few[0], many) and (len(many) == 1 or set(few[1:]) <= set(many[1:])))
        or (len(few) == 1 and few[0].removesuffix("s") in many)
    )


def is_slip_of(odd: str, usual: str) -> bool:
    """Tell whether a name may be a misspelling of another: a letter or two of many.

    A different last letter is none: Maria is not Mario. A single name is held against each
    part of a full one.
    """
    if " " in odd:
        return _near(odd, usual)
    return any(_near(odd, token) for token in usual.split())


def _near(odd: str, usual: str) -> bool:
    from rapidfuzz.distance import OSA

    shorter = min(len(odd), len(usual))
    if shorter < _LONG or odd[0] != usual[0] or odd[-1] != usual[-1]:
        return False
    return bool(0 < OSA.distance(odd, usual) <= (1 if shorter < _VERY_LONG else 2))


def _tokens(name: str) -> list[str]:
    return [token for token in re.split(r"[.\s]+", name) if token]


def _is_part(few: list[str], many: list[str]) -> bool:
    return _SURNAME_PARTS <= len(few) < len(many) and set(few) <= set(many)


def _has_initials(few: list[str], many: list[str]) -> bool:
    return (
        len(few) == len(many) >= _SURNAME_PARTS
        and any(len(token) == 1 for token in few)
        and all(a == b or (len(a) == 1 and b[0] == a) for a, b in zip(few, many, strict=True))
    )


def _is_pet_name(pet: str, many: list[str]) -> bool:
    # "Ann" is listed for "Anna", yet they are two women more often than one.
    return any(
        (pet in _listed(name) and pet != name[:-1]) or _cut_from(pet, name)
        for name in many
        if name != pet
    )


def _cut_from(pet: str, name: str) -> bool:
    if len(pet) < _SHORTEST:
        return False
    begins = name.startswith(pet) and len(name) - len(pet) >= _SURNAME_PARTS
    ends = name.endswith(pet) and len(pet) > _SHORTEST and len(name) - len(pet) >= _SURNAME_PARTS
    stem = re.sub(r"(.)\1$", r"\1", _ENDING.sub("", pet))
    # "matty", "bukky", "bernie": the beginning of the name, its last consonant perhaps doubled.
    stems = stem != pet and len(stem) >= _SHORTEST and name.startswith(stem) and name != stem + "a"
    return begins or ends or (stems and abs(len(name) - len(pet)) > 1)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_english().nicknames_of(name)) | DIMINUTIVES.get(name, frozenset())


@cache
def _english() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()
