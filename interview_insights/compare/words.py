"""Words that mark one group's speech: a ranking to read by, never a test.

Words are counted over sentences, and sentences of one person are not
independent, so a large z here is no evidence that groups differ; the contrast of
themes over participants is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

MIN_PARTICIPANTS = 3
"""People who must use a word: keeps names and one person's habits out."""

PRIOR_WORDS = 500
"""Words that the prior weighs; a heavier one favours frequent words."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def word_contrast(
    segments: pd.DataFrame,
    groups: Sequence[str],
    n: int = 20,
    most: float = 1.0,
    least: float = 0.0,
) -> pd.DataFrame:
    """Rank the words that set each group's respondents apart.

    Log-odds of a word in the group against all other groups, shrunk towards the
    pooled frequencies and divided by its standard error.

    Parameters
    ----------
    segments : DataFrame of shape (segments, columns of the schema)
    groups : sequence of str
        Groups to compare; others are left out.
    n : int, default 20
        Words a group, at most.
    most : float, default 1
        Share of the people beyond which a word is left out: what everybody says marks
        nobody.
    least : float, default 0.0
        ``z`` that a word must exceed.

    Returns
    -------
    DataFrame of shape (up to groups x n, 5)
        ``word`` in lower case; ``group`` that it marks; ``z`` > 0, strongest first;
        ``n_a`` uses by that group; ``n_b`` uses by the others. Group by group;
        no rows where fewer than two groups are given. Words of fewer than
        :data:`MIN_PARTICIPANTS` people are left out.

    Raises
    ------
    ValueError
        ``n`` is below 1.

    References
    ----------
    Monroe, Colaresi & Quinn 2008, Political Analysis 16:372-403.
    """
    import numpy as np
    import pandas as pd

    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    names = tuple(dict.fromkeys(groups))
    counts, people = _tally(segments, names)
    # Sorted: ties in z must not depend on the order of rows.
    words = sorted(set().union(*counts.values()))
    rows: list[tuple[str, str, float, int, int]] = []
    if len(names) > 1 and words:
        table = np.array([[counts[name][word] for word in words] for name in names])
        everybody = len(set().union(*people.values()))
        common = np.array(
            [MIN_PARTICIPANTS <= len(people[word]) <= most * everybody for word in words]
        )
        for name, own in zip(names, table, strict=True):
            others = table.sum(axis=0) - own
            z = log_odds_z(own, others)
            best = [i for i in np.argsort(-z, kind="stable") if common[i] and z[i] > least]
            rows += [(words[i], name, float(z[i]), int(own[i]), int(others[i])) for i in best[:n]]
    kinds = {"word": object, "group": object, "z": float, "n_a": int, "n_b": int}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def log_odds_z(
    own: npt.NDArray[np.int64], others: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Score each word: its log-odds ratio, shrunk, in standard errors.

    Parameters
    ----------
    own, others : array of int, shape (words,)
        Uses of each word by a group and by all others; every word used at least once.

    Returns
    -------
    array of float, shape (words,)
        Positive where the group uses the word more. 0 for a vocabulary of one word.

    References
    ----------
    Monroe, Colaresi & Quinn 2008: log-odds ratio with informative Dirichlet prior.
    """
    import numpy as np

    pooled = own + others
    if len(pooled) < 2:
        return np.zeros(len(pooled))
    prior = PRIOR_WORDS * pooled / pooled.sum()
    a, b = own + prior, others + prior
    ratio = np.log(a / (a.sum() - a)) - np.log(b / (b.sum() - b))
    return np.asarray(ratio / np.sqrt(1 / a + 1 / b))


def _tally(
    segments: pd.DataFrame, names: tuple[str, ...]
) -> tuple[dict[str, Counter[str]], dict[str, set[str]]]:
    """Uses of each word by group, and the people who used it."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    people: dict[str, set[str]] = defaultdict(set)
    said = segments.loc[segments["role"].eq("respondent") & segments["group"].isin(names)]
    rows = zip(said["group"], said["participant"], said["text"], strict=True)
    for group, participant, text in rows:
        words = _WORD.findall(text.lower().replace("’", "'"))
        counts[group].update(words)
        for word in set(words):
            people[word].add(participant)
    return counts, people
