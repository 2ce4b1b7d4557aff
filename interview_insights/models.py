"""The shipped models: which they are, whether they are intact, how they are made."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interview_insights.embed.weights import MINILM_SHA256, file_digest, resolve
from interview_insights.errors import ModelError
from interview_insights.resources import models_dir
from interview_insights.settings import DEFAULT_EMBEDDER

MANIFEST = "manifest.toml"
HEAD = "coder/head.safetensors"
READER = "coder/reader.safetensors"
FIGURES = "coder/figures.json"
CORPUS = "coder/training/corpus.jsonl"
LANGUAGE = "language/en"
SENTENCES = "language/en_sentences.safetensors"
NAMES = "language/en_names.safetensors"
FACTS = "language/en_facts.safetensors"
LANGUAGE_PARTS = ("grammar", "sentences", "names", "facts")


@dataclass(frozen=True, slots=True)
class ShippedModel:
    """A model file: what it is for, its size and the digest that it should have."""

    name: str
    what: str
    path: Path
    bytes: int
    sha256: str


def shipped_models() -> tuple[ShippedModel, ...]:
    """Return the models of the manifest, the embedding model first.

    Raises
    ------
    ModelError
        The manifest is missing, or the embedding model is missing or altered.
    """
    weights = resolve(DEFAULT_EMBEDDER)
    file = (weights.folder or Path()) / "model.safetensors"
    found = [
        ShippedModel(DEFAULT_EMBEDDER, "sentence vectors", file, file.stat().st_size, MINILM_SHA256)
    ]
    for name, entry in _manifest().items():
        path = models_dir() / name
        size = path.stat().st_size if path.is_file() else 0
        found.append(ShippedModel(name, entry["what"], path, size, entry["sha256"]))
    return tuple(found)


def verify() -> tuple[str, ...]:
    """Return the names of the shipped files whose digest is not the one in the manifest."""
    return tuple(
        model.name
        for model in shipped_models()
        if not model.path.is_file() or file_digest(model.path) != model.sha256
    )


def _manifest() -> dict[str, dict[str, str]]:
    path = models_dir() / MANIFEST
    try:
        table: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))["files"]
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            f"The list of models cannot be read ({error}).", path=path, hint="Install again."
        ) from None
    return table


def write_manifest() -> None:
    """List every shipped model file with its digest in models/manifest.toml."""
    whats = {
        "coder/head": "coding",
        "questions/": "telling kinds of questions",
        "coder/reader": "coding",
        "coder/training": "training the coder",
        "language/en_names": "names of persons, places and organisations",
        "language/names": "training the finder of names",
        "language/en_facts": "facts about respondents",
        "language/facts": "training the finder of facts",
        "language/en_sentences": "where sentences begin",
        "language": "words and phrases",
    }
    lines = ["# Written by: interview-insights models train. Digests are sha256.", ""]
    for path in sorted(models_dir().rglob("*")):
        name = path.relative_to(models_dir()).as_posix()
        if not path.is_file() or path.suffix in (".md", ".toml"):
            continue
        what = next((w for prefix, w in whats.items() if name.startswith(prefix)), "figures")
        lines += [f'[files."{name}"]', f'what = "{what}"', f'sha256 = "{file_digest(path)}"', ""]
    (models_dir() / MANIFEST).write_text("\n".join(lines), encoding="utf-8")


def train_coder(seed: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure, calibrate and fit the coder, and write it with its figures to models/coder.

    What takes minutes is kept in the cache folder, so that it can be stopped and taken up.

    Parameters
    ----------
    seed : int
    say : callable
        Called with a line at each step.

    Returns
    -------
    dict
        The figures, as :func:`evaluate_coder` gives them.
    """
    from interview_insights.coding.checkpoints import key_of, remembered_file
    from interview_insights.coding.evaluating import evaluate
    from interview_insights.coding.head import save_heads
    from interview_insights.coding.reader import save_reader
    from interview_insights.coding.training import fit_heads
    from interview_insights.coding.tuning import RECIPE, fit_reader
    from interview_insights.embed import open_embedder
    from interview_insights.store import write_json

    corpus, embedder = _corpus(), open_embedder()
    say("fitting on all domains")

    def fit(target: Path) -> None:
        tuned = fit_reader(
            [example.unit for example in corpus.examples],
            [example.field for example in corpus.examples],
            [example.pole for example in corpus.examples],
            seed=seed,
        )
        save_reader(target, tuned.networks, tuned.labels)

    remembered_file(key_of(corpus.digest, RECIPE, seed), models_dir() / READER, fit)
    evaluation = evaluate(corpus, embedder, seed=seed, progress=say)
    heads = fit_heads(corpus, embedder, evaluation.held_out)
    about = {"embedder": embedder.digest, "corpus": corpus.digest, "seed": str(seed)}
    save_heads(models_dir() / HEAD, heads, about)
    write_json(models_dir() / FIGURES, evaluation.figures)
    write_manifest()
    return evaluation.figures


