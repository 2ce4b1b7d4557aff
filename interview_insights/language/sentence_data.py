"""What the sentence splitter is trained on: treebank sentences and turns of interviews.

Each document is given as it is written, and once more as speech reaches a researcher:
without capitals and full stops as raw speech recognition has it, in small letters as in
chats, or with commas where a listener hears a full stop.
"""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from interview_insights.resources import models_dir

STYLES = ("written", "raw", "commas", "small", "unmarked")
_CHANCES = (35, 30, 20, 7, 8)
_FILLERS = ("um", "uh", "er", "well", "so", "yeah", "you know", "i mean", "like", "okay so")
_STOP = re.compile(r"[.!?…]+[\"'”’)]*$")
_PUNCTUATION = re.compile(r"(?<!\w)[^\w\s]+|[^\w\s'’&%@/.,:-]+|[.,:;!?-]+(?!\w)")

Sentences = list[str]


def treebank_documents(path: Path) -> list[Sentences]:
    """Read the sentences of a CoNLL-U file, those of a paragraph in one document.

    Parameters
    ----------
    path : Path
        Gzipped or not.

    Returns
    -------
    list of list of str
        The sentences of each paragraph.
    """
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    documents: list[Sentences] = []
    for line in text.split("\n"):
        if line.startswith(("# newdoc", "# newpar")):
            documents.append([])
        elif line.startswith("# text ="):
            documents[-1].append(" ".join(line.partition("=")[2].split()))
    return [document for document in documents if document]


def interview_documents() -> list[Sentences]:
    """Return the turns of the coder's corpus, as the sentences that they fall into."""
    path = models_dir() / "coder" / "training" / "corpus.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    turns = itertools.groupby(rows, key=lambda row: (row["interview"], row["turn"]))
    return [[" ".join(row["text"].split()) for row in turn] for _, turn in turns]


def styled(documents: Iterable[Sentences], seed: int) -> Iterator[Sentences]:
    """Yield documents in a style drawn for each; no document comes twice.

    Parameters
    ----------
    documents : iterable of list of str
    seed : int

    Yields
    ------
    list of str
        The sentences; joined by blanks they are the document.
    """
    documents = list(documents)
    small = _in_small_letters(documents)
    hand = random.Random(f"styles {seed}")  # noqa: S311
    for document in documents:
        style = hand.choices(STYLES, _CHANCES)[0]
        changed = [s for s in in_style(document, style, small, hand) if s]
        if changed:
            yield changed


def in_style(
    document: Sequence[str], style: str, small: frozenset[str], hand: random.Random
) -> Sentences:
    """Return a document's sentences as speech recognition or a hasty typist has them.

    Parameters
    ----------
    document : sequence of str
    style : {"written", "raw", "commas", "small", "unmarked"}
    small : frozenset of str
        Words that lose their capital when a sentence begins no longer before them.
    hand : random.Random

    Returns
    -------
    list of str
    """
    if style == "raw":
        return [_with_fillers(bare(sentence), hand) for sentence in document]
    if style == "small":
        return [sentence.lower() for sentence in document]
    if style == "unmarked":
        return [_STOP.sub("", sentence) for sentence in document]
    if style == "commas":
        return _run_on(document, small, hand)
    return list(document)


def bare(sentence: str) -> str:
    """Return a sentence in small letters and without punctuation."""
    return " ".join(_PUNCTUATION.sub(" ", sentence).lower().split())


def _with_fillers(sentence: str, hand: random.Random) -> str:
    if hand.random() < 0.12:
        sentence = f"{hand.choice(_FILLERS)} {sentence}"
    elif hand.random() < 0.06:  # a false start
        first = " ".join(sentence.split()[: hand.choice((1, 2))])
        sentence = f"{first} {sentence}"
    return sentence


def _run_on(document: Sequence[str], small: frozenset[str], hand: random.Random) -> Sentences:
    changed: Sentences = []
    joined = False
    for number, original in enumerate(document):
        sentence = original
        first, _, rest = sentence.partition(" ")
        if joined and first.lower().strip(",") in small:
            sentence = f"{first.lower()} {rest}".strip()
        joined = (
            number + 1 < len(document)
            and sentence.endswith(".")
            and not sentence.endswith("..")
            and hand.random() < 0.7
        )
        changed.append(f"{sentence[:-1]}," if joined else sentence)
    return changed


def _in_small_letters(documents: Iterable[Sentences]) -> frozenset[str]:
    inside: Counter[str] = Counter()
    for sentence in itertools.chain.from_iterable(documents):
        inside.update(word.strip(",.?!;:") for word in sentence.split()[1:])
    return frozenset(
        word for word in inside if word.islower() and inside[word] > inside[word.capitalize()]
    )
