"""Write those JSON examples that hold single words, several channels or several interviews.

Run by hand, never by the tests: ``python tests/data/formats/make_json.py``. What is expected
of each is taken from the dialogues below and from the clock that this script keeps, not
from any reader.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent / "json"
ASKS, TELLS = 0, 1

# Who speaks, and what; "|" is a pause of three seconds, after which a new utterance begins.
BAKERY = [
    (ASKS, "Thanks for coming in. Where do you buy your bread?"),
    (TELLS, "At the mill shop, mostly. | It is eleven minutes by bike, and I like the rye."),
    (ASKS, "What do you think of the price?"),
    (TELLS, "It's dear: 6.40 for a loaf. I pay it because it keeps for a week."),
    (ASKS, "Is there anything that annoys you?"),
    (TELLS, "The queue on Saturdays. I have walked out twice, honestly."),
    (ASKS, "Would you order ahead?"),
    (TELLS, "If it took less than a minute, yes. My sister-in-law's café does that."),
]
GYM = [
    (ASKS, "So, how long have you been a member?"),
    (TELLS, "Three years in May. I joined with a colleague who has left since."),
    (ASKS, "Why did you stay?"),
    (TELLS, "The pool. | Nobody else has a pool that opens at six."),
    (ASKS, "And what would make you cancel?"),
    (TELLS, "If they raised the fee again without asking. That felt like a trick."),
    (ASKS, "How did you find out about it?"),
    (TELLS, "From my bank statement, which is the worst way to hear it."),
]
INVOICES = [
    (ASKS, "Who does the invoices in your firm?"),
    (TELLS, "I do, on Sunday evenings, after the children are asleep."),
    (ASKS, "How do you do them?"),
    (TELLS, "In a spreadsheet from 2016. I am afraid to touch it."),
    (ASKS, "Did you ever try anything else?"),
    (TELLS, "Twice. Both wanted my bank login first, so I closed the tab."),
    (ASKS, "What would you need to trust one?"),
    (TELLS, "Somebody I know who uses it, and a number that a person answers."),
]
FERRY = [
    (ASKS, "Tell me about your last crossing."),
    (TELLS, "We were in the wrong lane, because the sign was behind a lorry."),
    (ASKS, "What did you do then?"),
    (TELLS, "I asked a steward. She was kind, and we still missed the boat."),
    (ASKS, "Would you book with them again?"),
    (TELLS, "I would, for there is no other ferry. That is not loyalty."),
    (ASKS, "What should they change first?"),
    (TELLS, "Text me the lane number an hour before. That is all I want."),
]
ROLES = {ASKS: "interviewer", TELLS: "respondent"}


def spoken(dialogue, step=0.5, length=0.4, gap=1.0):
    """Return words as (speaker, text, start, end, turn), by the clock of this script."""
    at, words = 0.0, []
    for turn, (who, text) in enumerate(dialogue):
        for token in text.split():
            if token == "|":
                at += 3.0
                continue
            words.append((who, token, round(at, 2), round(at + length, 2), turn))
            at += step
        at = round(at + gap, 2)
    return words


def said(dialogue):
    return [(who, " ".join(text.replace("|", "").split())) for who, text in dialogue]


def starts(dialogue, **clock):
    words = spoken(dialogue, **clock)
    return [next(w[2] for w in words if w[4] == turn) for turn in range(len(dialogue))]


def ends(dialogue):
    return [max(w[3] for w in spoken(dialogue) if w[4] == t) for t in range(len(dialogue))]


def counted(dialogue):
    """Return the number of each turn's first utterance where pauses part utterances."""
    numbers, at = [], 1
    for _, text in dialogue:
        numbers.append(at)
        at += 1 + text.count("|")
    return numbers


def interview(dialogue, cast, numbers=None, times=None, place="segment", **about):
    numbers = numbers or range(1, len(dialogue) + 1)
    times = times or [None] * len(dialogue)
    turns = [
        {
            "speaker": cast[who],
            "role": ROLES[who],
            "text": text,
            "start_s": time,
            "place": f"{place} {number}",
        }
        for (who, text), number, time in zip(said(dialogue), numbers, times, strict=True)
    ]
    return {"name": about.pop("name", ""), **about, "turns": turns}


