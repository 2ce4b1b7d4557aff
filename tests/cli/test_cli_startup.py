"""The startup budget, by what is imported and not by seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from interview_insights.cli.exploring import Part
from interview_insights.resources import sample_dir

MODELS = {"torch", "transformers", "sentence_transformers", "spacy", "bertopic", "tokenizers"}
SCIENCE = {"sklearn", "scipy", "statsmodels", "numba", "umap", "hdbscan"}
FRAMES = {"pandas", "numpy", "pyarrow"}
PAPER = {"docx", "openpyxl", "lxml", "jinja2"}

RUN = """
import io, json, sys
from contextlib import redirect_stdout
from interview_insights.cli import main
for words in json.loads(sys.argv[1]):
    with redirect_stdout(io.StringIO()) as out:
        try:
            main(words)
        except SystemExit as ended:
            assert not ended.code, (words, ended.code)
    assert out.getvalue(), words
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded(*commands: list[str]) -> set[str]:
    """Names of the packages that a new process has loaded after these commands."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(commands)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def imported(statement: str) -> set[str]:
    """Names of the packages that a statement loads, as -X importtime tells them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", statement],
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.split("|")[-1].strip().partition(".")[0] for line in done.stderr.splitlines()}


def test_the_measure_can_fail() -> None:
    assert "numpy" in imported("import numpy")
    assert "json" in loaded(["--help"])


def test_importing_the_package_is_free() -> None:
    found = imported("import interview_insights")
    assert "interview_insights" in found
    third = MODELS | SCIENCE | FRAMES | PAPER | {"typer", "rich", "yaml"}
    assert found.isdisjoint(third)


def test_help_and_the_codebook_need_no_tables_and_no_models() -> None:
    found = loaded(
        ["--help"],
        ["analyze", "--help"],
        ["show", "--help"],
        ["models", "--help"],
        ["codebook", "show"],
        ["codebook", "show", "--json"],
        ["codebook", "init"],
    )
    assert found.isdisjoint(MODELS | SCIENCE | FRAMES | PAPER)


def test_what_needs_no_table_of_a_run_loads_none(sample_folder: Path) -> None:
    run = str(sample_folder)
    found = loaded(["show", run, "--json"], ["show", run, "personas", "--json"])
    assert found.isdisjoint(MODELS | SCIENCE | FRAMES | PAPER)


def test_showing_a_run_needs_no_models(sample_folder: Path) -> None:
    commands = [["show", str(sample_folder), part.value] for part in Part]
    found = loaded(*commands)
    assert "pandas" in found
    assert found.isdisjoint(MODELS | SCIENCE | {"docx", "openpyxl"})


@pytest.mark.parametrize("study", ["sample", str(sample_dir() / "bad" / "bad_02_lewis.txt")])
def test_checking_a_study_needs_no_models(study: str) -> None:
    found = loaded(["check", study])
    assert found.isdisjoint(MODELS | SCIENCE | {"pandas"})
