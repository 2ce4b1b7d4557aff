"""Personas against what their members were made to say.

Usage: python benchmarks/personas.py [STUDY ...]

The studies of planted/ are written as transcripts and analysed from the files on. Of every
statement of every persona is asked whether each of its quotes is a sentence of a member, and
whether also most of them are of the statement's field by whoever wrote them. Of
every planted theme that at least half of a persona's members voice is asked whether one of
the persona's statements quotes a sentence of it, or rests on a theme that holds one.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from pathlib import Path

from planted import FOLDER

import interview_insights as ii


def transcripts(rows: list[dict], folder: Path) -> None:
    """Write a planted study as a folder of transcripts."""
    talks: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in rows:
        talks[(row["group"], row["interview"])].append(row)
    for (group, name), said in talks.items():
        lines, turn = [], None
        for row in said:
            if row["turn"] != turn:
                turn = row["turn"]
                lines += ["", f"Interviewer: {row['question']}", "", f"{name}:"]
            lines[-1] += f" {row['text']}"
        (folder / group).mkdir(exist_ok=True)
        (folder / group / f"{name}.txt").write_text("\n".join(lines).strip() + "\n", "utf-8")


def checked(path: Path) -> tuple[str, int, int, int, int, int, int]:
    """Return name, personas; statements, members' own, borne out; themes wanted, found."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    truth = {(row["interview"], row["text"]): row for row in rows}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / path.stem
        root.mkdir()
        transcripts(rows, root)
        run = ii.analyze(root)
    segments = run.segments.set_index("segment_id")

    def written(segment: str) -> dict:
        row = segments.loc[segment]
        return truth.get((row["transcript"], row["text"])) or truth.get(
            (row["participant"], row["text"]), {}
        )

    themed = run.codings[run.codings["theme"].notna()]
    of_theme = themed.groupby("theme")["segment_id"].agg(list).to_dict()
    statements = members_own = borne = wanted = found = 0
    for persona in run.personas:
        members = set(persona.participants)
        heard: set[str] = set()
        for field, items in persona.fields.items():
            for statement in items:
                quotes = list(statement.quotes)
                own = [q for q in quotes if segments.at[q, "participant"] in members]
                right = [q for q in own if written(q).get("field") == field]
                statements += 1
                members_own += len(own) == len(quotes)
                borne += len(own) == len(quotes) and 2 * len(right) > len(quotes)
                for sentence in of_theme.get(statement.theme, quotes):
                    heard.add(written(sentence).get("theme", ""))
        voices: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row["theme"] and row["interview"] in members:
                voices[row["theme"]].add(row["interview"])
        common = [theme for theme, who in voices.items() if 2 * len(who) >= len(members)]
        wanted += len(common)
        found += len(heard & set(common))
    return path.stem, len(run.personas), statements, members_own, borne, wanted, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("study", nargs="*", help="only these of planted/")
    options = parser.parse_args()
    totals = [0] * 6
    for path in sorted(FOLDER.glob("*.jsonl")):
        if options.study and path.stem not in options.study:
            continue
        name, *figures = checked(path)
        totals = [a + b for a, b in zip(totals, figures, strict=True)]
        _print(name, figures)
    _print("all", totals)


def _print(name: str, figures: list[int]) -> None:
    personas, statements, own, borne, wanted, found = figures
    print(
        f"{name:12} {personas:3} personas, {statements} statements: {own / statements:.0%} by"
        f" members' own sentences, {borne / statements:.0%} also of the right field;"
        f" {found} of {wanted} planted themes of members found ({found / wanted:.0%})",
        flush=True,
    )


if __name__ == "__main__":
    main()
