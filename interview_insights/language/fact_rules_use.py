"""Rules for what people use, how often and how much of it, and what it costs."""

from __future__ import annotations

import re

from interview_insights.language.fact_notation import quantity
from interview_insights.language.fact_numbers import (
    LOW,
    MONEY,
    PERIOD,
    RANGE,
    money,
    numbers,
    period,
    span,
    to_number,
)
from interview_insights.language.fact_types import Match, rule
from interview_insights.language.fact_wordings import EDGE, OLD, START
from interview_insights.language.fact_words import DEVICES, TECHNOLOGY, THINGS, TIMES, alternatives

_DEVICE = "|".join(TECHNOLOGY[device] for device in DEVICES)
_TECH = "|".join(TECHNOLOGY.values())
_WHEN = "week month year day fortnight quarter night term"
_OFTEN = rf"(?: a| an| per| each| every|/)(?: single)? (?P<per>{alternatives(_WHEN)})\b"
_SPENT = (
    r"(?<!lost )(?<!weighs )(?<!weigh )(?<!gained )(?<!put on )(?<!lose )(?<!heavier by )(?<!not )"
)


def _technology(match: Match) -> str:
    said = match["v"]
    return next((k for k, p in TECHNOLOGY.items() if re.fullmatch(p, said, re.I)), "")


def _often(match: Match) -> str:
    word = match["n"].casefold()
    count = {"once": "1", "twice": "2", "couple of": "2"}.get(word) or span(numbers(word))
    unit = (match["what"] or "times").casefold()
    return f"{count}{'' if unit == 'times' else f' {unit}'}{period(match)}" if count else ""


def _count(match: Match) -> str:
    found = numbers(match["n"])
    return f"{span(found)} {match['what'].lower()}" if found and found[-1] > 1 else ""


def _bare_price(match: Match) -> str:
    whole, part = to_number(match["n"]), to_number(match["sub"])
    if whole is None or part is None or part < 10:
        return ""
    return f"{whole + part / 100:.2f}{period(match)}"


def _decimal(match: Match) -> str:
    # "Ubuntu 22.04" names a version; "Paid 12.99" at the head of a sentence is a price.
    if re.search(r"\S .*\b[A-Z]\w+ $", match.string[: match.start()]):
        return ""
    return f"{match['n']}.{match['sub']}{period(match)}"


TECHNOLOGY_RULES = (
    rule(
        "technology",
        rf"\bmy {OLD}(?P<v>{_DEVICE})\b(?! (?:number|call|bill|signal|budget))",
        _technology,
        "h",
    ),
    rule(
        "technology",
        rf"\b(?:use|used|using|have|'ve|got|bought|own|prefer|on the(?! phone| mobile))"
        rf" (?:an? |my )?{OLD}"
        rf"(?P<v>{_DEVICE})\b(?! (?:number|call|to\b)|, (?:my|his|her|their) )",
        _technology,
        "fnhw",
    ),
    rule(
        "technology",
        r"\b(?:on|use|used|using|check|scroll|open|through|via|in|into|watch|my)"
        r" (?:an? |my |the )?"
        rf"(?P<v>(?!{_DEVICE})(?:{_TECH}))\b",
        _technology,
        "fnhw",
    ),
)
"""Devices, programs and services."""

QUANTITY = (
    rule(
        "quantity",
        rf"(?P<v>(?:(?P<n>{RANGE}|couple of) (?P<what>{TIMES})){_OFTEN})",
        _often,
        "shwd",
    ),
    rule("quantity", rf"\b(?P<v>(?P<n>once|twice)(?P<what>){_OFTEN})", _often, "shwd"),
    rule(
        "quantity",
        r"\b(?P<v>every (?:other|second) (?P<per>week|month|day|fortnight|weekend))\b",
        lambda m: quantity(m["v"]),
        "shwd",
    ),
    rule("quantity", rf"(?P<v>(?P<n>{RANGE}) (?P<what>{THINGS}))\b", _count, "fnhwd"),
    rule("quantity", rf"{START}(?P<v>(?P<n>{RANGE}) (?P<what>{THINGS})){EDGE}", _count, "h"),
)
"""How often and how many."""

PRICE = (
    rule("price_point", rf"{_SPENT}(?P<v>{MONEY}{PERIOD}?)", money, "ph"),
    rule("price_point", rf"(?P<v>(?P<n>{LOW}) (?P<sub>{LOW}){PERIOD})", _bare_price, "ph"),
    rule(
        "price_point",
        r"(?<![\w.,:£$€-])(?<!at )(?<!by )(?<!till )(?<!until )(?<!from )(?<!to )(?<!before )"
        rf"(?<!after )(?P<v>(?P<n>[0-9]{{1,3}})\.(?P<sub>[0-9]{{2}})(?![\w.%])(?! ?(?:am|pm|%|per"
        rf" ?cent|percent|k?g|ml|GB|MB|miles|km|hours|seconds|million|train|bus)\b){PERIOD}?)",
        _decimal,
        "ph",
    ),
)
"""What things cost."""
