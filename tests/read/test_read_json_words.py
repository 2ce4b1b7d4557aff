from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_insights.errors import InsightsError, ReadError
from interview_insights.read import read_study
from interview_insights.read.json_taken import merge
from interview_insights.read.json_times import Clock, clock_of, span_of
from interview_insights.read.json_words import Word, by_sentences, filled, join_words, joined
from interview_insights.records import Place, Utterance

EXAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "data" / "formats" / "json").glob("*.json*")
    if not path.name.endswith(".expected.json")
)
TALK = [
    ("Ada", "Why did you leave the bank?"),
    ("Bo", "They closed the branch, and nobody told me."),
    ("Ada", "What did you do then?"),
    ("Bo", "I went to the one across the road."),
]
ENTRIES = [{"speaker": who, "text": text} for who, text in TALK]
OTHER = [{"speaker": e["speaker"], "text": f"{e['text']} Later, elsewhere."} for e in ENTRIES]


def words_of(talk=TALK, **keys):
    """Return words half a second apart, under the keys that a tool uses."""
    names = {"word": "word", "start": "start", "end": "end", "speaker": "speaker", **keys}
    at, found = 0.0, []
    for who, text in talk:
        for token in text.split():
            word = {names["word"]: token, names["start"]: at, names["end"]: at + 0.4}
            found.append({**word, names["speaker"]: who} if names["speaker"] else word)
            at += 0.5
    return found


@pytest.fixture
def study(tmp_path):
    def _study(document, name="a.json"):
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return read_study(path).transcripts

    return _study


# --- words


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([Word("So"), Word(",", glue="before"), Word("yes")], "So, yes"),
        ([Word("So"), Word(","), Word("yes"), Word(".")], "So, yes."),
        ([Word("¿", glue="after"), Word("Qué"), Word("?")], "¿Qué?"),
        ([Word("sister"), Word("-", glue="both"), Word("in")], "sister-in"),
        ([Word(" I"), Word("'m"), Word(" here")], " I'm here"),
        ([Word("Hi"), Word(" "), Word("you")], "Hi you"),
        ([Word("私"), Word("は"), Word("行く")], "私は行く"),
        ([Word("5"), Word("%")], "5%"),
        ([], ""),
    ],
)
def test_marks_stand_close(words, text):
    assert joined(words) == text


def test_a_new_utterance_at_a_pause_and_at_another_speaker():
    words = [
        Word("So", "A", 0.0, 0.4),
        Word("yes", "A", 2.3, 2.5),  # 1.9 s: one breath
        Word("no", "A", 4.6, 4.8),  # 2.1 s
        Word("right", "B", 4.9, 5.0),
    ]
    found = join_words(words)
    assert [(u.speaker, u.text, u.start_s, u.end_s) for u in found] == [
        ("A", "So yes", 0.0, 2.5),
        ("A", "no", 4.6, 4.8),
        ("B", "right", 4.9, 5.0),
    ]
    assert [u.place.number for u in found] == [1, 2, 3]


def test_a_mark_begins_no_utterance():
    words = [Word("So", "A", 0, 1), Word(".", "B", 9, 9), Word("Yes", "B", 9, 10)]
    assert [u.text for u in join_words(words)] == ["So.", "Yes"]


def test_words_of_nobody_go_to_the_one_before():
    words, missing = filled([Word("a"), Word("b", "A"), Word("c"), Word("."), Word("d", "B")])
    assert [w.speaker for w in words] == ["A", "A", "A", "A", "B"]
    assert missing == 2


def test_a_sentence_goes_to_whom_most_of_its_words_belong():
    said = [
        ("A", "How"),
        ("B", "long"),
        ("A", "for?"),
        ("B", "Two"),
        ("A", "whole"),
        ("B", "years."),
    ]
    found = by_sentences([Word(text, who, segment=7) for who, text in said])
    assert [(u.speaker, u.text) for u in found] == [
        ("A", "How long for?"),
        ("B", "Two whole years."),
    ]
    assert {u.place.number for u in found} == {7}


# --- times


