"""Write docs/cli.md from the command line itself: ``python docs/make_cli.py``.

A test compares the file with what this script makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import typer

from interview_insights.cli.app import app

TARGET = Path(__file__).with_name("cli.md")

_HEAD = """\
# Command line

Written by `docs/make_cli.py`; change the code, not this file.

Results go to standard output, notes and errors to standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | `check` left a file out, or `models verify` found an altered model |
| 2 | the input or the call is wrong; the message says where and what to do |

Every command takes `-h` and `--help`.
"""


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield every command below ``command``, groups included, with its full name."""
    for word, sub in getattr(command, "commands", {}).items():
        yield f"{name} {word}", sub
        yield from commands(sub, f"{name} {word}")


def make() -> str:
    """Return docs/cli.md."""
    root = typer.main.get_command(app)
    name = app.info.name or ""
    found = list(commands(root, name))
    parts = [_HEAD, "## Commands\n", _overview(found)]
    parts += [_section(full, command) for full, command in found if not _is_group(command)]
    return "\n".join(parts)


def _is_group(command: Any) -> bool:
    return hasattr(command, "commands")


def _overview(found: list[tuple[str, Any]]) -> str:
    rows = [f"| `{full}` | {_cell(command.help)} |" for full, command in found]
    return "\n".join(["| command | what it does |", "|---|---|", *rows, ""])


def _section(full: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    words = [p.name.upper() if p.required else f"[{p.name.upper()}]" for p in arguments]
    usage = " ".join([full, *(["[OPTIONS]"] if options else []), *words])
    lines = [f"## {full}", "", " ".join(command.help.split()), "", f"    {usage}", ""]
    for title, parameters in (("argument", arguments), ("option", options)):
        if parameters:
            lines += [f"| {title} | meaning | default |", "|---|---|---|"]
            lines += [_row(p) for p in parameters]
            lines.append("")
    return "\n".join(lines)


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.name.upper()
    else:
        name = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return f"| `{name}` | {_cell(parameter.help)}{_choices(parameter)} | {_default(parameter)} |"


def _choices(parameter: Any) -> str:
    default = parameter.default
    if not isinstance(default, Enum):
        return ""
    return " One of " + ", ".join(f"`{choice.value}`" for choice in type(default)) + "."


def _default(parameter: Any) -> str:
    if parameter.required:
        return "required"
    default = parameter.default
    if default is None or default == "" or default is False:
        return ""
    return f"`{default.value if isinstance(default, Enum) else default}`"


def _cell(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    TARGET.write_text(make(), encoding="utf-8")
