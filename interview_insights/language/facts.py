"""What respondents state about themselves: age, place, work, money and the like.

English only. Wordings are matched and nothing is inferred: a name tells no gender, and
what is said of a daughter, a husband or a customer is no fact about the speaker.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from interview_insights import frames
from interview_insights.language.fact_amounts import amount_of
from interview_insights.language.fact_network import Mark, as_fact, marked
from interview_insights.language.fact_rules import RULES
from interview_insights.language.fact_types import Fact, Rule
from interview_insights.language.fact_words import KIN
from interview_insights.language.pipelines import fact_network

if TYPE_CHECKING:
    import pandas as pd

_REACH = 300
"""Characters before a wording in which its subject is looked for."""

_OPENING_TURNS = 3
"""Turns in which people still introduce themselves (the first is often "Hi, can you hear me?")."""

_INTRODUCTION = re.compile(
    r"\b(?:yourself|introduce|your name|who you are|at home with you|about what you do)\b", re.I
)
_PLACEHOLDER = re.compile(r"\[[A-Z][a-z]+(?: [a-z]+)? \d+\]")
_QUOTED = re.compile(r"\"[^\"]+\"|“[^”]+”")
_CLAUSE = re.compile(r"[,;:.!?—–()…]| - ")
_SELF = re.compile(r"\b(?:I|we|im)\b", re.I)
_OTHER = re.compile(
    rf"\b(?:he|she|they|you|who|everyone|everybody|some(?:one|body)|nobody)\b"
    rf"|\b(?:my|our|the|his|her|their|an?|this|that|one|some|two|three) (?:[\w'-]+ ){{0,2}}?{KIN}\b"
    r"|(?-i:\b(?:Mum|Dad|Mam|Mom|Gran|Nan|People)\b)"
    r"|(?-i:\b(?!(?:I|It|That|There|This|What|Everything|Here|Where|Who|How|And|But|So)\b)[A-Z]\w+"
    r"(?='s\b| (?:is|was|has|uses|used|pays|paid|lives|works|spends|says|said|thinks|gets|got"
    r"|does|did|buys|earns)\b))",
    re.I,
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|without|hardly|nor|cannae|can't|cannot|hate)\b|n't\b|nae\b)", re.I
)
_IMAGINED = re.compile(
    r"\b(?:if|unless|imagine|suppose|supposing|wish|whether|pretend\w*|as though)\b", re.I
)
_ELSEWHEN = re.compile(
    r"\b(?:when|whenever|once|until|till|before|by the time|would|could|should|might|used to"
    r"|going to|want to|love to|like to|hope to)\b",
    re.I,
)
# "I'd like to be a GP somewhere small, three days a week": the wish reaches past the comma.
_WISHED = re.compile(
    r"\bI'd (?:\w+ )?(?:like|love|want|rather|sooner|prefer)\b|\b(?:would|could|should)\b"
    r"|\b(?:drop|send|give|text|ring|email|tell) (?:me|us)\b",
    re.I,
)
_REPORTED = re.compile(
    r"\b(?:says?|said|thinks?|thought|reckons?|assumes?|assumed|claims?|tells? \w+|told \w+|goes"
    r"|was like|asks? if|asked if)(?: that)?[,: ]*$",
    re.I,
)
# A firm's price is a price; what a husband or a friend pays is not the speaker's.
_PERSONS_MONEY = re.compile(
    rf"\b(?:he|she|who|(?:my|our|his|her|their) (?:[\w'-]+ ){{0,2}}?{KIN}|[A-Z]\w+)(?:'s|'d)?"
    r" (?:\w+ )?(?:pays?|paid|paying|spends?|spent|spending|earns?|earned|makes?|made|gets|got"
    r"|bought|buys|gives?|gave)\b",
)
_THINK_NOT = re.compile(r"(?:\bnot|n't|\bnever) (?:think|say|mean|feel|that|like|as if) ?$", re.I)


def find_facts(segments: pd.DataFrame) -> pd.DataFrame:
    """Find what respondents state about themselves.

    Parameters
    ----------
    segments : DataFrame of shape (sentences, 16)
        The table ``segments``; only respondents' sentences are read.

    Returns
    -------
    DataFrame of shape (facts, 8)
        The table ``facts`` (docs/frames.md) in the order of the sentences. Of facts
        that are the same for a participant the first mention is kept.
    """
    import pandas as pd

    rows: dict[tuple[str, str, str], dict[str, object]] = {}
    turns: dict[str, set[tuple[str, int]]] = {}
    said = segments[segments["role"] == "respondent"]
    columns = ("participant", "transcript", "turn", "question", "text", "segment_id")
    network = fact_network("en")
    pairs = list(zip(said["question"], said["text"], strict=True))
    marks = marked(network, pairs) if network else [None] * len(pairs)
    for who, transcript, turn, question, text, segment, own in zip(
        *(said[column] for column in columns), marks, strict=True
    ):
        seen = turns.setdefault(who, set())
        seen.add((transcript, turn))
        opening = len(seen) <= _OPENING_TURNS or bool(_INTRODUCTION.search(question))
        blanks = [m.span() for m in _PLACEHOLDER.finditer(text)]
        for fact in _together(facts_of(text, question, opening), own, text):
            amount = amount_of(fact.kind, fact.normalised)
            if amount and any(fact.start < end and begin < fact.end for begin, end in blanks):
                continue  # "[Person 31]" is nobody's age
            row: dict[str, object] = {
                "participant": who,
                "fact": fact.kind,
                "value": fact.value,
                "normalised": fact.normalised,
                "low": amount.low if amount else math.nan,
                "high": amount.high if amount else math.nan,
                "unit": (amount.unit or None) if amount else None,
                "segment_id": segment,
            }
            rows.setdefault((who, fact.kind, fact.normalised), row)
    if not rows:
        return frames.empty("facts")
    frame = pd.DataFrame(list(rows.values()))
    units = frame["unit"].astype(object)
    frame["unit"] = units.where(units.notna(), None)
    return frames.check("facts", frame)


def _together(by_rule: list[Fact], marks: list[Mark] | None, text: str) -> list[Fact]:
    """Join what rules and network find.

    A rule knows the notation better, but of its finds that the network thinks unlikely
    three in four are wrong, ages excepted; without a network they stand.
    """
    if marks is None:
        return by_rule
    found = [
        fact
        for fact in by_rule
        if fact.kind == "age"
        or any(m.kind == fact.kind and m.start < fact.end and fact.start < m.end for m in marks)
    ]
    for mark in marks:
        fact = as_fact(mark, text)
        if fact and not any(_same(fact.kind, fact.start, fact.end, other) for other in found):
            found.append(fact)
    return sorted(found, key=lambda fact: (fact.start, fact.end, fact.kind))


def facts_of(text: str, question: str = "", opening: bool = False) -> list[Fact]:
    """Return what one sentence states about its speaker, in the order said.

    Parameters
    ----------
    text : str
        A respondent's sentence.
    question : str
        What was asked; "How old are you?" makes a fact of a bare number.
    opening : bool, default False
        Whether the speaker is introducing themself ("Aisha, twenty-nine, from Hull").

    Returns
    -------
    list of Fact
        Values are substrings of ``text``.
    """
    plain = _plain(text)
    found: list[Fact] = []
    for rule in RULES:
        if rule.opening and not opening:
            continue
        if rule.asked is not None and not rule.asked.search(question):
            continue
        for match in rule.pattern.finditer(plain):
            start, end = match.span("v")
            normalised = rule.notation(match)
            if not normalised or not _about_self(rule, plain, match):
                continue
            if not any(_same(rule.kind, start, end, other) for other in found):
                found.append(Fact(rule.kind, text[start:end], normalised, start, end))
    return sorted(found, key=lambda fact: (fact.start, fact.end, fact.kind))


def _plain(text: str) -> str:
    # One character for one, so that offsets hold in the text as said. Words in double
    # quotes are somebody else's, unless the whole sentence stands in them.
    plain = re.sub(r"\s", " ", text.replace("’", "'").replace("‘", "'"))
    return _QUOTED.sub(lambda m: m[0] if len(m[0]) > 0.8 * len(plain) else '"' * len(m[0]), plain)


def _same(kind: str, start: int, end: int, other: Fact) -> bool:
    # Earlier rules are the more exact ones. What one earns is no price.
    kinds = {kind, other.kind}
    if len(kinds) > 1 and kinds != {"income", "price_point"}:
        return False
    return start < other.end and other.start < end


def _about_self(rule: Rule, text: str, match: re.Match[str]) -> bool:
    """Whether the words before a match leave it a fact, and one about the speaker."""
    # No further back: nobody's subject lies there, and a text without a stop stays quick.
    before = text[max(0, match.start() - _REACH) : match.start()]
    clause = _CLAUSE.split(before)[-1]
    nearest = _nearest(before)
    spoilt = (
        ("f", nearest != "self"),
        ("s", nearest == "other"),
        ("p", re.search(r"\bweigh", clause)),
        ("p", nearest == "other" and _PERSONS_MONEY.search(clause)),
        ("n", _DENIED.search(clause)),
        ("h", _IMAGINED.search(clause) or _THINK_NOT.search(clause)),
        ("w", _ELSEWHEN.search(clause)),
        ("d", _WISHED.search(before)),
    )
    if _REPORTED.search(before) and nearest != "self":
        return False
    return not any(guard in rule.guards and found for guard, found in spoilt)


def _nearest(before: str) -> str:
    """Return whose verb comes next: ``self``, ``other`` or nothing, by the last subject."""
    own = max((m.end() for m in _SELF.finditer(before)), default=-1)
    other = max((m.end() for m in _OTHER.finditer(before)), default=-1)
    if own == other:
        return ""
    return "self" if own > other else "other"
