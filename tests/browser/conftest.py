"""Tests in a real browser are collected where there is one; .ci/run installs it."""

from __future__ import annotations

import shutil
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

collect_ignore = [] if CHROMIUM else [p.name for p in Path(__file__).parent.glob("test_*.py")]


def pytest_report_header() -> str:
    return f"browser: {CHROMIUM or 'none found, tests/browser is left out'}"
