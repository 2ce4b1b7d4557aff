"""Themes against those that were planted, for ours and for others' ways of finding them.

Usage: python benchmarks/themes.py [STUDY ...] [--people N] [--labels]

In planted/ beside this program lie eight studies, each of sixteen interviews in which twelve
themes were planted, with the field and theme of every sentence by whoever wrote it. The
height of the cut was chosen on the first eight of each (--people 8). Printed are, over the
studies: the mean over planted themes of the best F1 that any found theme has with it, the
share of planted themes found with F1 of .5 or more, themes found for each planted, how alike
the themes are when a quarter of the people are left out (adjusted Rand index of the sentences
in both), and seconds a study. First with the writer's codes, then with the coder's. KeyNMF is
printed where turftopic is installed, BERTopic with UMAP and HDBSCAN where these are. --labels
prints our themes with a planted theme's words beside.
"""

from __future__ import annotations

import argparse
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from planted import Planted, best_matches, planted_names, studies
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score

from interview_insights.coding import open_coder
from interview_insights.language import Phraser
from interview_insights.themes import find_themes

Method = Callable[["Task"], np.ndarray]


@dataclass(frozen=True)
class Task:
    """Coded sentences as every method gets them."""

    texts: list[str]
    vectors: np.ndarray
    fields: np.ndarray
    study: Planted
    codings: pd.DataFrame
    beliefs: object
    people: np.ndarray
    ids: list[str]


def bertopic(task: Task, **sizes: int) -> np.ndarray:
    from bertopic import BERTopic
    from umap import UMAP

    shape = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = BERTopic(umap_model=shape, embedding_model=None, **sizes)
    return np.asarray(model.fit_transform(task.texts, task.vectors)[0])


def nmf(task: Task) -> np.ndarray:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer(stop_words="english").fit_transform(task.texts)
    weights = NMF(12, init="nndsvd", max_iter=400, random_state=0).fit_transform(rows)
    return np.where(weights.max(axis=1) > 0, weights.argmax(axis=1), -1)


def key_nmf(task: Task) -> np.ndarray:
    from sentence_transformers import SentenceTransformer
    from sklearn.feature_extraction.text import CountVectorizer
    from turftopic import KeyNMF

    from interview_insights.embed.weights import resolve
    from interview_insights.settings import DEFAULT_EMBEDDER

    encoder = SentenceTransformer(str(resolve(DEFAULT_EMBEDDER).folder))
    # Its own default drops words of fewer than ten sentences: in a study hardly one is left.
    words = CountVectorizer(stop_words="english")
    model = KeyNMF(12, encoder=encoder, vectorizer=words, random_state=0)
    weights = model.fit_transform(task.texts, embeddings=task.vectors)
    return np.asarray(weights).argmax(axis=1)


def within_fields(task: Task, clusterer: Callable[[int], object]) -> np.ndarray:
    """One cluster for every eight sentences of a field, as many as are planted on average."""
    labels = np.full(len(task.texts), -1)
    for name in np.unique(task.fields):
        at = np.flatnonzero(task.fields == name)
        parts = max(1, min(len(at), round(len(at) / 8)))
        found = clusterer(parts).fit_predict(task.vectors[at]) if len(at) > 1 else [0]
        labels[at] = np.asarray(found) + labels.max() + 1
    return labels


def k_means(task: Task) -> np.ndarray:
    from sklearn.cluster import KMeans

    return within_fields(task, lambda parts: KMeans(parts, n_init=10, random_state=0))


def agglomerative(task: Task) -> np.ndarray:
    from sklearn.cluster import AgglomerativeClustering

    return within_fields(task, AgglomerativeClustering)


def ours(task: Task) -> np.ndarray:
    found = _our_themes(task).codings
    of = dict(found.loc[found["theme"].notna(), ["segment_id", "theme"]].to_numpy())
    number = {name: i for i, name in enumerate(sorted(set(of.values())))}
    return np.array([number.get(of.get(segment), -1) for segment in task.ids])


METHODS: dict[str, Method] = {
    "BERTopic as it comes": bertopic,
    "BERTopic, min_topic_size 3": lambda task: bertopic(task, min_topic_size=3),
    "KeyNMF, 12 topics": key_nmf,
    "NMF, 12 topics": nmf,
    "k-means within field": k_means,
    "agglomerative within field": agglomerative,
    "ours": ours,
}


def _our_themes(task: Task) -> object:
    coder, phraser = _tools()
    return find_themes(
        task.study.segments,
        task.codings,
        coder.codebook,
        coder.embedder,
        phraser,
        beliefs=task.beliefs,
        stop_words=phraser.stop_words,
    )


_TOOLS: list = []


def _tools() -> tuple:
    if not _TOOLS:
        _TOOLS.extend((open_coder(), Phraser("en", "")))
    return tuple(_TOOLS)


