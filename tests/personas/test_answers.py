"""What good customers say to objections, what sets personas apart, personas by group."""

from __future__ import annotations

import numpy as np
import pytest

from interview_insights.coding.codebook import default_codebook
from interview_insights.personas import write_personas


@pytest.fixture
def told(study, fields):
    def tell(**settings: object):
        people = {
            **{f"G{i}": {"T01": 2, "T02": 1} for i in range(4)},
            **{f"B{i}": {"T03": 2, "T01": i % 2} for i in range(4)},
        }
        groups = {name: "good" if name.startswith("G") else "bad" for name in people}
        own = {"T01": "goals", "T02": "motivations", "T03": "concerns"}
        made = study(people, own, groups=groups)
        tables = (made.segments, made.codings, made.themes, made.facts)
        return write_personas(*tables, default_codebook(), **settings), made

    return tell


def alike(texts):
    """All texts say the same."""
    return np.ones((len(texts), 1), dtype=np.float32)


def unlike(texts):
    """No two sets of texts say the same."""
    unlike.calls += 1
    rows = np.zeros((len(texts), 8), dtype=np.float32)
    rows[:, unlike.calls % 8] = 1
    return rows


def test_answers_are_praise_of_the_first_group_by_different_people(told) -> None:
    personas, made = told(groups=("good", "bad"), encode=alike)
    rows = made.segments.set_index("segment_id")
    fields = made.codings.set_index("segment_id")["field"]
    answers = [a for p in personas for s in p.objections for a in s.answers]
    assert answers
    assert {rows["group"][a] for a in answers} == {"good"}
    assert {fields[a] for a in answers} == {"motivations"}
    for persona in personas:
        for statement in persona.objections:
            people = [rows["participant"][a] for a in statement.answers]
            assert len(people) == len(set(people)) <= 2


def test_nothing_near_is_no_answer(told) -> None:
    unlike.calls = 0
    personas, _ = told(groups=("good", "bad"), encode=unlike)
    assert not [a for p in personas for s in p.objections for a in s.answers]


def test_without_vectors_or_with_one_group_there_are_no_answers(told) -> None:
    for settings in ({}, {"groups": ("good",), "encode": alike}):
        personas, _ = told(**settings)
        assert not [a for p in personas for s in p.objections for a in s.answers]


def test_personas_by_group_are_the_groups_in_their_order(told) -> None:
    personas, _ = told(by_group=True, groups=("good", "bad"))
    assert [dict(p.groups) for p in personas] == [{"good": 4}, {"bad": 4}]
    assert personas[0].participants == ("G0", "G1", "G2", "G3")


def test_differences_are_counted_against_everybody_else(told) -> None:
    personas, _ = told(by_group=True, groups=("good", "bad"))
    good, bad = personas
    by_theme = {d.theme: d for d in good.differences}
    assert by_theme["T02"].n_participants == 4
    assert (by_theme["T02"].others, by_theme["T02"].n_others) == (0, 4)
    assert [d.theme for d in bad.differences] == ["T03"]


def test_what_nobody_spoke_of_is_named(told) -> None:
    personas, _ = told(by_group=True, groups=("good", "bad"))
    assert "values" in personas[0].unknown
    assert "age" in personas[0].unknown
    assert "goals" not in personas[0].unknown
