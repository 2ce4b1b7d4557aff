from __future__ import annotations

import pytest

from interview_insights.errors import ReadError
from interview_insights.read import read_study
from interview_insights.read.joining import join
from interview_insights.read.names import looks_like_name, role_word
from interview_insights.read.roles import assign_roles, recurring_speakers
from interview_insights.records import Place, Utterance


def turns(*said):
    return join(Utterance(s, t, Place("line", n)) for n, (s, t) in enumerate(said, 1))[0]


def roles(*said, **known):
    return {s.name: s.role for s in assign_roles(turns(*said), **known).speakers}


LONG = "I bought it because it lasts and because my sister has one and she is glad of it"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Interviewer", "interviewer"),
        ("INT1", "interviewer"),
        ("moderator:", "interviewer"),
        ("I", "interviewer"),
        ("Q", "interviewer"),
        ("Anna (Moderator)", "interviewer"),
        ("Interviewer Anna", "interviewer"),
        ("Anna Smith - Researcher", "interviewer"),
        ("P07", "respondent"),
        ("Participant_3", "respondent"),
        ("PAR0", "respondent"),
        ("Interviewee", "respondent"),
        ("Befragte", "respondent"),
        ("Anna", None),
        ("Speaker 1", None),
        ("Ivy", None),
        ("A", None),
        ("R", None),
    ],
)
def test_role_words(name, role):
    assert role_word(name) == role


@pytest.mark.parametrize(
    "name",
    [
        "Anna",
        "Jo Bloggs (SL)",
        "Dr. Smith",
        "SPEAKER_00",
        "spk_0",
        "O’Neill",
        "王伟",
        "van der Berg",
    ],
)
def test_names(name):
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "text",
    ["", "The thing is", "And then I said", "Why?", "it lasts", "I went. Then", "So", "x" * 90],
)
def test_no_names(text):
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("I", "R"), ("interviewer", "respondent")),
        (("R", "P"), ("interviewer", "respondent")),
        (("Q", "A"), ("interviewer", "respondent")),
        (("I", "B"), ("interviewer", "respondent")),
        (("M", "R"), ("interviewer", "respondent")),
        (("Anna", "P3"), ("interviewer", "respondent")),
        (("Interviewer", "Ben"), ("interviewer", "respondent")),
    ],
)
def test_role_names_win_over_signs(pair, expected):
    # The respondent asks more and says less, so every guess would be wrong.
    found = roles(
        (pair[0], LONG), (pair[1], "Why? Who? What?"), (pair[0], LONG), (pair[1], "So? No?")
    )
    assert tuple(found[name] for name in pair) == expected


def test_a_researcher_beside_participants():
    found = roles(("R", LONG), ("P1", "Why? Who?"), ("Ben", "Who? What? Why?"))
    assert found == {"R": "interviewer", "P1": "respondent", "Ben": "respondent"}


def test_settings_win_over_role_names():
    found = roles(("Interviewer", "Why?"), ("Ben", "So."), interviewers=("BEN",))
    assert found == {"Interviewer": "respondent", "Ben": "interviewer"}


def test_several_interviewers_and_respondents():
    found = roles(
        ("Anna", "Why?"), ("Eve", "So?"), ("Ben", LONG), ("Cy", LONG), interviewers=("anna", "Eve")
    )
    assert [found[n] for n in ("Anna", "Eve", "Ben", "Cy")] == ["interviewer"] * 2 + [
        "respondent"
    ] * 2


def test_settings_that_match_nobody_are_told():
    found = assign_roles(turns(("Q", "Why?"), ("A", "So.")), interviewers=("Zoe",))
    assert any("None of the interviewers set (Zoe)" in w for w in found.warnings)
    assert [s.role for s in found.speakers] == ["interviewer", "respondent"]


@pytest.mark.parametrize(
    "text",
    [
        "[B] – team, [I] – Interviewee\n\nB: Why?\nI: Price.\nB: Else?\nI: No.",
        "I = Interviewee\nB = Interviewer\n\nB: Why?\nI: Price.",
        "I: Interviewee\nB: Interviewer (Anna)\nB: Why?\nI: Price.",
    ],
)
def test_the_legend_wins_over_letters(read, text):
    transcript = read(text)
    assert {s.name: s.role for s in transcript.speakers} == {"B": "interviewer", "I": "respondent"}
    assert transcript.turns[0].text == "Why?"


