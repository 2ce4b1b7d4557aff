"""Who asks and who answers.

The order follows what held on 615 transcripts with roles set by hand: a stated
role is right wherever there is one; question marks per word found the interviewer
in 90 of 100; the least talk and the shortest turns in 83.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_insights.read import names
from interview_insights.read.voices import (
    Finding,
    Voice,
    asking_and_rest,
    by_signs,
    voices_of,
)
from interview_insights.records import Role, Speaker, Turn

UNSURE = 0.7
"""Confidence under which a role should be looked at."""

_ASK = 'Set interviewers = ["…"] in study.toml if that is wrong.'


@dataclass(frozen=True, slots=True)
class Roles:
    """Turns and speakers with their roles, and what to tell about them."""

    turns: tuple[Turn, ...]
    speakers: tuple[Speaker, ...]
    warnings: tuple[str, ...] = ()


def assign_roles(
    turns: Sequence[Turn],
    *,
    interviewers: Iterable[str] = (),
    respondents: Iterable[str] = (),
    legend: Mapping[str, Role] | None = None,
    assumed: str = "",
    recurring: Iterable[str] = (),
) -> Roles:
    """Give every speaker a role.

    Tried in order: names set by the user, the file's own legend, role names,
    the speaker that recurs through the study, question marks per word, the
    fewest words with the shortest turns.

    Parameters
    ----------
    turns : sequence of Turn
    interviewers, respondents : iterable of str
        Names set by the user; case does not matter.
    legend : mapping, optional
        Speaker key to role, as the file states it.
    assumed : str
        Why the reader made speakers up; lowers the confidence.
    recurring : iterable of str
        Keys of speakers present in most transcripts of the study.

    Returns
    -------
    Roles
        Speakers in order of first appearance.
    """
    voices = voices_of(turns)
    heard = [v for v in voices if not names.is_unknown(v.name)]
    if len(heard) < 2:
        heard = voices  # "Unknown Speaker" is then one of the two
    found = (
        _by_settings(voices, interviewers, respondents)
        or _by_legend(heard, legend or {})
        or _by_name(heard, assumed)
        or _by_study(heard, frozenset(recurring))
        or _by_guess(heard)
    )
    warnings = [*_unmatched(voices, interviewers), *_doubts(found, voices)]
    speakers = tuple(_speaker(v, found) for v in voices)
    role = {names.key(s.name): s.role for s in speakers}
    return Roles(
        tuple(replace(t, role=role[names.key(t.speaker)]) for t in turns),
        speakers,
        tuple(warnings),
    )


def _speaker(voice: Voice, found: Finding) -> Speaker:
    role, confidence, reason = found.get(voice.key, ("other", 0.5, "the speaker is not named"))
    return Speaker(voice.name, role, confidence, reason, voice.turns, voice.words)


def _by_settings(
    voices: list[Voice], interviewers: Iterable[str], respondents: Iterable[str]
) -> Finding:
    asking = _named(voices, interviewers)
    answering = _named(voices, respondents) - asking
    if not answering:
        return asking_and_rest(voices, asking, 1.0, "named as interviewer in the settings")
    stated: dict[str, Role] = dict.fromkeys(answering, "respondent")
    stated |= dict.fromkeys(asking, "interviewer")
    return _completed(voices, stated, 1.0, "named in the study's files")


def _named(voices: list[Voice], wanted: Iterable[str]) -> set[str]:
    keys = {names.key(name) for name in wanted}
    return {v.key for v in voices if keys & {v.key, v.key.split(" (")[0]}}


def _by_legend(voices: list[Voice], legend: Mapping[str, Role]) -> Finding:
    stated = {v.key: legend[v.key] for v in voices if v.key in legend}
    return _completed(voices, stated, 0.98, "stated in the file")


def _by_name(voices: list[Voice], assumed: str) -> Finding:
    stated = {names.key(n): r for n, r in names.roles_by_name([v.name for v in voices]).items()}
    if assumed:
        return _completed(voices, stated, 0.6, assumed)
    return _completed(voices, stated, 0.97, "the name of the role")


def _by_study(voices: list[Voice], recurring: frozenset[str]) -> Finding:
    asking = {v.key for v in voices if v.key in recurring}
    if len(asking) == len(voices):
        return {}
    return asking_and_rest(voices, asking, 0.9, "speaks in most interviews of the study")


def _completed(
    voices: list[Voice], stated: Mapping[str, Role], confidence: float, reason: str
) -> Finding:
    """Return the stated roles, and for the remaining speakers what follows from them."""
    if not stated:
        return {}
    found: Finding = {v.key: (stated[v.key], confidence, reason) for v in voices if v.key in stated}
    rest = [v for v in voices if v.key not in stated]
    if "interviewer" in stated.values():
        return found | {
            v.key: ("respondent", confidence - 0.1, "speaks with the interviewer") for v in rest
        }
    if len(rest) == 1:
        return found | {rest[0].key: ("interviewer", 0.85, "speaks with the respondent")}
    guess = by_signs(rest) if rest else {}
    return found | (guess or {v.key: ("other", 0.3, "the role is not stated") for v in rest})


def _by_guess(voices: list[Voice]) -> Finding:
    if len(voices) < 2:
        return {v.key: ("respondent", 0.5, "the only speaker") for v in voices}
    return by_signs(voices) or {v.key: ("respondent", 0.2, "no sign of a role") for v in voices}


def _unmatched(voices: list[Voice], interviewers: Iterable[str]) -> list[str]:
    wanted = [name for name in interviewers if name.strip()]
    spoken = {part for v in voices for part in (v.key, v.key.split(" (")[0])}
    if not wanted or spoken & {names.key(name) for name in wanted}:
        return []
    return [f"None of the interviewers set ({', '.join(wanted)}) speaks in this file."]


def _doubts(found: Finding, voices: list[Voice]) -> list[str]:
    told: list[str] = []
    asking = [v.name for v in voices if found.get(v.key, ("other",))[0] == "interviewer"]
    reasons = {reason for _, _, reason in found.values()}
    if "the only speaker" in reasons:
        told.append("The file names at most one speaker; all of it was taken as the respondent's.")
    elif "no sign of a role" in reasons:
        told.append(f"Nothing tells the interviewer; all speakers count as respondents. {_ASK}")
    elif asking and max(found[names.key(name)][1] for name in asking) < UNSURE:
        who = ", ".join(f'"{name}"' for name in asking)
        why = found[names.key(asking[0])][2]
        told.append(f"{who} was taken as the interviewer ({why}), which is unsure. {_ASK}")
    unnamed = [v for v in voices if v.key not in found]
    for voice in unnamed:
        told.append(
            f'{voice.words} words of "{voice.name or "nobody"}" belong to no known speaker'
            " and were left aside."
        )
    aside = [v.name for v in voices if found.get(v.key, ("",))[0] == "other"]
    if aside:
        told.append(f"The role of {', '.join(aside)} is unclear; they were left aside. {_ASK}")
    return told


def recurring_speakers(casts: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the speakers who take part in most interviews of a study while others vary.

    Parameters
    ----------
    casts : sequence of sequence of str
        The speakers' names of each transcript.

    Returns
    -------
    frozenset of str
        Keys of those in three or more and at least 60 % of the transcripts; tools'
        numbers (``Speaker 1``) and names of roles do not count.
    """
    keyed = [
        {names.key(n) for n in cast if not names.is_label(n) and not names.is_unknown(n)}
        for cast in casts
    ]
    counts: dict[str, int] = {}
    for cast in keyed:
        for name in cast:
            counts[name] = counts.get(name, 0) + 1
    often = {n for n, count in counts.items() if count >= 3 and count >= 0.6 * len(casts)}
    # Where everyone recurs, as in a diary study of one couple, recurring says nothing.
    varied = all({names.key(n) for n in cast} - often for cast in casts if cast)
    return frozenset(often) if varied else frozenset()
