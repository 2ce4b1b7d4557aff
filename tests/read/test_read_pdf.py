"""PDF: what extractors trip over, one by one, and files that nobody could read."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_insights.errors import InsightsError, ReadError
from interview_insights.read import pdf_pages, read_transcript
from interview_insights.read.reading import Options
from interview_insights.read.transcript import drafts

EXAMPLES = Path(__file__).parents[1] / "data" / "formats" / "pdf"
# Courier's letters are all 0.6 of its size wide, so words can be set by hand.
WIDTH, LEADING = 6.0, 13.0


def stream(content, dictionary=b""):
    packed = zlib.compress(content)
    return b"<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (
        dictionary,
        len(packed),
        packed,
    )


def pdf(*pages, extra=b"", unicode=b""):
    """Make a PDF; a page is its content, ``extra`` goes into every page's dictionary."""
    fonts = [
        b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding%s>>"
        % (name, b"/ToUnicode 5 0 R" if unicode else b"")
        for name in (b"Courier", b"Courier-Bold")
    ]
    to_unicode = b"begincmap 1 begincodespacerange <00><ff> endcodespacerange %s endcmap" % unicode
    picture = stream(
        b"\x00" * 64,
        b"/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *fonts, stream(to_unicode), picture]
    kids = b""
    for content in pages:
        kids += b"%d 0 R " % (len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents %d 0 R/Resources"
            b"<</Font<</R 3 0 R/B 4 0 R>>/XObject<</I 6 0 R>>>>%s>>" % (len(objects) + 2, extra)
        )
        objects.append(stream(content))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids)
    out, offsets = b"%PDF-1.5\n", b""
    for number, content in enumerate(objects, 1):
        offsets += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    end = (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    )
    return out + end % (size, offsets, size, len(out))


def at(x, y, words, font="R"):
    escaped = words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s 10 Tf %g %g Td (%s) Tj ET\n" % (font.encode(), x, y, escaped)


def column(text, x=50.0, top=540.0, font="R", leading=LEADING):
    lines = enumerate(text.split("\n"))
    return b"".join(at(x, top - n * leading, line, font) for n, line in lines if line)


PICTURE = b"q 400 0 0 500 10 10 cm /I Do Q\n"
SPOKEN = """\
Anna: Why did you buy it?
Ben: It lasts, and I do not like to buy things twice if I can
help it."""
SAID = [
    ("Anna", "Why did you buy it?"),
    ("Ben", "It lasts, and I do not like to buy things twice if I can help it."),
]


@pytest.fixture
def draft(tmp_path):
    """Read a PDF with options, as far as its turns."""

    def _draft(content, keep=()):
        path = tmp_path / "a.pdf"
        path.write_bytes(content)
        return drafts(path, Options(keep=frozenset(keep)))[0]

    return _draft


def test_wrapped_lines(read, said):
    transcript = read(pdf(column(SPOKEN)), "a.pdf")
    assert said(transcript) == SAID
    assert transcript.kind == "pdf"
    assert [str(t.place) for t in transcript.turns] == ["page 1", "page 1"]
    assert transcript.warnings == ()


def test_places_and_warnings_name_pages(read):
    text = "Anna: Why?\nBen: So.\n" * 6
    transcript = read(
        pdf(column(text), column("Anna: And?\nBen: Well.\nPrice: four\n" + text)), "a.pdf"
    )
    assert [t.place.number for t in transcript.turns] == [1] * 12 + [2] * 14
    assert any('"Price:" on page 2 was taken as words' in w for w in transcript.warnings)


def test_words_set_one_by_one(read, said):
    words = b"".join(
        at(50 + WIDTH * sum(len(w) + 1 for w in line.split()[:n]), 540 - LEADING * row, word)
        for row, line in enumerate(SPOKEN.split("\n"))
        for n, word in enumerate(line.split())
    )
    assert said(read(pdf(words), "a.pdf")) == SAID


def test_lines_in_disorder(read, said):
    labels = column("Anna:\nBen:", font="B")
    words = column("Why did you buy it?", x=86) + column("\nIt lasts.", x=80)
    assert said(read(pdf(words + labels), "a.pdf")) == [SAID[0], ("Ben", "It lasts.")]


NO_WIDTH = b"1 beginbfchar <01> <200B> endbfchar 1 beginbfrange <20> <7e> <0020> endbfrange"


