"""Analyses of small studies with the real models: what may change them, and what may not."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from handmade import rows_of

import interview_insights as ii
from interview_insights import frames
from interview_insights.errors import CodebookError, InsightsError, StudyError
from interview_insights.stages import STAGES

SAID = {
    "good/ada": [
        "I always buy the big box because the price per bag is lower.",
        "I tried it because my sister gave me one.",
        "My one worry was the postage of four pounds.",
        "I like that the leaves are whole.",
    ],
    "good/bea": [
        "My sister gave me a tin and that is how I found it.",
        "I order the big box every month as it is cheaper.",
        "I am a nurse and I work nights.",
        "The postage is a bit much for a tin.",
    ],
    "bad/cy": [
        "The postage was four pounds and nobody told me until the end.",
        "The tea tasted like dust.",
        "I cancelled because I could not find the button to pause it.",
        "I am a driver in Leeds.",
    ],
    "bad/dan": [
        "The tea was dust at the bottom of the tin.",
        "I did not expect to pay for the postage.",
        "I looked for a way to pause and there was none, so I cancelled it.",
        "I work nights as well.",
    ],
}


def write_study(folder: Path, said: Mapping[str, list[str]] = SAID) -> Path:
    for name, sentences in said.items():
        path = folder / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        speaker = path.stem.capitalize()
        turns = [
            f"Interviewer: And then, what about point {i}?\n\n{speaker}: {sentence}\n"
            for i, sentence in enumerate(sentences, 1)
        ]
        path.write_text("\n".join(turns), encoding="utf-8")
    return folder


def files_of(folder: Path) -> dict[str, Any]:
    """Every file of a run; run.json as data, without the timings."""
    files: dict[str, Any] = {p.name: p.read_bytes() for p in folder.iterdir()}
    manifest = json.loads(files["run.json"])
    assert manifest.pop("timings").keys() <= set(STAGES)
    return {**files, "run.json": manifest}


def themes_as_said(run: ii.Run) -> list[tuple[Any, ...]]:
    """Each theme with its figures and what was said under it, without any file's name."""
    joined = run.codings.merge(run.segments, on="segment_id")
    columns = ["theme", "label", "lens", "field", "n_segments", "n_participants", "stability"]
    return [
        (*row, tuple(keywords), tuple(sorted(joined[joined["theme"] == row[0]]["text"])))
        for row, keywords in zip(
            run.themes[columns].itertuples(index=False, name=None),
            run.themes["keywords"],
            strict=True,
        )
    ]


def python(script: str, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"},
    )


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small study and its run folder; not to be changed."""
    folder = tmp_path_factory.mktemp("pipeline")
    study = write_study(folder / "tea")
    ii.analyze(study, out=folder / "run")
    return study, folder / "run"


@pytest.fixture
def study(analysed: tuple[Path, Path], tmp_path: Path) -> Path:
    return shutil.copytree(analysed[0], tmp_path / "tea")


@pytest.fixture
def old(analysed: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the run of the small study."""
    return shutil.copytree(analysed[1], tmp_path / "run")


def test_the_small_study_has_something_to_find(analysed: tuple[Path, Path]) -> None:
    run = ii.load_run(analysed[1])
    assert len(run.themes) >= 2
    assert run.manifest["counts"]["transcripts"] == 4
    assert run.manifest["counts"]["participants"] == {"bad": 2, "good": 2}
    assert run.manifest["groups"] == ["good", "bad"]
    assert len(run.contrasts) == len(run.themes)
    said = {sentence for sentences in SAID.values() for sentence in sentences}
    assert set(run.segments[run.segments["role"] == "respondent"]["text"]) == said
    assert any("4 people" in warning for warning in run.warnings)


# Determinism


def test_two_analyses_are_the_same_bytes(study: Path, old: Path) -> None:
    before = files_of(old)
    ii.analyze(study, out=old, fresh=True)
    assert files_of(old) == before


def test_another_process_makes_the_same_bytes(study: Path, old: Path, tmp_path: Path) -> None:
    script = "import sys, interview_insights as ii; ii.analyze(sys.argv[1], out=sys.argv[2])"
    done = python(script, str(study), str(tmp_path / "other"), seed="7")
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "other") == files_of(old)


