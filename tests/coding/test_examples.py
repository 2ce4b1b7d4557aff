"""The examples in the docstrings say what happens."""

from __future__ import annotations

import doctest

from interview_insights.coding import coder, opening
from interview_insights.report import build


def test_docstring_examples() -> None:
    results = [doctest.testmod(module) for module in (coder, opening, build)]
    assert sum(result.attempted for result in results) >= 4
    assert sum(result.failed for result in results) == 0
