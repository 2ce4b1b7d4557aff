"""The report model of a small study, whole: what a change does to it is seen in its diff."""

from __future__ import annotations

from make_golden import GOLDEN, golden


def test_the_report_of_a_small_study_is_as_it_was() -> None:
    # After a change that is meant: python tests/make_golden.py
    assert golden() == GOLDEN.read_text(encoding="utf-8")
