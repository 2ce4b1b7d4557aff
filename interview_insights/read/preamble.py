"""What stands above the dialogue: front matter, and the legend of who is who."""

from __future__ import annotations

import re
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


def without_front_matter(lines: Sequence[Line]) -> Sequence[Line]:
    """Return lines without a YAML block between two ``---`` at the beginning."""
    first = next((at for at, line in enumerate(lines) if line.text.strip()), None)
    if first is None or lines[first].text.strip() != "---":
        return lines
    for at in range(first + 1, min(len(lines), first + _MOST_FRONT_MATTER)):
        if lines[at].text.strip() == "---":
            inner = [line.text for line in lines[first + 1 : at] if line.text.strip()]
            is_yaml = all(re.match(r"\s*(?:[\w -]{1,40}:|-\s|#)", text) for text in inner)
            return lines[at + 1 :] if is_yaml else lines
    return lines


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
    kept: list[Utterance] = []
    for number, utterance in enumerate(utterances):
        entry_legend = (
            _stated(utterance.speaker, utterance.text, speakers) if number < _LEGEND_LINES else {}
        )
        if entry_legend:
            legend |= entry_legend
        else:
            kept.append(utterance)
    return tuple(kept), legend


def _stated(left: str, right: str, speakers: set[str]) -> dict[str, Role]:
    """Return the role that ``left: right`` states for a speaker of the transcript."""
    right = right.strip().strip(".,;)")
    if len(right.split()) > 5 or right.endswith("?"):
        return {}
    role = names.role_word(right.split()[0]) if right.split() else None
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