def test_signs_without_width_for_blanks(draft):
    made = pdf(column("Anna:\x01Why\x01this\x01one?\nBen:\x01It\x01lasts."), unicode=NO_WIDTH)
    found = draft(made)
    assert [t.text for t in found.turns] == ["Why this one?", "It lasts."]
    assert found.cleaned == {"spaces": 5}
    beside = pdf(column("Anna: Why this\x01 one?\nBen: It\x01 lasts."), unicode=NO_WIDTH)
    assert [t.text for t in draft(beside).turns] == ["Why this one?", "It lasts."]


def test_a_sign_without_width_within_a_word(read):
    made = pdf(column("Anna: Why did you co\x01operate?\nBen: It was so."), unicode=NO_WIDTH)
    assert read(made, "a.pdf").turns[0].text == "Why did you cooperate?"


def test_tabs_for_blanks(read):
    tabs = b"1 beginbfchar <01> <0009> endbfchar 1 beginbfrange <20> <7e> <0020> endbfrange"
    made = pdf(column("Anna:\x01Why\x01this\x01one?\nBen:\x01It\x01lasts."), unicode=tabs)
    assert [t.text for t in read(made, "a.pdf").turns] == ["Why this one?", "It lasts."]


HYPHENS = """\
Anna: Was it an expensive and compli-
cated thing to own for all those long-
term owners?
Ben: Not really. It was a long-term pur-
chase, and they were all so hap-
py with it. I was go-
Anna: Sorry. And the man from Salz-
Burg?
Ben: He is gone."""


def test_hyphens_at_the_end_of_a_line(read):
    assert [t.text for t in read(pdf(column(HYPHENS)), "a.pdf").turns] == [
        "Was it an expensive and complicated thing to own for all those long-term owners?",
        "Not really. It was a long-term purchase, and they were all so happy with it. I was go-",
        "Sorry. And the man from Salz-Burg?",
        "He is gone.",
    ]


def test_hyphens_that_are_meant(read):
    # Nothing else in the file is parted, so the one hyphen is a word's own.
    text = (
        "Anna: Why?\n" + "Ben: I had it.\nAnna: And?\n" * 12 + "Ben: It was a very well-\nmade one."
    )
    assert read(pdf(column(text)), "a.pdf").turns[-1].text == "It was a very well-made one."


NUMBERED = "\n".join(
    f"{'Anna' if n % 2 else 'Ben'}: That is what turn {n} said." for n in range(12)
)


def margin(step, begin=1):
    numbers = range(begin, begin + 12)
    return b"".join(
        at(30 - WIDTH * len(str(n)), 540 - (n - begin) * LEADING, str(n))
        for n in numbers
        if n % step == 0
    )


@pytest.mark.parametrize(("step", "taken"), [(1, 24), (2, 12)])
def test_line_numbers(draft, step, taken):
    made = pdf(margin(step) + column(NUMBERED), margin(step, 13) + column(NUMBERED))
    found = draft(made)
    assert found.cleaned == {"lines": taken}
    assert {t.speaker for t in found.turns} == {"Anna", "Ben"}
    assert (
        not any(t.text.endswith(("1", "12")) for t in found.turns if "turn 1 " not in t.text + " ")
        or 1
    )
    assert [t.text for t in found.turns][:2] == [f"That is what turn {n} said." for n in (0, 1)]
    kept = " ".join(f"{t.speaker} {t.text}" for t in draft(made, keep=["lines"]).turns)
    assert " 4 " in kept


def test_numbers_that_are_said(read):
    text = "Anna: How many?\nBen: I had\n3\nof them, and then\n4\nmore.\nAnna: And now?\nBen: None."
    assert "3 of them" in read(pdf(column(text)), "a.pdf").text


def headed(page, pages, words):
    return at(50, 580, "Study 7 - confidential") + column(words) + at(190, 20, f"{page}/{pages}")


def test_running_headers_and_footers(draft):
    parts = [
        "Anna: Why this one?\nBen: Because of the colour, and",
        "of the price.\nAnna: Else?",
        "Ben: No.",
    ]
    made = pdf(*(headed(n, 3, words) for n, words in enumerate(parts, 1)))
    found = draft(made)
    assert found.cleaned == {"pages": 6}
    assert [t.text for t in found.turns] == [
        "Why this one?",
        "Because of the colour, and of the price.",
        "Else?",
        "No.",
    ]
    kept = " ".join(t.text for t in draft(made, keep=["pages"]).turns)
    assert "confidential" in kept and "2/3" in kept