@pytest.mark.parametrize(
    ("fields", "words", "expected"),
    [
        ({"start": 1.5, "end": 2}, 3, (1.5, 2.0)),
        ({"start": "1.300s", "end": "2s"}, 3, (1.3, 2.0)),
        ({"start": 1500, "end": 2500}, 3, (1.5, 2.5)),
        ({"startms": 150, "endms": 250}, 300, (0.15, 0.25)),
        ({"beginoffsetmillis": 1500, "endoffsetmillis": 2500}, 900, (1.5, 2.5)),
        ({"offset": "PT1M2.5S", "duration": "PT2S"}, 3, (62.5, 64.5)),
        ({"offsetinticks": 15_000_000.0, "durationinticks": 10_000_000}, 3, (1.5, 2.5)),
        ({"timestamp": [1.5, 4.5]}, 3, (1.5, 4.5)),
        ({"timestamps": {"from": "00:00:01,500", "to": "00:01:00,000"}}, 3, (1.5, 60.0)),
        ({"instances": [{"start": "0:00:01.5", "end": "0:00:02"}]}, 3, (1.5, 2.0)),
        ({"start": {"seconds": 1, "nanos": 500_000_000}}, 3, (1.5, math.nan)),
        ({"starttimestamp": {"relative": 1.5}}, 3, (1.5, math.nan)),
        ({"start": 5, "end": 2}, 3, (5.0, math.nan)),
        ({"start": math.nan, "end": math.inf}, 3, (math.nan, math.nan)),
        ({"start": -1, "end": 10**290}, 3, (math.nan, math.nan)),
        ({"start": True, "end": []}, 3, (math.nan, math.nan)),
    ],
)
def test_times_of_every_tool(fields, words, expected):
    span = span_of(fields)
    assert clock_of([span], words).span(span) == pytest.approx(expected, nan_ok=True)


def test_dates_count_from_the_first():
    spans = [span_of({"start": f"2024-05-01T10:00:{n:02}Z"}) for n in (5, 15)]
    clock = clock_of(spans, 20)
    assert [clock.span(span)[0] for span in spans] == [0.0, 10.0]


def test_whole_seconds_are_not_milliseconds():
    spans = [span_of({"start": n * 20, "end": n * 20 + 19}) for n in range(5)]
    assert clock_of(spans, 5) == Clock(1.0)


# --- channels


def stream(*said):
    return [Utterance(who, text, Place("segment", 1), start) for who, start, text in said]


def test_channels_are_brought_into_order_of_time_and_named():
    found, told = merge(
        {
            "0": stream(("Speaker 0", 0, "Why?"), ("Speaker 0", 9, "And?")),
            "1": stream(("Speaker 0", 4, "So.")),
        },
        renumber=True,
    )
    assert [(u.speaker, u.text, u.place.number) for u in found] == [
        ("Channel 0", "Why?", 1),
        ("Channel 1", "So.", 2),
        ("Channel 0", "And?", 3),
    ]
    assert not told


def test_a_channel_that_repeats_another_is_taken_once():
    text = "one two three four five six seven eight nine ten eleven twelve"
    found, told = merge({"0": stream(("", 0, text)), "1": stream(("", 0, text))})
    assert [u.text for u in found] == [text]
    assert told == ["Channel 1 holds the words of Channel 0 once more and was left out."]


# --- documents


def google(*parts, tag=True):
    words = words_of(speaker="speakerTag")
    tags = {"Ada": 1, "Bo": 2}
    tagged = [{**w, "speakerTag": tags[w["speakerTag"]]} for w in words]
    plain = [{k: v for k, v in w.items() if k != "speakerTag"} for w in words]
    first = [{"alternatives": [{"transcript": "x", "words": plain[a:b]}]} for a, b in parts]
    return {"results": [*first, {"alternatives": [{"words": tagged}]}]}


@pytest.mark.parametrize("parts", [[(0, 99)], [(0, 9), (9, 99)], [(0, 3), (3, 9), (9, 99)]])
@pytest.mark.parametrize("wrap", [lambda d: d, lambda d: {"response": d}, lambda d: [d]])
def test_google_repeats_every_word_in_its_last_result(study, parts, wrap):
    (transcript,) = study(wrap(google(*parts)))
    assert [t.text for t in transcript.turns] == [text for _, text in TALK]
    assert [t.speaker for t in transcript.turns[:2]] == ["Speaker 1", "Speaker 2"]


