"""What is taken out of the words, that it is counted, and that it can be kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_insights.errors import StudyError
from interview_insights.read import read_study
from interview_insights.read.cleaning import CLEANINGS, clean_words
from interview_insights.read.furniture import strip_furniture
from interview_insights.read.lines import Line

KEEP_ALL = frozenset(CLEANINGS)


@pytest.mark.parametrize(
    ("raw", "words", "what"),
    [
        ("I was (laughs), you know, late.", "I was, you know, late.", "events"),
        ("[both laugh] Well.", "Well.", "events"),
        ("Ja (lacht) genau.", "Ja genau.", "events"),
        ("So <laugh> no.", "So no.", "events"),
        ("Then (pause 0.28) it broke.", "Then it broke.", "events"),
        ("Then (0.5) it [204] broke.", "Then it broke.", "events"),
        ("*sighs* Fine.", "Fine.", "events"),
        ("It was [inaudible 00:12:03] pounds.", "It was … pounds.", "inaudible"),
        ("I saw (unverständlich) there.", "I saw … there.", "inaudible"),
        ("A <[?]> thing.", "A … thing.", "inaudible"),
        ("I <i>love</i> it.", "I love it.", "tags"),
        ("Fish &amp; chips, it&#39;s good.", "Fish & chips, it's good.", "entities"),
        ("Ten\xa0pounds\u200b.", "Ten pounds.", "spaces"),
        ("“It’s fine,” she said.", '"It\'s fine," she said.', "quotes"),
        ("And then [00:12:03] it came.", "And then it came.", "times"),
    ],
)
def test_each_cleaning_is_done_counted_and_kept_where_asked(raw, words, what):
    text, counts = clean_words(raw)
    assert text == words
    assert counts[what] >= 1
    assert set(counts) <= set(CLEANINGS)
    kept, left = clean_words(raw, KEEP_ALL)
    assert (kept, left) == (raw, {})
    assert clean_words(raw, KEEP_ALL - {what})[1] == {what: counts[what]}


@pytest.mark.parametrize(
    "words",
    [
        "I paid (about ten pounds) for it.",
        "The model [the blue one] broke.",
        "It was (2019) I think.",
        "I bought two (2) of them.",
        "[Company name] never wrote back.",
        "a < b and c > d, 5 * 3 * 2",
        "He said (and I laughed at that, honestly, out loud) no.",
        "a ring (gold) and music",
    ],
)
def test_words_in_brackets_stay(words):
    assert clean_words(words) == (words, {})


@given(st.text(alphabet="ab (laughs)[inaudible 0:1].<i>&amp;“”\xa0*?\n", max_size=60))
def test_cleaning_never_leaves_runs_of_blanks_and_cleans_nothing_twice(text):
    once, _ = clean_words(text)
    assert once == " ".join(once.split())
    kept, counts = clean_words(text, KEEP_ALL)
    assert not counts
    assert kept.split(" ") == [part for part in kept.split(" ") if part] or not kept


TALK = (
    "Q: What happened then?\nA: It broke (laughs) “twice” &amp; that was it.\nQ: And?\nA: Well.\n"
)


def test_study_toml_says_what_is_kept(tmp_path):
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a.txt").write_text(TALK, encoding="utf-8")
    (clean,) = read_study(tmp_path).transcripts
    assert clean.turns[1].text == 'It broke "twice" & that was it.'
    assert clean.cleaned == {"entities": 1, "events": 1, "quotes": 2}
    (tmp_path / "study.toml").write_text('keep = ["events", "quotes"]\n')
    (kept,) = read_study(tmp_path).transcripts
    assert kept.turns[1].text == "It broke (laughs) “twice” & that was it."
    assert kept.cleaned == {"entities": 1}
    (tmp_path / "study.toml").write_text('keep = ["noises"]\n')
    with pytest.raises(StudyError, match="no cleaning 'noises'"):
        read_study(tmp_path)


def lines_of(text):
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


def stripped(text, keep=frozenset()):
    lines, counts = strip_furniture(lines_of(text), keep)
    return [line.text for line in lines], dict(counts)


@pytest.mark.parametrize(
    "line",
    [
        "Transcribed by https://otter.ai",
        "This transcript was exported on Jul 26, 2024 - view latest version here.",
        "Transcription ended after 00:31:02",
        "This editable transcript was computer generated and might contain errors.",
        "Automatically transcribed by Sonix",
        "[End of recording]",
        "Anna Berg started transcription",
    ],
)
def test_lines_of_the_service_are_taken_out(line):
    assert stripped(f"Anna: Hi.\n{line}\nBen: So.") == (
        ["Anna: Hi.", "", "Ben: So."],
        {"service": 1},
    )
    assert stripped(f"Anna: Hi.\n{line}", frozenset(("service",)))[1] == {}


@pytest.mark.parametrize(
    "line",
    [
        "The end of the interview was awkward, they just hung up on me.",
        "I read the transcript on my phone at the weekend.",
        "Zoom is what we use for that.",
    ],
)
def test_words_about_transcripts_stay(line):
    assert stripped(f"Anna: Hi.\n{line}")[0][1] == line


def test_page_numbers_that_count_up_are_taken_out():
    text = "Anna: Hi.\nPage 1 of 3\nBen: So.\nPage 2 of 3\nAnna: Oh.\n3/3"
    assert stripped(text) == (["Anna: Hi.", "", "Ben: So.", "", "Anna: Oh.", ""], {"pages": 3})
    answers = "Anna: How many?\n3\nAnna: And now?\n3\nAnna: Then?\n1"
    assert stripped(answers)[1] == {}


def test_line_numbers_are_taken_off():
    spoken = ["Anna: Why?", "Ben: So.", "Well, so.", "Anna: Oh?"] * 4
    text = "\n".join(f"{n:>3}  {line}" for n, line in enumerate(spoken, 1))
    assert stripped(text) == (spoken, {"lines": 16})
    ordinary = "\n".join(["Anna: Why?", "12 of them broke.", "Ben: So."] * 6)
    assert stripped(ordinary)[1] == {}


def test_numbered_lines_are_read_with_their_speakers(read, said):
    spoken = ["Anna: Why did you buy it?", "Ben: So I could sleep.", "It was the noise."] * 4
    text = "\n".join(f"{n} {line}" for n, line in enumerate(spoken, 1))
    transcript = read(text)
    assert said(transcript)[:2] == [
        ("Anna", "Why did you buy it?"),
        ("Ben", "So I could sleep. It was the noise."),
    ]
    assert transcript.cleaned == {"lines": 12}
