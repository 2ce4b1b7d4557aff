"""Which columns of a survey hold answers in people's own words, and which a choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview_insights.read.cells import is_nothing
from interview_insights.read.columns import PARTICIPANTS, RATINGS, bare

_METADATA = (
    PARTICIPANTS
    | RATINGS
    | frozenset(
        """
    id no number index row recordno timestamp date time startdate enddate starttime endtime
    completiontime lastmodifiedtime submitdate submittedat datesubmitted startdateutc enddateutc
    submitdateutc stagedateutc datestarted datelastaction lastpage startlanguage seed language
    userlanguage status progress finished recordeddate responseid response_id responsetype
    respondentid collectorid ipaddress ip email emailaddress username name firstname lastname
    fullname recipientlastname recipientfirstname recipientemail externalreference
    externaldatareference locationlatitude locationlongitude distributionchannel durationinseconds
    duration tags ending networkid token refererurl referrer referrerurl useragent device browser
    platform url link score totalpoints quizfeedback zeitstempel emailadresse startzeit
    fertigstellungszeit title reviewtitle summary headline product productname productid asin
    version location city country company author reviewer age gender group segment cohort plan
    tier sentiment label topic theme category code codes tag translation
    """.split()
    )
)
_METADATA_FORM = re.compile(
    r"custom ?data ?\d+|(?:points|feedback|punkte) - .*|unnamed.*|Q_[A-Z]\w+|.* - (?:text )?topics",
    re.I | re.S,
)
_PERSONAL = re.compile(
    r"\b(?:your|full|first|last|sur)[ -]?name\b|\be-?mail\b|\bphone\b|\btelefon|\bpostcode\b"
    r"|\bzip code\b|\bpostal\b",
    re.I,
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.\w+|https?://\S+|www\.\S+|(?:\d{1,3}\.){3}\d{1,3}")
_UNITS = frozenset(
    ("", *"h s x t z am pm gmt utc amgmt pmgmt amutc pmutc min mins year years eur usd".split())
)
_CODE = re.compile(r"(?:q|question|frage|item)[ _.-]*\d{1,3}(?:[ _.-]?[a-z0-9]{1,2})?", re.I)
_INVITES = re.compile(
    r"\b(?:why|describe|explain|tell us|tell me|in your own words|please share|anything else"
    r"|warum|wieso|weshalb|beschreib\w*|pourquoi|décri\w+|por qué|describ\w+|perché|waarom)\b",
    re.I,
)
_PARTS = re.compile(r"\s*[;,]\s*")
_LONG = 4  # words of an answer that is more than a name or a choice
_FEW = 6  # answers under which a choice and a sentence differ by length alone
_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class Profile:
    """A column's name and what it holds; ``answers`` are the cells that say anything."""

    name: str
    answers: tuple[str, ...]

    @property
    def long(self) -> list[str]:
        """Answers of several words."""
        return [answer for answer in self.answers if _length(answer) >= _LONG]


def _length(text: str) -> int:
    return len(text.split(maxsplit=_SENTENCE + 1))


def profile_of(name: str, cells: Sequence[str]) -> Profile:
    """Return what a column holds."""
    return Profile(name, tuple(cell for cell in cells if not is_nothing(cell)))


def is_metadata(name: str) -> bool:
    """Whether a column is about the response or the respondent, by its name."""
    short = bare(name)
    known = short in _METADATA or _METADATA_FORM.fullmatch(name) is not None
    return known or not short or _PERSONAL.search(name) is not None


def is_question(name: str) -> bool:
    """Whether a column's name is a question, a long text, or a question's number."""
    spaced = name.replace("_", " ").strip(" *:")
    if spaced.endswith(("?", "？")) or _CODE.fullmatch(spaced):
        return True
    return len(spaced.split()) >= _LONG or (len(spaced) > 30 and " " in spaced)


def is_open(profile: Profile, asked: bool | None = None) -> bool:
    """Whether a column holds answers in people's own words.

    Parameters
    ----------
    profile : Profile
    asked : bool, optional
        What the survey tool says about the question.

    Returns
    -------
    bool
        False for numbers, dates, addresses, choices, and all that is about the response.
    """
    answers = profile.answers
    if not answers or asked is False or is_metadata(profile.name):
        return False
    if sum(map(_is_figure, answers)) > 0.5 * len(answers):
        return False
    if set(answers) == {profile.name} or all(profile.name.endswith(a) for a in answers):
        return False  # one option of several, a column each
    if asked:
        return True
    return not _is_multiple(answers) and _varies(profile)


def is_wordy(profile: Profile) -> bool:
    """Whether a column holds sentences, whatever its name says."""
    answers = profile.answers
    words = sum(_length(answer) for answer in answers)
    return bool(answers) and words >= _LONG * len(answers) and is_open(profile)


def _is_figure(answer: str) -> bool:
    if len(answer) >= 300:
        return False
    if len(answer) <= 40 and any(character.isdigit() for character in answer):
        letters = "".join(character for character in answer if character.isalpha())
        if letters.casefold() in _UNITS:
            return True
    return _ADDRESS.fullmatch(answer) is not None


def _is_multiple(answers: Sequence[str]) -> bool:
    """Whether the answers are several choices each, with commas or semicolons between."""
    if all(answer.endswith(";") for answer in answers):
        return True
    parts = [part for answer in answers for part in _PARTS.split(answer) if part]
    several = sum(1 for answer in answers if "," in answer or ";" in answer)
    repeated = len({part.casefold() for part in parts}) <= 0.5 * len(parts)
    return len(answers) >= _FEW and 3 * several >= len(answers) and repeated


def _varies(profile: Profile) -> bool:
    answers, long = profile.answers, profile.long
    if long:
        distinct = len({answer.casefold() for answer in long})
        if len(answers) >= _FEW:
            return distinct > 0.5 * len(long) and (distinct >= 3 or len(long) == len(answers))
        sentences = any(_length(a) >= _SENTENCE or a.endswith((".", "!")) for a in long)
        return distinct == len(long) and (sentences or _INVITES.search(profile.name) is not None)
    distinct = len({answer.casefold() for answer in answers})
    if _INVITES.search(profile.name):
        return distinct > 0.5 * len(answers)
    return is_question(profile.name) and distinct > max(_FEW, 0.5 * len(answers))
