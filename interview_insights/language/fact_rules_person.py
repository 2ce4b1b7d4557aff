"""Rules for age, place, gender and family."""

from __future__ import annotations

from interview_insights.language.fact_notation import age
from interview_insights.language.fact_numbers import NUMBER, to_number
from interview_insights.language.fact_types import Match, fixed, rule
from interview_insights.language.fact_wordings import (
    ADJ,
    AGE_END,
    EDGE,
    FILLER,
    I_AM,
    NAME,
    OLD,
    START,
)
from interview_insights.language.fact_words import CHILD, CHILDREN, JOB, MAN, PARENT, PARTNER, WOMAN

_TO = r"(?:in|near|at|to|past|outside|off|on|round)"
_AWAY = (
    r"(?!'s\b| (?:every|once|twice|all day|for (?:a|the|work)|next|this|tomorrow|today"
    r"|on \w+days?|originally|at the moment|between)\b)"
)
_HAVE = r"\b(?:I|we)(?:'ve| have)?(?: just)?(?: got)?"
_KIDS = rf"(?:(?:grown-up|grown|little|small|young|teenage|older) )?{CHILDREN}"
_NOT_WHOSE = r"\b(?!['-]| (?:joke|bod|band|hen)\b)"
_SELF_AS = rf"(?:{I_AM} (?:a|an|the|their|his|her)|(?:\bas|\bbeing|me feel like) an?)"


def _name(match: Match) -> str:
    return match["v"]


def _age(match: Match) -> str:
    years = to_number(match["v"])
    return f"{years:.0f}" if years is not None and 6 <= years <= 105 else ""


def _decade(match: Match) -> str:
    return age(match["v"])


def _children(match: Match) -> str:
    count = to_number(match["n"])
    if count is None or count > 9:
        return ""
    return "no children" if count == 0 else "1 child" if count == 1 else f"{count:.0f} children"


def _household(match: Match) -> str:
    count = to_number(match["n"])
    return f"household of {count:.0f}" if count else ""


AGE = (
    rule("age", rf"{I_AM} (?P<v>{NUMBER}){AGE_END}", _age, "hw"),
    rule(
        "age",
        rf"(?:{START}|\bI(?:'ve| have)? )(?:I )?(?:just |only )?turned (?P<v>{NUMBER})"
        rf"(?:(?= in (?!the \w+ties|[0-9]))|{AGE_END})"
        r"(?!.*\b(?:ago|last year)\b)",
        _age,
        "hws",
    ),
    rule("age", rf"(?:{I_AM}|\bas|\bbeing) an? (?P<v>{NUMBER})[ -]years?[ -]old\b", _age, "hws"),
    rule("age", rf"{I_AM} in my (?P<v>(?:early |mid[ -]|late )?\w+ties)\b", _decade, "hw"),
    rule(
        "age",
        rf"{START}(?:(?:I'm|I am|my name is|my name's|it's|this is) )?(?!{NUMBER}|{FILLER})"
        rf"(?:{NAME}(?: the name)?|(?<=I'm )an? [\w -]{{2,30}}),"
        rf" (?:I'm |I am |aged )?(?P<v>{NUMBER})(?:(?= years?[,.])|{AGE_END})",
        _age,
        opening=True,
    ),
    rule("age", rf"\bI have (?P<v>{NUMBER}) years(?=[,.])", _age, opening=True),
    rule(
        "age",
        rf"{START}(?P<v>{NUMBER}){AGE_END}",
        _age,
        asked=r"\bhow old are you\b|\byour age\b",
    ),
)
"""How old people say they are."""

LOCATION = (
    rule(
        "location",
        rf"{I_AM} (?:(?:(?:based |living |over |up |down |out )?(?:in|near)|from|just outside)"
        rf"|based just outside) (?P<v>{NAME}){_AWAY}",
        _name,
        "hw",
    ),
    rule(
        "location",
        rf"\b(?:(?:I|we)(?: (?:now|still|just|currently|both|all))? live|(?:I|we)(?:'ve| have)"
        rf"(?: (?:just|recently|always))? (?:lived|been living|moved)|(?:I|we) moved)"
        rf"(?: (?:out|up|down|over|just|here|alone))? {_TO} (?P<v>{NAME}){_AWAY}",
        _name,
        "hw",
    ),
    rule("location", rf"\bhere in (?P<v>{NAME})", _name, "hs"),
    rule(
        "location",
        r"(?:^|, |\band |(?= but in))(?:now |\s)?(?:live in|living in|based in|from|here in|now in"
        r"|but in|born and bred in"
        rf"|(?:[\w-]+ )?[\w-]+ years? in)(?: outside| near)? (?P<v>{NAME}){_AWAY}",
        _name,
        "s",
        opening=True,
    ),
    rule(
        "location",
        rf"{START}(?:(?:I'm|I am|my name is|it's) )?{NAME}, {NUMBER}, (?P<v>{NAME})(?=[,.]|$)",
        _name,
        opening=True,
    ),
    rule(
        "location",
        rf"{I_AM} an? [\w' -]{{0,30}}?{JOB} in (?P<v>{NAME}){_AWAY}",
        _name,
        "hw",
        opening=True,
    ),
    rule("location", rf"(?P<v>{NAME}),? born and (?:bred|raised)", _name, "s"),
    rule(
        "location",
        rf"{START}(?:(?:in|near|just outside|outside|from) )?(?P<v>{NAME})(?=[,.]|$)",
        _name,
        asked=r"\bwhere (?:do you live|are you (?:based|from|living))|\bwhereabouts\b",
    ),
)
"""Where people say they live or come from."""

