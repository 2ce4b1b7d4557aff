"""A folder of interviews to a Study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from interview_insights.errors import ReadError, StudyError
from interview_insights.read.listing import PARTICIPANTS_FILE, list_study
from interview_insights.read.transcript import Draft, draft, finish, id_of
from interview_insights.records import Skipped, Study, Transcript
from interview_insights.settings import Settings, load_settings

if TYPE_CHECKING:
    from interview_insights.read.participants import Entry

NO_GROUP = "all"


@dataclass(frozen=True, slots=True)
class _File:
    """A transcript file's place in the study, before it is read."""

    path: str
    id: str
    participant: str
    group: str


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
    from interview_insights.read.participants import match_files, read_participants

    root = Path(path)
    asking = _listed(interviewers)
    if _is_file(root):
        return _study_of_one(root, asking, settings)
    chosen = settings if settings is not None else load_settings(root)
    asking = asking or chosen.interviewers
    listing = list_study(root, (chosen.codebook,))
    entries, left = match_files(
        read_participants(root / PARTICIPANTS_FILE), listing.files, root / PARTICIPANTS_FILE
    )
    kept, told = _kept(_places(listing.files, entries), _listed(groups))
    drafts, skipped = _drafts(root, kept)
    transcripts, without = _finished(drafts, asking)
    skipped = sorted([*listing.skipped, *skipped, *without], key=lambda s: s.path)
    if not transcripts:
        raise _nothing(path, skipped, told)
    return Study(
        name=chosen.name or root.resolve().name,
        root=str(path),
        transcripts=tuple(transcripts),
        skipped=tuple(skipped),
        attributes=_attributes(transcripts, entries),
        warnings=(*told, *_warnings(transcripts, left)),
        ignored=listing.ignored,
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


def _study_of_one(root: Path, asking: tuple[str, ...], settings: Settings | None) -> Study:
    chosen = settings if settings is not None else Settings()
    transcript = finish(
        draft(root),
        id=id_of(root.stem),
        path=root.name,
        participant=root.stem,
        group=root.absolute().parent.name,
        interviewers=asking or chosen.interviewers,
    )
    return Study(chosen.name or root.stem, str(root.parent), (transcript,))


def _places(files: Sequence[str], entries: Mapping[str, Entry]) -> list[_File]:
    """Return group, participant and id of each file, before any is read.

    Ids rest on all files alike, so that an unreadable one changes no other's.
    """
    places = []
    for file in files:
        pure, entry = PurePosixPath(file), entries.get(file)
        folder = pure.parts[0] if len(pure.parts) > 1 else NO_GROUP
        group = (entry.group if entry else "") or folder
        participant = (entry.participant if entry else "") or pure.stem
        places.append(_File(file, id_of(pure.stem), participant, group))
    return _unique(places)


def _unique(places: list[_File]) -> list[_File]:
    counts = Counter(place.id for place in places)
    taken: set[str] = {place.id for place in places if counts[place.id] == 1}
    unique: list[_File] = []
    for place in places:
        name = place.id
        if counts[place.id] > 1:
            base = name = f"{id_of(place.group)}_{place.id}"
            number = 2
            while name in taken:
                name, number = f"{base}-{number}", number + 1
            taken.add(name)
        unique.append(_File(place.path, name, place.participant, place.group))
    return unique


def _kept(places: list[_File], groups: tuple[str, ...]) -> tuple[list[_File], tuple[str, ...]]:
    """Return the files of the wanted groups, and what to tell about the others."""
    if not groups:
        return places, ()
    from interview_insights.read import names

    wanted = {names.key(group) for group in groups}
    kept = [place for place in places if names.key(place.group) in wanted]
    others = Counter(place.group for place in places if names.key(place.group) not in wanted)
    told = [f"{n} files of the group {group!r} were left out." for group, n in others.items()]
    present = {names.key(place.group) for place in kept}
    told += [f"There is no file of the group {g!r}." for g in groups if names.key(g) not in present]
    return kept, tuple(told)


def _drafts(root: Path, places: list[_File]) -> tuple[list[tuple[_File, Draft]], list[Skipped]]:
    drafts: list[tuple[_File, Draft]] = []
    skipped: list[Skipped] = []
    for place in places:
        try:
            drafts.append((place, draft(root / place.path)))
        except ReadError as error:
            skipped.append(_skipped(place, error))
    return drafts, skipped


def _finished(
    drafts: list[tuple[_File, Draft]], asking: tuple[str, ...]
) -> tuple[list[Transcript], list[Skipped]]:
    from interview_insights.read.roles import recurring_speakers

    recurring = recurring_speakers([made.cast for _, made in drafts])
    transcripts: list[Transcript] = []
    skipped: list[Skipped] = []
    for place, made in drafts:
        try:
            transcripts.append(
                finish(
                    made,
                    id=place.id,
                    path=place.path,
                    participant=place.participant,
                    group=place.group,
                    interviewers=asking,
                    recurring=recurring,
                )
            )
        except ReadError as error:
            skipped.append(_skipped(place, error))
    return transcripts, skipped


def _skipped(place: _File, error: ReadError) -> Skipped:
    where = f"Line {error.line}: " if error.line is not None else ""
    return Skipped(place.path, f"{where}{error.message}", error.hint or "")


def _nothing(path: str | Path, skipped: Sequence[Skipped], told: tuple[str, ...]) -> StudyError:
    if skipped:
        reasons = " ".join(f"{s.path}: {s.reason}" for s in skipped[:3])
        more = f" And {len(skipped) - 3} more." if len(skipped) > 3 else ""
        return StudyError(f"No transcript can be read. {reasons}{more}", path=path)
    return StudyError(
        " ".join(("The folder holds no transcript.", *told)),
        path=path,
        hint="Put the files of each group into a subfolder with the group's name.",
    )


def _attributes(
    transcripts: Iterable[Transcript], entries: Mapping[str, Entry]
) -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for transcript in transcripts:
        entry = entries.get(transcript.path)
        if entry and entry.attributes:
            found[transcript.participant] = {
                **found.get(transcript.participant, {}),
                **{name: value for name, value in entry.attributes.items() if value},
            }
    return found


def _warnings(transcripts: Sequence[Transcript], left: Sequence[Entry]) -> tuple[str, ...]:
    told = [
        f'participants.csv, row {entry.row}: there is no file "{entry.file}".' for entry in left
    ]
    loose = sum(t.group == NO_GROUP and "/" not in t.path for t in transcripts)
    if loose:
        told.append(f'{loose} files lie in no group\'s folder; their group is "{NO_GROUP}".')
    first: dict[str, str] = {}
    for transcript in transcripts:
        twin = first.setdefault(transcript.sha256, transcript.path)
        if twin != transcript.path:
            told.append(f"{twin} and {transcript.path} are the same file and count twice.")
    return tuple(told)
