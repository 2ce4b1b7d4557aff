"""Phrases of a sentence that could name what it is about.

A phrase is a run of the respondent's own words: a clause as it was said, from one
pause or conjunction to the next ("and the postage popped up right at the end" gives
"Postage popped up right at the end"), a part of a long one that ends where another part
begins, or a noun with its modifiers. Dependencies follow Universal Dependencies, as the
shipped pipeline gives them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from interview_insights.language.pipelines import grammar_pipeline, sentence_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SHORTEST, LONGEST = 2, 8
"""Words in a phrase."""

# What hangs on a word but does not belong to the phrase that it heads.
_OUTSIDE = {
    "cc", "mark", "discourse", "parataxis", "punct", "vocative", "reparandum", "dislocated",
    "advcl", "ccomp", "acl:relcl", "conj", "appos", "list", "orphan", "expl", "cc:preconj",
}  # fmt: skip
# Right-hand parts that may be left off where a phrase grows too long.
_LOOSE = {"obl", "advmod", "nmod", "acl", "xcomp"}
_SAYINGS = (
    ("i", "mean"), ("you", "know"), ("i", "think"), ("i", "guess"), ("i", "suppose"),
    ("i", "reckon"), ("to", "be", "fair"), ("i", "'d", "say"),
)  # fmt: skip
_CONNECTS = {"like", "so", "then", "well", "anyway", "plus", "besides", "though", "also"}
_FIRST = 7  # words of a sentence that name it where no grammar tells its parts
_LEAD_IN = {"cc", "mark", "discourse", "punct", "vocative", "reparandum"}
_NOUNS = {"NOUN", "PROPN"}
_HEADS = {"VERB", "ADJ", *_NOUNS}
_NO_END = {"DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "INTJ"}
_INSIDE_WORDS = {"-", "'", "’", "/", "&"}
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
    "'d", "'ll", "'m", "'re", "'s", "'ve", "a", "actually", "all", "also", "always", "am", "an",
    "and", "anyway", "are", "basically", "be", "because", "been", "being", "but", "could", "did",
    "do", "does", "er", "even", "had", "has", "have", "her", "his", "honestly", "is", "its",
    "just", "kind", "like", "literally", "maybe", "more", "my", "now", "obviously", "or", "our",
    "probably", "quite", "really", "should", "so", "some", "sort", "still", "the", "their",
    "then", "these", "those", "too", "uh", "um", "very", "was", "well", "were", "will", "would",
    "your",
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
    """A candidate: its words, and how well they stand by themselves, 0–1.

    A whole clause says more than a noun or a part cut out of one; "the bill I put in the
    bin" and "what she said" point at somebody who is not there.
    """

    text: str
    standing: float


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
    text = "".join(words[:_FIRST]).strip()
    return [Phrase(_capital(text), 1.0)] if text else []


def _phrases(doc: Doc) -> list[Phrase]:
    found: dict[str, Phrase] = {}
    chunks = _chunks(doc)
    for before, after in pairwise(chunks):
        if (
            after[0].i == before[-1].i + 1
        ):  # a conjunction, no pause: "closed the tab when I saw it"
            for joined in (_clause([*before, *after]), _as_phrase([*before, *after], whole=True)):
                if joined:
                    found.setdefault(joined.text.lower(), joined)
    for chunk in chunks:
        clause = _clause(chunk)
        if clause:
            found.setdefault(clause.text.lower(), clause)
        whole = _as_phrase(chunk, whole=True)
        if whole:
            found.setdefault(whole.text.lower(), whole)
        for token in chunk:
            if token.pos_ in (_NOUNS if whole else _HEADS):
                part = next((p for p in map(_as_phrase, _runs(token, chunk)) if p), None)
                if part:  # the longest that fits; shorter ones say less
                    found.setdefault(part.text.lower(), part)
    return list(found.values())


def _chunks(doc: Doc) -> list[list[Token]]:
    """Cut a sentence at its pauses and before conjunctions that begin a clause."""
    chunks: list[list[Token]] = [[]]
    for token in doc:
        if _pauses(token):
            chunks.append([])
            continue
        if _begins_clause(token):
            chunks.append([])
        chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def _pauses(token: Token) -> bool:
    return token.is_punct and token.text not in _INSIDE_WORDS


def _begins_clause(token: Token) -> bool:
    if token.dep_ == "cc":
        return token.head.pos_ in ("VERB", "AUX") or token.i == 0
    return token.dep_ == "mark" and token.lower_ != "to"


def _clause(run: list[Token]) -> Phrase | None:
    """Return a clause with its subject, as it was said, without what leads into it."""
    while run and (
        run[0].dep_ in _LEAD_IN
        or run[0].pos_ in ("CCONJ", "INTJ", "PUNCT")
        or run[0].lower_ in _CONNECTS
    ):
        run = run[1:]
    while run and (run[-1].is_punct or run[-1].dep_ in ("cc", "mark", "discourse")):
        run = run[:-1]
    for lead in _SAYINGS:
        if tuple(t.lower_ for t in run[: len(lead)]) == lead:
            run = run[len(lead) :]
    # "Smells of", where a pause parts it from what it smells of.
    if not run or (run[-1].pos_ in _NO_END and not _ends_sentence(run[-1])):
        return None
    words = [t.text for t in run if not t.is_punct]
    text = _capital("".join(t.text_with_ws for t in run).strip())
    if not len(text.split()) >= 3 or len(words) > LONGEST or not _at_word_ends(run):
        return None
    inside = {t.i for t in run}
    spoken = [t for t in run if t.dep_.startswith("nsubj") and t.head.i in inside]
    if not spoken or not _content(run) or _dangling(run):
        return None
    return Phrase(text, 1.0 if spoken[0].lower_ not in _PERSONAL else 0.8)


def _ends_sentence(token: Token) -> bool:
    return all(t.is_punct or t.is_space for t in token.doc[token.i + 1 :])


def _as_phrase(run: list[Token], whole: bool = False) -> Phrase | None:
    span = _trimmed(run)
    words = [t.text for t in span if not t.is_punct]
    text = _capital("".join(t.text_with_ws for t in span).strip())
    # "master's" and "over-elevens" are one word, though more than one token.
    if len(text.split()) < SHORTEST or len(words) > LONGEST:
        return None
    if not _content(span) or _dangling(span) or span[-1].pos_ in _NO_END:
        return None
    predicate = any(t.pos_ in ("VERB", "AUX") for t in span) or _negated(span)
    pointing = any(t.lower_ in _PERSONAL and t.dep_.startswith("nsubj") for t in span)
    return Phrase(text, 0.5 * whole + 0.3 * predicate + 0.2 * (not pointing))


def _runs(head: Token, chunk: list[Token]) -> list[list[Token]]:
    """Return runs of words that a head governs, longest first.

    A run ends where the chunk does, or where a preposition begins another part.
    """
    left = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        first, last, _ = _reach(child)
        if _outside(child) or last != left - 1:
            break
        left = first
    ends = [head.i]
    core = head.i
    for child in head.rights:
        first, last, whole = _reach(child)
        if _outside(child) or first != ends[-1] + 1:
            break
        ends.append(last)
        if child.dep_.split(":")[0] not in _LOOSE:
            core = last
        if not whole:
            break
    left, close = max(left, chunk[0].i), chunk[-1].i
    doc = head.doc
    return [
        list(doc[left : end + 1])
        for end in reversed(ends)
        if core <= end <= close and (end == close or doc[end + 1].pos_ in ("ADP", "PUNCT"))
    ]


def _reach(token: Token) -> tuple[int, int, bool]:
    """Return first and last word of what belongs to a token, and whether nothing was cut off."""
    left = right = token.i
    whole = True
    for child in sorted(token.lefts, key=lambda t: -t.i):
        first, last, _ = _reach(child)
        if _outside(child) or last != left - 1:
            break
        left = first
    for child in token.rights:
        first, last, inner = _reach(child)
        if _outside(child) or first != right + 1:
            return left, right, False
        right, whole = last, whole and inner
        if not inner:
            return left, right, False
    return left, right, whole


def _outside(token: Token) -> bool:
    return token.dep_ in _OUTSIDE or token.dep_.split(":")[0] in ("cc", "parataxis")


def _trimmed(span: list[Token]) -> list[Token]:
    """Drop what a label does not need at either end, without cutting a word in two."""
    while span and (_dispensable(span[0]) or span[0].is_punct):
        span = span[1:]
    while span and (span[-1].lower_ in _BAD_END or span[-1].is_punct):
        span = span[:-1]
    if span and span[0].i and _CONTRACTED.search(span[0].text) and not span[0].text[0].isupper():
        span = [span[0].nbor(-1), *span]  # "n't" is half a word: "don't want", not "n't want"
    return span if span and _at_word_ends(span) else []


def _at_word_ends(span: list[Token]) -> bool:
    first, last = span[0], span[-1]
    begins = first.i == 0 or bool(first.nbor(-1).whitespace_) or first.nbor(-1).is_punct
    if first.i and first.nbor(-1).text == "-":
        begins = False
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    ends = after is None or bool(last.whitespace_) or (after.is_punct and after.text != "-")
    return begins and ends


def _dispensable(token: Token) -> bool:
    word = token.lower_
    if word in _NEGATION:
        return False
    if word in _PERSONAL or word in _FILLER or token.dep_ in _OUTSIDE:
        return True
    return token.pos_ in ("CCONJ", "SCONJ", "INTJ", "PART", "ADP") or bool(_CONTRACTED.match(word))


def _content(span: list[Token]) -> bool:
    return any(t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and not t.is_stop for t in span)


def _dangling(span: list[Token]) -> bool:
    """Whether a run ends in a verb whose complement was left off ("four days later I get")."""
    last = span[-1]
    return last.pos_ in ("VERB", "AUX") and any(not t.is_punct for t in last.rights)


def _negated(span: list[Token]) -> bool:
    return any(t.lower_ in _NEGATION for t in span)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
