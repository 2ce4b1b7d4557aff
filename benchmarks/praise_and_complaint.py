"""The shipped coder on hand-written pairs of praise and complaint in almost the same words.

Usage: python benchmarks/praise_and_complaint.py tests/data/praise_and_complaint.jsonl

Each line holds block (the answer it belongs to), question, text, field and second.
Printed: the share coded to its field, and among praise and complaint the share taken for
the other. The units are meant to be hard; a coin would swap half.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from interview_insights.coding import open_coder
from interview_insights.embed.context import Unit

SIDES = ("motivations", "concerns")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    lines = parser.parse_args().file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]

    def neighbour(i: int, step: int) -> str:
        j = i + step
        same = 0 <= j < len(rows) and rows[j]["block"] == rows[i]["block"]
        return rows[j]["text"] if same else ""

    units = [
        Unit(row["text"], row["question"], neighbour(i, -1), neighbour(i, 1))
        for i, row in enumerate(rows)
    ]
    coder = open_coder()
    fields = [coder.labels[i] for i in coder.probabilities(units).argmax(axis=1)]
    pairs = list(zip(rows, fields, strict=True))
    right = sum(field in (row["field"], row["second"]) for row, field in pairs)
    sided = [(row["field"], field) for row, field in pairs if row["field"] in SIDES]
    swapped = sum(field in SIDES and field != truth for truth, field in sided)
    print(f"{right} of {len(rows)} coded to their field ({right / len(rows):.2f})")
    print(f"{swapped} of {len(sided)} praise and complaint swapped ({swapped / len(sided):.2f})")


if __name__ == "__main__":
    main()