def test_a_page_number_on_the_only_page(draft):
    assert draft(pdf(column(SPOKEN) + at(200, 20, "- 1 -"))).cleaned == {"pages": 1}


def test_what_stands_at_the_top_of_pages_but_is_said(read, said):
    # A name, and a name with a time, may be the first line of every page.
    pages = [column(f"Ben\nI had {n} of them.\nAnna\nAnd {n}?") for n in "abc"]
    assert len(said(read(pdf(*pages), "a.pdf"))) == 6
    pages = [column(f"Ben  0:{n}1\nI had them.\nAnna  0:{n}4\nAnd {n}?") for n in (1, 3, 5)]
    assert [t.start_s for t in read(pdf(*pages), "a.pdf").turns] == [11, 14, 31, 34, 51, 54]


def test_what_stands_at_the_top_of_spaced_pages(read):
    often = "{n} of them.\nAnna\nAnd {n}?\nBen\nNo {n}.\nAnna\nSure of {n}?\n{n} {n}?"
    pages = [
        column("Ben\n" + often.replace("{n}", n * 3) + f"\nSo, {n}?", leading=30) for n in "abc"
    ]
    assert len(read(pdf(*pages), "a.pdf").turns) == 12
    pages = [
        column(f"Ben  0:{n}1\nI {word}.\nAnna  0:{n}4\nReally {word}?", leading=30)
        for n, word in ((1, "had"), (3, "sold"), (5, "lost"))
    ]
    assert [t.start_s for t in read(pdf(*pages), "a.pdf").turns] == [11, 14, 31, 34, 51, 54]


def test_a_header_close_to_the_words(draft):
    header = at(50, 553, "Study 7 - strictly confidential")
    made = pdf(*(header + column(f"{n}: Why {n}?\nBen: So {n}.") for n in ("Anna", "Bea", "Cleo")))
    assert draft(made).cleaned == {"pages": 3}


LEFT = (
    "Anna: Why did you\nbuy it?\nBen: It lasts, and I\nlike to buy things\nonly once.\nAnna: Else?"
)
RIGHT = """\
Ben: It was on sale
that week.
Anna: And the price
of repairs?
Ben: Nothing so far.
I am lucky."""


def test_two_columns(read):
    made = pdf(column(LEFT) + column(RIGHT, x=220))
    assert [t.text for t in read(made, "a.pdf").turns] == [
        "Why did you buy it?",
        "It lasts, and I like to buy things only once.",
        "Else?",
        "It was on sale that week.",
        "And the price of repairs?",
        "Nothing so far. I am lucky.",
    ]


CELLS = [
    ("Anna", "Why did you buy\nit?"),
    ("Ben", "It lasts, and I\nlike it."),
    ("Anna", "Else?"),
    ("Ben", "Nothing."),
]


def table(rows, lefts, ruled=False, top=540.0, high=40.0):
    made = b""
    for n, row in enumerate(rows):
        made += b"".join(
            column(words, x=left, top=top - n * high)
            for left, words in zip(lefts, row, strict=True)
        )
    if ruled:
        above, below = top + 12, top + 12 - len(rows) * high
        edges = [left - 4 for left in lefts] + [400]
        made += b"".join(b"%g %g m %g %g l S\n" % (x, above, x, below) for x in edges)
        heights = [above - n * high for n in range(len(rows) + 1)]
        made += b"".join(b"%g %g m %g %g l S\n" % (edges[0], y, 400, y) for y in heights)
    return made


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_of_names_and_words(read, said, ruled):
    made = pdf(at(50, 560, "Interview") + table(CELLS, (50, 120), ruled))
    assert said(read(made, "a.pdf")) == [(n, w.replace("\n", " ")) for n, w in CELLS]


ASKED = [
    ("Why this one?", "It lasts.", "Weil es haelt."),
    ("And the price?", "Too high.", "Zu hoch."),
    ("Anything else?", "No, thanks.", "Nein, danke."),
]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("header", [True, False])
def test_tables_of_questions_answers_and_translations(read, ruled, header):
    rows = [("Question", "Answer", "Translation")] * header + ASKED
    transcript = read(pdf(table(rows, (50, 160, 280), ruled)), "a.pdf")
    assert [(t.role, t.text) for t in transcript.turns] == [
        pair
        for asked, answered, _ in ASKED
        for pair in (("interviewer", asked), ("respondent", answered))
    ]
    told = 'left out: "Translation"' if header else "A third column of the table was left out"
    assert any(told in w for w in transcript.warnings)


