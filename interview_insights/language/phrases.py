"""Phrases of a sentence that could name what it is about.

A phrase is a run of the respondent's own words: a predicate with what belongs to
it ("the postage popped up right at the end" gives "Postage popped up right at the
end"), or a noun with its modifiers. Dependencies follow Universal Dependencies, as
the shipped pipeline gives them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_insights.language.pipelines import grammar_pipeline, sentence_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SHORTEST, LONGEST = 2, 7
"""Words in a phrase."""

# What hangs on a word but does not belong to the phrase that it heads.
_OUTSIDE = {
    "cc", "mark", "discourse", "parataxis", "punct", "vocative", "reparandum", "dislocated",
    "advcl", "ccomp", "acl:relcl", "conj", "appos", "list", "orphan", "expl", "cc:preconj",
}  # fmt: skip
_HEADS = {"VERB", "ADJ", "NOUN", "PROPN"}
_PERSONAL = {
    "i",
    "you",
    "we",
    "they",
    "he",
    "she",
    "it",
    "that",
    "this",
    "there",
    "who",
    "which",
    "what",
    "when",
    "where",
    "how",
    "why",
    "if",
    "whether",
    "as",
}
_FILLER = {
    "just", "really", "actually", "honestly", "basically", "literally", "like", "so", "well",
    "then",     "also", "even", "maybe", "probably", "obviously", "anyway", "kind", "sort", "quite", "very",
    "um", "uh", "er", "the", "a", "an", "my", "our", "your", "their", "his", "her", "its", "and",
    "but", "or", "because", "'s", "'d", "'ll", "'ve", "'re", "'m", "still", "always", "now",
    "am", "is", "are", "was", "were", "be", "been", "being", "have", "had", "has", "would",
    "will", "could", "should", "did", "do", "does", "these", "those", "all", "some", "more", "too",
}  # fmt: skip
_NEGATION = {"not", "n't", "never", "no", "nobody", "nothing", "without", "none"}
_BAD_END = {
    "the", "a", "an", "my", "our", "your", "their", "his", "her", "its", "and", "or", "but", "so",
    "to", "of", "for", "with", "at", "in", "on", "from", "by", "as", "than", "about", "into",
    "because", "if", "that", "which", "who", "i", "we", "they", "is", "was", "are", "were", "be",
    "very", "really", "just", "no", "not", "n't", "one", "some", "any", "this", "these", "those",
    "like", "when", "while", "where", "had", "have", "has", "would", "could", "did", "do", "then",
}  # fmt: skip
_CONTRACTED = re.compile(r"['’]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A candidate: its words, and whether it holds a verb or adjective as predicate."""

    text: str
    predicate: bool


@dataclass(frozen=True)
class Phraser:
    """Cuts sentences into phrases.

    Parameters
    ----------
    language : str
        ISO 639-1 code.
    spacy_model : str
        An installed pipeline to take instead of the shipped one.
    """

    language: str = "en"
    spacy_model: str = ""

    @property
    def stop_words(self) -> tuple[str, ...]:
        """Function words of the language, in alphabetical order."""
        from spacy.util import get_lang_class

        return tuple(sorted(get_lang_class(self.language).Defaults.stop_words))

    def __call__(self, sentences: Sequence[str]) -> list[list[Phrase]]:
        """Return the phrases of each sentence, in the order of the text.

        Without a grammar for the language, a sentence's first words up to a comma
        are its only phrase.
        """
        grammar = grammar_pipeline(self.language, self.spacy_model)
        if grammar is None or "parser" not in grammar.pipe_names:
            blank = sentence_pipeline(self.language)
            return [_first_words(doc) for doc in blank.pipe(sentences)]
        unused = [p for p in ("ner", "senter") if p in grammar.pipe_names]
        with grammar.select_pipes(disable=unused):
            return [_phrases(doc) for doc in grammar.pipe(sentences, batch_size=128)]


def _first_words(doc: Doc) -> list[Phrase]:
    words: list[str] = []
    for token in doc:
        if token.is_punct and words:
            break
        words.append(token.text_with_ws)
    text = "".join(words[:LONGEST]).strip()
    return [Phrase(_capital(text), True)] if text else []


def _phrases(doc: Doc) -> list[Phrase]:
    found: dict[str, Phrase] = {}
    for token in doc:
        if token.pos_ not in _HEADS:
            continue
        span = _trimmed(_run(token))
        words = [t.text for t in span if not t.is_punct]
        if not SHORTEST <= len(words) <= LONGEST or not _content(span):
            continue
        predicate = any(t.pos_ in ("VERB", "AUX") for t in span) or _negated(span)
        text = _capital("".join(t.text_with_ws for t in span).strip())
        found.setdefault(text.lower(), Phrase(text, predicate))
    return list(found.values())


def _run(head: Token) -> list[Token]:
    """Return the longest run of words around a head that belongs to it."""
    members = {head.i}
    queue = [head]
    while queue:
        word = queue.pop()
        for child in word.children:
            if child.dep_ in _OUTSIDE or child.dep_.split(":")[0] in ("cc", "parataxis"):
                continue
            members.add(child.i)
            queue.append(child)
    left = right = head.i
    while left - 1 in members:
        left -= 1
    while right + 1 in members:
        right += 1
    return list(head.doc[left : right + 1])


def _trimmed(span: list[Token]) -> list[Token]:
    """Drop what a label does not need at either end."""
    while span and (_dispensable(span[0]) or span[0].is_punct):
        span = span[1:]
    while len(span) > LONGEST and _last_break(span):
        span = span[: _last_break(span)]
    while span and (span[-1].lower_ in _BAD_END or span[-1].is_punct):
        span = span[:-1]
    if span and span[0].i and _CONTRACTED.search(span[0].text) and not span[0].text[0].isupper():
        span = [span[0].nbor(-1), *span]  # "n't" is half a word: "don't want", not "n't want"
    return span


def _dispensable(token: Token) -> bool:
    word = token.lower_
    if word in _NEGATION:
        return False
    if word in _PERSONAL or word in _FILLER or token.dep_ in _OUTSIDE:
        return True
    return token.pos_ in ("CCONJ", "SCONJ", "INTJ", "PART", "ADP") or bool(_CONTRACTED.match(word))


def _last_break(span: list[Token]) -> int:
    """Return where the last prepositional or verbal attachment of a long run begins."""
    for i in range(len(span) - 1, 1, -1):
        if span[i].pos_ in ("ADP", "SCONJ", "ADV") or span[i].dep_ in ("case", "mark"):
            return i
    return 0


def _content(span: list[Token]) -> bool:
    return any(t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and not t.is_stop for t in span)


def _negated(span: list[Token]) -> bool:
    return any(t.lower_ in _NEGATION for t in span)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
