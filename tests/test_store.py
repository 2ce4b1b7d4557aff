"""The run folder: what goes in comes out, and no accident leaves half a run."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from handmade import make_personas, make_run, make_tables, rows_of, table
from hypothesis import given, settings
from hypothesis import strategies as st

import interview_insights as ii
from interview_insights import frames, report, store
from interview_insights.errors import RunError

TABLES = tuple(frames.SCHEMAS)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXTS = (
    "NA", "nan", "None", "null", "", "007", "1e5", "True", "=cmd()", "+44 20", "-1", "@home",
    "\ttab", "\rreturn", "'=cmd()", "''", "'", "a,b", 'say "no"', "two\nlines", "a\rb", "a\r\nb",
    " spaces ", "日本語 ✂ é", "x" * 5000,
)  # fmt: skip


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def names_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def loadable(folder: Path) -> ii.Run:
    """Open a run and read every part of it."""
    run = ii.load_run(folder)
    for name in TABLES:
        assert len(getattr(run, name)), name
    assert run.personas
    return run


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(name="Old").save(tmp_path_factory.mktemp("saved") / "run")


@pytest.fixture
def old(tmp_path: Path, saved: Path) -> Path:
    """An earlier run, alone in its folder."""
    return shutil.copytree(saved, tmp_path / "run")


# Round trips


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_every_table_comes_back_as_it_went_in(tmp_path: Path, text: str) -> None:
    tables = make_tables(text=text)
    store.save_tables(tmp_path, tables)
    for name in TABLES:
        again = store.load_table(tmp_path, name)
        nullable = [c.name for c in frames.SCHEMAS[name] if c.nullable and c.kind == "text"]
        wanted = tables[name]
        if text == "":  # docs: in a column that may be empty, an empty text is no text
            wanted = wanted.assign(**{c: wanted[c].replace({"": None}) for c in nullable})
        assert rows_of(again) == rows_of(wanted), name
        for column in frames.SCHEMAS[name]:
            if column.kind not in ("text", "list"):
                assert again[column.name].dtype == wanted[column.name].dtype, column.name


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_comes_back(tmp_path: Path, name: str) -> None:
    store.save_tables(tmp_path, {key: frames.empty(key) for key in TABLES})
    again = store.load_table(tmp_path, name)
    assert len(again) == 0
    assert frames.check(name, again) is again


def test_a_missing_text_comes_back_as_none(tmp_path: Path) -> None:
    store.save_tables(tmp_path, make_tables())
    seen = 0
    for name in TABLES:
        frame = store.load_table(tmp_path, name)
        for column in frames.SCHEMAS[name]:
            if column.kind == "text" and column.nullable:
                missing = [v for v in frame[column.name] if not isinstance(v, str)]
                assert all(v is None for v in missing), column.name
                seen += len(missing)
    assert seen > 10


def test_a_column_without_any_text_comes_back_as_none(tmp_path: Path) -> None:
    tables = make_tables()
    empty = tables["codings"].assign(pole=pd.Series([None] * len(tables["codings"]), dtype=object))
    store.save_tables(tmp_path, {**tables, "codings": empty})
    assert all(v is None for v in store.load_table(tmp_path, "codings")["pole"])


# A lone surrogate cannot be UTF-8; reading has replaced it long before.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(*[ANY_TEXT] * 4, st.just(1.0), st.just(2.5), st.just("years"), ANY_TEXT),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_survives_the_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    store.write_csv(folder / "facts.csv", [c.name for c in frames.SCHEMAS["facts"]], rows)
    assert rows_of(store.load_table(folder, "facts")) == rows


@settings(max_examples=30, deadline=None)
@given(
    difference=st.floats(-1, 1),
    share=st.floats(0, 1),
    count=st.integers(0, 10**12),
)
def test_numbers_survive_the_csv_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, difference: float, share: float, count: int
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    row = (
        "T01",
        "a",
        "b",
        count,
        1,
        count,
        1,
        share,
        0.5,
        difference,
        -0.5,
        1.0,
        0.1,
        0.2,
        0.3,
        "a",
    )
    rows = table("contrasts", [row]).itertuples(index=False)
    store.write_csv(folder / "contrasts.csv", [c.name for c in frames.SCHEMAS["contrasts"]], rows)
    assert rows_of(store.load_table(folder, "contrasts")) == [row]


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_personas_come_back_as_they_went_in(tmp_path: Path, text: str) -> None:
    personas = (*make_personas(text=text), *make_personas(("ä b",), text="x"))
    store.save_personas(tmp_path / "personas.json", personas)
    assert store.load_personas(tmp_path / "personas.json") == personas


def test_no_personas_come_back_as_none(tmp_path: Path) -> None:
    store.save_personas(tmp_path / "personas.json", ())
    assert store.load_personas(tmp_path / "personas.json") == ()


def test_a_whole_run_comes_back(tmp_path: Path) -> None:
    run = make_run(text="=cmd()")
    assert run.save(tmp_path / "run") == tmp_path / "run"
    again = ii.load_run(tmp_path / "run")
    assert again.manifest == run.manifest
    assert again.folder == tmp_path / "run"
    assert again.personas == run.personas
    assert again.warnings == run.warnings
    for name in TABLES:
        assert rows_of(getattr(again, name)) == rows_of(getattr(run, name)), name
    assert again.report() == run.report()


def test_a_table_is_read_when_it_is_asked_for(old: Path) -> None:
    (old / "themes.csv").write_text("rubbish")
    run = ii.load_run(old)
    assert len(run.facts)
    with pytest.raises(RunError):
        _ = run.themes


def test_the_same_run_is_the_same_bytes(tmp_path: Path) -> None:
    make_run().save(tmp_path / "one")
    make_run().save(tmp_path / "two")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_loaded_run_can_be_saved_over_itself_and_elsewhere(tmp_path: Path, old: Path) -> None:
    folder, before = old, files_of(old)
    ii.load_run(folder).save(folder)
    assert files_of(folder) == before
    copy = ii.load_run(folder).save(tmp_path / "new" / "deep" / "copy")
    assert files_of(copy) == before


# Spreadsheets


@pytest.mark.parametrize("start", FORMULA, ids=ascii)
def test_no_csv_holds_a_formula(tmp_path: Path, start: str) -> None:
    make_run(text=f"{start}cmd|' /C calc'!A0").save(tmp_path / "run")
    texts = numbers = 0
    for path in sorted((tmp_path / "run").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for cell in (cell for row in csv.reader(stream) for cell in row):
                texts += cell.startswith("'" + start)
                if cell.startswith(FORMULA):
                    float(cell)  # a negative number is no formula, all else is
                    numbers += 1
    assert texts > 20
    assert numbers > 0


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    store.save_tables(tmp_path, make_tables())
    with (tmp_path / "contrasts.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["ci_low"] for row in csv.DictReader(stream)] == ["-0.25", "0.25"]


# Refusals


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("dear diary")
    with pytest.raises(RunError) as caught:
        make_run().save(tmp_path / "mine")
    assert caught.value.path == str(tmp_path / "mine")
    assert caught.value.hint
    assert files_of(tmp_path / "mine") == {"diary.txt": b"dear diary"}
    assert names_in(tmp_path) == ["mine"]


def test_a_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("dear diary")
    with pytest.raises(RunError) as caught:
        make_run().save(tmp_path / "mine")
    assert caught.value.path == str(tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "dear diary"
    assert names_in(tmp_path) == ["mine"]


def test_a_folder_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("dear diary")
    with pytest.raises(RunError) as caught:
        make_run().save(tmp_path / "mine" / "run")
    assert caught.value.path == str(tmp_path / "mine" / "run")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    loadable(make_run().save(tmp_path / "run"))
    assert names_in(tmp_path) == ["run"]


def test_an_earlier_run_is_replaced_whole(tmp_path: Path, old: Path) -> None:
    folder = old
    (folder / "left over from an older version.csv").write_text("x")
    make_run(name="New").save(folder)
    assert loadable(folder).manifest["name"] == "New"
    assert "left over from an older version.csv" not in names_in(folder)
    assert names_in(tmp_path) == ["run"]


def test_a_link_to_a_run_folder_is_written_through_again_and_again(tmp_path: Path) -> None:
    make_run(name="1").save(tmp_path / "disk" / "run")
    (tmp_path / "run").symlink_to(tmp_path / "disk" / "run", target_is_directory=True)
    for name in ("2", "3"):
        make_run(name=name).save(tmp_path / "run")
        assert loadable(tmp_path / "run").manifest["name"] == name
        assert loadable(tmp_path / "disk" / "run").manifest["name"] == name
    assert names_in(tmp_path) == ["disk", "run"]
    assert names_in(tmp_path / "disk") == ["run"]


def test_a_table_that_breaks_its_schema_is_never_written(tmp_path: Path) -> None:
    run = make_run()
    bad = run.themes.assign(stability=7.0)
    broken = ii.Run(run.manifest, {n: getattr(run, n) for n in TABLES} | {"themes": bad}, ())
    with pytest.raises(RunError, match="stability"):
        broken.save(tmp_path / "run")
    assert names_in(tmp_path) == []


# Accidents


STEPS = (
    (store, "save_tables"),
    (store, "save_personas"),
    (store, "write_csv"),
    (store, "write_json"),
    (report, "codings_for_people"),
    (report, "render_html"),
    (report, "render_markdown"),
    (report, "render_docx"),
)


@pytest.mark.parametrize(("module", "step"), STEPS, ids=[step for _, step in STEPS])
def test_an_error_in_any_step_leaves_the_old_run(
    tmp_path: Path,
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    step: str,
) -> None:
    folder = old
    before = files_of(folder)

    def fail(*_: Any) -> None:
        raise KeyboardInterrupt  # not even an Exception

    with monkeypatch.context() as patched:
        patched.setattr(module, step, fail)
        with pytest.raises(KeyboardInterrupt):
            make_run(name="New").save(folder)
        with pytest.raises(KeyboardInterrupt):
            make_run(name="New").save(tmp_path / "fresh")
    assert files_of(folder) == before
    assert names_in(tmp_path) == ["run"]
    assert loadable(folder).manifest["name"] == "Old"


def test_a_full_disk_is_a_named_error_and_leaves_the_old_run(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = old
    before = files_of(folder)

    def full(path: Path, *_: Any) -> None:
        path.write_text('{"format":')
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_json", full)
    with pytest.raises(RunError, match="No space left") as caught:
        make_run(name="New").save(folder)
    assert caught.value.path == str(folder)
    assert caught.value.hint
    assert files_of(folder) == before
    assert names_in(tmp_path) == ["run"]


KILLED_SAVE = """
import os, signal, sys
from interview_insights import load_run, report
run = load_run(sys.argv[1])
run.manifest["name"] = "New"
report.render_docx = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
run.save(sys.argv[1])
"""

# Without pandas, to be quick: the new run is the old one under a new name.
KILLED_SWAP = """
import json, os, shutil, signal, sys
from pathlib import Path
from interview_insights import store
target, left = Path(sys.argv[1]), [int(sys.argv[2])]
def counted(real):
    def call(*a, **k):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*a, **k)
    return call
