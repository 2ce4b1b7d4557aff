"""Lyrics, TTML and the tsv of Whisper."""

from __future__ import annotations

import math
import time

import pytest

from interview_insights.errors import ReadError
from interview_insights.read.sniff import sniff


def kind(text, name):
    return sniff(text.encode(), name).kind


def test_lyrics_are_told_from_typed_text():
    timed = "[00:01.00] Anna: So why?\n[00:03.50] Ben: Because.\n"
    assert kind(timed, "a.lrc") == "lrc"
    assert kind(timed, "a.txt") == "text"
    assert kind(f"[ti:call]\n{timed}", "a.txt") == "lrc"
    assert kind("Anna: So why?\nBen: Because.\n", "a.lrc") == "text"
    assert kind("[00:01:22] Anna: So why?\n[00:01:30] Ben: Because.\n", "a.txt") == "text"


def test_times_of_lyrics(read):
    text = (
        "[offset:+500]\n[00:02.5]Anna: So why?\n[00:04:75]Ben: I was\nlate\n[00:09.00]\n"
        "[1:00:01.250] Anna: Late?\n[00:20.00][00:30.00] Ben: Yes.\n"
    )
    turns = read(text, "a.lrc").turns
    assert [(t.speaker, t.text, t.start_s) for t in turns] == [
        ("Anna", "So why?", 2.0),
        ("Ben", "I was late Yes. Yes.", 4.25),
        ("Anna", "Late?", 3600.75),
    ]
    assert turns[1].marks[1].end_s == 8.5
    assert str(turns[0].place) == "line 2"


def test_a_silent_line_ends_the_one_before(read):
    turns = read("[00:01.00] So it was.\n[00:04.00]\n[00:09.00] Late.\n", "a.lrc").turns
    assert turns[0].marks[0].end_s == 4.0
    assert math.isnan(turns[0].marks[1].end_s)


def test_loose_lines_are_told(read):
    transcript = read("[00:01.00] So it was\nvery late.\n[00:03.00] I know.\n", "a.lrc")
    assert transcript.text == "So it was very late. I know."
    assert any("1 line without a time was" in told for told in transcript.warnings)


def test_words_of_nobody_stay_nobodys(read):
    transcript = read("[00:01.00] One thing: it was late.\n[00:03.00] I know.\n", "a.lrc")
    assert transcript.text == "One thing: it was late. I know."
    lines = [f"[00:{n:02d}.00] {w}" for n, w in enumerate(["Price: a lot.", *["It was."] * 9])]
    assert read("\n".join(lines), "a.lrc").turns[0].speaker == ""


def ttml(body, head="", attributes=""):
    return (
        '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"'
        ' xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
        f' xmlns:ttp="http://www.w3.org/ns/ttml#parameter" {attributes}>'
        f"<head><metadata>{head}</metadata></head><body><div>{body}</div></body></tt>"
    )


@pytest.mark.parametrize(
    ("begin", "seconds"),
    [
        ("00:00:03.5", 3.5),
        ("01:00:00", 3600.0),
        ("00:00:01:12", 1.5),
        ("90s", 90.0),
        ("1.5m", 90.0),
        ("2h", 7200.0),
        ("250ms", 0.25),
        ("48f", 2.0),
        ("5000t", 5.0),
        ("12.25", 12.25),
        ("1:02.5", 62.5),
    ],
)
def test_forms_of_time(read, begin, seconds):
    text = ttml(f'<p begin="{begin}">So.</p>', attributes='ttp:frameRate="24" ttp:tickRate="1000"')
    assert read(text, "a.ttml").turns[0].start_s == pytest.approx(seconds)


@pytest.mark.parametrize("begin", ["soon", "", "1e9s", "99999999999h", "-3s", "NaN"])
def test_what_is_no_time_is_none(read, begin):
    transcript = read(ttml(f'<p begin="{begin}">So.</p>'), "a.ttml")
    assert math.isnan(transcript.turns[0].start_s)
    assert any("cannot be read" in told for told in transcript.warnings)


def test_times_count_from_the_element_around(read):
    text = ttml('<div begin="10s"><p begin="2s" dur="3s">So.</p></div>')
    turn = read(text, "a.xml").turns[0]
    assert (turn.start_s, turn.end_s) == (12.0, 15.0)


def test_times_that_all_count_from_the_start(read):
    text = ttml(
        '<div begin="29.188" end="42.720"><p begin="29.188" end="32.398">So.</p>'
        '<p begin="32.5" end="40">Late.</p></div>'
    )
    (turn,) = read(text, "a.xml").turns
    assert [(m.start_s, m.end_s) for m in turn.marks] == [(29.188, 32.398), (32.5, 40.0)]


def test_rates_of_frames_may_be_broken(read):
    attributes = 'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"'
    text = ttml('<p begin="30f">So.</p>', attributes=attributes)
    assert read(text, "a.ttml").turns[0].start_s == pytest.approx(1.001)
    for rate in ("0", "-1", "x", "1e300"):
        read(ttml('<p begin="30f">So.</p>', attributes=f'ttp:frameRate="{rate}"'), "a.ttml")


def test_words_that_are_timed_one_by_one(read, said):
    text = ttml(
        '<p><span begin="1s">So </span><span begin="2s">why</span><br/>not?</p>'
        "<p><metadata>nothing said</metadata>Well.</p>"
    )
    transcript = read(text, "a.ttml")
    assert said(transcript) == [("", "So why not? Well.")]
    assert transcript.turns[0].start_s == 1.0


def test_agents_without_a_name_go_by_their_id(read, said):
    text = ttml(
        '<p ttm:agent="v1 v2">Why so?</p><p>(silence)</p><p ttm:agent="v2">It was late.</p>',
        head='<ttm:agent xml:id="v1"><ttm:name>Ida &amp; Co</ttm:name></ttm:agent>',
    )
    assert said(read(text, "a.ttml")) == [("Ida & Co", "Why so?"), ("v2", "It was late.")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (ttml("<p> </p>"), "no paragraph with words"),
        (ttml("<p>")[:-9], "damaged"),
        ('<!DOCTYPE tt [<!ENTITY a "b">]><tt><body><p>&a;</p></body></tt>', "declares entities"),
        ("<tt>" + "<p>" * 100_000, "damaged"),
    ],
)
def test_captions_that_cannot_be_read_say_why(read, content, told):
    with pytest.raises(ReadError, match=told) as caught:
        read(content, "a.ttml")
    assert caught.value.hint


def test_time_is_linear(read):
    begin = time.process_time()
    read(ttml('<p begin="1s">a <span ttm:agent="x">b</span><br/></p>' * 20_000), "a.ttml")
    read("[ti:x]\n" + "[00:01.00]" * 20_000 + " so\n" + "<00:01.00>" * 20_000, "a.lrc")
    assert time.process_time() - begin < 8


def test_whispers_tsv_counts_milliseconds(read):
    text = "start\tend\ttext\n0\t2480\tSo why?\n2480\t6120\tBecause.\n6120\t600500\tI see.\n"
    transcript = read(text, "a.tsv")
    assert transcript.kind == "tsv"
    (turn,) = transcript.turns
    assert [(m.start_s, m.end_s) for m in turn.marks] == [(0, 2.48), (2.48, 6.12), (6.12, 600.5)]
    assert turn.text == "So why? Because. I see."
