"""Pictures of a report as a browser shows it: three widths, light and dark, and in print.

Usage: python docs/make_screenshots.py RUN FOLDER

Needs Chromium. FOLDER gets a PNG for each width and scheme, and report.pdf.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTHS = (390, 820, 1280)
HEIGHT = 1000


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    address = (given.run / "report.html").resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(
                    viewport={"width": width, "height": HEIGHT}, color_scheme=scheme
                )
                page.goto(address)
                page.screenshot(path=given.folder / f"{scheme}_{width}.png", full_page=True)
                page.close()
        page = browser.new_page()
        page.goto(address)
        page.pdf(path=given.folder / "report.pdf", format="A4", print_background=True)
        browser.close()
    print(f"{len(WIDTHS) * 2} pictures and report.pdf in {given.folder}")


if __name__ == "__main__":
    main()
