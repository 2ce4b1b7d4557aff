"""CHAT transcripts (.cha) of CLAN, TalkBank and Batchalign.

Read here: pylangacq 0.23, with ``strict=False`` too, gives words for linguists. "um",
false starts and unintelligible words are gone, "gonna [: going to]" becomes "going to",
an utterance whose %mor line does not match loses all its words, and no line numbers are
kept. Its parser, rustling, calls itself alpha.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from interview_insights.errors import ReadError
from interview_insights.read import names
from interview_insights.read.chat_codes import plain_words
from interview_insights.read.joining import join
from interview_insights.read.reading import Options, Reading, Source
from interview_insights.read.voices import by_signs, voices_of
from interview_insights.records import NO_TIME, Place, Role, Utterance

_TIER = re.compile(r"\*([^:\t\n]{1,40}):[ \t]?")
_BULLET = re.compile(r"\x15[^\x15\n]{0,200}\x15|•(?:%\w{3}:)?[^•\n]{0,100}?\d{1,9}_\d{1,9}•")
_SPAN = re.compile(r"(\d{1,9})_(\d{1,9})\W*$")
# A mail program or a browser takes the bullets' control characters away.
_BARE_SPAN = re.compile(r"(?<=[.?!\]>\s])\s*\b(\d{1,9})_(\d{2,9})\s*$")
_ID = ("language", "corpus", "code", "age", "sex", "group", "ses", "role", "education", "custom")
_ATTRIBUTES = ("age", "sex", "education", "ses", "custom")
_ASKING = frozenset(("investigator", "interviewer", "leader", "host", "therapist", "clinician"))
_ANSWERING = frozenset(
    ("participant", "subject", "informant", "respondent", "interviewee", "guest", "narrator")
)
# Confidence from which what the speakers do overrules what the file states of them.
_SURE = 0.8
_ASIDE = frozenset(("environment", "media", "text"))


@dataclass(slots=True)
class _Person:
    """One of @Participants, with what @ID says."""

    code: str
    name: str = ""
    role: str = ""
    facts: dict[str, str] = field(default_factory=dict)


def read_chat(source: Source) -> tuple[Reading, ...]:
    """Read a CHAT transcript; places are lines.

    Parameters
    ----------
    source : Source

    Returns
    -------
    tuple of Reading
        One. Roles are those of @Participants, unless the questions say otherwise.

    Raises
    ------
    ReadError
        There is no line of a speaker.
    """
    people: dict[str, _Person] = {}
    utterances: list[Utterance] = []
    counts: Counter[str] = Counter()
    listeners, languages, spoken = 0, "", 0
    for number, line in _entries(source.text):
        tier = _TIER.match(line)
        if tier:
            spoken += 1
            words, start, end = _timed(line[tier.end() :])
            words, changed, heard = plain_words(words, source.options.keep)
            counts += changed
            listeners += heard
            if words:
                place = Place("line", number)
                utterances.append(Utterance(tier[1].strip(), words, place, start, end))
        elif line.startswith("@"):
            header, _, value = line.partition(":")
            if header == "@Participants":
                _take_participants(value, people)
            elif header == "@ID":
                _take_id(value, people)
            elif header == "@Languages":
                languages = " ".join(value.split())
    if not spoken:
        raise ReadError(
            "The file has no line that begins with a speaker (*PAR:).",
            path=source.path,
            line=1,
            hint="Check it with CLAN, or export the words as .txt.",
        )
    labels = _labels(people, utterances)
    named = tuple(
        Utterance(labels[u.speaker], u.text, u.place, u.start_s, u.end_s) for u in utterances
    )
    legend, told = _legend(people, labels, named)
    if listeners:
        what = "remark of a listener" if listeners == 1 else "remarks of listeners"
        was = "was" if listeners == 1 else "were"
        told += (f"{listeners} {what} amid the words (&*INV:mhm) {was} left out.",)
    return (
        _described(
            Reading(named, legend, "", told, cleaned=counts),
            people,
            labels,
            languages,
            source.options,
        ),
    )


def _entries(text: str) -> list[tuple[int, str]]:
    """Return each header and tier with the lines that continue it, and its line's number."""
    entries: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("*", "@", "%")):
            entries.append((number, [line]))
        elif line.strip() and entries:
            entries[-1][1].append(line.strip())
    return [(number, " ".join(lines)) for number, lines in entries]


