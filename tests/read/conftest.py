from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview_insights.read import read_transcript
from interview_insights.records import Transcript


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Transcript]:
    """Write content to a file of the given name and read it."""

    def _read(content: str | bytes, name: str = "a.txt", encoding: str = "utf-8") -> Transcript:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return read_transcript(path)

    return _read


@pytest.fixture
def said() -> Callable[[Transcript], list[tuple[str, str]]]:
    return lambda transcript: [(t.speaker, t.text) for t in transcript.turns]
