"""A coder for a researcher's own codebook, from the shipped one and a few examples a code.

Fields of the default codebook keep the shipped head. A field that is switched off
gives its probability to none. A new code is told apart from the shipped corpus by
a logistic head on the sentence's vector; the probability it takes is taken from all
other fields in proportion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from interview_insights.coding.coder import Coder
from interview_insights.coding.corpus import shipped_corpus
from interview_insights.coding.head import Head
from interview_insights.embed import Embedder
from interview_insights.embed.context import PARTS, Unit, features
from interview_insights.errors import CodebookError
from interview_insights.records import NONE, Code, Codebook

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

_PRIOR = 0.05
"""Share of sentences that a new code is expected to apply to."""

_MIN_EXAMPLES = 3
_PARTS = 5
_WEAK = 0.4
_YES = 0.5


@dataclass(frozen=True)
class FewShot:
    """An adaptation: ``base`` are the shipped labels, ``extras`` a binary head a new code."""

    base: tuple[str, ...]
    labels: tuple[str, ...]
    extras: tuple[tuple[str, Head], ...]

    def __call__(self, chances: Floats, rows: Floats) -> Floats:
        """Return probabilities of shape (n, len(labels)), rows summing to 1."""
        import numpy as np

        out = np.zeros((len(rows), len(self.labels)), dtype=np.float32)
        none = self.labels.index(NONE)
        for column, label in enumerate(self.base):
            out[:, self.labels.index(label) if label in self.labels else none] += chances[:, column]
        for label, head in self.extras:
            chance = head.probabilities(rows)[:, 1]
            out *= 1.0 - chance[:, None]
            out[:, self.labels.index(label)] = chance
        return out


def adapt(coder: Coder, codebook: Codebook) -> Coder:
    """Return a coder for another codebook.

    Parameters
    ----------
    coder : Coder
        The shipped coder.
    codebook : Codebook
        Fields named as in the default codebook keep their meaning; any other needs
        examples.

    Returns
    -------
    Coder
        Its ``warnings`` say how well each new code is told apart.

    Raises
    ------
    CodebookError
        A new code has no example.
    """
    known = set(coder.field_head.labels)
    fresh = [code for code in codebook.codes if code.name not in known]
    for code in fresh:
        if not code.examples:
            raise CodebookError(
                f"The code {code.name!r} is new and has no examples.",
                hint="Add three to twenty example sentences under its key 'examples'.",
            )
    extras = tuple((code.name, _binary_head(code, coder.embedder)) for code in fresh)
    adaptation = FewShot(coder.field_head.labels, (*codebook.fields, NONE), extras)
    warnings = tuple(_told(code, cross_validated(code, coder.embedder)) for code in fresh)
    return replace(coder, codebook=codebook, adaptation=adaptation, warnings=warnings)


def _told(code: Code, kappa: float) -> str:
    count = len(code.examples)
    if count < _MIN_EXAMPLES:
        return f"The code {code.name!r} has very few examples ({count}): add three to twenty."
    told = (
        f"The code {code.name!r} is told apart at κ {kappa:.2f},"
        f" cross-validated on {count} examples"
    )
    if kappa < _WEAK:
        return f"{told}: too little to trust, add examples or sharpen them."
    return f"{told}."


def cross_validated(code: Code, embedder: Embedder) -> float:
    """Measure how well a new code is told apart from all else.

    Parameters
    ----------
    code : Code
    embedder : Embedder

    Returns
    -------
    float
        Cohen's κ, at most 1, of yes and no on examples that were left out, a part at a
        time, among every tenth sentence of the shipped corpus, left out too; 0 with
        fewer than three examples.
    """
    import numpy as np
    from sklearn.metrics import cohen_kappa_score

    if len(code.examples) < _MIN_EXAMPLES:
        return 0.0
    parts = min(_PARTS, len(code.examples))
    others = [e.unit.text for e in shipped_corpus().examples[::10]]
    tests = features([Unit(text) for text in (*code.examples, *others)], embedder)
    said = np.zeros(len(tests), dtype=bool)
    votes = np.zeros(len(others))
    for part in range(parts):
        left = [n for n in range(len(code.examples)) if n % parts == part]
        kept = tuple(text for n, text in enumerate(code.examples) if n % parts != part)
        head = _binary_head(replace(code, examples=kept), embedder, leave_tenth=True)
        yes = head.probabilities(tests)[:, 1] > _YES
        said[left] = yes[left]
        votes += yes[len(code.examples) :]
    said[len(code.examples) :] = votes > parts / 2
    truth = np.arange(len(tests)) < len(code.examples)
    return float(cohen_kappa_score(truth, said))


def _binary_head(code: Code, embedder: Embedder, *, leave_tenth: bool = False) -> Head:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    positive = [Unit(text) for text in (*code.examples, *code.include, code.definition)]
    negative = [
        Unit(example.unit.text)
        for number, example in enumerate(shipped_corpus().examples)
        if number % 10 or not leave_tenth
    ]
    rows = features([*positive, *negative], embedder)
    dims = rows.shape[1] // len(PARTS)
    truth = np.array([1] * len(positive) + [0] * len(negative))
    # Positives together weigh as much as a code's usual share of sentences.
    weight = np.where(truth == 1, _PRIOR * len(negative) / len(positive), 1.0)
    model = LogisticRegression(C=30.0, max_iter=500)
    model.fit(rows[:, :dims], truth, sample_weight=weight)
    weights = np.zeros((rows.shape[1], 2), dtype=np.float32)
    weights[:dims, 1] = model.coef_[0]
    return Head(
        ("other", code.name), (((weights, np.array([0.0, model.intercept_[0]], np.float32)),),)
    )
