"""Training the network that finds names, and measuring it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from interview_insights.language.adapting import save_network
from interview_insights.language.name_finder import CAUTION, labels, names_in
from interview_insights.language.names_data import Names, Sentence, filled, read_iob
from interview_insights.language.names_treebank import marked_treebank
from interview_insights.language.sentence_training import part_of
from interview_insights.language.token_network import Span, TokenNetwork, open_network
from interview_insights.language.token_training import RANK, train_network

EPOCHS = 3
FILLED = 10000
HELD_OUT = 800
_SMALL = 0.15  # of the public sentences go into small letters


def train_names(
    folder: Path, target: Path, seed: int = 0, progress: Callable[[str], None] | None = None
) -> None:
    """Train the network of names.

    Takes about fifteen minutes on one core.

    Parameters
    ----------
    folder : Path
        Holds ``ewt/``, ``uner/`` and ``wnut17/``; of Universal NER the dev part is
        trained on, of the treebank the training part with the names that we marked.
    target : Path
        File to write.
    seed : int, default 0
    progress : callable, optional
        Called with a line now and then.

    Raises
    ------
    ModelError
        A part of a corpus is missing, or Faker is.
    """
    public = [
        *marked_treebank(part_of(folder / "ewt", "train")),
        *read_iob(folder / "uner" / "en_ewt-ud-dev.iob2.gz"),
        *read_iob(folder / "wnut17" / "train.conll.gz"),
    ]
    hand = random.Random(seed)  # noqa: S311
    sentences = [
        *(_small(s) if hand.random() < _SMALL else s for s in public),
        *filled(Names(seed), FILLED, seed),
    ]
    network = train_network(map(_labelled, sentences), len(labels()), EPOCHS, seed, progress)
    save_network(target, network, labels(), RANK)


def _small(sentence: Sentence) -> Sentence:
    words = tuple(word.lower() for word in sentence.words)
    return Sentence(words, sentence.labels, sentence.begins)


def _labelled(sentence: Sentence) -> tuple[str, Callable[[Span], int]]:
    known = labels()
    names = list(_placed(sentence))

    def label_of(word: Span) -> int:
        for start, end, kind in names:
            if start <= word[0] < end:
                return known.index(f"{'B' if word[0] == start else 'I'}-{kind}")
        return 0

    return " ".join(sentence.words), label_of


def _placed(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Yield names as code points of the words joined by blanks."""
    starts = [0]
    for word in sentence.words:
        starts.append(starts[-1] + len(word) + 1)
    for first, last, kind in _true(sentence):
        yield starts[first], starts[last] - 1, kind


def evaluate_names(path: Path, folder: Path, seed: int = 0) -> Mapping[str, float]:
    """Measure a network of names.

    Parameters
    ----------
    path : Path
        What :func:`train_names` wrote.
    folder : Path
        Holds ``uner/`` with its test part.
    seed : int, default 0
        Of the filled sentences.

    Returns
    -------
    mapping of str to float
        Precision, recall and F1 (0–1) on Universal NER's test part, in all and by label;
        recall of persons, and share of sentences without names in which none is found,
        on sentences and names held out; ``speed`` in words a second.
    """
    network = open_network(path)
    test = read_iob(folder / "uner" / "en_ewt-ud-test.iob2.gz")
    begun = time.perf_counter()
    counts = _counts(network, test)
    spent = time.perf_counter() - begun
    figures = {}
    for label, (right, said, true) in sorted(counts.items()):
        figures[f"uner_{label}_p"] = right / max(1, said)
        figures[f"uner_{label}_r"] = right / max(1, true)
        figures[f"uner_{label}_f"] = 2 * right / max(1, said + true)
    held_out = list(filled(Names(seed), HELD_OUT, seed + 2, unseen=True))
    right, _, true = _counts(network, held_out).get("PERSON", (0, 0, 0))
    figures["held_out_person_r"] = right / max(1, true)
    plain = [sentence for sentence in held_out if not any(sentence.labels)]
    figures["held_out_harmless"] = sum(not n for n in _found(network, plain)) / max(1, len(plain))
    figures["speed"] = sum(len(s.words) for s in test) / spent
    return figures


def _found(network: TokenNetwork, sentences: Sequence[Sentence]) -> list[set[tuple[int, int, str]]]:
    texts = [" ".join(sentence.words) for sentence in sentences]
    read = network.probabilities(texts)
    return [
        set(names_in(text, words, rows, CAUTION))
        for text, (words, rows) in zip(texts, read, strict=True)
    ]


def _counts(
    network: TokenNetwork, sentences: Sequence[Sentence]
) -> dict[str, tuple[int, int, int]]:
    """Return right, said and true names by label and in ``all``."""
    totals: dict[str, list[int]] = {}
    for sentence, said in zip(sentences, _found(network, sentences), strict=True):
        true = set(_placed(sentence))
        for label in ("all", "PERSON", "ORG", "PLACE"):
            a = {n for n in said if label in ("all", n[2])}
            b = {n for n in true if label in ("all", n[2])}
            row = totals.setdefault(label, [0, 0, 0])
            row[0] += len(a & b)
            row[1] += len(a)
            row[2] += len(b)
    return {label: (row[0], row[1], row[2]) for label, row in totals.items()}


def _true(sentence: Sentence) -> set[tuple[int, int, str]]:
    found: set[tuple[int, int, str]] = set()
    start = 0
    labels = (*sentence.labels, "")
    begins = (*sentence.begins, True)
    for at in range(1, len(labels) + 1):
        here = labels[at] if at < len(labels) else ""
        begin = begins[at] if at < len(begins) else True
        if here != labels[start] or (begin and here):
            if labels[start]:
                found.add((start, at, labels[start]))
            start = at
    return found