def train_question_judge() -> None:
    """Fit the judge of interviewers' questions on models/questions/training.jsonl."""
    from interview_insights.compare.question_training import train_questions
    from interview_insights.embed import open_embedder

    train_questions(models_dir(), open_embedder())
    write_manifest()


def evaluate_coder(seed: int, folds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure the coder, and plainer ones, on domains left out of training.

    Parameters
    ----------
    seed : int
    folds : int
        Parts into which the domains are dealt; each is predicted by the others.
    say : callable
        Called with a line at each step.

    Returns
    -------
    dict
        Figures of every model compared, and of the shipped one by field and lens.
    """
    from interview_insights.coding.evaluating import evaluate
    from interview_insights.embed import open_embedder

    return evaluate(_corpus(), open_embedder(), seed=seed, folds=folds, progress=say).figures


def _corpus() -> Any:
    from interview_insights.coding.corpus import load_corpus

    return load_corpus(models_dir() / CORPUS)


def train_language(
    data: Path, seed: int, parts: Sequence[str], say: Callable[[str], None]
) -> list[str]:
    """Train the language models, list them in the manifest, and return figures as lines.

    Parameters
    ----------
    data : Path
        Folder with ``ewt/`` (a Universal Dependencies treebank), ``uner/`` and
        ``wnut17/``; a treebank alone will do for all but the names.
    seed : int
    parts : sequence of {"grammar", "sentences", "names", "facts"}
        What to train; none means all that the folder has data for.
    say : callable
        Called with a line at each step.

    Returns
    -------
    list of str
    """
    from interview_insights.language.fact_training import train_facts
    from interview_insights.language.names_training import train_names
    from interview_insights.language.sentence_training import train_sentences
    from interview_insights.language.training import train_pipeline

    wanted = set(parts) or set(LANGUAGE_PARTS)
    if not parts and not (data / "uner").is_dir():
        say("No uner folder there: the names are left as they are.")
        wanted.discard("names")
    if "grammar" in wanted:
        train_pipeline(_treebank(data), models_dir() / LANGUAGE, seed)
    if "sentences" in wanted:
        train_sentences(_treebank(data), models_dir() / SENTENCES, seed, say)
    if "names" in wanted:
        train_names(data, models_dir() / NAMES, seed, say)
    if "facts" in wanted:
        train_facts(models_dir() / FACTS, seed, say)
    write_manifest()
    return evaluate_language(data, sorted(wanted))


def evaluate_language(data: Path, parts: Sequence[str] = ()) -> list[str]:
    """Measure the shipped language models on the test parts of the corpora, as lines."""
    from interview_insights.language.names_training import evaluate_names
    from interview_insights.language.sentence_training import evaluate_sentences
    from interview_insights.language.training import evaluate_pipeline

    wanted = set(parts) or set(LANGUAGE_PARTS)
    figures: dict[str, float] = {}
    if "grammar" in wanted:
        figures |= evaluate_pipeline(models_dir() / LANGUAGE, _treebank(data))
    if "sentences" in wanted:
        figures |= evaluate_sentences(models_dir() / SENTENCES, _treebank(data))
    if "names" in wanted and (data / "uner").is_dir():
        figures |= evaluate_names(models_dir() / NAMES, data)
    return _as_lines(figures)


def _treebank(data: Path) -> Path:
    return data / "ewt" if (data / "ewt").is_dir() else data


def _as_lines(figures: Mapping[str, float]) -> list[str]:
    return [f"{name} {value:.3f}" for name, value in figures.items()]
