"""Transcripts and their codings as sources of a REFI-QDA project, with or without a recording."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from interview_insights.exchange.qdpx_names import HUMAN, MODEL, guid, named
from interview_insights.exchange.texts import Placed
from interview_insights.records import NONE

if TYPE_CHECKING:
    import pandas as pd

AUDIO = frozenset((".mp3", ".wav", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".wma"))
VIDEO = frozenset((".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".wmv", ".mpg", ".mpeg"))

Times = Mapping[str, tuple[float, float]]
"""Begin and end of sentences in seconds, by segment id."""


def recordings_in(folder: Path, segments: pd.DataFrame) -> dict[str, Path]:
    """Return the recording of each transcript that has times.

    A recording belongs to the transcript whose file, or whose id, it shares the name with,
    whatever the case of letters and the kind of file.

    Parameters
    ----------
    folder : Path
        Searched with all folders in it.
    segments : DataFrame
        The table ``segments``.

    Returns
    -------
    dict of str to Path
        By transcript.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in AUDIO | VIDEO and path.is_file():
            found.setdefault(path.stem.casefold(), path)
    timed = segments[segments["start_s"].notna()]
    pairs = timed[["transcript", "path"]].drop_duplicates("transcript").itertuples(index=False)
    of = {t: found.get(Path(p).stem.casefold()) or found.get(t.casefold()) for t, p in pairs}
    return {str(transcript): path for transcript, path in of.items() if path is not None}


def add_source(
    sources: ET.Element,
    notes: ET.Element,
    text: Placed,
    codings: pd.DataFrame,
    times: Times,
    recording: Path | None = None,
) -> None:
    """Append a transcript with its codings to a project.

    Parameters
    ----------
    sources, notes : Element
        What it is appended to; a note tells how sure the model is of a sentence's codes.
    text : Placed
    codings : DataFrame
        The table ``codings``.
    times : mapping
        Used with a recording only.
    recording : Path, optional
        Makes it a recording with a transcript and points in time, as the standard keeps
        times; a text source otherwise.
    """
    said = (codings["field"] != NONE) | (codings["source"] == "human")
    coded = codings[codings["segment_id"].isin(text.spans) & said]
    groups = [
        (str(segment_id), rows) for segment_id, rows in coded.groupby("segment_id", sort=False)
    ]
    if recording is not None:
        parent = _transcript(sources, text, recording)
        points = _sync_points(parent, text, times)
        kind = "TranscriptSelection"
    else:
        parent, points, kind = _text_source(sources, text), {}, "PlainTextSelection"
    for segment_id, rows in groups:
        start, end = text.spans[segment_id]
        where = (
            {"fromSyncPoint": points[start], "toSyncPoint": points[end]}
            if recording is not None
            else {"startPosition": str(start), "endPosition": str(end)}
        )
        human = bool((rows["source"] == "human").any())
        user = guid("user", HUMAN if human else MODEL)
        own = {"guid": guid("selection", segment_id), **where, "creatingUser": user}
        selection = ET.SubElement(parent, kind, named(segment_id, **own))
        for row in rows.itertuples():
            coding = ET.SubElement(
                selection,
                "Coding",
                {"guid": guid("coding", segment_id, row.field), "creatingUser": user},
            )
            code = guid("code", row.lens, row.field, row.theme or "")
            ET.SubElement(coding, "CodeRef", {"targetGUID": code})
        if not human:
            _note(notes, selection, segment_id, _sureness(rows.to_dict("records")), user)


def _text_source(sources: ET.Element, text: Placed) -> ET.Element:
    own = guid("source", text.name)
    attributes = {"plainTextPath": f"internal://{own}.txt", "creatingUser": guid("user", MODEL)}
    return ET.SubElement(sources, "TextSource", named(text.name, guid=own, **attributes))


def _transcript(sources: ET.Element, text: Placed, recording: Path) -> ET.Element:
    kind = "VideoSource" if recording.suffix.lower() in VIDEO else "AudioSource"
    own, user = guid("source", text.name), guid("user", MODEL)
    where = f"absolute://{recording.resolve().as_posix()}"
    source = ET.SubElement(sources, kind, named(text.name, guid=own, path=where, creatingUser=user))
    attributes = {
        "guid": guid("transcript", text.name),
        "plainTextPath": f"internal://{own}.txt",
        "creatingUser": user,
    }
    return ET.SubElement(source, "Transcript", named(text.name, **attributes))


def _sync_points(parent: ET.Element, text: Placed, times: Times) -> dict[int, str]:
    """Append a point at each end of each sentence; return their ids by position."""
    seconds = dict(_moments(text, times))
    made: dict[int, str] = {}
    for position in sorted(seconds):
        made[position] = guid("sync", text.name, str(position))
        stamp = str(round(seconds[position] * 1000))
        ET.SubElement(
            parent,
            "SyncPoint",
            {"guid": made[position], "timeStamp": stamp, "position": str(position)},
        )
    return made


def _moments(text: Placed, times: Times) -> Iterator[tuple[int, float]]:
    """Yield positions and seconds that never go back; what has no time has that before it."""
    last = 0.0
    for segment_id, (start, end) in text.spans.items():
        begun, ended = times.get(segment_id, (math.nan, math.nan))
        last = max(last, begun)  # no number is greater than NaN
        yield start, last
        last = max(last, ended)
        yield end, last


def _sureness(rows: Sequence[Mapping[str, object]]) -> str:
    parts = [f"{row['field']}: confidence {row['confidence']:.2f}" for row in rows]
    poles = [str(row["pole"]) for row in rows if row["pole"]]
    doubt = ["to be checked"] if any(row["review"] for row in rows) else []
    return "; ".join([*parts, *poles, *doubt])


def _note(notes: ET.Element, selection: ET.Element, name: str, text: str, user: str) -> None:
    own = guid("note", name)
    ET.SubElement(selection, "NoteRef", {"targetGUID": own})
    note = ET.SubElement(notes, "Note", named(name, guid=own, creatingUser=user))
    ET.SubElement(note, "PlainTextContent").text = text
