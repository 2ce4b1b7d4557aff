"""The sentences that names are trained on, and the shipped pipeline."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_insights.errors import ModelError
from interview_insights.language.names_data import (
    Names,
    Sentence,
    filled,
    read_iob,
    templates,
)
from interview_insights.language.pipelines import names_pipeline


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(0)


def test_filling_is_the_same_each_time(names: Names) -> None:
    assert list(filled(names, 50, 3)) == list(filled(Names(0), 50, 3))
    assert list(filled(names, 50, 3)) != list(filled(names, 50, 4))


def test_names_and_sentences_held_out_are_never_trained_on(names: Names) -> None:
    assert not set(names.first) & set(names.unseen_first)
    assert not set(names.last) & set(names.unseen_last)
    seen = {s.words for s in filled(names, 3000, 0) if not any(s.labels)}
    unseen = {s.words for s in filled(names, 300, 0, unseen=True) if not any(s.labels)}
    assert unseen
    assert not seen & unseen


def test_slots_are_labelled_and_nothing_else(names: Names) -> None:
    first = {name.casefold() for name in (*names.first, *names.last)}
    for sentence in filled(names, 300, 5):
        assert len(sentence.words) == len(sentence.labels) == len(sentence.begins)
        for word, label in zip(sentence.words, sentence.labels, strict=True):
            assert word.strip()
            if label == "PERSON" and word.isalpha() and len(word) > 3 and word.casefold() in first:
                return
    raise AssertionError("no person's name in 300 sentences")


def test_harmless_sentences_have_no_slot() -> None:
    slotted, harmless = templates()
    assert len(slotted) > 100
    assert all("{" in line for line in slotted)
    assert not any("{" in line for line in harmless)


def test_both_forms_of_corpora_are_read(tmp_path: Path) -> None:
    (tmp_path / "uner.iob2").write_text(
        "# text = Ann left\n1\tAnn\tB-PER\t-\t-\n2\tleft\tO\t-\t-\n\n", encoding="utf-8"
    )
    (tmp_path / "wnut.conll").write_text(
        "Big\tB-corporation\nCo\tI-corporation\nsong\tB-creative-work\n", encoding="utf-8"
    )
    assert read_iob(tmp_path / "uner.iob2") == [
        Sentence(("Ann", "left"), ("PERSON", ""), (True, False))
    ]
    (sentence,) = read_iob(tmp_path / "wnut.conll")
    assert sentence.labels == ("ORG", "ORG", "")
    with pytest.raises(ModelError, match="missing"):
        read_iob(tmp_path / "none.gz")


def test_other_languages_have_no_names_and_a_wrong_pipeline_is_refused() -> None:
    assert names_pipeline("de") is None
    with pytest.raises(ModelError, match="not installed"):
        names_pipeline("en", "no_such_pipeline")


@pytest.mark.parametrize(
    "text",
    [
        "My neighbour Priyanka told me about it.",
        "I spoke to Tomasz Nowak twice.",
        "My sister Aoife set it up.",
        "i told daniel it would break",
    ],
)
def test_the_shipped_pipeline_finds_plain_names(text: str) -> None:
    nlp = names_pipeline("en")
    assert nlp is not None
    assert any(entity.label_ == "PERSON" for entity in nlp(text).ents)


@pytest.mark.parametrize(
    "text",
    [
        "I hope so, I will try it in May.",
        "The price rose again and the bill was wrong.",
        "Great value, it came on Tuesday.",
        "My mum has one, she likes it.",
    ],
)
def test_the_shipped_pipeline_leaves_harmless_words(text: str) -> None:
    nlp = names_pipeline("en")
    assert nlp is not None
    assert not nlp(text).ents
