"""The start-up budget: commands that need no model start in under half a second.

Usage: python benchmarks/startup.py [--seconds 0.5]

Prints the best of five runs of each, beside an empty Python, and exits with 1 if one is
over the budget. The best counts, because a busy machine only ever adds time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "import interview_insights": ["-c", "import interview_insights"],
    "--help": ["-m", "interview_insights", "--help"],
    "show --help": ["-m", "interview_insights", "show", "--help"],
    "codebook show": ["-m", "interview_insights", "codebook", "show"],
}


def best(arguments: list[str], runs: int = 5) -> float:
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=0.5, help="budget of each command")
    budget = parser.parse_args().seconds
    over = 0
    for name, arguments in COMMANDS.items():
        seconds = best(arguments)
        over += seconds > budget
        print(f"{seconds:6.2f} s  {name}{'  OVER THE BUDGET' if seconds > budget else ''}")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
