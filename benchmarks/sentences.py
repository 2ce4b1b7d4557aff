"""Where a careful person ends a unit in spoken turns, and where the splitter does.

Usage: python benchmarks/sentences.py [FILE] [--wrong] [--part NAME]

FILE (default: tests/data/turns.jsonl) holds a turn a line: kind, question, and the units
that the turn falls into. Counted are the boundaries inside turns: precision, recall and F1
of the splitter and of punctuation alone, by kind; then for all turns as raw speech
recognition would give them (small letters, no punctuation).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from interview_insights.language.pipelines import sentence_pipeline
from interview_insights.language.sentence_data import bare
from interview_insights.language.sentences import split_texts

DEFAULT = Path(__file__).parents[1] / "tests" / "data" / "turns.jsonl"
Splitter = Callable[[list[str]], list[list[tuple[int, int]]]]


def ours(texts: list[str]) -> list[list[tuple[int, int]]]:
    """Split as an analysis does."""
    return split_texts(texts, "en")


def punctuation(texts: list[str]) -> list[list[tuple[int, int]]]:
    """Split at full stops, question and exclamation marks."""
    docs = sentence_pipeline("en").pipe(texts)
    return [[(s.start_char, s.end_char) for s in doc.sents] for doc in docs]


def boundaries(text: str, spans: list[tuple[int, int]]) -> set[int]:
    """Return boundaries, counted in characters that are no white space."""
    return {len("".join(text[:end].split())) for _, end in spans} - {len("".join(text.split()))}


def scored(turns: list[list[str]], splitter: Splitter) -> list[tuple[int, int, int]]:
    """Return right, said and true boundaries of each turn."""
    texts = [" ".join(units) for units in turns]
    results = []
    for units, text, spans in zip(turns, texts, splitter(texts), strict=True):
        true, at = set(), 0
        for unit in units:
            at += len("".join(unit.split()))
            true.add(at)
        true -= {at}
        said = boundaries(text, spans)
        results.append((len(said & true), len(said), len(true)))
    return results


def figures(counts: list[tuple[int, int, int]]) -> str:
    """Return precision, recall and F1 as text."""
    right, said, true = (sum(column) for column in zip(*counts, strict=True))
    return (
        f"precision {right / max(1, said):.2f}  recall {right / max(1, true):.2f}"
        f"  F1 {2 * right / max(1, said + true):.3f}"
    )


def main() -> None:
    """Print the figures by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--part", default="", help="only turns of this part")
    parser.add_argument("--wrong", action="store_true", help="print turns split otherwise")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if not given.part or row.get("part") == given.part]
    groups: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        groups[row["kind"]].append(row["sentences"])
    groups["all"] = [row["sentences"] for row in rows]
    raw = [[bare(unit) for unit in units if bare(unit)] for units in groups["all"]]
    groups["all, raw"] = [units for units in raw if units]
    for kind, turns in groups.items():
        for name, splitter in (("ours", ours), ("punctuation", punctuation)):
            print(f"{kind:22} {len(turns):4} turns  {name:12} {figures(scored(turns, splitter))}")
    if given.wrong:
        for units in groups["all"]:
            text = " ".join(units)
            spans = ours([text])[0]
            if boundaries(text, spans) != boundaries(text, _spans(units)):
                print("set: ", " | ".join(units))
                print("ours:", " | ".join(text[a:b] for a, b in spans))


def _spans(units: list[str]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for unit in units:
        spans.append((at, at + len(unit)))
        at += len(unit) + 1
    return spans


if __name__ == "__main__":
    main()
