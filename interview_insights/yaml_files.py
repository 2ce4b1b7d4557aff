"""YAML that users write: read safely, and what is wrong told with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from interview_insights.errors import InsightsError

_MAX_BYTES = 1_000_000


def read_yaml(path: Path, error: type[InsightsError], what: str, hint: str) -> tuple[Any, Any]:
    """Read a YAML file.

    Parameters
    ----------
    path : Path
    error : type of InsightsError
        What is raised.
    what : str
        How messages call the file, for example ``"The codebook"``.
    hint : str
        What to compare it with where it is not valid YAML.

    Returns
    -------
    table : object
        What the file holds.
    node : yaml.Node or None
        The same with its lines.

    Raises
    ------
    InsightsError
        The file cannot be read, is over 1 MB, is not UTF-8 or no YAML; names the line.
    """
    import yaml

    try:
        if path.stat().st_size > _MAX_BYTES:
            raise error(
                f"This file is over 1 MB, too large for {what[0].lower()}{what[1:]}.", path=path
            )
        text = path.read_text(encoding="utf-8-sig")
        return yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as problem:
        raise error(
            f"{what} cannot be opened ({problem.strerror}).",
            path=path,
            hint="Give the path of a .yaml file.",
        ) from None
    except UnicodeDecodeError:
        raise error(f"{what} is not UTF-8 text.", path=path) from None
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        mark = getattr(problem, "problem_mark", None)
        deep = isinstance(problem, RecursionError)
        told = getattr(problem, "problem", None) or ("nested too deeply" if deep else problem)
        raise error(
            f"This is not valid YAML: {told}.",
            path=path,
            line=mark.line + 1 if mark else None,
            hint=hint,
        ) from None
