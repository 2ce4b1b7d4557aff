"""What users rely on: the names of the package, its version, and what the wheel carries."""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

import interview_insights as ii

ROOT = Path(__file__).resolve().parent.parent
NAMES = {
    "Codebook", "Coder", "InsightsError", "Run", "Study", "Transcript", "__version__", "analyze",
    "code_texts", "load_run", "read_study", "read_transcript",
}  # fmt: skip


def test_these_names_are_exported_and_no_others() -> None:
    assert set(ii.__all__) == NAMES
    assert list(ii.__all__) == sorted(ii.__all__)
    assert set(dir(ii)) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES - {"__version__"}))
def test_every_name_can_be_had_and_explains_itself(name: str) -> None:
    thing = getattr(ii, name)
    assert thing.__name__ == name
    assert thing.__module__.startswith("interview_insights.")
    assert len(inspect.getdoc(thing) or "") > 20
    assert getattr(ii, name) is thing


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = ii.no_such_name  # type: ignore[attr-defined]
    with pytest.raises(ImportError):
        exec("from interview_insights import no_such_name")
    assert not hasattr(ii, "pandas")


def test_every_error_is_an_insights_error() -> None:
    errors = importlib.import_module("interview_insights.errors")
    found = [
        thing
        for thing in vars(errors).values()
        if inspect.isclass(thing) and issubclass(thing, BaseException)
    ]
    assert len(found) >= 7
    assert all(issubclass(error, ii.InsightsError) for error in found)
    for error in found:
        assert error.__name__ in (errors.__doc__ or "")


def test_an_error_tells_place_reason_and_hint() -> None:
    error = ii.InsightsError("It broke.", path=Path("a") / "b", line=3, hint="Mend it.")
    assert str(error) == f"{Path('a') / 'b'}:3: It broke. Mend it."
    assert (error.message, error.line, error.hint) == ("It broke.", 3, "Mend it.")
    assert str(ii.InsightsError("It broke.")) == "It broke."
    assert str(ii.InsightsError("It broke.", line=3)) == "line 3: It broke."


LAZY = """
import json, sys
import interview_insights as ii
steps = []
def loaded():
    steps.append(sorted(n for n in sys.modules if n.startswith("interview_insights.")))
loaded()
dir(ii), ii.__version__, ii.__all__
loaded()
ii.InsightsError, ii.Study
loaded()
ii.analyze, ii.load_run, ii.read_study, ii.Run, ii.code_texts
heavy = ["torch", "pandas", "numpy", "spacy", "yaml", "jinja2", "typer"]
heavy = [name for name in heavy if name in sys.modules]
print(json.dumps([steps, heavy]))
"""


def test_names_are_loaded_on_first_use() -> None:
    done = subprocess.run([sys.executable, "-c", LAZY], capture_output=True, text=True, check=True)
    (first, second, third), heavy = json.loads(done.stdout)
    assert first == second == ["interview_insights.version"]
    assert third == [f"interview_insights.{name}" for name in ("errors", "records", "version")]
    assert set(heavy) <= {"yaml"}


def test_star_import_gives_the_names() -> None:
    space: dict[str, object] = {}
    exec("from interview_insights import *", space)
    assert set(space) - {"__builtins__"} == NAMES


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert ii.__version__ == project["version"]
    assert ii.__version__ == importlib.metadata.version("interview-insights")


def test_the_command_is_installed() -> None:
    (script,) = importlib.metadata.entry_points(group="console_scripts", name="interview-insights")
    from interview_insights.cli import main

    assert script.load() is main


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    if find_spec("build"):
        command = ["build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    else:
        command = ["hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        found = archive.namelist()
    assert len(found) == len(set(found))
    return set(found)


def tracked(folder: str) -> set[str]:
    """Files that git has, or would take, under a folder."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_carries_the_models_and_the_sample(names: set[str]) -> None:
    for folder in ("models", "transcripts/sample"):
        wanted = {f"interview_insights/_data/{name}" for name in tracked(folder)}
        assert wanted
        assert wanted <= names
    assert "interview_insights/_data/models/coder/head.safetensors" in names
    assert "interview_insights/_data/transcripts/sample/study.toml" in names


def test_the_wheel_carries_the_whole_package(names: set[str]) -> None:
    assert tracked("interview_insights") <= names
    for name in ("coding/codebook.yaml", "report/templates/report.html.jinja"):
        assert f"interview_insights/{name}" in names


def test_the_wheel_carries_nothing_else(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    info = f"interview_insights-{ii.__version__}.dist-info"
    assert tops == {"interview_insights", info}
    assert not [n for n in names if "__pycache__" in n or n.endswith((".pyc", ".orig", ".tmp"))]
    data = {n for n in names if n.startswith("interview_insights/_data/")}
    here = {f"interview_insights/_data/{n}" for n in tracked("models") | tracked("transcripts")}
    assert data <= here
    assert f"{info}/licenses/LICENSE" in names


def test_what_is_in_the_wheel_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = """
import json
import interview_insights as ii
from interview_insights.coding.codebook import default_codebook
from interview_insights.resources import models_dir, sample_dir
study = ii.read_study(sample_dir())
print(json.dumps([ii.__file__, str(models_dir()), str(sample_dir()), len(study.transcripts),
                  len(default_codebook().codes)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    assert done.returncode == 0, done.stderr
    *paths, transcripts, codes = json.loads(done.stdout)
    assert all(path.startswith(str(tmp_path / "site" / "interview_insights")) for path in paths)
    assert (transcripts, codes) == (16, 13)
