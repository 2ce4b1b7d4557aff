"""Makes the PDF examples: with LibreOffice, and by hand where it does not produce the quirk.

Run by hand; the results are committed.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from make_opendocument import HERE, convert, document, p, table

PAGES = "<text:p>Page <text:page-number/>/<text:page-count/></text:p>"
PDF = HERE / "pdf"
LOCKED = (
    ':writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"bramble"}}'
)


def mobile() -> str:
    """Return an interview with a header and a footer on each page, and line numbers."""
    said = [
        (
            "Nadia:",
            "Thank you for making time, Rob. You left your provider in the spring, after"
            " nine years. What was the moment when you knew that you would go?",
        ),
        (
            "Rob:",
            "The bill in February. They had put the price up in the middle of the contract,"
            " and the letter said it was for my benefit. I rang them and waited for forty minutes,"
            " and then the line went dead. (pause) I am not an angry man, but that did it.",
        ),
        ("Nadia:", "What did you do next?"),
        ("Rob:", "I asked my son. He is the one in the family who reads the small print."),
        ("Nadia:", "And he found you a new one?"),
        (
            "Rob:",
            "He found three. I took the one with a shop in town, because when something breaks"
            " I want to look somebody in the eye. It costs two pounds more, and I knew that.",
        ),
        ("Nadia:", "How did the move go?"),
        (
            "Rob:",
            "Better than I feared. The number came across overnight. What I had not expected"
            " was that my voicemail was gone, with a message from my late mother on it.",
        ),
        ("Nadia:", "I am sorry to hear that. Did anyone warn you?"),
        (
            "Rob:",
            "Nobody. It is probably in the small print, and my son missed it [inaudible] for"
            " once. I would have paid good money to keep that.",
        ),
        ("Nadia:", "What is different for you today?"),
        (
            "Rob:",
            "I do not think about it, which is what I want from a telephone. The signal in the"
            " kitchen is worse, to be honest. I stand by the window when my daughter calls. She says"
            " I sound as though I were in a submarine, and the dog barks at the echo.",
        ),
        ("Nadia:", "Have you told the new provider?"),
        ("Rob:", "The girl in the shop gave me a little box to plug in. I have not plugged it in."),
        ("Nadia:", "Why not?"),
        ("Rob:", "There is no socket by the window."),
        (
            "Nadia:",
            "If you could change one thing about how these companies treat you, what would it be?",
        ),
        (
            "Rob:",
            "Tell me the price for the whole two years, in one number, at the beginning. I can"
            " live with a high number. I cannot live with a number that moves.",
        ),
        ("Nadia:", "That is a good place to stop. Thank you."),
        ("Rob:", "You are welcome."),
    ]
    body = p("Interview 4", "Title") + "".join(p(f"{name} {words}") for name, words in said)
    head = p("Brightline Mobile – leavers, spring wave")
    return document(body, header=head, footer=PAGES, numbers=True, height="16cm")


def dog_food() -> str:
    """Return an export of Otter: name, two blanks and time above the words."""
    said = [
        ("Helen Okafor", "0:02", "So, how did you come across the subscription?"),
        (
            "Speaker 2",
            "0:07",
            "Through the vet, actually. Our old boy had a bad stomach, and she"
            " gave us a bag to try.",
        ),
        ("Helen Okafor", "0:19", "And what made you sign up?"),
        (
            "Speaker 2",
            "0:23",
            "He finished the bowl. He had not done that for a month. And it comes"
            " to the door, which matters when the bag weighs twelve kilos.",
        ),
        ("Helen Okafor", "0:41", "Have you ever skipped a delivery?"),
        ("Speaker 2", "0:45", "Twice, when we were away. It took three clicks, and I liked that."),
        ("Helen Okafor", "0:58", "What does not work so well?"),
        (
            "Speaker 2",
            "1:03",
            "The courier leaves it in the rain. I have written to them about it,"
            " and they sent me a voucher, but I would rather have a dry bag.",
        ),
        ("Helen Okafor", "1:20", "Would you go back to buying it in a shop?"),
        ("Speaker 2", "1:25", "Only if they doubled the price."),
    ]
    body = [p("Dog food, call with a subscriber", "Title"), p("Tue, May 12, 2026 2:10PM • 1:31")]
    for name, time, words in said:
        body += [p(f"{name}  {time}  "), p(words)]
    body.append(p("Transcribed by https://otter.ai"))
    return document("".join(body), space="0.35cm")


def allotment() -> str:
    """Return an interview in which only bold tells the questions, over two pages."""
    said = [
        (
            "What you were looking for when you found the garden centre",
            "Somewhere with people who know things. At the supermarket I asked for a pear for a north"
            " wall, and the boy sent me to the fruit aisle.",
        ),
        (
            "Tell me about the first visit, from the moment you drove up to the moment you left, and"
            " leave nothing out",
            "The car park was full, so I nearly turned round. Then a woman in boots waved me into the"
            " staff yard. She talked to me about rootstocks for a quarter of an hour and sold me the"
            " cheaper tree.",
        ),
        (
            "How that compares with buying online",
            "Online I buy seeds. I would never buy a tree that I have not seen, because half of them"
            " arrive with a broken leader, and then you have the trouble of sending it back.",
        ),
        ("What you spend in a year", "Do I have to say? More than on clothes."),
        (
            "What would make you drive past",
            "If they became a gift shop like all the others, with candles at the door. You can smell"
            " that from the road. I know two places where it went that way, and the plants at the back"
            " were dying of thirst. People like me notice that, and we talk to each other.",
        ),
        ("Whom you tell about it", "Everyone on the allotments. There are forty-two of us."),
    ]
    body = [p("Garden centre, visitor 8", "Title")]
    for question, answer in said:
        body += [p(question, "Question"), p(answer, "Spoken")]
    return document("".join(body), height="14cm", size=12)


TRANSLATED = [
    ["Question", "Answer", "Translation"],
    [
        "Wie sind Sie auf unsere Apotheke gekommen?",
        "Über meine Nachbarin. Sie lässt sich alles liefern, seit sie nicht mehr gut gehen kann.",
        "Through my neighbour. She has had everything delivered since she stopped walking well.",
    ],
    [
        "Was war Ihnen bei der ersten Bestellung wichtig?",
        "Dass mich jemand zurückruft. Ich nehme sieben Mittel, da will ich nichts falsch machen.",
        "That somebody calls me back. I take seven medicines and want to get nothing wrong.",
    ],
    [
        "Hat das geklappt?",
        "Ja, noch am selben Abend. Die Dame hat sogar gefragt, ob ich den Blutdruck messe.",
        "Yes, the same evening. The lady even asked if I take my blood pressure.",
    ],
    [
        "Was würden Sie ändern?",
        "Die Kartons sind viel zu groß für drei kleine Schachteln.",
        "The boxes are far too big for three small packets.",
    ],
    [
        "Bestellen Sie auch anderes als Medikamente?",
        "Selten. Cremes kaufe ich lieber im Laden, da kann ich riechen.",
        "Rarely. I would rather buy creams in a shop, where I can smell them.",
    ],
    [
        "Würden Sie uns empfehlen?",
        "Das habe ich schon getan, meiner Schwester.",
        "I already have, to my sister.",
    ],
]

ASKED = [
    [
        "How did you hear about the repair café?",
        "From a poster at the library. I had a toaster"
        " under my arm at the time, which felt like a sign.",
    ],
    [
        "What was wrong with the toaster?",
        "It would not stay down. They told me it was a spring, and they had one in a jam jar.",
    ],
    [
        "What did you pay?",
        "Nothing, but there is a pig for coins on the table. I gave five pounds"
        " because a new one would have cost me thirty.",
    ],
    [
        "Would you have bought a new one otherwise?",
        "Probably, and I would have been cross about"
        " it. I cannot bear throwing away things that nearly work.",
    ],
    ["What could they do better?", "Open twice a month. You wait for weeks with no toast."],
]


def boxed(kind: str) -> str:
    """Return a table of questions and answers, with or without header and translation."""
    if kind == "question_table":
        title = p("Online-Apotheke, Interview 2", "Title")
        return document(title + table(TRANSLATED, header=True), footer=PAGES, height="13cm")
    return document(p("Repair café, visitor 5", "Title") + table(ASKED, header=False))


# Courier's letters are all 0.6 of its size wide, so lines can be set by hand.
SIZE, WIDTH, LEADING = 10.0, 6.0, 13.0
Placed = tuple[float, float, str, str]
"""Left, height from the page's bottom, font (R, B) and text."""


