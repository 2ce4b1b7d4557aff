"""What can a contrast find, and how often is it wrong?

Usage: python benchmarks/contrast.py [--studies 500]

Studies are made up by chance: two groups of people who voice twenty themes of one lens, each
person a theme with the group's share. Printed are the share of studies with any q under .05
where no theme differs; how often a theme that 70 % of the one group and 20 % of the other
voice is found, among nineteen that do not differ; and how often the 95 % interval of its
difference holds the true one. By group size. Then, computed exactly, how often the interval
holds the truth over all pairs of shares from 5 % to 95 %: the mean, and the worst pair.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

from interview_insights import frames
from interview_insights.compare import contrast
from interview_insights.compare.contrast import newcombe

THEMES = 20
HIGH, LOW, SAME = 0.7, 0.2, 0.4
SIZES = (6, 8, 10, 12, 16, 24)


def study(voiced: np.ndarray, groups: list[str]) -> pd.DataFrame:
    """Return the contrasts of people by themes."""
    names = [f"T{i:02d}" for i in range(voiced.shape[1])]
    segments, codings = [], []
    blank = {c.name: "" if c.kind == "text" else 0 for c in frames.SCHEMAS["segments"]}
    for person, (row, group) in enumerate(zip(voiced, groups, strict=True)):
        for at in (-1, *np.flatnonzero(row)):
            segment = f"p{person}:0000:{at}"
            segments.append(
                blank
                | {"segment_id": segment, "participant": f"p{person}", "group": group}
                | {"role": "respondent"}
            )
            theme = names[at] if at >= 0 else None
            codings.append((segment, "driver", "goals", 1.0, True, None, theme, "model", False))
    columns = [c.name for c in frames.SCHEMAS["codings"]]
    themes = pd.DataFrame({"theme": names, "lens": "driver"})
    return contrast(
        pd.DataFrame(codings, columns=columns), pd.DataFrame(segments), themes, ["good", "bad"]
    )


def coverage(n: int) -> tuple[float, float]:
    """Return how often the interval holds the true difference: mean over pairs, and least."""
    from scipy.stats import binom

    each = np.arange(n + 1)
    low, high = newcombe(np.repeat(each, n + 1), n, np.tile(each, n + 1), n)
    low, high = low.reshape(n + 1, n + 1), high.reshape(n + 1, n + 1)
    shares = np.linspace(0.05, 0.95, 19)
    found = []
    for first in shares:
        for second in shares:
            chances = np.outer(binom.pmf(each, n, first), binom.pmf(each, n, second))
            holds = (low <= first - second) & (first - second <= high)
            found.append(float((chances * holds).sum()))
    return float(np.mean(found)), min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studies", type=int, default=500)
    given = parser.parse_args()
    random = np.random.default_rng(0)
    print(f"{given.studies} studies a row, {THEMES} themes; planted {HIGH:.0%} against {LOW:.0%}")
    print("  people    any q < .05   planted found by   planted found by    interval holds")
    print("  a group   by chance     its interval       q < .05             the truth")
    for n in SIZES:
        groups = ["good"] * n + ["bad"] * n
        false = moderate = strong = held = 0
        for _ in range(given.studies):
            nothing = random.random((2 * n, THEMES)) < SAME
            false += bool((study(nothing, groups)["q_value"] < 0.05).any())
            shares = np.full((2 * n, THEMES), SAME)
            shares[:n, 0], shares[n:, 0] = HIGH, LOW
            found = study(random.random((2 * n, THEMES)) < shares, groups)
            row = found.set_index("theme").loc["T00"]
            moderate += bool(row["ci_low"] > 0)
            strong += bool(row["q_value"] < 0.05)
            held += bool(row["ci_low"] <= HIGH - LOW <= row["ci_high"])
        rates = (count / given.studies for count in (false, moderate, strong, held))
        print(f"  {n:7}   " + "   ".join(f"{rate:13.2f}   " for rate in rates))
    print("\n  people    interval holds the truth, exactly")
    print("  a group   mean over shares    worst pair")
    for n in SIZES:
        mean, least = coverage(n)
        print(f"  {n:7}   {mean:16.3f}    {least:10.3f}")


if __name__ == "__main__":
    main()
