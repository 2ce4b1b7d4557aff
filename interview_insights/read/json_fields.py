"""What an object of a transcript's JSON says: who, what, and in which parts.

Tools differ in spelling (``speaker_name``, ``speakerName``, ``SpeakerName``), so keys
are compared without case and marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from interview_insights.read import names
from interview_insights.read.cleaning import tidy_words
from interview_insights.read.clock import seconds

Fields = Mapping[str, Any]

TEXT = tuple(
    "text transcript utterance sentence content message rawtext displaytext display spokentext"
    " body punctuatedword word value caption line speech dialogue said statement parts".split()
)
_NAMED = tuple(
    "speakername speakerfullname username displayname participantname authorname".split()
)
_SPEAKER = tuple(
    "speaker speakerlabel speakerid speakertag spkid speakermodellabel speakerinfo spk"
    " participantrole participantid participant author sender from who talker voice user name"
    " role".split()
)
_ALL_SPEAKERS = (*_NAMED, *_SPEAKER)
WORD_SPEAKER = tuple("speakername speaker speakerlabel speakerid speakertag spk".split())
"""Keys of a single word's speaker."""

PARTS = tuple(
    "words elements spans tokens alignment wordlist wordobjects items sentences lines result"
    " segments".split()
)
_LABELS = ("name", "displayname", "username", "label", "role", "id")
_MOST_NAME = 200


@lru_cache(maxsize=4096)
def bare(key: str) -> str:
    """Return a key in small letters, without marks."""
    return "".join(c for c in key[:60].casefold() if c.isalnum())


def fields_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object under its bare keys; the first value that is not empty counts."""
    made: dict[str, Any] = {}
    for key, value in entry.items():
        name = bare(key)
        if made.get(name) in (None, ""):
            made[name] = value
    return made


def mappings(value: object) -> list[Mapping[str, Any]]:
    """Return the objects of a list; empty where it is none."""
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []


def text_of(fields: Fields) -> str:
    """Return the words that an object holds itself; empty where they stand in parts of it."""
    for key in TEXT:
        if key in fields:
            text = _text(fields[key])
            if text.strip():
                return text
    for key in ("alternatives", "nbest"):  # the likeliest stands first
        first = next(iter(mappings(fields.get(key))), None)
        if first is not None:
            inner = fields_of(first)
            return next((t for k in TEXT if (t := _text(inner.get(k))).strip()), "")
    return ""


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):  # {"content_type": "text", "parts": ["…"]}
        value = next((value[k] for k in ("parts", "text", "content", "value") if k in value), "")
        if isinstance(value, str):
            return value
    if isinstance(value, list):  # [{"type": "text", "text": "…"}] or ["…"]
        said = [v.get("text") if isinstance(v, Mapping) else v for v in value]
        return " ".join(s for s in said if isinstance(s, str))
    return ""


def parts_of(fields: Fields) -> list[Mapping[str, Any]]:
    """Return the words or sentences of an object, as objects."""
    for key in PARTS:
        parts = mappings(fields.get(key))
        if parts:
            return parts
    return []


def speaker_of(fields: Fields, table: Mapping[str, str], keys: Sequence[str] = ()) -> str:
    """Return the name of who speaks; empty where an object names nobody.

    Parameters
    ----------
    fields : mapping
        Under bare keys.
    table : mapping of str to str
        Speakers' ids to their names, as the file lists them.
    keys : sequence of str
        Where to look, if not under all known keys.
    """
    for key in keys or _ALL_SPEAKERS:
        value = fields.get(key)
        if value in (None, ""):
            continue
        if key == "from" and not isinstance(value, Mapping) and seconds(value) >= 0:
            continue  # a time in some formats
        name = name_of(value, table)
        if name:
            return name
    return ""


def scalar(value: object) -> str:
    """Return a number or short text as text; empty for all else, however deep it nests."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value[:_MOST_NAME] if isinstance(value, str) else str(value)


def channel_of(fields: Fields) -> str:
    """Return an object's channel as text; empty where there is none."""
    values = (scalar(fields.get(key)) for key in ("channellabel", "channeltag", "channel"))
    return next((tidy_words(value) for value in values if value), "")


def name_of(value: object, table: Mapping[str, str] | None = None) -> str:
    """Return a speaker's name from a name, a number, or an object that holds one."""
    table = table or {}
    if isinstance(value, Mapping):
        inner = fields_of(value)
        value = next((inner[k] for k in _LABELS if inner.get(k) not in (None, "")), None)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    listed = table.get(str(value)[:_MOST_NAME].strip())
    if listed:
        return listed
    if isinstance(value, int):
        return f"Speaker {value}" if 0 <= value < 10_000 else ""
    name = value.strip()
    if name.isdecimal() and len(name) < 5:
        return f"Speaker {name}"
    return names.tidy(value[:_MOST_NAME])


def speaker_table(lists: Sequence[object]) -> dict[str, str]:
    """Return speakers' ids with their names, from a document's lists of speakers.

    Parameters
    ----------
    lists : sequence
        What stands under ``speakers``: objects with id and name, or names by id.
    """
    table: dict[str, str] = {}
    for listed in lists:
        if isinstance(listed, Mapping):
            found: list[tuple[str, object]] = [
                (k, v) for k, v in listed.items() if isinstance(v, str | Mapping)
            ]
        else:
            found = [_identified(fields_of(entry)) for entry in mappings(listed)]
        for ident, value in found:
            name = names.tidy(value[:_MOST_NAME]) if isinstance(value, str) else name_of(value)
            if ident and name and not name.isdecimal():
                table.setdefault(ident, name)
    return table


def _identified(fields: Fields) -> tuple[str, object]:
    keys = ("id", "spkid", "speakerid", "speaker", "participantid", "key", "label", "uuid")
    ident = next((fields[k] for k in keys if fields.get(k) not in (None, "")), "")
    name = next((fields[k] for k in (*_NAMED, "name", "label") if fields.get(k)), "")
    known = isinstance(ident, str | int) and not isinstance(ident, bool)
    return (str(ident)[:_MOST_NAME].strip() if known else ""), name
