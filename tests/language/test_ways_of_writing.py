"""One person under several names is one person; two people under like names are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_insights.language.names_of_people import People
from interview_insights.language.ways_of_writing import is_slip_of, plain, stands_for

NAMES = st.text(
    st.characters(categories=("Lu", "Ll", "Mn", "Zs"), include_characters=".-'"), max_size=25
)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("bill", "william"),
        ("bill pakenham", "william"),
        ("funmi", "funmilayo"),
        ("matty", "mateusz"),
        ("bernie mcbride", "bernadette"),
        ("seun", "oluwaseun"),
        ("kasia", "katarzyna mlynarczyk"),
        ("t.z", "tomasz zielinski"),
        ("g. teixeira", "graca teixeira"),
        ("mei ling", "xu mei ling"),
        ("gethins", "gethin"),
        ("lolas", "lola mae"),
    ],
)
def test_a_shorter_way_stands_for_the_name(short, full):
    assert stands_for(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ann", "anna"),
        ("bill pakenham", "william reid"),
        ("t.z", "tomasz"),
        ("maria", "mario"),
        ("daniel", "daniela"),
        ("g. teixeira", "helena teixeira"),
    ],
)
def test_two_people_stay_two(one, other):
    assert not is_slip_of(one, other)
    assert not stands_for(one, other)


@pytest.mark.parametrize(
    ("odd", "usual"),
    [("thiago", "tiago"), ("ragnild", "ragnhild"), ("mazureck", "bartosz mazurek")],
)
def test_a_letter_more_or_less_is_a_slip(odd, usual):
    assert is_slip_of(odd, usual)


@given(NAMES, NAMES)
def test_no_name_stands_for_itself_and_none_raises(one, other):
    assert not stands_for(plain(one), plain(one))
    assert stands_for(plain(one), plain(other)) in (True, False)
    assert plain(plain(one)) == plain(one)


def people(*transcripts, speakers=()):
    """Return who is who in transcripts, each given by the names in it."""
    spoke = [list(speakers), *([] for _ in transcripts[1:])]
    return People([list(names) for names in transcripts], spoke, [])


def test_a_name_does_not_stand_for_its_pet_name():
    assert not stands_for("katarzyna", "kasia")
    assert not stands_for("funmilayo", "funmi")


def test_a_pet_name_is_the_only_person_of_the_interview_whom_it_fits():
    who = people(["Katarzyna", "Kasia", "Mr Bąk"])
    assert who.one("Kasia") == who.one("Katarzyna") != who.one("Bąk")


def test_a_pet_name_that_fits_two_is_left_alone():
    who = people(["Robert", "Roberta Smith", "Rob"])
    assert len({who.one("Rob"), who.one("Robert"), who.one("Roberta Smith")}) == 3


def test_who_fits_two_names_of_one_person_is_that_person():
    who = people(["Jennifer Oduya", "Jenny Oduya", "Jen"])
    assert len({who.one(name) for name in ("Jen", "Jenny Oduya", "Jennifer Oduya")}) == 1


def test_names_of_different_interviews_are_not_joined():
    who = people(["Katarzyna"], ["Kasia"])
    assert who.one("Kasia") != who.one("Katarzyna")


def test_two_speakers_are_two_people():
    who = people(["Dan"], speakers=["Dan", "Daniel"])
    assert who.one("Dan") != who.one("Daniel")


def test_accents_make_no_other_person():
    who = people(["José"], ["Jose"])
    assert who.one("José") == who.one("Jose")
