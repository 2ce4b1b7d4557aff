"""Training the network that finds where sentences begin, and measuring it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from interview_insights.errors import ModelError
from interview_insights.language.adapting import save_network
from interview_insights.language.sentence_data import (
    Sentences,
    bare,
    interview_documents,
    styled,
    treebank_documents,
)
from interview_insights.language.token_network import Span, TokenNetwork, open_network
from interview_insights.language.token_training import RANK, train_network

LABELS = ("inside", "begins")
EPOCHS = 4


def train_sentences(
    treebank: Path, target: Path, seed: int = 0, progress: Callable[[str], None] | None = None
) -> None:
    """Train the network on a treebank and the turns of the coder's corpus.

    Takes about twenty minutes on one core.

    Parameters
    ----------
    treebank : Path
        Folder with a ``*train*.conllu``, gzipped or not.
    target : Path
        File to write.
    seed : int, default 0
    progress : callable, optional
        Called with a line now and then.

    Raises
    ------
    ModelError
        A part of the treebank is missing.
    """
    turns = interview_documents()
    documents = [
        *styled(treebank_documents(part_of(treebank, "train")), seed),
        *styled(turns, seed + 1),
        *styled(turns, seed + 2),
    ]
    random.Random(seed).shuffle(documents)  # noqa: S311
    network = train_network(map(_labelled, documents), len(LABELS), EPOCHS, seed, progress)
    save_network(target, network, LABELS, RANK)


def _labelled(document: Sentences) -> tuple[str, Callable[[Span], int]]:
    starts = _starts(document)
    return " ".join(document), lambda word: int(word[0] in starts)


def _starts(document: Sequence[str]) -> frozenset[int]:
    starts, at = [], 0
    for sentence in document:
        starts.append(at)
        at += len(sentence) + 1
    return frozenset(starts)


def part_of(treebank: Path, part: str) -> Path:
    """Return the file of a part of a treebank.

    Raises
    ------
    ModelError
        There is none.
    """
    found = sorted(p for p in treebank.glob(f"*{part}*.conllu*") if p.suffix in (".conllu", ".gz"))
    if not found:
        raise ModelError(
            f"There is no *{part}*.conllu in this folder.",
            path=treebank,
            hint="Give the folder of a Universal Dependencies treebank.",
        )
    return found[0]


def evaluate_sentences(path: Path, treebank: Path) -> Mapping[str, float]:
    """Measure the network on a treebank's test part, paragraph by paragraph.

    Parameters
    ----------
    path : Path
        What :func:`train_sentences` wrote.
    treebank : Path

    Returns
    -------
    mapping of str to float
        F1 of whole sentences, of boundaries inside paragraphs, both again for text in
        small letters without punctuation (``raw``), and the same of punctuation alone.
    """
    test = treebank_documents(part_of(treebank, "test"))
    raw = [[bare(s) for s in document if bare(s)] for document in test]
    network = open_network(path)
    figures = {}
    for name, documents in (("written", test), ("raw", [d for d in raw if d])):
        texts = [" ".join(document) for document in documents]
        for how, found in (
            ("network", _found(network, texts)),
            ("punctuation", _by_punctuation(texts)),
        ):
            right = said = true = 0
            whole = [0, 0, 0]
            for document, text, starts in zip(documents, texts, found, strict=True):
                wanted = _starts(document)
                right += len((starts & wanted) - {0})
                said += len(starts - {0})
                true += len(wanted - {0})
                a, b = _spans(starts, len(text)), _spans(wanted, len(text))
                whole = [whole[0] + len(a & b), whole[1] + len(a), whole[2] + len(b)]
            figures[f"{name}_{how}_sentences"] = 2 * whole[0] / max(1, whole[1] + whole[2])
            figures[f"{name}_{how}_boundaries"] = 2 * right / max(1, said + true)
    return figures


def _spans(starts: frozenset[int], length: int) -> set[Span]:
    edges = [*sorted(starts), length]
    return set(pairwise(edges))


def _found(network: TokenNetwork, texts: Sequence[str]) -> list[frozenset[int]]:
    return [
        frozenset({0, *(word[0] for word, row in zip(words, rows, strict=True) if row[1] > 0.5)})
        for words, rows in network.probabilities(texts)
    ]


def _by_punctuation(texts: Sequence[str]) -> list[frozenset[int]]:
    from interview_insights.language.pipelines import sentence_pipeline

    docs = sentence_pipeline("en").pipe(texts)
    return [frozenset({0, *(s.start_char for s in doc.sents)}) for doc in docs]
