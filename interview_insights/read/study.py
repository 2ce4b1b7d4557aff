"""A folder of interviews to a Study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights.errors import StudyError
from interview_insights.records import Study, Transcript
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
    from interview_insights.read.survey import Survey

    root = Path(path)
    if _is_file(root):
        return _study_of_file(root, _listed(interviewers), settings)
    chosen = settings if settings is not None else load_settings(root)
    chosen = chosen.updated(interviewers=_listed(interviewers) or None)
    survey = Survey(root, chosen, _listed(groups))
    transcripts = tuple(survey.transcripts())
    if not transcripts:
        raise nothing_read(path, survey)
    return Study(
        name=chosen.name or root.resolve().name,
        root=str(path),
        transcripts=transcripts,
        skipped=tuple(survey.skipped),
        attributes=survey.attributes,
        warnings=survey.warnings,
        ignored=survey.ignored,
    )


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


def _study_of_file(root: Path, asking: tuple[str, ...], settings: Settings | None) -> Study:
    from interview_insights.read.people import place_of
    from interview_insights.read.survey import options_of
    from interview_insights.read.transcript import drafts, finish, id_of

    chosen = settings if settings is not None else Settings()
    found = drafts(root, options_of(chosen, root))
    transcripts: list[Transcript] = []
    attributes: dict[str, Mapping[str, str]] = {}
    for draft in found:
        place, _ = place_of(
            draft,
            (),
            several=len(found) > 1,
            participant=root.stem,
            group=root.absolute().parent.name,
        )
        name = draft.reading.name
        transcripts.append(
            finish(
                draft,
                id=id_of(f"{root.stem}.{name}" if name else root.stem),
                path=root.name,
                participant=place.participant,
                group=place.group,
                interviewers=asking or chosen.interviewers,
            )
        )
        attributes |= place.attributes
    return Study(
        chosen.name or root.stem, str(root.parent), tuple(transcripts), attributes=attributes
    )


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