def test_interim_results_are_not_read(study):
    results = [
        {"isFinal": False, "alternatives": [{"transcript": "wrong wrong wrong"}]},
        {"isFinal": True, "alternatives": [{"transcript": "So I left."}, {"transcript": "wrong"}]},
    ]
    assert "wrong" not in study({"results": results})[0].text


def test_watson_hesitates_and_that_is_counted(study):
    stamps = [["%HESITATION", 0.0, 0.1], *([w["word"], w["start"], w["end"]] for w in words_of())]
    labels = [{"from": w["start"], "speaker": "AdaBo".find(w["speaker"])} for w in words_of()]
    document = {
        "results": [
            {
                "final": False,
                "alternatives": [{"transcript": "x", "timestamps": [["wrong", 0, 1]]}],
            },
            {"final": True, "alternatives": [{"transcript": "x", "timestamps": stamps}]},
        ],
        "speaker_labels": labels,
    }
    (transcript,) = study(document)
    assert [t.text for t in transcript.turns] == [text for _, text in TALK]
    assert transcript.cleaned["events"] == 1


def test_deepgram_speakers_of_two_channels_are_two(study):
    utterances = [
        {"start": n * 5.0, "end": n * 5 + 4.0, "channel": n % 2, "speaker": 0, "transcript": text}
        for n, (_, text) in enumerate(TALK)
    ]
    document = {"results": {"channels": [{"alternatives": [{"transcript": "x"}]}]}}
    document["results"]["utterances"] = utterances
    (transcript,) = study(document)
    assert [t.speaker for t in transcript.turns] == ["Channel 0", "Channel 1"] * 2


def test_channels_that_speak_at_once_are_not_torn_apart(study):
    def items(who, shift):
        own = [w for w in words_of() if w["speaker"] == who]
        return [
            {
                "type": "pronunciation",
                "alternatives": [{"content": word["word"]}],
                "start_time": str(n / 2 + shift),
                "end_time": str(n / 2 + shift + 0.4),
            }
            for n, word in enumerate(own)
        ]

    channels = [
        {"channel_label": "ch_0", "items": items("Ada", 0.0)},
        {"channel_label": "ch_1", "items": items("Bo", 0.2)},
    ]
    (transcript,) = study({"results": {"channel_labels": {"channels": channels}, "items": []}})
    assert [t.text for t in transcript.turns] == [
        "Why did you leave the bank? What did you do then?",
        "They closed the branch, and nobody told me. I went to the one across the road.",
    ]


@pytest.mark.parametrize(
    "beside",
    [
        {"key_points": [{"text": "Left the bank"}, {"text": "Branch closed"}]},
        {"summary": {"points": [{"text": "Left the bank", "speaker": "Ada"}] * 9}},
        {"chapters": [{"headline": "Bank", "content": "They closed it. " * 30}]},
        {"entities": [{"text": "the bank", "start": 1}]},
        {"participants": [{"name": "Ada", "text": "host"}]},
    ],
)
def test_what_is_no_transcript_is_not_read_for_one(study, beside):
    (transcript,) = study({**beside, "data": {"meeting": {"lines": ENTRIES}}})
    assert [(t.speaker, t.text) for t in transcript.turns] == TALK


def test_the_list_that_names_speakers_is_read(study):
    plain = [{"text": text, "start": n} for n, (_, text) in enumerate(TALK)]
    (transcript,) = study({"segments": plain, "speakers": ENTRIES})
    assert [(t.speaker, t.text) for t in transcript.turns] == TALK


def test_a_list_that_was_not_read_is_told(study):
    others = [{"speaker": "Cy", "text": "Something else was said here as well."}] * 2
    (transcript,) = study({"turns": ENTRIES, "afterwards": others})
    assert any('"afterwards" of 2 entries' in told for told in transcript.warnings)