def test_a_table_over_pages(draft):
    header = ("Question", "Answer", "Translation")
    last = ("Would you buy", "Yes, at", "Ja, so-")
    rest = ("it again?", "once.", "fort.")
    pages = [[header, *ASKED, last], [header, rest, ("Really?", "Really.", "Echt.")]]
    found = draft(pdf(*(table(rows, (50, 160, 280), ruled=True) for rows in pages)))
    assert [t.text for t in found.turns][6:] == [
        "Would you buy it again?",
        "Yes, at once.",
        "Really?",
        "Really.",
    ]
    assert [t.place.number for t in found.turns][6:] == [1, 1, 2, 2]
    assert found.cleaned == {"pages": 1}


def test_a_ruled_table_may_have_one_row(read):
    rows = [("Question", "Answer"), ("Why this\none?", "It lasts.\nI like it.")]
    transcript = read(pdf(table(rows, (50, 160), ruled=True)), "a.pdf")
    assert [t.text for t in transcript.turns] == ["Why this one?", "It lasts. I like it."]


def test_a_frame_is_no_table(read, said):
    frame = b"30 400 380 180 re S 20 390 390 195 re S 25 395 385 190 re S 10 10 m 400 10 l S\n"
    assert said(read(pdf(frame + column(SPOKEN)), "a.pdf")) == SAID


BOLD = [("What made you come", "A friend."), ("And what you pay", "Too much for what it is.")]


def test_bold_questions(read):
    made = b""
    for n, (question, answer) in enumerate(BOLD):
        made += at(50, 540 - n * 40, question, "B") + at(50, 527 - n * 40, answer)
    transcript = read(pdf(made), "a.pdf")
    assert [(t.role, t.text) for t in transcript.turns] == [
        pair for q, a in BOLD for pair in (("interviewer", q), ("respondent", a))
    ]


def test_a_slanted_watermark(read, said):
    mark = b"BT /B 60 Tf 0.7 0.7 -0.7 0.7 80 80 Tm (DRAFT ONLY) Tj ET\n"
    transcript = read(pdf(mark + column(SPOKEN)), "a.pdf")
    assert said(transcript) == SAID
    assert "2 words that stand askew on their pages were left out." in transcript.warnings


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(90, b"0 1 -1 0 400 20"), (180, b"-1 0 0 -1 400 590"), (270, b"0 -1 1 0 20 580")],
)
def test_turned_pages(read, said, turn, matrix):
    content = b"q %s cm\n%s Q" % (matrix, column(SPOKEN, x=5, top=-20))
    made = pdf(content, extra=b"/Rotate %d" % turn)
    assert said(read(made, "a.pdf")) == SAID


def test_scans_are_refused(read):
    with pytest.raises(ReadError, match="holds no text: 2 of its 2 pages hold pictures") as caught:
        read(pdf(PICTURE, PICTURE), "a.pdf")
    assert "OCR" in caught.value.hint
    stamped = [PICTURE + at(100, 10, "Scanned with PocketScan")] * 3
    with pytest.raises(ReadError, match="holds no text"):
        read(pdf(*stamped), "a.pdf")


def test_some_pages_are_scans(read, said):
    transcript = read(pdf(column(SPOKEN), PICTURE), "a.pdf")
    assert said(transcript) == SAID
    assert "1 of 2 pages hold pictures but no text and were left out: 2." in transcript.warnings


def test_the_same_words_on_all_pages_are_no_header(read):
    assert len(read(pdf(column(SPOKEN), column(SPOKEN)), "a.pdf").turns) == 4


def test_letters_that_are_not_told(read):
    private = b"1 beginbfrange <20> <7e> <E020> endbfrange"
    with pytest.raises(ReadError, match="letters 94 of its 94 signs are") as caught:
        read(pdf(column(SPOKEN), unicode=private), "a.pdf")
    assert "OCR" in caught.value.hint


def test_a_password(read):
    with pytest.raises(ReadError, match="protected by a password"):
        read_transcript(EXAMPLES / "refused" / "locked.pdf")


def test_too_many_pages(read, monkeypatch):
    monkeypatch.setattr(pdf_pages, "MAX_PAGES", 2)
    assert read(pdf(*[column(SPOKEN)] * 2), "a.pdf")
    with pytest.raises(ReadError, match="has 3 pages, more than the 2 that are read"):
        read(pdf(*[column(SPOKEN)] * 3), "a.pdf")


