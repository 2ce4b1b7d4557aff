from __future__ import annotations

import math
import time

import pytest

from interview_insights.errors import ReadError

ALIGNED = (
    '<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{id}" TIME_SLOT_REF1="{a}"'
    ' TIME_SLOT_REF2="{b}"><ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>'
    "</ALIGNABLE_ANNOTATION></ANNOTATION>"
)
HUNG = (
    '<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{id}" ANNOTATION_REF="{on}"{after}>'
    "<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
)


def aligned(id, a, b, text):
    return ALIGNED.format(id=id, a=a, b=b, text=text)


def hung(id, on, text, after=""):
    after = f' PREVIOUS_ANNOTATION="{after}"' if after else ""
    return HUNG.format(id=id, on=on, text=text, after=after)


def tier(name, *annotations, **attributes):
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<TIER TIER_ID="{name}"{more}>{"".join(annotations)}</TIER>'


def eaf(slots, *parts, header=""):
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{n}"' + (f' TIME_VALUE="{v}"/>' if v is not None else "/>")
        for n, v in enumerate(slots, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT>{header}'
        f"<TIME_ORDER>{order}</TIME_ORDER>{''.join(parts)}</ANNOTATION_DOCUMENT>"
    )


def test_the_suffix_does_not_matter(read, said):
    text = eaf(
        [0, 10],
        tier("x", aligned("a1", "t1", "t2", "Why so?"), PARTICIPANT="Ida"),
        tier("y", aligned("a2", "t2", "t2", "It was late."), PARTICIPANT="Bo"),
    )
    for name in ("a.eaf", "a.xml", "a.txt"):
        transcript = read(text, name)
        assert transcript.kind == "eaf"
        assert said(transcript) == [("Ida", "Why so?"), ("Bo", "It was late.")]


def test_names_without_participants_are_what_tiers_do_not_share(read):
    a, b = aligned("a1", "t1", "t2", "Why so?"), aligned("a2", "t2", "t2", "It was late.")
    for first, second in (
        ("Ida_transcription", "Bo_transcription"),
        ("Text-Ida", "Text-Bo"),
        ("orth@Ida", "orth@Bo"),
        ("Ida", "Bo"),
    ):
        transcript = read(eaf([0, 10], tier(first, a), tier(second, b)), "a.eaf")
        assert {t.speaker for t in transcript.turns} == {"Ida", "Bo"}


def test_people_whose_names_begin_like_tiers(read):
    a, b = aligned("a1", "t1", "t2", "Why did you?"), aligned("a2", "t2", "t2", "It was late then.")
    for first, second in (("Filipa", "Cody Rutter"), ("Tierney", "Noteborn")):
        transcript = read(eaf([0, 10], tier(first, a), tier(second, b)), "a.eaf")
        assert [t.speaker for t in transcript.turns] == [first, second]


def test_one_participant_for_all_tiers_names_the_recording(read):
    text = eaf(
        [0, 10],
        tier("Interviewer", aligned("a1", "t1", "t2", "Why did you?"), PARTICIPANT="P07"),
        tier("Customer", aligned("a2", "t2", "t2", "It was late then."), PARTICIPANT="P07"),
    )
    assert [t.speaker for t in read(text, "a.eaf").turns] == ["Interviewer", "Customer"]


def test_a_tier_of_nobody_with_names_in_the_words(read, said):
    text = eaf(
        [0, 1000, 2000, 3000, 4000],
        tier(
            "default",
            aligned("a1", "t1", "t2", "Ida: Why did you go?"),
            aligned("a2", "t2", "t3", "Bo: It was late."),
            aligned("a3", "t3", "t4", "And cold."),
            aligned("a4", "t4", "t5", "Ida: How cold?"),
        ),
    )
    assert said(read(text, "a.eaf")) == [
        ("Ida", "Why did you go?"),
        ("Bo", "It was late. And cold."),
        ("Ida", "How cold?"),
    ]


def test_slots_without_a_value_keep_their_place_and_claim_no_time(read):
    text = eaf(
        [1000, None, None, 7000, None],
        tier(
            "Ida",
            aligned("a1", "t1", "t2", "Why did you go?"),
            aligned("a3", "t3", "t4", "Was it cold?"),
        ),
        tier("Bo", aligned("a2", "t2", "t3", "It was late."), aligned("a4", "t5", "t5", "Little.")),
    )
    turns = read(text, "a.eaf").turns
    assert [t.text for t in turns] == [
        "Why did you go?",
        "It was late.",
        "Was it cold?",
        "Little.",
    ]
    assert turns[0].start_s == 1.0
    assert turns[2].end_s == 7.0
    assert all(math.isnan(turns[n].start_s) for n in (1, 2, 3))


