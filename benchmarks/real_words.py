"""The coder on what real people wrote, labelled by people.

Usage: python benchmarks/real_words.py FOLDER

FOLDER holds .jsonl or .jsonl.gz files with text, context (the question asked), lens and
fields (the acceptable ones) a row. Printed for each file, with and without the context:
macro-F1 of driver against barrier among rows that are one of the two, the share of
none-rows that were coded as something, and the share of rows with fields whose field is
an acceptable one.

interviews.jsonl(.gz), where it is there, has no labels: real_interviews_codes.jsonl beside this
program holds the fields that two hands, blind to each other and to the model, gave 431 of its
sentences. Printed are κ between the hands, and the model's with each.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from sklearn.metrics import cohen_kappa_score, f1_score

import interview_insights as ii
from interview_insights.coding import open_coder
from interview_insights.embed.context import Unit

HANDS = Path(__file__).with_name("real_interviews_codes.jsonl")


def rows_of(path: Path) -> list[dict]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in raw.decode("utf-8").splitlines() if line.strip()]
    return [row for row in rows if "lens" in row]


def figures(rows: list[dict], context: bool) -> tuple[float, float, float]:
    frame = ii.code_texts(
        [row["text"] for row in rows],
        context=[row.get("context") or "" for row in rows] if context else None,
    )
    frame = frame.assign(truth=[row["lens"] for row in rows])
    sided = frame[frame["truth"].isin(["driver", "barrier"])]
    macro = f1_score(sided["truth"], sided["lens"], labels=["driver", "barrier"], average="macro")
    none = frame[frame["truth"] == "none"]
    over = (none["field"] != "none").mean() if len(none) else float("nan")
    accepted = [
        field in row["fields"]
        for field, row in zip(frame["field"], rows, strict=True)
        if row["fields"]
    ]
    return macro, over, sum(accepted) / max(1, len(accepted))


def interviews(path: Path) -> None:
    """Print agreement on the sentences that two hands coded."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = {r["id"]: r for r in map(json.loads, raw.decode("utf-8").splitlines())}
    lines = HANDS.read_text(encoding="utf-8").splitlines()
    codes = [code for code in map(json.loads, lines) if code["id"] in rows]
    a, b = [code["a"] for code in codes], [code["b"] for code in codes]
    print(f"interviews {len(codes)} sentences: κ between hands {cohen_kappa_score(a, b):.2f}")
    said = [rows[code["id"]] for code in codes]
    for context in (True, False):
        units = [_unit(rows, row, context) for row in said]
        coder = open_coder()
        model = [coder.labels[int(i)] for i in coder.probabilities(units).argmax(axis=1)]
        print(
            f"  {'with' if context else 'no'} context: model with hand a"
            f" {cohen_kappa_score(a, model):.2f}, with hand b {cohen_kappa_score(b, model):.2f}"
        )


def hand_coded(folder: Path) -> tuple[list[dict], dict[str, str]]:
    """Return the sentences of interviews.jsonl that a person coded, and their fields by id."""
    path = next(iter(sorted(folder.glob("interviews.jsonl*"))))
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = {row["id"]: row for row in map(json.loads, raw.decode("utf-8").splitlines())}
    codes = [json.loads(line) for line in HANDS.read_text(encoding="utf-8").splitlines()]
    codes = [code for code in codes if code["id"] in rows]
    return [rows[code["id"]] for code in codes], {code["id"]: code["a"] for code in codes}


def _unit(rows: dict, row: dict, context: bool) -> Unit:
    if not context:
        return Unit(row["text"])
    stem, _, number = row["id"].rpartition(":")
    before, after = (rows.get(f"{stem}:{int(number) + step}", {}) for step in (-1, 1))
    return Unit(row["text"], row["question"], before.get("text", ""), after.get("text", ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take only every n-th row")
    options = parser.parse_args()
    for path in sorted(options.folder.glob("*.jsonl*")):
        rows = rows_of(path)[:: options.every]
        for context in (True, False) if rows else ():
            macro, over, accepted = figures(rows, context)
            print(
                f"{path.name.split('.')[0]:18} {len(rows):5} rows, {'with' if context else 'no':4}"
                f" context: driver/barrier F1 {macro:.2f}, none coded {over:.2f},"
                f" field accepted {accepted:.2f}",
                flush=True,
            )
    for path in sorted(options.folder.glob("interviews.jsonl*")):
        interviews(path)


if __name__ == "__main__":
    main()
