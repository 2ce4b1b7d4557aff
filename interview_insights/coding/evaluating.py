"""How the coder, and plainer ones, do on domains that were left out of training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from interview_insights.coding.codebook import default_codebook
from interview_insights.coding.coder import READER_SHARE
from interview_insights.coding.corpus import Corpus
from interview_insights.coding.head import Head
from interview_insights.coding.training import (
    FOLDS,
    HeldOut,
    calibrate,
    domain_masks,
    fit_field_head,
    fit_pole_head,
    hold_out_domains,
)
from interview_insights.coding.tuning import fit_reader, predict
from interview_insights.embed import Embedder
from interview_insights.embed.context import PARTS, Unit, features
from interview_insights.records import NONE

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

HEAD = "networks on sentence, before, question, after"
TUNED = "reader: transformer tuned on sentence in context"
SHIPPED = "shipped: reader and networks"


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
        ``right_unmarked``, ``pole_accuracy``.
    """
    tell = progress or _silent
    tell("plain models")
    found = {"field descriptions, no training": _zero_shot(corpus, embedder)}
    for name, parts in _PLAIN.items():
        found[name] = hold_out_domains(corpus, embedder, _logistic(parts), folds=folds)
    tell("networks")
    found[HEAD] = hold_out_domains(
        corpus, embedder, lambda rows, fields: fit_field_head(rows, fields, seed), folds=folds
    )
    found[TUNED] = _hold_out_reader(corpus, seed, folds, tell)
    blended = (
        READER_SHARE * found[TUNED].probabilities + (1 - READER_SHARE) * found[HEAD].probabilities
    )
    shipped = found[SHIPPED] = replace(found[HEAD], probabilities=blended)
    figures = {
        "sentences": len(corpus.examples),
        "interviews": len({example.interview for example in corpus.examples}),
        "domains": len(corpus.domains),
        "folds": folds,
        "models": [_scores(name, held_out) for name, held_out in found.items()],
        **_details(shipped),
        "pole_accuracy": _pole_accuracy(corpus, embedder),
    }
    return Evaluation(figures, shipped)


def _silent(line: str) -> None:
    """Tell nothing; the line is for those who watch."""
    del line


_PLAIN = {
    "question only": ("question",),
    "logistic on sentence": ("text",),
    "logistic on sentence, before, question": ("text", "before", "question"),
}


def _hold_out_reader(corpus: Corpus, seed: int, folds: int, tell: Callable[[str], None]) -> HeldOut:
    import numpy as np

    units = [example.unit for example in corpus.examples]
    fields = [example.field for example in corpus.examples]
    labels = tuple(sorted(set(fields)))
    chances = np.zeros((len(units), len(labels)), dtype=np.float32)
    for number, test in enumerate(domain_masks(corpus, folds), 1):
        tell(f"reader, part {number} of {folds}")
        seen, unseen = np.flatnonzero(~test).tolist(), np.flatnonzero(test).tolist()
        network, known, tokenizer = fit_reader(
            [units[i] for i in seen], [fields[i] for i in seen], seed=seed
        )
        part = np.zeros((len(unseen), len(labels)), dtype=np.float32)
        columns = [labels.index(label) for label in known]
        part[:, columns] = predict(network, tokenizer, [units[i] for i in unseen])
        chances[unseen] = part
    return HeldOut(corpus.examples, labels, chances)


def _logistic(parts: tuple[str, ...]) -> Callable[[Floats, list[str]], Head]:
    def fit(rows: Floats, fields: list[str]) -> Head:
        import numpy as np
        from sklearn.linear_model import LogisticRegression

        dims = rows.shape[1] // len(PARTS)
        keep = np.concatenate(
            [np.full(dims, 1.0 if p == "text" else 0.5) * (p in parts) for p in PARTS]
        )
        model = LogisticRegression(C=5.0, max_iter=300)
        model.fit(rows * keep, np.array(fields))
        weights = (model.coef_.T * keep[:, None]).astype(np.float32)
        return Head(tuple(model.classes_), (((weights, model.intercept_.astype(np.float32)),),))

    return fit


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


def _scores(name: str, held_out: HeldOut) -> dict[str, Any]:
    from sklearn.metrics import cohen_kappa_score, f1_score

    truth, predicted = [e.field for e in held_out.examples], held_out.predicted
    return {
        "model": name,
        "kappa": round(float(cohen_kappa_score(truth, predicted)), 3),
        "lens_kappa": round(float(cohen_kappa_score(_lenses(truth), _lenses(predicted))), 3),
        "macro_f1": round(float(f1_score(truth, predicted, average="macro")), 3),
    }


def _lenses(fields: list[str]) -> list[str]:
    book = default_codebook()
    return [book.lens_of(field) for field in fields]


def _details(held_out: HeldOut) -> dict[str, Any]:
    import numpy as np
    from sklearn.metrics import precision_recall_fscore_support as prfs

    truth, predicted = [e.field for e in held_out.examples], held_out.predicted
    fields = [*default_codebook().fields, NONE]
    by_field = zip(fields, *prfs(truth, predicted, labels=fields, zero_division=0), strict=True)
    lenses = [*default_codebook().lenses, NONE]
    scores = prfs(_lenses(truth), _lenses(predicted), labels=lenses, zero_division=0)
    by_lens = zip(lenses, *scores, strict=True)
    head = calibrate(Head(held_out.labels, ()), held_out)
    logs = np.log(np.clip(held_out.probabilities, 1e-9, 1.0)) / head.temperature
    chances = np.exp(logs) / np.exp(logs).sum(axis=1, keepdims=True)
    sure = chances.max(axis=1)
    right = np.array([t == p for t, p in zip(truth, predicted, strict=True)])
    kept = sure >= head.review_below
    return {
        "fields": [
            {
                "field": f,
                "precision": _rounded(p),
                "recall": _rounded(r),
                "f1": _rounded(s),
                "n": int(n),
            }
            for f, p, r, s, n in by_field
        ],
        "lenses": [{"lens": x, "f1": _rounded(s), "n": int(n)} for x, _, _, s, n in by_lens],
        "calibration_error": _calibration_error(sure, right),
        "marked": _rounded(1 - kept.mean()),
        "right_unmarked": _rounded(right[kept].mean()) if kept.any() else 0.0,
    }


def _rounded(value: Any) -> float:
    return round(float(value), 3)


def _calibration_error(sure: Any, right: Any, bins: int = 10) -> float:
    """Expected calibration error: gap of confidence and accuracy over ten equal bins."""
    import numpy as np

    which = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [
        abs(sure[which == b].mean() - right[which == b].mean()) * (which == b).mean()
        for b in range(bins)
        if (which == b).any()
    ]
    return _rounded(sum(gaps))


def _pole_accuracy(corpus: Corpus, embedder: Embedder) -> float:
    polar = Corpus(tuple(e for e in corpus.examples if e.pole), corpus.digest)
    rows = features([e.unit for e in polar.examples], embedder)
    right = []
    for domain in polar.domains:
        at = [e.domain == domain for e in polar.examples]
        others = [not here for here in at]
        poles = [e.pole for e, other in zip(polar.examples, others, strict=True) if other]
        head = fit_pole_head(rows[others], poles)
        best = head.probabilities(rows[at]).argmax(axis=1)
        truth = [e.pole for e, here in zip(polar.examples, at, strict=True) if here]
        right += [head.labels[b] == t for b, t in zip(best, truth, strict=True)]
    return _rounded(sum(right) / len(right))
