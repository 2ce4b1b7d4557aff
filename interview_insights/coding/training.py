"""Fitting the coder's heads, and measuring them on domains they have not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from interview_insights.coding.corpus import Corpus, Example
from interview_insights.coding.head import Head
from interview_insights.embed import Embedder
from interview_insights.embed.context import PARTS, features

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

MEMBERS = 2
"""Networks that are averaged."""
HIDDEN = 256
EPOCHS = 10
BATCH = 256
LEARNING_RATE = 2e-3
DECAY = 1e-2
DROPOUT = 0.3
SMOOTHING = 0.05
CONTEXT_WEIGHT = 0.5
"""Weight of the blocks before, question and after against the sentence's own."""
CONTEXT_DROPOUT = 0.15
"""How often a block of context is hidden in training, so that none is leaned on."""
ALONE = 0.1
"""How often all context is hidden, so that single sentences can be coded too."""

FOLDS = 3
"""Parts into which the domains are dealt for measuring: each is predicted by the others."""

RIGHT_UNMARKED = 0.9
"""Share of codes not marked for review that should be right."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Predictions for examples whose domain was left out of training.

    ``probabilities`` has shape (examples, len(labels)); ``labels`` are its columns.
    """

    examples: tuple[Example, ...]
    labels: tuple[str, ...]
    probabilities: Floats

    @property
    def predicted(self) -> list[str]:
        """Likeliest label of each example."""
        return [self.labels[i] for i in self.probabilities.argmax(axis=1)]


PARTS_READ = ("text", "before", "question")
"""Blocks that the shipped head sees; what comes after did not help it."""


def fit_field_head(rows: Floats, fields: Sequence[str], parts: Sequence[str] = PARTS_READ) -> Head:
    """Fit the head that tells fields apart, by logistic regression.

    Parameters
    ----------
    rows : ndarray of shape (n, 4 * dimensions)
        Feature rows.
    fields : sequence of str
        The field of each row, or none.
    parts : sequence of str
        The blocks of :data:`PARTS` that it sees; those beside the text weigh
        :data:`CONTEXT_WEIGHT`.

    Returns
    -------
    Head
        Not yet calibrated.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    dims = rows.shape[1] // len(PARTS)
    keep = np.concatenate(
        [
            np.full(dims, 1.0 if part == "text" else CONTEXT_WEIGHT) * (part in parts)
            for part in PARTS
        ]
    )
    model = LogisticRegression(C=5.0, max_iter=300)
    model.fit(rows * keep, np.array(fields))
    weights = (model.coef_.T * keep[:, None]).astype(np.float32)
    return Head(tuple(model.classes_), (((weights, model.intercept_.astype(np.float32)),),))


def fit_network_head(rows: Floats, fields: Sequence[str], seed: int = 0) -> Head:
    """Fit small networks instead, for comparison: they did no better than a line.

    Parameters
    ----------
    rows : ndarray of shape (n, 4 * dimensions)
    fields : sequence of str
    seed : int, default 0

    Returns
    -------
    Head
    """
    import numpy as np

    from interview_insights.coding.networks import Recipe, fit_networks

    labels = tuple(sorted(set(fields)))
    targets = np.array([labels.index(field) for field in fields])
    weights = np.array([1.0] + [CONTEXT_WEIGHT] * (len(PARTS) - 1), dtype=np.float32)
    recipe = Recipe(
        members=MEMBERS,
        hidden=HIDDEN,
        epochs=EPOCHS,
        batch=BATCH,
        learning_rate=LEARNING_RATE,
        decay=DECAY,
        dropout=DROPOUT,
        smoothing=SMOOTHING,
        context_dropout=CONTEXT_DROPOUT,
        alone=ALONE,
    )
    return Head(labels, fit_networks(rows, targets, weights, recipe, seed))


def fit_pole_head(rows: Floats, poles: Sequence[str]) -> Head:
    """Fit the head that tells bargain from premium, on the sentence alone.

    Parameters
    ----------
    rows : ndarray of shape (n, 4 * dimensions)
    poles : sequence of str
        ``bargain`` or ``premium`` for each row.

    Returns
    -------
    Head
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    dims = rows.shape[1] // len(PARTS)
    model = LogisticRegression(C=5.0, max_iter=500, class_weight="balanced")
    model.fit(rows[:, :dims], np.array(poles))
    weights = np.zeros((rows.shape[1], 2), dtype=np.float32)
    weights[:dims, 1] = model.coef_[0]
    bias = np.array([0.0, model.intercept_[0]], dtype=np.float32)
    return Head(tuple(model.classes_), (((weights, bias),),))


