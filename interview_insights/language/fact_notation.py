"""How the words that state a fact are written in one way."""

from __future__ import annotations

import re
from collections.abc import Callable

from interview_insights.language.fact_numbers import (
    LOW,
    MONEY,
    NUMBER,
    PERIOD,
    RANGE,
    money,
    numbers,
    span,
    to_number,
)

_AMOUNT_OF = re.compile(rf"(?P<v>{MONEY}{PERIOD}?)", re.I)
_NUMBER = re.compile(rf"\b{RANGE}\b", re.I)
_PAIR = re.compile(rf"\b(?P<n>{LOW}) (?P<sub>{LOW})\b", re.I)
_PER = re.compile(
    r"(?: ?/ ?|\b(?:a|an|per|each|every|the|for the) )(?P<per>month|week|year|day|hour|night|term"
    r"|quarter)\b|\b(?P<ly>monthly|weekly|yearly|annually|daily|hourly)\b",
    re.I,
)
_MANY = re.compile(
    rf"\b(?P<n>{RANGE})(?: (?!a\b|an\b|per\b|each\b|every\b)(?P<what>[a-z]+))?"
    r"(?: (?:a|an|per|each|every) (?P<per>[a-z]+))?",
    re.I,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_EVERY = re.compile(
    rf"\b(?:every|each) (?:(?P<n>other|second|third|fourth|couple of|few|{RANGE}) )?"
    rf"(?P<unit>day|night|morning|evening|weekday|weekend|week|fortnight|month|quarter|term|year"
    rf"|summer|winter|spring|autumn|christmas|easter|{_WEEKDAY})s?\b",
    re.I,
)
_LY = {
    "daily": "day", "nightly": "night", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
}  # fmt: skip
_ADVERB = re.compile(rf"\b(?P<ly>{'|'.join(_LY)})\b", re.I)
_ORDINAL = {"other": "2", "second": "2", "third": "3", "fourth": "4", "couple of": "2"}
_SEASON = ("summer", "winter", "spring", "autumn", "christmas", "easter")
_SINCE = re.compile(r"\bsince\b", re.I)

_DECADE = re.compile(
    r"(?:\b(?P<part>early|mid|middle|late)[ -](?:to[ -]late[ -])?)?"
    r"\b(?P<ten>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b",
    re.I,
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70,
         "eight": 80, "ninet": 90}  # fmt: skip
_FEMALE = re.compile(r"\b(?:woman|women|mum|mam|mom|mother|girl|lady|lass|daughter|wife|female)\b",
                     re.I)  # fmt: skip
_MALE = re.compile(r"\b(?:man|men|dad|father|bloke|lad|guy|boy|son|husband|male|chap)\b", re.I)
_YOUNGEST, _OLDEST = 10, 105
_SMALL = 10  # a bare number below is no price

# Shorthand that the grammar of numbers leaves out, since it is seldom and seldom clear.
_AND_A_HALF = re.compile(rf"(?P<n>{NUMBER}) and a half (?P<size>thousand|hundred|grand)\b", re.I)
_K = re.compile(r"\b(?P<n>[0-9]{1,3}(?:\.[0-9])?)k\b", re.I)
_COUPLE = re.compile(r"\ba couple of (?P<size>hundred|thousand)\b", re.I)
_DOZEN = re.compile(r"\b(?:a )?(?P<half>half )?(?:a )?dozen\b", re.I)
_SIZES = {"hundred": 100, "thousand": 1000, "grand": 1000}


def spelt_out(value: str) -> str:
    """Write shorthand for a number as the number: "a couple of hundred", "45k", "a dozen".

    Parameters
    ----------
    value : str
        Words that state a fact.

    Returns
    -------
    str
        The same words where there is none.

    Examples
    --------
    >>> spelt_out("nineteen and a half thousand a year")
    '19500 a year'
    """
    value = _AND_A_HALF.sub(
        lambda m: f"{((to_number(m['n']) or 0) + 0.5) * _SIZES[m['size'].lower()]:.0f}", value
    )
    value = _K.sub(lambda m: f"{float(m['n']) * 1000:.0f}", value)
    value = _COUPLE.sub(lambda m: f"{2 * _SIZES[m['size'].lower()]}", value)
    return _DOZEN.sub(lambda m: "6" if m["half"] else "12", value)


def words(value: str) -> str:
    """Write words in small letters with single spaces.

    Parameters
    ----------
    value : str

    Returns
    -------
    str
    """
    return " ".join(value.lower().split())


def age(value: str) -> str:
    """Write an age: ``"34"``, or ``"50s"``, ``"early 50s"`` for a decade.

    Parameters
    ----------
    value : str

    Returns
    -------
    str
        Empty where no age is in the words. "Born in seventy-nine" stays words: it is a
        year, and when it was said is unknown.
    """
    if re.search(r"\bborn\b", value, re.IGNORECASE):
        return words(value)
    found = _DECADE.search(value)
    if found:
        part = (found["part"] or "").lower().replace("middle", "mid")
        return f"{part} {_TENS[found['ten'].lower()]}s".strip()
    years = [n for n in _numbers_in(value) if _YOUNGEST <= n <= _OLDEST]
    return span(years) if years else ""


def gender(value: str) -> str:
    """Write a gender that was said; empty where it names both or none.

    Parameters
    ----------
    value : str

    Returns
    -------
    str
    """
    female, male = bool(_FEMALE.search(value)), bool(_MALE.search(value))
    return "" if female == male else "woman" if female else "man"


def price(value: str) -> str:
    """Write an amount of money, such as ``"GBP 95"`` or ``"11.50 / month"``.

    Parameters
    ----------
    value : str

    Returns
    -------
    str
        Empty where no amount is in the words.
    """
    value = spelt_out(value)
    match = _AMOUNT_OF.search(value)
    if match:
        return money(match)
    pair = _PAIR.search(value)
    if pair:  # "eleven fifty"
        whole, part = to_number(pair["n"]), to_number(pair["sub"])
        if whole is not None and part is not None and part >= _SMALL:
            return f"{whole + part / 100:.2f}{_per(value)}"
    found = _numbers_in(value)
    return f"{span(found)}{_per(value)}" if found and found[0] >= _SMALL else ""


def income(value: str) -> str:
    """Write an income: an amount if one was said, else the words ("my pension").

    Parameters
    ----------
    value : str

    Returns
    -------
    str
    """
    value = spelt_out(value)
    match = _AMOUNT_OF.search(value)
    if match:
        return money(match)
    pair = _PAIR.search(value)
    if pair and re.search(r"\bhour", value, re.I):  # "twelve seventy-one the hour"
        return f"{(to_number(pair['n']) or 0) + (to_number(pair['sub']) or 0) / 100:.2f} / hour"
    found = [n for match in _NUMBER.finditer(value) for n in numbers(match[0])]
    if found and max(found) >= _SMALL:
        return f"{max(found):.0f}{_per(value)}"
    return words(value)


def quantity(value: str) -> str:
    """Write how often, how many or how long: ``"2 / week"``, ``"6 years"``, ``"3 boxes"``.

    Parameters
    ----------
    value : str

    Returns
    -------
    str
        The words themselves where they hold no number.
    """
    text = spelt_out(value.casefold())
    text = re.sub(r"\bonce\b", "one time", re.sub(r"\btwice\b", "two times", text))
    every = _EVERY.search(text)
    if every:
        return _every(text, every)
    adverb = _ADVERB.search(text)
    match = _MANY.search(text)
    if adverb and match is None:
        return f"1 / {_LY[adverb['ly'].lower()]}"
    if match is None or not numbers(match["n"]) or _SINCE.search(text[: match.start()]):
        return words(value)
    count, what, per = span(numbers(match["n"])), match["what"] or "", match["per"]
    what = "" if what in ("time", "times") else f" {what}" if what else ""
    return f"{count}{what} / {per}" if per else f"{count}{what or ' times'}"


def _every(text: str, every: re.Match[str]) -> str:
    unit = every["unit"].lower()
    if unit in _SEASON:
        unit = "year"
    elif re.fullmatch(_WEEKDAY, unit) or unit == "weekend":
        unit = "week"
    elif unit in ("night", "morning", "evening"):
        unit = "day"
    gap = (every["n"] or "").lower()
    if gap == "few":
        return words(text)
    if gap:
        gap = _ORDINAL.get(gap) or span(numbers(gap))
    before = _MANY.search(text[: every.start()])
    count = span(numbers(before["n"])) if before and numbers(before["n"]) else "1"
    what = (before["what"] or "") if before else ""
    what = "" if what in ("", "time", "times") else f" {what}"
    if gap and gap != "1":
        return f"{count}{what} / {gap} {unit}s"
    return f"{count}{what} / {unit}"


def _per(value: str) -> str:
    match = _PER.search(value)
    if match is None:
        return ""
    per = match["per"] or {**_LY, "hourly": "hour"}[match["ly"].lower()]
    return f" / {per.lower()}"


def _numbers_in(value: str) -> list[float]:
    match = _NUMBER.search(value)
    return numbers(match[0]) if match else []


NOTATIONS: dict[str, Callable[[str], str]] = {
    "age": age,
    "location": lambda value: " ".join(value.split()),
    "gender": gender,
    "income": income,
    "education": words,
    "career": words,
    "family": words,
    "technology": words,
    "price_point": price,
    "quantity": quantity,
}
"""How each kind of fact is written; empty where the words state no such fact after all."""
