"""Which language respondents speak."""

from __future__ import annotations

from functools import cache
from typing import Any

_LANGUAGES = (
    "ENGLISH GERMAN FRENCH SPANISH ITALIAN PORTUGUESE DUTCH SWEDISH DANISH POLISH CZECH FINNISH"
)
_FEWEST_WORDS = 20
_SAMPLE = 800


def language_of(text: str) -> str:
    """Return the language of a text.

    Parameters
    ----------
    text : str
        Its first 800 characters are looked at.

    Returns
    -------
    str
        ISO 639-1 code; empty where there are fewer than 20 words or it cannot be told.
    """
    sample = text[:_SAMPLE]
    if len(sample.split()) < _FEWEST_WORDS:
        return ""
    found = _detector().detect_language_of(sample)
    return str(found.iso_code_639_1.name).lower() if found is not None else ""


@cache
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    # Above 120 characters the accurate mode looks at trigrams only, too; it but loads more.
    languages = [getattr(Language, name) for name in _LANGUAGES.split()]
    builder = LanguageDetectorBuilder.from_languages(*languages)
    return builder.with_low_accuracy_mode().build()