def _timed(words: str) -> tuple[str, float, float]:
    """Return words without their time bullets, with the first beginning and the last end."""
    spans = [span for bullet in _BULLET.findall(words) if (span := _SPAN.search(bullet))]
    if spans:
        words = _BULLET.sub(" ", words)
    elif bare := _BARE_SPAN.search(words[-40:]):
        spans, words = [bare], words[: len(words) - len(bare[0])]
    if not spans:
        return words.replace("\x15", " "), NO_TIME, NO_TIME
    return words, int(spans[0][1]) / 1000, int(spans[-1][2]) / 1000


def _take_participants(value: str, people: dict[str, _Person]) -> None:
    for entry in value.split(","):
        parts = entry.split()
        if parts:
            person = people.setdefault(parts[0], _Person(parts[0]))
            person.role = parts[-1] if len(parts) > 1 else person.role
            person.name = " ".join(parts[1:-1]).replace("_", " ")


def _take_id(value: str, people: dict[str, _Person]) -> None:
    facts = dict(zip(_ID, (part.strip() for part in value.split("|")), strict=False))
    code = facts.get("code", "")
    if code:
        person = people.setdefault(code, _Person(code))
        person.facts = {name: fact for name, fact in facts.items() if fact}
        person.role = person.role or facts.get("role", "")


def _labels(people: Mapping[str, _Person], utterances: Sequence[Utterance]) -> dict[str, str]:
    """Return the name under which each code speaks: its own, if no other has it."""
    stated = Counter(person.name for person in people.values())
    labels: dict[str, str] = {}
    for code in dict.fromkeys(u.speaker for u in utterances):
        name = people[code].name if code in people else ""
        labels[code] = name if name and stated[name] == 1 else code
    return labels


def _legend(
    people: Mapping[str, _Person], labels: Mapping[str, str], utterances: Sequence[Utterance]
) -> tuple[dict[str, Role], tuple[str, ...]]:
    """Return the roles, and what to tell where the questions contradict what is stated."""
    stated = {
        names.key(label): role
        for code, label in labels.items()
        if code in people and (role := _role(people[code].role))
    }
    voices = voices_of(join(utterances)[0])
    asked = by_signs(voices) if len(voices) > 1 else {}
    asking = [key for key, found in asked.items() if found[0] == "interviewer"]
    asker = asking[0] if len(asking) == 1 else ""
    sides = {role for role in stated.values() if role != "other"}
    if not asker or stated.get(asker) != "respondent":
        return stated, ()
    if len(sides) > 1 and asked[asker][1] < _SURE:
        return stated, ()
    who = next(label for label in labels.values() if names.key(label) == asker)
    swapped: dict[str, Role] = {
        key: "other" if stated.get(key) == "other" else found[0] for key, found in asked.items()
    }
    if len(sides) == 1:
        return swapped, (
            f'The file calls all speakers participants; "{who}" was taken as the interviewer'
            " for asking the questions.",
        )
    return swapped, (
        f'The file calls "{who}" a participant, but that is who asks the questions; the roles'
        " were swapped.",
    )


def _role(stated: str) -> Role | None:
    word = stated.casefold()
    if word in _ASKING:
        return "interviewer"
    if word in _ANSWERING:
        return "respondent"
    return "other" if word in _ASIDE else names.role_word(stated.replace("_", " "))


def _described(
    reading: Reading,
    people: Mapping[str, _Person],
    labels: Mapping[str, str],
    languages: str,
    options: Options,
) -> Reading:
    """Add what @ID says of the respondent, if there is one."""
    from dataclasses import replace

    answering = [
        code
        for code, label in labels.items()
        if reading.legend.get(names.key(label)) == "respondent"
    ]
    person = people.get(answering[0]) if len(answering) == 1 else None
    if person is None:
        return reading
    facts = person.facts
    attributes = {name: facts[name].rstrip(";.") for name in _ATTRIBUTES if name in facts}
    language = facts.get("language") or languages
    wanted = options.group_column.casefold()
    return replace(
        reading,
        participant=person.name,
        group=facts.get(wanted, "") if wanted in _ID else facts.get("group", ""),
        attributes=attributes | ({"language": language} if language else {}),
    )
