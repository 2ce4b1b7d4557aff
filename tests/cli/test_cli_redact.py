"""``redact`` and ``analyze --redact``: nothing of a name reaches what is written."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

import interview_insights as ii

TALK = (
    "Anna Berg [00:00:03]: Thanks Siobhan. What happened with the boiler?\n"
    "Siobhan Kelly [00:00:09]: I rang 07700 900123 and wrote to help@warm-guard.co.uk, twice.\n"
    "Anna Berg [00:00:20]: What did you do then?\n"
    "Siobhan Kelly [00:00:25]: I put a coat on, and I never went back to them.\n"
)
NAMES = ("siobhan", "kelly", "anna berg", "900123", "warm-guard")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    root = tmp_path / "study"
    (root / "bad").mkdir(parents=True)
    (root / "bad" / "siobhan_kelly.txt").write_text(TALK, encoding="utf-8")
    (root / "participants.csv").write_text("file,age\nsiobhan_kelly.txt,61\n", encoding="utf-8")
    (root / "study.toml").write_text('interviewers = ["Anna Berg"]\n', encoding="utf-8")
    return root


def everything(folder: Path) -> str:
    paths = [p for p in folder.rglob("*") if p.is_file()]
    told = " ".join(p.relative_to(folder).as_posix() for p in paths)
    return (told + " ".join(p.read_bytes().decode("utf-8", "replace") for p in paths)).casefold()


def test_a_study_is_written_without_names(cli: Any, study: Path, tmp_path: Path) -> None:
    out, key = tmp_path / "clean", tmp_path / "key.csv"
    result = cli("redact", study, "--out", out, "--key", key)
    assert result.code == 0
    told = everything(out)
    for name in NAMES:
        assert name not in told
    before, after = ii.read_study(study), ii.read_study(out)
    assert [t.start_s for t in after.transcripts[0].turns] == [
        t.start_s for t in before.transcripts[0].turns
    ]
    assert [t.role for t in after.transcripts[0].turns] == [
        t.role for t in before.transcripts[0].turns
    ]
    assert [t.group for t in after.transcripts] == ["bad"]
    assert list(after.attributes.values()) == [{"age": "61"}]
    assert "Siobhan Kelly" in key.read_text(encoding="utf-8")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_folder_with_files_is_never_written_to(cli: Any, study: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("mine")
    result = cli("redact", study, "--out", tmp_path / "mine")
    assert result.code == 2
    assert "not empty" in result.err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["diary.txt"]


def test_no_key_is_written_unless_asked_for(cli: Any, study: Path, tmp_path: Path) -> None:
    before = {p.name for p in tmp_path.iterdir()}
    assert cli("redact", study, "--out", tmp_path / "clean", "--json").json["transcripts"] == 1
    assert {p.name for p in tmp_path.iterdir()} == before | {"clean"}


def test_analyze_lets_no_name_into_the_run_folder(cli: Any, study: Path, tmp_path: Path) -> None:
    result = cli("analyze", study, "--redact", "--out", tmp_path / "run")
    assert result.code == 0
    run = ii.load_run(tmp_path / "run")
    told = everything(tmp_path / "run") + run.segments.to_csv().casefold()
    for name in NAMES:
        assert name not in told
    assert "[person 1]" in run.segments.to_csv().casefold()
