"""Kinds of questions: the learned judge, and the rules that do without a model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_insights.compare.question_kinds import Kind, by_rule, learned_judge, ngrams
from interview_insights.embed import open_embedder

LABELLED = Path(__file__).parents[1] / "data" / "questions.jsonl"


@pytest.fixture(scope="module")
def judge():
    return learned_judge(open_embedder())


def f1(said: list[bool], true: list[bool]) -> float:
    both = sum(a and b for a, b in zip(said, true, strict=True))
    return 2 * both / (sum(said) + sum(true))


def test_questions_that_it_was_not_trained_on(judge) -> None:
    lines = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    kinds = judge([line["turn"] for line in lines])
    assert len(lines) == 200
    asks = [line["kind"] != "none" for line in lines]
    assert f1([k.question for k in kinds], asks) >= 0.95
    assert f1([k.open for k in kinds], [line["kind"] == "open" for line in lines]) >= 0.85
    assert f1([k.leading for k in kinds], [line["leading"] for line in lines]) >= 0.80
    assert f1([k.hypothetical for k in kinds], [line["hypothetical"] for line in lines]) >= 0.85


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("Tell me about the last time you ordered.", Kind(True, True, False, False)),
        ("Why did you leave?", Kind(True, True, False, False)),
        ("How many do you buy a month?", Kind(True, False, False, False)),
        ("Would you buy it again if it were cheaper?", Kind(True, False, False, True)),
        ("Thanks, that helps.", Kind(False, False, False, False)),
    ],
)
def test_plain_turns_by_either(judge, turn: str, kind: Kind) -> None:
    assert by_rule([turn]) == [kind]
    assert judge([turn]) == [kind]


def test_what_no_rule_catches(judge) -> None:
    turn = "Given how badly they messed up the transfer, what made you stay?"
    assert judge([turn])[0].leading
    assert not by_rule([turn])[0].leading


def test_no_turns(judge) -> None:
    assert judge([]) == by_rule([]) == []


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_what_asks_nothing_is_of_no_kind(text: str) -> None:
    for kind in (*by_rule([text]), *learned_judge(open_embedder())([text])):
        assert kind.question or kind == Kind(False, False, False, False)


def test_ngrams() -> None:
    assert ngrams("How’s it?") == ["how's", "it", "?", "how's it", "it ?", "how's it ?"]
