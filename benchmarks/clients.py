"""An export read by another program's own code: pyrefiqda, made from the standard's schema.

Usage: python benchmarks/clients.py EXPORT.qdpx EXPORT.json

Needs `pip install pyrefiqda`, in an environment of its own, and nothing else of this project.
EXPORT.json is the export of the same run to json. Compared one by one: the words of every
coded sentence by position in the source's text, their fields, and the cases.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pyrefiqda import RefiProject


def code_names(codes: list, above: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """Return each code's names from the top by its id."""
    names: dict[str, tuple[str, ...]] = {}
    for code in codes or ():
        names[str(code.guid)] = (*above, code.name)
        names |= code_names(code.code, names[str(code.guid)])
    return names


def stretches(project: RefiProject) -> Iterator[tuple[str, str, list]]:
    """Yield name, text file and coded stretches of each text and of each recording's transcript."""
    sources = project.sources
    for source in sources.text_source:
        parts = [(p, p.start_position, p.end_position) for p in source.plain_text_selection]
        yield source.name, source.plain_text_path.removeprefix("internal://"), parts
    for source in (*sources.audio_source, *sources.video_source):
        for transcript in source.transcript:
            at = {str(p.guid): p.position for p in transcript.sync_point}
            parts = [
                (p, at[str(p.from_sync_point)], at[str(p.to_sync_point)])
                for p in transcript.transcript_selection
            ]
            yield source.name, transcript.plain_text_path.removeprefix("internal://"), parts


def main() -> None:
    """Print what agrees."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("codings", type=Path)
    given = parser.parse_args()
    rows = json.loads(given.codings.read_text(encoding="utf-8"))
    wanted = {row["segment_id"]: row for row in rows}
    with tempfile.TemporaryDirectory() as folder:
        project = RefiProject.load(given.project, extract_dir=folder)
        names = code_names(project.code_book.codes.code)
        words = fields = seen = 0
        for _, text_path, parts in stretches(project):
            text = (Path(folder) / "sources" / text_path).read_text(encoding="utf-8")
            for part, start, end in parts:
                row = wanted[part.name]
                seen += 1
                words += text[start:end] == row["text"]
                paths = [names[str(coding.code_ref.target_guid)] for coding in part.coding]
                said = {row["field"], row["second_field"]} - {""}
                # A code without a parent says that a person found nothing to code.
                told = {p[1].casefold().replace(" ", "_") if p[1:] else "none" for p in paths}
                labels = row["label"] in paths[0] if row["label"] else len(paths[0]) <= 2
                fields += len(told) == len(said) and labels
    coded = sum(row["field"] != "none" for row in rows)
    people = len({(row["group"], row["participant"]) for row in rows})
    print(f"coded sentences: {coded} in the run, {seen} in the project")
    print(f"words at their positions: {words} of {seen}")
    print(f"fields and themes: {fields} of {seen}")
    print(f"cases: {len(project.cases.case)}, participants: {people}")


if __name__ == "__main__":
    main()