def test_parts_of_an_annotation_follow_their_links_not_the_file(read):
    text = eaf(
        [500, 9000],
        tier("ref@Bo", aligned("r1", "t1", "t2", "")),
        tier(
            "orth@Bo",
            hung("o3", "r1", "was late.", "o2"),
            hung("o1", "r1", "I thought"),
            hung("o2", "r1", "that it", "o1"),
            PARENT_REF="ref@Bo",
        ),
    )
    (turn,) = read(text, "a.eaf").turns
    assert turn.text == "I thought that it was late."
    assert (turn.start_s, turn.end_s) == (0.5, 9.0)
    assert [m.start_s >= 0 for m in turn.marks] == [True, False, False]
    assert [m.end_s >= 0 for m in turn.marks] == [False, False, True]
    assert [str(m.place) for m in turn.marks] == ["annotation 3", "annotation 4", "annotation 2"]


def test_words_of_a_controlled_vocabulary_are_no_speech(read):
    coded = [aligned(f"c{n}", "t1", "t2", "looks away") for n in range(3)]
    text = eaf(
        [0, 10],
        tier("Ida", aligned("a1", "t1", "t2", "Why so?")),
        tier("Gazing", *coded, LINGUISTIC_TYPE_REF="cv"),
        '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="cv" CONTROLLED_VOCABULARY_REF="v"/>',
    )
    transcript = read(text, "a.eaf")
    assert transcript.text == "Why so?"
    assert any('"Gazing"' in told and "3 annotations" in told for told in transcript.warnings)


def test_frames_are_no_milliseconds(read):
    header = '<HEADER TIME_UNITS="PAL-frames"/>'
    text = eaf([50, 100], tier("Bo", aligned("a1", "t1", "t2", "So it was.")), header=header)
    assert read(text, "a.eaf").turns[0].start_s == 2.0


def test_loops_end(read):
    text = eaf(
        [],
        tier("a", hung("x", "y", "one two", "y"), PARENT_REF="b"),
        tier("b", hung("y", "x", "three four", "x"), PARENT_REF="a"),
        tier("c", hung("z", "z", "five six", "z"), PARENT_REF="c"),
    )
    assert "five six" in read(text, "a.eaf").text


def test_long_chains_take_no_longer_than_their_number(read):
    number = 20_000
    chain = [hung(f"a{n}", f"a{n - 1}", "so it is", f"a{n - 1}") for n in range(1, number)]
    begin = time.process_time()
    for order in (chain, chain[::-1]):
        read(eaf([1], tier("Bo", aligned("a0", "t1", "t1", "so"), *order)), "a.eaf")
    assert time.process_time() - begin < 6


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<ANNOTATION_DOCUMENT/>", "No tier holds words"),
        (eaf([0], tier("Bo", aligned("a1", "t1", "t1", " "))), "No tier holds words"),
        (eaf([0])[:-30], "damaged in this line"),
        ("<ANNOTATION_DOCUMENT>\n<TIER>\n</WRONG>", "damaged in this line"),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n'
            "<ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>",
            "declares entities",
        ),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'
            "<ANNOTATION_DOCUMENT>&a;</ANNOTATION_DOCUMENT>",
            "declares entities",
        ),
        ("<ANNOTATION_DOCUMENT>&unknown;</ANNOTATION_DOCUMENT>", "damaged"),
    ],
)
def test_what_is_no_transcript_says_why(read, content, told):
    with pytest.raises(ReadError, match=told) as caught:
        read(content, "a.eaf")
    assert caught.value.hint


def test_a_damaged_line_is_named(read):
    with pytest.raises(ReadError) as caught:
        read("<?xml version='1.0'?>\n<ANNOTATION_DOCUMENT>\n<TIER>\n</WRONG>", "a.eaf")
    assert caught.value.line == 4


def test_control_characters_and_deep_nesting_harm_nothing(read):
    value = "It was \x0b late"
    assert (
        "It was late" in read(eaf([0], tier("Bo", aligned("a1", "t1", "t1", value))), "a.eaf").text
    )
    with pytest.raises(ReadError):
        read("<ANNOTATION_DOCUMENT>" + "<a>" * 200_000, "a.eaf")


ROWS = [
    ("Anna", "", 4.0, 9.5, "It was late, and it rained."),
    ("Ben", "", 0.5, 3.5, "Why did you go?"),
    ("Ben", "", 10.0, 11.0, "2019"),
    ("Anna", "", 12.0, 13.0, "Cold."),
]


