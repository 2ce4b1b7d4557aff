"""A run as a REFI-QDA project: what NVivo, ATLAS.ti, MAXQDA and QualCoder open.

Follows the REFI-QDA standard 1.5 (https://www.qdasoftware.org): positions are code points
from 0, end not included, in texts with line feeds; ids are upper-case and unique.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from interview_insights.exchange.texts import NOT_XML, Placed, placed_texts
from interview_insights.packing import packed
from interview_insights.records import NONE, Codebook
from interview_insights.version import __version__

if TYPE_CHECKING:
    import pandas as pd

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = f"interview-insights {__version__}"
MODEL, HUMAN = "interview-insights (model)", "researcher"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://pypi.org/project/interview-insights")
_COLOURS = {"driver": "#2E7D4F", "barrier": "#B3423A", "mindset": "#3B5FA8"}


def guid(*parts: str) -> str:
    """Return an id that is the same for the same parts, as the standard writes ids."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts))).upper()


def write_qdpx(tables: Mapping[str, pd.DataFrame], codebook: Codebook, title: str) -> bytes:
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

    Returns
    -------
    bytes
        A .qdpx file; the same run gives the same bytes.
    """
    texts = placed_texts(tables["segments"])
    root = ET.Element("Project", _named(title, xmlns=PROJECT, origin=ORIGIN))
    root.set("creatingUserGUID", guid("user", MODEL))
    users = ET.SubElement(root, "Users")
    for name in (MODEL, HUMAN):
        ET.SubElement(users, "User", _named(name, guid=guid("user", name)))
    book = ET.SubElement(root, "CodeBook")
    _codes(book, tables["themes"], codebook)
    facts = sorted(set(tables["facts"]["fact"]))
    variables = ET.SubElement(root, "Variables")
    for name in ("group", *facts):
        ET.SubElement(
            variables,
            "Variable",
            _named(name, guid=guid("variable", name), typeOfVariable="Text"),
        )
    _cases(ET.SubElement(root, "Cases"), tables)
    sources, notes = ET.SubElement(root, "Sources"), ET.Element("Notes")
    members: dict[str, bytes] = {}
    for text in texts:
        _source(sources, notes, text, tables["codings"])
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


def _named(name: str, **others: str) -> dict[str, str]:
    return {**others, "name": NOT_XML.sub("", name)}


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
            _named(
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
        case = ET.SubElement(cases, "Case", _named(str(who), guid=guid("case", str(who))))
        stated = facts[facts["participant"] == who].groupby("fact", sort=True)["normalised"]
        values = {"group": str(own["group"].iloc[0])}
        values |= {str(fact): "; ".join(dict.fromkeys(found)) for fact, found in stated}
        for name, value in values.items():
            element = ET.SubElement(case, "VariableValue")
            ET.SubElement(element, "VariableRef", {"targetGUID": guid("variable", name)})
            ET.SubElement(element, "TextValue").text = NOT_XML.sub("", value)
        for transcript in dict.fromkeys(own["transcript"]):
            ET.SubElement(case, "SourceRef", {"targetGUID": guid("source", transcript)})


def _source(sources: ET.Element, notes: ET.Element, text: Placed, codings: pd.DataFrame) -> None:
    own = guid("source", text.name)
    source = ET.SubElement(
        sources,
        "TextSource",
        _named(
            text.name,
            guid=own,
            plainTextPath=f"internal://{own}.txt",
            creatingUser=guid("user", MODEL),
        ),
    )
    coded = codings[codings["segment_id"].isin(text.spans) & (codings["field"] != NONE)]
    for segment_id, rows in coded.groupby("segment_id", sort=False):
        start, end = text.spans[str(segment_id)]
        human = bool((rows["source"] == "human").any())
        user = guid("user", HUMAN if human else MODEL)
        selection = ET.SubElement(
            source,
            "PlainTextSelection",
            _named(
                str(segment_id),
                guid=guid("selection", str(segment_id)),
                startPosition=str(start),
                endPosition=str(end),
                creatingUser=user,
            ),
        )
        for row in rows.itertuples():
            theme = row.theme or ""
            coding = ET.SubElement(
                selection,
                "Coding",
                {"guid": guid("coding", str(segment_id), row.field), "creatingUser": user},
            )
            ET.SubElement(
                coding, "CodeRef", {"targetGUID": guid("code", row.lens, row.field, theme)}
            )
        if not human:
            _note(notes, selection, str(segment_id), _sureness(rows.to_dict("records")), user)


def _sureness(rows: Sequence[Mapping[str, object]]) -> str:
    parts = [f"{row['field']}: confidence {row['confidence']:.2f}" for row in rows]
    poles = [str(row["pole"]) for row in rows if row["pole"]]
    doubt = ["to be checked"] if any(row["review"] for row in rows) else []
    return "; ".join([*parts, *poles, *doubt])


def _note(notes: ET.Element, selection: ET.Element, name: str, text: str, user: str) -> None:
    own = guid("note", name)
    ET.SubElement(selection, "NoteRef", {"targetGUID": own})
    note = ET.SubElement(notes, "Note", _named(name, guid=own, creatingUser=user))
    ET.SubElement(note, "PlainTextContent").text = text
