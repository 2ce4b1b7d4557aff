"""Makes the OpenDocument examples, the texts with LibreOffice. Run by hand; the results are committed.

Flat OpenDocument (one XML file) is written here, and LibreOffice saves it as the zip that
users have. make_pdf.py and make_rtf.py write their documents with the same functions.
"""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("dc", "dc"),
    )
)
STYLES = """
<office:styles>
 <style:default-style style:family="paragraph"><style:text-properties
  style:font-name="Liberation Sans" fo:font-size="{size}pt" fo:language="en" fo:country="GB"/>
 </style:default-style>
 <style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties
  fo:margin-bottom="{space}" text:number-lines="true"/></style:style>
 <style:style style:name="Question" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="Spoken" style:family="paragraph" style:parent-style-name="Question">
  <style:text-properties fo:font-weight="normal"/></style:style>
 <style:style style:name="Title" style:family="paragraph"><style:text-properties
  fo:font-size="16pt"/></style:style>
 <style:style style:name="Strong" style:family="text">
  <style:text-properties fo:font-weight="bold"/></style:style>
 <text:linenumbering-configuration text:number-lines="{numbers}" style:num-format="1"
  text:increment="1" text:offset="0.5cm" text:number-position="left" text:count-empty-lines="true"/>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="page"><style:page-layout-properties fo:page-width="21cm"
  fo:page-height="{height}" fo:margin-left="2.5cm" fo:margin-right="2.5cm" fo:margin-top="1.5cm"
  fo:margin-bottom="1.5cm"/><style:header-style><style:header-footer-properties
  fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style>
  <style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
 <style:style style:name="cell" style:family="table-cell"><style:table-cell-properties
  fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
 {header}{footer}</style:master-page></office:master-styles>
"""


def text(words: str) -> str:
    """Return words as XML; ``\\n`` a line break, ``\\t`` a tab, a second blank kept."""
    made = escape(words).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return made.replace("  ", " <text:s/>")


def p(words: str, style: str = "Standard") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{text(words)}</text:p>'


def bold_label(name: str, words: str) -> str:
    """Return a paragraph that begins in bold."""
    label = f'<text:span text:style-name="Strong">{text(name)}</text:span>'
    return f'<text:p text:style-name="Standard">{label}{text(words)}</text:p>'


def table(rows: list[list[str]], header: bool) -> str:
    """Return a table with a frame around each cell; its header stands on each page."""
    made = [
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="cell">{p(cell)}</table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    ]
    if header:
        made[0] = f"<table:table-header-rows>{made[0]}</table:table-header-rows>"
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:name="T">{columns}{"".join(made)}</table:table>'


def document(
    body: str,
    *,
    header: str = "",
    footer: str = "",
    numbers: bool = False,
    size: int = 11,
    space: str = "0.2cm",
    height: str = "29.7cm",
) -> str:
    """Return a flat OpenDocument text; header and footer are paragraphs."""
    styles = STYLES.format(
        header=f"<style:header>{header}</style:header>" if header else "",
        footer=f"<style:footer>{footer}</style:footer>" if footer else "",
        numbers="true" if numbers else "false",
        size=size,
        space=space,
        height=height,
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES}'
        ' office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{styles}<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def spreadsheet(sheets: dict[str, str]) -> str:
    """Return a spreadsheet's content.xml as LibreOffice writes it: a million empty rows below."""
    rest = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    made = "".join(
        f'<table:table table:name="{name}">{rows}{rest}</table:table>'
        for name, rows in sheets.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES}'
        f' office:version="1.3"><office:body><office:spreadsheet>{made}</office:spreadsheet>'
        "</office:body></office:document-content>"
    )


def cells(*values: str | float, repeated: int = 1) -> str:
    """Return a row; ``PT…S`` is a time, a number a number."""
    made = []
    for value in values:
        if isinstance(value, float):
            told = f'office:value-type="float" office:value="{value}"'
            shown = p(f"{value:g}")
        elif value.startswith("PT"):
            told, shown = f'office:value-type="time" office:time-value="{value}"', p("12:00:04 AM")
        elif value:
            told = 'office:value-type="string"'
            shown = "".join(f"<text:p>{text(line)}</text:p>" for line in value.split("\n"))
        else:
            told = shown = ""
        made.append(f"<table:table-cell {told}>{shown}</table:table-cell>")
    made.append('<table:table-cell table:number-columns-repeated="16380"/>')
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{times}>{''.join(made)}</table:table-row>"


def zipped(content: str, target: Path) -> None:
    """Save a spreadsheet: LibreOffice's own Calc may not be installed."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        for name, part in (("content.xml", content), ("META-INF/manifest.xml", manifest)):
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, part)


def convert(source: str, target: Path, options: str = "") -> None:
    """Let LibreOffice save a flat document as the kind that the target's suffix names."""
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder) / f"{target.stem}.fodt"
        flat.write_text(source, encoding="utf-8")
        kind = target.suffix[1:] + options
        command = ["soffice", "--headless", "--convert-to", kind, "--outdir", folder, str(flat)]
        subprocess.run(command, check=True, capture_output=True)
        target.write_bytes((Path(folder) / target.name).read_bytes())


