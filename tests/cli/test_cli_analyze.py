"""``analyze`` and ``check``: exit codes, what is printed where."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import interview_insights as ii
from interview_insights.resources import sample_dir

TURNS = (
    ("What made you buy?", "The big box is cheaper per bag, so I always buy that one."),
    ("Was anything hard?", "The postage was four pounds and nobody told me until the end."),
    ("And the tea?", "The tea tasted like dust, so I cancelled it."),
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    for group, name in (("good", "Ada"), ("bad", "Cy")):
        path = tmp_path / "tea" / group / f"{name}.txt"
        path.parent.mkdir(parents=True)
        path.write_text("".join(f"Interviewer: {q}\n\n{name}: {a}\n\n" for q, a in TURNS))
    return tmp_path / "tea"


@pytest.fixture
def with_picture(study: Path) -> Path:
    (study / "bad" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return study


def test_analyze_writes_a_run_and_says_where(cli: Any, study: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    result = cli("analyze", study, "--out", out)
    assert result.code == 0
    assert str(out / "report.html") in result.out
    assert "2 interviews" in result.out
    counts = ii.load_run(out).manifest["counts"]
    assert f"{counts['sentences']} respondent sentences" in result.out
    for warning in ii.load_run(out).warnings:
        assert warning in result.err


def test_analyze_writes_beside_you_by_default(
    cli: Any, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert cli("analyze", "../tea").code == 0
    assert ii.load_run(tmp_path / "here" / "tea-insights").manifest["name"] == "tea"
    monkeypatch.chdir(study)
    assert cli("analyze", ".").code == 0
    assert (study / "tea-insights" / "report.html").is_file()


def test_analyze_prints_the_manifest_as_json_and_nothing_else(
    cli: Any, with_picture: Path, tmp_path: Path
) -> None:
    result = cli("analyze", with_picture, "--out", tmp_path / "run", "--json", "--seed", "5")
    assert result.code == 0
    stored = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))
    # The time that writing took cannot stand in what was written.
    assert {**result.json, "timings": 0} == {**stored, "timings": 0}
    assert result.json["settings"]["seed"] == 5
    assert [item["path"] for item in result.json["skipped"]] == ["bad/photo.png"]


def test_analyze_tells_what_it_left_out(cli: Any, with_picture: Path, tmp_path: Path) -> None:
    result = cli("analyze", with_picture, "--out", tmp_path / "run")
    assert result.code == 0
    assert "bad/photo.png" in result.err
    assert "bad/photo.png" not in result.out


def test_analyze_knows_an_unchanged_study_again_unless_told(
    cli: Any, study: Path, tmp_path: Path
) -> None:
    out = tmp_path / "run"
    assert cli("analyze", study, "--out", out).code == 0
    (out / "report.md").write_text("edited")
    again = cli("analyze", study, "--out", out)
    assert again.code == 0
    assert (out / "report.md").read_text() == "edited"
    assert cli("analyze", study, "--out", out, "--fresh").code == 0
    assert (out / "report.md").read_text() != "edited"


def test_the_sample_is_at_hand(
    cli: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_folder: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(sample_folder, tmp_path / "run")
    result = cli("analyze", "sample", "--out", "run")
    assert result.code == 0
    assert "16 interviews" in result.out
    result = cli("check", "sample", "--json")
    assert result.code == 0
    assert len(result.json["files"]) == 16
    # A folder of that name, where you are, is meant rather than the sample.
    (tmp_path / "sample" / "a").mkdir(parents=True)
    assert cli("check", "sample").code == 2


def test_check_lists_every_file_with_its_speakers(cli: Any, study: Path) -> None:
    result = cli("check", study)
    assert result.code == 0
    for word in ("good/Ada.txt", "bad/Cy.txt", "interviewer", "respondent", "Ada", "Cy", "utf-8"):
        assert word in result.out.lower() or word in result.out
    assert not (study / "tea-insights").exists()


def test_check_ends_with_1_where_a_file_cannot_be_read(cli: Any, with_picture: Path) -> None:
    result = cli("check", with_picture)
    assert result.code == 1
    assert "good/Ada.txt" in result.out
    assert "bad/photo.png" in result.err
    assert "Traceback" not in result.err


def test_check_prints_json_and_nothing_else(cli: Any, with_picture: Path) -> None:
    result = cli("check", with_picture, "--json")
    assert result.code == 1
    assert [row["path"] for row in result.json["files"]] == ["bad/Cy.txt", "good/Ada.txt"]
    assert [row["path"] for row in result.json["skipped"]] == ["bad/photo.png"]
    read = ii.read_study(with_picture)
    for row, transcript in zip(result.json["files"], read.transcripts, strict=True):
        assert row["turns"] == len(transcript.turns) == 6
        assert row["words"] == transcript.words
        assert {s["name"]: s["role"] for s in row["speakers"]} == {
            s.name: s.role for s in transcript.speakers
        }


def test_check_takes_a_single_file(cli: Any, study: Path) -> None:
    result = cli("check", study / "bad" / "Cy.txt", "--json")
    assert result.code == 0
    assert [row["path"] for row in result.json["files"]] == ["Cy.txt"]


def test_check_of_the_sample_agrees_with_its_participants(cli: Any) -> None:
    result = cli("check", sample_dir(), "--json")
    assert {row["group"] for row in result.json["files"]} == {"good", "bad"}
    assert result.json["skipped"] == []
    for row in result.json["files"]:
        assert {"interviewer", "respondent"} <= {s["role"] for s in row["speakers"]}
        assert 0 < row["interviewer_talk"] < 0.5
