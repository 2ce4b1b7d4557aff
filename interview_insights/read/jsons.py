"""JSON of speech recognisers to utterances: the list of things said, wherever it stands."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

from interview_insights.errors import ReadError
from interview_insights.read import names
from interview_insights.read.clock import scale_of, seconds
from interview_insights.read.reading import Reading, Source
from interview_insights.records import Place, Role, Utterance

_TEXT = ("text", "transcript", "utterance", "sentence", "content", "message", "raw_text", "value")
_SPEAKER = (
    "speaker",
    "speaker_name",
    "speakerName",
    "speaker_label",
    "speakerLabel",
    "speakerId",
    "speaker_id",
    "speakerTag",
    "name",
    "who",
    "author",
    "participant",
    "user",
    "channel",
    "role",
)
_START = (
    "start",
    "start_time",
    "startTime",
    "start_s",
    "start_ms",
    "startMs",
    "begin",
    "timestamp",
    "time",
    "offset",
    "from",
)
_END = ("end", "end_time", "endTime", "end_s", "end_ms", "endMs", "stop", "to")
_LISTS = (
    "utterances",
    "segments",
    "turns",
    "sentences",
    "monologues",
    "dialogue",
    "messages",
    "transcript",
    "audio_segments",
    "paragraphs",
    "results",
    "entries",
    "captions",
)
_PREFIX = re.compile(r"\s*(?:(?:var|let|const|export default)\s+)?[A-Za-z_]\w{0,40}\s*=\s*")
_MOST_NODES = 50_000
_HINT = "Export it as .docx, .txt or .vtt, or as a list of {speaker, text}."


def read_json(source: Source) -> tuple[Reading, ...]:
    """Read JSON: ``{segments: [{start, end, text, speaker}]}``, ``[{speaker, text}]`` and kin.

    Parameters
    ----------
    source : Source
        A JSON document, or one JSON object a line.

    Returns
    -------
    tuple of Reading
        One.

    Raises
    ------
    ReadError
        It is not JSON, is nested too deeply, or has no list of things said.
    """
    path = source.path
    try:
        entries = _entries(_parsed(source.text, path))
    except RecursionError:
        raise ReadError("The JSON is nested too deeply.", path=path, hint=_HINT) from None
    if entries is None:
        raise ReadError("The JSON has no list of segments with their text.", path=path, hint=_HINT)
    spans = [(_first(e, _START), _first(e, _END)) for e in entries]
    in_ms = any(k in e for e in entries[:20] for k in ("start_ms", "startMs"))
    scale = 0.001 if in_ms else scale_of(spans)
    utterances: list[Utterance] = []
    speaker = ""
    for number, (entry, (start, end)) in enumerate(zip(entries, spans, strict=True), 1):
        # Like an empty cell in a table: no name means the same speaker.
        speaker = _speaker(entry) or speaker
        words = _text(entry)
        if words.strip():
            place = Place("segment", number)
            utterances.append(
                Utterance(speaker, words, place, seconds(start, scale), seconds(end, scale))
            )
    return (Reading(tuple(utterances), _legend(entries)),)


def _parsed(text: str, path: str) -> Any:
    body = text.strip()
    prefix = _PREFIX.match(body[:80])
    if prefix:  # one "json" in the wild began "data="
        body = body[prefix.end() :].rstrip().removesuffix(";")
    try:
        return json.loads(body)
    except ValueError as error:
        rows = _json_lines(body)
        if rows is not None:
            return rows
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "a number is too long"
        raise ReadError(
            f"This is not valid JSON: {reason}.", path=path, line=line, hint=_HINT
        ) from None


def _json_lines(body: str) -> list[Any] | None:
    lines = [line for line in body.split("\n") if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return None
    try:
        return [json.loads(line) for line in lines]
    except ValueError:
        return None


def _entries(document: Any) -> list[Mapping[str, Any]] | None:
    """Return the list of things said, the nearest to the root; known names first."""
    queue: deque[Any] = deque([document])
    seen = 0
    while queue and seen < _MOST_NODES:
        node = queue.popleft()
        seen += 1
        if isinstance(node, list):
            entries = [entry for entry in node if isinstance(entry, Mapping)]
            if entries and sum(bool(_text(e).strip()) for e in entries) >= 0.5 * len(node):
                return entries
            queue.extend(n for n in node[:100] if isinstance(n, Mapping | list))
        elif isinstance(node, Mapping):
            known = [node[name] for name in _LISTS if name in node]
            rest = [value for name, value in node.items() if name not in _LISTS]
            queue.extend(n for n in (*known, *rest) if isinstance(n, Mapping | list))
    return None


def _first(entry: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((entry[k] for k in keys if entry.get(k) not in (None, "")), None)


def _text(entry: Mapping[str, Any]) -> str:
    for name in _TEXT:
        value = entry.get(name)
        if isinstance(value, str):
            return value
    # Rev's monologues hold spans (editor) or elements (API) instead of a text.
    for name, glue in (("spans", " "), ("elements", "")):
        parts = entry.get(name)
        if isinstance(parts, list):
            said = [p.get("text", p.get("value")) for p in parts if isinstance(p, Mapping)]
            return glue.join(part for part in said if isinstance(part, str))
    return ""


def _speaker(entry: Mapping[str, Any]) -> str:
    value = _first(entry, _SPEAKER)
    if isinstance(value, Mapping):
        value = _first(value, ("name", "label", "id"))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int):
        return f"Speaker {value}" if 0 <= value < 10_000 else ""
    return names.tidy(value[:200])


def _legend(entries: Sequence[Mapping[str, Any]]) -> dict[str, Role]:
    legend: dict[str, Role] = {}
    for entry in entries:
        stated = entry.get("role")
        role = names.role_word(stated[:60]) if isinstance(stated, str) else None
        speaker = names.key(_speaker(entry))
        if role and speaker:
            legend.setdefault(speaker, role)
    return legend