def test_the_names_of_files_do_not_change_the_themes(tmp_path: Path, old: Path) -> None:
    names = {"good/ada": "good/zoe", "good/bea": "good/abe", "bad/cy": "bad/x1", "bad/dan": "bad/a"}
    study = tmp_path / "renamed"
    write_study(study, SAID)
    for before, after in names.items():
        (study / f"{before}.txt").rename(study / f"{after}.txt")
    run = ii.analyze(study)
    assert sorted(run.segments["transcript"].unique()) == ["a", "abe", "x1", "zoe"]
    assert themes_as_said(run) == themes_as_said(ii.load_run(old))


def test_the_order_in_which_a_disk_lists_files_changes_nothing(
    study: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk, scandir = os.walk, os.scandir

    def walked(*args: Any, **kwargs: Any) -> Any:
        for folder, folders, files in walk(*args, **kwargs):
            folders.reverse()
            yield folder, folders, files[::-1]

    class Reversed:
        def __init__(self, *args: Any) -> None:
            with scandir(*args) as entries:
                self._entries = iter(sorted(entries, key=lambda e: e.name, reverse=True))

        def __iter__(self) -> Any:
            return self._entries

        def __next__(self) -> Any:
            return next(self._entries)

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def close(self) -> None:
            return None

    before = files_of(old)
    with monkeypatch.context() as patched:
        patched.setattr(os, "walk", walked)
        patched.setattr(os, "scandir", Reversed)
        run = ii.analyze(study, fresh=True)
    run.save(old)
    assert files_of(old) == before


def test_a_seed_changes_resampling_and_no_theme(study: Path, old: Path) -> None:
    run, first = ii.analyze(study, seed=11), ii.load_run(old)
    assert run.manifest["settings"]["seed"] == 11
    assert run.manifest["fingerprint"] != first.manifest["fingerprint"]
    steady = ["theme", "label", "n_segments", "n_participants"]
    assert run.themes[steady].to_dict("list") == first.themes[steady].to_dict("list")
    coded = ["segment_id", "field", "confidence", "theme"]
    assert run.codings[coded].to_dict("list") == first.codings[coded].to_dict("list")


def test_the_run_that_is_returned_is_the_one_that_is_stored(study: Path, old: Path) -> None:
    run, loaded = ii.analyze(study), ii.load_run(old)
    for name in frames.SCHEMAS:
        assert rows_of(getattr(run, name)) == rows_of(getattr(loaded, name)), name
    assert run.personas == loaded.personas


# Runs that are there already

UNCHANGED = """
import json, sys
import interview_insights as ii
run = ii.analyze(sys.argv[1], out=sys.argv[2])
heavy = ["torch", "transformers", "sentence_transformers", "spacy", "bertopic", "sklearn", "pandas"]
print(json.dumps([run.manifest["timings"], [name for name in heavy if name in sys.modules]]))
"""


def test_an_unchanged_study_is_not_computed_again(study: Path, old: Path) -> None:
    manifest = json.loads((old / "run.json").read_text(encoding="utf-8"))
    manifest["timings"] = {"marked": 1.0}
    (old / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    done = python(UNCHANGED, str(study), str(old))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [{"marked": 1.0}, []]


def test_fresh_computes_again(study: Path, old: Path) -> None:
    (old / "report.md").write_text("edited")
    assert ii.analyze(study, out=old).folder == old
    assert (old / "report.md").read_text() == "edited"
    ii.analyze(study, out=old, fresh=True)
    assert (old / "report.md").read_text(encoding="utf-8") == ii.load_run(old).to_markdown()


def test_a_changed_transcript_is_computed_again(study: Path, old: Path) -> None:
    path = study / "bad" / "cy.txt"
    path.write_text(path.read_text().replace("like dust", "like old hay"))
    run = ii.analyze(study, out=old)
    assert "The tea tasted like old hay." in set(run.segments["text"])
    assert "The tea tasted like old hay." in set(ii.load_run(old).segments["text"])


def test_what_is_new_since_the_last_run_is_told(study: Path, old: Path) -> None:
    assert ii.load_run(old).manifest["changes"] == []
    shutil.copy(study / "bad" / "cy.txt", study / "bad" / "eve.txt")
    run = ii.analyze(study, out=old, seed=5)
    told = run.manifest["changes"]
    assert "1 file new: bad/eve.txt." in told
    assert "Setting seed: 0 before, now 5." in told
    assert run.manifest["history"][-1]["changes"] == told
    for name in ("report.html", "report.md"):
        assert "1 file new: bad/eve.txt" in (old / name).read_text(encoding="utf-8").replace(
            "\\", ""
        )
    (study / "bad" / "eve.txt").unlink()
    again = ii.analyze(study, out=old, seed=5)
    assert "1 file gone: bad/eve.txt." in again.manifest["changes"]
    assert len(again.manifest["history"]) == 2


@pytest.mark.parametrize("change", ["new file", "gone", "renamed", "settings", "participants"])
def test_any_change_of_the_study_is_noticed(study: Path, old: Path, change: str) -> None:
    stages: list[str] = []
    if change == "new file":
        shutil.copy(study / "bad" / "cy.txt", study / "bad" / "eve.txt")
    elif change == "gone":
        (study / "bad" / "cy.txt").unlink()
    elif change == "renamed":
        (study / "bad" / "cy.txt").rename(study / "bad" / "cyril.txt")
    elif change == "settings":
        (study / "study.toml").write_text('name = "Tea"')
    else:
        (study / "participants.csv").write_text("file,participant\nbad/cy.txt,Cyril\n")

    class Noticed(Exception):
        pass

    def progress(stage: str, done: int, total: int) -> None:
        stages.append(stage)
        raise Noticed

    with pytest.raises(Noticed):
        ii.analyze(study, out=old, progress=progress)
    assert stages == ["read"]


def test_a_damaged_run_is_computed_again(study: Path, old: Path) -> None:
    before = files_of(old)
    (old / "run.json").write_text('{"format": 1, "fing')
    ii.analyze(study, out=old)
    assert files_of(old) == before


def test_a_run_inside_its_study_is_no_transcript(study: Path) -> None:
    first = ii.analyze(study, out=study / "insights")
    again = ii.analyze(study, out=study / "insights", progress=_never)
    assert again.manifest == json.loads((study / "insights" / "run.json").read_text("utf-8"))
    assert first.manifest["counts"] == again.manifest["counts"]


def _never(stage: str, done: int, total: int) -> None:
    raise AssertionError(f"{stage} was computed")


def test_other_things_in_the_run_folder_are_refused_before_anything_is_lost(
    study: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("dear diary")
    with pytest.raises(InsightsError) as caught:
        ii.analyze(study, out=tmp_path / "mine")
    assert caught.value.path == str(tmp_path / "mine")
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["diary.txt"]


KILLED = """
import os, signal, sys
import interview_insights as ii
def progress(stage, done, total):
    if stage == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
ii.analyze(sys.argv[1], out=sys.argv[2], fresh=True, progress=progress)
"""


def test_a_kill_in_the_middle_leaves_the_old_run(study: Path, old: Path) -> None:
    before = files_of(old)
    done = python(KILLED, str(study), str(old), "segment")
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert files_of(old) == before
    ii.analyze(study, out=old, progress=_never)
    ii.analyze(study, out=old, fresh=True)
    assert files_of(old) == before
    assert sorted(p.name for p in old.parent.iterdir()) == ["run", "tea"]


def test_progress_tells_every_stage_in_order(study: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run = ii.analyze(study, out=tmp_path / "new", progress=lambda *step: told.append(step))
    assert tuple(dict.fromkeys(stage for stage, _, _ in told)) == STAGES
    for stage in STAGES:
        steps = [(done, total) for name, done, total in told if name == stage]
        assert steps[0][0] == 0
        assert steps[-1][0] == steps[-1][1]
        assert all(0 <= done <= total for done, total in steps)
    assert list(run.manifest["timings"]) == [s for s in STAGES if s in run.manifest["timings"]]


# Studies of odd shapes


def parts_of(run: ii.Run, folder: Path) -> str:
    """Save a run, load every part of it, and return its report as Markdown."""
    run.save(folder)
    loaded = ii.load_run(folder)
    assert len(loaded.segments)
    assert len(loaded.codings)
    assert len(loaded.quality) == loaded.manifest["counts"]["transcripts"]
    assert loaded.report() == run.report()
    assert (folder / "report.html").stat().st_size > 1000
    return loaded.to_markdown()


def test_one_group_is_not_compared(tmp_path: Path) -> None:
    study = write_study(tmp_path / "s", {k: v for k, v in SAID.items() if k.startswith("bad")})
    run = ii.analyze(study)
    assert len(run.contrasts) == 0
    assert any("one group" in warning for warning in run.warnings)
    assert run.manifest["groups"] == ["bad"]
    parts_of(run, tmp_path / "run")


def test_two_interviews_one_a_group(tmp_path: Path) -> None:
    said = {"good/bea": SAID["good/bea"], "bad/cy": SAID["bad/cy"]}
    run = ii.analyze(write_study(tmp_path / "s", said))
    assert run.manifest["counts"]["participants"] == {"bad": 1, "good": 1}
    assert all(run.themes["n_participants"] == 2)
    assert any("first impression" in warning for warning in run.warnings)
    parts_of(run, tmp_path / "run")


def test_a_single_transcript(study: Path, tmp_path: Path) -> None:
    run = ii.analyze(study / "bad" / "cy.txt", out=tmp_path / "one")
    assert run.manifest["counts"]["transcripts"] == 1
    assert len(run.themes) == 0  # a theme is voiced by two people
    assert run.personas == ()
    again = ii.analyze(study / "bad" / "cy.txt", out=tmp_path / "one", progress=_never)
    assert again.manifest["fingerprint"] == run.manifest["fingerprint"]
    parts_of(run, tmp_path / "run")


def test_a_file_with_one_speaker_is_all_answers(tmp_path: Path) -> None:
    study = write_study(tmp_path / "s")
    (study / "bad" / "eve.txt").write_text(
        "".join(f"Eve: {sentence}\n\n" for sentence in SAID["bad/cy"]), encoding="utf-8"
    )
    run = ii.analyze(study)
    own = run.segments[run.segments["transcript"] == "eve"]
    assert set(own["role"]) == {"respondent"}
    assert own["text"].tolist() == SAID["bad/cy"]
    assert run.manifest["counts"]["participants"] == {"bad": 3, "good": 2}
    parts_of(run, tmp_path / "run")


def test_sentences_that_say_nothing_make_a_run_without_themes(tmp_path: Path) -> None:
    said = {f"{g}/{n}": ["Yeah.", "Mm-hm.", "Okay, right."] for g, n in (("a", "x"), ("b", "y"))}
    run = ii.analyze(write_study(tmp_path / "s", said))
    assert len(run.themes) == len(run.contrasts) == 0
    assert set(run.codings["field"]) == {"none"}
    assert run.personas == ()
    assert any("No sentence" in warning for warning in run.warnings)
    parts_of(run, tmp_path / "run")


def test_an_unreadable_file_is_left_out_and_told(study: Path, tmp_path: Path) -> None:
    (study / "bad" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    run = ii.analyze(study)
    assert [item["path"] for item in run.manifest["skipped"]] == ["bad/photo.png"]
    assert run.manifest["counts"]["transcripts"] == 4
    assert "photo.png" in parts_of(run, tmp_path / "run").replace("\\", "")


def test_an_empty_folder_is_a_named_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudyError) as caught:
        ii.analyze(tmp_path / "empty", out=tmp_path / "run")
    assert caught.value.path == str(tmp_path / "empty")
    assert caught.value.hint
    assert not (tmp_path / "run").exists()


def test_no_folder_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        ii.analyze(tmp_path / "nowhere", out=tmp_path / "run")
    assert caught.value.path == str(tmp_path / "nowhere")
    assert not (tmp_path / "run").exists()


def test_a_folder_with_nothing_but_a_picture_names_it(tmp_path: Path) -> None:
    (tmp_path / "s" / "bad").mkdir(parents=True)
    (tmp_path / "s" / "bad" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(StudyError, match=r"photo\.png"):
        ii.analyze(tmp_path / "s", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


GERMAN = {
    "treu/anna": [
        "Ich bestelle jeden Monat die große Packung, weil sie günstiger ist.",
        "Meine Schwester hat mir eine Dose geschenkt, und so habe ich den Tee gefunden.",
        "Das Porto ist mir für eine einzige Dose zu teuer.",
        "Ich arbeite nachts als Krankenschwester und trinke ihn in der Pause.",
    ],
    "weg/bernd": [
        "Der Tee schmeckte nach Staub, und die Blätter waren zerbrochen.",
        "Niemand hat mir vorher gesagt, dass das Porto vier Euro kostet.",
        "Ich habe gekündigt, weil ich den Knopf für die Pause nicht finden konnte.",
        "Ich wohne in Leipzig und fahre den ganzen Tag mit dem Bus.",
    ],
}


def test_another_language_than_the_study_s_is_told(tmp_path: Path) -> None:
    run = ii.analyze(write_study(tmp_path / "s", GERMAN))
    told = [warning for warning in run.warnings if "'de'" in warning]
    assert len(told) == 1
    assert "'en'" in told[0]
    assert "language" in told[0]
    assert "multilingual" in told[0]
    assert {f["language"] for f in run.manifest["files"]} == {"de"}
    parts_of(run, tmp_path / "run")


def test_a_study_that_says_its_language_gets_no_such_warning(tmp_path: Path) -> None:
    study = write_study(tmp_path / "s", GERMAN)
    (study / "study.toml").write_text('language = "de"')
    run = ii.analyze(study)
    assert not any("'de'" in warning and "'en'" in warning for warning in run.warnings)
    assert len(run.facts) == 0  # facts are found in English only
    [missing] = [warning for warning in run.warnings if "--spacy-model" in warning]
    assert "labels of themes are the first words" in missing
    assert "what respondents state about themselves is not looked for" in missing
    assert any("knows English only" in warning for warning in run.warnings)
    spoken = run.segments[run.segments["role"] == "respondent"]
    assert spoken["text"].tolist() == [s for sentences in GERMAN.values() for s in sentences]
    parts_of(run, tmp_path / "run")


def test_a_pipeline_without_a_parser_says_once_what_is_missing(study: Path, tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "plain")
    run = ii.analyze(study, spacy_model=str(tmp_path / "plain"))
    told = [warning for warning in run.warnings if "has no parser" in warning]
    assert len(told) == 1
    assert len(run.themes)
    assert not any("parser" in warning for warning in ii.analyze(study).warnings)


@pytest.mark.parametrize(
    "asked",
    [
        {"language": "xx-none"},
        {"embedder": "./no/such/folder"},
        {"spacy_model": "no_such_pipeline"},
        {"codebook": "no/such/book.yaml"},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_a_wrong_setting_is_a_named_error(study: Path, tmp_path: Path, asked: Any) -> None:
    with pytest.raises(InsightsError) as caught:
        ii.analyze(study, out=tmp_path / "run", **asked)
    assert next(iter(asked.values())).removeprefix("./") in str(caught.value)
    assert caught.value.hint
    assert not (tmp_path / "run").exists()


def test_what_is_asked_wins_over_study_toml(study: Path) -> None:
    (study / "study.toml").write_text('name = "Tea"\nseed = 3\ngroups = ["bad", "good"]\n')
    run = ii.analyze(study, seed=4)
    assert run.manifest["name"] == "Tea"
    assert run.manifest["settings"]["seed"] == 4
    assert run.manifest["groups"] == ["bad", "good"]
    assert set(run.contrasts["group_a"]) == {"bad"}


def test_a_study_that_was_read_before_is_taken_as_it_is(study: Path) -> None:
    read = ii.read_study(study, groups=["bad"])
    run = ii.analyze(read)
    assert set(run.segments["group"]) == {"bad"}
    assert run.manifest["counts"]["transcripts"] == 2


def test_a_broken_codebook_is_named_before_anything_is_read(study: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    book.write_text("codes:\n  - name: goals\n")
    told: list[str] = []
    with pytest.raises(CodebookError) as caught:
        ii.analyze(study, codebook=book, progress=lambda stage, *_: told.append(stage))
    assert caught.value.path == str(book)
    assert told == []


def test_codes_by_people_outlive_a_damaged_manifest(study: Path, old: Path, tmp_path: Path) -> None:
    from interview_insights.exchanging import apply_codes

    run = ii.load_run(old)
    coded = run.codings[run.codings["primary"]].iloc[0]
    table = tmp_path / "codes.csv"
    table.write_text(f"segment_id,field\n{coded.segment_id},communication\n", encoding="utf-8")
    apply_codes(old, table, learn=False)
    (old / "run.json").write_text("rubbish")
    again = ii.analyze(study, out=old)
    human = again.codings[again.codings["source"] == "human"]
    assert human["field"].tolist() == ["communication"]


def test_a_negative_seed_is_a_named_error(study: Path) -> None:
    with pytest.raises(InsightsError, match="seed must be 0 or more"):
        ii.analyze(study, seed=-1)
    (study / "study.toml").write_text("seed = -1")
    with pytest.raises(InsightsError, match="'seed' must be 0 or more"):
        ii.analyze(study)
