"""How well are interviewers' questions told apart: open, closed, leading, hypothetical?

Usage: python benchmarks/questions.py [FILE] [--wrong]

FILE (default: tests/data/questions.jsonl, 200 turns that the judge was not trained on) holds
an interviewer's turn a line with what it is: kind (open, closed, or none where nothing is
asked), leading, hypothetical. Printed for the learned judge, and for the rules of wording
that do without a model.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from interview_insights.compare.question_kinds import Kind, by_rule, learned_judge
from interview_insights.embed import open_embedder

DEFAULT = Path(__file__).parents[1] / "tests" / "data" / "questions.jsonl"
KINDS = ("question", "open", "closed", "leading", "hypothetical")


def told(kind: Kind) -> dict[str, bool]:
    """Return what a judge says of a turn."""
    closed = kind.question and not kind.open
    return dict(
        zip(
            KINDS,
            (kind.question, kind.open, closed, kind.leading, kind.hypothetical),
            strict=True,
        )
    )


def true(line: dict) -> dict[str, bool]:
    """Return what the turn is."""
    kinds = {kind: line["kind"] == kind for kind in ("open", "closed")}
    return {
        "question": line["kind"] != "none",
        **kinds,
        "leading": line["leading"],
        "hypothetical": line["hypothetical"],
    }


def scores(lines: list[dict], kinds: list[Kind]) -> dict[str, tuple[float, int, int, int]]:
    """Return F1, turns right, said and true for each kind."""
    found = {}
    for kind in KINDS:
        pairs = [(told(k)[kind], true(line)[kind]) for k, line in zip(kinds, lines, strict=True)]
        right = sum(a and b for a, b in pairs)
        said, are = sum(a for a, _ in pairs), sum(b for _, b in pairs)
        found[kind] = (2 * right / (said + are) if said + are else 1.0, right, said, are)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--wrong", action="store_true", help="print the turns taken wrongly")
    given = parser.parse_args()
    lines = [json.loads(x) for x in given.file.read_text(encoding="utf-8").splitlines()]
    turns = [line["turn"] for line in lines]
    for name, judge in (("learned", learned_judge(open_embedder())), ("by rule", by_rule)):
        kinds = judge(turns)
        print(f"{name}: {len(lines)} turns")
        for kind, (f1, right, said, are) in scores(lines, kinds).items():
            print(f"  {kind:13} F1 {f1:.2f}  precision {right}/{said}  recall {right}/{are}")
            for said_, line in zip(kinds, lines, strict=True):
                if given.wrong and told(said_)[kind] != true(line)[kind]:
                    print(f"      {'missed' if true(line)[kind] else 'not so'}  {line['turn']}")


if __name__ == "__main__":
    main()
