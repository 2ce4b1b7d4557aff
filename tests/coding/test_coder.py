"""The coder: from probabilities to codings, and what is never coded."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import interview_insights as ii
from interview_insights import frames
from interview_insights.coding import Coder
from interview_insights.coding.codebook import default_codebook
from interview_insights.coding.coder import POLE_FIELD, SECOND_FIELD, is_back_channel
from interview_insights.embed.context import Unit
from interview_insights.records import NONE

Make = Callable[..., Any]

FILLERS = [
    "Mm-hm.",
    "Mhm",
    "Mmm.",
    "Mm-hm, mm-hm.",
    "Uh-huh.",
    "Um, er…",
    "Yeah.",
    "Yeah, yeah, okay.",
    "Oh, right!",
    "Well, you know, I mean, like…",
    "SURE",
    "No.",
    "Oui, oui.",
    "Ja, genau.",
    "...",
    "—",
    "?!",
    "",
    "   ",
]
SAYINGS = [
    "Fine print.",
    "No refunds.",
    "So expensive.",
    "Yeah, too dear.",
    "Right price.",
    "Sugar.",
    "Oklahoma",
    "Mums.",
    "Like it.",
    "Hi-fi.",
    "Not sure.",
    "£40",
]


@pytest.mark.parametrize("text", FILLERS)
def test_fillers_are_back_channels(text: str) -> None:
    assert is_back_channel(text)


@pytest.mark.parametrize("text", SAYINGS)
def test_short_sentences_are_not(text: str) -> None:
    assert not is_back_channel(text)


@pytest.mark.parametrize("word", ["mm-hm", "uh-huh", "yeah", "you know", "mmm", "all right", "ha"])
def test_a_stuck_recogniser_does_not_hang_the_coder(word: str) -> None:
    begin = time.perf_counter()
    assert not is_back_channel(f"{word} " * 40 + "expensive")
    assert not is_back_channel(word.replace(" ", "") * 40 + "x")
    assert is_back_channel(f"{word}, " * 40)
    assert time.perf_counter() - begin < 1


def _segments(*texts: str, role: str = "respondent") -> pd.DataFrame:
    rows = [
        {
            "segment_id": f"t:{i:04d}:0",
            "transcript": "t",
            "path": "t.txt",
            "place": f"line {i + 1}",
            "participant": "P1",
            "group": "good",
            "turn": i,
            "sentence": 0,
            "role": role,
            "speaker": "P1",
            "question": "Why?",
            "text": text,
            "start_char": i * 100,
            "end_char": i * 100 + len(text),
            "start_s": float("nan"),
            "end_s": float("nan"),
        }
        for i, text in enumerate(texts)
    ]
    return frames.check("segments", pd.DataFrame(rows)) if rows else frames.empty("segments")


def _codings(embedder: Any, head: Any, *texts: str, pole: Any = None) -> pd.DataFrame:
    coder = Coder(default_codebook(), embedder, head, pole)
    return coder.code(_segments(*texts))


def test_the_likeliest_field_is_coded(fake_embedder: Any, named_head: Make) -> None:
    head = named_head({"goals": 0.7}, {"concerns": 0.2}, {"values": 0.61, "goals": 0.2})
    found = _codings(fake_embedder, head, "One thing.", "Two things.", "Three things.")
    assert found["field"].tolist() == ["goals", NONE, "values"]
    assert found["lens"].tolist() == ["driver", NONE, "mindset"]
    assert found["confidence"].tolist() == pytest.approx([0.7, 0.8, 0.61], abs=1e-4)
    assert found["segment_id"].tolist() == ["t:0000:0", "t:0001:0", "t:0002:0"]
    assert found["primary"].all()
    assert (found["source"] == "model").all()
    assert found["theme"].isna().all()


def test_a_back_channel_is_never_coded(fake_embedder: Any, named_head: Make) -> None:
    head = named_head(*[{"concerns": 0.6, "goals": 0.4}] * len(FILLERS), review_below=0.99)
    found = _codings(fake_embedder, head, *FILLERS)
    assert found["field"].tolist() == [NONE] * len(FILLERS)
    assert not found["review"].any()
    assert (found["confidence"] == 1).all()


def test_a_runner_up_becomes_the_second_field(fake_embedder: Any, named_head: Make) -> None:
    enough, little = SECOND_FIELD + 0.01, SECOND_FIELD - 0.01
    head = named_head(
        {"goals": 0.5, "concerns": enough},
        {"goals": 0.5, "concerns": little, "values": little / 10},
        {"goals": 0.34, "concerns": 0.33, "values": 0.33},
    )
    found = _codings(fake_embedder, head, "One thing.", "Two things.", "Three things.")
    assert list(zip(found["segment_id"], found["field"], found["primary"], strict=True)) == [
        ("t:0000:0", "goals", True),
        ("t:0000:0", "concerns", False),
        ("t:0001:0", "goals", True),
        ("t:0002:0", "goals", True),
        ("t:0002:0", "concerns", False),
    ]


def test_none_has_no_second_field_and_is_none(fake_embedder: Any, named_head: Make) -> None:
    head = named_head({"goals": 0.45, NONE: 0.55}, {"goals": 0.55, NONE: 0.45})
    found = _codings(fake_embedder, head, "One thing.", "Two things.")
    assert found["field"].tolist() == [NONE, "goals"]


def test_poles_lie_on_price_orientation_only(fake_embedder: Any, named_head: Make) -> None:
    head = named_head(
        {POLE_FIELD: 0.9},
        {POLE_FIELD: 0.9},
        {"values": 0.9},
        {"values": 0.6, POLE_FIELD: 0.4},
        {},
    )
    poles = ("bargain", "premium")
    pole = named_head(
        {"bargain": 0.9}, {"bargain": 0.1}, {"bargain": 0.9}, {"bargain": 0.9}, {}, labels=poles
    )
    texts = [f"Thing number {i}." for i in range(5)]
    found = _codings(fake_embedder, head, *texts, pole=pole)
    pairs = zip(found["field"], found["pole"], strict=True)
    said = [(field, None if pd.isna(pole) else pole) for field, pole in pairs]
    assert said == [
        (POLE_FIELD, "bargain"),
        (POLE_FIELD, "premium"),
        ("values", None),
        ("values", None),
        (POLE_FIELD, "bargain"),
        (NONE, None),
    ]
    head = named_head({POLE_FIELD: 0.9})
    assert _codings(fake_embedder, head, "One thing.")["pole"].isna().all()


def test_what_is_unsure_is_marked_for_review(fake_embedder: Any, named_head: Make) -> None:
    head = named_head({"goals": 0.69}, {"goals": 0.71}, review_below=0.7)
    found = _codings(fake_embedder, head, "One thing.", "Two things.")
    assert found["review"].tolist() == [True, False]


def test_only_respondents_are_coded(fake_embedder: Any, named_head: Make) -> None:
    table = _segments("A question?", "An answer.", "Another question?", "Another answer.")
    table["role"] = ["interviewer", "respondent", "other", "respondent"]
    coder = Coder(default_codebook(), fake_embedder, named_head({"goals": 0.9}, {"values": 0.9}))
    found = coder.code(table)
    assert found["segment_id"].tolist() == ["t:0001:0", "t:0003:0"]
    assert found["field"].tolist() == ["goals", "values"]


@pytest.mark.parametrize("role", ["respondent", "interviewer"])
def test_without_respondents_the_table_is_empty(
    fake_embedder: Any, named_head: Make, role: str
) -> None:
    coder = Coder(default_codebook(), fake_embedder, named_head())
    texts = ("A question?",) if role == "interviewer" else ()
    found = coder.code(_segments(*texts, role=role))
    assert len(found) == 0
    frames.check("codings", found)


def test_units_are_scored_in_the_order_of_the_labels(fake_embedder: Any, named_head: Make) -> None:
    head = named_head({"goals": 0.7}, {"values": 0.9})
    coder = Coder(default_codebook(), fake_embedder, head)
    chances = coder.probabilities([Unit("A"), Unit("B")])
    assert coder.labels == head.labels
    assert chances.shape == (2, 14)
    assert chances[0, head.labels.index("goals")] == pytest.approx(0.7)
    assert np.allclose(chances.sum(axis=1), 1)


def test_progress_counts_the_distinct_texts(fake_embedder: Any, named_head: Make) -> None:
    seen: list[tuple[int, int]] = []

    class Reporting(type(fake_embedder)):  # type: ignore[misc]
        def encode(self, texts: Any, progress: Any = None) -> Any:
            progress(len(texts), len(texts))
            return super().encode(texts)

    coder = Coder(default_codebook(), Reporting(), named_head({}, {}))
    coder.code(_segments("The same.", "The same."), lambda done, total: seen.append((done, total)))
    assert seen == [(2, 2)]  # the sentence and the question


def test_the_sample_is_coded_by_the_rules(sample_run: ii.Run) -> None:
    codings, segments = sample_run.codings, sample_run.segments
    frames.check("codings", codings)
    spoken = segments[segments["role"] == "respondent"]
    first = codings[codings["primary"]]
    assert sorted(first["segment_id"]) == sorted(spoken["segment_id"])
    second = codings[~codings["primary"]]
    assert not second["segment_id"].duplicated().any()
    assert (second["confidence"] >= SECOND_FIELD).all()
    assert (second["field"] != NONE).all()
    book = default_codebook()
    assert codings["lens"].tolist() == [book.lens_of(field) for field in codings["field"]]
    polar = codings["field"] == POLE_FIELD
    assert codings["pole"].isna().tolist() == (~polar).tolist()
    assert set(codings.loc[polar, "pole"]) <= {"bargain", "premium"}
    texts = dict(zip(segments["segment_id"], segments["text"], strict=True))
    empty = [is_back_channel(texts[segment_id]) for segment_id in codings["segment_id"]]
    assert (codings.loc[empty, "field"] == NONE).all()
    assert set(codings["lens"]) == {*book.lenses, NONE}


def test_some_codes_of_the_sample_are_left_to_a_person(sample_run: ii.Run) -> None:
    codings = sample_run.codings
    assert 0 < codings["review"].mean() < 0.6
    unsure, sure = codings[codings["review"]], codings[~codings["review"]]
    assert unsure["confidence"].max() <= sure["confidence"].min() + 1e-3
