"""Who asks and who answers: told right on transcripts whose roles were set by hand?

Usage: python benchmarks/roles.py [FILE] [--wrong]

FILE (default: tests/data/roles.jsonl) holds a transcript a line: kind, turns as [speaker,
words], and the role of each speaker. Each is judged by its words alone, without the rest
of a study. A transcript is right when every speaker's role is; "unsure" are those in which
the tool itself says that it is not sure.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from interview_insights.read.joining import join
from interview_insights.read.roles import UNSURE, assign_roles
from interview_insights.records import Place, Utterance

DEFAULT = Path(__file__).parents[1] / "tests" / "data" / "roles.jsonl"


def judged(line: dict) -> tuple[bool, bool, dict[str, str]]:
    """Return if the roles are right, if the tool is unsure, and the roles it gave."""
    said = [Utterance(s, t, Place("line", n)) for n, (s, t) in enumerate(line["turns"], 1)]
    found = assign_roles(join(said)[0])
    roles = {s.name: s.role for s in found.speakers}
    unsure = any(s.confidence < UNSURE for s in found.speakers if s.role != "other")
    return roles == line["roles"], unsure, roles


def main() -> None:
    """Print the shares by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--wrong", action="store_true", help="print what was told wrongly")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    by_kind: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for row in rows:
        right, unsure, roles = judged(row)
        by_kind[row["kind"]].append((right, unsure))
        if given.wrong and not right:
            print(row["kind"], "unsure" if unsure else "SURE", row["roles"], "told:", roles)
    by_kind["all"] = [result for results in list(by_kind.values()) for result in results]
    for kind, results in by_kind.items():
        right = sum(ok for ok, _ in results)
        silent = sum(not ok and not unsure for ok, unsure in results)
        unsure = sum(unsure for _, unsure in results)
        print(
            f"{kind:22} {right:3} of {len(results):3} right ({100 * right / len(results):.0f} %),"
            f" {unsure} unsure, {silent} wrong without saying so"
        )


if __name__ == "__main__":
    main()
