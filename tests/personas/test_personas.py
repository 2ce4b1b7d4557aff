from __future__ import annotations

import dataclasses
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_insights.coding.codebook import default_codebook
from interview_insights.personas.writing import QUOTES, STATEMENTS

BOOK = default_codebook()

WIDE = {
    f"T{i:02d}": field
    for i, field in enumerate([*BOOK.fields, "concerns", "goals", "concerns", "concerns"], 1)
}
"""A theme a field, and further ones."""


@st.composite
def studies(draw):
    """Who voices which of the themes how often, and who says things without a theme."""
    themes = draw(st.lists(st.sampled_from(sorted(WIDE)), unique=True, max_size=8))
    times = st.integers(0, 3)
    voiced = st.fixed_dictionaries({**dict.fromkeys(themes, times), None: times})
    names = [f"P{i:02d}" for i in range(draw(st.integers(0, 12)))]
    return {name: draw(voiced) for name in names}


@given(studies())
@settings(max_examples=15, deadline=None)
def test_every_persona_is_borne_by_its_members(study, people):
    made = study(people, WIDE)
    personas = made.personas()
    speaking = sorted(name for name, voiced in people.items() if sum(voiced.values()))
    if len(speaking) < 2:
        assert personas == ()
        return
    assert 1 <= len(personas) <= 4
    assert sorted(name for p in personas for name in p.participants) == speaking
    assert [p.size for p in personas] == sorted((p.size for p in personas), reverse=True)
    assert len({p.name for p in personas}) == len(personas)
    for persona in personas:
        assert persona.size == len(persona.participants) >= 2
        assert persona.size == sum(persona.groups.values())
        assert 0 <= persona.confidence <= 1
        check_statements(persona, made, people)


def check_statements(persona, made, people):
    themes = made.themes.set_index("theme")
    theme_of = dict(zip(made.codings["segment_id"], made.codings["theme"], strict=True))
    assert persona.quote.split(":")[0] in persona.participants
    assert persona.quote in theme_of
    assert tuple(persona.fields) == BOOK.fields
    for field, statements in persona.fields.items():
        voiced = {
            theme
            for theme in themes.index[themes["field"] == field]
            if any(people[name].get(theme) for name in persona.participants)
        }
        assert len(statements) == min(STATEMENTS, len(voiced))  # none: not mentioned
        for statement in statements:
            assert statement.theme in voiced
            assert statement.statement == themes.loc[statement.theme, "label"]
            members = [n for n in persona.participants if people[n].get(statement.theme)]
            assert statement.n_participants == len(members)
            assert 1 <= len(statement.quotes) == min(QUOTES, len(members))
            speakers = [quote.split(":")[0] for quote in statement.quotes]
            assert len(set(speakers)) == len(speakers)
            assert set(speakers) <= set(members)
            assert {theme_of[quote] for quote in statement.quotes} == {statement.theme}
    concerns = persona.fields["concerns"]
    assert persona.objections == concerns[:STATEMENTS]
    reach = {*persona.fields["discovery"], *persona.fields["communication"]}
    assert set(persona.how_to_reach) <= reach
    assert bool(persona.how_to_reach) == bool(reach)


def test_two_kinds_of_customers_are_told_apart(study, people_of_kinds, fields):
    personas = study(people_of_kinds(6, 4), fields).personas()
    assert [p.participants for p in personas] == [
        tuple(f"K0P{i}" for i in range(6)),
        tuple(f"K1P{i}" for i in range(4)),
    ]
    first, second = personas
    assert {f for f, s in first.fields.items() if s} == {"goals", "motivations"}
    assert {f for f, s in second.fields.items() if s} == {"discovery", "concerns"}
    assert not first.objections
    assert [s.theme for s in second.objections] == ["T04"]
    assert [s.theme for s in second.how_to_reach] == ["T03"]
    assert min(p.confidence for p in personas) > 0.8
    assert first.tagline != second.tagline


def test_groups_do_not_make_the_personas(study, people_of_kinds, fields):
    """Good and bad customers who say the same are one kind of customer."""
    people = people_of_kinds(6, 4)
    groups = {name: "bad" if name.endswith(("0", "3")) else "good" for name in people}
    plain = study(people, fields).personas()
    grouped = study(people, fields, groups=groups).personas()
    assert [p.participants for p in grouped] == [p.participants for p in plain]
    assert [dict(p.groups) for p in grouped] == [{"bad": 2, "good": 4}, {"bad": 2, "good": 2}]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_few_people(study, fields, count):
    people = {f"P{i}": {"T01": 1, f"T0{i + 2}": 1} for i in range(count)}
    personas = study(people, fields).personas()
    if count < 2:
        assert personas == ()
    else:
        assert [p.participants for p in personas] == [tuple(sorted(people))]
        assert personas[0].confidence == 0.0


def test_who_says_nothing_codable_is_in_no_persona(study, fields):
    people = {"Ada": {None: 3}, "Bo": {None: 2}}
    assert study(people, fields, loose="none").personas() == ()


@pytest.mark.parametrize("count", [2, 4, 9])
def test_nothing_recurs(study, fields, count):
    """Coded sentences, but no theme: everybody spoke of something else."""
    people = {f"P{i}": {None: 2} for i in range(count)}
    made = study(people, fields)
    [persona] = made.personas()
    backwards = dataclasses.replace(made, codings=made.codings[::-1], segments=made.segments[::-1])
    assert backwards.personas() == (persona,)
    assert persona.participants == tuple(sorted(people))
    assert not any(persona.fields.values())
    assert persona.quote.split(":")[0] in people


