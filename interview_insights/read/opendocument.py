"""OpenDocument files (LibreOffice, Google Docs): texts and spreadsheets to utterances."""

from __future__ import annotations

from dataclasses import replace

from interview_insights.errors import ReadError
from interview_insights.read import limits
from interview_insights.read.opendocument_sheets import SheetBody
from interview_insights.read.opendocument_text import Styles, TextBody
from interview_insights.read.plain import read_lines
from interview_insights.read.reading import Reading, Source
from interview_insights.read.xml_events import Target, parse_events

_HINT = "Open it in LibreOffice and save it again, or as .docx or .xlsx."
_LOCKED = b"encryption-data"


def read_odt(source: Source) -> tuple[Reading, ...]:
    """Read an OpenDocument text.

    Parameters
    ----------
    source : Source
        Its data are an archive that :func:`limits.check_zip` has passed.

    Returns
    -------
    tuple of Reading
        One. Places are paragraphs, each row of a table counted as one.

    Raises
    ------
    ReadError
        The document is damaged or protected by a password.
    """
    members = _members(source)
    styles = Styles()
    if "styles.xml" in limits.check_zip(source.data, source.path):
        _parse(members.read("styles.xml"), styles, source)
    content = members.read("content.xml")
    _parse(content, styles, source)
    body = TextBody(styles)
    _parse(content, body, source)
    reading = read_lines(body.lines, "paragraph", source.options)
    return (replace(reading, warnings=(*body.warnings, *reading.warnings)),)


def read_ods(source: Source) -> tuple[Reading, ...]:
    """Read an OpenDocument spreadsheet: the first sheet that has a column of words.

    Parameters
    ----------
    source : Source
        Its data are an archive that :func:`limits.check_zip` has passed.

    Returns
    -------
    tuple of Reading
        As :func:`tables.read_sheets` gives them. Places are rows.

    Raises
    ------
    ReadError
        The document is damaged or protected by a password, or no sheet has a column
        of words.
    """
    from interview_insights.read.tables import read_sheets

    body = SheetBody()
    _parse(_members(source).read("content.xml"), body, source)
    shown = [sheet for sheet in body.sheets if not sheet.hidden] or body.sheets
    hidden = [sheet.title for sheet in body.sheets if sheet not in shown and sheet.rows]
    readings = read_sheets([(s.title, list(s.rows)) for s in shown], hidden, source)
    if not body.cut:
        return readings
    told = "Rows beyond the limit, or repeated more than 100 times, were left out."
    return (replace(readings[0], warnings=(*readings[0].warnings, told)), *readings[1:])


def _members(source: Source) -> limits.Members:
    members = limits.Members(source.data, source.path)
    names = limits.check_zip(source.data, source.path)
    if "META-INF/manifest.xml" in names and _LOCKED in members.read("META-INF/manifest.xml"):
        raise ReadError(
            "The document is protected by a password.",
            path=source.path,
            hint="Open it with the password, and save it without one.",
        )
    return members


def _parse(data: bytes, target: Target, source: Source) -> None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise limits.damaged(source.path) from None
    parse_events(text, target, source.path, _HINT)
