"""What a fact is, what a rule is and how a rule is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Match = re.Match[str]
"""What a notation is given."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a sentence.

    Parameters
    ----------
    kind : str
        For example ``"age"``.
    value : str
        The words that state it.
    normalised : str
        The same in one notation, for example ``"34"`` for ``"thirty-four"``.
    start, end : int
        Where the words stand: half-open code points into the sentence.
    """

    kind: str
    value: str
    normalised: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording that states a fact.

    Parameters
    ----------
    kind : str
        The kind of the fact.
    pattern : re.Pattern of str
        Its group ``v`` is the value.
    notation : callable
        Writes a match in one notation; empty where it is no fact after all.
    guards : str
        What must hold of the words before it: ``f`` the nearest subject is I or we,
        ``s`` it is not somebody else, ``p`` it is no weight, nor what somebody
        else pays, ``n`` it is not denied, ``h`` nor imagined, ``w`` nor at another time,
        ``d`` nor wished for.
    opening : bool
        Whether it counts only where people introduce themselves.
    asked : re.Pattern of str, optional
        A question; with one, the rule counts only in answer to it.
    """

    kind: str
    pattern: re.Pattern[str]
    notation: Callable[[Match], str]
    guards: str = ""
    opening: bool = False
    asked: re.Pattern[str] | None = None


def lower_case(match: Match) -> str:
    """Write the value in lower case.

    Parameters
    ----------
    match : re.Match of str
        A match with a group ``v``.

    Returns
    -------
    str
        The notation of a rule that names no other.
    """
    return match["v"].lower()


def fixed(text: str) -> Callable[[Match], str]:
    """Return a notation that writes the same whatever the words.

    Parameters
    ----------
    text : str
        What it writes.

    Returns
    -------
    callable
        For :func:`rule`.
    """
    return lambda _: text


def rule(
    kind: str,
    pattern: str,
    notation: Callable[[Match], str] = lower_case,
    guards: str = "h",
    opening: bool = False,
    asked: str = "",
) -> Rule:
    """Make a rule; upper and lower case are the same to it.

    Parameters
    ----------
    kind : str
        The kind of the fact.
    pattern : str
        Its group ``v`` is the value.
    notation : callable, default lower_case
        Writes a match in one notation.
    guards : str, default "h"
        See :class:`Rule`.
    opening : bool, default False
        Whether it counts only where people introduce themselves.
    asked : str, default ""
        A pattern for the question that it must answer, if any.

    Returns
    -------
    Rule
        With its patterns compiled.
    """
    question = re.compile(asked, re.I) if asked else None
    return Rule(kind, re.compile(pattern, re.I), notation, guards, opening, question)
