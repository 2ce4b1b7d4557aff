"""How much better the coder becomes by sentences that a person corrected.

Usage: python benchmarks/learning.py [FOLDER] [--repeats N]

Without a folder: on the studies of planted/, with the codes of whoever wrote them, as far
as six of ten sentences of a study go. FOLDER holds interviews.jsonl(.gz);
real_interviews_codes.jsonl beside this program holds the fields that a person gave 431 of
its sentences. After 25, 50, 100 and 200 of them, chosen at random and by the tool (the
least sure ones), printed is κ with the person's codes on all others before and after, κ on
all sentences with the corrected ones in them, and how often the lesson was taken at all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from planted import studies
from real_words import hand_coded
from sklearn.metrics import cohen_kappa_score

import interview_insights as ii
from interview_insights.coding import open_coder
from interview_insights.coding.learning import learn
from interview_insights.coding.teaching import worth_coding
from interview_insights.embed.context import units_of

SIZES = (25, 50, 100, 200)


def as_segments(rows: list[dict]) -> pd.DataFrame:
    """Return the columns of a table of segments that learning looks at."""
    return pd.DataFrame(
        {
            "segment_id": [row["id"] for row in rows],
            "transcript": [row["id"].rpartition(":")[0] for row in rows],
            "turn": range(len(rows)),
            "sentence": 0,
            "role": "respondent",
            "question": [row["question"] for row in rows],
            "text": [row["text"] for row in rows],
        }
    )


def tried(
    coder: ii.Coder, segments: pd.DataFrame, truth: dict[str, str], chosen: Sequence[str]
) -> tuple:
    """Return κ before and after on the sentences not chosen, then on all, and if it was taken."""
    lesson = learn(coder, segments, {segment_id: truth[segment_id] for segment_id in chosen})
    known = segments[segments["segment_id"].isin(truth)].reset_index(drop=True)
    units = units_of(known)
    wanted = known["segment_id"].map(truth).to_numpy()
    corrected = known["segment_id"].isin(chosen).to_numpy()
    before, after = (
        np.array([c.labels[i] for i in c.probabilities(units).argmax(axis=1)])
        for c in (coder, lesson.coder)
    )
    on_all = np.where(corrected, wanted, after)
    return (
        cohen_kappa_score(wanted[~corrected], before[~corrected]),
        cohen_kappa_score(wanted[~corrected], after[~corrected]),
        cohen_kappa_score(wanted, before),
        cohen_kappa_score(wanted, on_all),
        lesson.learned,
    )


def curve(
    coder: ii.Coder, studies: list[tuple[pd.DataFrame, dict[str, str]]], repeats: int
) -> None:
    """Print κ, a mean over studies, after some sentences were corrected."""
    for size in SIZES:
        large = [study for study in studies if size <= 0.6 * len(study[1])]
        if not large:
            continue
        at_random, by_tool = [], []
        for segments, truth in large:
            ids = sorted(truth)
            at_random += [
                tried(coder, segments, truth, np.random.default_rng(n).permutation(ids)[:size])
                for n in range(repeats)
            ]
            chosen = worth_coding(coder, segments, coder.code(segments), size)
            by_tool.append(tried(coder, segments, truth, chosen))
        for name, results in (("at random", at_random), ("by the tool", by_tool)):
            before, after, first, last, taken = np.mean(results, axis=0)
            print(
                f"{size:4} {name:12} κ on the rest {before:.3f}, then {after:.3f};"
                f" on all {first:.3f}, then {last:.3f};"
                f" lesson taken {taken * len(results):.0f} of {len(results)} times",
                flush=True,
            )


def main() -> None:
    """Print the learning curves."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    if given.folder:
        rows, truth = hand_coded(given.folder)
        known = [(as_segments(rows), truth)]
    else:
        known = [
            (s.segments, dict(s.codings[["segment_id", "field"]].to_numpy())) for s in studies()
        ]
    curve(open_coder(), known, given.repeats)


if __name__ == "__main__":
    main()
