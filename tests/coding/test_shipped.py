"""The shipped models: measured, calibrated, intact, and told apart from altered ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interview_insights import models
from interview_insights.cli.app import main
from interview_insights.coding import opening, stored_figures
from interview_insights.coding.codebook import default_codebook
from interview_insights.coding.corpus import shipped_corpus
from interview_insights.coding.head import load_heads
from interview_insights.coding.reader import open_reader
from interview_insights.embed.weights import MINILM_SHA256
from interview_insights.errors import ModelError
from interview_insights.records import NONE
from interview_insights.resources import models_dir


def _run(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return left.value.code


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    return stored_figures()


def test_the_coder_agrees_with_people_on_unseen_domains(figures: dict[str, Any]) -> None:
    shipped = figures["models"][-1]
    assert shipped["kappa"] >= 0.55
    assert shipped["kappa"] == max(model["kappa"] for model in figures["models"])
    assert shipped["lens_kappa"] >= shipped["kappa"]
    assert figures["calibration_error"] <= 0.1


def test_the_figures_are_those_of_the_shipped_corpus(figures: dict[str, Any]) -> None:
    corpus = shipped_corpus()
    assert figures["sentences"] == len(corpus.examples)
    assert figures["domains"] == len(corpus.domains)
    counts = {row["field"]: row["n"] for row in figures["fields"]}
    fields = [example.field for example in corpus.examples]
    assert counts == {field: fields.count(field) for field in set(fields)}


def test_the_head_is_calibrated_and_fitted_on_the_shipped_corpus() -> None:
    heads, about = load_heads(models_dir() / models.HEAD)
    field = heads["field"]
    assert set(field.labels) == {*default_codebook().fields, NONE}
    assert set(heads["pole"].labels) == {"bargain", "premium"}
    assert about["corpus"] == shipped_corpus().digest
    assert about["embedder"] == MINILM_SHA256
    assert field.temperature != 1.0
    assert 0.2 < field.review_below < 1.0


def test_the_reader_has_the_labels_of_the_head_in_the_same_order() -> None:
    heads, _ = load_heads(models_dir() / models.HEAD)
    reader = open_reader(models_dir() / models.READER)
    assert reader.labels == heads["field"].labels


def test_every_shipped_file_is_listed_and_intact() -> None:
    assert models.verify() == ()
    listed = {model.name: model for model in models.shipped_models()}
    files = {
        path.relative_to(models_dir()).as_posix()
        for path in models_dir().rglob("*")
        if path.is_file() and path.suffix not in (".md", ".toml")
    }
    assert files == {name for name in listed if name != "all-MiniLM-L6-v2"}
    assert {models.HEAD, models.READER, models.CORPUS, models.FIGURES} <= files
    assert all(model.bytes == model.path.stat().st_size > 0 for model in listed.values())


def test_verify_says_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("models", "verify") == 0
    assert capsys.readouterr().out.strip()


@pytest.fixture
def own_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with small files and a manifest of them."""
    folder = tmp_path / "models"
    for name in (models.HEAD, models.CORPUS, "language/en/tokenizer", "README.md"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"what {name} holds")
    monkeypatch.setattr(models, "models_dir", lambda: folder)
    monkeypatch.setattr(opening, "models_dir", lambda: folder)
    models.write_manifest()
    return folder


def test_the_list_names_each_file_with_its_digest(
    own_models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("models", "list", "--json") == 0
    found = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert set(found) == {
        "all-MiniLM-L6-v2",
        models.HEAD,
        models.CORPUS,
        "language/en/tokenizer",
    }
    assert found["all-MiniLM-L6-v2"]["sha256"] == MINILM_SHA256
    assert found["all-MiniLM-L6-v2"]["megabytes"] > 50
    assert all(len(row["sha256"]) == 64 and row["what"] for row in found.values())
    assert found[models.HEAD]["sha256"] != found[models.CORPUS]["sha256"]


def test_the_list_is_printed_as_a_table(
    own_models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("models", "list") == 0
    out = capsys.readouterr().out
    assert models.HEAD in out
    assert MINILM_SHA256[:12] in out


@pytest.mark.parametrize("fault", ["altered", "deleted"])
def test_a_file_that_changed_is_named(
    own_models: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    assert models.verify() == ()
    path = own_models / models.HEAD
    if fault == "altered":
        path.write_text(path.read_text().replace("holds", "hides"))
    else:
        path.unlink()
    assert models.verify() == (models.HEAD,)
    assert _run("models", "verify") == 1
    out, err = capsys.readouterr()
    assert models.HEAD in err
    assert models.CORPUS not in err
    assert not out


@pytest.mark.parametrize("text", [None, "", "[files\n", "[files]x"])
def test_a_manifest_that_cannot_be_read(
    own_models: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    manifest = own_models / models.MANIFEST
    if text is None:
        manifest.unlink()
    else:
        manifest.write_text(text)
    with pytest.raises(ModelError) as caught:
        models.verify()
    assert caught.value.path == str(manifest)
    assert _run("models", "verify") == 2
    assert "manifest" in capsys.readouterr().err


def test_figures_that_are_missing(own_models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ModelError):
        stored_figures()
    assert _run("models", "figures") == 2
    assert "figures" in capsys.readouterr().err


def test_the_figures_are_printed(figures: dict[str, Any], capsys: Any) -> None:
    assert _run("models", "figures", "--json") == 0
    assert json.loads(capsys.readouterr().out) == figures
    assert _run("models", "figures") == 0
    assert f"{figures['models'][-1]['kappa']:.3f}" in capsys.readouterr().out


@pytest.mark.parametrize("fault", ["missing", "garbage", "no labels"])
def test_a_file_that_is_no_reader(tmp_path: Path, fault: str) -> None:
    from safetensors.numpy import save_file

    path = tmp_path / "reader.safetensors"
    if fault == "garbage":
        path.write_bytes(b"x" * 99)
    if fault == "no labels":
        save_file({"head.weight": np.zeros((2, 2), np.float16)}, path)
    with pytest.raises(ModelError) as caught:
        open_reader(path)
    assert caught.value.path == str(path)


def test_a_reader_cut_down_to_its_labels_is_refused(sample_folder: Path, tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    from interview_insights.embed.context import Unit

    path = tmp_path / "reader.safetensors"
    save_file(
        {"head.bias": np.zeros(2, np.float16), "head.weight": np.zeros((2, 768), np.float16)},
        path,
        metadata={"labels": '["a", "b"]'},
    )
    with pytest.raises(ModelError):
        open_reader(path).probabilities([Unit("One.")])


def test_a_copied_manifest_holds_for_the_copy_alone(
    own_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(own_models, copy)
    monkeypatch.setattr(models, "models_dir", lambda: copy)
    assert models.verify() == ()
    (own_models / models.HEAD).write_text("changed")
    assert models.verify() == ()
