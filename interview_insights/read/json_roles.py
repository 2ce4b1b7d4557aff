"""Roles that the entries of a JSON state: of chats with a machine, of calls, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interview_insights.read import names
from interview_insights.read.json_fields import Fields, speaker_of
from interview_insights.read.json_search import Entry
from interview_insights.records import Role

_ASKING = frozenset("assistant gpt ai model bot chatbot chatgpt agent".split())
_ANSWERING = frozenset("user human customer".split())
_MACHINE = frozenset("system tool developer function".split())


def without_machine(
    entries: Sequence[Entry], table: Mapping[str, str]
) -> tuple[Sequence[Entry], list[str], dict[str, Role]]:
    """Leave out what nobody says: a chat's instructions and calls of tools.

    Parameters
    ----------
    entries : sequence of (number, fields)
    table : mapping of str to str
        Speakers' ids to names.

    Returns
    -------
    entries : sequence
    warnings : list of str
    legend : dict of str to Role
        In chats the machine interviews; in calls the agent does.
    """
    cast = {names.key(speaker_of(fields, table)) for _, fields in entries}
    asking, answering = cast & _ASKING, cast & _ANSWERING
    if not asking or not answering or cast - _ASKING - _ANSWERING - _MACHINE - {""}:
        return entries, [], {}
    legend: dict[str, Role] = dict.fromkeys(asking, "interviewer")
    legend |= dict.fromkeys(answering, "respondent")
    kept = [e for e in entries if names.key(speaker_of(e[1], table)) not in _MACHINE]
    left = len(entries) - len(kept)
    told = [f"Messages of the system or of tools were left out: {left}."] if left else []
    return kept, told, legend


def legend_of(entries: Sequence[Entry], table: Mapping[str, str]) -> dict[str, Role]:
    """Return the roles that entries state beside their speakers."""
    stated: dict[str, str] = {}
    for _, fields in entries:
        role = fields.get("role") or fields.get("participantrole") or fields.get("speakerrole")
        speaker = names.key(speaker_of(fields, table))
        if isinstance(role, str) and speaker:
            stated.setdefault(speaker, role[:60])
    chat = {role.casefold() for role in stated.values()}
    legend: dict[str, Role] = {}
    for speaker, words in stated.items():
        role = names.role_word(words) or _chat_role(words.casefold(), chat)
        if role:
            legend[speaker] = role
    return legend


def _chat_role(word: str, all_words: set[str]) -> Role | None:
    if word in _ASKING and all_words & _ANSWERING:
        return "interviewer"
    return "other" if word in _MACHINE else None


def listed_roles(participants: Sequence[Fields]) -> dict[str, str]:
    """Return the roles of a list of participants by their ids, as AWS's calls give them."""
    found: dict[str, str] = {}
    for fields in participants:
        ident, role = fields.get("participantid"), fields.get("participantrole")
        if isinstance(ident, str) and isinstance(role, str):
            found.setdefault(ident[:200].strip(), role[:60])
    return found