PERSON = (
    rule("gender", rf"{_SELF_AS} {ADJ}(?P<v>{WOMAN}){_NOT_WHOSE}", fixed("woman"), "hs"),
    rule("gender", rf"{_SELF_AS} {ADJ}(?P<v>{MAN}){_NOT_WHOSE}", fixed("man"), "hs"),
    rule("gender", rf"{I_AM} (?P<v>non-?binary)\b", fixed("non-binary"), "h"),
    rule("gender", rf"{I_AM} (?P<v>female)\b(?! \w)", fixed("woman"), "h"),
    rule("gender", rf"{I_AM} (?P<v>male)\b(?! \w)", fixed("man"), "h"),
    rule(
        "family",
        rf"(?:{_SELF_AS} |{START}|, )(?P<v>single {PARENT})\b(?!')",
        fixed("single parent"),
        "hsn",
    ),
    rule(
        "family",
        rf"(?:{_SELF_AS} |{START}|, ){ADJ}(?P<v>{PARENT} (?:of|to) (?P<n>{NUMBER}))\b",
        _children,
        "hsn",
    ),
    rule("family", rf"{_SELF_AS} {ADJ}(?P<v>{PARENT}){_NOT_WHOSE}", fixed("parent"), "hs"),
    rule(
        "family",
        rf"(?<!lost )\bmy (?P<v>{PARTNER})\b"
        r"(?! (?:(?:has |had )?(?:died|passed)|left me|in crime|at work|at the|firm|school))",
        fixed("partnered"),
        "",
    ),
    rule("family", r"\b(?P<v>my other half|the (?:wife|missus))\b", fixed("partnered"), ""),
    rule("family", r"\b(?:I'm|I am|we're) (?P<v>married|engaged)\b", fixed("partnered"), "hw"),
    rule("family", rf"{I_AM} (?P<v>(?:divorced|separated|widowed|single)){EDGE}", guards="hw"),
    rule("family", rf"{I_AM} a (?P<v>widow(?:er)?)\b", fixed("widowed")),
    rule("family", rf"\b(?:my late|I lost my) (?P<v>{PARTNER})\b", fixed("widowed"), ""),
    rule("family", rf"\bmy (?P<v>{PARTNER} (?:has |had )?(?:died|passed))\b", fixed("widowed")),
    rule(
        "family",
        rf"\b(?:my|our) (?P<v>(?P<n>{NUMBER}) {_KIDS})\b(?!')",
        _children,
        "",
    ),
    rule("family", rf"{_HAVE} (?P<v>(?P<n>{NUMBER}) {_KIDS})\b(?!'| on\b)", _children),
    rule("family", rf"{_HAVE} (?P<v>no (?:kids|children))\b", fixed("no children")),
    rule("family", rf"{START}(?P<v>(?P<n>{NUMBER}) {_KIDS}){EDGE}", _children),
    rule(
        "family",
        rf"(?:{START}|, |\band )(?P<v>no (?:kids|children))\b(?! (?:in|at|here|there|around)\b)",
        fixed("no children"),
        "s",
    ),
    rule(
        "family",
        r"\bI (?:don't|do not|haven't)(?: have| got)?(?: any)? (?P<v>kids|children)\b"
        r"(?! (?:in|at|on))",
        fixed("no children"),
    ),
    rule("family", rf"\b(?:my|our) {OLD}(?P<v>{CHILD})\b(?!-in| grand)", fixed("child"), ""),
    rule("family", rf"{_HAVE} an? {OLD}(?P<v>{CHILD})\b", fixed("child")),
    rule("family", rf"\b(?:my|our) {OLD}(?P<v>{CHILDREN})\b(?!-in)", fixed("children"), ""),
    rule(
        "family", r"\bmy (?P<v>grand(?:kids|children|son|daughter))\b", fixed("grandchildren"), ""
    ),
    rule("family", r"\bI live (?P<v>alone|on my own|by myself)\b", fixed("lives alone"), "hw"),
    rule(
        "family",
        r"\bI (?:still )?live (?P<v>with my (?:parents|mum and dad|mum|mom|dad|family))\b",
        fixed("lives with parents"),
        "hw",
    ),
    rule("family", r"\bmy (?P<v>(?:house|flat|room)mates?)\b", fixed("shares a home"), ""),
    rule(
        "family",
        rf"\bthere(?:'s|'re| are| is) (?P<v>(?P<n>{NUMBER}) of us)"
        r" (?:in the (?:house|flat)|at home)",
        _household,
    ),
)
"""Gender, family and household."""
