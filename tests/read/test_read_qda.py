from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest

from interview_insights.errors import ReadError
from interview_insights.read import limits, read_study, read_transcript
from interview_insights.read.qda_codings import Coding, read_codings
from interview_insights.settings import Settings

EXAMPLES = Path(__file__).parents[1] / "data" / "formats" / "qdpx"
TALK = """\
Interviewer: Why did you leave?
Ada: It was too dear.
Interviewer: And now?
Ada: Now I walk.
"""


def document(*paragraphs):
    made, buffer = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(buffer)
    return buffer.getvalue()


def source(guid="s1", name="One", path="internal://s1.txt", inner="", **more):
    further = "".join(f' {key}="{value}"' for key, value in more.items())
    start = f'<TextSource guid="{guid}" name="{name}" plainTextPath="{path}"{further}>'
    return f"{start}{inner}</TextSource>"


def value(variable, told, kind="TextValue"):
    reference = f'<VariableRef targetGUID="{variable}"/>'
    return f"<VariableValue>{reference}<{kind}>{told}</{kind}></VariableValue>"


def project(sources, cases="", variables="", codes="", namespace="urn:QDA-XML:project:1.0"):
    listed = "".join(f'<Variable guid="{g}" name="{n}"/>' for g, n in variables or ())
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{namespace}">'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook><Variables>{listed}</Variables>"
        f"<Cases>{cases}</Cases><Sources>{sources}</Sources></Project>"
    )