def write(name, document, interviews, warns=(), suffix=".json"):
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    (HERE / f"{name}{suffix}").write_text(text + "\n", encoding="utf-8")
    expected = {"interviews": interviews, **({"warns": list(warns)} if warns else {})}
    (HERE / f"{name}.expected.json").write_text(
        json.dumps(expected, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def alone(dialogue, time=0.0):
    """Return what is expected where nobody is named: one turn of one voice."""
    text = " ".join(text for _, text in said(dialogue))
    turn = {
        "speaker": "",
        "role": "respondent",
        "text": text,
        "start_s": time,
        "place": "segment 1",
    }
    return {"name": "", "turns": [turn]}


def google_v2():
    words = [
        {
            **({"startOffset": f"{start}s"} if start else {}),
            "endOffset": f"{end}s",
            "word": text,
            "speakerLabel": str(who + 1),
        }
        for who, text, start, end, _ in spoken(BAKERY)
    ]
    half = sum(w[4] < 4 for w in spoken(BAKERY))
    results = [
        {
            "alternatives": [
                {"transcript": " ".join(w["word"] for w in part), "confidence": 0.9, "words": part},
                {"transcript": "another guess"},
            ],
            "languageCode": "en-US",
        }
        for part in (words[:half], words[half:])
    ]
    cast = {ASKS: "Speaker 1", TELLS: "Speaker 2"}
    document = {"results": {"gs://bakery/07.wav": {"transcript": {"results": results}}}}
    numbers = [1, 1, 1, 1, 2, 2, 2, 2]
    write("google_v2", document, [interview(BAKERY, cast, numbers, starts(BAKERY))])


def deepgram_channels():
    channels = []
    for channel in (ASKS, TELLS):
        words = [
            {
                "word": re.sub(r"\W", "", text).lower(),
                "punctuated_word": text,
                "start": start,
                "end": end,
                "confidence": 0.98,
            }
            for who, text, start, end, _ in spoken(GYM)
            if who == channel
        ]
        channels.append({"alternatives": [{"transcript": "…", "words": words}]})
    document = {"metadata": {"channels": 2}, "results": {"channels": channels}}
    cast = {ASKS: "Channel 0", TELLS: "Channel 1"}
    write("deepgram_channels", document, [interview(GYM, cast, counted(GYM), starts(GYM))])


def whisper_cpp():
    def stamp(at):
        return f"00:{int(at) // 60:02}:{int(at) % 60:02},{round(at % 1 * 1000):03}"

    listed = [
        {
            "timestamps": {"from": stamp(a), "to": stamp(b)},
            "offsets": {"from": round(a * 1000), "to": round(b * 1000)},
            "text": " " + text,
        }
        for (_, text), a, b in zip(said(FERRY), starts(FERRY), ends(FERRY), strict=True)
    ]
    document = {"model": {"type": "base"}, "result": {"language": "en"}, "transcription": listed}
    write("whisper_cpp", document, [alone(FERRY)], ["at most one speaker"])


def pipeline():
    chunks = [
        {"text": " " + text, "timestamp": [a, b]}
        for (_, text), a, b in zip(said(FERRY), starts(FERRY), ends(FERRY), strict=True)
    ]
    named = [{"speaker": f"SPEAKER_0{who}", **c} for c, (who, _) in zip(chunks, FERRY, strict=True)]
    document = {"speakers": named, "chunks": chunks, "text": "".join(c["text"] for c in chunks)}
    cast = {ASKS: "SPEAKER_00", TELLS: "SPEAKER_01"}
    write("whisper_pipeline", document, [interview(FERRY, cast, times=starts(FERRY))])


def whisperx(mixed):
    """Write WhisperX: without speakers, or with two speakers in a segment."""
    segments = []
    step = 2 if mixed else 1
    for first in range(0, len(INVOICES), step):
        own = [w for w in spoken(INVOICES) if first <= w[4] < first + step]
        words = []
        for who, text, start, end, _ in own:
            word = {"word": text, "start": start, "end": end, "score": 0.8}
            if text == "2016.":  # numbers are not aligned: neither time nor speaker
                word = {"word": text}
            elif mixed:
                word["speaker"] = f"SPEAKER_0{who}"
            words.append(word)
        segment = {
            "start": own[0][2],
            "end": own[-1][3],
            "text": " " + " ".join(w[1] for w in own),
            "words": words,
        }
        if mixed:
            segment["speaker"] = "SPEAKER_01"
        segments.append(segment)
    document = {
        "segments": segments,
        "word_segments": [word for segment in segments for word in segment["words"]],
        "language": "en",
    }
    if not mixed:
        write("whisperx_alone", document, [alone(INVOICES)], ["at most one speaker"])
        return
    cast = {ASKS: "SPEAKER_00", TELLS: "SPEAKER_01"}
    wanted = interview(INVOICES, cast, [1, 1, 2, 2, 3, 3, 4, 4], starts(INVOICES))
    write("whisperx_mixed", document, [wanted], ["each sentence to whom most of its words belong"])


def otter():
    listed = [
        {
            "transcript": text,
            "speaker_id": 4711 if who == ASKS else None,
            "speaker_model_label": str(who),
            "start_offset": round(a * 16_000),
            "end_offset": round(b * 16_000),
            "alignment": [{"word": text.split()[0], "start": 0.0, "end": 0.4}],
            "uuid": f"u{number}",
        }
        for number, ((who, text), a, b) in enumerate(
            zip(said(GYM), starts(GYM), ends(GYM), strict=True)
        )
    ]
    speech = {
        "title": "Gym, member 3",
        "speakers": [{"id": 4711, "speaker_name": "Hanneke de Wit"}],
        "word_clouds": [{"word": "pool", "score": 1}],
        "transcripts": listed,
    }
    cast = {ASKS: "Hanneke de Wit", TELLS: "Speaker 1"}
    write("otter", {"speech": speech}, [interview(GYM, cast, times=starts(GYM))])


def elevenlabs():
    words = []
    for who, text, start, end, turn in spoken(BAKERY):
        words.append(
            {
                "text": text,
                "start": start,
                "end": end,
                "type": "word",
                "speaker_id": f"speaker_{who}",
            }
        )
        blank = {"text": " ", "start": end, "end": end + 0.1, "type": "spacing"}
        words.append({**blank, "speaker_id": f"speaker_{who}"})
        if text == "honestly.":
            words.append({**words[-2], "text": "(laughs)", "type": "audio_event"})
            words.append({**blank, "speaker_id": f"speaker_{who}"})
        del turn
    document = {"language_code": "eng", "text": "…", "words": words}
    cast = {ASKS: "speaker_0", TELLS: "speaker_1"}
    write("elevenlabs", document, [interview(BAKERY, cast, counted(BAKERY), starts(BAKERY))])


def azure_channels():
    phrases = []
    for channel in (TELLS, ASKS):  # one channel after the other, not in order of time
        for (who, text), a, b in zip(said(FERRY), starts(FERRY), ends(FERRY), strict=True):
            if who == channel:
                phrases.append(
                    {
                        "recognitionStatus": "Success",
                        "channel": channel,
                        "offset": f"PT{a}S",
                        "duration": f"PT{round(b - a, 2)}S",
                        "offsetInTicks": a * 1e7,
                        "durationInTicks": round(b - a, 2) * 1e7,
                        "nBest": [
                            {"confidence": 0.8, "lexical": text.lower(), "display": text},
                            {"confidence": 0.3, "lexical": "fairy", "display": "Fairy."},
                        ],
                    }
                )
    phrases.append({"recognitionStatus": "Failure", "channel": 0, "nBest": []})
    document = {
        "combinedRecognizedPhrases": [{"channel": 0, "display": "all of it once more"}],
        "recognizedPhrases": phrases,
    }
    cast = {ASKS: "Channel 0", TELLS: "Channel 1"}
    numbers = [5, 1, 6, 2, 7, 3, 8, 4]
    write("azure_channels", document, [interview(FERRY, cast, numbers, starts(FERRY))])


def assemblyai_words():
    words = [
        {
            "text": text,
            "start": round(start * 1000),
            "end": round(end * 1000),
            "confidence": 0.9,
            "speaker": "AB"[who],
        }
        for who, text, start, end, _ in spoken(GYM)
    ]
    document = {
        "id": "5551",
        "status": "completed",
        "text": "…",
        "words": words,
        "utterances": None,
        "chapters": [{"gist": "Pool", "headline": "The pool", "summary": "The pool is why."}],
        "entities": [{"entity_type": "date", "text": "May", "start": 5000, "end": 5200}],
        "auto_highlights_result": {"results": [{"text": "the pool", "count": 2, "rank": 0.1}]},
    }
    wanted = interview(GYM, {ASKS: "A", TELLS: "B"}, counted(GYM), starts(GYM))
    write("assemblyai_words", document, [wanted])


def trint():
    words = [
        {"id": f"w{n}", "text": text, "time": round(start * 1000), "duration": 400}
        for n, (_, text, start, _, _) in enumerate(spoken(INVOICES))
    ]
    paragraphs = [
        {"id": f"p{n}", "speaker": f"s{who}", "start": round(a * 1000), "end": round(b * 1000)}
        for n, ((who, _), a, b) in enumerate(
            zip(INVOICES, starts(INVOICES), ends(INVOICES), strict=True)
        )
    ]
    speakers = [{"id": "s0", "name": "Interviewer"}, {"id": "s1", "name": "Marek Dvořák"}]
    document = {"transcript": {"speakers": speakers, "paragraphs": paragraphs, "words": words}}
    cast = {ASKS: "Interviewer", TELLS: "Marek Dvořák"}
    write("trint", document, [interview(INVOICES, cast, times=starts(INVOICES))])


def chatgpt():
    def tree(dialogue):
        nodes = {"root": {"id": "root", "message": None, "parent": None, "children": ["m0"]}}
        messages = [("system", "You interview customers."), *said(dialogue)]
        for n, (who, text) in enumerate(messages):
            role = {ASKS: "assistant", TELLS: "user"}.get(who, who)
            nodes[f"m{n}"] = {
                "id": f"m{n}",
                "message": {
                    "author": {"role": role},
                    "create_time": 1717000000.0 + 60 * n,
                    "content": {"content_type": "text", "parts": [text]},
                },
                "parent": f"m{n - 1}" if n else "root",
                "children": [f"m{n + 1}"],
            }
        # An answer that was written again lies beside the path that counts.
        nodes["old"] = {
            "id": "old",
            "message": {"author": {"role": "user"}, "content": {"parts": ["Forget that."]}},
            "parent": "m1",
            "children": [],
        }
        return nodes

    listed = [
        {"title": "Invoices", "conversation_id": "c-01", "mapping": tree(INVOICES)},
        {"title": "Ferry", "conversation_id": "c-02", "mapping": tree(FERRY)},
    ]
    for conversation in listed:
        conversation["current_node"] = "m8"
    cast = {ASKS: "assistant", TELLS: "user"}
    times = [60.0 * n for n in range(8)]
    wanted = [
        interview(dialogue, cast, range(2, 10), times, name=name, participant=name)
        for name, dialogue in (("c-01", INVOICES), ("c-02", FERRY))
    ]
    write("chatgpt", listed, wanted, ["Messages of the system or of tools were left out: 1."])


def chat_lines():
    rows = []
    for name, group, dialogue in (("p1", "stays", GYM), ("p2", "leaves", FERRY)):
        messages = [
            {"role": "assistant" if who == ASKS else "user", "content": text}
            for who, text in said(dialogue)
        ]
        rows.append(json.dumps({"id": name, "group": group, "messages": messages}))
    cast = {ASKS: "assistant", TELLS: "user"}
    wanted = [
        interview(GYM, cast, name="p1", participant="p1", group="stays"),
        interview(FERRY, cast, name="p2", participant="p2", group="leaves"),
    ]
    write("chat_lines", "\n".join(rows), wanted, suffix=".jsonl")


def interview_ids():
    listed, wanted, number = [], [], 1
    for name, person, group, dialogue in (
        ("i-1", "Oda", "regulars", BAKERY),
        ("i-2", "Timo", "lapsed", GYM),
        ("i-3", "Wren", "lapsed", FERRY),
    ):
        numbers = range(number, number + len(dialogue))
        number += len(dialogue)
        about = {"interview_id": name, "participant": person, "group": group}
        cast = {ASKS: "Moderator", TELLS: person}
        listed += [{**about, "speaker": cast[who], "text": t} for who, t in said(dialogue)]
        wanted.append(
            interview(dialogue, cast, numbers, name=name, participant=person, group=group)
        )
    write("interview_ids", listed, wanted)


def typed_text():
    rows, wanted = [], []
    cast = {ASKS: "Interviewer", TELLS: "Participant"}
    for name, dialogue in (("t-1", INVOICES), ("t-2", BAKERY)):
        text = "\n\n".join(f"{cast[who]}: {text}" for who, text in said(dialogue))
        rows.append({"transcript_id": name, "text": text})
        wanted.append(
            interview(dialogue, cast, range(1, 16, 2), None, "line", name=name, participant=name)
        )
    write("typed_text", rows, wanted)


def gong():
    calls, wanted = [], []
    for name, dialogue in (("7782", FERRY), ("7790", GYM)):
        monologues = [
            {
                "speakerId": f"10{who}",
                "topic": "Feedback",
                "sentences": [{"start": round(a * 1000), "end": round(b * 1000), "text": text}],
            }
            for (who, text), a, b in zip(
                said(dialogue), starts(dialogue), ends(dialogue), strict=True
            )
        ]
        calls.append({"callId": name, "transcript": monologues})
        cast = {ASKS: "Speaker 100", TELLS: "Speaker 101"}
        wanted.append(
            interview(dialogue, cast, times=starts(dialogue), name=name, participant=name)
        )
    write("gong", {"requestId": "x", "callTranscripts": calls}, wanted)


if __name__ == "__main__":
    for make in (google_v2, deepgram_channels, whisper_cpp, pipeline, otter, elevenlabs):
        make()
    for make in (azure_channels, assemblyai_words, trint, chatgpt, chat_lines):
        make()
    for make in (interview_ids, typed_text, gong):
        make()
    whisperx(mixed=True)
    whisperx(mixed=False)
