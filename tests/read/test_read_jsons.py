from __future__ import annotations

import json
import math

import pytest

from interview_insights.errors import ReadError

ONE = [("Anna", "Why?"), ("Ben", "So.")]
ENTRIES = [{"speaker": "Anna", "text": "Why?"}, {"speaker": "Ben", "text": "So."}]


@pytest.mark.parametrize(
    "document",
    [
        ENTRIES,
        {"segments": ENTRIES},
        {"turns": ENTRIES},
        {"utterances": ENTRIES},
        {"sentences": [{"speaker_name": e["speaker"], "text": e["text"]} for e in ENTRIES]},
        {"meta": {"n": 2}, "results": {"transcripts": [], "utterances": ENTRIES}},
        [{"speaker": {"name": e["speaker"]}, "transcript": e["text"]} for e in ENTRIES],
        {
            "monologues": [
                {"speaker": e["speaker"], "elements": [{"type": "text", "value": e["text"]}]}
                for e in ENTRIES
            ]
        },
    ],
)
def test_shapes(read, said, document):
    transcript = read(json.dumps(document), "a.json")
    assert said(transcript) == ONE
    assert transcript.kind == "json"
    assert str(transcript.turns[1].place) == "segment 2"


@pytest.mark.parametrize("wrap", ["data={};", "var data = {}", "\ufeff{}", "  \n{}\n"])
def test_wrapped(read, said, wrap):
    assert said(read(wrap.replace("{}", json.dumps(ENTRIES)), "a.json")) == ONE


def test_json_lines(read, said):
    assert said(read("\n".join(json.dumps(e) for e in ENTRIES), "a.jsonl")) == ONE


def test_told_by_content(read, said):
    assert said(read(json.dumps({"segments": ENTRIES}), "a.txt")) == ONE


def test_whisper_without_speakers(read):
    segments = [
        {"id": 0, "start": 0.0, "end": 2.5, "text": " I like"},
        {"id": 1, "start": 2.5, "end": 4.0, "text": " it."},
    ]
    transcript = read(json.dumps({"text": "I like it.", "segments": segments}), "a.json")
    assert transcript.text == "I like it."
    assert transcript.turns[0].end_s == 4.0
    assert [m.start_s for m in transcript.turns[0].marks] == [0.0, 2.5]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 2500), (2500, 4000)], [0.0, 2.5]),
        ([(0, 25), (25, 40)], [0.0, 25.0]),
        ([("0.5", "2.5"), ("2.5", "4")], [0.5, 2.5]),
        ([("1.5s", "2s"), ("2s", "3s")], [1.5, 2.0]),
        ([({"seconds": 1, "nanos": 500_000_000}, None), ({"seconds": 3}, None)], [1.5, 3.0]),
    ],
)
def test_times(read, spans, expected):
    entries = [{**e, "start": s, "end": t} for e, (s, t) in zip(ENTRIES, spans, strict=True)]
    assert [t.start_s for t in read(json.dumps(entries), "a.json").turns] == expected


@pytest.mark.parametrize("odd", ["NaN", "Infinity", "-5", "1e999", "9" * 400, "true", "[]", "null"])
def test_odd_times_are_none(read, odd):
    first = f'{{"speaker": "Anna", "text": "Why?", "start": {odd}}}'
    text = f'[{first}, {{"speaker": "Ben", "text": "So."}}]'
    assert math.isnan(read(text, "a.json").turns[0].start_s)


def test_numbers_as_speakers(read):
    document = [{"speaker": 0, "text": "Why?"}, {"speaker": 1, "text": "So."}]
    transcript = read(json.dumps(document), "a.json")
    assert [s.name for s in transcript.speakers] == ["Speaker 0", "Speaker 1"]


def test_half_a_surrogate_pair_can_be_written(read):
    transcript = read('[{"speaker": "Anna", "text": "a\\ud800b \\ud83d\\ude00"}]', "a.json")
    assert transcript.text == "a\ufffdb 😀"


def test_invalid_json_names_its_line(read):
    with pytest.raises(ReadError, match="not valid JSON") as caught:
        read('{"segments": [\n{"text": "a"},\n{"text": }]}', "a.json")
    assert caught.value.line == 3


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 5000 + "]" * 5000])
def test_deep_nesting(read, text):
    with pytest.raises(ReadError):
        read(text, "a.json")


@pytest.mark.parametrize("text", ["{}", "[]", '{"a": 1}', "[1, 2]", '{"segments": []}', "[[[]]]"])
def test_nothing_said(read, text):
    with pytest.raises(ReadError, match="no list of segments") as caught:
        read(text, "a.json")
    assert caught.value.hint