def pdf(pages: Sequence[Sequence[Placed]], no_width: bool = False) -> bytes:
    """Return a PDF with words where they are told to stand; ``\\x01`` is U+200B."""
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"1 beginbfchar <01> <200B> endbfchar\n1 beginbfrange <20> <7e> <0020> endbfrange\n"
        b"endcmap end end"
    )
    fonts = [
        b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding%s>>"
        % (name, b"/ToUnicode 5 0 R" if no_width else b"")
        for name in (b"Courier", b"Courier-Bold")
    ]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", *fonts, _stream(to_unicode)]
    kids = []
    for placed in pages:
        words = b"\n".join(
            b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font.encode(), SIZE, x, y, _escaped(words))
            for x, y, font, words in placed
        )
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents %d 0 R"
            b"/Resources<</Font<</R 3 0 R/B 4 0 R>>>>>>" % (len(objects) + 2)
        )
        objects.append(_stream(words))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), listed)
    return _assembled(objects)


def _escaped(words: str) -> bytes:
    made = words.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        made = made.replace(sign, b"\\" + sign)
    return made


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table_ = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table_, size, len(out))


GOOGLE_DOCS = """\
Market stall, call 3
Interviewer: What do you buy at the market
every week?
Sanjay: Bread, eggs, and whatever the man
with the hat tells me to buy.
Interviewer: Why him?
Sanjay: He lets me taste. At the shop you
get a sticker, at his stall you get a slice.
Interviewer: What do you pay?
Sanjay: About forty. I never count it,
which my wife says is the whole trick.
Interviewer: And when it rains?
Sanjay: Then I go to the shop and I am
unhappy with the tomatoes."""


