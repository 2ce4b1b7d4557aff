"""What reading costs: beside embedding, and in memory as a study grows.

Usage: python benchmarks/reading.py [STUDY] [--files 10000]

Prints the time that reading a study takes as a share of the time that embedding its
sentences takes (both warm, models and detectors loaded), and the peak memory of `check`
on a tenth of the files and on all of them, beside the memory of `check` on a single one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECK = """
import resource, sys
from interview_insights.cli import main
try:
    main(["check", sys.argv[1]])
except SystemExit:
    pass
sys.stderr.write(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")
"""


def best(work, runs: int = 3) -> float:
    """Return the least seconds of some runs."""
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def share_of_embedding(study: Path) -> None:
    """Print how long reading takes beside embedding."""
    from interview_insights.embed import open_embedder
    from interview_insights.language import segment
    from interview_insights.read import read_study

    read = best(lambda: read_study(study))
    segments = segment(read_study(study).transcripts)
    texts = sorted(set(segments["text"]))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INTERVIEW_INSIGHTS_CACHE"] = folder
        embedder = open_embedder()
        embedder.encode(texts[:1])
        begun = time.perf_counter()
        embedder.encode(texts)
        embed = time.perf_counter() - begun
    print(
        f"{study.name}: reading {read:.3f} s, embedding {len(texts)} sentences {embed:.2f} s:"
        f" {100 * read / embed:.1f} %"
    )


def peak_of_check(files: int, folder: Path) -> int:
    """Return the peak memory in MB of ``check`` on a study of so many files."""
    for number in range(files):
        path = folder / ("good" if number % 2 else "bad") / f"p{number:05d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        said = "\n".join(
            f"Interviewer: What happened on day {n}?\nP{number}: It was the {n}th box of {number},"
            " and it came late, so I rang them up and asked for my money back."
            for n in range(20)
        )
        path.write_text(said, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(folder)], capture_output=True, text=True, check=True
    )
    return int(done.stderr.rpartition("peak ")[2])


def main() -> int:
    """Run both measurements."""
    from interview_insights.resources import sample_dir

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("study", nargs="?", type=Path, default=sample_dir())
    parser.add_argument("--files", type=int, default=10_000)
    given = parser.parse_args()
    # Memory first: a child counts what its parent holds when it is started.
    for files in (1, given.files // 10, given.files):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            peak = peak_of_check(files, Path(folder))
            print(f"check of {files} files: peak {peak} MB, {time.perf_counter() - begun:.1f} s")
    share_of_embedding(given.study)
    return 0


if __name__ == "__main__":
    sys.exit(main())