@pytest.mark.parametrize("limit", ["MAX_CHARACTERS", "MAX_OBJECTS"])
def test_too_much_on_a_page(read, monkeypatch, limit):
    monkeypatch.setattr(pdf_pages, limit, 2)
    with pytest.raises(ReadError, match="The first 1 of 2 pages hold"):
        read(pdf(column(SPOKEN), column(SPOKEN)), "a.pdf")


def test_a_page_that_would_unpack_to_gigabytes(read, monkeypatch):
    import pypdfium2

    made = pdf(b"BT /R 9 Tf (a) Tj " + b"(a) Tj\n" * 2_000_000)
    monkeypatch.setattr(pypdfium2, "PdfDocument", lambda *a: pytest.fail("opened"))
    with pytest.raises(ReadError, match="would unpack to more than 10 MB"):
        read(made, "a.pdf")


def test_a_large_picture_is_no_bomb(read, said):
    picture = stream(b"\x00" * 12_000_000, b"/Subtype/Image")
    made = pdf(column(SPOKEN)).replace(b"\nxref", b"\n99 0 obj\n" + picture + b"\nendobj\nxref")
    assert said(read(made, "a.pdf")) == SAID


def test_a_broken_table_of_contents(read, said):
    made = pdf(column(SPOKEN))
    start = made.index(b"startxref")
    assert said(read(made[:start] + b"startxref\n7\n%%EOF", "a.pdf")) == SAID
    cut = read(made[:start], "a.pdf")
    assert said(cut) == SAID
    assert "The PDF has no end: its last pages may be missing." in cut.warnings


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"%PDF-1.4\n1 0 obj" + b"[" * 100_000,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>\ntrailer<</Root 1 0 R>>",
        b"%PDF-1.4\n" + b"\x00" * 5000,
    ],
)
def test_damaged(read, content):
    with pytest.raises(ReadError, match=r"PDF (is damaged|holds no text)") as caught:
        read(content, "a.txt")
    assert caught.value.hint


def test_lines_above_the_signature(read, said):
    assert said(read(b"HTTP/1.1 200 OK\n\n" + pdf(column(SPOKEN)), "a.pdf")) == SAID


def test_text_named_pdf(read, said):
    transcript = read("Anna: Why?\nBen: So.", "a.pdf")
    assert said(transcript) == [("Anna", "Why?"), ("Ben", "So.")]
    assert any("named .pdf but holds plain text" in w for w in transcript.warnings)


def test_chinese_lines_join_without_blanks(read):
    lines = ["4F60597D", "4E16754C"]
    unicode = b"2 beginbfchar <41> <4F60> <42> <597D> endbfchar"
    assert lines
    text = "A" * 40 + "\n" + "B" * 40 + "\n" + "AB."
    transcript = read(pdf(column(text, x=20), unicode=unicode), "a.pdf")
    assert " " not in transcript.text.rstrip()


def test_a_page_of_many_lines_takes_bearable_time(read):
    import time

    tall = b"".join(at(40 + 160 * (n % 2), 13 * (n // 2), f"word{n}") for n in range(8000))
    made = pdf(tall).replace(b"[0 0 420 595]", b"[0 0 420 99999]")
    begin = time.process_time()
    read(made, "a.pdf")
    assert time.process_time() - begin < 5


changes = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from(
                [b"<<", b">>", b"]", b"(", b"0 R", b"-1", b"999999999", b"endobj", b"\x00"]
            ),
        ),
    ),
    min_size=1,
    max_size=5,
)


@given(
    st.sampled_from(["report.pdf", "google_docs.pdf", "answer_table.pdf", "labels.pdf"]), changes
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_mutated_files(tmp_path_factory, name, edits):
    data = (EXAMPLES / name).read_bytes()
    for where, length, content in edits:
        begin = int(where * len(data))
        data = data[:begin] + content + data[begin + length :]
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(data)
    try:
        transcript = read_transcript(path)
    except InsightsError as error:
        assert error.path and str(error)
    else:
        for turn in transcript.turns:
            assert transcript.text[turn.start_char : turn.end_char] == turn.text
            assert turn.text


@given(words=st.binary(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_page_content(tmp_path_factory, words):
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(pdf(column(SPOKEN) + words))
    try:
        transcript = read_transcript(path)
    except InsightsError:
        return
    assert transcript.turns
