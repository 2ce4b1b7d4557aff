"""Who and what could give a person away: names, places, firms, addresses, numbers.

Patterns of numbers and addresses of mail and web come from presidio-analyzer's
recognisers, used one by one: its engine would download a model, and its domain check a
list of suffixes. Names come from a spaCy pipeline that knows persons, places and firms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from interview_insights.language.names_of_people import is_title
from interview_insights.language.pipelines import NAMES

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

KINDS = {
    "PERSON": "Person",
    "PLACE": "Place",
    "ORG": "Organisation",
    "EMAIL": "Email",
    "PHONE": "Phone",
    "URL": "Web address",
    "ADDRESS": "Address",
    "CARD": "Card",
    "IBAN": "Account",
    "NUMBER": "Number",
}
"""Kind of identity, and the word that stands for it in redacted text."""

_SURENESS = {
    kind: rank
    for rank, kinds in enumerate(
        (("EMAIL", "IBAN", "CARD"), ("URL", "ADDRESS"), ("PHONE",), ("NUMBER",))
    )
    for kind in kinds
} | {"PERSON": 4, "PLACE": 4, "ORG": 4}

_REGIONS = (
    "GB",
    "US",
    "IE",
    "CA",
    "AU",
    "NZ",
    "IN",
    "DE",
    "AT",
    "CH",
    "FR",
    "ES",
    "IT",
    "NL",
    "PL",
)
_PRESIDIO = {
    "EMAIL_ADDRESS": "EMAIL",
    "PHONE_NUMBER": "PHONE",
    "CREDIT_CARD": "CARD",
    "IBAN_CODE": "IBAN",
    "IP_ADDRESS": "NUMBER",
}
_FEWEST_IN_CODE = 4
_FEWEST_DIGITS = 7
"""In a phone number; presidio takes "12/03/2024" for one otherwise."""

_URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"']{2,200}[^\s<>\"'.,;:!?)\]]"
    r"|\b[a-z0-9][a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}"
    r"\.(?:com|org|net|co\.uk|org\.uk|uk|ie|de|at|ch|fr|es|it|nl|be|pl|eu|io|app|shop|store|info"
    r"|example|test|me|tv|biz|us|ca|au|nz|jp|cn|in|se|no|dk|fi|pt|gr|tr|za|br|mx|gg|ai|dev|cloud"
    r"|online|site|xyz|club|studio|cafe)"
    r"(?:/[^\s<>\"']{0,200}[^\s<>\"'.,;:!?)\]])?(?![\w@])"
    # With a path it is an address whatever its ending: "pay.somewhere.zz/ann".
    r"|\b[a-z0-9][a-z0-9-]{1,60}(?:\.[a-z][a-z0-9-]{1,60}){1,3}/[^\s<>\"']{0,200}[^\s<>\"'.,;:!?)\]]",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_SPOKEN_EMAIL = re.compile(
    r"\b[\w.+-]{1,40}(?: (?:dot|underscore|dash) [\w+-]{1,40}){0,3} at [\w-]{1,40}"
    r"(?: dot (?:com|org|net|co|uk|ie|de|fr|eu|edu|gov|info|io|me|us|ca|au|nz|in)){1,3}\b",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z]\w{2,30}(?!\w|\.\w)")
_DIGIT_WORD = (
    r"(?:(?:double|treble|triple)\s)?"
    r"(?:oh|zero|nought|one|two|three|four|five|six|seven|eight|nine)"
)
_SPOKEN_PHONE = re.compile(rf"\b{_DIGIT_WORD}(?:[\s,-]+{_DIGIT_WORD}){{6,14}}\b", re.IGNORECASE)
_STREET = (
    r"(?:street|road|avenue|lane|drive|close|court|crescent|terrace|place|square|gardens?|grove"
    r"|way|hill|park|row|mews|walk|rise|green|gate|st|rd|ave|ln|dr|blvd|boulevard|parade|quay"
    r"|esplanade|parkway|highway)"
)
_ADDRESS = re.compile(
    rf"\b(?:(?i:flat|apartment|apt\.?|unit|suite)\s+\w{{1,5}},?\s+)?\d{{1,5}}[a-zA-Z]?,?\s+"
    rf"(?:[A-Z][\w'’-]*\s+){{1,4}}(?i:{_STREET})\b\.?"
    r"|\b[A-ZÄÖÜ][\wäöüß-]{2,30}(?:straße|strasse|str\.|weg|gasse|platz|allee)\s+\d{1,4}[a-z]?\b"
    r"|\b\d{1,4}(?:,\s*|\s+)(?:rue|avenue|boulevard|place|calle|via|plaza)\s+(?:[\w'’-]+\s?){1,4}"
    r"|\b(?:rue|calle|via|viale|plaza)\s+(?:[\w'’-]+\s){0,3}[\w'’-]+,?\s+\d{1,4}\b"
)
_UK_CODE = r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s\d[A-Za-z]{2}"
_POSTCODE = re.compile(
    rf"\b{_UK_CODE}\b|\b[A-Z]{{1,2}}\d[A-Z\d]?\d[A-Z]{{2}}\b"
    r"|(?<![\w-])[A-Z]{2}\s+\d{5}(?:-\d{4})?\b|\b\d{5}-\d{4}\b"
)
# Whatever the street is called: from a house number to the postcode near it.
_UNIT = (
    r"(?:(?:(?:[A-Z][\w'’]+\s){0,2}(?i:flat|house|cottage|farm|lodge),\s)"
    r"|(?i:flat|apartment|apt\.?|unit|suite)\s+\w{1,5},?\s+)"
)
_TO_POSTCODE = re.compile(
    rf"\b(?:{_UNIT}(?:\d{{1,4}}[a-zA-Z]?,?\s)?|\d{{1,4}}[a-zA-Z]?,?\s)"
    rf"(?:[^\W\d][\w'’-]*,?\s){{1,8}}?(?:{_UK_CODE}|[A-Z]{{2}}\s+\d{{5}})\b"
    # On the continent the number follows, and the town follows its code.
    r"|\b(?:[A-ZÀ-Þ][\w'’.-]+\s){1,4}\d{1,4}[a-z]?,\s(?:[A-Z]{1,2}-)?\d{4,5}\s[A-ZÀ-Þ][\w-]+"
)
_LABELLED = re.compile(
    r"\b(?:account|customer|order|policy|reference|ref|booking|membership|member|client|invoice"
    r"|case|ticket|patient|nhs|national insurance|ni|passport|licen[cs]e|sort code|iban|pin|meter"
    r"|tracking|parcel|contract|loyalty card|serial|tax)\b"
    r"(?:\s+(?:number|no\.?|id|code|ref(?:erence)?))?(?:\s+(?:is|was|it's|its|on it|starts with"
    r"|ends in)){0,2}"
    r"\s*[:#,]?\s*(?P<number>[A-Z]{0,4}[- ]?\d[\dA-Z]*(?:[- ]?[\dA-Z]*\d[\dA-Z]*){0,6})",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"(?<![\w/-])[A-Za-z]{2,5}(?:[-/_][A-Za-z]{2,5})?(?:[-/_]\d{2,8})+(?:[-/_][A-Za-z0-9]{1,4})*(?![\w/-])"
    r"|(?<![\w-])[A-Z]{2,4}-[A-Z]{2,4} \d{4,8}(?!\w)"
)
_SAID = re.compile(
    r"\b(?:customer|order|account|membership|member|policy|booking|reference|job|case|trip|card"
    r"|file)"
    r"\b[^\d.?!]{1,30}\s"
    r"(?P<number>(?!(?:is|at|in|on|no|of|to|my|the|a|for|it) )[A-Za-z]{1,3}[ -]?\d{3,8})(?!\w)",
    re.IGNORECASE,
)
_ABROAD = re.compile(r"(?<!\w)\+\d{1,3}(?:[ -]?\(?\d\)?){6,12}(?!\d)")
_CODE = re.compile(r"\b[A-Z]{1,4}[- ]?\d{2,6}(?:[- ]\d{2,6}){1,3}\b|\b[A-Z]{2,4}-?\d{5,12}\b")
_SPELT = re.compile(r"(?<![\w-])(?:[^\W\d_]-){3,}[^\W\d_](?![\w-])")
_POSSESSED = re.compile(r"^(?:['’]s?\b)?\s*")
_STOP = re.compile(r"(?<=\w\w\w)[.?!]\s+")
_DIGITS = re.compile(r"\d")
_SORT_CODE = re.compile(r"\b\d{2}-\d{2}-\d{2}\b")
_LONG_NUMBER = re.compile(r"(?<![\w.,£$€])\d(?:[ -]?\d){7,18}(?![\w]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Identity:
    """A stretch of text, half-open code points, that tells who somebody is."""

    start: int
    end: int
    kind: str
    text: str


def find_identities(texts: Sequence[str], names: Language | None = None) -> list[list[Identity]]:
    """Find what could give a person away in texts.

    Parameters
    ----------
    texts : sequence of str
    names : Language, optional
        A pipeline whose entities have labels of :data:`pipelines.NAMES`; without it only
        patterns are found.

    Returns
    -------
    list of list of Identity
        For each text in order, none overlapping; patterns go before names, longer before
        shorter.
    """
    docs = names.pipe(texts) if names is not None else [None] * len(texts)
    return [
        without_overlaps([*_patterns(text), *(_names(doc) if doc is not None else ())])
        for text, doc in zip(texts, docs, strict=True)
    ]


def _names(doc: Doc) -> Iterable[Identity]:
    for entity in doc.ents:
        if entity.label_ not in NAMES:
            continue
        for start, end in _sentences_apart(entity.text):
            at = entity.start_char
            # The end of somebody's name may be taken for the beginning of the next.
            name = _POSSESSED.sub("", entity.text[start:end])
            if any(c.isalnum() for c in name):
                yield Identity(at + end - len(name), at + end, NAMES[entity.label_], name)


def _sentences_apart(name: str) -> Iterable[tuple[int, int]]:
    """Part what runs over a full stop: in "Mrs Orme. Blod" two people are named."""
    start = 0
    for stop in _STOP.finditer(name):
        if not is_title(name[start : stop.start()]):
            yield start, stop.start()
            start = stop.end()
    yield start, len(name)


def without_overlaps(found: Iterable[Identity]) -> list[Identity]:
    """Keep of overlapping identities the surer kind, and of one kind the longer."""
    ranked = sorted(found, key=lambda i: (_SURENESS[i.kind], i.start - i.end, i.start))
    kept: list[Identity] = []
    taken: set[int] = set()
    for identity in ranked:
        span = range(identity.start, identity.end)
        if not taken.intersection(span):
            kept.append(identity)
            taken.update(span)
    return sorted(kept, key=lambda i: i.start)


def _patterns(text: str) -> Iterable[Identity]:
    yield from _of(_SPELT, text, "PERSON")
    yield from _of(_SPOKEN_EMAIL, text, "EMAIL")
    yield from _of(_SPOKEN_PHONE, text, "PHONE")
    yield from _of(_HANDLE, text, "URL")
    if "." in text:
        yield from _of(_URL, text, "URL")
    digits = len(_DIGITS.findall(text))
    if digits or "str" in text.lower():
        yield from _of(_ADDRESS, text, "ADDRESS")
    if digits:
        yield from _of(_TO_POSTCODE, text, "ADDRESS")
        yield from _of(_POSTCODE, text, "ADDRESS")
        yield from _of(_CODE, text, "NUMBER")
        yield from _of(_ABROAD, text, "PHONE")
        for match in _CODED.finditer(text):
            if len(_DIGITS.findall(match[0])) >= _FEWEST_IN_CODE:
                yield Identity(*match.span(), "NUMBER", match[0])
        for match in _SAID.finditer(text):
            yield Identity(*match.span("number"), "NUMBER", match["number"])
        yield from _of(_SORT_CODE, text, "NUMBER")
        for match in _LABELLED.finditer(text):
            if len(_DIGITS.findall(match["number"])) >= 4:
                yield Identity(*match.span("number"), "NUMBER", match["number"])
    if digits >= _FEWEST_DIGITS:
        yield from _of(_LONG_NUMBER, text, "NUMBER")
    if "@" in text:
        # presidio takes only those of a known ending; a slip of the pen gives away as much.
        yield from _of(_EMAIL, text, "EMAIL")
    if "@" in text or digits >= _FEWEST_DIGITS:
        yield from _presidio(text)


def _of(pattern: re.Pattern[str], text: str, kind: str) -> Iterable[Identity]:
    for match in pattern.finditer(text):
        if "@" not in text[max(0, match.start() - 1) : match.start()]:
            yield Identity(match.start(), match.end(), kind, match[0])


def _presidio(text: str) -> Iterable[Identity]:
    for recogniser in _recognisers():
        for found in recogniser.analyze(text, recogniser.supported_entities, None) or ():
            words = text[found.start : found.end]
            kind = _PRESIDIO[found.entity_type]
            if kind == "PHONE" and len(_DIGITS.findall(words)) < _FEWEST_DIGITS:
                continue
            if kind == "PHONE" and re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", words):
                continue
            yield Identity(found.start, found.end, kind, words)


@cache
def _recognisers() -> tuple[Any, ...]:
    import tldextract
    from presidio_analyzer import predefined_recognizers as known

    # Its own list of suffixes only: the default would fetch a newer one from the network.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    return (
        known.EmailRecognizer(),
        known.CreditCardRecognizer(),
        known.IbanRecognizer(),
        known.IpRecognizer(),
        known.PhoneRecognizer(supported_regions=_REGIONS),
    )
