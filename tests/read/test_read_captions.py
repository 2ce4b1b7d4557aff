from __future__ import annotations

import math


def test_names_in_the_payload(read, said):
    transcript = read(
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nJo Bloggs (SL): Why did\n\n"
        "2\n00:00:02.500 --> 00:00:04.000\nyou buy it?\n\n"
        "3\n00:00:04.000 --> 00:00:06.000\nBen: It\xa0lasts &amp; works.\n",
        "a.vtt",
    )
    assert said(transcript) == [
        ("Jo Bloggs (SL)", "Why did you buy it?"),
        ("Ben", "It lasts & works."),
    ]
    assert (transcript.turns[0].start_s, transcript.turns[0].end_s) == (1.0, 4.0)
    assert str(transcript.turns[1].place) == "cue 3"
    assert transcript.kind == "vtt"


def test_voice_tags(read, said):
    transcript = read(
        "WEBVTT\r\n\r\nf00d/14-0\r\n00:00:01.000 --> 00:00:02.000\r\n<v Jo B>Why\r\nso?</v>\r\n\r\n"
        "f00d/14-1\r\n00:00:02.000 --> 00:00:03.000\r\n<v Ben>It … lasts.</v>"
        "<v Jo B>Ah.</v>\r\n",
        "a.vtt",
    )
    assert said(transcript) == [
        ("Jo B", "Why so?"),
        ("Ben", "It … lasts."),
        ("Jo B", "Ah."),
    ]


def test_bare_cues_continue_the_last_voice(read, said):
    transcript = read(
        "WEBVTT\n\n0:0:1.0 --> 0:0:2.490\n<v INT>Why\n\n0:0:2.0 --> 0:0:3.0\nso?\n\n"
        "0:0:3.0 --> 0:0:4.0\n<v RES>Well.\n"
    )
    assert said(transcript) == [("INT", "Why so?"), ("RES", "Well.")]
    assert transcript.turns[1].start_s == 3.0


def test_comments_styles_and_settings_are_no_words(read, said):
    transcript = read(
        "WEBVTT - made by hand\nKind: captions\n\nSTYLE\n::cue { color: red }\n\n"
        "00:01.000 --> 00:02.000 align:start\nA: Why?\n\nNOTE a: b\nthree\n\n"
        "00:03.000 --> 00:04.000\nB: So.\n",
        "a.vtt",
    )
    assert said(transcript) == [("A", "Why?"), ("B", "So.")]


def test_rolling_captions_say_every_word_once(read):
    transcript = read(
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n \nhello<00:00:00.240><c> there</c>\n\n"
        "00:00:02.000 --> 00:00:02.010\nhello there\n \n\n"
        "00:00:02.010 --> 00:00:04.000\nhello there\nmy<00:00:02.240><c> friend</c>\n\n"
        "00:00:04.000 --> 00:00:04.010\nmy friend\n \n",
        "a.vtt",
    )
    assert transcript.text == "hello there my friend"


def test_srt(read, said):
    transcript = read(
        "1\n00:00:01,500 --> 00:00:02,000\nAnna: Why?\n\n2\n00:00:03 --> 00:00:04\nBen: It\n"
        "\nlasts.\n3\n00:00:05,000 --> 00:00:06,000\n<i>Really</i>.\n"
    )
    assert transcript.kind == "srt"
    assert said(transcript) == [("Anna", "Why?"), ("Ben", "It lasts. Really.")]
    assert transcript.turns[0].start_s == 1.5


def test_sbv(read, said):
    transcript = read("0:00:02.870,0:00:10.790\nA: Why?\n\n0:00:11.000,0:00:12.000\nB: So.\n")
    assert transcript.kind == "sbv"
    assert said(transcript) == [("A", "Why?"), ("B", "So.")]
    assert transcript.turns[0].start_s == 2.87


def test_two_speakers_in_one_cue(read, said):
    transcript = read("1\n00:00:01,000 --> 00:00:02,000\nAnna: Why?\nBen: So.\n", "a.srt")
    assert said(transcript) == [("Anna", "Why?"), ("Ben", "So.")]


def test_captions_without_names_are_one_respondent(read):
    transcript = read("WEBVTT\n\n00:01.000 --> 00:02.000\nI like\n\n00:02.000 --> 00:03.000\nit.\n")
    assert [(t.speaker, t.text, t.role) for t in transcript.turns] == [
        ("", "I like it.", "respondent")
    ]
    assert len(transcript.turns[0].marks) == 2


def test_unreadable_times_are_told(read):
    transcript = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nA: Why?\n\n00:xx --> 00:04.000\nB: So.\n", "a.vtt"
    )
    assert any("1 cues with unreadable times" in w for w in transcript.warnings)
    assert "So." in transcript.text


def test_untimed_is_nan(read):
    assert math.isnan(read("A: Why?\nB: So.").turns[0].start_s)
    assert not read("A: Why?\nB: So.").timed
