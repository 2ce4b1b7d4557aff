"""Plots of a run, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_insights.errors import RunError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from matplotlib.figure import Figure

    from interview_insights.run import Run

SENTENCES = 3000
"""Sentences on a map at the most; of more, evenly spread ones are taken."""

_NAMED = 14  # themes on a map
_FEW = 4


def contrast_figure(run: Run, n: int) -> Figure:
    """Draw the themes whose shares differ most between the groups.

    Raises
    ------
    RunError
        The run has one group, or no theme.
    """
    from interview_insights.report.model import most_different
    from interview_insights.report.pictures import plot_contrast

    report = run.report()
    themes = most_different(report, n)
    if not themes:
        raise RunError("There is nothing to compare.", hint="A contrast needs two groups.")
    return plot_contrast(themes, [group for group, _ in report.groups])


def themes_figure(run: Run, lens: str, n: int) -> Figure:
    """Draw how many people of each group voice each theme, widest spread first.

    Raises
    ------
    RunError
        The lens is unknown, or has no theme.
    """
    from interview_insights.report.model import themes_of
    from interview_insights.report.pictures import plot_themes

    report = run.report()
    chosen = [t for t in themes_of(report) if not lens or t.lens == lens]
    if not chosen:
        known = ", ".join(view.name for view in report.lenses)
        raise RunError(f"No theme in the lens {lens!r}.", hint=f"Lenses with themes: {known}.")
    chosen.sort(key=lambda t: (-t.n_participants, t.theme))
    return plot_themes(chosen[:n], [group for group, _ in report.groups])


def saturation_figure(run: Run) -> Figure:
    """Draw themes met against interviews read."""
    from interview_insights.report.pictures import plot_saturation

    return plot_saturation(run.report().saturation)


def map_figure(run: Run, seed: int) -> Figure:
    """Draw coded sentences, those that say alike near each other.

    Their vectors are laid out in two dimensions by t-SNE (van der Maaten and Hinton
    2008), begun from the first two principal components.

    Raises
    ------
    RunError
        Fewer than four coded sentences.
    ModelError
        The run's embedding model is not to be had.
    """
    from interview_insights.embed import open_embedder
    from interview_insights.records import NONE
    from interview_insights.report.pictures import plot_map

    codings = run.codings
    coded = codings[codings["primary"] & (codings["field"] != NONE)].merge(
        run.segments[["segment_id", "text"]], on="segment_id"
    )
    coded = coded.iloc[:: -(-len(coded) // SENTENCES) or 1].reset_index(drop=True)
    if len(coded) < _FEW:
        raise RunError("Too few coded sentences for a map.")
    embedder = open_embedder(run.manifest["settings"]["embedder"])
    places = _laid_out(embedder.encode(coded["text"].tolist()), seed)
    return plot_map(places, coded["lens"].tolist(), _names(run, coded, places))


def _laid_out(vectors: npt.NDArray[np.float32], seed: int) -> npt.NDArray[np.float64]:
    import numpy as np
    from sklearn.manifold import TSNE

    perplexity = min(30.0, (len(vectors) - 1) / 3)
    layout = TSNE(2, init="pca", perplexity=perplexity, random_state=seed, n_jobs=1)
    return np.asarray(layout.fit_transform(vectors), dtype=np.float64)


def _names(
    run: Run, coded: pd.DataFrame, places: npt.NDArray[np.float64]
) -> list[tuple[float, float, str]]:
    import numpy as np

    labels = dict(zip(run.themes["theme"], run.themes["label"], strict=True))
    counts = coded["theme"].value_counts()
    largest = sorted(counts.index, key=lambda theme: (-counts[theme], theme))[:_NAMED]
    found = []
    for theme in largest:
        middle = np.median(places[(coded["theme"] == theme).to_numpy()], axis=0)
        found.append((float(middle[0]), float(middle[1]), labels.get(theme, theme)))
    return found
