"""``show`` and ``agree``: the same figures as the tables, for people and for programs."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import pytest
from handmade import make_run

import interview_insights as ii
from interview_insights.cli.exploring import Part
from interview_insights.resources import sample_dir

TABLES = {
    "themes": "themes",
    "contrast": "contrasts",
    "codings": "codings",
    "facts": "facts",
    "saturation": "saturation",
    "quality": "quality",
}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_run(text="[red]=cmd()[/red]").save(tmp_path_factory.mktemp("saved") / "r")


@pytest.mark.parametrize("part", Part, ids=str)
def test_every_part_is_shown_and_given_as_json(cli: Any, sample_folder: Path, part: Part) -> None:
    shown = cli("show", sample_folder, part.value)
    assert shown.code == 0
    assert shown.err == ""
    assert len(shown.out.splitlines()) > 3
    given = cli("show", sample_folder, part.value, "--json")
    assert given.code == 0
    assert given.err == ""
    assert given.json


@pytest.mark.parametrize(("part", "name"), TABLES.items(), ids=list(TABLES))
def test_json_holds_the_whole_table(
    cli: Any, sample_folder: Path, sample_run: ii.Run, part: str, name: str
) -> None:
    table = getattr(sample_run, name)
    given = cli("show", sample_folder, part, "--json").json
    assert len(given) == len(table)
    for row, wanted in zip(given, table.to_dict("records"), strict=True):
        assert list(row) == list(table.columns)
        for key, value in wanted.items():
            missing = value is None or (isinstance(value, float) and math.isnan(value))
            assert row[key] == (None if missing else value), key


def test_the_summary_is_the_default(cli: Any, sample_folder: Path, sample_run: ii.Run) -> None:
    shown = cli("show", sample_folder)
    assert shown.out == cli("show", sample_folder, "summary").out
    for finding in sample_run.report().findings:
        assert finding.text in shown.out
        assert finding.strength in shown.out
    for warning in sample_run.warnings:
        assert warning in shown.out
    assert cli("show", sample_folder, "--json").json == sample_run.manifest


def test_themes_are_shown_with_label_field_and_counts(
    cli: Any, sample_folder: Path, sample_run: ii.Run
) -> None:
    shown = cli("show", sample_folder, "themes").out
    report = sample_run.report()
    lines = {line.split()[0]: flat(line) for line in shown.splitlines() if line.startswith(" T")}
    lines |= {line.split()[0]: flat(line) for line in shown.splitlines() if line.startswith("T")}
    themes = [t for lens in report.lenses for field in lens.fields for t in field.themes]
    assert set(lines) >= {t.theme for t in themes}
    for theme in themes:
        line = lines[theme.theme]
        assert theme.label in line
        assert theme.field_label in line
        for share in theme.shares:
            assert f"{share.mentions} of {share.n}" in line


def test_contrasts_come_clearest_first(cli: Any, sample_folder: Path, sample_run: ii.Run) -> None:
    shown = cli("show", sample_folder, "contrast").out
    order = [w for line in shown.splitlines() for w in line.split()[:1] if w[:1] == "T"]
    p_values = sample_run.contrasts.set_index("theme")["p_value"]
    assert sorted(order) == sorted(p_values.index)
    assert [p_values[theme] for theme in order] == sorted(p_values)


def test_personas_are_shown_whole(cli: Any, sample_folder: Path, sample_run: ii.Run) -> None:
    shown = flat(cli("show", sample_folder, "personas").out)
    for persona in sample_run.personas:
        assert persona.name in shown
        assert persona.tagline in shown
        assert f"{persona.size} people" in shown
    given = cli("show", sample_folder, "personas", "--json").json
    assert [p["name"] for p in given] == [p.name for p in sample_run.personas]
    assert [set(p["fields"]) for p in given] == [set(p.fields) for p in sample_run.personas]


def test_codings_show_every_sentence(cli: Any, sample_folder: Path, sample_run: ii.Run) -> None:
    shown = cli("show", sample_folder, "codings").out
    primary = sample_run.codings[sample_run.codings["primary"]]
    words = shown.split()
    assert set(primary["segment_id"]) <= set(words)


@pytest.mark.parametrize(
    "part", [p for p in Part if p not in (Part.saturation, Part.quality)], ids=str
)
def test_what_people_say_is_no_markup(cli: Any, saved: Path, part: Part) -> None:
    shown = cli("show", saved, part.value)
    assert shown.code == 0
    assert "[red]=cmd()[/red]" in shown.out


@pytest.mark.parametrize("part", Part, ids=str)
@pytest.mark.parametrize(
    "shape",
    [{"groups": ("only",)}, {"themes": 0}, {"personas": False}, {"themes": 0, "personas": False}],
    ids=str,
)
def test_a_study_of_any_shape_is_shown(
    cli: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shape: Any, part: Part
) -> None:
    run = make_run(**shape)
    monkeypatch.setattr(ii, "load_run", lambda _: run, raising=False)
    shown = cli("show", tmp_path, part.value)
    assert shown.code == 0
    assert shown.out.strip()
    assert isinstance(cli("show", tmp_path, part.value, "--json").json, (list, dict))


def test_saturation_of_a_lens_with_another_base(cli: Any, sample_folder: Path) -> None:
    whole = cli("show", sample_folder, "saturation", "--json").json
    own = cli("show", sample_folder, "saturation", "--lens", "barrier", "--json").json
    assert own[-1]["themes"] < whole[-1]["themes"]
    later = cli("show", sample_folder, "saturation", "--base", "5", "--run", "3", "--json").json
    assert [row["new_ratio"] for row in later[:7]] == [None] * 7
    assert later[7]["new_ratio"] is not None
    strict, kind = (
        cli("show", sample_folder, "saturation", "--threshold", share).out for share in ("0", "1")
    )
    assert "not yet" in strict or strict != kind
    assert "not yet" not in kind


def test_an_unknown_lens_is_named(cli: Any, sample_folder: Path) -> None:
    shown = cli("show", sample_folder, "saturation", "--lens", "barier")
    assert shown.code != 0
    assert "barier" in shown.err


def test_only_one_form_of_themes_is_printed(cli: Any, sample_folder: Path) -> None:
    shown = cli("show", sample_folder, "themes", "--yaml", "--json")
    assert shown.code != 0
    assert "only one" in flat(shown.err)


# agree


def test_agree_gives_the_figures_of_two_coders(cli: Any, sample_folder: Path) -> None:
    given = cli("agree", sample_folder, sample_dir() / "coded.csv", "--json")
    assert given.code == 0
    assert given.err == ""
    for level in ("field", "lens"):
        found = given.json[level]
        assert found["kappa_low"] < found["kappa"] < found["kappa_high"] < 1
        assert found["kappa"] > 0.3
        assert 0 < found["percent"] <= 1
        assert all(0 <= f1 <= 1 for f1 in found["f1"].values())
    with (sample_dir() / "coded.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert given.json["field"]["n"] + given.json["unmatched"] == len(rows)
    assert given.json["unmatched"] < 0.02 * len(rows)
    shown = cli("agree", sample_folder, sample_dir() / "coded.csv")
    assert shown.code == 0
    assert f"{given.json['field']['kappa']:.2f}" in shown.out
    assert f"{given.json['lens']['kappa']:.2f}" in shown.out


def test_agree_with_oneself_is_whole(cli: Any, sample_folder: Path, tmp_path: Path) -> None:
    run = ii.load_run(sample_folder)
    joined = run.segments.merge(run.codings[run.codings["primary"]], on="segment_id")
    joined[["transcript", "text", "field"]].to_csv(tmp_path / "own.csv", index=False)
    given = cli("agree", sample_folder, tmp_path / "own.csv", "--json").json
    assert given["unmatched"] == 0
    assert given["themes"] is None
    for level in ("field", "lens"):
        assert given[level]["kappa"] == given[level]["percent"] == 1
    joined["field"] = joined["field"].iloc[::-1].to_numpy()
    joined[["transcript", "text", "field"]].to_csv(tmp_path / "other.csv", index=False)
    other = cli("agree", sample_folder, tmp_path / "other.csv", "--json").json
    assert abs(other["field"]["kappa"]) < 0.2


def test_agree_copes_with_a_single_sentence(cli: Any, saved: Path, tmp_path: Path) -> None:
    text = ii.load_run(saved).segments["text"].iloc[1]
    with (tmp_path / "one.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([("transcript", "text", "field"), ("good_0", text, "goals")])
    given = cli("agree", saved, tmp_path / "one.csv", "--json")
    assert given.code == 0
    assert given.json["field"]["n"] == 1
    assert cli("agree", saved, tmp_path / "one.csv").code == 0
