"""Training the English pipeline from a treebank in CoNLL-U.

The shipped pipeline was trained on UD English EWT (Silveira et al. 2014, CC BY-SA
4.0), which does not come with this project; models/README.md says more.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from interview_insights.language.sentence_training import part_of
from interview_insights.language.vectors import write_vectors
from interview_insights.resources import models_dir

CONFIG = "config.cfg"
SENTENCES_A_DOCUMENT = 4
"""Sentences joined into one document, so that the parser learns where they end."""

_PARTS = ("train", "dev", "test")


def train_pipeline(treebank: Path, target: Path, seed: int = 0) -> Mapping[str, float]:
    """Train the pipeline of models/language/config.cfg and put it into ``target``.

    Takes about twenty minutes on one core.

    Parameters
    ----------
    treebank : Path
        Folder with one ``*train*.conllu``, ``*dev*.conllu`` and ``*test*.conllu``,
        gzipped or not.
    target : Path
        Folder of the pipeline; an earlier one is replaced.
    seed : int, default 0

    Returns
    -------
    mapping of str to float
        What :func:`evaluate_pipeline` measures on the test part.

    Raises
    ------
    ModelError
        A part of the treebank is missing.
    """
    from spacy.cli.train import train

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {part: _converted(treebank, part, folder) for part in _PARTS}
        write_vectors(folder / "vectors")
        overrides = {
            "paths.vectors": str(folder / "vectors"),
            "paths.train": str(parts["train"]),
            "paths.dev": str(parts["dev"]),
            "system.seed": seed,
        }
        train(models_dir() / "language" / CONFIG, folder / "out", overrides=overrides)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder / "out" / "model-best", target)
        about = "Word classes, lemmas and dependencies, trained on UD English EWT"
        tidy(target, "interview_insights", about)
        return evaluate_pipeline(target, treebank)


def tidy(pipeline: Path, name: str, description: str) -> None:
    """Name a trained pipeline and forget where its data lay."""
    meta = json.loads((pipeline / "meta.json").read_text(encoding="utf-8"))
    meta |= {"name": name, "description": description, "license": "CC BY-SA 4.0"}
    (pipeline / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")
    config = pipeline / "config.cfg"
    text = re.sub(
        r"(?m)^(train|dev|vectors) = \".*\"$", r"\1 = null", config.read_text(encoding="utf-8")
    )
    config.write_text(text, encoding="utf-8")


def evaluate_pipeline(pipeline: Path, treebank: Path) -> Mapping[str, float]:
    """Measure a pipeline on a treebank's test part.

    Parameters
    ----------
    pipeline : Path
    treebank : Path
        Folder with a ``*test*.conllu``, gzipped or not.

    Returns
    -------
    mapping of str to float
        Accuracies and F1, 0–1: ``tag_acc``, ``pos_acc``, ``lemma_acc``, ``dep_uas``, ``dep_las``,
        ``sents_f``; and ``speed`` in words a second.

    Raises
    ------
    ModelError
        The test part is missing.
    """
    from spacy.cli.evaluate import evaluate

    with tempfile.TemporaryDirectory() as name:
        test = _converted(treebank, "test", Path(name))
        scores: dict[str, Any] = evaluate(str(pipeline), test, silent=True)
    wanted = ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f", "speed")
    return {key: float(scores[key]) for key in wanted}


def _converted(treebank: Path, part: str, folder: Path) -> Path:
    import gzip

    from spacy.cli.convert import convert

    found = part_of(treebank, part)
    raw = found.read_bytes()
    text = gzip.decompress(raw) if found.suffix == ".gz" else raw
    source = folder / f"{part}.conllu"
    source.write_bytes(text)
    convert(
        source,
        folder,
        converter="conllu",
        n_sents=SENTENCES_A_DOCUMENT,
        merge_subtokens=True,
        file_type="spacy",
        silent=True,
    )
    return folder / f"{part}.spacy"
