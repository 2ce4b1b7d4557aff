"""What is taken out of the words of a transcript: counted, and left in where the user says so."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter

CLEANINGS: dict[str, str] = {
    "service": "header and footer lines of the transcription service",
    "pages": "page numbers, and headers and footers that stand on every page",
    "lines": "line numbers",
    "repeats": "lines that rolling captions repeat",
    "tags": "tags of formatting; the words in them stay",
    "entities": "HTML entities, turned into their characters",
    "spaces": "no-break and invisible characters",
    "quotes": "curly quotation marks, made straight",
    "times": "time stamps amid the words",
    "inaudible": "notes of words that could not be heard, shown as …",
    "events": "notes of laughter, pauses and noises",
}
"""Name of each cleaning, as ``keep`` in study.toml takes it, and what it does."""

GAP = "…"
"""What stands where words could not be heard."""

_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ODD_SPACE = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000\u200b\u2060\ufeff\u00ad]")
_BLANKS = " \t\r\n\f\v"
_PLAIN_SPACE = re.compile(f"[{_BLANKS}]+")
_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|span|font|p|br|s|sub|sup|mark)(?:\s[^<>]{0,200})?/?>", re.I
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.I)
_CURLY = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')
_CURLY_MARK = re.compile("[“”„‟‘’‚‛]")
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIME = re.compile(rf"[\[(<#]\s*{_CLOCK}(?:-\d)?\s*(?:-+>?\s*{_CLOCK}\s*)?[\])>#]")
_UNHEARD = (
    r"inaudible|unintelligible|indistinct|unclear|undecipherable|indecipherable|incomprehensible"
    r"|unverst(?:ä|ae)ndlich|unv\.?|inaudibles?|incompr(?:é|e)hensible|ininteligible"
    r"|incomprensibile|onverstaanbaar|niezrozumia(?:ł|l)e"
)
_INAUDIBLE = re.compile(
    rf"<?(?:\[{{1,2}}|\({{1,2}})\s*(?:(?:{_UNHEARD})\b[^\[\]()\n]{{0,40}}|\?{{1,3}}|x{{3,}})\s*(?:\]{{1,2}}|\){{1,2}})>?"
    rf"|<(?:{_UNHEARD})>",
    re.IGNORECASE,
)
_LOOSE_STOP = re.compile(r" ([,.;:!?])")
_NOISE = (
    r"(?:laugh|chuckl|giggl|snigger|snort|sigh|cough|sniff|sneez|paus|silen|crosstalk|cross-talk"
    r"|cross talk|overlap|applau|clap|music|noise|breath|inhal|exhal|gasp|groan|yawn|whistl|hum"
    r"|clears? throat|clearing throat|throat|phone (?:ring|buzz)|phone rings|door|bark|beep|ring"
    r"|knock|typing|whisper|cry|cries|crying|sob|interrupt|recording|background|shrug|nod|smil"
    r"|lach|r(?:ä|ae)usper|seufz|hust|stille|rire|rit|soupir|silence|r(?:í|i)e|risa|suspir"
    r"|ride|risate|pausa|lacht|zucht|kuch)\w*"
)
_EVENT = re.compile(
    r"(?P<open>\[{1,2}|\({1,2}|<|\*{1,2})\s*(?P<what>[^\[\]()<>*\n]{1,60}?)\s*"
    r"(?:\]{1,2}|\){1,2}|>|\*{1,2})"
)
_PAUSE = re.compile(r"\.{1,3}|\d{1,3}(?:[.,]\d{1,2})?\s?(?:s|sec|secs|seconds|sek)?", re.I)
_EVENT_WORDS = re.compile(_NOISE, re.I)


def tidy_words(text: str) -> str:
    """Return text as it goes into a transcript, whatever the user keeps.

    HTML entities are resolved, accents composed (NFC), every run of white space,
    no-break and other, is one blank, invisible and control characters are gone.
    """
    return clean_words(text, frozenset(CLEANINGS) - {"entities", "spaces"})[0]


def clean_words(text: str, keep: frozenset[str] = frozenset()) -> tuple[str, Counter[str]]:
    """Return an utterance's words as they go into a transcript.

    Accents are composed (NFC), every run of white space is one blank, control
    characters and broken surrogates are gone, for the offsets rest on it.

    Parameters
    ----------
    text : str
    keep : frozenset of str
        Names of :data:`CLEANINGS` that are not done.

    Returns
    -------
    text : str
    counts : Counter
        How many places each cleaning changed.
    """
    counts: Counter[str] = Counter()
    if _SURROGATE.search(text):  # JSON may hold half of a pair; it could never be written
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "<" in text and "tags" not in keep:
        text = _counted(_TAG, " ", text, counts, "tags")
    if "&" in text and "entities" not in keep:
        counts["entities"] += len(_ENTITY.findall(text))
        text = html.unescape(text)
    if "spaces" not in keep:
        counts["spaces"] += len(_ODD_SPACE.findall(text))
        # U+200C and U+200D stay: they hold emoji and Persian words together.
        text = _INVISIBLE.sub("", text)
    text = _CONTROL.sub(" ", text)
    if "quotes" not in keep and _CURLY_MARK.search(text):
        counts["quotes"] += len(_CURLY_MARK.findall(text))
        text = text.translate(_CURLY)
    text = unicodedata.normalize("NFC", text)
    return _without_notes(_spaced(text, keep), keep, counts), +counts


def _spaced(text: str, keep: frozenset[str]) -> str:
    # str.split parts at no-break blanks too.
    return " ".join(_PLAIN_SPACE.split(text.strip(_BLANKS)) if "spaces" in keep else text.split())


def _without_notes(text: str, keep: frozenset[str], counts: Counter[str]) -> str:
    if not any(mark in text for mark in "[(<*#"):
        return text
    # Each step leaves blanks behind, and runs of them would make the next one slow.
    if "times" not in keep:
        text = _spaced(_counted(_TIME, " ", text, counts, "times"), keep)
    if "inaudible" not in keep:
        text = _spaced(_counted(_INAUDIBLE, f" {GAP} ", text, counts, "inaudible"), keep)
    if "events" not in keep:
        text = _spaced(_EVENT.sub(lambda found: _note(found, counts), text), keep)
    if counts["times"] or counts["events"] or counts["inaudible"]:
        text = _LOOSE_STOP.sub(r"\1", text)  # "I was (laughs), you know"
    return text


def _counted(pattern: re.Pattern[str], by: str, text: str, counts: Counter[str], name: str) -> str:
    text, number = pattern.subn(by, text)
    counts[name] += number
    return text


def _note(found: re.Match[str], counts: Counter[str]) -> str:
    """Return nothing for a note of an event, and the words as they stand for all else."""
    what, opening = found["what"], found["open"]
    words = what.split()
    timed = opening[0] in "([" and _PAUSE.fullmatch(what) and not _is_year_or_amount(what, opening)
    noise = (len(words) <= 6 and _EVENT_WORDS.match(what)) or (
        len(words) <= 4 and words and _EVENT_WORDS.fullmatch(words[-1])
    )
    if not (timed or noise):
        return found[0]
    counts["events"] += 1
    return " "


def _is_year_or_amount(what: str, opening: str) -> bool:
    # "(2019)" and "(12)" are words; "[204]" is a mark of the transcriber, "(0.5)" a pause.
    return opening.startswith("(") and what.isdigit()
