"""Numbers, amounts of money and periods, said in words or digits."""

from __future__ import annotations

import re

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
"""Words for 0 to 9."""

_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
          "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: n for n, word in enumerate(UNITS + _TEENS)}
NUMBER_WORDS |= {word: 10 * n for n, word in enumerate(_TENS, start=2)} | {"a": 1}
"""The number that a single word names."""

# The grammar of numbers is in the pattern, not in the parser: "five and ten pounds"
# and "six thirty" are then no number, where a bag of number words would take them.
LOW = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(UNITS[1:])}))?|{'|'.join(_TEENS + UNITS)})"
"""Pattern for 0 to 99 in words."""

_MID = rf"(?:(?:{LOW}|a) hundred(?:(?: and)? {LOW})?|hundred and {LOW}|{LOW})"
_IN_WORDS = rf"(?:(?:{_MID}|a) thousand(?:,?(?: and)? {_MID})?|{_MID})"
_ANY = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,6}(?:\.[0-9]+)?"
    rf"|{_IN_WORDS})(?!\w|\.?[0-9])"
)
NUMBER = rf"(?<![\w.-]){_ANY}"
"""Pattern for 0 to 999,999 in words or digits."""

RANGE = (
    rf"(?:(?<=between ){NUMBER} and [£$€]?{_ANY}"
    rf"|{NUMBER}(?:(?: or | to | ?[-–] ?|(?<!one), (?:maybe )?)[£$€]?{_ANY})?)"
)
"""Pattern for a number or for two with ``or``, ``to`` or a dash between them."""

PERIOD = (
    r"(?:(?: ?/ ?| (?:a|an|per|each|every|one) )(?P<per>month|week|year|day|hour|fortnight|quarter"
    r"|box|order|bag|cup|bottle|head|person|seat|user|pop|session|meal|portion|ticket|class"
    r"|lesson|delivery|night|term|annum)\b| (?P<ly>monthly|weekly|yearly|annually)\b)"
)
"""Pattern for ``" a month"`` and the like; groups ``per`` and ``ly`` are for :func:`period`."""

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,6}(?:\.[0-9]{1,2})?"
_CODES = "GBP|USD|EUR|CHF|CAD|AUD|NZD|INR|SEK|NOK|DKK|PLN|CZK|ZAR|KES|NGN|BRL|SGD|JPY"
_SYMBOL = rf"(?:(?:US|AU|CA|NZ|SG|A|C|S|R)?\$|[£€₹¥₦]|(?:{_CODES})(?= ?[0-9])|Rs\.?(?= ?[0-9]))"
_UNIT = (
    "pounds?|quid|(?:(?:US|American|Canadian|Australian) )?dollars?|bucks|euros?|pence|p|cents?"
    r"|grand|rupees?|naira|kron(?:er|or|e|a)|(?:Swiss )?francs?|yen|z[lł]ot(?:y|ys|ych)|reais|rand"
    rf"|(?:Kenyan )?shillings?|{_CODES}"
)
MONEY = (
    rf"(?:(?P<sym>{_SYMBOL}) ?(?P<n1>(?:{_DIGITS})(?: ?(?:[-–]|to|or) ?[£$€₹]?(?:{_DIGITS}))?)"
    rf"(?: ?(?P<k1>k|grand|thousand))?(?![\w%]|\.[0-9])"
    r"|(?<![\w.£$€])(?:(?P<n3>[0-9]{1,3})(?P<u3>p)"
    rf"|a (?P<note>tenner|fiver|quid|grand))\b"
    rf"|(?P<n2>{RANGE})(?:[- ]odd)? (?P<unit>{_UNIT})\b(?! notes?\b| coins?\b"
    # pounds and ounces
    rf"|(?: {'| '.join(UNITS[1:])})\b(?! ?p)"
    r"| of (?!it\b|that\b|my\b|our\b))"
    # "four pounds fifty", yet not "four pounds ten times"
    rf"(?: (?P<sub>{LOW})(?= ?[,.;:!?]|$| an? | each| per | for | p\b| pence)(?: p\b| pence)?)?)"
)
"""Pattern for an amount of money; its groups are for :func:`money`."""

