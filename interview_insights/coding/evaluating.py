"""How the coder, and plainer ones, do on domains that were left out of training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from interview_insights.coding.checkpoints import key_of, remembered
from interview_insights.coding.codebook import default_codebook
from interview_insights.coding.coder import READER_SHARE
from interview_insights.coding.corpus import Corpus
from interview_insights.coding.reader import POLES
from interview_insights.coding.scoring import details, rounded, scores
from interview_insights.coding.training import (
    FOLDS,
    PARTS_READ,
    HeldOut,
    domain_masks,
    fit_field_head,
    fit_network_head,
    hold_out_domains,
)
from interview_insights.coding.tuning import RECIPE, fit_reader, predict
from interview_insights.embed import Embedder
from interview_insights.embed.context import Unit, features
from interview_insights.records import NONE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

HEAD = "logistic on sentence, before, question"
NETWORKS = "networks on sentence, before, question, after"
TUNED = "two readers: transformers tuned on sentence in context"
SHIPPED = "shipped: readers and logistic"

CURVE = (0.125, 0.375, 1.0)
"""Shares of the training domains at which the learning curve is measured."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures as they are printed, and the shipped model's held-out predictions."""

    figures: dict[str, Any]
    held_out: HeldOut


def evaluate(
    corpus: Corpus,
    embedder: Embedder,
    *,
    seed: int = 0,
    folds: int = FOLDS,
    progress: Callable[[str], None] | None = None,
) -> Evaluation:
    """Measure every model on domains that it has not seen.

    Parameters
    ----------
    corpus : Corpus
    embedder : Embedder
    seed : int, default 0
    folds : int, default 3
        Parts into which the domains are dealt.
    progress : callable, optional
        Called with a line at each step.

    Returns
    -------
    Evaluation
        ``figures`` has ``models`` (κ on fields and lenses, macro-F1, 0–1), and of the
        shipped one ``fields``, ``lenses``, ``calibration_error``, ``marked``,
        ``right_unmarked``, ``curve``, ``pole_n``,
        ``pole_accuracy``, ``pole_f1``.
    """
    tell = progress or _silent
    tell("plain models")
    found = {"field descriptions, no training": _zero_shot(corpus, embedder)}
    for name, parts in _PLAIN.items():
        found[name] = hold_out_domains(
            corpus,
            embedder,
            partial(fit_field_head, parts=parts),
            folds=folds,
        )
    tell("networks")
    found[NETWORKS] = hold_out_domains(
        corpus, embedder, lambda rows, fields: fit_network_head(rows, fields, seed), folds=folds
    )
    found[TUNED], poles = _hold_out_reader(corpus, seed, folds, tell)
    blended = (
        READER_SHARE * found[TUNED].probabilities + (1 - READER_SHARE) * found[HEAD].probabilities
    )
    shipped = found[SHIPPED] = replace(found[HEAD], probabilities=blended)
    figures = {
        "sentences": len(corpus.examples),
        "interviews": len({example.interview for example in corpus.examples}),
        "domains": len(corpus.domains),
        "folds": folds,
        "models": [{"model": name, **scores(held_out)} for name, held_out in found.items()],
        **details(shipped, seed),
        "curve": _learning_curve(corpus, found[TUNED], seed, folds, tell),
        **_pole_scores(corpus, poles),
    }
    return Evaluation(figures, shipped)


def _silent(line: str) -> None:
    """Tell nothing; the line is for those who watch."""
    del line


_PLAIN = {
    "question only": ("question",),
    "logistic on sentence": ("text",),
    HEAD: PARTS_READ,
}


def _hold_out_reader(
    corpus: Corpus, seed: int, folds: int, tell: Callable[[str], None]
) -> tuple[HeldOut, Floats]:
    """Return what readers say of fields and of poles in domains they have not seen."""
    import numpy as np

    labels = tuple(sorted({example.field for example in corpus.examples}))
    chances = np.zeros((len(corpus.examples), len(labels)), dtype=np.float32)
    poles = np.zeros((len(corpus.examples), len(POLES)), dtype=np.float32)
    for number, test in enumerate(domain_masks(corpus, folds), 1):
        tell(f"reader, part {number} of {folds}")
        seen, unseen = np.flatnonzero(~test).tolist(), np.flatnonzero(test).tolist()
        chances[unseen], poles[unseen] = _read_unseen(corpus, seen, unseen, labels, seed)
    return HeldOut(corpus.examples, labels, chances), poles