def hold_out_domains(
    corpus: Corpus,
    embedder: Embedder,
    fit: Callable[[Floats, list[str]], Head],
    *,
    folds: int = FOLDS,
) -> HeldOut:
    """Predict every example by a head that has seen no sentence of its domain.

    Parameters
    ----------
    corpus : Corpus
    embedder : Embedder
    fit : callable
        Called with (rows, fields) of the other domains.
    folds : int, default 3
        Number of parts into which the domains are dealt; as many as there are domains
        leaves out one at a time.

    Returns
    -------
    HeldOut
    """
    import numpy as np

    rows = features([example.unit for example in corpus.examples], embedder)
    fields = np.array([example.field for example in corpus.examples])
    labels = tuple(sorted(set(fields.tolist())))
    chances = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for test in domain_masks(corpus, folds):
        head = fit(rows[~test], fields[~test].tolist())
        found = np.zeros((int(test.sum()), len(labels)), dtype=np.float32)
        found[:, [labels.index(label) for label in head.labels]] = head.probabilities(rows[test])
        chances[test] = found
    return HeldOut(corpus.examples, labels, chances)


def domain_masks(corpus: Corpus, folds: int = FOLDS) -> list[Any]:
    """Deal the domains into folds; return for each fold which examples are in it.

    Parameters
    ----------
    corpus : Corpus
    folds : int, default 3

    Returns
    -------
    list of ndarray of bool, shape (examples,)
    """
    import numpy as np

    number = {domain: i % folds for i, domain in enumerate(corpus.domains)}
    fold = np.array([number[example.domain] for example in corpus.examples])
    return [fold == f for f in range(min(folds, len(corpus.domains)))]


def calibrate(head: Head, held_out: HeldOut) -> Head:
    """Set a head's temperature and review threshold from held-out predictions.

    The temperature minimises the negative log-likelihood (Guo et al. 2017). The
    threshold is the lowest confidence above which a share of
    :data:`RIGHT_UNMARKED` of the codes is right.

    Parameters
    ----------
    head : Head
    held_out : HeldOut
        Predictions of heads fitted in the same way.

    Returns
    -------
    Head
    """
    import numpy as np
    from scipy.optimize import minimize_scalar

    truth = np.array([held_out.labels.index(e.field) for e in held_out.examples])
    logs = np.log(np.clip(held_out.probabilities, 1e-9, 1.0))

    def scaled(temperature: float) -> Any:
        exponent = np.exp(logs / temperature)
        return exponent / exponent.sum(axis=1, keepdims=True)

    def loss(temperature: float) -> float:
        return float(-np.log(scaled(temperature)[np.arange(len(truth)), truth] + 1e-12).mean())

    temperature = float(minimize_scalar(loss, bounds=(0.3, 5.0), method="bounded").x)
    chances = scaled(temperature)
    best, right = chances.max(axis=1), chances.argmax(axis=1) == truth
    order = np.argsort(-best, kind="stable")
    running = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(running >= RIGHT_UNMARKED)
    threshold = float(best[order][good[-1]]) if len(good) else 1.0
    return replace(head, temperature=temperature, review_below=threshold)


def fit_pole_from(corpus: Corpus, rows: Floats) -> Head:
    """Fit the pole head on the examples of a corpus that have a pole.

    Parameters
    ----------
    corpus : Corpus
    rows : ndarray of shape (examples, 4 * dimensions)

    Returns
    -------
    Head
    """
    polar = [i for i, example in enumerate(corpus.examples) if example.pole]
    return fit_pole_head(rows[polar], [corpus.examples[i].pole for i in polar])


def fit_heads(corpus: Corpus, embedder: Embedder, held_out: HeldOut) -> dict[str, Head]:
    """Fit both heads on a whole corpus.

    Parameters
    ----------
    corpus : Corpus
    embedder : Embedder
    held_out : HeldOut
        Predictions to calibrate with.

    Returns
    -------
    dict of str to Head
        ``field`` and ``pole``.
    """
    rows = features([example.unit for example in corpus.examples], embedder)
    head = fit_field_head(rows, [example.field for example in corpus.examples])
    return {"field": calibrate(head, held_out), "pole": fit_pole_from(corpus, rows)}
