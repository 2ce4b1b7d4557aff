from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from interview_insights.cli import main


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON value; NaN and Infinity are none."""

        def refuse(constant: str) -> None:
            raise AssertionError(f"{constant} is not JSON")

        return json.loads(self.out, parse_constant=refuse)


Cli = Callable[..., Result]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command line in this process."""

    def run(*arguments: str | Path, stdin: str | bytes = "") -> Result:
        raw = stdin if isinstance(stdin, bytes) else stdin.encode()
        capsys.readouterr()
        code: Any = 0
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
            try:
                main([str(argument) for argument in arguments])
            except SystemExit as ended:
                code = ended.code or 0
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run
