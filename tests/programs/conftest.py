"""Tests that open what we write in other programs; collected where those are installed.

.ci/run installs them.
"""

from __future__ import annotations

import shutil

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OFFICE = shutil.which("soffice")

collect_ignore = [
    *([] if CHROMIUM else ["test_report_page.py"]),
    *([] if OFFICE else ["test_word_document.py"]),
]


def pytest_report_header() -> list[str]:
    return [
        f"browser: {CHROMIUM or 'none found, its tests are left out'}",
        f"office: {OFFICE or 'none found, its tests are left out'}",
    ]
