"""The words of a CHAT transcript without its codes.

The signs are those of the CHAT manual (MacWhinney, https://talkbank.org/0info/manuals/CHAT.pdf).
What was said stays, false starts and "um" too: other transcripts keep them as well.
"""

from __future__ import annotations

import re
from collections import Counter

from interview_insights.read.cleaning import GAP

# Arrows of pitch, marks of overlap, tempo, loudness and voice in CHAT and its CA variant.
_SIGNS = re.compile("[↑↓→↗↘⇗⇘⌈⌉⌊⌋∆∇▁▔☺♋⁎⁇∬Ϋ∲§∾↻⤆⤇Ἡ≋≈≠ˈˌ⟨⟩◉∙]\\d?|(?<!\\d)°")
_LISTENER = re.compile(r"&\*[\w-]{1,12}[:=]\S{1,200}")

# Key of cleaning.CLEANINGS, what is found, what comes instead; in this order.
_STEPS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (key, re.compile(pattern), by)
    for key, pattern, by in (
        (
            "events",
            r"&=\S{1,100}|&[{}][ln]=\S{1,100}|\[=! [^\[\]]{0,300}\]|\[%[^\[\]]{0,300}\]",
            " ",
        ),
        ("events", r"\((?:\.{1,3}|(?:\d{1,3}:)?\d{1,3}\.\d{0,3})\)", " "),
        ("events", r"(?<!\S)(?:#{1,4}(?:\d[\d_:]*)?|0(?=\s*(?:[.?!\[+]|$)))(?!\w)", " "),
        # Retracings, errors, replacements, overlaps, languages: [//] [* m] [: going to] [- spa]
        ("tags", r"\[[^\[\]]{0,300}\]", " "),
        ("inaudible", r"(?<!\S)<?(?:xxx?|yyy?|www)(?:@\S{1,20})?>?(?![\w-])", GAP),
        # A word that was left out by the speaker: 0is
        ("tags", r"(?<!\S)0[^\W\d_]\S{0,60}", " "),
        ("tags", r"^\s*\+(?:[\"^<,+≋≈]|\.(?!\.))\s*", ""),
        ("tags", r"\+\"/?\.", "."),
        ("tags", r"\+(?:\.\.|…)\?", "...?"),
        ("tags", r"\+(?:\.\.\.|…)", "..."),
        ("tags", r"\+!\?", "!?"),
        ("tags", r"\+//?\?", " –?"),
        ("tags", r"\+//?\.", " –"),
        ("tags", r"\+\.", "."),
        ("tags", r"[<>]", ""),
        # Fillers and words of no language are said as written, fragments break off.
        ("tags", r"(?<!\S)&[-~] ?(?=\w)", ""),
        ("tags", r"(?<!\S)&\+(\w[\w'’-]{0,60})", r"\1-"),
        ("tags", r"(?<!\S)&(?=[a-z]{1,20}(?![\w;]))", ""),
        ("tags", r"(?<=\w)@[a-z]{1,3}(?:[:$][\w&+*-]{1,40})?(?!\w|\.\w)", ""),
        ("tags", r"(?<=\w)\(([^\W\d_'’]{0,3}['’]?[^\W\d_]{1,20})\)", r"\1"),
        ("tags", r"\(([^\W\d_'’]{1,20}['’]?[^\W\d_]{0,3})\)(?=\w)", r"\1"),
        ("tags", r"(?<=[^\W\d_]):{1,5}(?=[^\W\d_]|\s|[.,?!]|$)", ""),
        ("tags", r"(?<=\w)[_^](?=\w)", " "),
        ("tags", r" ?[‡„]", ","),
    )
)
_LOOSE_STOP = re.compile(r"[ \t]+([.,;:!?])")
_STOPS = re.compile(r",(?=[.!?])|(?<=…)\.$")


def plain_words(text: str, keep: frozenset[str]) -> tuple[str, Counter[str], int]:
    """Return what is said in a line, without codes.

    Parameters
    ----------
    text : str
        The words of a main tier, without its time bullets.
    keep : frozenset of str
        Names of :data:`cleaning.CLEANINGS` that are not done.

    Returns
    -------
    words : str
        Empty where nothing is said.
    counts : Counter
        How many places each cleaning changed.
    listeners : int
        How many remarks of listeners amid the words (``&*INV:mhm``) were left out.
    """
    counts: Counter[str] = Counter()
    text, listeners = _LISTENER.subn(" ", " ".join(text.split()))
    for key, pattern, by in _STEPS:
        if key not in keep:
            text, found = pattern.subn(by, text)
            counts[key] += found
    if "tags" not in keep:
        text, found = _SIGNS.subn("", text)
        counts["tags"] += found
    text = " ".join(text.split())
    # CHAT parts its full stops from the words.
    text = _STOPS.sub("", _LOOSE_STOP.sub(r"\1", text))
    said = any(c.isalnum() for c in text) or GAP in text
    return (text if said else ""), +counts, listeners
