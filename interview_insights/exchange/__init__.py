"""In and out of other tools: workbooks, REFI-QDA projects, and codes by people."""

from interview_insights.exchange.corrections import (
    Change,
    Correction,
    Received,
    as_coded,
    carried_over,
    changes,
    checked,
    with_corrections,
)
from interview_insights.exchange.received import read_corrections

__all__ = [
    "Change",
    "Correction",
    "Received",
    "as_coded",
    "carried_over",
    "changes",
    "checked",
    "read_corrections",
    "with_corrections",
]
