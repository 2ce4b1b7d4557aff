from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_insights.themes.memory import ALIKE, Known, Memory, recognise


def said(*numbers: int) -> frozenset[tuple[str, str]]:
    return frozenset((f"talk {n % 3}", f"sentence {n}") for n in numbers)


def known(theme: str, *numbers: int) -> Known:
    return Known(theme, f"label of {theme}", "goals", said(*numbers))


def memory(*themes: Known) -> Memory:
    return Memory(themes, frozenset().union(*(theme.said for theme in themes)))


def test_a_theme_that_grew_is_the_same_theme():
    found = recognise({0: said(1, 2, 3, 10, 11, 12, 13)}, memory(known("T04", 1, 2, 3)))
    assert found[0].theme == "T04"  # new sentences say nothing against it


def test_a_theme_goes_to_its_best_match_only():
    old = memory(known("T01", 1, 2, 3, 4, 5, 6))
    found = recognise({0: said(1, 2), 1: said(3, 4, 5, 6)}, old)
    assert {cluster: match.theme for cluster, match in found.items()} == {1: "T01"}


def test_sentences_that_left_the_study_say_nothing_against_a_match():
    found = recognise({0: said(1, 2)}, memory(known("T01", 1, 2, 90, 91, 92, 93, 94)))
    assert found[0].theme == "T01"


def test_what_is_not_alike_is_new():
    old = memory(known("T01", 1, 2, 3, 4, 5), known("T02", 6, 7, 8, 9))
    assert recognise({0: said(5, 6, 7, 8, 20)}, old)[0].theme == "T02"
    assert recognise({0: said(20, 21)}, old) == {}
    assert recognise({0: said(1, 6, 7, 8, 9, 2, 3, 4, 5)}, Memory()) == {}


numbers = st.sets(st.integers(0, 30), min_size=1, max_size=12)


@given(st.lists(numbers, max_size=6), st.lists(numbers, max_size=6))
def test_no_theme_is_given_twice_and_every_match_is_alike(clusters, themes):
    old = memory(*(known(f"T{i:02d}", *theme) for i, theme in enumerate(themes)))
    given_ = {i: said(*cluster) for i, cluster in enumerate(clusters)}
    found = recognise(given_, old)
    ids = [match.theme for match in found.values()]
    assert len(ids) == len(set(ids))
    for cluster, match in found.items():
        now = frozenset().union(*given_.values())
        a, b = given_[cluster] & old.said, match.said & now
        assert len(a & b) / len(a | b) >= ALIKE


@given(st.lists(numbers, min_size=1, max_size=6))
def test_the_same_clusters_are_recognised_in_full(clusters):
    apart: list[set[int]] = []
    for cluster in clusters:
        apart.append(cluster - set().union(*apart))
    apart = [cluster for cluster in apart if cluster]
    old = memory(*(known(f"T{i:02d}", *cluster) for i, cluster in enumerate(apart)))
    found = recognise({i: said(*cluster) for i, cluster in enumerate(apart)}, old)
    assert {i: match.theme for i, match in found.items()} == {
        i: f"T{i:02d}" for i in range(len(apart))
    }