def test_a_header_that_names_the_interviewer(read):
    transcript = read(
        "Date: 3 May\nInterviewer: Jane Doe\nParticipant: P07\n\n"
        f"Jane Doe: {LONG}\nBen: So? No? Why?"
    )
    assert {s.name: s.role for s in transcript.speakers} == {
        "Jane Doe": "interviewer",
        "Ben": "respondent",
    }
    assert transcript.turns[0].text == LONG


def test_an_interviewer_who_calls_a_name_states_no_role(read):
    transcript = read("Interviewer: Ben.\nBen: Yes.\nInterviewer: Why?\nBen: It lasts.")
    assert [s.role for s in transcript.speakers] == ["interviewer", "respondent"]
    assert transcript.turns[0].text == "Ben."


def test_question_marks():
    said = [("Ann", "Why is that so?"), ("Bob", LONG)] * 3 + [("Bob", "Right?")]
    found = assign_roles(turns(*said))
    assert [s.role for s in found.speakers] == ["interviewer", "respondent"]
    assert 0.7 < found.speakers[0].confidence < 1
    assert found.speakers[0].reason == "asks and speaks of “you” most"
    assert not found.warnings


def test_too_few_questions_for_a_rate():
    found = assign_roles(turns(("Ann", LONG), ("Bob", "Why?"), ("Ann", "No.")))
    assert [s.role for s in found.speakers] == ["respondent", "interviewer"]


def test_least_talk():
    found = assign_roles(turns(("Ann", "Tell me."), ("Bob", LONG), ("Ann", "And?"), ("Bob", "Oh?")))
    assert [s.role for s in found.speakers] == ["interviewer", "respondent"]


def test_no_sign_at_all():
    found = assign_roles(turns(("Ann", "one two"), ("Bob", "one two")))
    assert [s.role for s in found.speakers] == ["respondent", "respondent"]
    assert any("Nothing tells the interviewer" in w for w in found.warnings)


def test_unknown_speakers_are_left_aside_and_told():
    said = [("Interviewer", "Why?"), ("Ben", LONG), ("Unknown Speaker", "Door.")]
    found = assign_roles(turns(*said))
    assert [s.role for s in found.speakers] == ["interviewer", "respondent", "other"]
    assert any('1 words of "Unknown Speaker"' in w for w in found.warnings)


def test_an_unknown_speaker_beside_the_interviewer_is_the_respondent():
    found = roles(("Interviewer", "Why?"), ("Unknown Speaker", LONG))
    assert found == {"Interviewer": "interviewer", "Unknown Speaker": "respondent"}


def test_no_respondent(read):
    with pytest.raises(ReadError, match="no respondent found") as caught:
        read("Interviewer: Why?\nInterviewer: Hello?\nModerator: Nobody here.")
    assert caught.value.hint


def test_recurring_speakers():
    casts = [("Ivy", "Ben"), ("Ivy", "Cy"), ("Ivy", "Di"), ("Max", "Flo")]
    assert recurring_speakers(casts) == {"ivy"}
    assert recurring_speakers(casts[:2]) == frozenset()
    assert recurring_speakers([("Ivy", "Ben")] * 4) == frozenset()
    assert recurring_speakers([("Speaker 1", "Ben"), ("Speaker 1", "Cy")] * 3) == frozenset()


def test_whoever_recurs_through_the_study_is_the_interviewer(tmp_path):
    # Ivy explains at length and never asks, so no transcript by itself tells.
    for name in ("Ben", "Cy", "Di"):
        (tmp_path / "good").mkdir(exist_ok=True)
        (tmp_path / "good" / f"{name}.txt").write_text(f"Ivy: {LONG}.\n{name}: Yes? No? Well?\n")
    study = read_study(tmp_path)
    assert {s.role for t in study.transcripts for s in t.speakers if s.name == "Ivy"} == {
        "interviewer"
    }
    assert study.transcripts[0].speakers[0].reason == "speaks in most interviews of the study"
