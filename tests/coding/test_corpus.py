"""The corpus: every sentence in its context, and lines that are no example."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from interview_insights.coding.codebook import default_codebook
from interview_insights.coding.coder import POLE_FIELD
from interview_insights.coding.corpus import Corpus, load_corpus, shipped_corpus
from interview_insights.embed.context import Unit
from interview_insights.errors import ModelError
from interview_insights.records import NONE

Write = Callable[[Sequence[object]], Path]


def _row(text: str, interview: str = "i1", turn: int = 0, **more: object) -> dict[str, object]:
    return {
        "domain": "d",
        "interview": interview,
        "turn": turn,
        "text": text,
        "field": "none",
    } | more


def test_the_context_is_that_of_the_same_turn(write_corpus: Write) -> None:
    rows = [
        _row("One.", question="Why?"),
        _row("Two.", question="Why?"),
        _row("Three.", question="Why?"),
        _row("Four.", turn=1),
        _row("Five.", interview="i2", turn=1),
    ]
    units = [example.unit for example in load_corpus(write_corpus(rows)).examples]
    assert units == [
        Unit("One.", "Why?", "", "Two."),
        Unit("Two.", "Why?", "One.", "Three."),
        Unit("Three.", "Why?", "Two.", ""),
        Unit("Four."),
        Unit("Five."),
    ]


def test_codes_are_read_and_the_file_is_digested(write_corpus: Write) -> None:
    rows = [
        _row("Cheap.", field="price_orientation", second="values", pole="bargain", theme="deals"),
        _row("Well.", domain="a"),
    ]
    path = write_corpus(rows)
    corpus = load_corpus(path)
    first = corpus.examples[0]
    assert (first.field, first.second, first.pole, first.theme) == (
        "price_orientation",
        "values",
        "bargain",
        "deals",
    )
    assert corpus.domains == ("a", "d")
    assert corpus.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_line_separator_in_a_sentence_does_not_end_the_line(write_corpus: Write) -> None:
    corpus = load_corpus(write_corpus([_row("One\u2028two\x85three.")]))
    assert [example.unit.text for example in corpus.examples] == ["One\u2028two\x85three."]


@pytest.mark.parametrize(
    "line",
    ["", "nonsense", "3", "[]", "null", '{"text": "x"}', '{"domain": "d", "interview": "i"'],
)
def test_a_malformed_line_is_named(write_corpus: Write, line: str) -> None:
    path = write_corpus([_row("One."), line, _row("Two.")])
    with pytest.raises(ModelError) as caught:
        load_corpus(path)
    assert (caught.value.path, caught.value.line) == (str(path), 2)


def test_bytes_that_are_no_text_are_named(tmp_path: Path, write_corpus: Write) -> None:
    path = write_corpus([_row("One."), _row("Two.")])
    path.write_bytes(path.read_bytes().replace(b"Two", b"Tw\xff"))
    with pytest.raises(ModelError) as caught:
        load_corpus(path)
    assert (caught.value.path, caught.value.line) == (str(path), 2)


def test_a_missing_corpus(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.jsonl"):
        load_corpus(tmp_path / "nowhere.jsonl")


@pytest.fixture(scope="module")
def shipped() -> Corpus:
    return shipped_corpus()


def test_the_shipped_corpus_uses_the_shipped_codebook(shipped: Corpus) -> None:
    fields = {example.field for example in shipped.examples}
    assert fields == {*default_codebook().fields, NONE}
    assert {example.second for example in shipped.examples} <= fields - {NONE} | {""}
    for example in shipped.examples:
        assert example.second != example.field
        assert example.field != NONE or not example.second


def test_the_shipped_corpus_has_poles_on_price_orientation_only(shipped: Corpus) -> None:
    for example in shipped.examples:
        polar = POLE_FIELD in (example.field, example.second)
        assert example.pole in (("bargain", "premium") if polar else ("",)), example.unit.text


def test_the_shipped_corpus_shows_every_field_in_many_domains(shipped: Corpus) -> None:
    for field in default_codebook().fields:
        domains = {example.domain for example in shipped.examples if example.field == field}
        assert len(domains) >= len(shipped.domains) / 2, field


def test_no_shipped_interview_lies_in_two_domains(shipped: Corpus) -> None:
    homes = {(example.interview, example.domain) for example in shipped.examples}
    assert len(homes) == len({interview for interview, _ in homes})
    assert all(example.unit.text.strip() for example in shipped.examples)
