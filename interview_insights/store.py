"""The run folder: written whole or not at all, and read back checked."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights import frames
from interview_insights.errors import RunError
from interview_insights.records import Difference, Persona, Statement

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = "run.json"
FORMAT = 1
"""Version of the run folder's layout; raised when an older reader would misread it."""

PARQUET = ("segments", "codings")
CSV = ("themes", "subthemes", "contrasts", "facts", "saturation", "quality")

_NEEDED: dict[str, type] = {
    "version": str,
    "name": str,
    "groups": list,
    "settings": dict,
    "models": dict,
    "codebook": list,
    "files": list,
    "skipped": list,
    "ignored": int,
    "counts": dict,
    "warnings": list,
}
_COUNTS = (
    "transcripts",
    "participants",
    "sentences",
    "coded",
    "unassigned",
    "review",
    "themes",
    "personas",
)

_PATIENCE_S = 60

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """Give a temporary sibling to write into, and put it in place of ``target`` at the end.

    Parameters
    ----------
    target : Path
        An earlier run folder is replaced; anything else that is not empty is refused.

    Yields
    ------
    Path
        The folder to write into.

    Raises
    ------
    RunError
        The target is a file or a folder with other things in it, or cannot be written.
    """
    target = target.resolve()  # through a link, so that the link stays and its folder is replaced
    check_target(target)
    with _alone(target):
        yield from _written(target)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Wait until nobody else writes the same run: each would sweep the other's work away."""
    from filelock import FileLock, Timeout

    name = hashlib.sha256(str(target).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"interview-insights-{name}.lock", mode=0o666)
    try:
        with lock.acquire(timeout=_PATIENCE_S):
            yield
    except Timeout:
        raise RunError(
            "Another analysis is writing into this folder.",
            path=target,
            hint="Wait until it is done, or choose another folder with --out.",
        ) from None


def _written(target: Path) -> Iterator[Path]:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        temporary = Path(
            tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".tmp", dir=target.parent)
        )
    except OSError as error:
        raise RunError(
            f"The run folder cannot be written ({error.strerror}).",
            path=target,
            hint="Choose another folder with --out.",
        ) from None
    try:
        yield temporary
        temporary.chmod(0o755)
        _swap(temporary, target)
    except OSError as error:
        raise RunError(
            f"The run folder cannot be written ({error.strerror}).",
            path=target,
            hint="Check the free space and your rights there.",
        ) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _sweep(target: Path) -> None:
    """Mend what a killed run left: put the old run back, remove half-written folders."""
    _restore(target)
    shutil.rmtree(_set_aside(target), ignore_errors=True)
    for leftover in target.parent.glob(f".{target.name}-*.tmp"):
        shutil.rmtree(leftover, ignore_errors=True)


def _restore(target: Path) -> None:
    """Put an earlier run back that a kill between two renames left aside."""
    if not target.exists() and is_run(_set_aside(target)):
        _set_aside(target).rename(target)


def _set_aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _swap(temporary: Path, target: Path) -> None:
    old = _set_aside(target)
    if target.exists():
        target.rename(old)
    temporary.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def check_target(target: Path) -> None:
    """Refuse a folder that a run must not replace.

    Raises
    ------
    RunError
        It is a file, or a folder that holds something else than a run.
    """
    if target.exists() and not is_run(target) and (target.is_file() or any(target.iterdir())):
        raise RunError(
            "This is not a run folder, and it is not empty.",
            path=target,
            hint="Choose another folder with --out.",
        )


def is_run(folder: Path) -> bool:
    """Whether a folder holds a run."""
    return (folder / MANIFEST).is_file()


def save_tables(folder: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the tables of a run in the formats that docs/frames.md names."""
    for name in PARQUET:
        frames.check(name, tables[name]).to_parquet(folder / f"{name}.parquet", index=False)
    for name in CSV:
        frame = frames.check(name, tables[name])
        lists = [c.name for c in frames.SCHEMAS[name] if c.kind == "list"]
        flat = frame.assign(**{c: frame[c].map(" | ".join) for c in lists})
        write_csv(folder / f"{name}.csv", list(flat.columns), flat.itertuples(index=False))


def write_csv(path: Path, header: Sequence[str], rows: Any) -> None:
    """Write a table for people, so that no spreadsheet takes a text for a formula.

    A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is
    written with an apostrophe before it (OWASP, CSV injection). Lines end as RFC 4180
    wants; with a line feed alone, Python before 3.13 leaves a carriage return unquoted.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str) and _guarded(value):
        return "'" + value
    return value


def _guarded(text: str) -> bool:
    # Apostrophes that were there before count too, so that reading takes off only its own.
    return text.lstrip("'").startswith(_FORMULA)


