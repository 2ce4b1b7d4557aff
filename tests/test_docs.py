"""The documentation says what the code does: docs/frames.md, docs/cli.md."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from interview_insights import frames, store
from interview_insights.cli.app import app
from interview_insights.records import Difference, Persona, Skipped, Statement
from interview_insights.report.codings import HEADER
from interview_insights.settings import Settings

DOCS = Path(__file__).parents[1] / "docs"


def sections(text: str) -> dict[str, str]:
    """Texts under each heading, of any level, up to the next."""
    parts = re.split(r"(?m)^#+ (.+)$", text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def tables(text: str) -> list[list[list[str]]]:
    """Markdown tables as rows of cells, without their headers; code marks are dropped."""
    found = []
    for block in re.findall(r"(?m)(?:^\|.*\|$\n?)+", text):
        rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in block.strip().splitlines()]
        found.append([[cell.strip().strip("`") for cell in row] for row in rows[2:]])
    return found


def names(table: list[list[str]]) -> list[str]:
    return [row[0] for row in table]


@pytest.fixture(scope="module")
def frames_doc() -> dict[str, str]:
    return sections((DOCS / "frames.md").read_text(encoding="utf-8"))


def a_range(column: frames.Column) -> str:
    if column.low is None:
        return ""
    low = f"{column.low:g}".replace("-", "−")
    return f"≥ {low}" if column.high is None else f"{low} to {column.high:g}"


@pytest.mark.parametrize("name", frames.SCHEMAS)
def test_every_table_is_described(frames_doc, name):
    [table] = tables(frames_doc[name])
    described = [(row[0], row[1], row[2], row[3]) for row in table]
    assert described == [
        (c.name, c.kind, a_range(c), "yes" if c.nullable else "") for c in frames.SCHEMAS[name]
    ]
    for row, column in zip(table, frames.SCHEMAS[name], strict=True):
        assert row[4].startswith(column.meaning), column.name
    suffix = "parquet" if name in store.PARQUET else "csv"
    assert frames_doc[name].strip().startswith(f"`{name}.{suffix}`, `run.{name}`. A row is ")


def test_no_table_is_described_that_is_none(frames_doc):
    known = {"Tables of a run", "Run folder", "How tables join", "Tables"}
    assert set(frames_doc) - known == {
        *frames.SCHEMAS, "codings.csv", "personas.json", "run.json",
    }  # fmt: skip


def test_codings_for_people_are_described(frames_doc):
    [table] = tables(frames_doc["codings.csv"])
    assert tuple(names(table)) == HEADER


def test_personas_are_described(frames_doc):
    persona, statement, difference = tables(frames_doc["personas.json"])
    assert names(difference) == [f.name for f in fields(Difference)]
    assert names(persona) == [f.name for f in fields(Persona)]
    assert names(statement) == [f.name for f in fields(Statement)]


def manifest_keys(frames_doc: dict[str, str]) -> dict[str, str]:
    [table] = tables(frames_doc["run.json"])
    return {row[0]: row[1] for row in table}


def test_settings_and_skipped_files_are_described(frames_doc):
    keys = manifest_keys(frames_doc)
    for prefix, record in (("settings.", Settings), ("skipped[].", Skipped)):
        own = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
        assert own == [f.name for f in fields(record)]


def paths(value: Any, at: str, leaves: set[str]) -> Iterator[tuple[str, Any]]:
    """Yield the key paths of JSON, in the notation of docs/frames.md."""
    if isinstance(value, dict) and at not in leaves:
        for key, inner in value.items():
            yield from paths(inner, f"{at}.{key}" if at else key, leaves)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for inner in value:
            yield from paths(inner, f"{at}[]", leaves)
    else:
        yield at, value


KINDS = {"text": str, "int": int, "float": float, "bool": bool, "list": list, "map": dict}


def test_the_manifest_is_described(frames_doc, sample_run):
    keys = manifest_keys(frames_doc)
    maps = {key for key, kind in keys.items() if kind == "map"}
    found = list(paths(sample_run.manifest, "", maps))
    skipped = {key for key in keys if key.startswith("skipped[]")}  # the sample skips none
    assert {key for key, _ in found} - {"skipped"} == set(keys) - skipped
    for key, value in found:
        if key != "skipped":
            assert type(value) is KINDS[keys[key]], key


def test_the_run_folder_is_described(frames_doc, sample_folder):
    [table] = tables(frames_doc["Run folder"])
    lying = {re.sub(r"_\d+\.html", "_N.html", p.name) for p in sample_folder.iterdir()}
    assert set(names(table)) == lying | {"report.pptx"}


def test_tables_join_as_described(frames_doc, sample_run):
    [table] = tables(frames_doc["How tables join"])
    assert len(table) == 10
    for left, right, _ in table:
        (name, column), (other, key) = left.split("."), right.split(".")
        values = getattr(sample_run, name)[column].dropna()
        assert len(values), left
        targets = set(getattr(sample_run, other)[key])
        assert set(values.explode() if column in ("quotes", "segments") else values) <= targets, (
            left
        )
    segments, codings, themes = sample_run.segments, sample_run.codings, sample_run.themes
    primary = codings.loc[codings["primary"], "segment_id"]
    spoken = segments.loc[segments["role"] == "respondent", "segment_id"]
    assert sorted(primary) == sorted(spoken)
    assert segments["segment_id"].is_unique
    assert themes["theme"].is_unique
    assert sample_run.quality["transcript"].is_unique


def walk(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command and group below the application."""
    for word, inner in getattr(command, "commands", {}).items():
        yield (*words, word), inner
        yield from walk(inner, (*words, word))


COMMANDS = dict(walk(typer.main.get_command(app)))


@pytest.fixture(scope="module")
def cli_text() -> str:
    return (DOCS / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["cli", "formats"])
def test_a_generated_page_is_what_its_script_makes(name):
    script = DOCS / f"make_{name}.py"
    spec = importlib.util.spec_from_file_location(script.stem, script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert written == module.make(), f"run: python docs/make_{name}.py"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_described(cli_text, words):
    full = " ".join(("interview-insights", *words))
    assert f"| `{full}` |" in cli_text
    if hasattr(COMMANDS[words], "commands"):
        return
    section = sections(cli_text)[full]
    shown = CliRunner().invoke(app, [*words, "--help"], terminal_width=200)
    assert shown.exit_code == 0
    options = set(re.findall(r"(?m)^\s+(?:-\w, )?(--[a-z-]+)", shown.output)) - {"--help"}
    assert options == set(re.findall(r"(?m)^\| `(--[a-z-]+)` \|", section))
    parameters = [p for p in COMMANDS[words].params if p.param_type_name == "argument"]
    for parameter in parameters:
        assert f"| `{parameter.name.upper()}` | " in section


def test_every_help_text_is_there(cli_text):
    for words, command in COMMANDS.items():
        assert command.help, words
        for parameter in command.params:
            assert parameter.help, (words, parameter.name)
            assert " ".join(parameter.help.split()) in cli_text
