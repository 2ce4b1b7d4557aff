"""Make the Word examples of tests/data/formats/docx: ``python tests/data/formats/make_docx.py``.

Not run by the tests; the documents it made are committed.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx

HERE = Path(__file__).parent / "docx"


def save(document, name: str, part: str = "") -> None:
    """Save a document; ``part`` renames its body, as Word on the web does."""
    buffer = io.BytesIO()
    document.save(buffer)
    target = HERE / f"{name}.docx"
    with (
        zipfile.ZipFile(buffer) as made,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for member in made.namelist():
            content = made.read(member)
            if part:
                content = content.replace(b"word/document.xml", f"word/{part}".encode())
                content = content.replace(b"/document.xml", f"/{part}".encode())
            new = member.replace("word/document.xml", f"word/{part}") if part else member
            new = new.replace("document.xml.rels", f"{part}.rels") if part else new
            kept.writestr(zipfile.ZipInfo(new, (2024, 5, 2, 10, 0, 0)), content)


def plain(*paragraphs: str) -> object:
    """Return a document of paragraphs; a line feed is a line break."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return document


save(
    plain(
        "Interview 4 – tool library",
        "Interviewer: How do you decide whether to borrow or to buy?",
        "Agnes: If I need it once, I borrow. The hedge trimmer I bought in the end.",
        "Interviewer: What tipped it?",
        "Agnes: It was always out in June.",
        "Everybody’s hedge grows in June.",
        "Interviewer: And how do you get on with the staff?",
        "Agnes: They’re volunteers. You can’t be cross with a volunteer, but I have been.",
    ),
    "labels_inline",
)
save(
    plain(
        "RESEARCHER",
        "What was the last thing you posted with them?",
        "CONRAD",
        "A cello bow, to Ghent. In a drainpipe.",
        "RESEARCHER",
        "Why a drainpipe?",
        "CONRAD",
        "Because nobody treads on a drainpipe. I’ve lost one bow already.",
        "It wasn’t insured.",
        "RESEARCHER",
        "How did you find out what it would cost?",
        "CONRAD",
        "At the counter. The website gave me three answers.",
    ),
    "labels_above",
)
document = docx.Document()
document.add_heading("Patient interview", 1)
for question, answer in (
    ("How did you make your last appointment?", "By telephone. I was number nineteen."),
    ("What did you do while you were waiting?", "I ironed. Two shirts and a tablecloth."),
    ("And when you got through?", "She was kind, and there was nothing before the Thursday."),
    ("What would have helped?", "If they had told me at number nineteen."),
):
    document.add_paragraph().add_run(question).bold = True
    document.add_paragraph(answer)
save(document, "bold_questions")
document = docx.Document()
for question, answer in (
    ("Q: What made you try the night bus?", "A: My shift ends at two and a taxi is thirty euros."),
    ("Q: How was the first ride?", "A: Full of hens. A hen party, I mean, not the birds."),
    ("Q: Do you feel safe on it?", "A: The driver says good night to everybody. So, yes."),
):
    paragraph = document.add_paragraph()
    paragraph.add_run(question).bold = True
    paragraph.add_run().add_break()
    paragraph.add_run(answer)
save(document, "line_breaks")
document = plain()
document.add_heading("Audio file", 2)
document.add_paragraph("Interview_Lotte.mp3")
document.add_heading("Transcript", 2)
for head, text in (
    ("00:00:03 Speaker 1", "When did you start to order your contact lenses online?"),
    ("00:00:09 Speaker 2", "When my optician closed. He was eighty, fair enough."),
    ("00:00:15 Speaker 1", "What did you worry about?"),
    ("00:00:18 Speaker 2", "That I’d get the left ones twice. Which happened."),
    ("00:00:25 Speaker 1", "And what did they do?"),
    ("00:00:28 Speaker 2", "Sent the right ones the next day, and said keep them."),
):
    document.add_paragraph(head)
    document.add_paragraph(text)
save(document, "word_transcribe", "document2.xml")
document = docx.Document()
for time, name, text in (
    ("0:0:0.0 --> 0:0:4.210", "Halima Yusuf", "What do you use the shared workshop for?"),
    (
        "0:0:4.900 --> 0:0:11.0",
        "Piet de Boer",
        "For the big saw. I make stairs, and mine is too small.",
    ),
    ("0:0:11.400 --> 0:0:13.0", "Halima Yusuf", "How do you book it?"),
    (
        "0:0:13.300 --> 0:0:18.7",
        "Piet de Boer",
        "On a sheet of paper at the door. It is the best system.",
    ),
    ("0:0:19.0 --> 0:0:20.500", "Halima Yusuf", "What would you pay for more hours?"),
    ("0:0:21.0 --> 0:0:24.0", "Piet de Boer", "Ten a month more. Not twenty."),
):
    paragraph = document.add_paragraph()
    for number, piece in enumerate((time, name, text)):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(piece)
save(document, "teams_old")
document = docx.Document()
document.add_paragraph("Interview allotment app-20240514_103000-Meeting Recording")
document.add_paragraph("May 14, 2024, 8:30AM")
document.add_paragraph("27m 42s")
document.add_paragraph("Halima Yusuf started transcription")
for head, text in (
    ("Halima Yusuf   0:03", "So Ruud, what did you expect from the app?"),
    ("Ruud Bakker   0:07", "That it tells me when there’s frost. I lost all my courgettes."),
    ("Halima Yusuf   0:15", "And what does it do?"),
    ("Ruud Bakker   0:17", "It tells me the day after. And it wants my location all the time."),
    ("Halima Yusuf   0:24", "What do you use instead?"),
    ("Ruud Bakker   0:26", "My neighbour."),
):
    paragraph = document.add_paragraph()
    paragraph.add_run(head).bold = True
    paragraph.add_run().add_break()
    paragraph.add_run(text)
document.add_paragraph("Halima Yusuf stopped transcription")
save(document, "teams_new")
document = docx.Document()
table = document.add_table(rows=1, cols=3)
for cell, text in zip(table.rows[0].cells, ("Time", "Speaker", "Text"), strict=True):
    cell.text = text
for row in (
    ("00:02", "Moderator", "Which of you has ever hired a van?"),
    ("00:06", "Ines", "Me, when I moved. I returned it with a dent that was there before."),
    ("00:14", "Karol", "Every month, for the market. I take pictures of every scratch."),
    ("00:21", "Moderator", "What happened with the dent?"),
    ("00:24", "Ines", "They kept two hundred. I’ve never rented from a machine again."),
    ("00:31", "Moderator", "And you, Karol?"),
    ("00:33", "Karol", "I know them there. They don’t even look."),
):
    for cell, text in zip(table.add_row().cells, row, strict=True):
        cell.text = text
save(document, "table")