def test_second_fields_bear_no_statement(study, people_of_kinds, fields):
    made = study(people_of_kinds(4, 4), fields)
    second = made.codings.assign(primary=False, field="values", lens="mindset", theme=None)
    both = dataclasses.replace(
        made, codings=pd.concat([made.codings, second], ignore_index=True)
    ).personas()
    assert [p.participants for p in both] == [p.participants for p in made.personas()]
    assert all(p.fields["values"] == () for p in both)


def test_order_of_rows_does_not_matter_and_seeds_repeat(study, people_of_kinds, fields):
    people = people_of_kinds(4, 3, 3)
    people["K0P0"] |= {"T04": 1}
    people["K2P1"] |= {"T01": 2}
    facts = [("K0P0", "age", "34"), ("K0P1", "age", "51"), ("K1P1", "location", "Leeds")]
    made = study(people, fields, facts=facts)
    first = made.personas(seed=3)
    assert made.personas(seed=3) == first
    for seed in range(2):
        mixed = dataclasses.replace(
            made,
            **{
                name: getattr(made, name).sample(frac=1, random_state=seed)
                for name in ("segments", "codings", "facts")
            },
        )
        assert mixed.personas(seed=3) == first


FACTS = {
    "one": [("age", "71"), ("gender", "woman"), ("location", "Cardiff"), ("career", "nurse")],
    "other": [("age", "19"), ("gender", "man"), ("location", "Warsaw"), ("career", "student")],
}


def test_names_do_not_come_from_age_gender_or_origin(study, people_of_kinds, fields):
    people = people_of_kinds(4, 4, 4)
    names = []
    for told in ([], FACTS["one"], FACTS["other"]):
        facts = [(name, fact, value) for name in people for fact, value in told]
        personas = study(people, fields, facts=facts).personas()
        assert len({p.name for p in personas}) == 3
        names.append([(p.name, p.tagline, p.participants) for p in personas])
        for persona in personas:
            for _, value in told:
                assert value.lower() not in persona.name.lower()
    assert names[0] == names[1] == names[2]


def test_names_do_not_come_from_participants(study, people_of_kinds, fields):
    people = people_of_kinds(4, 4)
    renamed = {f"Mrs Kowalska-{i:02d}": voiced for i, voiced in enumerate(people.values())}
    names = [[p.name for p in study(x, fields).personas()] for x in (people, renamed)]
    assert names[0] == names[1]


def test_names_follow_the_price_pole(study, fields):
    """What is said of prices names a persona, whoever says it."""
    book = {**fields, "T07": "price_orientation"}
    people = {f"P{i}": {"T01": 1, "T07": 2} for i in range(5)}
    names = {
        pole: study(people, book, poles={"T07": pole}).personas()[0].name
        for pole in ("bargain", "premium")
    }
    assert names["bargain"] != names["premium"]


def test_demographics_are_ranges_and_counts_of_members(study, people_of_kinds, fields):
    people = people_of_kinds(5, 3)
    facts = [
        ("K0P0", "age", "61"),
        ("K0P1", "age", "34"),
        ("K0P2", "age", "47"),
        ("K0P0", "location", "Leeds"),
        ("K0P1", "location", "Leeds"),
        ("K0P1", "location", "York"),  # who names two places is one person
        ("K0P4", "location", "Hull"),
        ("K1P0", "age", "23"),
        ("K1P1", "price_point", "50 GBP"),
    ]
    first, second = study(people, fields, facts=facts).personas()
    assert set(first.demographics) == {"age", "location"}
    assert re.findall(r"\d+", first.demographics["age"]) == ["34", "61", "3", "5"]
    assert re.findall(r"[A-Z]\w+", first.demographics["location"]) == ["Leeds", "Hull", "York"]
    assert re.findall(r"\d+", first.demographics["location"]) == ["2", "3", "5"]
    assert set(second.demographics) == {"age"}  # a price is nobody's demographics
    assert re.findall(r"\d+", second.demographics["age"]) == ["23", "1", "3"]


def test_ages_told_as_decades_are_not_dropped(study, fields):
    people = {f"P{i}": {"T01": 2} for i in range(4)}
    facts = [("P0", "age", "34"), ("P1", "age", "50s")]
    [persona] = study(people, fields, facts=facts).personas()
    assert "34" in persona.demographics["age"]
    assert "50s" in persona.demographics["age"]


def test_long_lists_are_cut_and_say_so(study, fields):
    people = {f"P{i}": {"T01": 2} for i in range(9)}
    towns = ["Leeds", "Hull", "York", "Bath", "Derby", "Truro", "Ely", "Wells", "Ripon"]
    facts = [(name, "location", town) for name, town in zip(people, towns, strict=True)]
    [persona] = study(people, fields, facts=facts).personas()
    shown = [town for town in towns if town in persona.demographics["location"]]
    assert len(shown) == 5
    assert re.findall(r"\d+", persona.demographics["location"]) == ["4", "9", "9"]


def test_no_facts_no_demographics(study, people_of_kinds, fields):
    for persona in study(people_of_kinds(4, 4), fields).personas():
        assert persona.demographics == {}
