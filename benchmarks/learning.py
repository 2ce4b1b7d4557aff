"""How much better the coder becomes by sentences that a person corrected.

Usage: python benchmarks/learning.py FOLDER [--repeats N]

FOLDER holds interviews.jsonl(.gz); real_interviews_codes.jsonl beside this program holds the
fields that a person gave 431 of its sentences. After 25, 50, 100 and 200 of them, chosen at
random and by the tool (the unsure and unlike ones), printed is κ with the person's codes on
all others: before, after, and how often the lesson was taken at all.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
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
    coder: ii.Coder, segments: pd.DataFrame, truth: dict[str, str], chosen: list[str]
) -> tuple:
    """Return κ before and after on all sentences that were not chosen, and if it was taken."""
    lesson = learn(coder, segments, {segment_id: truth[segment_id] for segment_id in chosen})
    rest = segments[~segments["segment_id"].isin(chosen)]
    units = units_of(rest.reset_index(drop=True))
    wanted = [truth[segment_id] for segment_id in rest["segment_id"]]
    kappas = [
        cohen_kappa_score(wanted, [c.labels[i] for i in c.probabilities(units).argmax(axis=1)])
        for c in (coder, lesson.coder)
    ]
    return (*kappas, lesson.learned)


def main() -> None:
    """Print the learning curves."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    rows, truth = hand_coded(given.folder)
    segments = as_segments(rows)
    coder = open_coder()
    codings = coder.code(segments)
    ids = segments["segment_id"].tolist()
    for size in SIZES:
        results = [
            tried(coder, segments, truth, list(np.random.default_rng(seed).permutation(ids)[:size]))
            for seed in range(given.repeats)
        ]
        before, after, taken = np.mean(results, axis=0)
        print(
            f"{size:4} at random   κ {before:.3f} before, {after:.3f} after,"
            f" taken {taken * given.repeats:.0f} of {given.repeats} times"
        )
        before, after, learned = tried(
            coder, segments, truth, worth_coding(coder, segments, codings, size)
        )
        print(f"{size:4} by the tool κ {before:.3f} before, {after:.3f} after, taken: {learned}")


if __name__ == "__main__":
    main()
