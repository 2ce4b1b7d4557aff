"""How long does a report take once analysis is done, and how large is it?

Usage: python benchmarks/report.py RUN [--interviews 40]

The interviews of a run are repeated under other names until there are as many as asked for;
printed are seconds for the report as data and for each rendering, the size of each file, and
how long Chromium takes until the page can be used, where it is installed.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import interview_insights as ii
from interview_insights.report import (
    render_docx,
    render_html,
    render_markdown,
    render_slides,
    render_tables,
)
from interview_insights.run import Run


def repeated(run: Run, interviews: int) -> Run:
    """Return a run of so many interviews, each a copy of one of ``run``."""
    names = list(run.segments["transcript"].unique())
    tables: dict[str, list[pd.DataFrame]] = {"segments": [], "codings": [], "facts": []}
    for copy in range(-(-interviews // len(names))):
        kept = names[: interviews - copy * len(names)]
        mark = f"x{copy}" if copy else ""
        own = run.segments[run.segments["transcript"].isin(kept)]
        ids = {s: s.replace(":", f"{mark}:", 1) for s in own["segment_id"]}
        people = own["participant"] + mark
        rename = own["transcript"] + mark
        tables["segments"].append(
            own.assign(segment_id=own["segment_id"].map(ids), transcript=rename, participant=people)
        )
        for name in ("codings", "facts"):
            table = getattr(run, name)
            table = table[table["segment_id"].isin(ids)]
            table = table.assign(segment_id=table["segment_id"].map(ids))
            if name == "facts":
                table = table.assign(participant=table["participant"] + mark)
            tables[name].append(table)
    whole = {name: pd.concat(parts, ignore_index=True) for name, parts in tables.items()}
    others = ("themes", "subthemes", "contrasts", "saturation", "quality")
    whole |= {name: getattr(run, name) for name in others}
    sizes = whole["segments"].drop_duplicates("participant")["group"].value_counts().to_dict()
    counts = run.manifest["counts"] | {"transcripts": interviews, "participants": sizes}
    return Run(run.manifest | {"counts": counts}, whole, tuple(run.personas))


def timed(what: Callable[[], object]) -> tuple[float, object]:
    begun = time.perf_counter()
    made = what()
    return time.perf_counter() - begun, made


def interactive(page: bytes) -> float | None:
    """Return seconds until the page can be used, None where there is no Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        return None
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        path.write_bytes(page)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_page()
        opened.goto(path.as_uri())
        entry = "performance.getEntriesByType('navigation')[0].domInteractive"
        seconds = opened.evaluate(entry) / 1000
        browser.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--interviews", type=int, default=40)
    given = parser.parse_args()
    run = repeated(ii.load_run(given.run), given.interviews)
    # Imports are paid before: an analysis has paid them by then.
    report = run.report()
    render_docx(report)
    sentences = len(run.segments)
    print(f"{given.interviews} interviews, {sentences} sentences, {len(run.themes)} themes")
    spent, report = timed(run.report)
    total = spent
    print(f"  {'as data':10} {spent:6.2f} s")
    tables = run.tables
    for name, render in (
        ("html", lambda: render_html(report).encode("utf-8")),
        ("docx", lambda: render_docx(report)),
        ("md", lambda: render_markdown(report).encode("utf-8")),
        ("xlsx", lambda: render_tables(tables)),
        ("pptx", lambda: render_slides(report)),
    ):
        spent, made = timed(render)
        total += spent if name != "pptx" else 0.0
        print(f"  {name:10} {spent:6.2f} s  {len(made) / 1e6:6.2f} MB")
        if name == "html":
            ready = interactive(made)
            if ready is not None:
                print(f"  {'':10} {ready:6.2f} s until Chromium has a page to use")
    print(f"  {'all but pptx':10} {total:4.2f} s")


if __name__ == "__main__":
    main()
