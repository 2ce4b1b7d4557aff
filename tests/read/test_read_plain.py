from __future__ import annotations

import math

import pytest

ONE = [("Anna", "Why did you buy it?"), ("Ben", "Because it lasts."), ("Anna", "And then?")]

SHAPES = {
    "label": "Anna: Why did you buy it?\nBen: Because it lasts.\nAnna: And then?\n",
    "crlf": "Anna: Why did you buy it?\r\nBen: Because it lasts.\r\nAnna: And then?\r\n",
    "wrapped": "Anna: Why did you\nbuy it?\n\nBen: Because it\n   lasts.\n\nAnna: And then?",
    "own line": "Anna:\nWhy did you buy it?\n\nBen:\nBecause it lasts.\n\nAnna:\nAnd then?",
    "time first": "[00:01:02] Anna: Why did you buy it?\n[00:01:05] Ben: Because it lasts.\n"
    "[00:01:09] Anna: And then?",
    "bare time first": "00:01:02 Anna: Why did you buy it?\n00:01:05 Ben: Because it lasts.\n"
    "00:01:09 Anna: And then?",
    "time and name above": "[00:01:02] Anna\nWhy did you buy it?\n\n[00:01:05] Ben\n"
    "Because it lasts.\n\n[00:01:09] Anna\nAnd then?",
    "rev": "Anna (00:01:02):\nWhy did you buy it?\n\nBen (00:01:05):\nBecause it lasts.\n\n"
    "Anna (00:01:09):\nAnd then?",
    "rev inline": "Anna (00:01:02): Why did you buy it?\nBen (00:01:05): Because it lasts.\n"
    "Anna (00:01:09): And then?",
    "otter": "Anna  1:02  \nWhy did you buy it?\n\nBen  1:05  \nBecause it lasts.\n\n"
    "Anna  1:09  \nAnd then?\n\nTranscribed by https://otter.ai\n",
    "zoom saved": "[Anna] 19:00:25\nWhy did you buy it?\n[Ben] 19:00:28\nBecause it lasts.\n"
    "[Anna] 19:00:32\nAnd then?",
    "bold": "**Anna:** Why did you buy it?\n\n**Ben:** Because it lasts.\n\n**Anna:** And then?",
    "bold outside": "**Anna**: Why did you buy it?\n\n**Ben**: Because it lasts.\n\n"
    "**Anna**: And then?",
    "bold with time": "**Anna** [0:17] Why did you buy it?\n\n**Ben** [0:19] Because it lasts.\n\n"
    "**Anna** [0:23] And then?",
    "headings": "### Anna\nWhy did you buy it?\n\n### Ben\nBecause it lasts.\n\n### Anna\n"
    "And then?\n\n### Ben\n",
    "brackets": "[Anna]: Why did you buy it?\n[Ben]: Because it lasts.\n[Anna]: And then?",
    "speakerless time": "Anna (00:01:02):\nWhy did you\n\n(00:01:04):\nbuy it?\n\nBen (00:01:05):\n"
    "Because it lasts.\n\nAnna (00:01:09):\nAnd then?",
    "entities, no-break": "Anna:\xa0Why did\xa0you buy it?\nBen: Because it&nbsp;lasts.\n"
    "Anna: And then&#63;",
    "front matter": "---\ntitle: Anna: one\ndate: 2024-01-01\n---\nAnna: Why did you buy it?\n"
    "Ben: Because it lasts.\nAnna: And then?",
    "f4": "Anna: Why did you buy it? #00:01:05-0#\nBen: Because it lasts. #00:01:09-0#\n"
    "Anna: And then? #00:01:11-5#",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_turns(read, said, shape):
    if shape == "headings":  # a lone name is believed only if it comes again
        content = SHAPES[shape] + "Fine.\n"
        assert said(read(content, "a.md")) == [*ONE, ("Ben", "Fine.")]
    else:
        assert said(read(SHAPES[shape])) == ONE


@pytest.mark.parametrize(
    "shape", ["time first", "time and name above", "rev", "otter", "bare time first", "rev inline"]
)
def test_times(read, shape):
    assert [t.start_s for t in read(SHAPES[shape]).turns] == [62.0, 65.0, 69.0]


def test_wall_clock_counts_from_the_beginning(read):
    assert [t.start_s for t in read(SHAPES["zoom saved"]).turns] == [0.0, 3.0, 7.0]


def test_f4_times_end_a_turn_and_begin_the_next(read):
    turns = read(SHAPES["f4"]).turns
    assert [t.end_s for t in turns] == [65.0, 69.0, 71.5]
    assert math.isnan(turns[0].start_s)
    assert turns[1].start_s == 65.0


def test_place_is_the_line_where_a_turn_begins(read):
    turns = read("Title\n\nAnna: Why?\nmore\nBen:\nYes.\n").turns
    assert [str(t.place) for t in turns] == ["line 3", "line 5"]


def test_marks_point_at_each_utterance(read):
    transcript = read("[0:01] Anna: One.\n[0:04] Anna: Two.\n[0:09] Ben: Three.")
    assert [t.text for t in transcript.turns] == ["One. Two.", "Three."]
    first = transcript.turns[0].marks
    assert [transcript.text[m.start_char :][:4] for m in first] == ["One.", "Two."]
    assert [m.start_s for m in first] == [1.0, 4.0]
    assert transcript.turns[1].marks[0].start_char == transcript.turns[1].start_char


def test_words_before_a_colon_are_not_speakers(read, said):
    lines = ["Anna: Why?", "Ben: It was cheap."] * 6
    lines.insert(4, "Note: the price is high.")
    lines.insert(7, "Pricing: too high.")
    lines.insert(9, "he said: no")
    lines.insert(11, "see https://example.org at 10:30")
    transcript = read("\n".join(lines))
    assert {s.name for s in transcript.speakers} == {"Anna", "Ben"}
    assert "Pricing: too high." in transcript.text
    assert "https://example.org at 10:30" in transcript.text
    assert any('"Pricing:" in line 8' in w for w in transcript.warnings)


def test_a_sentence_may_begin_with_a_time(read, said):
    text = "Anna: When?\nBen: At\n10:30 in the morning.\nAnna: Good."
    assert said(read(text))[1] == ("Ben", "At 10:30 in the morning.")


@pytest.mark.parametrize("gap", [" ", "\xa0"])
def test_a_day_and_a_time_are_no_name(read, said, gap):
    text = f"Anna: When?\nBen: On\nMonday{gap}10:30\nAnna: Good."
    assert said(read(text))[1] == ("Ben", "On Monday 10:30")


def test_a_short_answer_after_a_time_is_no_name(read, said):
    text = "[00:01] Anna: Really?\n[00:03] Ben: Well.\n[00:05] Exactly\n[00:09] Anna: Good."
    assert said(read(text))[1] == ("Ben", "Well. Exactly")


def test_questions_and_answers(read, said):
    transcript = read("Q: Why?\nA: Price.\nQ: Else?\nA: No.")
    assert [(s.name, s.role) for s in transcript.speakers] == [
        ("Q", "interviewer"),
        ("A", "respondent"),
    ]


def test_dash_labels(read, said):
    text = "I – Why?\nB – It lasts – really.\n" * 3
    assert said(read(text))[:2] == [("I", "Why?"), ("B", "It lasts – really.")]


def test_names_on_lines_of_their_own(read, said):
    text = "Anna Smith\nWhy?\n\nBen Jones\nIt lasts.\n\nAnna Smith\nElse?\n\nBen Jones\nNo.\n"
    assert said(read(text))[:2] == [("Anna Smith", "Why?"), ("Ben Jones", "It lasts.")]


def test_one_spelling_of_a_name(read):
    transcript = read("Anna: Why?\nBEN: Well.\nAnna: Why?\nBen: So.\nAnna: Why?\nBen: Yes.")
    assert [s.name for s in transcript.speakers] == ["Anna", "Ben"]


def test_long_preamble_is_told(read):
    transcript = read("word " * 50 + "\n\nAnna: Why?\nBen: " + "because " * 60)
    assert "50 words above the first speaker's name were left out." in transcript.warnings


def test_unlabelled_text_that_alternates(read, said):
    text = (
        "Interview three\n\nWhy did you buy it?\n\nBecause my sister has one.\nIt lasts.\n\n"
        "What held you back?\n\nThe price.\n"
    )
    transcript = read(text)
    assert said(transcript) == [
        ("Interviewer", "Why did you buy it?"),
        ("Respondent", "Because my sister has one. It lasts."),
        ("Interviewer", "What held you back?"),
        ("Respondent", "The price."),
    ]
    assert any("2 questions were taken as the interviewer's" in w for w in transcript.warnings)
    assert all(s.confidence <= 0.6 for s in transcript.speakers)


def test_unlabelled_text_without_questions_is_the_respondents(read):
    transcript = read("I bought it last year.\n\nIt broke after a week.\n")
    assert [s.role for s in transcript.speakers] == ["respondent"]
    assert any("at most one speaker" in w for w in transcript.warnings)


def test_wrapped_paragraphs_without_names_stay_whole(read, said):
    long = "I wanted something that would last longer than the one I had and\n"
    transcript = read(f"Why did you buy it?\n\n{long}{long}so I did.\n\nWhat else?\n\nNo more.\n")
    assert len(transcript.turns) == 4


def test_markdown_kind(read):
    assert read("**A:** Hi.\n**B:** Ho.", "a.md").kind == "markdown"
    assert read("A: Hi.\nB: Ho.", "a.txt").kind == "text"


def test_emoji_and_other_scripts(read, said):
    transcript = read("Анна: Почему?\n王伟: 因为好用 👩‍🔧。\n")
    assert said(transcript) == [("Анна", "Почему?"), ("王伟", "因为好用 👩‍🔧。")]


def test_decomposed_accents_are_composed(read):
    assert read("Anna: Why?\nZoe\u0301: Cafe\u0301.").turns[1].text == "Café."


def test_a_block_of_facts_above_the_interview_is_not_spoken(read, said):
    transcript = read(
        "Project: Shoes\nDate: 2024-05-01\nParticipant: P03\nInterviewer: Anna\n\n"
        "Interviewer: Why?\nP03: It lasts."
    )
    assert said(transcript) == [("Interviewer", "Why?"), ("P03", "It lasts.")]


def test_only_the_questions_are_labelled(read):
    transcript = read("Q: Why?\n\nIt lasts.\n\nFor ever.\n\nQ: Else\nthen?\n\nNo.\n")
    assert [(t.role, t.text) for t in transcript.turns] == [
        ("interviewer", "Why?"),
        ("respondent", "It lasts. For ever."),
        ("interviewer", "Else then?"),
        ("respondent", "No."),
    ]
    assert any('Only "Q" is named' in w for w in transcript.warnings)


def test_headings_amid_prose_are_not_speakers(read):
    text = "I bought it last week and I like it very much.\n\nPros: cheap\nCons: ugly\n"
    assert read(text).text.replace("\n", " ") == " ".join(text.split())


def test_google_meet(read, said):
    transcript = read(
        "Shoes (2024-05-01) - Transcript\n\nAttendees\nAnna Smith, Ben Jones\n\nTranscript\n\n"
        "Anna Smith: Why?\nBen Jones: It lasts.\n\n00:05:00\n\nAnna Smith: Else?\n"
        "Ben Jones: No: never.\n\nTranscription ended after 00:10:10\n\n"
        "This editable transcript was computer generated and might contain errors.\n"
    )
    assert said(transcript) == [
        ("Anna Smith", "Why?"),
        ("Ben Jones", "It lasts."),
        ("Anna Smith", "Else?"),
        ("Ben Jones", "No: never."),
    ]
    assert transcript.turns[2].start_s == 300.0
