"""Feed broken files to every reader: ``python benchmarks/fuzz_readers.py --cases 100000``.

Every case is an example of tests/data/formats, damaged by a seeded random hand: bytes
changed, cut, doubled, moved, spliced with another example, re-encoded, wrapped in
deep nesting; members of zip archives are damaged inside as well. A case passes when it is read
with offsets that give back the text, or refused by an InsightsError with a hint, in bearable
time. Exit 1 on any other outcome; the failing bytes are kept in --keep.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from interview_insights.errors import InsightsError
from interview_insights.read import read_study

FORMATS = Path(__file__).parents[1] / "tests" / "data" / "formats"
SLOW = 10.0
INTERESTING = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\xed\xa0\x80", b"\t", b"\x15"),
    *(b'"', b"<", b"&", b"]]>", b"{", b"-->", b"|", b";", b":", b"\\u0000"),
    *(b"=cmd()", b"NaN", b"1e999", b"-1", b"9" * 40, b"../../etc/passwd"),
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
]


def examples() -> list[tuple[str, bytes]]:
    """Return suffix and content of every example file."""
    return [
        (path.suffix, path.read_bytes())
        for path in sorted(FORMATS.glob("*/**/*"))
        if path.is_file() and path.suffix != ".py" and not path.name.endswith(".expected.json")
    ]


def damaged(data: bytes, others: list[tuple[str, bytes]], hand: random.Random) -> bytes:
    """Return content with one to six damages."""
    out = bytearray(data)
    for _ in range(hand.randint(1, 6)):
        at = hand.randrange(len(out) + 1)
        span = min(len(out) - at, int(hand.expovariate(0.02)) + 1)
        what = hand.randrange(9)
        if what == 0 and out:
            out[hand.randrange(len(out))] = hand.randrange(256)
        elif what == 1:
            del out[at : at + span]
        elif what == 2:
            out[at:at] = out[at : at + span] * hand.randint(1, 20)
        elif what == 3:
            out[at:at] = hand.choice(INTERESTING) * hand.randint(1, 3)
        elif what == 4:
            other = hand.choice(others)[1]
            begin = hand.randrange(len(other) + 1)
            out[at : at + span] = other[begin : begin + span]
        elif what == 5:
            del out[at:]
        elif what == 6:
            piece = bytes(out[at : at + span])
            del out[at : at + span]
            to = hand.randrange(len(out) + 1)
            out[to:to] = piece
        elif what == 7:
            nested = hand.choice([b"[", b'{"a":', b"<a>", b"(", b"{"])
            out[at:at] = nested * hand.randint(10, 5000)
        elif what == 8:
            text = bytes(out).decode("utf-8", "replace")
            encoding = hand.choice(["utf-16", "cp1252", "utf-32", "latin-1"])
            out = bytearray(text.encode(encoding, "replace"))
    return bytes(out[:200_000])


def damaged_inside(data: bytes, others: list[tuple[str, bytes]], hand: random.Random) -> bytes:
    """Return a zip archive with one of its members damaged, its directory sound."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as made:
        members = archive.infolist()
        victim = hand.choice(members).filename
        for member in members:
            content = archive.read(member)
            if member.filename == victim:
                content = damaged(content, others, hand)
            made.writestr(member.filename, content)
    return target.getvalue()


def outcome(path: Path) -> str:
    """Read a file; return ``read``, ``refused``, or what went wrong."""
    begun = time.process_time()
    try:
        study = read_study(path)
    except InsightsError as error:
        result = "refused" if error.message and error.hint else "refused without a hint"
    except Exception:
        return traceback.format_exc()
    else:
        result = "read"
        for transcript in study.transcripts:
            for turn in transcript.turns:
                if transcript.text[turn.start_char : turn.end_char] != turn.text:
                    return f"offsets of turn {turn.index} do not give its text"
    took = time.process_time() - begun
    return result if took < SLOW else f"took {took:.1f} s"


def main() -> int:
    """Run the cases and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-failures")
    given = parser.parse_args()
    sources = examples()
    counts: Counter[str] = Counter()
    by_suffix: Counter[str] = Counter()
    failures: list[tuple[int, str]] = []
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for case in range(given.cases):
            hand = random.Random(f"{given.seed}:{case}")
            suffix, data = sources[case % len(sources)]
            zipped = data.startswith(b"PK") and hand.random() < 0.7
            broken = (damaged_inside if zipped else damaged)(data, sources, hand)
            if hand.random() < 0.1:
                suffix = hand.choice(sources)[0]
            path = Path(folder) / f"case{suffix}"
            path.write_bytes(broken)
            result = outcome(path)
            path.unlink()
            by_suffix[suffix] += 1
            counts[result if result in ("read", "refused") else "failed"] += 1
            if result not in ("read", "refused"):
                failures.append((case, result))
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"case{case}{suffix}").write_bytes(broken)
            if sys.stderr.isatty() and case % 500 == 0:
                sys.stderr.write(f"\r{case} cases, {len(failures)} failed")
    spent = time.perf_counter() - begun
    print(f"{given.cases} cases from {len(sources)} examples, seed {given.seed}, {spent:.0f} s")
    print(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    print("by suffix: " + ", ".join(f"{s} {n}" for s, n in sorted(by_suffix.items())))
    for case, result in failures[:20]:
        print(f"case {case}: {result.strip().splitlines()[-1]}")
    if failures:
        print(f"their files: {given.keep}")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
