"""Writes data/report_model.json anew: python tests/make_golden.py. Look at the difference."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from handmade import make_run

GOLDEN = Path(__file__).parent / "data" / "report_model.json"


def golden() -> str:
    """Return the report of a small study, as JSON."""
    report = dataclasses.asdict(make_run().report())
    report["version"] = "any"
    report["methods"] = [heading for heading, _ in report["methods"]]
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    GOLDEN.write_text(golden(), encoding="utf-8")
