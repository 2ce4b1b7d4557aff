"""Speaker names: which words name a role, and what looks like a name at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_insights.records import Role


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INTERVIEWER = _words(
    """
    interviewer interviewerin interviewers moderator moderatorin mod int inter intv inv i iv q
    question questioner researcher researchers host facilitator investigator examiner
    ux_researcher frage fragesteller interviewleiter moderatrice enquêteur enquêtrice
    intervieweur intervieweuse entrevistador entrevistadora intervistatore intervistatrice
    moderador moderadora vraag
    """
)
_RESPONDENT = _words(
    """
    respondent respondents resp res participant participants part par p interviewee interviewees
    answer ans customer customers client user subject informant guest buyer shopper consumer
    befragter befragte befragte(r) teilnehmer teilnehmerin antwort kunde kundin proband
    probandin répondant répondante participante entrevistado entrevistada cliente intervistato
    intervistata antwoord deelnemer
    """
)
# Letters that mean a role only beside a name that means the other one.
_WEAK = frozenset("rabm")
_UNKNOWN = frozenset(
    ("", "unknown", "unknown speaker", "unidentified", "unidentified speaker", "uu", "?", "??")
)
_GENERIC = re.compile(
    r"(?:speaker|spk|sprecher|person|voice|channel|ch|unknown|locuteur|hablante)?[ _#-]*"
    r"(?:\d{1,4}|[a-z])|[a-z]\d{1,3}|speaker",
)
_NUMBERED = re.compile(r"[ _.#-]*\d{1,4}$")
_BRACKETED = re.compile(r"^(?P<outer>.*?)\s*[(\[](?P<inner>[^()\[\]]*)[)\]]$")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_DATED = re.compile(r"\d:\d\d|\b(?:19|20)\d\d\b")
_LEADING = re.compile(r"^(?P<first>[^\W\d_]{6,})\b[\s_.:#/-]*")
_PARTICLES = _words(
    """
    van von de der den da di du la le el al bin ibn dos y e and & + of
    """
)
_NOT_FIRST = _words(
    """
    the and but so we you they he she it my your our their this that these those there here if
    when what how why where who which because also then or as at in on to from for with about
    not no yes yeah ok okay oh well um uh like just first firstly second secondly third thirdly
    next finally lastly anyway however now note notes nb n.b ps p.s faq edit update example e.g
    eg ie i.e tl;dr tldr warning important summary conclusion subject date time location place
    duration title topic project study session recording recorded file language transcript
    transcription transcribed attendees agenda url http https www mailto background context
    legend legende key abbreviations abkürzungen summary keywords speakers
    introduction intro purpose method methods age gender occupation job hinweis und aber
    """
)
_MOST_WORDS = 6
_MOST_CHARACTERS = 60


def key(name: str) -> str:
    """Return the form in which two spellings of a name are the same."""
    return " ".join(name.split()).strip(" :\uff1a").casefold()


def tidy(name: str) -> str:
    """Return a name without the marks around it: ``[I]``, ``{000}``, ``Anna:``, ``**Anna**``."""
    name = " ".join(name.replace("*", " ").split()).strip(" :\uff1a")
    pairs = {"[": "]", "{": "}", "(": ")", "<": ">"}
    if len(name) > 2 and pairs.get(name[0]) == name[-1] and name[0] not in name[1:]:
        name = name[1:-1].strip()
    return name


def is_unknown(name: str) -> bool:
    """Whether a name says that the speaker is not known."""
    return key(name) in _UNKNOWN


def is_generic(name: str) -> bool:
    """Whether a name is a tool's number or letter, such as ``SPEAKER_00`` or ``A``."""
    return _GENERIC.fullmatch(key(name)) is not None


def role_word(name: str) -> Role | None:
    """Return the role that a name states by itself, None for a person's name.

    Parameters
    ----------
    name : str
        ``Interviewer``, ``INT1``, ``P07``, ``Anna (Moderator)``, ``Participant 3`` …

    Returns
    -------
    {"interviewer", "respondent"} or None
    """
    whole = key(name)
    candidates = [whole, _NUMBERED.sub("", whole)]
    bracketed = _BRACKETED.match(whole)
    if bracketed:
        candidates += [bracketed["inner"], _NUMBERED.sub("", bracketed["outer"])]
    leading = _LEADING.match(whole)
    if leading:
        candidates.append(leading["first"])
    candidates += re.split(r"\s[-–—/|]\s|,\s", whole)[1:]
    for candidate in candidates:
        if candidate in _INTERVIEWER:
            return "interviewer"
        if candidate in _RESPONDENT:
            return "respondent"
    return None


def roles_by_name(names: Sequence[str]) -> dict[str, Role]:
    """Return the roles that a transcript's names state, read beside one another.

    ``R`` is a respondent beside an interviewer but a researcher beside a
    participant; ``A`` is an answer only beside ``Q`` or another interviewer.
    """
    stated: dict[str, Role] = {n: role for n in names if (role := role_word(n)) is not None}
    found = set(stated.values())
    for name in names:
        letter = _NUMBERED.sub("", key(name))
        if letter not in _WEAK:
            continue
        if letter in "rab" and "interviewer" in found:
            stated[name] = "respondent"
        elif letter in "rm" and found == {"respondent"}:
            stated[name] = "interviewer"
        elif {key(n) for n in names} == {"m", "r"}:
            stated[name] = "interviewer" if letter == "m" else "respondent"
    return stated


def is_label(name: str) -> bool:
    """Whether a name is a speaker label by itself, however rarely it stands in a file."""
    return role_word(name) is not None or is_generic(name) or key(name) in _UNKNOWN - {""}


def looks_like_name(text: str) -> bool:
    """Whether text may be a speaker's name: short, capitalised, no sentence.

    Parameters
    ----------
    text : str

    Returns
    -------
    bool
    """
    text = tidy(text)
    words = text.split()
    if not words or len(text) > _MOST_CHARACTERS or len(words) > _MOST_WORDS:
        return False
    if is_label(text):
        return True
    if _DATED.search(text) or key(words[0]) in _NOT_FIRST or text[-1] in '?!;,…"”' or "://" in text:
        return False
    # A full stop ends a sentence unless an initial or a title stands before it.
    if any(word.endswith(".") and len(word) > 4 for word in words):
        return False
    # Pronouns and affiliations stand in brackets: "Dana (she/her)", "Jo (SL)".
    words = _ASIDE.sub(" ", text).split()
    if not any(character.isalnum() for character in "".join(words)):
        return False
    return all(_is_name_word(word) for word in words)


def _is_name_word(word: str) -> bool:
    bare = word.strip("()[]{}\"'’‘.,-–|/@#")
    return not bare or bare in _PARTICLES or not bare[0].islower()


def is_plain_word(label: str) -> bool:
    """Whether a label begins with a word that begins sentences or headings, not names."""
    words = key(label).split()
    return not words or words[0].strip(".,") in _NOT_FIRST
