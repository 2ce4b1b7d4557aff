"""All lines of a file beside one another: which heads are speakers, which only words."""

from __future__ import annotations

from itertools import pairwise

from interview_insights.read import labels, names
from interview_insights.read.labels import Head
from interview_insights.read.lines import Line


def settle(lines: list[Line], heads: list[Head | None]) -> list[Head | None]:
    """Keep the heads that are speakers and times, drop those that are only words."""
    believed = labels.speakers(h.name for h in heads if h and h.form == "label")
    settled: list[Head | None] = []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    below = dict(pairwise(filled))
    for at, head in enumerate(heads):
        if head is None or head.form == "dash":
            settled.append(None)
        elif head.form == "label" and names.key(head.name) not in believed:
            # "[00:01] Note: x" still begins with a time.
            timed = head.start_s >= 0
            rest = f"{head.name}: {head.rest}"
            settled.append(Head("time", "", rest, head.start_s) if timed else None)
        elif head.form == "alone":
            under = heads[below[at]] if at in below else None
            named = at in below and (under is None or under.form == "dash")
            stamp = head.rest != lines[at].text
            settled.append(
                Head("named", head.name, "", head.start_s)
                if named
                else Head("time", "", head.rest, head.start_s)
                if stamp
                else None
            )
        else:
            settled.append(head)
    if any(head and head.name for head in settled):
        return _only_first_line(settled, filled)
    return _rarer_forms(lines, heads, settled)


def _only_first_line(heads: list[Head | None], filled: list[int]) -> list[Head | None]:
    # A single label in the midst of prose, "Summary: …", does not make a dialogue.
    named = [at for at, head in enumerate(heads) if head and head.name]
    if len(named) == 1 and named[0] != filled[0] and len(filled) > 6:
        head = heads[named[0]]
        if head and head.form == "label" and not names.is_label(head.name):
            return [None if at == named[0] else h for at, h in enumerate(heads)]
    return heads


def _rarer_forms(
    lines: list[Line], heads: list[Head | None], settled: list[Head | None]
) -> list[Head | None]:
    dashed = labels.dashed_speakers(h.name for h in heads if h and h.form == "dash")
    if dashed:
        return [
            Head("label", h.name, h.rest)
            if h and h.form == "dash" and names.key(h.name) in dashed
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
