"""A folder of interviews to a Study."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import StudyError
from interview_insights.records import Study
from interview_insights.settings import Settings, load_settings

if TYPE_CHECKING:
    from interview_insights.read.survey import Survey


def read_study(
    path: str | Path,
    *,
    groups: Iterable[str] | None = None,
    interviewers: Iterable[str] | None = None,
    settings: Settings | None = None,
) -> Study:
    """Read all interviews of a study folder.

    Parameters
    ----------
    path : str or Path
        A folder with a subfolder for each group, and optionally participants.csv
        and study.toml; or one file, which makes a study of one interview.
    groups : iterable of str, optional
        Keep only these groups.
    interviewers : iterable of str, optional
        Names of interviewers; they win over those in the settings.
    settings : Settings, optional
        Taken instead of study.toml.

    Returns
    -------
    Study
        Transcripts sorted by path. A file that cannot be read is in ``skipped``
        with its reason and never stops the rest.

    Raises
    ------
    StudyError
        There is no such folder, participants.csv or study.toml is malformed, or
        not one transcript can be read.
    ReadError
        ``path`` is one file, and it cannot be read.
    """
    survey = open_study(path, groups=groups, interviewers=interviewers, settings=settings)
    transcripts = tuple(survey.transcripts())
    if not transcripts:
        raise nothing_read(path, survey)
    return Study(
        name=survey.name,
        root=str(survey.root if survey.is_file else path),
        transcripts=transcripts,
        skipped=tuple(survey.skipped),
        attributes=survey.attributes,
        warnings=survey.warnings,
        ignored=survey.ignored,
    )


def open_study(
    path: str | Path,
    *,
    groups: Iterable[str] | None = None,
    interviewers: Iterable[str] | None = None,
    settings: Settings | None = None,
) -> Survey:
    """Open a study whose transcripts are wanted one at a time.

    Parameters
    ----------
    path, groups, interviewers, settings
        As in :func:`read_study`.

    Returns
    -------
    Survey

    Raises
    ------
    StudyError
        As in :func:`read_study`, which also refuses a study without transcripts.
    """
    from interview_insights.read.survey import Survey

    root = Path(path)
    folder = not _is_file(root)
    chosen = settings or (load_settings(root) if folder else Settings())
    chosen = chosen.updated(interviewers=_listed(interviewers) or None)
    return Survey(root, chosen, _listed(groups))


def _listed(values: Iterable[str] | None) -> tuple[str, ...]:
    # A single name is a likely slip, and would be taken letter by letter.
    return (values,) if isinstance(values, str) else tuple(values or ())


def _is_file(root: Path) -> bool:
    try:
        if root.is_dir():
            return False
        if root.exists():
            return True
    except (OSError, ValueError):
        pass
    raise StudyError("There is no such folder.", path=root, hint="Check the spelling of the path.")


def nothing_read(path: str | Path, survey: Survey) -> StudyError:
    """Return the error for a study without one readable transcript."""
    skipped = survey.skipped
    if skipped:
        reasons = " ".join(f"{s.path}: {s.reason}" for s in skipped[:3])
        more = f" And {len(skipped) - 3} more." if len(skipped) > 3 else ""
        return StudyError(f"No transcript can be read. {reasons}{more}", path=path)
    return StudyError(
        " ".join(("The folder holds no transcript.", *survey.warnings)),
        path=path,
        hint="Put the files of each group into a subfolder with the group's name.",
    )
