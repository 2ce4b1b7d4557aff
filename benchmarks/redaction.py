"""Interviews with planted identities: what is taken out, and what is taken out in vain?

Usage: python benchmarks/redaction.py [FILE] [--missed] [--show N]

FILE (default: tests/data/redaction.jsonl) holds an interview a line: the business that it is
about, turns as [speaker, words], names with their kind, harmless words that look like
names, and lists of ways of writing that mean one person. Each interview is a study of its
own, redacted as `interview-insights redact` does. Counted are mentions: one counts as taken
out when none of its words (titles aside) is left in its turn.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from pathlib import Path

from interview_insights.language.pipelines import names_pipeline
from interview_insights.language.redaction import redact_study
from interview_insights.read import read_study

DEFAULT = Path(__file__).parents[1] / "tests" / "data" / "redaction.jsonl"
PATTERNS = ("EMAIL", "PHONE", "URL", "ADDRESS", "CARD", "IBAN", "ACCOUNT")
TITLE = re.compile(
    r"^(?:(?:dr|mr|mrs|ms|miss|prof|professor|sir|sister|auntie|aunt|uncle|father|nurse|captain|reverend|doctor|madam"
    r"|rev|sergeant|councillor|dona|don|señora?|frau|herr|madame)\.?\s+)+",
    re.IGNORECASE,
)


def redacted(line: dict) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the turns of an interview after redaction, and the key."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "study"
        folder.mkdir()
        text = "".join(f"{who}: {words}\n\n" for who, words in line["turns"])
        (folder / "interview.txt").write_text(text, encoding="utf-8")
        study = read_study(folder)
        done = redact_study(study, names_pipeline("en"), business=line["studied"])
    turns = [turn.text for t in done.study.transcripts for turn in t.turns]
    return turns, list(done.key)


def _holds(text: str, words: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def counted(line: dict, turns: list[str], missed: list[str]) -> Counter[str]:
    """Count mentions and those left, by kind; harmless words and those gone."""
    counts: Counter[str] = Counter()
    if len(turns) != len(line["turns"]):
        raise SystemExit(f"{line['id']}: {len(line['turns'])} turns became {len(turns)}")
    # The longest first: "Amina Bello" is no mention of "Amina".
    names = sorted(line["names"], key=lambda n: -len(n[0]))
    for (_, before), redacted_turn in zip(line["turns"], turns, strict=True):
        after = re.sub(r"\[[^\]]*\]", " ", redacted_turn)  # "[Person 12]" is no house number
        rest = before
        for name, kind in names:
            times = _holds(rest, name)
            if not times:
                continue
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
            counts[kind] += times
            bare = TITLE.sub("", name) if kind == "PERSON" else name
            words = [w for w in re.findall(r"\w+", bare) if len(w) > 1 or len(bare) < 3] or [bare]
            left = max(min(times, _holds(after, w)) for w in words)
            # What is left elsewhere in the turn as an everyday word is no mention.
            left = max(0, left - max(_holds(rest, w) for w in words))
            counts[f"{kind} left"] += left
            if left:
                missed.append(f"{line['id']:12} {kind:8} {name!r} in: {after}")
        for word in line["harmless"]:
            times = _holds(rest, word)
            gone = max(0, times - _holds(after, word))
            counts["harmless"] += times
            counts["harmless gone"] += gone
            if gone:
                missed.append(f"{line['id']:12} in vain  {word!r} in: {after}")
        own = Counter(re.findall(r"\w+", rest))
        own.subtract(re.findall(r"\w+", re.sub(r"\[[^\]]*\]", " ", after)))
        counts["other words"] += len(re.findall(r"\w+", rest))
        counts["other words gone"] += sum(n for n in own.values() if n > 0)
    return counts


def same_people(line: dict, key: list[tuple[str, str]]) -> tuple[int, int]:
    """Return how many of the people have one placeholder throughout, and how many there are."""
    by_words = {words: placeholder for placeholder, words in key}
    right = 0
    groups = [[w for w in ways if w in by_words] for ways in line.get("people", ())]
    groups = [ways for ways in groups if len(ways) > 1]
    for ways in groups:
        right += len({by_words[w] for w in ways}) == 1
    return right, len(groups)


def taken_for_one(line: dict, key: list[tuple[str, str]]) -> list[str]:
    """Return the pairs of people who share a placeholder, though they are two."""
    by_words = {words: placeholder for placeholder, words in key}
    groups = [{by_words[w] for w in ways if w in by_words} for ways in line.get("people", ())]
    ways = [" / ".join(ways) for ways in line.get("people", ())]
    return [
        f"{line['id']:12} one for {ways[a]} and {ways[b]}"
        for a in range(len(groups))
        for b in range(a)
        if groups[a] & groups[b]
    ]


def main() -> None:
    """Print the shares by kind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--part", default="", help="only interviews of this part")
    parser.add_argument("--missed", action="store_true", help="print what was missed, or in vain")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N redacted turns")
    given = parser.parse_args()
    lines = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if not given.part or line.get("part") == given.part]
    counts: Counter[str] = Counter()
    missed: list[str] = []
    shown: list[str] = []
    one = of = 0
    merged: list[str] = []
    for line in lines:
        turns, key = redacted(line)
        counts += counted(line, turns, missed)
        right, groups = same_people(line, key)
        one, of = one + right, of + groups
        merged += taken_for_one(line, key)
        shown += [turn for turn in turns if turn.count("[") > 1][:1]
    print(f"{len(lines)} interviews")
    for kind in ("PERSON", "PLACE", "ORG", *PATTERNS):
        true, left = counts[kind], counts[f"{kind} left"]
        if true:
            print(f"  {kind:8} taken out {true - left:4} of {true:4} ({(true - left) / true:.3f})")
    true = sum(counts[k] for k in PATTERNS)
    left = sum(counts[f"{k} left"] for k in PATTERNS)
    print(f"  patterns taken out {true - left:4} of {true:4} ({(true - left) / max(1, true):.3f})")
    for kind in ("harmless", "other words"):
        true, gone = counts[kind], counts[f"{kind} gone"]
        print(f"  {kind:12} taken out in vain {gone} of {true} ({100 * gone / max(1, true):.1f} %)")
    print(f"  one placeholder for each way of writing a person's name: {one} of {of}")
    print(f"  pairs of people who share a placeholder in vain: {len(merged)}")
    if given.missed:
        print("\n".join([*missed, *merged]))
    print("\n".join(shown[: given.show]))


if __name__ == "__main__":
    main()
