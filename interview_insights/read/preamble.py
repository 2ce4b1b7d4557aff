"""What stands above the dialogue: front matter, and the legend of who is who."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from interview_insights.read import names
from interview_insights.read.lines import Line
from interview_insights.records import Role, Utterance

_MOST_FRONT_MATTER = 60
_ENTRY = re.compile(
    r"[\[(]?(?P<name>[^\W_][\w .'’-]{0,40}?)[\])]?\s*(?:=|–|—|:|\s-)\s*"
    r"(?:the\s+)?(?P<role>[^\W\d_]{5,30}(?:\([^\W\d_]{1,3}\))?)(?P<more>[^,;\n]{0,40})"
)
_LEGEND_LINES = 6
_ANSWER = re.compile(r"(?:answer|question)s?\b", re.IGNORECASE)


def part_front_matter(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """Part what describes the interview from the interview.

    That is a YAML block between two ``---``, or a first paragraph of nothing but
    ``Date: …``, ``Interviewer: …``, whose labels would pass for speakers.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    front, rest : sequence of Line
    """
    first = next((at for at, line in enumerate(lines) if line.text.strip()), len(lines))
    yaml = first < len(lines) and lines[first].text.strip() == "---"
    begin = first + 1 if yaml else first
    for at in range(begin, min(len(lines), first + _MOST_FRONT_MATTER)):
        text = lines[at].text.strip()
        if text == "---" if yaml else not text:
            block = lines[begin:at]
            described = _is_yaml(block) if yaml else _is_header(block)
            return (block, lines[at + 1 :]) if described else ((), lines)
    return (), lines


def _is_yaml(block: Sequence[Line]) -> bool:
    return all(
        re.match(r"\s*(?:[\w -]{1,40}:|-\s|#)", line.text) for line in block if line.text.strip()
    )


def _is_header(block: Sequence[Line]) -> bool:
    pairs = [line.text.replace("*", "").partition(":") for line in block]
    fields = all(colon and value.strip() and "?" not in value for _, colon, value in pairs)
    return len(pairs) > 1 and fields and any(names.is_plain_word(name) for name, _, _ in pairs)


def legend_of(
    above: Sequence[str], utterances: Sequence[Utterance]
) -> tuple[tuple[Utterance, ...], dict[str, Role]]:
    """Find out which roles a file states, and part those statements from the dialogue.

    Understands ``[B] – team, [I] – Interviewee`` above the dialogue, ``I: Interviewer``
    among its first lines, and ``Interviewer: Jane Doe`` where Jane Doe speaks later.

    Parameters
    ----------
    above : sequence of str
        Lines above the first named speaker.
    utterances : sequence of Utterance

    Returns
    -------
    utterances : tuple of Utterance
        Without those that only state a role.
    legend : dict of str to {"interviewer", "respondent"}
        By :func:`names.key`.
    """
    speakers = {names.key(u.speaker) for u in utterances}
    legend: dict[str, Role] = {}
    for line in above:
        for entry in _ENTRY.finditer(line[:400]):
            legend |= _stated(entry["name"], f"{entry['role']}{entry['more']}", speakers)
        left, _, right = line[:400].partition(":")
        legend |= _stated(left, right, speakers)
    turns = Counter(names.key(u.speaker) for u in utterances)
    kept: list[Utterance] = []
    for number, utterance in enumerate(utterances):
        left = utterance.speaker
        stated = _stated(left, utterance.text, speakers) if number < _LEGEND_LINES else {}
        # "Interviewer: Ben." among the interviewer's other turns calls Ben, no more;
        # "Ben: Answer" is a legend only where Ben speaks besides.
        own = names.key(left) in stated
        first = all(names.key(u.speaker) != names.key(left) for u in kept)
        if stated and (
            first and turns[names.key(left)] > 1 if own else turns[names.key(left)] == 1
        ):
            legend |= stated
        else:
            kept.append(utterance)
    return tuple(kept), legend


def _stated(left: str, right: str, speakers: set[str]) -> dict[str, Role]:
    """Return the role that ``left: right`` states for a speaker of the transcript."""
    right = right.strip().strip(".,;)")
    if len(right.split()) > 5 or right.endswith("?"):
        return {}
    role = names.role_word(right.split()[0]) if right.split() else None
    if role and _ANSWER.match(right) and len(left.strip()) > 2:
        return {}  # somebody's word for "Answer", not "A: Answer"
    if role and len(right.split()[0]) > 2 and names.key(left) in speakers:
        # "I: Interviewer" or "[I] - Interviewee (Anna)"
        return {names.key(left): role} if _only_role(right) else {}
    role = names.role_word(left)
    others = {name for name in speakers if name and name != names.key(left)}
    if role and names.key(right) in others:
        return {names.key(right): role}
    return {}


def _only_role(right: str) -> bool:
    words = right.split()
    return (
        len(words) == 1
        or words[1].startswith(("(", "[", "-", "–"))
        or (len(words) <= 3 and names.looks_like_name(" ".join(words[1:])))
    )