for name in ("rename", "replace"):
    setattr(os, name, counted(getattr(os, name)))
with store.fresh_folder(target) as fresh:
    shutil.copytree(target, fresh, dirs_exist_ok=True)
    store.write_json(fresh / "run.json", {**store.load_manifest(target), "name": "New"})
"""


def killed(script: str, *arguments: str) -> bool:
    """Run a script and tell whether it was killed rather than that it ended well."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode != 0


def test_a_kill_while_writing_leaves_the_old_run(tmp_path: Path, old: Path) -> None:
    folder = old
    before = files_of(folder)
    assert killed(KILLED_SAVE, str(folder))
    assert len(names_in(tmp_path)) == 2  # it was killed in the middle, not before it began
    assert files_of(folder) == before
    assert loadable(folder).manifest["name"] == "Old"
    make_run(name="Newer").save(folder)
    assert loadable(folder).manifest["name"] == "Newer"
    assert names_in(tmp_path) == ["run"]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_kill_before_any_rename_loses_nothing(tmp_path: Path, old: Path, n: int) -> None:
    folder = old
    was_killed = killed(KILLED_SWAP, str(folder), str(n))
    assert was_killed or n > 1
    assert loadable(folder).manifest["name"] == ("Old" if was_killed else "New")
    make_run(name="Newer").save(folder)
    assert loadable(folder).manifest["name"] == "Newer"
    assert names_in(tmp_path) == ["run"]