COMMENT = (
    "<office:annotation><dc:creator>Mia</dc:creator><text:p>Check this against the recording."
    "</text:p></office:annotation>"
)
FOOTNOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    "<text:note-body><text:p>A chain of bicycle shops.</text:p></text:note-body></text:note>"
)


def bicycle() -> str:
    """Return an interview about repairs of bicycles: bold names, comments, a line break."""
    first = bold_label("Moderator:", " Thanks for coming in, Priya. What do you ride?")
    second = bold_label(
        "Priya:", " A steel tourer, which I bought second-hand. NOTE I cycle to work."
    )
    body = [
        p("Interview 12 – Spoke & Chain", "Title"),
        first.replace("coming in,", f"coming in,{COMMENT}"),
        second.replace("second-hand.", f"second-hand{FOOTNOTE}.").replace(" NOTE", ""),
        bold_label("Moderator:", " When did you last have it repaired?"),
        bold_label(
            "Priya:", " In March. The rear wheel  was buckled,\nand the gears kept slipping."
        ),
        bold_label("Moderator:", " How did you find the workshop?"),
        bold_label("Priya:", "\tA colleague told me about it (laughs). She said they’re honest."),
        bold_label("Moderator:", " And were they?"),
        bold_label("Priya:", " Very. They showed me the worn parts & asked before replacing them."),
        p("I’ve been to places where the bill was a surprise."),
        bold_label("Moderator:", " What would make you go elsewhere?"),
        bold_label("Priya:", " If I had to wait two weeks again. I need the bike every day."),
        bold_label("Moderator:", " Would you pay for a loan bike?"),
        bold_label("Priya:", " Five pounds a day, yes. More than that, no."),
        bold_label("Moderator:", " That’s all I wanted to ask. Thank you."),
    ]
    return document("".join(body))


def hearing() -> str:
    """Return an interview about hearing aids: questions in bold, nobody named."""
    asked = [
        (
            "How you came to buy hearing aids",
            "My wife kept turning the television down. In the end"
            " I had a test at the pharmacy, and it was worse than I thought.",
        ),
        (
            "What you looked for in a shop",
            "Somebody with patience. The first place gave me ten minutes and a brochure.",
        ),
        (
            "Tell me about the fitting",
            "Three visits. She adjusted them to the noise of our kitchen,"
            " which I had recorded on my phone.",
        ),
        ("What has been hard", "The batteries are tiny, and my fingers are not what they were."),
        ("Anything that surprised you", "The birds. I had forgotten about them."),
        ("Advice for a friend in your place", "Go a year earlier than you think you need to."),
    ]
    body = [p("Hearing aids, customer 3", "Title")]
    for question, answer in asked:
        body += [p(question, "Question"), p(answer, "Spoken")]
    # The last pair shares a paragraph, parted by a line break.
    last = '<text:span text:style-name="Strong">One thing to change</text:span><text:line-break/>'
    body.append(f'<text:p text:style-name="Standard">{last}The price of the domes.</text:p>')
    return document("".join(body))


def turns() -> str:
    """Return a sheet with a row for each turn, times as times, an empty name as the last one."""
    rows = [
        cells("Meal kits, interview 5"),
        cells("Start", "Speaker", "Text"),
        cells("PT00H00M04S", "Interviewer", "What made you try a meal kit?"),
        cells(
            "PT00H00M09.5S", "Tom", "We had a new baby, and nobody wanted to think about dinner."
        ),
        cells("PT00H00M17S", "", "A friend gave us a voucher."),
        cells("", "", "", repeated=3),
        cells("PT00H00M25S", "Interviewer", "And how long did you stay?"),
        cells("PT00H00M29S", "Tom", "About four months.\nThen the portions shrank."),
        cells("PT00H00M41S", "Interviewer", "Did you tell them?"),
        cells("PT00H00M44S", "Tom", "I wrote to them twice. [sighs] They sent me a recipe."),
        cells("PT00H01M02S", "Interviewer", "What would bring you back?"),
        cells("PT00H01M06S", "Tom", "Bigger portions, and no plastic round every carrot."),
    ]
    notes = cells("Recruited by phone, paid in vouchers.")
    return spreadsheet({"Transcript": "".join(rows), "Notes": notes})


def pairs() -> str:
    """Return a sheet with a row for each question and its answer, numbered."""
    asked = [
        ("Why did you join this gym?", "It is opposite my office, and it opens at six."),
        ("What do you use most?", "The pool. I have never touched the weights."),
        ("What annoys you?", "The showers run cold after eight."),
        ("Have you thought of leaving?", "Every January, when the new members come."),
        ("What keeps you?", "The swimming coach. She remembers everybody's name."),
    ]
    rows = [cells("No.", "Question", "Answer")]
    rows += [cells(float(at), question, answer) for at, (question, answer) in enumerate(asked, 1)]
    return spreadsheet({"Sheet1": "".join(rows)})


if __name__ == "__main__":
    convert(bicycle(), HERE / "odt" / "libreoffice.odt")
    convert(hearing(), HERE / "odt" / "bold_questions.odt")
    zipped(turns(), HERE / "ods" / "turns.ods")
    zipped(pairs(), HERE / "ods" / "pairs.ods")