def task_of(study: Planted, by_coder: bool, without: frozenset[str] = frozenset()) -> Task:
    """Return the coded sentences of a study, some people left out."""
    coder, _ = _tools()
    if without:
        kept = study.segments[~study.segments["participant"].isin(without)].reset_index(drop=True)
        codings = study.codings[study.codings["segment_id"].isin(kept["segment_id"])]
        study = Planted(study.name, kept, codings.reset_index(drop=True), study.theme_of)
    beliefs = coder.beliefs(study.segments) if by_coder else None
    codings = coder.codings_of(beliefs) if by_coder else study.codings
    primary = codings[codings["primary"]].merge(study.segments, on="segment_id")
    # Ours may take a sentence for coded that was on the verge of none.
    kept = primary if by_coder else primary[primary["field"] != "none"]
    kept = kept.reset_index(drop=True)
    coded = (kept["field"] != "none").to_numpy()
    return Task(
        kept["text"].tolist(),
        coder.embedder.encode(kept["text"].tolist()),
        np.where(coded, kept["field"], ""),
        study,
        codings,
        beliefs,
        pd.factorize(kept["participant"])[0],
        kept["segment_id"].tolist(),
    )


def found_by(method: Method, task: Task) -> dict[str, int]:
    """Return the theme of each sentence that has one."""
    if method is ours:
        labels, ids = method(task), task.ids
    else:
        at = np.flatnonzero(task.fields != "")
        part = Task(
            [task.texts[i] for i in at],
            task.vectors[at],
            task.fields[at],
            task.study,
            task.codings,
            task.beliefs,
            task.people[at],
            [task.ids[i] for i in at],
        )
        labels, ids = method(part), part.ids
    return {s: int(c) for s, c in zip(ids, labels, strict=True) if c >= 0}


def measured(name: str, tasks: list[tuple[Task, Task]]) -> str:
    """Return the line of one method."""
    rows = []
    for task, smaller in tasks:
        begun = time.perf_counter()
        theme = found_by(METHODS[name], task)
        seconds = time.perf_counter() - begun
        sets: dict[str, set[str]] = {}
        for segment, number in theme.items():
            sets.setdefault(str(number), set()).add(segment)
        best = list(best_matches(task.study.themes, sets).values())
        again = found_by(METHODS[name], smaller)
        both = sorted(set(theme) & set(again))
        alike = adjusted_rand_score([theme[s] for s in both], [again[s] for s in both])
        share = np.mean([value >= 0.5 for value in best])
        rows.append((np.mean(best), share, len(sets) / len(best), alike, seconds))
    f1, share, ratio, alike, seconds = np.mean(rows, axis=0)
    return f"{name:28} {f1:8.3f} {share:8.2f} {ratio:8.2f} {alike:8.2f} {seconds:8.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("study", nargs="*", help="only these of planted/")
    parser.add_argument("--labels", action="store_true", help="print our themes, nothing else")
    parser.add_argument("--people", type=int, default=16, help="only the first N interviews")
    options = parser.parse_args()
    wanted = [s for s in studies() if not options.study or s.name in options.study]
    chosen = [first(study, options.people) for study in wanted]
    if options.labels:
        for study in chosen:
            _print_labels(study)
        return
    warnings.simplefilter("ignore")
    for by_coder in (False, True):
        tasks = [_pair(study, by_coder) for study in chosen]
        print(f"\n{'with the coder' if by_coder else 'with the writer'}'s codes")
        if by_coder:
            _print_kappa(tasks)
        print(f"{'':28} {'mean F1':>8} {'found':>8} {'themes':>8} {'alike':>8} {'seconds':>8}")
        for name in METHODS:
            try:
                print(measured(name, tasks), flush=True)
            except ImportError as error:
                print(f"{name:28} not installed: {error.name}")


def first(study: Planted, people: int) -> Planted:
    """Return a study of its first interviews only."""
    everybody = sorted(set(study.segments["participant"]), key=lambda name: (len(name), name))
    kept = study.segments[study.segments["participant"].isin(everybody[:people])]
    known = set(kept["segment_id"])
    return Planted(
        study.name,
        kept.reset_index(drop=True),
        study.codings[study.codings["segment_id"].isin(known)].reset_index(drop=True),
        {segment: theme for segment, theme in study.theme_of.items() if segment in known},
    )


def _pair(study: Planted, by_coder: bool) -> tuple[Task, Task]:
    people = sorted(set(study.segments["participant"]))
    return task_of(study, by_coder), task_of(study, by_coder, frozenset(people[::4]))


def _print_kappa(tasks: list[tuple[Task, Task]]) -> None:
    """Print how far the coder agrees with the writer, before and after themes."""
    before, after = [], []
    for task, _ in tasks:
        truth = task.study.codings.set_index("segment_id")["field"]
        for codings, kappas in ((task.codings, before), (_our_themes(task).codings, after)):
            said = codings[codings["primary"]].set_index("segment_id")["field"].reindex(truth.index)
            kappas.append(cohen_kappa_score(truth, said))
    print(f"κ of the codes: {np.mean(before):.3f}, in the light of our themes {np.mean(after):.3f}")


def _print_labels(study: Planted) -> None:
    found = _our_themes(task_of(study, by_coder=True))
    of = found.codings.loc[found.codings["theme"].notna(), ["segment_id", "theme"]]
    sets = {name: set(rows["segment_id"]) for name, rows in of.groupby("theme")}
    names = planted_names()
    print(f"\n{study.name}")
    for row in found.themes.itertuples():
        matches = best_matches(study.themes, {"": sets[row.theme]})
        best = max(matches, key=lambda theme: matches[theme])
        meant = f"{names[study.name][best]} ({matches[best]:.2f})" if matches[best] >= 0.5 else "–"
        print(f"  {row.n_participants} people  {row.field:18} {row.label:48} {meant}")


if __name__ == "__main__":
    main()
