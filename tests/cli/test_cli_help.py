"""Every command explains itself; wrong usage ends with 2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from interview_insights.cli.app import app


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with its words, groups of commands included."""

    def walk(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
        yield words, command
        for name, child in getattr(command, "commands", {}).items():
            yield from walk((*words, name), child)

    yield from walk((), typer.main.get_command(app))


COMMANDS = dict(commands())
IDS = [" ".join(words) or "(none)" for words in COMMANDS]


def test_these_commands_exist() -> None:
    wanted = {
        "analyze", "check", "show", "agree", "code", "codebook show", "codebook init",
        "codebook check", "models list", "models verify", "models train",
    }  # fmt: skip
    assert wanted <= {" ".join(words) for words in COMMANDS}


@pytest.mark.parametrize("words", COMMANDS, ids=IDS)
def test_help_names_every_option_with_words(words: tuple[str, ...], cli: Any) -> None:
    result = cli(*words, "--help")
    assert result.code == 0
    assert result.err == ""
    assert COMMANDS[words].help.split("\n")[0].split()[0] in result.out
    for parameter in COMMANDS[words].params:
        if parameter.name != "help":
            assert parameter.help, f"{parameter.name} has no help"
            for option in getattr(parameter, "opts", []):
                assert option.lstrip("-") in result.out.lower() or option in result.out
    for name in getattr(COMMANDS[words], "commands", {}):
        assert name in result.out
    assert cli(*words, "-h").out == result.out


@pytest.mark.parametrize(
    "words",
    [
        ("no-such-command",),
        ("analyze",),
        ("show",),
        ("check",),
        ("agree", "run"),
        ("codebook", "check"),
        ("codebook", "no-such"),
        ("check", "sample", "--no-such-option"),
        ("show", "run", "no-such-part"),
        ("analyze", "sample", "--seed", "x"),
        ("check", "sample", "one-too-many"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_why(words: tuple[str, ...], cli: Any) -> None:
    result = cli(*words)
    assert result.code == 2
    assert result.out == ""
    assert "Error" in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("words", [(), ("codebook",), ("models",)], ids=" ".join)
def test_without_a_command_the_help_is_shown(words: tuple[str, ...], cli: Any) -> None:
    result = cli(*words)
    assert result.code in (0, 2)
    assert cli(*words, "--help").out.strip() == (result.out + result.err).strip()