def google_docs() -> bytes:
    """Return a page on which each word is set by itself, and U+200B stands for the blanks."""
    placed: list[Placed] = []
    for row, line in enumerate(GOOGLE_DOCS.split("\n")):
        x = 50.0
        for word in line.split():
            placed.append((x, 540 - row * LEADING, "R", word + "\x01"))
            x += WIDTH * (len(word) + 1)
    return pdf([placed], no_width=True)


REPORT_LEFT = """\
5.2 A parent of two

Q: How did you choose the
nursery?
A: We saw eleven. The one we
took was the only one where
the children were outside in
the rain. It has a long-
standing garden and a fright-
fully honest director.
Q: What does it cost you?
A: More than our rent, before
the subsidy. We did the sums
on a napkin, and the long-
term answer was that I go
back to work."""

REPORT_RIGHT = """\
Q: Was there a moment of
doubt?
A: In the third week. He cried
at the door, and she told me
to leave. Frightfully hard. I
sat in the car and rang my
mother.
Q: And today?
A: Today he cries when we
pick him up. I would choose
a long-standing place again,
and a long-term contract.
Q: What would you tell other
parents?
A: Go in the rain."""


def report() -> bytes:
    """Return a page of a printed report: two columns, syllables parted, a number and a title."""
    placed: list[Placed] = [(150.0, 565.0, "R", "Voices of parents 2026")]
    for left, column in ((40.0, REPORT_LEFT), (225.0, REPORT_RIGHT)):
        for row, line in enumerate(column.split("\n")):
            if line:
                placed.append((left, 530 - row * LEADING, "R", line))
    placed.append((205.0, 30.0, "R", "1"))
    return pdf([placed])


if __name__ == "__main__":
    convert(mobile(), PDF / "labels.pdf")
    convert(dog_food(), PDF / "otter.pdf")
    convert(allotment(), PDF / "bold_questions.pdf")
    convert(boxed("question_table"), PDF / "question_table.pdf")
    convert(boxed("answer_table"), PDF / "answer_table.pdf")
    (PDF / "google_docs.pdf").write_bytes(google_docs())
    (PDF / "report.pdf").write_bytes(report())
    (PDF / "refused").mkdir(exist_ok=True)
    convert(document(p("Anna: Why?") + p("Ben: So.")), PDF / "refused" / "locked.pdf", LOCKED)
