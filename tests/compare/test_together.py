from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from interview_insights.compare import together
from interview_insights.compare.together import COLUMNS


def study_of(tables, voices):
    people = {f"P{i:02d}": ("good", list(names)) for i, names in enumerate(voices)}
    return tables(people, ["T01", "T02", "T03"], ("barrier", "driver", "driver"))


def test_people_are_counted_not_sentences(tables):
    voices = [["T01", "T01", "T02"], ["T01", "T02", "T02"], ["T01"], ["T03"], [], ["T03"]]
    codings, segments, themes = study_of(tables, voices)
    found = together(codings, segments, themes)
    assert list(found.columns) == list(COLUMNS)
    row = found.iloc[0]
    assert (row.theme_a, row.theme_b) == ("T01", "T02")
    assert (row.people, row.n_a, row.n_b, row.both) == (6, 3, 2, 2)
    assert row.expected == pytest.approx(1.0)
    assert row["lift"] == pytest.approx(2.0)
    assert row.p_value == pytest.approx(fisher_exact([[2, 1], [0, 3]])[1])
    assert "T03" not in set(found["theme_b"])  # nobody voices it beside T01


def test_a_lens_with_itself_gives_each_pair_once(tables):
    codings, segments, themes = study_of(tables, [["T02", "T03"]] * 3)
    found = together(codings, segments, themes, ("driver", "driver"))
    assert found[["theme_a", "theme_b"]].to_numpy().tolist() == [["T02", "T03"]]


def test_nothing_together(tables):
    codings, segments, themes = study_of(tables, [["T01"], ["T02"]])
    assert together(codings, segments, themes).empty


@given(st.lists(st.sets(st.sampled_from(["T01", "T02", "T03"])), min_size=1, max_size=9))
def test_figures_are_those_of_the_table_of_people(tables, voices):
    codings, segments, themes = study_of(tables, voices)
    for row in together(codings, segments, themes).itertuples():
        both = sum({row.theme_a, row.theme_b} <= v for v in voices)
        a, b = (sum(t in v for v in voices) for t in (row.theme_a, row.theme_b))
        n = len(voices)
        assert (row.both, row.n_a, row.n_b, row.people) == (both, a, b, n)
        table = [[both, a - both], [b - both, n - a - b + both]]
        assert row.p_value == pytest.approx(fisher_exact(table)[1])