def test_who_speaks_when_may_stand_apart(study):
    segments = [{"start": n * 5.0, "end": n * 5 + 4.0, "text": t} for n, (_, t) in enumerate(TALK)]
    voices = [{"start": n * 5.0, "end": n * 5 + 4.5, "speaker": w} for n, (w, _) in enumerate(TALK)]
    (transcript,) = study({"segments": segments, "diarization": voices})
    assert [(t.speaker, t.text) for t in transcript.turns] == TALK


@pytest.mark.parametrize(
    "document",
    [
        [[who, text] for who, text in TALK],
        [{who: text} for who, text in TALK],
        [f"{who}: {text}" for who, text in TALK * 2],
        {"transcript": "\n".join(f"{who}: {text}" for who, text in TALK * 2)},
        {"segments": [{"start": n, "text": f"{w}: {t}"} for n, (w, t) in enumerate(TALK * 2)]},
        {"messages": [{"from": {"name": who}, "text": text} for who, text in TALK]},
        [
            {"participant": {"id": 1, "name": who}, "words": [{"text": w} for w in text.split()]}
            for who, text in TALK
        ],
    ],
)
def test_plain_shapes(study, document):
    (transcript,) = study(document)
    assert [(t.speaker, t.text) for t in transcript.turns][:4] == TALK


def test_questions_with_their_answers(study):
    (transcript,) = study([{"question": TALK[0][1], "answer": TALK[1][1]}])
    assert [(t.speaker, t.role) for t in transcript.turns] == [
        ("Interviewer", "interviewer"),
        ("Respondent", "respondent"),
    ]


# --- several interviews


@pytest.mark.parametrize(
    "document",
    [
        [{"id": "P1", "turns": ENTRIES}, {"id": "P2", "turns": OTHER}],
        {"interviews": [{"id": "P1", "turns": ENTRIES}, {"id": "P2", "turns": OTHER}]},
        {"data": {"calls": [{"callId": "P1", "x": ENTRIES}, {"callId": "P2", "x": OTHER}]}},
        {"P1": ENTRIES, "P2": OTHER},
        {"P1": {"segments": ENTRIES}, "P2": {"segments": OTHER}},
        [{**e, "interview_id": p} for p, es in (("P1", ENTRIES), ("P2", OTHER)) for e in es],
        "\n".join(
            json.dumps({"id": p, "messages": m}) for p, m in (("P1", ENTRIES), ("P2", OTHER))
        ),
        [{"id": p, "text": "\n".join(f"{w}: {t}" for w, t in TALK)} for p in ("P1", "P2")],
    ],
)
def test_several_interviews(study, document):
    transcripts = study(document)
    assert [t.id for t in transcripts] == ["a.P1", "a.P2"]
    assert all(len(t.turns) == 4 for t in transcripts)


def test_an_interview_tells_its_participant_and_group(study):
    one = {"participant": {"id": "P7", "age": 41}, "group": "left", "turns": ENTRIES}
    (transcript,) = study({"interviews": [one]})
    assert (transcript.participant, transcript.group) == ("P7", "left")


def test_an_empty_interview_among_others_is_told(study):
    listed = [{"id": n, "turns": ENTRIES if n != 2 else []} for n in range(1, 5)]
    transcripts = study(listed)
    assert len(transcripts) == 3
    assert any("in which nothing is said: 1" in told for told in transcripts[0].warnings)


def test_many_interviews_lose_none(study):
    listed = [{"id": n % 30, "turns": ENTRIES} for n in range(60)]
    assert len({t.id for t in study(listed)}) == 60


def test_a_column_of_speakers_is_no_column_of_interviews(study):
    listed = [{"participant_id": e["speaker"], "text": e["text"]} for e in ENTRIES]
    (transcript,) = study(listed)
    assert [(t.speaker, t.text) for t in transcript.turns] == TALK


def test_voices_by_name_are_one_interview(study):
    document = {
        who: [{"start": float(n), "text": text} for n, (w, text) in enumerate(TALK) if w == name]
        for who, name in (("SPEAKER_00", "Ada"), ("SPEAKER_01", "Bo"))
    }
    (transcript,) = study(document)
    assert [t.text for t in transcript.turns] == [text for _, text in TALK]


