"""RTF and OpenDocument: their quirks one by one, and files made to do harm."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_insights.errors import InsightsError, ReadError
from interview_insights.read import read_study, rtf

FORMATS = Path(__file__).parents[1] / "data" / "formats"
SAID = [("Anna", "Why did you buy it?"), ("Ben", "It lasts."), ("Anna", "Else?")]
PARAGRAPHS = [f"{name}: {words}" for name, words in SAID]


def rtf_of(*paragraphs, head=""):
    return (r"{\rtf1\ansi " + head + r"\par ".join(paragraphs) + r"\par}").encode("cp1252")


@pytest.mark.parametrize(
    "content",
    [
        rtf_of(*PARAGRAPHS),
        rtf_of(r"Anna: Why did you buy it?\line Ben: It lasts.", "Anna: Else?"),
        rtf_of(*PARAGRAPHS).replace(b"\\par ", b"\\\n"),
        rtf_of(r"{\listtext\pard 1.\tab}Anna: Why did you buy it?", *PARAGRAPHS[1:]),
        rtf_of(*PARAGRAPHS, head=r"{\header Study 7\par}{\footer Page {\field{\fldrslt 1}}}"),
        rtf_of(*PARAGRAPHS, head=r"{\pict\pngblip 89504e47}{\pict\bin4 {}{}}"),
        rtf_of(r"Anna: Why did {\deleted they }{\v or }you buy it?", *PARAGRAPHS[1:]),
        rtf_of(r"Anna: Why did you buy {\*\bkmkstart x}it{\footnote no}?", *PARAGRAPHS[1:]),
        rtf_of(r"Anna: Why did you buy it?{\*\atnid 3}{\*\annotation Why?}", *PARAGRAPHS[1:]),
        rtf_of(r"Anna: Why did you {\field{\*\fldinst HYPERLINK "
               r'"http://x"}{\fldrslt buy it}}?', *PARAGRAPHS[1:]),
    ],
)  # fmt: skip
def test_rtf(read, said, content):
    transcript = read(content, "a.rtf")
    assert said(transcript)[:3] == SAID
    assert transcript.kind == "rtf"
    assert str(transcript.turns[0].place) == "paragraph 1"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (r"caf\'e9", "café"),
        (r"caf\u233?", "café"),
        (r"caf\u233\'e9, \u8364 ?", "café, €"),
        (r"{\uc0 caf\u233}", "café"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"it\rquote s \endash  \'93so\'94", 'it\'s – "so"'),
        (r"20\~km, e\_mail, long\-er", "20 km, e-mail, longer"),
        (r"\{one\} \\ two", r"{one} \ two"),
        (r"{\f1 \'b3atwo}", "łatwo"),
    ],
)
def test_rtf_characters(read, words, meant):
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238{\*\panose 02}Arial CE;}}"
    assert read(rtf_of(f"Anna: {words}", "Ben: So.", head=fonts), "a.rtf").turns[0].text == meant


def test_rtf_written_in_utf_8(read):
    content = r"{\rtf1\ansi\ansicpg1252 Anna: café?\par Ben: Łódź.\par}".encode()
    assert [t.text for t in read(content, "a.rtf").turns] == ["café?", "Łódź."]


QUESTIONS = [("Why this one", "It lasts."), ("And the price", "Too high.")]
ALTERNATE = [pair for q, a in QUESTIONS for pair in (("interviewer", q), ("respondent", a))]


@pytest.mark.parametrize(
    "form",
    [
        r"{{\b {0}}}\par {1}\par ",
        r"\b {0}\b0\par {1}\par ",
        r"\b {0}\par\plain {1}\par ",
        r"{{\b {0}}}\line {1}\par ",
        r"{{\*\cs3\b no}}{{\b\f0 {0}}}\par {{\b0 {1}}}\par ",
    ],
)
def test_rtf_bold_questions(read, form):
    content = (r"{\rtf1 " + "".join(form.format(*pair) for pair in QUESTIONS) + "}").encode()
    assert [(t.role, t.text) for t in read(content, "a.rtf").turns] == ALTERNATE


def test_rtf_tables(read, said):
    cells = [(name, words.replace(" ", r"\par ", 1)) for name, words in SAID]
    rows = [
        rf"\trowd\cellx1\cellx2\pard\intbl {name}\cell {words}\cell\row"
        for name, words in [("Speaker", "Text"), *cells]
    ]
    content = (r"{\rtf1 Interview\par " + "\n".join(rows) + r"\pard The end.\par}").encode()
    transcript = read(content, "a.rtf")
    assert said(transcript) == [*SAID[:2], ("Anna", "Else? The end.")]
    assert [t.place.number for t in transcript.turns] == [3, 4, 5]


def test_rtf_that_ends_early(read, said):
    transcript = read(rtf_of(*PARAGRAPHS)[:-1], "a.rtf")
    assert said(transcript) == SAID
    assert any("RTF document has no end" in w for w in transcript.warnings)


def test_rtf_of_too_much_text(read, monkeypatch):
    monkeypatch.setattr(rtf, "_MOST_CHARACTERS", 30)
    with pytest.raises(ReadError, match="MB of text, more than"):
        read(rtf_of(*PARAGRAPHS), "a.rtf")


@pytest.mark.parametrize(
    "part",
    [
        r"{",
        r"}",
        r"{\field{\*\fldinst{HYPERLINK ",
        r"{\fonttbl\f1 ",
        r"\cell ",
        r"\b a\b0 b",
        r"\'e9",
        r"\u99999999?",
        r"\bin9999999999 ",
        r"\uc",
        "\\",
        r"\ansicpg99999 ",
        r"{\*\x",
        "\\\n",
    ],
)
def test_rtf_made_to_do_harm(read, part):
    begin = time.process_time()
    with contextlib.suppress(ReadError):
        read((r"{\rtf1 Anna: Why?\par Ben: So." + part * 20_000).encode(), "a.rtf")
    assert time.process_time() - begin < 2


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)
ODT, ODS = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
)


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def content_of(body, styles="", doctype=""):
    return (
        f"<?xml version='1.0'?>{doctype}<office:document-content {NAMESPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )


def odt(body, **parts):
    xml = content_of(f"<office:text>{body}</office:text>", **parts)
    return zipped({"mimetype": ODT, "content.xml": xml})


def ods(*sheets, styles=""):
    made = "".join(f'<table:table table:name="S{n}"{s}</table:table>' for n, s in enumerate(sheets))
    xml = content_of(f"<office:spreadsheet>{made}</office:spreadsheet>", styles)
    return zipped({"mimetype": ODS, "content.xml": xml})


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


@pytest.mark.parametrize(
    "body",
    [
        "".join(p(words) for words in PARAGRAPHS),
        p("Anna: Why did you buy it?<text:line-break/>Ben: It lasts.") + p("Anna: Else?"),
        p("Anna:<text:tab/>Why<text:s text:c='3'/>did you buy it?") + p("Ben: It lasts.<text:s/>")
        + p("Anna: Else?"),
        "<text:tracked-changes><text:p>Ben: No!</text:p></text:tracked-changes>"
        + "".join(p(words) for words in PARAGRAPHS),
        "<text:list><text:list-item>"
        + "".join(p(words) for words in PARAGRAPHS)
        + "</text:list-item></text:list>",
        "<text:section>" + "".join(p(f"<text:span>{w}</text:span>") for w in PARAGRAPHS)
        + "</text:section>",
        p("Anna: Why did you<text:note><text:p>No.</text:p></text:note> buy it?")
        + p("Ben: It<office:annotation><text:p>Sure?</text:p></office:annotation> lasts.")
        + p("Anna:\n  Else?"),
    ],
)  # fmt: skip
def test_odt(read, said, body):
    transcript = read(odt(body), "a.odt")
    assert said(transcript) == SAID
    assert transcript.kind == "odt"
    assert str(transcript.turns[0].place) == "paragraph 1"


STYLES = (
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="C" style:parent-style-name="B"/>'
    '<style:style style:name="N" style:parent-style-name="C"><style:text-properties'
    ' fo:font-weight="normal"/></style:style>'
    '<style:style style:name="L" style:parent-style-name="L"/>'
)


@pytest.mark.parametrize(
    "form",
    [
        lambda q, a: p(f'<text:span text:style-name="B">{q}</text:span>') + p(a),
        lambda q, a: p(q, "C") + p(a, "N"),
        lambda q, a: p(q, "C") + p(f'<text:span text:style-name="N">{a}</text:span>', "B"),
        lambda q, a: p(f'<text:span text:style-name="C">{q}</text:span><text:line-break/>{a}', "L"),
    ],
)
def test_odt_bold_questions(read, form):
    body = "".join(form(*pair) for pair in QUESTIONS)
    assert [(t.role, t.text) for t in read(odt(body, styles=STYLES), "a.odt").turns] == ALTERNATE


def cell(text, attributes="", name="table-cell"):
    return f"<table:{name} {attributes}>{p(text) if text else ''}</table:{name}>"


def row(*cells, attributes=""):
    made = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<table:table-row {attributes}>{made}</table:table-row>"


def test_odt_tables(read, said):
    rows = "".join(row(name, words) for name, words in SAID)
    body = p("Interview") + f"<table:table>{rows}</table:table>" + p("Ben: No.")
    transcript = read(odt(body), "a.odt")
    assert said(transcript) == [*SAID, ("Ben", "No.")]
    assert [t.place.number for t in transcript.turns] == [2, 3, 4, 5]


SHEET = row("Speaker", "Text") + "".join(row(*turn) for turn in SAID)


def test_ods(read, said):
    transcript = read(ods(">" + SHEET), "a.ods")
    assert said(transcript) == SAID
    assert transcript.kind == "ods"
    assert [str(t.place) for t in transcript.turns] == ["row 2", "row 3", "row 4"]


def test_ods_repeats_and_covered_cells(read):
    empty = row(cell(""), attributes="table:number-rows-repeated='1000000'")
    rows = (
        row(cell("", "table:number-columns-repeated='16384'"))
        + row("Speaker", cell("", "", "covered-table-cell"), "Text")
        + row("Anna", "", "Why?", attributes="table:number-rows-repeated='2'")
        + row("Ben", "", cell("So.", "table:number-columns-repeated='16000'"))
        + empty
        + row("Anna", "", "Else?")
    )
    transcript = read(ods(">" + rows), "a.ods")
    assert [(t.text, t.place.number) for t in transcript.turns] == [
        ("Why? Why?", 3),
        ("So.", 5),
        ("Else?", 1_000_006),
    ]


def test_ods_values(read):
    rows = row("Start", "Speaker", "Text")
    for value, words in ((b"PT00H00M03S", "Anna: Why?"), (b"PT00H01M04.5S", "Ben: So.")):
        name, text = words.split(": ")
        told = f'office:value-type="time" office:time-value="{value.decode()}"'
        rows += row(cell("shown otherwise", told), name, text)
    assert [t.start_s for t in read(ods(">" + rows), "a.ods").turns] == [3.0, 64.5]
    rows = row("Start", "Speaker", "Text")
    for value, name in (("3.25", "Anna"), ("7", "Ben"), ("none", "Anna")):
        rows += row(cell("3", f'office:value-type="float" office:value="{value}"'), name, "Yes?")
    assert [t.start_s for t in read(ods(">" + rows), "a.ods").turns][:2] == [3.25, 7.0]


def test_ods_hidden_sheets(read, said):
    styles = (
        '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    hidden = ' table:style-name="ta2">' + SHEET.replace("lasts", "hides")
    transcript = read(ods(">" + SHEET, hidden, styles=styles), "a.ods")
    assert said(transcript) == SAID
    assert any("S1" in w for w in transcript.warnings)


LOCKED = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/>"


@pytest.mark.parametrize("kind", [ODT, ODS])
def test_opendocument_refusals(read, kind):
    locked = {"mimetype": kind, "META-INF/manifest.xml": LOCKED, "content.xml": b"\x81\x02"}
    with pytest.raises(ReadError, match="protected by a password"):
        read(zipped(locked), "a.odt")
    for xml in (b"", b"\xff\xfe", b"<a>" * 50_000, b"<office:text", content_of("")[:-9]):
        with pytest.raises(ReadError) as caught:
            read(zipped({"mimetype": kind, "content.xml": xml}), "a.odt")
        assert caught.value.hint
    slides = {"mimetype": ODT.replace("text", "presentation"), "content.xml": b"<a/>"}
    with pytest.raises(ReadError, match="OpenDocument file, which is not read"):
        read(zipped(slides), "a.odp")


def test_odt_entities_are_refused(read, tmp_path):
    (tmp_path / "secret").write_text("TOPSECRET")
    for entity in (f'SYSTEM "file://{tmp_path}/secret"', '"&b;&b;"'):
        doctype = f"<!DOCTYPE a [<!ENTITY c {entity}>]>"
        with pytest.raises(ReadError, match="entities"):
            read(odt(p("Anna: Why &c;?") + p("Ben: So."), doctype=doctype), "a.odt")


def test_odt_deep_and_long(read):
    begin = time.process_time()
    deep = "<text:section>" * 20_000 + p("Anna: Why?") + "</text:section>" * 20_000
    spans = p("Ben: So." + "<text:span>" * 5000 + "a" + "</text:span>" * 5000)
    wide = p("Anna: a" + "<text:s text:c='99999999'/>" * 1000)
    with contextlib.suppress(ReadError):
        read(odt(deep + spans + wide), "a.odt")
    assert time.process_time() - begin < 3


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("stream", "message", "hint"),
    [
        ("WordDocument", "an old Word document (.doc), which is not read", "save it as .docx"),
        ("Workbook", "an old Excel workbook (.xls), which is not read", "save it as .xlsx"),
        ("EncryptedPackage", "protected by a password", "save it without one"),
        ("Contents", "an old or password-protected Office file", "Save it as"),
    ],
)
def test_old_office_files(read, stream, message, hint):
    with pytest.raises(ReadError) as caught:
        read(COMPOUND + stream.encode("utf-16-le") + b"\x00" * 40, "a.doc")
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_rtf_named_doc(read, said):
    assert said(read(rtf_of(*PARAGRAPHS), "a.doc")) == SAID


FILES = sorted(
    path for kind in ("rtf", "odt", "ods") for path in (FORMATS / kind).glob(f"*.{kind}")
)
changes = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from(
                [b"{", b"}", b"\\", b"\\'", b"\\u-1 ", b"\\cell ", b"<", b"\x00", b"&a;"]
            ),
        ),
    ),
    min_size=1,
    max_size=5,
)  # fmt: skip


def edited(data, edits):
    for where, length, content in edits:
        begin = int(where * len(data))
        data = data[:begin] + content + data[begin + length :]
    return data


def mutated(path, edits, inside):
    """Change a file, or the XML within it, which a change of the zip would only damage."""
    data = path.read_bytes()
    if path.suffix == ".rtf" or not inside:
        return edited(data, edits)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, "content.xml": edited(members["content.xml"], edits)})


@given(st.sampled_from(FILES), changes, st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_files(tmp_path_factory, path, edits, inside):
    broken = tmp_path_factory.mktemp("documents") / path.name
    broken.write_bytes(mutated(path, edits, inside))
    try:
        study = read_study(broken)
    except InsightsError as error:
        assert str(error)
        return
    for transcript in study.transcripts:
        for turn in transcript.turns:
            assert transcript.text[turn.start_char : turn.end_char] == turn.text
            turn.text.encode()