_CURRENCY = {"£": "GBP", "$": "USD", "€": "EUR", "pound": "GBP", "quid": "GBP", "pence": "GBP",
             "p": "GBP", "dollar": "USD", "buck": "USD", "euro": "EUR", "tenner": "GBP",
             "fiver": "GBP", "us$": "USD", "au$": "AUD", "a$": "AUD", "ca$": "CAD",
             "c$": "CAD", "nz$": "NZD", "sg$": "SGD", "s$": "SGD", "r$": "BRL", "₹": "INR",
             "rs": "INR", "rs.": "INR", "rupee": "INR", "¥": "JPY", "yen": "JPY", "₦": "NGN",
             "naira": "NGN", "reais": "BRL", "rand": "ZAR", "swiss franc": "CHF",
             "zloty": "PLN", "złoty": "PLN", "kenyan shilling": "KES", "us dollar": "USD",
             "american dollar": "USD", "canadian dollar": "CAD",
             "australian dollar": "AUD"}  # fmt: skip
_NOTES = {"tenner": "10", "fiver": "5", "quid": "1", "grand": "1000"}
_LY = {"monthly": "month", "weekly": "week", "yearly": "year", "annually": "year"}


def to_number(words: str) -> float | None:
    """Return the number that digits or English words name, 0 to 999,999.

    Parameters
    ----------
    words : str
        For example ``"1,440"`` or ``"one thousand four hundred and forty"``.

    Returns
    -------
    float or None
        None where the words are no number.

    Examples
    --------
    >>> to_number("one thousand four hundred and forty")
    1440.0
    """
    text = words.strip().casefold()
    if re.fullmatch(r"[0-9][0-9,]*(?:\.[0-9]+)?", text):
        return float(text.replace(",", ""))
    if not re.fullmatch(_IN_WORDS, text):
        return None
    total, part = 0, 0
    for word in re.split(r"[\s,-]+", text):
        if word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            total, part = part * 1000, 0
        elif word != "and":
            part += NUMBER_WORDS[word]
    return float(total + part)


def numbers(text: str) -> list[float]:
    """Return the one or two numbers of a range.

    Parameters
    ----------
    text : str
        What :data:`RANGE` matched.

    Returns
    -------
    list of float
        Empty where a part is no number.
    """
    whole = to_number(text)
    if whole is not None:
        return [whole]
    parts = re.split(r" or | to | and | ?[-–] ?(?=[£$€]?[0-9])|, (?:maybe )?", text, flags=re.I)
    found = [to_number(part.strip("£$€ ")) for part in parts]
    return [n for n in found if n is not None] if None not in found else []


def span(found: list[float], decimals: bool = False) -> str:
    """Write the numbers of a range in digits.

    Parameters
    ----------
    found : list of float
        One number or two.
    decimals : bool, default False
        Whether a part of a unit is written with two decimals, as in money.

    Returns
    -------
    str
        For example ``"3-4"``.
    """
    fraction = decimals and any(n % 1 for n in found)
    return "-".join(
        f"{n:.2f}" if fraction else f"{n:.0f}" if n % 1 == 0 else f"{n:g}" for n in found
    )


def period(match: re.Match[str]) -> str:
    """Write the period that :data:`PERIOD` matched.

    Parameters
    ----------
    match : re.Match of str
        A match of a pattern that may hold :data:`PERIOD`.

    Returns
    -------
    str
        For example ``" / month"``; empty where there is no period.
    """
    groups = match.groupdict()
    per = (groups.get("per") or _LY.get((groups.get("ly") or "").casefold(), "")).casefold()
    return f" / {'year' if per == 'annum' else per}" if per else ""


def money(match: re.Match[str]) -> str:
    """Write the amount that :data:`MONEY` matched, with its period.

    Parameters
    ----------
    match : re.Match of str
        A match of a pattern that holds :data:`MONEY`.

    Returns
    -------
    str
        For example ``"GBP 95"`` or ``"USD 20 / month"``; empty where it is no amount.
    """
    g = match.groupdict()
    unit = (g["sym"] or g["unit"] or g["u3"] or g["note"] or "").casefold()
    text = g["n1"] or g["n3"] or g["n2"] or _NOTES.get(unit, "")
    found = numbers(text)
    if g["sub"] and len(found) == 1:
        found = [found[0] + (to_number(g["sub"]) or 0) / 100]
    if unit in ("pence", "p", "cent", "cents"):
        found = [n / 100 for n in found]
    if g["k1"] or (unit == "grand" and not g["note"]):
        found = [n * 1000 for n in found]
    currency = _CURRENCY.get(unit) or _CURRENCY.get(unit.rstrip("s"), "")
    if not currency and unit.upper() in _CODES.split("|"):
        currency = unit.upper()
    return f"{currency} {span(found, True)}{period(match)}".strip() if found else ""
