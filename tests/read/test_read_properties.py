from __future__ import annotations

import csv
import html
import io
import json
import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interview_insights.errors import InsightsError
from interview_insights.read import read_study, read_transcript

SUFFIXES = [
    ".txt",
    ".md",
    ".vtt",
    ".srt",
    ".sbv",
    ".json",
    ".jsonl",
    ".csv",
    ".tsv",
    ".docx",
    ".xlsx",
    ".pdf",
    ".rtf",
    "",
    ".wav",
]
quick = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def office(kind):
    buffer = io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        document.add_paragraph("Anna: Why?\nBen: So.")
        document.save(buffer)
    else:
        book = openpyxl.Workbook()
        book.active.append(["speaker", "start", "text"])
        book.active.append(["Anna", 3, "Why?"])
        book.save(buffer)
    return buffer.getvalue()


SEEDS = [
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>Why?</v>\n\n00:02.000 --> 00:03.000\nBen: So.\n",
    b"1\n00:00:01,000 --> 00:00:02,000\nAnna: Why?\n",
    b'{"segments": [{"start": 0, "end": 1.5, "text": "Why?", "speaker": "A"}]}',
    b"speaker;start;text\nAnna;0:03;Why?\nBen;;So.\n",
    "Anna: Où?\nBen: Là.\n[00:01:02] Anna\nEt?\n**Ben** [0:17] Oui.\n".encode("cp1252"),
    "Q: Où?\nA: Là.\n".encode("utf-16"),
    office("docx"),
    office("xlsx"),
]


