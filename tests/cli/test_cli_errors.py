"""A mistake in the input is a line or two on standard error: file, reason, hint; exit code 2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from handmade import make_run

SAID = "It costs too much “ κ"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(text=SAID).save(tmp_path_factory.mktemp("saved") / "run")


@pytest.fixture
def place(tmp_path: Path, saved: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one of everything that can be wrong; commands run in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    for folder in ("picture", "toml", "people", "good"):
        (tmp_path / folder / "bad").mkdir(parents=True)
    (tmp_path / "picture" / "bad" / "photo.png").write_bytes(PNG)
    for folder in ("toml", "people", "good"):
        text = "Ann: Why did you buy it?\n\nBo: My sister told me about it.\n"
        (tmp_path / folder / "bad" / "bo.txt").write_text(text)
    (tmp_path / "toml" / "study.toml").write_text("seed = \n")
    (tmp_path / "people" / "participants.csv").write_text("who,where\nBo,here\n")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("dear diary")
    shutil.copytree(saved, tmp_path / "run")
    for broken in ("run.json", "themes.csv", "segments.parquet", "personas.json", "facts.csv"):
        copy = shutil.copytree(saved, tmp_path / f"no {broken}")
        (copy / broken).write_text("{broken")
    old = shutil.copytree(saved, tmp_path / "old")
    (old / "run.json").write_text('{"format": 0}')
    lines = (tmp_path / "run" / "themes.csv").read_text().splitlines()
    other = shutil.copytree(saved, tmp_path / "edited")
    (other / "themes.csv").write_text(
        "\n".join(["mood," + lines[0], *("x," + x for x in lines[1:])])
    )
    (tmp_path / "book.yaml").write_text("codes:\n  - name: a\n    lens: b\n  - [\n")
    (tmp_path / "list.yaml").write_text("- a\n- b\n")
    (tmp_path / "new.yaml").write_text(
        "codes:\n- {name: joy, lens: driver, definition: Is glad.}\n"
    )
    (tmp_path / "bytes.yaml").write_bytes(b"codes: \xff")
    (tmp_path / "coded.csv").write_text("transcript,text\na,b\n")
    (tmp_path / "other.csv").write_text("transcript,text,field\nelsewhere,Nobody said this,goals\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "bytes.csv").write_bytes(b"transcript,text,field\na,\xff,goals\n")
    return tmp_path


MISTAKES = [
    ("check nowhere", "nowhere"),
    ("check empty", "empty"),
    ("check picture", "photo.png"),
    ("check toml", "study.toml"),
    ("check people", "participants.csv"),
    ("check picture/bad/photo.png", "photo.png"),
    ("check nowhere --json", "nowhere"),
    ("analyze nowhere --out new", "nowhere"),
    ("analyze empty --out new --json", "empty"),
    ("analyze picture --out new", "photo.png"),
    ("analyze toml --out new", "study.toml"),
    ("analyze people --codebook nowhere.yaml --out new", "nowhere.yaml"),
    ("analyze people --codebook book.yaml --out new", "book.yaml"),
    ("analyze people --embedder ./nowhere --out new", "./nowhere"),
    ("analyze good --language qq --out new", "qq"),
    ("show nowhere", "nowhere"),
    ("show mine", "mine"),
    ("show mine/diary.txt", "diary.txt"),
    ("show old", "old"),
    ("show|no run.json", "no run.json"),
    ("show|no themes.csv|themes", "no themes.csv"),
    ("show|no themes.csv|contrast", "no themes.csv"),
    ("show|no facts.csv|facts|--json", "no facts.csv"),
    ("show|no segments.parquet|codings", "no segments.parquet"),
    ("show|no personas.json|personas|--json", "no personas.json"),
    ("show edited themes", "edited"),
    ("agree nowhere coded.csv", "nowhere"),
    ("agree run nowhere.csv", "nowhere.csv"),
    ("agree run coded.csv", "coded.csv"),
    ("agree run other.csv", "other.csv"),
    ("agree run empty.csv", "empty.csv"),
    ("agree run bytes.csv", "bytes.csv"),
    ("agree run mine --json", "mine"),
    ("code nowhere.jsonl", "nowhere.jsonl"),
    ("code mine", "mine"),
    ("code mine/diary.txt", "diary.txt:1"),
    ("codebook show nowhere.yaml", "nowhere.yaml"),
    ("codebook show book.yaml --json", "book.yaml:5"),
    ("codebook check book.yaml", "book.yaml:5"),
    ("codebook check list.yaml", "list.yaml"),
    ("codebook check new.yaml", "new.yaml"),
    ("codebook check bytes.yaml", "bytes.yaml"),
    ("codebook check mine", "mine"),
]


@pytest.mark.parametrize(("command", "named"), MISTAKES, ids=[c for c, _ in MISTAKES])
def test_a_mistake_is_named_with_its_file(place: Path, cli: Any, command: str, named: str) -> None:
    result = cli(*command.split("|" if "|" in command else " "))
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("Error: ")
    assert named in result.err
    assert "Traceback" not in result.err
    assert not (place / "new").exists()
    assert 1 <= len(result.err.splitlines()) <= 3


HINTED = [
    command
    for command, _ in MISTAKES
    if command
    not in (
        # What to do is plain from the reason alone.
        "check picture", "check people", "check toml", "analyze picture --out new",
        "agree run nowhere.csv", "agree run bytes.csv", "agree run mine --json",
        "code nowhere.jsonl", "code mine", "codebook check bytes.yaml",
    )
]  # fmt: skip


@pytest.mark.parametrize("command", HINTED)
def test_a_mistake_comes_with_a_hint(place: Path, cli: Any, command: str) -> None:
    result = cli(*command.split("|" if "|" in command else " "))
    lines = result.err.splitlines()
    assert len(lines) >= 2
    assert lines[-1].startswith("  ")
    assert len(lines[-1].strip()) > 10


def test_a_folder_with_other_things_is_not_written_to(place: Path, cli: Any) -> None:
    result = cli("analyze", "good", "--out", "mine")
    assert result.code == 2
    assert result.err.startswith("Error: ")
    assert "mine: " in result.err
    assert "--out" in result.err
    assert [p.name for p in (place / "mine").iterdir()] == ["diary.txt"]


def test_the_installed_command_ends_the_same_way(place: Path) -> None:
    """Through the real entry: no traceback on standard error, the code reaches the shell."""
    done = subprocess.run(
        [sys.executable, "-m", "interview_insights", "show", "nowhere"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("Error: nowhere: ")
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error(saved: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "interview_insights", "codebook", "init"],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437"])
def test_an_old_terminal_gets_what_it_can_show(saved: Path, encoding: str) -> None:
    def out(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "interview_insights", *words],
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == b""
        return done.stdout.decode(encoding)

    assert SAID.encode(encoding, "replace").decode(encoding) in out("show", str(saved))
    # A program must get every character, whatever the terminal can show.
    assert json.loads(out("show", str(saved), "--json"))["warnings"] == [SAID]
