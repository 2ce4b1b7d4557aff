"""All lines of a file beside one another: which heads are speakers, which only words."""

from __future__ import annotations

from itertools import pairwise

from interview_insights.read import labels, names
from interview_insights.read.labels import Head
from interview_insights.read.lines import Line


def settle(lines: list[Line], heads: list[Head | None]) -> list[Head | None]:
    """Keep the heads that are speakers and times, drop those that are only words.

    Parameters
    ----------
    lines : list of Line
    heads : list of Head or None
        The head of each line, as it seems by itself.

    Returns
    -------
    list of Head or None
        As long as ``lines``; a head with a name is a speaker.
    """
    believed = labels.speakers(h.name for h in heads if h and h.form == "label")
    settled: list[Head | None] = []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    below = dict(pairwise(filled))
    for at, head in enumerate(heads):
        if head is None or head.form == "dash":
            settled.append(None)
        elif head.form == "dot":
            # "Q. And then?" in a file that has "Q:" elsewhere.
            known = names.key(head.name) in believed
            settled.append(Head("label", head.name, head.rest) if known else None)
        elif head.form == "label" and names.key(head.name) not in believed:
            # "[00:01] Note: x" still begins with a time.
            timed = head.start_s >= 0
            rest = f"{head.name}: {head.rest}"
            settled.append(Head("time", "", rest, head.start_s) if timed else None)
        elif head.form == "alone":
            under = heads[below[at]] if at in below else None
            named = at in below and (under is None or under.form in ("dash", "dot"))
            if named:
                settled.append(Head("named", head.name, "", head.start_s))
            else:
                # Without brackets the time is itself a part of the words.
                words = head.rest == lines[at].text
                settled.append(None if words else Head("time", "", head.rest, head.start_s))
        else:
            settled.append(head)
    if any(head and head.name for head in settled):
        return settled if _is_dialogue(lines, settled) else _unnamed(settled)
    return _rarer_forms(lines, heads, settled)


def _is_dialogue(lines: list[Line], heads: list[Head | None]) -> bool:
    """Whether labels that each stand once are a dialogue, not "Summary: …" amid prose."""
    named = [(at, head) for at, head in enumerate(heads) if head and head.name]
    keys = [names.key(head.name) for _, head in named]
    if any(h.form != "label" or names.is_label(h.name) for _, h in named):
        return True
    if len(set(keys)) < len(keys):
        return True
    words = [len(line.text.split()) for line in lines]
    first = named[0][0]
    return sum(words[:first]) <= sum(words[first:])


def _unnamed(heads: list[Head | None]) -> list[Head | None]:
    return [None if head and head.name else head for head in heads]


def _rarer_forms(
    lines: list[Line], heads: list[Head | None], settled: list[Head | None]
) -> list[Head | None]:
    for form, speakers in (("dash", labels.dashed_speakers), ("dot", labels.dotted_speakers)):
        found = speakers(h.name for h in heads if h and h.form == form)
        if found:
            return [
                Head("label", h.name, h.rest)
                if h and h.form == form and names.key(h.name) in found
                else kept
                for h, kept in zip(heads, settled, strict=True)
            ]
    alone = labels.lone_names([line.text.strip() for line in lines if line.text.strip()])
    if not alone:
        return settled
    return [
        Head("named", names.tidy(line.text), "")
        if names.key(names.tidy(line.text)) in alone
        else kept
        for line, kept in zip(lines, settled, strict=True)
    ]
