"""Write docs/formats.md from the readers' own registry: ``python docs/make_formats.py``.

A test compares the file with what this script makes.
"""

from __future__ import annotations

from pathlib import Path

from interview_insights.read import limits
from interview_insights.read.cleaning import CLEANINGS
from interview_insights.read.registry import KINDS, Kind

TARGET = Path(__file__).with_name("formats.md")

_HEAD = f"""\
# Files that are read

Written by `docs/make_formats.py` from `interview_insights/read/registry.py`; change the code,
not this file. A file's kind is told from its content; its name's ending only settles what the
content leaves open. The examples lie in `tests/data/formats/`, each beside what must be read
from it.

A file may have {limits.MAX_FILE_BYTES // limits.MEGABYTE} MB, and unpack to
{limits.MAX_UNPACKED_BYTES // limits.MEGABYTE} MB; a table may have
{limits.MAX_TABLE_ROWS:,} rows. Larger ones, damaged archives, scans without text, audio and video
are refused with a sentence that says what to do.
"""

_CLEANING = """\
## What is cleaned away

Counted in `check` and in `Transcript.cleaned`. A line such as `keep = ["events", "quotes"]` in
study.toml leaves those as they are. White space is always evened out.

| name | what it is |
|---|---|
"""


def make() -> str:
    """Return docs/formats.md."""
    rows = ["| kind | what is taken | quotes lead back to | tested with |", "|---|---|---|---|"]
    rows += [_row(kind) for kind in KINDS]
    cleaned = "\n".join(f"| `{name}` | {what} |" for name, what in CLEANINGS.items())
    return f"{_HEAD}\n" + "\n".join(rows) + f"\n\n{_CLEANING}{cleaned}\n"


def _row(kind: Kind) -> str:
    flavours = "; ".join(kind.flavours.values())
    return f"| {kind.label} (`{kind.name}`) | {kind.takes} | {kind.place} | {flavours} |"


if __name__ == "__main__":
    TARGET.write_text(make(), encoding="utf-8")
