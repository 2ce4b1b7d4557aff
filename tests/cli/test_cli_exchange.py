"""``export`` and ``apply``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def codes(cli: Any, sample_folder: Path, tmp_path: Path) -> Path:
    target = tmp_path / "codes.csv"
    done = cli("export", sample_folder, "--to", "csv", "--out", target)
    assert done.code == 0
    assert str(target) in done.out
    return target


def test_a_dry_run_changes_nothing(cli: Any, sample_folder: Path, codes: Path) -> None:
    before = (sample_folder / "run.json").read_bytes()
    done = cli("apply", sample_folder, codes, "--dry-run")
    assert done.code == 0
    assert "No sentence is coded otherwise" in done.out
    assert (sample_folder / "run.json").read_bytes() == before


def test_changes_are_listed_as_json(cli: Any, sample_folder: Path, codes: Path) -> None:
    text = codes.read_text(encoding="utf-8").replace(",mindset,values,", ",mindset,opinions,")
    codes.write_text(text, encoding="utf-8")
    done = cli("import", sample_folder, codes, "--dry-run", "--json")
    assert done.code == 0
    assert done.json["changes"]
    assert {row["after"].split(" ")[0] for row in done.json["changes"]} == {"opinions"}


def test_a_missing_file_is_a_users_mistake(cli: Any, sample_folder: Path, tmp_path: Path) -> None:
    done = cli("apply", sample_folder, tmp_path / "none.csv")
    assert done.code == 2
    assert "none.csv" in done.err
