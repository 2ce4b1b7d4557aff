"""Training the pipeline that finds names, and measuring it."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.language.names_data import Names, Sentence, filled, read_iob
from interview_insights.language.training import tidy
from interview_insights.resources import models_dir

if TYPE_CHECKING:
    from spacy.language import Language

CONFIG = "names.cfg"
SENTENCES_A_DOCUMENT = 3
FILLED = 6000
HELD_OUT = 800


def train_names(folder: Path, target: Path, seed: int = 0) -> Mapping[str, float]:
    """Train the pipeline of models/language/names.cfg and put it into ``target``.

    Parameters
    ----------
    folder : Path
        Holds ``uner/`` and ``wnut17/``; of Universal NER the dev part is trained on.
    target : Path
        Folder of the pipeline; an earlier one is replaced.
    seed : int, default 0

    Returns
    -------
    mapping of str to float
        What :func:`evaluate_names` measures.

    Raises
    ------
    ModelError
        A part of a corpus is missing, or Faker is.
    """
    from spacy.cli.train import train

    names = Names(seed)
    public = [
        *read_iob(folder / "uner" / "en_ewt-ud-dev.iob2.gz"),
        *read_iob(folder / "wnut17" / "train.conll.gz"),
    ]
    checked = [
        *read_iob(folder / "wnut17" / "dev.conll.gz")[:400],
        *filled(names, 400, seed + 1),
    ]
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        # Every document mixes what is public with what is filled in.
        _save([*public, *public, *filled(names, FILLED, seed)], work / "train.spacy", seed)
        _save(checked, work / "dev.spacy", seed)
        overrides = {
            "paths.train": str(work / "train.spacy"),
            "paths.dev": str(work / "dev.spacy"),
            "system.seed": seed,
        }
        train(models_dir() / "language" / CONFIG, work / "out", overrides=overrides)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(work / "out" / "model-best", target)
    about = "Persons, organisations and places, trained on Universal NER and WNUT-17"
    tidy(target, "interview_insights_names", about)
    return evaluate_names(target, folder, seed)


def _save(sentences: Sequence[Sentence], path: Path, seed: int) -> None:
    import random

    import spacy
    from spacy.tokens import Doc, DocBin

    vocab = spacy.blank("en").vocab
    order = list(sentences)
    random.Random(seed).shuffle(order)  # noqa: S311
    docs = []
    for start in range(0, len(order), SENTENCES_A_DOCUMENT):
        part = order[start : start + SENTENCES_A_DOCUMENT]
        words = [word for sentence in part for word in sentence.words]
        docs.append(Doc(vocab, words=words, ents=list(_tags(part))))
    DocBin(docs=docs).to_disk(path)


def _tags(part: Iterable[Sentence]) -> Iterable[str]:
    for sentence in part:
        last = ""
        for label, begins in zip(sentence.labels, sentence.begins, strict=True):
            yield f"{'B' if begins or label != last else 'I'}-{label}" if label else "O"
            last = label


def evaluate_names(pipeline: Path, folder: Path, seed: int = 0) -> Mapping[str, float]:
    """Measure a pipeline of names.

    Parameters
    ----------
    pipeline : Path
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
    import spacy

    nlp = spacy.load(pipeline)
    test = read_iob(folder / "uner" / "en_ewt-ud-test.iob2.gz")
    begun = time.perf_counter()
    counts = _counts(nlp, test)
    spent = time.perf_counter() - begun
    figures = {}
    for label, (right, said, true) in sorted(counts.items()):
        figures[f"uner_{label}_p"] = right / max(1, said)
        figures[f"uner_{label}_r"] = right / max(1, true)
        figures[f"uner_{label}_f"] = 2 * right / max(1, said + true)
    held_out = list(filled(Names(seed), HELD_OUT, seed + 2, unseen=True))
    right, _, true = _counts(nlp, held_out).get("PERSON", (0, 0, 0))
    figures["held_out_person_r"] = right / max(1, true)
    plain = [sentence for sentence in held_out if not any(sentence.labels)]
    figures["held_out_harmless"] = sum(not _found(nlp, s) for s in plain) / max(1, len(plain))
    figures["speed"] = sum(len(s.words) for s in test) / spent
    return figures


def _found(nlp: Language, sentence: Sentence) -> set[tuple[int, int, str]]:
    from spacy.tokens import Doc

    doc = nlp(Doc(nlp.vocab, words=list(sentence.words)))
    return {(e.start, e.end, e.label_) for e in doc.ents}


def _counts(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, tuple[int, int, int]]:
    """Return right, said and true names by label and in ``all``."""
    totals: dict[str, list[int]] = {}
    for sentence in sentences:
        said = _found(nlp, sentence)
        true = _true(sentence)
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
