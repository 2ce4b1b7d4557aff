"""Make the REFI-QDA examples: ``python make_qdpx.py`` writes qdpx/*.qdpx beside it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx

HERE = Path(__file__).parent / "qdpx"
DAY = (2024, 4, 2, 9, 30, 0)

GROOMING = """\
I: How did you come across the grooming salon?
B: My dog trainer sends everybody there.
I: And why have you stayed?
B: They take one dog at a time. Mine is frightened of dryers, and nobody rushes him.

I: Has anything ever gone wrong?
B: Once they forgot the booking. They rang me before I could ring them.
"""

SHARPENING = """\
I: What brought you to us?

B: I cook for a living, and my knives were blunt.
And my old sharpener retired.

I: Why did you not come back?

B: You closed on Mondays, and Monday is my only day.

I: What if we opened on Mondays?

B: Then I would be there at eight.
"""

MAXQDA = """\
<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
name="Small services" origin="MAXQDA 2022 (Release 22.8.0)" creationDateTime="2024-04-02T09:30:00Z">
 <Users><User guid="AAAA0001-0000-4000-8000-000000000000" name="kb"/></Users>
 <CodeBook><Codes>
  <Code guid="C0DE0001-0000-4000-8000-000000000000" name="Reasons" isCodable="true" color="#FF0000">
   <Code guid="C0DE0002-0000-4000-8000-000000000000" name="Care" isCodable="true"/>
   <Code guid="C0DE0003-0000-4000-8000-000000000000" name="Opening hours" isCodable="true"/>
  </Code>
 </Codes></CodeBook>
 <Variables>
  <Variable guid="0A000001-0000-4000-8000-000000000000" name="Segment" typeOfVariable="Text"/>
  <Variable guid="0A000002-0000-4000-8000-000000000000" name="Age" typeOfVariable="Integer"/>
 </Variables>
 <Cases>
  <Case guid="CA5E0001-0000-4000-8000-000000000000">
   <VariableValue><VariableRef targetGUID="0A000001-0000-4000-8000-000000000000"/><TextValue>loyal</TextValue></VariableValue>
   <VariableValue><VariableRef targetGUID="0A000002-0000-4000-8000-000000000000"/><IntegerValue>61</IntegerValue></VariableValue>
   <SourceRef targetGUID="50CE0001-0000-4000-8000-000000000000"/>
  </Case>
  <Case guid="CA5E0002-0000-4000-8000-000000000000">
   <VariableValue><VariableRef targetGUID="0A000001-0000-4000-8000-000000000000"/><TextValue>lost</TextValue></VariableValue>
   <SourceRef targetGUID="50CE0002-0000-4000-8000-000000000000"/>
  </Case>
 </Cases>
 <Sources>
  <TextSource guid="50CE0001-0000-4000-8000-000000000000" name="Bettina" \
plainTextPath="internal://50CE0001-0000-4000-8000-000000000000.txt" \
richTextPath="internal://50CE0001-0000-4000-8000-000000000000.docx">
   <PlainTextSelection guid="5E1E0001-0000-4000-8000-000000000000" startPosition="{care}" endPosition="{care_end}" name="Care">
    <Coding guid="C0D10001-0000-4000-8000-000000000000"><CodeRef targetGUID="C0DE0002-0000-4000-8000-000000000000"/></Coding>
   </PlainTextSelection>
  </TextSource>
  <PictureSource guid="50CE0009-0000-4000-8000-000000000000" name="shop front" path="internal://50CE0009.png"/>
  <AudioSource guid="50CE0002-0000-4000-8000-000000000000" name="knives.mp3" path="internal://50CE0002.mp3">
   <Transcript guid="7AA50001-0000-4000-8000-000000000000" name="Knives, Rafiq" plainTextPath="internal://7AA50001-0000-4000-8000-000000000000.txt">
{syncs}
    <TranscriptSelection guid="5E1E0002-0000-4000-8000-000000000000" fromSyncPoint="5C000004-0000-4000-8000-000000000000" toSyncPoint="5C000005-0000-4000-8000-000000000000">
     <Coding guid="C0D10002-0000-4000-8000-000000000000"><CodeRef targetGUID="C0DE0003-0000-4000-8000-000000000000"/></Coding>
    </TranscriptSelection>
   </Transcript>
  </AudioSource>
  <VideoSource guid="50CE0008-0000-4000-8000-000000000000" name="tour of the shop.mp4" path="relative:///tour.mp4"/>
 </Sources>
