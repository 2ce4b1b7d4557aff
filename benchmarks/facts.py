"""Facts that respondents state about themselves: how many are found, how many are right?

Usage: python benchmarks/facts.py [FILE] [--part NAME] [--wrong]

FILE (default: tests/data/facts.jsonl) holds an interview a line: turns as [role, words], the
facts with the words that state them, and which part it belongs to ("known": seen while the
rules were written; "apart": kept from whoever wrote them, but their mistakes were looked
at once; "second": written later, when rules and network were done). A fact is found when one of the
same kind is reported on words that overlap with it in the same turn. Notation (40 GBP,
2/week) is compared for kinds that have numbers, by the numbers in it.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from interview_insights.language.facts import find_facts
from interview_insights.language.segments import segment
from interview_insights.read import read_transcript

DEFAULT = Path(__file__).parents[1] / "tests" / "data" / "facts.jsonl"
NUMBERED = ("age", "income", "price_point", "quantity")
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def reported(turns: list[list[str]]) -> list[tuple[str, int, int, str, str]]:
    """Return kind, start, end, notation and words of each fact; offsets into the answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "interview.txt"
        path.write_text(
            "".join(f"{role.capitalize()}: {words}\n\n" for role, words in turns), encoding="utf-8"
        )
        transcript = read_transcript(path)
    segments = segment([transcript])
    facts = find_facts(segments).merge(segments[["segment_id", "text", "start_char"]])
    found = []
    for row in facts.itertuples():
        start = int(row.start_char) + row.text.index(row.value)
        found.append((row.fact, start, start + len(row.value), row.normalised, row.value))
    return found


def stated(line: dict) -> list[tuple[str, list[tuple[int, int]], str, str]]:
    """Return kind, all places, notation and words of each fact that was listed by hand."""
    text = "\n".join(words for _, words in line["turns"])
    asked, at = [], 0
    for role, words in line["turns"]:
        if role == "interviewer":
            asked.append((at, at + len(words)))
        at += len(words) + 1
    facts = []
    for fact in line["facts"]:
        places = [
            (m.start(), m.end())
            for m in re.finditer(re.escape(fact["value"]), text)
            if not any(a <= m.start() < b for a, b in asked)
        ]
        facts.append((fact["fact"], places, str(fact.get("normalised", "")), fact["value"]))
    return facts


def counted(line: dict, wrong: list[str]) -> dict[str, Counter[str]]:
    """Return right, said, true, found and notation counts by kind for one interview."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    said, true = reported(line["turns"]), stated(line)
    for kind, start, end, notation, words in said:
        hits = [t for t in true if t[0] == kind and any(start < b and a < end for a, b in t[1])]
        totals[kind]["said"] += 1
        totals[kind]["right"] += bool(hits)
        if not hits:
            wrong.append(f"{line['id']:14} not so   {kind:12} {words!r} -> {notation}")
    for kind, places, notation, words in true:
        hits = [s for s in said if s[0] == kind and any(s[1] < b and a < s[2] for a, b in places)]
        totals[kind]["true"] += 1
        totals[kind]["found"] += bool(hits)
        if not hits:
            wrong.append(f"{line['id']:14} missed   {kind:12} {words!r} -> {notation}")
        elif kind in NUMBERED and NUMBER.findall(notation):
            same = any(_alike(notation, s[3]) for s in hits)
            totals[kind]["noted"] += 1
            totals[kind]["noted_right"] += same
            if not same:
                wrong.append(
                    f"{line['id']:14} notation {kind:12} {words!r} -> {hits[0][3]} not {notation}"
                )
    return totals


def _alike(wanted: str, given: str) -> bool:
    numbers = [{float(n) for n in NUMBER.findall(t.replace(",", ""))} for t in (wanted, given)]
    return bool(numbers[0] & numbers[1])


def main() -> None:
    """Print precision and recall by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--part", default="", help="only interviews of this part")
    parser.add_argument("--wrong", action="store_true", help="print what was told wrongly")
    given = parser.parse_args()
    lines = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if not given.part or line.get("part") == given.part]
    parts = sorted({line.get("part", "") for line in lines})
    unseen: Counter[str] = Counter()
    for part in parts:
        wrong: list[str] = []
        totals: dict[str, Counter[str]] = defaultdict(Counter)
        chosen = [line for line in lines if line.get("part", "") == part]
        for line in chosen:
            for kind, counts in counted(line, wrong).items():
                totals[kind].update(counts)
        totals["all"] = sum(totals.values(), Counter())
        unseen += totals["all"] if part != "known" else Counter()
        print(f"{part or 'all'}: {len(chosen)} interviews")
        for kind, c in totals.items():
            precision, recall = c["right"] / max(1, c["said"]), c["found"] / max(1, c["true"])
            noted = f"  notation {c['noted_right']}/{c['noted']}" if c["noted"] else ""
            print(
                f"  {kind:12} precision {precision:.2f} ({c['right']}/{c['said']})"
                f"  recall {recall:.2f} ({c['found']}/{c['true']}){noted}"
            )
        if given.wrong:
            print("\n".join(wrong))
    if len(parts) > 1:
        precision, recall = unseen["right"] / unseen["said"], unseen["found"] / unseen["true"]
        print(f"all but the known: precision {precision:.3f}, recall {recall:.3f}")


if __name__ == "__main__":
    main()