def attempt(data, suffix):
    """Read bytes; whatever comes back must hold together, whatever fails must be named."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            transcript = read_transcript(path)
        except InsightsError as error:
            assert error.path == str(path)
            assert error.hint
            return None
    holds_together(transcript)
    return transcript


def holds_together(transcript):
    text = transcript.text
    assert text == "\n".join(turn.text for turn in transcript.turns)
    assert any(turn.role == "respondent" for turn in transcript.turns)
    text.encode("utf-8")
    for index, turn in enumerate(transcript.turns):
        assert turn.index == index
        assert text[turn.start_char : turn.end_char] == turn.text
        assert turn.text and turn.text == " ".join(turn.text.split())
        starts = [mark.start_char for mark in turn.marks]
        assert starts[0] == turn.start_char
        assert starts == sorted(set(starts))
        assert all(s == turn.start_char or text[s - 1] == " " for s in starts)
        assert not turn.start_s < 0
    pairs = zip(transcript.turns, transcript.turns[1:], strict=False)
    assert all(a.speaker != b.speaker for a, b in pairs)
    assert {t.speaker for t in transcript.turns} == {s.name for s in transcript.speakers}


@quick
@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_any_bytes(data, suffix):
    attempt(data, suffix)


@quick
@given(st.text(max_size=300), st.sampled_from(SUFFIXES))
@example("[00:00] A:", ".txt")
@example("a\x85b: c\u2028d", ".txt")
@example("WEBVTT\n\n0:0 --> 0:0\n<v >", ".vtt")
def test_any_text(text, suffix):
    attempt(text.encode("utf-8", "surrogatepass"), suffix)


PIECES = st.sampled_from(
    [
        "Anna",
        "Ben",
        ": ",
        ":",
        "\n",
        "\n\n",
        "[00:01:02]",
        "(0:03)",
        "  0:03",
        " --> ",
        "00:01.000",
        "WEBVTT",
        "**",
        "?",
        " – ",
        "#",
        "|",
        ",",
        ";",
        "\t",
        '"',
        "{",
        "}",
        "[",
        "]",
        "text",
        "speaker",
        "<v Anna>",
        "</v>",
        "&amp;",
        "Interviewer",
        "I",
        "1",
        "\xa0",
        "---",
        "NOTE",
        "Interviewee",
        "=",
    ]
)


@quick
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(SUFFIXES))
def test_any_mixture_of_what_transcripts_are_made_of(text, suffix):
    attempt(text.encode(), suffix)


@quick
@given(st.sampled_from(SEEDS), st.sampled_from(SUFFIXES), st.data())
def test_damaged_files(seed, suffix, data):
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(0, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    attempt(bytes(damaged[: data.draw(st.integers(1, len(damaged)))]), suffix)


@quick
@given(st.sampled_from(SEEDS[-2:]), st.data())
def test_damaged_parts_of_office_files(seed, data):
    # A flipped byte of the archive mostly fails its checksum: change what is packed instead.
    source, target = zipfile.ZipFile(io.BytesIO(seed)), io.BytesIO()
    names = source.namelist()
    victim = data.draw(st.sampled_from(names))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            content = bytearray(source.read(name))
            if name == victim and content:
                at = data.draw(st.integers(0, len(content) - 1))
                content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=9))
            archive.writestr(name, bytes(content))
    attempt(target.getvalue(), ".docx")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["segments", "text", "speaker", "start", "end", "role", "x", "spans"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@quick
@given(json_values)
def test_any_json(document):
    attempt(json.dumps(document).encode(), ".json")


NAMES = ["Anna", "Ben Jones", "Interviewer", "P07", "Speaker 1", "Zoë", "Dr. Smith", "王伟"]
word = st.text(
    st.characters(
        categories=["Ll", "Lu", "Lo", "Nd", "So"],
        include_characters=".,?!'–&<>%€",
        max_codepoint=0x1F9FF,
    ),
    min_size=1,
    max_size=9,
)
# A line that begins with © is a publisher's, not a speaker's.
said = st.lists(word, min_size=1, max_size=12).map(" ".join).filter(lambda s: s[0] != "©")


def normal(text):
    import unicodedata

    return unicodedata.normalize("NFC", text)


@st.composite
def dialogues(draw):
    count = draw(st.integers(2, 8))
    speakers, turns = draw(st.permutations(NAMES))[:3], []
    for _ in range(count):
        others = [s for s in speakers if not turns or s != turns[-1][0]]
        turns.append((draw(st.sampled_from(others)), normal(draw(said))))
    return turns


@quick
@given(dialogues(), st.sampled_from([": {}\n", ":\n{}\n\n", ": {}\r\n"]))
def test_labelled_text_comes_back(turns, form):
    text = "".join(name + form.format(html.escape(words)) for name, words in turns)
    transcript = attempt(text.encode(), ".txt")
    assert transcript is not None
    assert [(t.speaker, t.text) for t in transcript.turns] == turns


@quick
@given(dialogues(), st.booleans(), st.integers(1, 5))
def test_captions_come_back(turns, tagged, pieces):
    cues, at = ["WEBVTT"], 0
    for name, words in turns:
        parts = words.split(" ")
        for n in range(0, len(parts), pieces):
            chunk = html.escape(" ".join(parts[n : n + pieces]))
            label = (
                (f"<v {name}>{chunk}</v>" if tagged else f"{name}: {chunk}") if n == 0 else chunk
            )
            cues.append(
                f"00:{at // 60:02}:{at % 60:02}.000 --> 00:{at // 60:02}:{at % 60:02}.900\n{label}"
            )
            at += 1
    transcript = attempt("\n\n".join(cues).encode(), ".vtt")
    assert transcript is not None
    assert [(t.speaker, t.text) for t in transcript.turns] == turns
    assert transcript.turns[0].start_s == 0.0


@quick
@given(dialogues())
def test_json_comes_back(turns):
    document = [{"speaker": n, "text": html.escape(w)} for n, w in turns]
    transcript = attempt(json.dumps(document).encode(), ".json")
    assert transcript is not None
    assert [(t.speaker, t.text) for t in transcript.turns] == turns


@quick
@given(dialogues(), st.booleans())
def test_what_redaction_writes_comes_back(turns, timed):
    from interview_insights.read.joining import join
    from interview_insights.records import NO_TIME, Place, Utterance
    from interview_insights.redacting import _lines

    said = [
        Utterance(who, words, Place("line", n), float(n) if timed else NO_TIME)
        for n, (who, words) in enumerate(turns, 1)
    ]
    joined = join(said)[0]
    text = "\n".join(line for turn in joined for line in _lines(turn)) + "\n"
    back = attempt(text.encode(), ".txt")
    assert back is not None
    assert [(t.speaker, t.text) for t in back.turns] == [(t.speaker, t.text) for t in joined]
    if timed:
        assert [t.start_s for t in back.turns] == [t.start_s for t in joined]


@quick
@given(dialogues(), st.sampled_from(["csv", "tsv", "srt", "md"]))
def test_tables_subtitles_and_markdown_come_back(turns, form):
    buffer = io.StringIO()
    if form in ("csv", "tsv"):
        writer = csv.writer(buffer, delimiter="," if form == "csv" else "\t")
        writer.writerows([["speaker", "text"], *turns])
    elif form == "md":
        buffer.write("\n\n".join(f"**{name}:** {html.escape(words)}" for name, words in turns))
    else:
        buffer.write(
            "\n\n".join(
                f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{name}: {html.escape(words)}"
                for n, (name, words) in enumerate(turns, 1)
            )
        )
    transcript = attempt(buffer.getvalue().encode(), f".{form}")
    assert transcript is not None
    if form in ("csv", "tsv"):
        turns = [(name, normal(html.unescape(words))) for name, words in turns]
    assert [(t.speaker, t.text) for t in transcript.turns] == turns


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_any_participants_csv(data):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "good").mkdir()
        (root / "good" / "a.txt").write_text("Q: Why?\nA: So.")
        (root / "participants.csv").write_bytes(data)
        try:
            read_study(root)
        except InsightsError as error:
            assert error.path
