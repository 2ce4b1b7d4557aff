"""The table of sentences: offsets, questions, times and people."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import interview_insights as ii
from interview_insights import frames
from interview_insights.errors import ModelError
from interview_insights.language import segment
from interview_insights.records import Mark, Place, Speaker, Transcript

from .conftest import make_transcript

Make = Callable[..., Transcript]
Q, A = "interviewer", "respondent"

SPOKEN = st.lists(
    st.sampled_from(["I saw it.", "Why?", "…", "£4.50 more", "“No!”", "\xa0", "Mm-hm.", "😀"]),
    max_size=5,
).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(
    said=st.lists(
        st.tuples(st.sampled_from([Q, A, "other"]), st.sampled_from(["X", "Y"]), SPOKEN), max_size=6
    )
)
def test_offsets_give_back_the_text(said: list[tuple[str, str, str]]) -> None:
    transcript = make_transcript(*said)
    table = segment([transcript])
    frames.check("segments", table)
    for row in table.itertuples():
        assert transcript.text[row.start_char : row.end_char] == row.text != ""
        turn = transcript.turns[row.turn]
        assert (row.role, row.speaker) == (turn.role, turn.speaker)
        assert turn.start_char <= row.start_char < row.end_char <= turn.end_char
    assert table["start_char"].is_monotonic_increasing
    assert table["segment_id"].is_unique
    letters = "".join(transcript.text.split())
    assert "".join("".join(text.split()) for text in table["text"]) == letters


def test_ids_count_turns_and_sentences(transcript: Make) -> None:
    one = transcript((Q, "I", "Hello. Why?"), (A, "Ann", "Because."), id="good_01")
    two = transcript((A, "Ann", "It came. I left."), id="good_02")
    table = segment([one, two])
    assert table["segment_id"].tolist() == [
        "good_01:0000:0",
        "good_01:0000:1",
        "good_01:0001:0",
        "good_02:0000:0",
        "good_02:0000:1",
    ]
    assert table["path"].tolist() == ["good/good_01.txt"] * 3 + ["good/good_02.txt"] * 2
    assert set(table["group"]) == {"good"}


@pytest.mark.parametrize(
    "aside",
    [
        "Mm-hm.",
        "Mhm.",
        "Mm.",
        "Uh-huh, okay.",
        "Right. Yeah.",
        "Oh, wow!",
        "I see…",
        "OKAY",
        "Go on.",
        "Mm-hm, mm-hm.",
    ],
)
def test_an_aside_is_no_question(transcript: Make, aside: str) -> None:
    table = segment(
        [
            transcript(
                (Q, "I", "Why did you leave?"),
                (A, "Ann", "The postage."),
                (Q, "I", aside),
                (A, "Ann", "And the colour."),
            )
        ]
    )
    spoken = table[table["role"] == A]
    assert spoken["question"].tolist() == ["Why did you leave?"] * 2


@pytest.mark.parametrize(
    "word", ["Really bad?", "Mums?", "Right price?", "Okay for whom?", "Ohio?"]
)
def test_a_short_question_is_one(transcript: Make, word: str) -> None:
    table = segment([transcript((Q, "I", "Why?"), (Q, "I", word), (A, "Ann", "Yes."))])
    assert table["question"].tolist()[-1] == word


@pytest.mark.parametrize("word", ["m", "mm-hm ", "okay ", "uh-huh ", "hm", "i see "])
def test_a_stuck_recogniser_does_not_hang_the_splitter(transcript: Make, word: str) -> None:
    begin = time.perf_counter()
    table = segment([transcript((Q, "I", word * 40 + "nice, so why?"), (A, "Ann", "Yes."))])
    assert time.perf_counter() - begin < 5
    assert table["question"].tolist()[-1].endswith("so why?")


def test_the_question_is_what_was_asked_last(transcript: Make) -> None:
    table = segment(
        [
            transcript(
                (A, "Ann", "Hello."),
                (Q, "I", "Tell me more."),
                (A, "Ann", "It came."),
                ("other", "Ben", "It did."),
                (Q, "I", "And then? What then?"),
                (A, "Ann", "It broke. It did."),
            )
        ]
    )
    asked = table.loc[table["role"] != Q, "question"].tolist()
    last = "And then? What then?"
    assert asked == ["", "Tell me more.", "Tell me more.", last, last]
    assert (table.loc[table["role"] == Q, "question"] == "").all()


def test_of_a_long_explanation_the_end_is_the_question(transcript: Make) -> None:
    long = "We make boxes of food for busy people all over the country. " * 8
    table = segment([transcript((Q, "I", f"{long}What do you eat?"), (A, "Ann", "Toast."))])
    question = table["question"].tolist()[-1]
    assert question.endswith("What do you eat?")
    assert len(question) < 300
    assert question.startswith("We make")
    single = "what do you think " * 40
    table = segment([transcript((Q, "I", f"Hello. {single}?"), (A, "Ann", "Toast."))])
    assert table["question"].tolist()[-1].startswith("what do you think")


def test_the_question_does_not_leak_into_the_next_transcript(transcript: Make) -> None:
    one = transcript((Q, "I", "Why?"), (A, "Ann", "So."), id="a")
    two = transcript((A, "Ann", "Hello."), id="b")
    assert segment([one, two])["question"].tolist()[-1] == ""


def test_times_come_from_the_utterances_that_were_joined(transcript: Make) -> None:
    first, second, third = "I saw it. I", "left at once.", "It was late. Bye."
    text = f"{first} {second} {third}"
    starts = [0, len(first) + 1, len(first) + len(second) + 2]
    marks = [
        Mark(starts[0], Place("cue", 4), 1.0, 2.0),
        Mark(starts[1], Place("cue", 5), 3.0, 4.5),
        Mark(starts[2], Place("cue", 6), 5.0, 7.0),
    ]
    table = segment([transcript((A, "Ann", text), marks={0: marks})])
    found = list(zip(table["text"], table["place"], table["start_s"], table["end_s"], strict=True))
    assert found == [
        ("I saw it.", "cue 4", 1.0, 2.0),
        ("I left at once.", "cue 4", 1.0, 4.5),
        ("It was late.", "cue 6", 5.0, 7.0),
        ("Bye.", "cue 6", 5.0, 7.0),
    ]


def test_without_times_there_are_none(transcript: Make) -> None:
    table = segment([transcript((A, "Ann", "One. Two."))])
    assert all(math.isnan(value) for value in (*table["start_s"], *table["end_s"]))
    assert set(table["place"]) == {"line 1"}


def test_one_respondent_is_the_participant(transcript: Make) -> None:
    table = segment([transcript((Q, "Ben", "Why?"), (A, "Respondent 1", "So."))])
    assert set(table["participant"]) == {"Ann"}


def test_several_respondents_are_several_people(transcript: Make) -> None:
    made = transcript((Q, "Mod", "Why?"), (A, "Cat", "So."), (A, "Dan", "No."), (A, "Cat", "Yes."))
    speakers = (
        Speaker("Cat", A, 1.0, "named", 2, 2, participant="Ann/Cat"),
        Speaker("Dan", A, 1.0, "named", 1, 1, participant="Ann/Dan", group="bad"),
    )
    table = segment([replace(made, speakers=speakers)])
    spoken = table[table["role"] == A]
    people = dict(zip(spoken["text"], spoken["participant"], strict=True))
    assert people["So."] == people["Yes."] != people["No."]
    assert people["No."] == "Ann/Dan"
    assert dict(zip(spoken["text"], spoken["group"], strict=True))["No."] == "bad"
    assert dict(zip(spoken["text"], spoken["group"], strict=True))["So."] == "good"
    assert table.loc[table["role"] == Q, "participant"].tolist() == ["Ann"]


def test_no_transcripts_and_silent_ones_give_an_empty_table(transcript: Make) -> None:
    for nothing in ([], [transcript()], [transcript((A, "Ann", "  "))]):
        table = segment(nothing)
        assert len(table) == 0
        frames.check("segments", table)


def test_an_unknown_language_is_refused(transcript: Make) -> None:
    with pytest.raises(ModelError, match="zz"):
        segment([transcript((A, "Ann", "One."))], "zz")


def test_offsets_of_the_sample_hold(sample_run: ii.Run) -> None:
    from interview_insights.resources import sample_dir

    texts = {t.id: t.text for t in ii.read_study(sample_dir()).transcripts}
    table = sample_run.segments
    assert len(table) > 500
    for row in table.itertuples():
        assert texts[row.transcript][row.start_char : row.end_char] == row.text