</Project>
"""


def maxqda() -> dict[str, bytes]:
    care = GROOMING.index("They take one dog")
    points = [
        ("5C000001", 0, 0),
        ("5C000002", SHARPENING.index("B: I cook"), 3200),
        # In the midst of a line: not when it begins.
        ("5C000003", SHARPENING.index("retired"), 9000),
        ("5C000004", SHARPENING.index("You closed"), 14500),
        ("5C000005", SHARPENING.index("only day.") + len("only day."), 19900),
        ("5C000006", SHARPENING.index("B: Then"), 23050),
    ]
    syncs = "\n".join(
        f'    <SyncPoint guid="{guid}-0000-4000-8000-000000000000" position="{at}" timeStamp="{ms}"/>'
        for guid, at, ms in points
    )
    project = MAXQDA.format(
        care=care, care_end=care + len("They take one dog at a time."), syncs=syncs
    )
    return {
        "project.qde": project.encode(),
        "sources/50CE0001-0000-4000-8000-000000000000.txt": GROOMING.encode(),
        "sources/50CE0001-0000-4000-8000-000000000000.docx": document(
            *((line, False) for line in GROOMING.split("\n"))
        ),
        "sources/7AA50001-0000-4000-8000-000000000000.txt": SHARPENING.encode(),
        "sources/50CE0009.png": b"\x89PNG\r\n\x1a\n",
    }


NVIVO = """\
\ufeff<?xml version="1.0" encoding="utf-8"?>
<Project name="Fitness study" origin="NVivo" xmlns="urn:QDA-XML:project:1.0">
<CodeBook><Codes><Code guid="11110000-aaaa-4000-8000-000000000001" name="Person 3" isCodable="true"/></Codes></CodeBook>
<Variables><Variable guid="22220000-aaaa-4000-8000-000000000001" name="Customer status" typeOfVariable="Text"/>
<Variable guid="22220000-aaaa-4000-8000-000000000002" name="Town" typeOfVariable="Text"/></Variables>
<Cases>
<Case guid="33330000-aaaa-4000-8000-000000000001" name="P01"><Description/>
<VariableValue><VariableRef targetGUID="22220000-aaaa-4000-8000-000000000001"/><TextValue>active</TextValue></VariableValue>
<VariableValue><VariableRef targetGUID="22220000-aaaa-4000-8000-000000000002"/><TextValue>Leeds</TextValue></VariableValue>
<SourceRef targetGUID="44440000-aaaa-4000-8000-000000000001"/></Case>
<Case guid="33330000-aaaa-4000-8000-000000000002" name="P02">
<VariableValue><VariableRef targetGUID="22220000-aaaa-4000-8000-000000000001"/><TextValue>cancelled</TextValue></VariableValue>
<SelectionRef targetGUID="55550000-aaaa-4000-8000-000000000002"/></Case>
<Case guid="11110000-aaaa-4000-8000-000000000001" name="P03">
<VariableValue><VariableRef targetGUID="22220000-aaaa-4000-8000-000000000001"/><TextValue>cancelled</TextValue></VariableValue></Case>
<Case guid="33330000-aaaa-4000-8000-000000000004" name="P04">
<SourceRef targetGUID="44440000-aaaa-4000-8000-000000000004"/>
<VariableValue><VariableRef targetGUID="22220000-aaaa-4000-8000-000000000001"/><TextValue>active</TextValue></VariableValue></Case>
<Case guid="33330000-aaaa-4000-8000-000000000005" name="P05">
<SourceRef targetGUID="44440000-aaaa-4000-8000-000000000004"/>
<VariableValue><VariableRef targetGUID="22220000-aaaa-4000-8000-000000000001"/><TextValue>active</TextValue></VariableValue></Case>
</Cases>
<Sources>
<TextSource guid="44440000-aaaa-4000-8000-000000000001" name="Interview 1" richTextPath="internal://44440001.docx" plainTextPath="internal://44440001.txt"/>
<TextSource guid="44440000-aaaa-4000-8000-000000000002" name="Interview 2.docx" richTextPath="internal://44440002.docx" plainTextPath="44440002.txt">
<PlainTextSelection guid="55550000-aaaa-4000-8000-000000000002" startPosition="0" endPosition="9"/></TextSource>
<TextSource guid="44440000-aaaa-4000-8000-000000000003" name="Interview 3" plainTextPath="internal://44440003.txt">
<PlainTextSelection guid="55550000-aaaa-4000-8000-000000000003" startPosition="3" endPosition="12">
<Coding guid="66660000-aaaa-4000-8000-000000000003"><CodeRef targetGUID="11110000-aaaa-4000-8000-000000000001"/></Coding></PlainTextSelection></TextSource>
<TextSource guid="44440000-aaaa-4000-8000-000000000004" name="Focus group"><PlainTextContent>Moderator: What do you all miss most?
Una: The sauna.
Vik: The old trainers. They knew my knee.
Moderator: And what do you not miss?
Una: The music!
Vik: Nothing, really. Perhaps the queue at the desk.</PlainTextContent></TextSource>
<TextSource guid="44440000-aaaa-4000-8000-000000000005" name="Lost file" plainTextPath="internal://gone.txt"/>
</Sources>
</Project>
"""

CRLF = """\
Interviewer: Why did you cancel?
Zoë: The pool was shut for a month, and nobody wrote to us.
Interviewer: Was there anything that could have kept you?
Zoë: A letter. One letter with a date in it.
"""


def nvivo() -> dict[str, bytes]:
    return {
        "project.qde": NVIVO.encode(),
        # One byte of text: the words are in the document alone.
        "Sources/44440001.txt": b" ",
        "Sources/44440001.docx": document(
            ("Interviewer: When do you train?", False),
            ("Noor: Before work, at six. It is the only hour that is mine.", False),
            ("Interviewer: What keeps you here?", False),
            ("Noor: The people at six are always the same five.", False),
        ),
        # Without bold type nobody could tell who speaks.
        "Sources/44440002.txt": (
            b"Tell me about your last month.\nI came twice. I paid for thirty days.\n"
            b"How did you feel about that?\nLike a donor.\n"
        ),
        "Sources/44440002.docx": document(
            ("Tell me about your last month.", True),
            ("I came twice. I paid for thirty days.", False),
            ("How did you feel about that?", True),
            ("Like a donor.", False),
        ),
        "Sources/44440003.txt": b"\xef\xbb\xbf" + CRLF.replace("\n", "\r\n").encode(),
    }


def document(*paragraphs: tuple[str, bool]) -> bytes:
    made = docx.Document()
    for text, bold in paragraphs:
        made.add_paragraph().add_run(text).bold = bold
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def write(name: str, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member, DAY), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    write("maxqda.qdpx", maxqda())
    write("nvivo.qdpx", nvivo())