def test_the_next_save_finds_the_old_run_that_a_kill_set_aside(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = old
    before = files_of(folder)
    assert killed(KILLED_SWAP, str(folder), "2")

    def fail(*_: Any) -> None:
        raise ValueError("boom")

    monkeypatch.setattr(report, "render_html", fail)
    with pytest.raises(ValueError, match="boom"):
        make_run(name="New").save(folder)
    assert files_of(folder) == before
    assert names_in(tmp_path) == ["run"]


def test_folders_of_other_runs_are_not_swept_away(tmp_path: Path, old: Path) -> None:
    neighbours = [".run-2-abc.tmpx", "run-old.tmp", ".other-abc.tmp", ".run2.old", "run.old"]
    for name in neighbours:
        (tmp_path / name).mkdir()
    make_run().save(tmp_path / "run")
    assert names_in(tmp_path) == sorted([*neighbours, "run"])


# Damage


def damaged(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", '{"format": 999}', "\ud800"])
def test_a_damaged_manifest_is_a_named_error(tmp_path: Path, old: Path, content: str) -> None:
    folder = old
    (folder / "run.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(RunError) as caught:
        ii.load_run(folder)
    assert caught.value.path == str(folder)
    assert caught.value.hint


KEYS = (
    "name", "groups", "settings", "settings.seed", "counts", "counts.themes",
    "counts.participants", "files", "ignored",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_a_manifest_that_lacks_something_is_a_named_error(old: Path, key: str) -> None:
    path = old / "run.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    outer, _, inner = key.partition(".")
    if inner:
        del manifest[outer][inner]
    else:
        del manifest[outer]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(RunError, match=key) as caught:
        ii.load_run(old)
    assert caught.value.hint


def test_two_that_write_the_same_run_wait_for_each_other(tmp_path: Path) -> None:
    run = make_run()
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(run.save, tmp_path / "run") for _ in range(6)]
    assert all(one.exception() is None for one in done)
    assert names_in(tmp_path) == ["run"]
    assert loadable(tmp_path / "run").manifest["name"] == run.manifest["name"]


def test_who_waits_too_long_is_told(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE_S", 0.1)
    with store.fresh_folder(old), ThreadPoolExecutor(1) as pool:
        error = pool.submit(make_run().save, old).exception()
    assert isinstance(error, RunError)
    assert "Another analysis" in error.message


def test_no_run_is_a_named_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(RunError) as caught:
            ii.load_run(path)
        assert caught.value.path == str(path)
        assert caught.value.hint


FILES = [f"{name}.parquet" for name in store.PARQUET] + [f"{name}.csv" for name in store.CSV]
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "rubbish": lambda _: b"rubbish\n1\n2\n",
    "binary": lambda _: bytes(range(256)) * 8,
    "cut": lambda content: content[: len(content) // 2].rstrip(b"\n").rpartition(b",")[0],
    "one open quote": lambda content: content + b'"' + b"x," * 200_000,
    "short row": lambda content: content + b"T01\n",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_table_is_a_named_error(tmp_path: Path, name: str, damage: str) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    store.save_tables(folder, make_tables())
    damaged(folder, name, DAMAGES[damage])
    with pytest.raises(RunError) as caught:
        store.load_table(folder, name.partition(".")[0])
    assert name.partition(".")[0] in str(caught.value)
    assert str(folder) in (caught.value.path or "")
    assert caught.value.hint


@pytest.mark.parametrize("name", FILES)
def test_a_missing_table_is_a_named_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(RunError) as caught:
        store.load_table(tmp_path, name.partition(".")[0])
    assert str(tmp_path) in (caught.value.path or "")


@pytest.mark.parametrize(
    "content", ["", "{", "{}", "3", "[1]", "[{}]", '[{"name": "x"}]', '[{"unknown": 1}]']
)
def test_damaged_personas_are_a_named_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "personas.json"
    path.write_text(content)
    if content == "{}":  # an object without entries reads as no personas or as an error
        path.write_text('{"a": 1}')
    with pytest.raises(RunError) as caught:
        store.load_personas(path)
    assert caught.value.path == str(path)
    assert caught.value.hint


def test_json_is_plain_and_in_one_form(tmp_path: Path) -> None:
    store.write_json(tmp_path / "a.json", {"b": ["é", 1.5], "a": None})
    raw = (tmp_path / "a.json").read_bytes()
    assert raw.endswith(b"}\n")
    assert "é".encode() in raw
    assert list(json.loads(raw)) == ["b", "a"]
    with pytest.raises(ValueError, match="JSON"):
        store.write_json(tmp_path / "b.json", float("nan"))


def test_others_may_read_the_folder(saved: Path) -> None:
    # mkdtemp makes folders that only their owner may open.
    assert saved.stat().st_mode & 0o777 == 0o755
