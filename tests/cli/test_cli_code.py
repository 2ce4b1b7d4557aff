"""``code``, ``codebook`` and ``models``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import interview_insights as ii
from interview_insights import models
from interview_insights.coding.codebook import default_codebook, load_codebook

POSTAGE = "I saw the postage and closed the tab."


def lines_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.split("\n") if line]


def test_code_reads_standard_input_and_answers_line_by_line(cli: Any) -> None:
    asked = [
        {"text": POSTAGE, "context": "What happened then?", "id": 7},
        {"text": "Mm-hm, yeah."},
        {"text": "Ich wohne in Köln 😀.", "context": None},
    ]
    result = cli("code", stdin="\n".join(map(json.dumps, asked)))
    assert result.code == 0
    answers = lines_of(result.out)
    assert [answer["text"] for answer in answers] == [item["text"] for item in asked]
    assert answers[0]["id"] == 7
    fields = {*default_codebook().fields, "none"}
    for answer in answers:
        assert set(answer["probabilities"]) == fields
        assert sum(answer["probabilities"].values()) == pytest.approx(1, abs=0.01)
        assert answer["confidence"] == max(answer["probabilities"].values())
        assert answer["probabilities"][answer["field"]] == answer["confidence"]
        assert answer["lens"] == default_codebook().lens_of(answer["field"])
    assert answers[1]["field"] == "none"


def test_code_agrees_with_the_library_and_reads_files(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"text": POSTAGE}).encode() + b"\r\n\r\n")
    answers = lines_of(cli("code", path).out)
    frame = ii.code_texts([POSTAGE])
    assert [a["field"] for a in answers] == frame["field"].tolist()
    assert [a["confidence"] for a in answers] == frame["confidence"].tolist()
    assert lines_of(cli("code", "-", stdin=path.read_bytes()).out) == answers


def test_code_takes_its_own_answers(cli: Any) -> None:
    """JSON lines end at a line feed alone: U+2028 and its like stand raw in texts."""
    text = "I saw the postage\u2028and\x85closed\u2029the\u001etab."
    answers = lines_of(cli("code", stdin=json.dumps({"text": text})).out)
    again = cli("code", stdin="\n".join(json.dumps(a, ensure_ascii=False) for a in answers))
    assert again.code == 0, again.err
    assert lines_of(again.out) == answers
    assert answers[0]["text"] == text


def test_code_of_half_a_surrogate_pair_is_no_crash(cli: Any) -> None:
    result = cli("code", stdin='{"text": "half \\ud83d a pair"}')
    assert result.code in (0, 2)
    assert "Traceback" not in result.err
    if result.code == 2:
        assert "standard input:1" in result.err


def test_code_of_nothing_is_nothing(cli: Any) -> None:
    for nothing in ("", "\n", "  \r\n\n"):
        result = cli("code", stdin=nothing)
        assert (result.code, result.out, result.err) == (0, "", "")


@pytest.mark.parametrize(
    "line",
    [
        "not json", "{", "[]", "3", "null", '"text"', "{}", '{"text": 3}', '{"text": null}',
        '{"text": "a", "context": 3}', '{"text": "a"} {"text": "b"}', "[" * 100_000,
    ],
    ids=lambda line: line[:20],
)  # fmt: skip
def test_a_bad_line_is_named_by_its_number(cli: Any, line: str) -> None:
    result = cli("code", stdin=f'{{"text": "A good line."}}\n\n{line}\n')
    assert result.code == 2
    assert result.out == ""
    assert "standard input:3" in result.err
    assert '{"text"' in result.err
    assert "Traceback" not in result.err


def test_bytes_that_are_no_text_are_named_by_their_line(cli: Any, tmp_path: Path) -> None:
    bad = b'{"text": "fine"}\n{"text": "caf\xe9"}\n'
    result = cli("code", stdin=bad)
    assert result.code == 2
    assert "standard input:2" in result.err
    (tmp_path / "bad.jsonl").write_bytes(bad)
    result = cli("code", tmp_path / "bad.jsonl")
    assert f"{tmp_path / 'bad.jsonl'}:2" in result.err


def test_a_bad_codebook_is_named(cli: Any, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("codes: []")
    result = cli("code", "--codebook", tmp_path / "book.yaml", stdin='{"text": "a"}')
    assert result.code == 2
    assert "book.yaml" in result.err


# codebook


def test_the_shipped_codebook_is_shown(cli: Any) -> None:
    shown = cli("codebook", "show")
    assert shown.code == 0
    for code in default_codebook().codes:
        assert code.name in shown.out
        assert code.lens in shown.out
        assert code.definition.split()[0] in shown.out
    given = cli("codebook", "show", "--json").json
    assert [code["name"] for code in given["codes"]] == list(default_codebook().fields)
    assert given["version"] == default_codebook().version


def test_a_codebook_that_init_printed_is_the_shipped_one(cli: Any, tmp_path: Path) -> None:
    printed = cli("codebook", "init")
    assert printed.code == 0
    path = tmp_path / "own.yaml"
    path.write_text(printed.out, encoding="utf-8")
    assert load_codebook(path) == default_codebook()
    assert cli("codebook", "show", path, "--json").json == cli("codebook", "show", "--json").json
    checked = cli("codebook", "check", path)
    assert checked.code == 0
    assert "13 codes" in checked.out
    assert "3 lenses" in checked.out


def test_a_codebook_of_one_s_own_is_checked_and_shown(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "name: Mine\ncodes:\n"
        "- name: joy\n  lens: '[bold]mood[/bold]'\n  definition: Is glad of it.\n"
        "  examples: [I was so glad., It made my day., What a treat.]\n"
    )
    checked = cli("codebook", "check", path)
    assert checked.code == 0
    assert "Mine" in checked.out
    assert "1 new" in checked.out
    shown = cli("codebook", "show", path)
    assert "joy" in shown.out
    assert "[bold]mood[/bold]" in shown.out


def test_new_codes_without_examples_are_named(cli: Any, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("codes:\n- {name: joy, lens: mood, definition: Is glad.}\n")
    result = cli("codebook", "check", path)
    assert result.code == 2
    assert "joy" in result.err
    assert "examples" in result.err


# models


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder with a manifest of its own."""
    folder = tmp_path / "models"
    (folder / "coder").mkdir(parents=True)
    (folder / "coder" / "head.safetensors").write_bytes(b"weights")
    (folder / "language" / "en").mkdir(parents=True)
    (folder / "language" / "en" / "model").write_bytes(b"more weights")
    monkeypatch.setattr(models, "models_dir", lambda: folder)
    models.write_manifest()
    return folder


