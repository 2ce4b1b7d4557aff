"""Ids and names in REFI-QDA files."""

from __future__ import annotations

import uuid

from interview_insights.exchange.texts import NOT_XML

MODEL, HUMAN = "interview-insights (model)", "researcher"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://pypi.org/project/interview-insights")


def guid(*parts: str) -> str:
    """Return an id that is the same for the same parts, as the standard writes ids."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts))).upper()


def named(name: str, **others: str) -> dict[str, str]:
    """Return attributes with a name that XML can hold."""
    return {**others, "name": NOT_XML.sub("", name)}