def archive(qde, **files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", qde)
        for name, content in files.items():
            made.writestr(
                name.replace("__", "/").replace("_txt", ".txt").replace("_docx", ".docx"), content
            )
    return buffer.getvalue()


@pytest.fixture
def study(tmp_path):
    def _study(qde, settings=None, **files):
        path = tmp_path / "a.qdpx"
        path.write_bytes(archive(qde, **files))
        return read_study(tmp_path, settings=settings) if settings else read_study(path)

    return _study


@pytest.mark.parametrize(
    "reference",
    [
        "internal://s1.txt",
        "s1.txt",
        "Sources/s1.txt",
        "internal:///S1.TXT",
        "internal://sources\\s1.txt",
    ],
)
@pytest.mark.parametrize(
    "member", ["sources__s1_txt", "Sources__s1_txt", "s1_txt", "deep__down__s1_txt"]
)
def test_files_are_found_however_they_are_named(study, reference, member):
    (transcript,) = study(project(source(path=reference)), **{member: TALK}).transcripts
    assert transcript.participant == "One"
    assert len(transcript.turns) == 4


def test_names_are_unique_and_without_the_documents_suffix(study):
    found = study(
        project(
            source("a", "Ada.docx")
            + source("b", "Ada")
            + source("c", "")
            + source("", "x")
            + source("", "y")
        ),
        sources__s1_txt=TALK,
    )
    assert [t.participant for t in found.transcripts] == ["Ada", "Ada (2)", "source 3", "x", "y"]
    assert len({t.id for t in found.transcripts}) == 5


def test_variables_of_the_source_of_a_nameless_case_and_of_a_case(study):
    found = study(
        project(
            source("a", "A", inner=value("v2", "north")) + source("b", "B") + source("c", "C"),
            '<Case guid="c1" name="Ada"><SourceRef targetGUID="A"/>'
            + value("v1", "loyal")
            + "</Case>"
            '<Case guid="c2"><SourceRef targetGUID="{b}"/>'
            + value("v1", "lost")
            + value("v3", "61", "IntegerValue")
            + value("v9", "unknown")
            + "</Case>"
            '<Case guid="c3" name="all"><SourceRef targetGUID="b"/>'
            '<SourceRef targetGUID="c"/></Case>',
            [("v1", "Customer_Status"), ("v2", "Town"), ("v3", "Age")],
        ),
        sources__s1_txt=TALK,
    )
    assert [(t.participant, t.group) for t in found.transcripts][:2] == [
        ("Ada", "loyal"),
        ("all", "lost"),
    ]
    assert found.attributes == {"Ada": {"Town": "north"}, "all": {"Age": "61"}}
    assert any("tied to 2 sources" in w for t in found.transcripts for w in t.warnings)


def test_the_group_may_be_any_variable(study):
    qde = project(
        source(),
        '<Case name="Ada"><SourceRef targetGUID="s1"/>'
        + value("v1", "loyal")
        + value("v2", "north")
        + "</Case>",
        [("v1", "Group"), ("v2", "Town")],
    )
    assert study(qde, sources__s1_txt=TALK).transcripts[0].group == "loyal"
    found = study(qde, Settings(group_column="town"), sources__s1_txt=TALK)
    assert found.transcripts[0].group == "north"
    assert found.attributes == {"Ada": {"Group": "loyal"}}
    none = study(qde, Settings(group_column="Plan"), sources__s1_txt=TALK)
    assert any('"Plan"' in w for w in none.transcripts[0].warnings)


def test_words_in_the_document_alone(study):
    qde = project(source(richTextPath="internal://s1.docx"))
    word = document("Interviewer: Why?", "Ada: It was too dear.")
    for plain in ("", " ", "\ufeff"):
        (transcript,) = study(qde, sources__s1_txt=plain, sources__s1_docx=word).transcripts
        assert [str(t.place) for t in transcript.turns] == ["paragraph 1", "paragraph 2"]


def test_bold_type_tells_more_than_question_marks(study):
    plain = "Who asked?\n\nTell me.\n\nNo one did?\n\nAt first.\n\nThen?\n\nHe did.\n"
    made, buffer = docx.Document(), io.BytesIO()
    for number, text in enumerate(plain.split("\n\n")):
        made.add_paragraph().add_run(text.strip()).bold = number in (0, 2, 4)
    made.save(buffer)
    qde = project(source(richTextPath="internal://s1.docx"))
    files = {"sources__s1_txt": plain, "sources__s1_docx": buffer.getvalue()}
    (transcript,) = study(qde, **files).transcripts
    assert transcript.turns[0].place.kind == "paragraph"
    assert len(transcript.turns) == 6


def test_a_plain_text_that_names_speakers_is_preferred(study):
    qde = project(source(richTextPath="internal://s1.docx"))
    (transcript,) = study(qde, sources__s1_txt=TALK, sources__s1_docx=document("Other")).transcripts
    assert transcript.turns[0].place.kind == "line"


def test_transcripts_of_recordings_get_their_times(study):
    points = (
        "".join(
            f'<SyncPoint guid="p{n}" position="{at}" timeStamp="{ms}"/>'
            for n, (at, ms) in enumerate(
                [(TALK.index("It was"), 4000), (0, 500), (10**15, 1), (-4, 2)]
            )
        )
        + '<SyncPoint guid="p9" position="x" timeStamp="y"/>'
    )
    for text in (TALK, "\ufeff" + TALK):
        sources = (
            f'<AudioSource guid="s1"><Transcript guid="t1" plainTextPath="s1.txt">{points}'
            "</Transcript></AudioSource>"
        )
        (transcript,) = study(project(sources), sources__s1_txt=text).transcripts
        starts = [t.start_s for t in transcript.turns]
        assert starts[:2] == [0.5, 4.0]
        assert all(s != s for s in starts[2:])


def test_sync_points_count_line_ends_as_they_stand(study):
    text = TALK.replace("\n", "\r\n")
    sources = (
        '<VideoSource guid="s1" name="a.mp4"><Transcript guid="t1" plainTextPath="s1.txt">'
        f'<SyncPoint guid="p1" position="{text.index("Ada: Now")}" timeStamp="9000"/>'
        "</Transcript></VideoSource>"
    )
    turns = study(project(sources), sources__s1_txt=text).transcripts[0].turns
    assert [t.start_s == 9.0 for t in turns] == [False, False, False, True]


def pdf(*lines):
    words = " ".join(f"({line}) Tj T*" for line in lines)
    content = f"BT /F1 12 Tf 72 720 Td 24 TL {words} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def test_pdfs_are_read_as_such_else_by_the_text_beside_them(study):
    sources = (
        '<PDFSource guid="s1" name="Ada.pdf" path="internal://s1.pdf">'
        '<Representation guid="r1" plainTextPath="internal://r1.txt"/></PDFSource>'
    )
    both = {"Sources/s1.pdf": pdf(*TALK.strip().split("\n")), "Sources/r1.txt": TALK}
    (transcript,) = study(project(sources), **both).transcripts
    assert transcript.turns[0].place.kind == "page"
    assert [t.speaker for t in transcript.turns] == ["Interviewer", "Ada"] * 2
    for broken in (b"%PDF-1.4", b""):
        (transcript,) = study(project(sources), **{**both, "Sources/s1.pdf": broken}).transcripts
        assert transcript.turns[0].place.kind == "line"
        assert transcript.participant == "Ada"


def test_captions_within_a_project_are_read_as_captions(study):
    first = "1\n00:00:01,000 --> 00:00:02,000\nInterviewer: Why?\n"
    captions = f"{first}\n2\n00:00:03,000 --> 00:00:04,000\nAda: Dear.\n"
    (transcript,) = study(project(source()), sources__s1_txt=captions).transcripts
    assert transcript.turns[1].start_s == 3.0


def test_what_cannot_be_read_is_told_and_stops_nothing(study):
    sources = (
        source("a", "Gone", "internal://x.txt")
        + source("b", "Far", "absolute:///c/s1.txt")
        + source()
    )
    sources += '<PictureSource guid="p"/><AudioSource guid="q"/>' + source("n", "Nested", "in.qdpx")
    path_files = {"sources__s1_txt": TALK, "in.qdpx": archive(project(source()), s1_txt=TALK)}
    (transcript,) = study(project(sources), **path_files).transcripts
    told = " ".join(transcript.warnings)
    for part in (
        '"Gone" was left out',
        '"Far" was left out',
        "1 picture was",
        "1 recording has",
        '"Nested" was left out',
    ):
        assert part in told


@pytest.mark.parametrize(
    ("qde", "told"),
    [
        ("<Project>", "damaged"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><Project>&a;</Project>', "declares entities"),
        ("<Project/>", "no text that can be read"),
        (project(source(path="gone.txt")), "not in the archive"),
        ("", "damaged"),
    ],
)
def test_a_project_that_cannot_be_read_says_why(tmp_path, qde, told):
    path = tmp_path / "a.qdpx"
    path.write_bytes(archive(qde))
    with pytest.raises(ReadError, match=told) as caught:
        read_transcript(path)
    assert caught.value.hint
    if told != "no text that can be read" and "gone" not in qde:
        with pytest.raises(ReadError, match=told):
            read_codings(path)


def test_damaged_archives(tmp_path):
    path = tmp_path / "a.qdpx"
    data = archive(project(source()), sources__s1_txt=TALK * 50)
    for cut in (len(data) // 2, len(data) - 10):
        path.write_bytes(data[:cut])
        with pytest.raises(ReadError):
            read_transcript(path)
    path.write_bytes(data.replace(data[data.index(b"s1.txt") + 6 :][:40], b"\xff" * 40, 1))
    with pytest.raises(ReadError):
        read_transcript(path)


def test_a_large_description_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.qdpx"
    path.write_bytes(archive(project(source()), sources__s1_txt=TALK))
    monkeypatch.setattr("interview_insights.read.qda_project.MAX_PROJECT_BYTES", 100)
    with pytest.raises(ReadError, match="description has"):
        read_transcript(path)


def test_bombs_are_refused_within_archives_too(tmp_path, monkeypatch):
    path = tmp_path / "a.qdpx"
    path.write_bytes(archive(project(source()), sources__s1_txt="a" * 5_000_000))
    with pytest.raises(ReadError, match="would unpack to"):
        read_transcript(path)
    word = document("Interviewer: Why?", "Ada: Dear.")
    path.write_bytes(
        archive(
            project("".join(source(f"s{n}", f"n{n}", "internal://s1.docx") for n in range(9))),
            sources__s1_docx=word,
        )
    )
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", limits.unpacked_size(word, "a") + 1)
    (first,) = read_study(path).transcripts
    assert any("more than is read" in told for told in first.warnings)


def test_many_sources_and_codings_take_no_longer_than_their_number(tmp_path):
    number = 2_000
    deep = "".join(f'<Code guid="d{n}" name="d{n}">' for n in range(5_000)) + "</Code>" * 5_000
    selections = "".join(
        f'<PlainTextSelection guid="q{n}" startPosition="0" endPosition="40"><Coding>'
        '<CodeRef targetGUID="d1"/></Coding></PlainTextSelection>'
        for n in range(10_000)
    )
    path = tmp_path / "a.qdpx"
    path.write_bytes(
        archive(
            project(
                "".join(source(f"s{n}", f"n{n}") for n in range(number)) + source(inner=selections),
                codes=deep,
            ),
            sources__s1_txt=TALK,
        )
    )
    begin = time.process_time()
    assert len(read_study(path).transcripts) == number + 1
    assert len(read_codings(path)[0]) == 10_000
    assert time.process_time() - begin < 25


def test_codings():
    codings, texts = read_codings(EXAMPLES / "maxqda.qdpx")
    assert [(c.source, c.code) for c in codings] == [
        ("Bettina", ("Reasons", "Care")),
        ("Knives, Rafiq", ("Reasons", "Opening hours")),
    ]
    assert [texts[c.source][c.start_char : c.end_char] for c in codings] == [
        "They take one dog at a time.",
        "You closed on Mondays, and Monday is my only day.",
    ]


def test_codings_of_whole_sources_and_broken_ones(tmp_path):
    inner = '<Coding><CodeRef targetGUID="k1"/></Coding>' + "".join(
        f'<PlainTextSelection startPosition="{start}" endPosition="2"><Coding>'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
        for start, code in ((5, "k1"), ("x", "k1"), (1, "none"), (1, "K1"))
    )
    path = tmp_path / "a.qdpx"
    path.write_bytes(
        archive(
            project(source(inner=inner), codes='<Code guid="k1" name=" A  b "/>'),
            sources__s1_txt=TALK,
        )
    )
    codings, texts = read_codings(path)
    assert codings == (
        Coding("One", 0, len(TALK), ("A b",), whole=True),
        Coding("One", 1, 2, ("A b",)),
    )
    assert texts == {"One": TALK}
