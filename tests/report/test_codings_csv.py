"""codings.csv, as a person opens it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from handmade import make_tables

import interview_insights as ii
from interview_insights.report import codings_for_people
from interview_insights.report.times import clock

COLUMNS = [
    "group", "participant", "file", "place", "time", "question", "text", "lens", "field",
    "second_field", "pole", "theme", "label", "confidence", "review", "segment_id",
]  # fmt: skip


@pytest.fixture
def rows(sample_folder: Path) -> list[dict[str, str]]:
    with (sample_folder / "codings.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_columns_are_these(rows: list[dict[str, str]]) -> None:
    assert list(rows[0]) == COLUMNS


def test_there_is_one_row_for_each_respondent_sentence(
    rows: list[dict[str, str]], sample_run: ii.Run
) -> None:
    spoken = sample_run.segments[sample_run.segments["role"] == "respondent"]
    assert [row["segment_id"] for row in rows] == spoken["segment_id"].tolist()


def test_each_row_agrees_with_the_tables(rows: list[dict[str, str]], sample_run: ii.Run) -> None:
    segments = sample_run.segments.set_index("segment_id")
    primary = sample_run.codings[sample_run.codings["primary"]].set_index("segment_id")
    second = sample_run.codings[~sample_run.codings["primary"]].set_index("segment_id")["field"]
    priced = sample_run.codings[sample_run.codings["pole"].notna()]
    poles = dict(zip(priced["segment_id"], priced["pole"], strict=True))
    labels = dict(zip(sample_run.themes["theme"], sample_run.themes["label"], strict=True))
    for row in rows:
        segment, coded = segments.loc[row["segment_id"]], primary.loc[row["segment_id"]]
        text = row["text"].removeprefix("'") if row["text"][:2] in ("'-", "'+") else row["text"]
        assert text == segment["text"]
        assert row["participant"] == segment["participant"]
        assert row["group"] == segment["group"]
        assert (row["file"], row["place"]) == (segment["path"], segment["place"])
        assert row["time"] == clock(segment["start_s"])
        assert (row["lens"], row["field"]) == (coded["lens"], coded["field"])
        assert row["second_field"] == second.get(row["segment_id"], "")
        assert row["theme"] == (coded["theme"] or "")
        assert row["label"] == labels.get(coded["theme"], "")
        assert row["pole"] == poles.get(row["segment_id"], "")
        assert float(row["confidence"]) == coded["confidence"]
        assert (row["review"] == "yes") == coded["review"]
    assert any(row["second_field"] for row in rows)
    assert any(row["pole"] for row in rows)
    assert any(row["time"] for row in rows)


def test_header_and_rows_have_one_length() -> None:
    tables = make_tables()
    header, rows = codings_for_people(tables)
    assert list(header) == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    first = dict(zip(header, rows[0], strict=True))
    assert first["second_field"] == "values"
    assert first["theme"] == "T01"
    assert first["label"] == "It costs too much"
    assert first["time"] == "0:03"
    last = dict(zip(header, rows[-1], strict=True))
    assert (last["field"], last["theme"], last["label"], last["time"]) == ("none", "", "", "")
    assert last["review"] == "yes"


def test_a_run_without_themes_has_its_rows() -> None:
    header, rows = codings_for_people(make_tables(themes=0))
    assert len(rows) == 6
    assert {row[header.index("theme")] for row in rows} == {""}
