"""Which spaCy pipeline serves a study's language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from interview_insights.errors import ModelError
from interview_insights.resources import models_dir

if TYPE_CHECKING:
    from spacy.language import Language

    from interview_insights.language.token_network import TokenNetwork


@lru_cache(maxsize=4)
def sentence_pipeline(language: str) -> Language:
    """Return a blank pipeline of the language with spaCy's rule-based sentence splitter.

    Parameters
    ----------
    language : str
        ISO 639-1 code, for example ``en``.

    Returns
    -------
    Language

    Raises
    ------
    ModelError
        spaCy has no tokenizer for the language.
    """
    import spacy

    try:
        pipeline = spacy.blank(language)
    except (ImportError, ValueError, OSError):
        raise ModelError(
            f"spaCy knows no language {language!r}.",
            hint='Set a two-letter code in study.toml, for example language = "de".',
        ) from None
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10_000_000  # no parser here, so that memory stays linear
    return pipeline


@lru_cache(maxsize=2)
def grammar_pipeline(language: str, model: str = "") -> Language | None:
    """Return a pipeline with word classes, lemmas and dependencies, if there is one.

    Parameters
    ----------
    language : str
        ISO 639-1 code.
    model : str
        Name or folder of an installed spaCy pipeline; empty takes the shipped one.

    Returns
    -------
    Language or None
        None where no pipeline was named and none is shipped for the language.

    Raises
    ------
    ModelError
        The named pipeline is not installed.
    """
    import spacy

    if model:
        try:
            return spacy.load(model)
        except (OSError, ImportError, ValueError):
            raise ModelError(
                f"The spaCy pipeline {model!r} is not installed.",
                hint="Install it, give its folder, or leave --spacy-model out.",
            ) from None
    folder = models_dir() / "language" / language
    return spacy.load(folder) if folder.is_dir() else None


def lacking(language: str, model: str = "") -> str:
    """Say in one sentence what a study goes without because of its language or pipeline.

    Parameters
    ----------
    language : str
        ISO 639-1 code.
    model : str
        Name or folder of an installed spaCy pipeline; empty takes the shipped one.

    Returns
    -------
    str
        Empty where nothing is missing.

    Raises
    ------
    ModelError
        The named pipeline is not installed.
    """
    grammar = grammar_pipeline(language, model)
    parts = grammar.pipe_names if grammar else []
    missing = []
    if "parser" not in parts:
        missing.append("labels of themes are the first words of sentences")
    if not sentence_network(language):
        missing.append("sentences end at full stops only")
    if not fact_network(language):
        missing.append("what respondents state about themselves is not looked for")
    if not missing:
        return ""
    what = f"the pipeline {model!r} has no parser" if model else "no grammar is shipped for it"
    why = "" if "parser" in parts else f" ({what})"
    hint = "" if model else " An installed spaCy pipeline gives more: --spacy-model NAME."
    return f"Language {language!r}{why}: {'; '.join(missing)}.{hint}"


NAMES = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "PLACE": "PLACE",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
}
"""Labels of spaCy pipelines, and what they are here."""


@lru_cache(maxsize=2)
def names_pipeline(language: str, model: str = "") -> Language | None:
    """Return a pipeline that finds names of persons, places and organisations.

    Parameters
    ----------
    language : str
        ISO 639-1 code.
    model : str
        Name or folder of an installed spaCy pipeline; empty takes the shipped one.

    Returns
    -------
    Language or None
        Its entities are labelled with the values of :data:`NAMES`; None where no
        pipeline was named and none is shipped for the language.

    Raises
    ------
    ModelError
        The named pipeline is not installed, or finds no names.
    """
    from interview_insights.language.name_finder import name_pipeline

    if not model:
        path = models_dir() / "language" / f"{language}_names.safetensors"
        return name_pipeline(language, path) if path.is_file() else None
    pipeline = grammar_pipeline(language, model)
    if pipeline is None or "ner" not in pipeline.pipe_names:
        raise ModelError(
            f"The spaCy pipeline {model!r} finds no names.",
            hint="Name one that has the component ner.",
        )
    return pipeline


def sentence_network(language: str) -> TokenNetwork | None:
    """Return the network that finds where sentences begin, None where none is shipped.

    Parameters
    ----------
    language : str
        ISO 639-1 code.

    Returns
    -------
    TokenNetwork or None
    """
    return _network(f"{language}_sentences")


def fact_network(language: str) -> TokenNetwork | None:
    """Return the network that finds what respondents state about themselves, if there is one.

    Parameters
    ----------
    language : str
        ISO 639-1 code.

    Returns
    -------
    TokenNetwork or None
    """
    return _network(f"{language}_facts")


@lru_cache(maxsize=4)
def _network(name: str) -> TokenNetwork | None:
    from interview_insights.language.token_network import open_network

    path = models_dir() / "language" / f"{name}.safetensors"
    return open_network(path) if path.is_file() else None
