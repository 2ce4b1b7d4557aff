"""Sentences: nothing is lost, nothing is said twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interview_insights.errors import ModelError
from interview_insights.language.sentences import RUN_ON, split_texts

WORDS = st.sampled_from(
    [
        "I",
        "saw",
        "the",
        "postage.",
        "Mr.",
        "£4.50",
        "and…",
        "“No!”",
        "—",
        "?",
        "...",
        "e.g.",
        "it's",
    ]
)
SPACES = st.sampled_from([" ", "  ", "\n", "\t", "\xa0", "\u2028", "\u200b", ""])
SPOKEN = st.lists(st.tuples(WORDS, SPACES), max_size=20).map(
    lambda parts: "".join(word + space for word, space in parts)
)


def _check(text: str, spans: list[tuple[int, int]]) -> None:
    kept = set()
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        kept.update(range(start, end))
        last = end
    assert {i for i, letter in enumerate(text) if not letter.isspace()} <= kept


@settings(max_examples=200, deadline=None)
@given(text=SPOKEN | st.text(max_size=60), language=st.sampled_from(["en", "de", "fr", "xx"]))
@example(text="", language="en")
@example(text=" \n ", language="en")
@example(text="…", language="en")
@example(text="“Never again.” She meant it . . . ”", language="en")
@example(text="😀. 👩‍👩‍👧 said no! e\u0301t\u0301.", language="en")
@example(text="A.\x1cB.\x85C.\u3000D.", language="en")
def test_spans_hold_every_character_in_order(text: str, language: str) -> None:
    (spans,) = split_texts([text], language)
    _check(text, spans)


@settings(max_examples=25, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            "so i went to the shop and they said it costs £4 more , you know —".split()
        ),
        min_size=RUN_ON + 5,
        max_size=RUN_ON * 3,
    ),
    space=st.sampled_from([" ", "  ", "\n"]),
)
def test_a_run_on_keeps_every_character(words: list[str], space: str) -> None:
    text = space.join(words)
    _check(text, split_texts([text], "en")[0])


def _split(text: str, language: str = "en", model: str = "") -> list[str]:
    (spans,) = split_texts([text], language, model)
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I saw it. I left.", ["I saw it.", "I left."]),
        ("Why? Because! Fine.", ["Why?", "Because!", "Fine."]),
        ("No full stop", ["No full stop"]),
        ("It was £4.50, and I paid.", ["It was £4.50, and I paid."]),
        ("  I saw it.\n\nI left.  ", ["I saw it.", "I left."]),
        ('"Never again." I left.', ['"Never again."', "I left."]),
        ("Never . . . again.", ["Never . . . again."]),
        ("Dr. Lee came at 9 a.m. with No. 5.", ["Dr. Lee came at 9 a.m. with No. 5."]),
        ("Good. Cheap. Yes, cheap.", ["Good.", "Cheap.", "Yes, cheap."]),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert _split(text) == sentences


def test_each_text_is_split_by_itself() -> None:
    texts = ["One. Two.", "", "Three."]
    assert split_texts(texts, "en") == [split_texts([text], "en")[0] for text in texts]
    assert split_texts([], "en") == []


def test_the_parser_is_asked_about_long_stretches_alone(tmp_path: Path) -> None:
    # Stands in for a parser: ends a sentence after each "stop".
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer", name="senter", config={"punct_chars": ["stop"]})
    pipeline.to_disk(tmp_path / "model")
    long = "one two three stop " * ((RUN_ON + 4) // 4) + "end"
    short = "one two three stop " * 3 + "end"
    named = str(tmp_path / "model")
    assert len(_split(long, "de", named)) == (RUN_ON + 4) // 4 + 1
    assert _split(short, "de", named) == [short]
    mixed = f"{short}. {long}"
    assert _split(mixed, "de", named)[:2] == [f"{short}.", "one two three stop"]


def test_speech_without_full_stops_is_taken_apart() -> None:
    text = (
        "we ordered the box on monday it came on thursday the driver left it in the rain"
        " nobody rang me back i was furious i cancelled the next day they charged me anyway"
        " i had to call the bank the woman there was lovely she sorted it out in ten minutes"
        " i never went back"
    )
    found = _split(text)
    assert len(found) >= 5
    assert "nobody rang me back" in found
    assert max(len(sentence.split()) for sentence in found) < 20


def test_a_sentence_with_clauses_is_left_whole() -> None:
    text = "I saw the postage and I closed the tab, and my sister rang me, and she laughed."
    assert _split(text) == [text]


def test_a_language_without_a_parser_keeps_its_long_stretches() -> None:
    text = "wort " * (RUN_ON * 2) + "ende."
    assert _split(text, "de") == [text]


@pytest.mark.parametrize("language", ["zz", "", "English", "../en", "EN"])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(ModelError) as caught:
        split_texts(["One."], language)
    assert caught.value.hint


def test_an_unknown_pipeline_is_refused() -> None:
    with pytest.raises(ModelError, match="en_nowhere"):
        split_texts(["word " * (RUN_ON + 1)], "de", "en_nowhere")
