"""From a folder of interview transcripts to themes, contrasts and personas.

Names are loaded on first use: importing the package costs no pandas, no torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from interview_insights.version import __version__

if TYPE_CHECKING:
    from interview_insights.coding import Coder, code_texts
    from interview_insights.errors import InsightsError
    from interview_insights.pipeline import Run, analyze, load_run
    from interview_insights.read import read_study, read_transcript
    from interview_insights.records import Codebook, Study, Transcript

_HOMES = {
    "Codebook": "records",
    "Coder": "coding",
    "InsightsError": "errors",
    "Run": "pipeline",
    "Study": "records",
    "Transcript": "records",
    "analyze": "pipeline",
    "code_texts": "coding",
    "load_run": "pipeline",
    "read_study": "read",
    "read_transcript": "read",
}

__all__ = [
    "Codebook",
    "Coder",
    "InsightsError",
    "Run",
    "Study",
    "Transcript",
    "__version__",
    "analyze",
    "code_texts",
    "load_run",
    "read_study",
    "read_transcript",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