def _pole_scores(corpus: Corpus, poles: Floats) -> dict[str, Any]:
    """Return how well bargain is told from premium where a person saw one of the two."""
    from sklearn.metrics import f1_score

    polar = [i for i, example in enumerate(corpus.examples) if example.pole]
    truth = [corpus.examples[i].pole for i in polar]
    said = [POLES[int(poles[i].argmax())] for i in polar]
    right = sum(a == b for a, b in zip(truth, said, strict=True))
    return {
        "pole_n": len(polar),
        "pole_accuracy": rounded(right / max(1, len(polar))),
        "pole_f1": rounded(f1_score(truth, said, average="macro")),
    }


def _zero_shot(corpus: Corpus, embedder: Embedder) -> HeldOut:
    """Take the field whose description is nearest; none where even that is far."""
    import numpy as np

    codes = default_codebook().codes
    labels = (*(code.name for code in codes), NONE)
    described = embedder.encode([f"{code.label}: {code.definition}" for code in codes])
    rows = features([Unit(example.unit.text) for example in corpus.examples], embedder)
    near = rows[:, : described.shape[1]] @ described.T
    share = np.mean([example.field == NONE for example in corpus.examples])
    far = np.quantile(near.max(axis=1), share)  # as many none as a person gave: a kind threshold
    chances = np.column_stack([near, np.full(len(near), far)])
    return HeldOut(corpus.examples, labels, np.clip(chances, 0.0, 1.0).astype(np.float32))


def _read_unseen(
    corpus: Corpus, seen: list[int], unseen: list[int], labels: tuple[str, ...], seed: int
) -> tuple[Floats, Floats]:
    """Tune a reader on some examples; return its probabilities of fields and poles on others."""
    import numpy as np

    def read() -> tuple[Floats, Floats]:
        chosen = [corpus.examples[i] for i in seen]
        tuned = fit_reader(
            [example.unit for example in chosen],
            [example.field for example in chosen],
            [example.pole for example in chosen],
            seed=seed,
        )
        fields, poles = predict(tuned, [corpus.examples[i].unit for i in unseen])
        chances = np.zeros((len(unseen), len(labels)), dtype=np.float32)
        chances[:, [labels.index(label) for label in tuned.labels]] = fields
        return chances, poles

    chances, poles = remembered(key_of(corpus.digest, RECIPE, seen, unseen, seed), read)
    return chances, poles


def _learning_curve(
    corpus: Corpus, whole: HeldOut, seed: int, folds: int, tell: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Return κ of the reader on the first part's domains against the domains it was tuned on.

    The last point is that of the comparison, tuned on all domains of the other parts.
    """
    import numpy as np

    test = domain_masks(corpus, folds)[0]
    unseen = np.flatnonzero(test).tolist()
    others = sorted({e.domain for e, held in zip(corpus.examples, test, strict=True) if not held})
    dealt = np.random.default_rng(seed).permutation(others).tolist()
    curve = []
    for share in CURVE:
        chosen = set(dealt[: max(1, round(share * len(dealt)))])
        tell(f"learning curve, {len(chosen)} domains")
        seen = [i for i, example in enumerate(corpus.examples) if example.domain in chosen]
        chances = (
            whole.probabilities[unseen]
            if share == 1
            else _read_unseen(corpus, seen, unseen, whole.labels, seed)[0]
        )
        held_out = HeldOut(tuple(corpus.examples[i] for i in unseen), whole.labels, chances)
        curve.append(
            {"domains": len(chosen), "sentences": len(seen), "kappa": scores(held_out)["kappa"]}
        )
    return curve
