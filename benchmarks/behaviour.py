"""Single hard cases: does the coder pass them, kind by kind?

Usage: python benchmarks/behaviour.py [FILE] [--failed]

FILE (default: tests/data/behaviour.jsonl) holds a case a line: kind, question, before, text,
after, and the fields that a careful coder accepts.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from interview_insights.coding import open_coder
from interview_insights.embed.context import Unit

DEFAULT = Path(__file__).parents[1] / "tests" / "data" / "behaviour.jsonl"


def results(path: Path) -> list[tuple[dict[str, Any], str]]:
    """Return each case with the field that the coder gives."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coder = open_coder()
    units = [Unit(c["text"], c["question"], c["before"], c["after"]) for c in cases]
    best = coder.probabilities(units).argmax(axis=1)
    return [(case, coder.labels[int(at)]) for case, at in zip(cases, best, strict=True)]


def main() -> None:
    """Print pass rates by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--failed", action="store_true", help="print the cases that failed")
    given = parser.parse_args()
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for case, field in results(given.file):
        passed = field in case["accept"]
        by_kind[case["kind"]].append(passed)
        if given.failed and not passed:
            print(f"{case['kind']:20} {field:18} not {'/'.join(case['accept']):18} {case['text']}")
    by_kind["all"] = [passed for passes in list(by_kind.values()) for passed in passes]
    for kind, passes in by_kind.items():
        print(f"{kind:22} {sum(passes):3} of {len(passes):3} ({sum(passes) / len(passes):.0%})")


if __name__ == "__main__":
    main()
