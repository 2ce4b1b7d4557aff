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


def test_review_asks_stops_goes_on_and_undoes(
    cli: Any, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "review.csv"
    answers = iter(["", "values", "nonsense", "u", "goals", "q"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    done = cli("review", sample_folder, "--n", "6", "--ask", "--out", target)
    assert done.code == 0
    assert "There is no such field" in done.out
    assert "2 sentences coded" in done.out
    first = target.read_text(encoding="utf-8").splitlines()
    assert first[2].split(",")[1] == "goals"
    answers = iter(["1", "1", "1", "1"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    cli("review", sample_folder, "--n", "6", "--ask", "--out", target)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[:3] == first
    assert len({line.split(",")[0] for line in lines}) == 7
    found = cli("apply", sample_folder, target, "--dry-run", "--json").json
    assert {c["after"].split(" ")[0] for c in found["changes"]} <= {"goals"}


def test_review_writes_a_workbook_of_unlike_doubtful_sentences(
    cli: Any, sample_folder: Path, tmp_path: Path
) -> None:
    import openpyxl

    target = tmp_path / "review.xlsx"
    assert cli("review", sample_folder, "--n", "12", "--out", target).code == 0
    sheet = openpyxl.load_workbook(target)["Codings"]
    header = [cell.value for cell in sheet[1]]
    confidence = [
        sheet.cell(row, header.index("confidence") + 1).value for row in range(2, sheet.max_row + 1)
    ]
    assert len(confidence) == 12
    assert max(confidence) < 0.75
