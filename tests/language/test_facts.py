"""What people say about themselves is found; what they say about others is not."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_insights import frames
from interview_insights.language.fact_amounts import amount_of
from interview_insights.language.fact_notation import NOTATIONS
from interview_insights.language.fact_numbers import to_number
from interview_insights.language.fact_rules import RULES
from interview_insights.language.facts import facts_of, find_facts

STATED = [
    ("I'm 34.", {("age", "34")}),
    ("I’m thirty-four and tired.", {("age", "34")}),
    ("I turned fifty in the spring, so there you go.", {("age", "50")}),
    ("I've just turned fifty.", {("age", "50")}),
    ("I'm a 34-year-old nurse.", {("age", "34"), ("career", "nurse")}),
    ("I'm in my forties.", {("age", "40s")}),
    ("I live in Leeds.", {("location", "Leeds")}),
    ("I'm based in Milton Keynes, for now.", {("location", "Milton Keynes")}),
    ("I'm from Newcastle upon Tyne.", {("location", "Newcastle upon Tyne")}),
    ("It rains a lot here in Hull.", {("location", "Hull")}),
    ("We've moved to Stoke-on-Trent.", {("location", "Stoke-on-Trent")}),
    ("As a woman I notice these things.", {("gender", "woman")}),
    ("I'm a bloke, I just want it done.", {("gender", "man")}),
    ("As a mum, I worry.", {("gender", "woman"), ("family", "parent")}),
    ("Being a dad changes that.", {("gender", "man"), ("family", "parent")}),
    ("I'm a single dad.", {("gender", "man"), ("family", "single parent")}),
    ("I'm a mother of two.", {("gender", "woman"), ("family", "2 children")}),
    ("I'm studying physics at Leeds.", {("education", "studying physics")}),
    ("I'm a PhD student.", {("education", "phd student")}),
    ("I left school at sixteen.", {("education", "left school at sixteen")}),
    ("I'm a staff nurse.", {("career", "staff nurse")}),
    ("I work as a translator.", {("career", "work as a translator")}),
    ("I work for Siemens.", {("career", "work for siemens")}),
    ("I run a small bakery.", {("career", "run a small bakery")}),
    ("I'm retired.", {("career", "retired")}),
    ("I earn thirty thousand pounds a year.", {("income", "GBP 30000 / year")}),
    ("I'm on about 30k.", {("income", "30000")}),
    ("I'm on minimum wage.", {("income", "minimum wage")}),
    ("My husband does the cooking.", {("family", "partnered")}),
    ("My two kids hate it.", {("family", "2 children")}),
    ("I've got two children.", {("family", "2 children")}),
    ("I've no kids.", {("family", "no children")}),
    ("I ordered it on my iPhone.", {("technology", "iphone")}),
    ("I use WhatsApp for that.", {("technology", "whatsapp")}),
    ("I paid ninety-five quid for it.", {("price_point", "GBP 95")}),
    ("It's $20 a month.", {("price_point", "USD 20 / month")}),
    ("About fifty p.", {("price_point", "GBP 0.50")}),
    ("It was 12.99, I think.", {("price_point", "12.99")}),
    ("Four pounds eighty.", {("price_point", "GBP 4.80")}),
    ("Between five and ten pounds.", {("price_point", "GBP 5-10")}),
    ("I go three times a month.", {("quantity", "3 / month")}),
    ("I've had nine orders.", {("quantity", "9 orders")}),
    ("Twice a week, usually.", {("quantity", "2 / week")}),
    ("I've had about ten boxes.", {("quantity", "10 boxes")}),
    ("I swim three or four times a week.", {("quantity", "3-4 / week")}),
]

TRAPS = [
    ("My daughter is 34.", {("family", "child")}),
    ("My daughter is 12 and loves it.", {("family", "child")}),
    ("He's a nurse.", set()),
    ("My mum lives in Leeds.", set()),
    ("I'm not a student.", set()),
    ("I'm not a nurse or anything.", set()),
    ("If I were 20, I'd do it.", set()),
    ("When I'm sixty I'll slow down.", set()),
    ("When I was 20 it was easier.", set()),
    ("If I'm a nurse, I need shoes.", set()),
    ("I'm thirty minutes away.", set()),
    ("I'm thirty, forty minutes away.", set()),
    ("I'm ten miles out.", set()),
    ("I'm fifty-fifty on it.", set()),
    ("I'm aware I sound about seventy.", set()),
    ("She said I'm a nurse.", set()),
    ('He goes "I\'m a nurse" all day.', set()),
    ("I'm a nurse's daughter.", set()),
    ("I'm a fan of my doctor.", set()),
    ("I'm a sucker for a code.", set()),
    ("I'm in Excel all day.", {("technology", "excel")}),
    ("I'm in London every other week.", {("quantity", "1 / 2 weeks")}),
    ("When I'm in London I eat out.", set()),
    ("God, you sound like my dad.", set()),
    ("I'm a one-man band.", set()),
    ("Priya came along.", set()),
    ("My business partner left.", set()),
    ("They are for people in London with no kids.", set()),
    ("My sister uses Instagram.", set()),
    ("I don't use Instagram.", set()),
    ("My mum pays forty pounds for hers.", set()),
    ("I used two pounds of mince.", set()),
    ("It was eighteen per cent off.", set()),
    ("I came at 10.30.", set()),
    ("My brother goes twice a week.", set()),
    ("She has had nine orders.", set()),
    ("I run out of milk.", set()),
    ("I work from home.", set()),
    ("I work in silence.", set()),
    ("I'm on maternity pay.", set()),
    ("I spend all day on the phone.", set()),
    ("My eldest granddaughter rang.", set()),
    ("No kids in the house now.", set()),
    ("Drop me a line once a month.", set()),
    ("I'd like to be a GP somewhere small, three days a week.", set()),
    ("We keep about 600k records.", set()),
    ("It runs on Ubuntu 22.04 here.", set()),
    ("She was seven pounds two.", set()),
    ("My wife died in 2021.", {("family", "widowed")}),
    ("It weighs near enough eight pounds.", set()),
    ("I'll be digging when I'm retired.", set()),
    ("I live in Slack.", {("technology", "slack")}),
]


def stated(text: str, question: str = "", opening: bool = False) -> set[tuple[str, str]]:
    return {(fact.kind, fact.normalised) for fact in facts_of(text, question, opening)}


@pytest.mark.parametrize(("text", "expected"), STATED + TRAPS)
def test_sentence(text: str, expected: set[tuple[str, str]]) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aisha, twenty-nine, live in Hull.", {("age", "29"), ("location", "Hull")}),
        ("I'm a sparky, forty-six.", {("age", "46"), ("career", "sparky")}),
        ("Um, seven.", set()),
        ("Gareth, fifty-two, Swansea.", {("age", "52"), ("location", "Swansea")}),
        ("Fifty-two, born and bred in Stoke.", {("location", "Stoke")}),
        ("Sandra, forty-five, estate agent.", {("age", "45"), ("career", "estate agent")}),
        ("Our ward clerk, Bev, had one.", set()),
        ("Two boys, seventeen and fifteen.", {("family", "2 children")}),
    ],
)
def test_introductions(text: str, expected: set[tuple[str, str]]) -> None:
    assert stated(text, opening=True) == expected
    assert not any(kind == "age" for kind, _ in stated(text) if text.startswith("Aisha"))


def test_a_bare_answer_counts_where_it_was_asked_for() -> None:
    assert stated("Thirty-four.", "How old are you?") == {("age", "34")}
    assert stated("Thirty-four.", "How old are your children?") == set()
    assert stated("Leeds.", "And where do you live?") == {("location", "Leeds")}


@pytest.mark.parametrize("piece", ["A", "Name ", "ninety ", "I'm a ", "so, ", "1,", "I'm a nurse "])
def test_long_text_takes_no_more_than_a_moment(piece: str) -> None:
    begun = time.perf_counter()
    facts_of((piece * 8000)[:24_000], opening=True)
    assert time.perf_counter() - begun < 5  # seconds; quadratic rules took ten


def segments(*rows: tuple[str, str, str]) -> pd.DataFrame:
    blank = {c.name: "" if c.kind == "text" else 0 for c in frames.SCHEMAS["segments"]}
    return pd.DataFrame(
        [
            blank | {"segment_id": f"t:{n:04d}:0", "turn": n, "participant": who, "role": role,
                     "text": text}
            for n, (who, role, text) in enumerate(rows)
        ]
    )  # fmt: skip


def test_table_keeps_first_mentions_of_respondents_in_order() -> None:
    found = find_facts(
        segments(
            ("ann", "interviewer", "I'm 40 and I live in Bath."),
            ("ann", "respondent", "I'm a nurse, I'm 34."),
            ("ben", "respondent", "I'm thirty-four."),
            ("ann", "respondent", "As I said, I'm thirty-four."),
            ("cat", "other", "I'm 50."),
        )
    )
    kept = ["participant", "fact", "normalised", "segment_id"]
    assert found[kept].values.tolist() == [
        ["ann", "career", "nurse", "t:0001:0"],
        ["ann", "age", "34", "t:0001:0"],
        ["ben", "age", "34", "t:0002:0"],
    ]
    assert found["low"].tolist()[1:] == [34, 34]
    assert found["unit"].tolist() == [None, "years", "years"]
    assert list(found["value"]) == ["nurse", "34", "thirty-four"]


def test_nothing_stated_gives_an_empty_table() -> None:
    found = find_facts(segments(("ann", "interviewer", "I'm 40.")))
    assert list(found.columns) == [c.name for c in frames.SCHEMAS["facts"]]
    assert found.empty


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("zero", 0), ("nineteen", 19), ("ninety-five", 95), ("a hundred", 100),
        ("two hundred and fifty", 250), ("one thousand four hundred and forty", 1440),
        ("nine hundred and ninety-nine thousand nine hundred and ninety-nine", 999_999),
        ("1,440.5", 1440.5), ("hundred", None), ("", None), ("a few", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, number: float | None) -> None:
    assert to_number(words) == number


WORDS = st.sampled_from(
    [
        "I'm",
        "I",
        "my",
        "a",
        "the",
        "in",
        "on",
        "at",
        "34",
        "thirty",
        "four",
        "hundred",
        "thousand",
        "and",
        "pounds",
        "quid",
        "£",
        "$",
        "p",
        "a",
        "month",
        "twice",
        "week",
        "kids",
        "daughter",
        "nurse",
        "Leeds",
        "from",
        "live",
        ".",
        ",",
        "?",
        "’",
        "“",
        "”",
        '"',
        "—",
        "iPhone",
        "turned",
        "as",
        "mum",
        "retired",
        "earn",
        "K",
        "ſ",
        "İ",
        "١",
        "1.99",
        "or",
        "to",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join)), st.booleans())
def test_any_text(text: str, opening: bool) -> None:
    for fact in facts_of(text, text, opening):
        assert fact.value == text[fact.start : fact.end]
        assert fact.value.strip()
        assert fact.normalised
        assert (fact.kind, "v") in {(r.kind, "v") for r in RULES if "v" in r.pattern.groupindex}


def test_a_year_of_birth_is_no_age() -> None:
    notation = NOTATIONS["age"]
    assert notation("sixty-three") == "63"
    assert notation("I was born in seventy-nine") == "i was born in seventy-nine"


@pytest.mark.parametrize(
    ("kind", "said", "written", "low", "high", "unit"),
    [
        ("age", "in my early fifties", "early 50s", 50, 53, "years"),
        ("age", "twenty three come bonfire night", "23", 23, 23, "years"),
        ("price_point", "thirty-two fifty", "32.50", 32.5, 32.5, ""),
        ("price_point", "between thirty and forty quid a month", "GBP 30-40 / month", 30, 40,
         "GBP / month"),
        ("price_point", "a couple of hundred quid", "GBP 200", 200, 200, "GBP"),
        ("price_point", "₹4,500", "INR 4500", 4500, 4500, "INR"),
        ("price_point", "CHF 80", "CHF 80", 80, 80, "CHF"),
        ("price_point", "forty Canadian dollars", "CAD 40", 40, 40, "CAD"),
        ("income", "nineteen and a half thousand for the year", "19500 / year", 19500, 19500,
         "/ year"),
        ("income", "thirty-one thousand euros", "EUR 31000", 31000, 31000, "EUR"),
        ("income", "twelve seventy one the hour", "12.71 / hour", 12.71, 12.71, "/ hour"),
        ("quantity", "two or three times a week", "2-3 / week", 2, 3, "/ week"),
        ("quantity", "every other Thursday", "1 / 2 weeks", 1, 1, "/ 2 weeks"),
        ("quantity", "twice every week", "2 / week", 2, 2, "/ week"),
        ("quantity", "fortnightly", "1 / fortnight", 1, 1, "/ fortnight"),
        ("quantity", "two bags every Friday", "2 bags / week", 2, 2, "bags / week"),
        ("quantity", "half a dozen boxes", "6 boxes", 6, 6, "boxes"),
        ("quantity", "for six years", "6 years", 6, 6, "years"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_one_way_and_read_back(kind, said, written, low, high, unit) -> None:
    assert NOTATIONS[kind](said) == written
    amount = amount_of(kind, written)
    assert amount is not None
    assert (amount.low, amount.high, amount.unit) == (low, high, unit)


@pytest.mark.parametrize(("kind", "said"), [("quantity", "since 2019"), ("career", "32 years")])
def test_what_holds_no_amount_has_none(kind, said) -> None:
    assert amount_of(kind, NOTATIONS[kind](said)) is None


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(NOTATIONS)), st.lists(WORDS, max_size=8).map(" ".join))
def test_amounts_are_ordered(kind: str, text: str) -> None:
    amount = amount_of(kind, NOTATIONS[kind](text))
    if amount is not None:
        assert 0 <= amount.low <= amount.high


def test_the_number_of_a_placeholder_is_nobodys_age() -> None:
    found = find_facts(segments(("Ada", "respondent", "I'm Dr [Person 31], forty-one.")))
    assert 31.0 not in found["low"].tolist()