# --- chats


def test_the_machine_asks_and_its_instructions_are_left_out(study):
    messages = [{"role": "system", "content": "Interview them."}]
    roles = {"Ada": "assistant", "Bo": "user"}
    messages += [{"role": roles[w], "content": [{"type": "text", "text": t}]} for w, t in TALK]
    (transcript,) = study({"messages": messages})
    assert [t.role for t in transcript.turns] == ["interviewer", "respondent"] * 2
    assert "Messages of the system or of tools were left out: 1." in transcript.warnings


def test_a_circle_of_messages_ends(study):
    node = {"message": {"author": {"role": "user"}, "content": {"parts": ["I left the bank."]}}}
    tree = {"a": {**node, "parent": "b"}, "b": {**node, "parent": "a"}}
    assert study({"mapping": tree, "current_node": "a"})[0].words == 8


# --- broken and hostile


def test_a_key_that_stands_twice_is_told(study):
    text = '[{"speaker":"A","text":"Lost.","text":"Why is it so?"},{"speaker":"B","text":"So."}]'
    (transcript,) = study(text)
    assert any('such as "text"' in told for told in transcript.warnings)


def test_a_line_that_is_cut_off_is_named(study):
    text = "\n".join(json.dumps(e) for e in ENTRIES) + '\n{"speaker": "Ada", "te'
    with pytest.raises(ReadError) as caught:
        study(text, "a.jsonl")
    assert caught.value.line == 5


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "1e9999", "NaN", "-Infinity"])
def test_no_number_is_too_long(study, number):
    text = (
        f'[{{"speaker":{number},"start":{number},"text":"Why so?"}},{{"speaker":"B","text":"So."}}]'
    )
    assert study(text)[0].words == 3


@pytest.mark.parametrize("key", ["text", "speaker", "words", "start", "results", "channels"])
def test_depth_is_harmless(study, key):
    deep = "[" * 700 + "]" * 700
    turns = f'[{{"{key}": {deep}, "speaker": "A", "text": "Why?"}}, {{"text": "So."}}]'
    text = f'{{"a": {deep}, "turns": {turns}}}'
    try:
        study(text)
    except InsightsError as error:
        assert error.hint


ODD = [
    None,
    True,
    -1,
    10**290,
    math.nan,
    "",
    "\ud800",
    {},
    [[]],
    {"a": 1},
    "9" * 20,
    [1, 2],
    "a\x00b",
]


def mutated(value, chance):
    """Return a document in which values were swapped, keys renamed, and entries lost."""
    if chance.random() < 0.03:
        return chance.choice(ODD)
    if isinstance(value, dict):
        keys = ["text", "speaker", "words", "start", "results", "type", "channel", "alternatives"]
        return {
            chance.choice(keys) if chance.random() < 0.03 else key: mutated(inner, chance)
            for key, inner in value.items()
            if chance.random() > 0.02
        }
    if isinstance(value, list):
        return [mutated(inner, chance) for inner in value if chance.random() > 0.02]
    return value


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(EXAMPLES), st.integers(0, 2**32))
def test_any_change_of_an_example_is_read_or_refused(tmp_path_factory, path, seed):
    lines = path.read_text(encoding="utf-8").removeprefix("data=").rstrip(";\n").split("\n")
    rows = lines if path.suffix == ".jsonl" else ["\n".join(lines)]
    try:
        documents = [json.loads(row) for row in rows]
    except ValueError:
        documents = [ENTRIES]
    chance = random.Random(seed)
    target = tmp_path_factory.mktemp("j") / "a.json"
    target.write_text("\n".join(json.dumps(mutated(d, chance)) for d in documents))
    try:
        transcripts = read_study(target).transcripts
    except InsightsError as error:
        assert error.hint
        return
    assert len({t.id for t in transcripts}) == len(transcripts)
    for transcript in transcripts:
        told = (transcript.id, transcript.participant, transcript.group, *transcript.warnings)
        "\n".join((*told, transcript.text)).encode("utf-8")
        for turn in transcript.turns:
            assert transcript.text[turn.start_char : turn.end_char] == turn.text
            assert not turn.start_s < 0