def save_personas(path: Path, personas: Sequence[Persona]) -> None:
    """Write personas as a JSON list."""
    write_json(path, [asdict(persona) for persona in personas])


def write_json(path: Path, value: Any) -> None:
    """Write JSON in one form: UTF-8, two spaces, a line feed at the end."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def load_manifest(folder: Path) -> dict[str, Any]:
    """Read run.json.

    Raises
    ------
    RunError
        There is no run, or it is of another format.
    """
    try:
        _restore(folder.absolute())
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError:
        raise RunError(
            "There is no run in this folder.",
            path=folder,
            hint="Make one with: interview-insights analyze STUDY",
        ) from None
    except ValueError:
        raise RunError("run.json is damaged.", path=folder, hint="Run analyze again.") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise RunError(
            "This run was written by another version.", path=folder, hint="Run analyze again."
        )
    missing = _lacking(manifest)
    if missing:
        raise RunError(
            f"run.json is damaged: it has no proper {missing!r}.",
            path=folder,
            hint="Run analyze again.",
        )
    return manifest


def _lacking(manifest: Mapping[str, Any]) -> str:
    """Return the first thing that a manifest lacks of what every run has, or nothing."""
    wrong = next((k for k, kind in _NEEDED.items() if not isinstance(manifest.get(k), kind)), "")
    if wrong:
        return wrong
    inner = [f"counts.{k}" for k in _COUNTS if k not in manifest["counts"]]
    inner += ["settings.seed"] if "seed" not in manifest["settings"] else []
    for code in manifest["codebook"]:
        inner += [f"codebook.{k}" for k in ("name", "lens", "label") if k not in code]
    return next(iter(inner), "")


def load_table(folder: Path, name: str) -> pd.DataFrame:
    """Read one table of a run and check it.

    Parameters
    ----------
    folder : Path
    name : str
        A key of :data:`interview_insights.frames.SCHEMAS`.

    Returns
    -------
    DataFrame

    Raises
    ------
    RunError
        The file is missing or damaged.
    """
    import pandas as pd

    try:
        if name in PARQUET:
            frame = pd.read_parquet(folder / f"{name}.parquet")
            for column in frames.SCHEMAS[name]:
                if column.kind == "text":
                    text = frame[column.name].astype(object)
                    frame[column.name] = text.where(text.notna(), None)
            return frames.check(name, frame)
        return frames.check(name, _read_csv(folder / f"{name}.csv", name))
    except RunError as error:
        raise RunError(error.message, path=folder, hint=error.hint) from None
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise RunError(
            f"The table {name} cannot be read ({str(error).splitlines()[0]}).",
            path=folder,
            hint="Run analyze again.",
        ) from None


def _read_csv(path: Path, name: str) -> pd.DataFrame:
    """Read without pandas' guessing: a label "NA" stays a text, every column has its type."""
    import pandas as pd

    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = [row for row in csv.reader(stream, strict=True) if row] or [[]]
    if header != [column.name for column in frames.SCHEMAS[name]]:
        raise ValueError("other columns than expected")
    if any(len(row) != len(header) for row in rows):
        raise ValueError("a row is cut short")
    columns: dict[str, pd.Series] = {}
    for i, column in enumerate(frames.SCHEMAS[name]):
        cells = [row[i] for row in rows]
        values: list[Any]
        if column.kind == "list":
            values = [_text(cell).split(" | ") if cell else [] for cell in cells]
        elif column.kind in ("int", "float"):
            cast = int if column.kind == "int" else float
            values = [cast(cell) if cell else float("nan") for cell in cells]
        elif column.kind == "bool":
            values = [cell == "True" for cell in cells]
        else:
            values = [None if column.nullable and not cell else _text(cell) for cell in cells]
        dtype = {"int": "int64", "float": "float64", "bool": "bool"}.get(column.kind, "object")
        columns[column.name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns)


def _text(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _guarded(cell) else cell


def load_personas(path: Path) -> tuple[Persona, ...]:
    """Read what :func:`save_personas` wrote.

    Raises
    ------
    RunError
        The file is missing or damaged.
    """

    def statements(items: Any) -> tuple[Statement, ...]:
        return tuple(
            Statement(
                **{**item, "quotes": tuple(item["quotes"]), "answers": tuple(item["answers"])}
            )
            for item in items
        )

    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Persona(
                **{
                    **item,
                    "participants": tuple(item["participants"]),
                    "fields": {field: statements(s) for field, s in item["fields"].items()},
                    "objections": statements(item["objections"]),
                    "how_to_reach": statements(item["how_to_reach"]),
                    "differences": tuple(Difference(**d) for d in item["differences"]),
                    "unknown": tuple(item["unknown"]),
                }
            )
            for item in raw
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RunError(
            f"The personas cannot be read ({error}).", path=path, hint="Run analyze again."
        ) from None
