"""A run as a REFI-QDA project: what NVivo, ATLAS.ti, MAXQDA and QualCoder open.

Follows the REFI-QDA standard 1.5 (https://www.qdasoftware.org): positions are code points
from 0, end not included, in texts with line feeds; ids are upper-case and unique.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from interview_insights.exchange.qdpx_names import HUMAN, MODEL, guid, named
from interview_insights.exchange.qdpx_sources import add_source
from interview_insights.exchange.texts import NOT_XML, placed_texts
from interview_insights.packing import packed
from interview_insights.records import NONE, Codebook
from interview_insights.version import __version__

if TYPE_CHECKING:
    import pandas as pd

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = f"interview-insights {__version__}"
NOTHING = "Nothing to code (checked)"
"""Code of sentences that a person coded none; what nobody looked at has no code."""

_COLOURS = {"driver": "#2E7D4F", "barrier": "#B3423A", "mindset": "#3B5FA8"}


def write_qdpx(
    tables: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    title: str,
    recordings: Mapping[str, Path] | None = None,
) -> bytes:
    """Return a run as a REFI-QDA project.

    Sources are the transcripts with their speakers, the code book is a tree of lens, field
    and theme, codings are one a coded sentence (with the model's confidence as a note),
    and cases are participants with group and facts.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``segments``, ``codings``, ``themes`` and ``facts``.
    codebook : Codebook
    title : str
    recordings : mapping of str to Path, optional
        Transcripts that become recordings with points in time; the files stay where they
        are. The standard keeps times nowhere else.

    Returns
    -------
    bytes
        A .qdpx file; the same run gives the same bytes.
    """
    texts = placed_texts(tables["segments"])
    root = ET.Element("Project", named(title, xmlns=PROJECT, origin=ORIGIN))
    root.set("creatingUserGUID", guid("user", MODEL))
    users = ET.SubElement(root, "Users")
    for name in (MODEL, HUMAN):
        ET.SubElement(users, "User", named(name, guid=guid("user", name)))
    book = ET.SubElement(root, "CodeBook")
    _codes(book, tables["themes"], codebook)
    nothing = named(NOTHING, guid=guid("code", NONE, NONE, ""), isCodable="true", color="#999999")
    ET.SubElement(book[0], "Code", nothing)
    facts = sorted(set(tables["facts"]["fact"]))
    variables = ET.SubElement(root, "Variables")
    for name in ("group", *facts):
        ET.SubElement(
            variables,
            "Variable",
            named(name, guid=guid("variable", name), typeOfVariable="Text"),
        )
    _cases(ET.SubElement(root, "Cases"), tables)
    sources, notes = ET.SubElement(root, "Sources"), ET.Element("Notes")
    members: dict[str, bytes] = {}
    told = tables["segments"][["segment_id", "start_s", "end_s"]]
    times = {segment_id: (start, end) for segment_id, start, end in told.to_numpy()}
    for text in texts:
        recording = (recordings or {}).get(text.name)
        add_source(sources, notes, text, tables["codings"], times, recording)
        members[f"sources/{guid('source', text.name)}.txt"] = text.text.encode("utf-8")
    if len(notes):
        root.append(notes)
    return packed({"project.qde": _document(root), **members})


def write_qdc(tables: Mapping[str, pd.DataFrame], codebook: Codebook) -> bytes:
    """Return the code book alone, themes included, as REFI-QDA's .qdc file."""
    root = ET.Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    _codes(root, tables["themes"], codebook)
    return _document(root)


def _document(root: ET.Element) -> bytes:
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def code_paths(
    themes: pd.DataFrame | None, codebook: Codebook
) -> Iterator[tuple[str, str, str, str]]:
    """Yield lens, field, theme and name of each code, a parent before its children."""
    for lens in dict.fromkeys(code.lens for code in codebook.codes):
        yield lens, "", "", lens.capitalize()
        for code in codebook.codes:
            if code.lens == lens:
                yield lens, code.name, "", code.label
                own = () if themes is None else themes[themes["field"] == code.name].itertuples()
                for row in own:
                    yield lens, code.name, row.theme, row.label


def _codes(parent: ET.Element, themes: pd.DataFrame, codebook: Codebook) -> None:
    codes = ET.SubElement(parent, "Codes")
    about = {code.name: code.definition for code in codebook.codes}
    made: dict[tuple[str, str, str], ET.Element] = {}
    for lens, field, theme, name in code_paths(themes, codebook):
        above = made.get((lens, field if theme else "", ""), codes) if field else codes
        element = ET.SubElement(
            above,
            "Code",
            named(
                name,
                guid=guid("code", lens, field, theme),
                isCodable="true" if field else "false",
                color=_COLOURS.get(lens, "#666666"),
            ),
        )
        if field and not theme:
            ET.SubElement(element, "Description").text = NOT_XML.sub("", about[field])
        made[lens, field, theme] = element


def _cases(cases: ET.Element, tables: Mapping[str, pd.DataFrame]) -> None:
    segments, facts = tables["segments"], tables["facts"]
    spoken = segments[segments["role"] == "respondent"]
    for who, own in spoken.groupby("participant", sort=True):
        case = ET.SubElement(cases, "Case", named(str(who), guid=guid("case", str(who))))
        stated = facts[facts["participant"] == who].groupby("fact", sort=True)["normalised"]
        values = {"group": str(own["group"].iloc[0])}
        values |= {str(fact): "; ".join(dict.fromkeys(found)) for fact, found in stated}
        for name, value in values.items():
            element = ET.SubElement(case, "VariableValue")
            ET.SubElement(element, "VariableRef", {"targetGUID": guid("variable", name)})
            ET.SubElement(element, "TextValue").text = NOT_XML.sub("", value)
        for transcript in dict.fromkeys(own["transcript"]):
            ET.SubElement(case, "SourceRef", {"targetGUID": guid("source", transcript)})