def test_models_are_listed_with_their_digests(cli: Any, shipped: Path) -> None:
    given = cli("models", "list", "--json")
    assert given.code == 0
    names = [model["name"] for model in given.json]
    assert names[0] == "all-MiniLM-L6-v2"
    assert set(names[1:]) == {"coder/head.safetensors", "language/en/model"}
    assert all(len(model["sha256"]) == 64 for model in given.json)
    shown = cli("models", "list").out
    for model in given.json:
        assert model["name"] in shown
        assert model["sha256"][:12] in shown


def test_models_that_are_intact_verify(cli: Any, shipped: Path) -> None:
    result = cli("models", "verify")
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize("harm", ["altered", "gone"])
def test_a_model_that_is_not_intact_ends_with_1(cli: Any, shipped: Path, harm: str) -> None:
    file = shipped / "coder" / "head.safetensors"
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(b"weightz")
    result = cli("models", "verify")
    assert result.code == 1
    assert result.out == ""
    assert "coder/head.safetensors" in result.err
    assert "language" not in result.err


def test_a_missing_list_of_models_is_an_error(cli: Any, shipped: Path) -> None:
    shutil.rmtree(shipped)
    for command in ("list", "verify"):
        result = cli("models", command)
        assert result.code == 2
        assert "manifest.toml" in result.err
        assert "Traceback" not in result.err