def clock(seconds):
    return f"00:00:{seconds:06.3f}"


def milliseconds(seconds):
    return str(round(seconds * 1000))


@pytest.mark.parametrize(
    "forms", [[clock], [milliseconds], [str], [clock, str], [clock, str, milliseconds]]
)
@pytest.mark.parametrize("duration", [False, True])
@pytest.mark.parametrize("participant", [False, True])
def test_every_setting_of_the_tab_export(read, said, forms, duration, participant):
    lines = []
    for name, who, begin, end, words in ROWS:
        times = [begin, end, *([end - begin] if duration else [])]
        cells = [name, *([who] if participant else []), *(f(t) for t in times for f in forms)]
        lines.append("\t".join([*cells, words]))
    transcript = read("\n".join(lines), "a.txt")
    assert transcript.kind == "elan-tab"
    assert said(transcript) == [
        ("Ben", "Why did you go?"),
        ("Anna", "It was late, and it rained."),
        ("Ben", "2019"),
        ("Anna", "Cold."),
    ]
    assert [t.start_s for t in transcript.turns] == [0.5, 4.0, 10.0, 12.0]
    assert str(transcript.turns[0].place) == "row 2"


def test_the_export_of_several_files(tmp_path):
    from interview_insights.read import read_study

    rows = [
        f"{a}\t{clock(b)}\t{clock(e)}\t{w}\t/data/{f}.eaf"
        for f in ("one", "two")
        for a, _, b, e, w in ROWS
    ]
    (tmp_path / "all.txt").write_text("\n".join(rows))
    study = read_study(tmp_path)
    assert [t.participant for t in study.transcripts] == ["one", "two"]
    assert all(len(t.turns) == 4 for t in study.transcripts)


HEADED = [
    "Begin Time - msec\tEnd Time - msec\tDuration - msec\tAnna\tBen",
    "Temps de départ - hh:mm:ss.ms\tTemps de départ - ss.msec\tTemps de fin - hh:mm:ss.ms"
    "\tTemps de fin - ss.msec\tAnna\tBen",
    "Tier\tParticipant\tBegin Time - ss.msec\tEnd Time - ss.msec\tAnnotation",
]


@pytest.mark.parametrize("delimiter", ["\t", ","])
@pytest.mark.parametrize("header", HEADED)
def test_exports_with_a_header(read, said, header, delimiter):
    lines = ['"#file:///call.wav -- offset: 0', header.replace("\t", delimiter)]
    for name, who, begin, end, words in ROWS:
        both = [words if name == column else "" for column in ("Anna", "Ben")]
        if header.startswith("Tier"):
            cells = [name, who, str(begin), str(end), words]
        elif header.startswith("Begin"):
            cells = [*(milliseconds(t) for t in (begin, end, end - begin)), *both]
        else:
            cells = [clock(begin), str(begin), clock(end), str(end), *both]
        lines.append(delimiter.join(f'"{c}"' if delimiter in c else c for c in cells))
    transcript = read("\n".join(lines), "a.csv")
    assert transcript.kind == "elan-tab"
    assert said(transcript)[:2] == [
        ("Ben", "Why did you go?"),
        ("Anna", "It was late, and it rained."),
    ]
    assert [t.start_s for t in transcript.turns] == [0.5, 4.0, 10.0, 12.0]
    assert str(transcript.turns[0].place) == "row 4"


@pytest.mark.parametrize(
    "text",
    [
        "speaker\tstart\tend\ttext\n" + "Anna\t0.5\t1.5\tSo.\nBen\t2.5\t3.5\tWhy?\n" * 9,
        "id\tage\tvisits\tWhat is missing?\n"
        + "\n".join(f"p{n}\t{30 + n}\t{40 + n}\tMore light." for n in range(12)),
        "\n".join(f"p{n}\t{50 + n}\t{60 + n}\tMore light." for n in range(12)),
        "\n".join(f"p{n % 3}\t{50 + n}\t{n}\tMore light." for n in range(12)),
        "case\tleft\tright\tremark\n"
        + "\n".join(f"p{n % 3}\t{n}\t{50 + n}\tMore light." for n in range(12)),
        "start\tend\ttext\n0\t2480\tSo why?\n2480\t6120\tBecause.\n",
    ],
)
def test_other_tables_are_not_taken_for_the_export(text):
    from interview_insights.read.elan_table import is_elan_table

    assert not is_elan_table(text)
