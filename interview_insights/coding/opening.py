"""Opening a coder: shipped, refitted for another embedder, or for another codebook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights.coding.codebook import default_codebook, load_codebook
from interview_insights.coding.coder import Coder, is_back_channel
from interview_insights.coding.corpus import Corpus, shipped_corpus
from interview_insights.coding.fewshot import adapt
from interview_insights.coding.head import Head, load_heads, save_heads
from interview_insights.coding.reader import Reader, open_reader
from interview_insights.coding.training import fit_field_head, fit_heads, hold_out_domains
from interview_insights.embed import Embedder, open_embedder
from interview_insights.embed.context import Unit
from interview_insights.embed.weights import MINILM_SHA256
from interview_insights.errors import ModelError
from interview_insights.records import NONE, Codebook
from interview_insights.resources import cache_dir, models_dir

if TYPE_CHECKING:
    import pandas as pd

SHIPPED = "head.safetensors"
READER = "reader.safetensors"
FIGURES = "figures.json"


def open_coder(
    codebook: Codebook | str | Path | None = None, embedder: Embedder | None = None
) -> Coder:
    """Open a coder.

    Parameters
    ----------
    codebook : Codebook or path, optional
        Default: the shipped codebook.
    embedder : Embedder, optional
        Default: the bundled model. With another one the head is fitted from the
        shipped corpus once and kept in the cache.

    Returns
    -------
    Coder

    Raises
    ------
    CodebookError
        The codebook cannot be read, or a new code has no examples.
    ModelError
        The shipped weights are missing.
    """
    if codebook is None:
        codebook = default_codebook()
    elif not isinstance(codebook, Codebook):
        codebook = load_codebook(codebook)
    embedder = embedder or open_embedder()
    heads = _heads_for(embedder)
    reader = _reader_for(embedder, heads["field"])
    shipped = Coder(default_codebook(), embedder, heads["field"], heads.get("pole"), reader)
    if set(codebook.fields) == set(default_codebook().fields):
        return replace(shipped, codebook=codebook)
    return adapt(shipped, codebook)


def _reader_for(embedder: Embedder, head: Head) -> Reader | None:
    if embedder.digest != MINILM_SHA256:
        return None  # the reader belongs to the bundled model; another brings another language
    path = models_dir() / "coder" / READER
    reader = open_reader(path)
    if reader.labels != head.labels:
        raise ModelError(
            "The coder's reader and its networks do not have the same fields.",
            path=path,
            hint="Install the package again, or run: interview-insights models train",
        )
    return reader


def _heads_for(embedder: Embedder) -> dict[str, Head]:
    if embedder.digest == MINILM_SHA256:
        return load_heads(models_dir() / "coder" / SHIPPED)[0]
    from safetensors import SafetensorError

    corpus = shipped_corpus()
    name = hashlib.sha256(f"{embedder.digest} {corpus.digest}".encode()).hexdigest()[:32]
    path = cache_dir() / "heads" / f"{name}.safetensors"
    try:
        return load_heads(path)[0]
    except ModelError:
        heads = _refit(corpus, embedder)
    try:
        save_heads(path, heads, {"embedder": embedder.digest, "corpus": corpus.digest})
    except (OSError, SafetensorError):
        return heads  # a cache that cannot be written is worked without
    # Loaded back, so that the first run and the later ones see the same rounding.
    return load_heads(path)[0]


def _refit(corpus: Corpus, embedder: Embedder) -> dict[str, Head]:
    held_out = hold_out_domains(corpus, embedder, fit_field_head)
    return fit_heads(corpus, embedder, held_out)


def code_texts(
    texts: Sequence[str],
    *,
    context: Sequence[str] | None = None,
    codebook: Codebook | str | Path | None = None,
    embedder: Embedder | None = None,
) -> pd.DataFrame:
    """Code single sentences.

    Parameters
    ----------
    texts : sequence of str
        One sentence each.
    context : sequence of str, optional
        The question asked, or the words before, for each sentence.
    codebook : Codebook or path, optional
        Default: the shipped codebook.
    embedder : Embedder, optional
        Default: the bundled model.

    Returns
    -------
    DataFrame of shape (len(texts), 5 + fields)
        Columns text, lens, field, confidence, ``p_<field>`` for each field and
        ``p_none``; probabilities between 0 and 1.

    Raises
    ------
    ValueError
        ``context`` has another length than ``texts``.

    Examples
    --------
    >>> import interview_insights as ii
    >>> ii.code_texts(["The postage doubled the price, so I gave up."]).field[0]
    'concerns'
    """
    import pandas as pd

    if context is not None and len(context) != len(texts):
        raise ValueError(f"{len(texts)} texts but {len(context)} contexts")
    coder = open_coder(codebook, embedder)
    questions = context if context is not None else [""] * len(texts)
    units = [Unit(text, question) for text, question in zip(texts, questions, strict=True)]
    chances = coder.probabilities(units)
    labels = coder.labels
    rows = []
    for unit, row in zip(units, chances, strict=True):
        scores = {label: round(float(p), 4) for label, p in zip(labels, row, strict=True)}
        if is_back_channel(unit.text):
            scores = dict.fromkeys(labels, 0.0) | {NONE: 1.0}
        field = max(scores, key=lambda label: scores[label])
        rows.append(
            {
                "text": unit.text,
                "lens": coder.codebook.lens_of(field),
                "field": field,
                "confidence": scores[field],
                **{f"p_{name}": scores[name] for name in (*coder.codebook.fields, NONE)},
            }
        )
    columns = ["text", "lens", "field", "confidence"]
    columns += [f"p_{name}" for name in (*coder.codebook.fields, NONE)]
    return pd.DataFrame(rows, columns=columns)


def stored_figures() -> dict[str, Any]:
    """Return the figures that were measured when the shipped coder was trained.

    Raises
    ------
    ModelError
        They are missing.
    """
    path = models_dir() / "coder" / FIGURES
    try:
        figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The coder's figures cannot be read ({error}).", path=path, hint="Install again."
        ) from None
    return figures
