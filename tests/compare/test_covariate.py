from __future__ import annotations

import pytest

from interview_insights.compare import contrast, grouped_by
from interview_insights.compare.covariate import MOST_VALUES
from interview_insights.errors import RunError


@pytest.fixture
def study(tables):
    """Six people; those on the yearly plan voice T01."""
    people = {
        f"P{i}": ("good" if i % 2 else "bad", ["T01"] if i < 3 else ["T02"]) for i in range(6)
    }
    return tables(people, ["T01", "T02"], ("driver",))


PLANS = {f"P{i}": {"Plan": "yearly" if i < 3 else "monthly", "town": f"t{i}"} for i in range(6)}


def test_people_are_compared_by_a_column(study):
    codings, segments, themes = study
    found = grouped_by(segments, PLANS, "plan")
    assert found.groups == ("monthly", "yearly")
    assert found.left_out == 0
    rows = contrast(codings, found.segments, themes, found.groups).set_index("theme")
    assert rows.at["T01", "share_b"] == 1
    assert rows.at["T01", "share_a"] == 0
    assert set(segments["group"]) == {"good", "bad"}  # the run's own table is left alone


def test_people_without_a_value_are_left_out_and_counted(study):
    _, segments, _ = study
    plans = PLANS | {"P0": {"Plan": ""}, "P1": {}}
    found = grouped_by(segments, plans, "Plan")
    assert found.left_out == 2
    assert not set(found.segments["participant"]) & {"P0", "P1"}


def test_voices_of_a_discussion_belong_to_its_row(study):
    _, segments, _ = study
    voices = segments.assign(participant=segments["participant"] + "/Ann")
    assert grouped_by(voices, PLANS, "Plan").left_out == 0


@pytest.mark.parametrize(
    ("attributes", "column", "words"),
    [
        ({}, "plan", "no participants.csv"),
        (PLANS, "age", "Plan, town"),
        ({name: {"Plan": "same"} for name in PLANS}, "plan", "1 different"),
        ({"P0": {"Plan": "a"}}, "plan", "1 different"),
    ],
)
def test_what_makes_no_groups_is_told(study, attributes, column, words):
    with pytest.raises(RunError) as caught:
        grouped_by(study[1], attributes, column)
    assert words in f"{caught.value} {caught.value.hint}"


def test_a_column_with_too_many_values_makes_no_groups(tables):
    names = [f"P{i:02d}" for i in range(MOST_VALUES + 1)]
    _, segments, _ = tables({name: ("good", ["T01"]) for name in names}, ["T01"], ("driver",))
    with pytest.raises(RunError, match="bands"):
        grouped_by(segments, {name: {"town": name} for name in names}, "town")
