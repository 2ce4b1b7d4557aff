"""A study's files, read one at a time: memory does not grow with their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from interview_insights.errors import ReadError
from interview_insights.read import names
from interview_insights.read.listing import PARTICIPANTS_FILE, Listing, list_study
from interview_insights.read.people import Place, check_rows, place_of
from interview_insights.read.reading import Options
from interview_insights.read.transcript import Draft, drafts, finish, id_of
from interview_insights.records import Skipped, Transcript
from interview_insights.settings import Settings

if TYPE_CHECKING:
    pass

NO_GROUP = "all"
_KEPT_CHARACTERS = 2_000_000
"""Of drafts kept between the passes; beyond, a file is read twice rather than kept."""


@dataclass(frozen=True, slots=True)
class _File:
    """What the first pass keeps of a file: how its interviews are called, not what is said."""

    path: str
    interviews: tuple[str, ...]
    drafts: tuple[Draft, ...] | None


class Survey:
    """The files of a study, in two passes.

    The first finds who speaks in which file, for an interviewer may be known only by
    speaking in most of them; the second yields the transcripts. After the second,
    ``skipped``, ``warnings`` and ``attributes`` are complete.

    Parameters
    ----------
    root : Path
        A study folder, or one file: then nothing is skipped, for its error is raised.
    settings : Settings
    groups : sequence of str
        Keep only these; all where empty.
    """

    def __init__(self, root: Path, settings: Settings, groups: Sequence[str] = ()) -> None:
        from interview_insights.read.participants import match_files, read_participants

        self.is_file = root.is_file()
        self.name = settings.name or (root.stem if self.is_file else root.resolve().name)
        self.root = root.parent if self.is_file else root
        self.attributes: dict[str, Mapping[str, str]] = {}
        self._interviewers = settings.interviewers
        self._options = options_of(settings, root)
        self._wanted = tuple(groups)
        listing = (
            Listing((root.name,), (), 0) if self.is_file else list_study(root, (settings.codebook,))
        )
        self._files = listing.files
        self.ignored = listing.ignored
        self.skipped: list[Skipped] = list(listing.skipped)
        table = root / PARTICIPANTS_FILE
        rows = () if self.is_file else read_participants(table)
        self._entries, left = match_files(rows, listing.files, table)
        self._told = [
            f'participants.csv, row {entry.row}: there is no file "{entry.file}".' for entry in left
        ]
        self._looked: tuple[list[_File], frozenset[str]] | None = None
        self._several_files = False
        self._others: Counter[str] = Counter()
        self._seen_groups: set[str] = set()
        self._loose: set[str] = set()
        self._digests: dict[str, str] = {}
        self._twins: list[str] = []

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to tell about the study as a whole."""
        told = [
            f"{n} interviews of the group {g!r} were left out." for g, n in self._others.items()
        ]
        told += [
            f"There is no interview of the group {g!r}."
            for g in self._wanted
            if names.key(g) not in self._seen_groups
        ]
        told += self._told
        if self._loose:
            told.append(
                f'{len(self._loose)} files lie in no group\'s folder; their group is "{NO_GROUP}".'
            )
        return (*told, *self._twins)

    def transcripts(self) -> Iterator[Transcript]:
        """Yield the transcripts in order of their files' paths.

        Yields
        ------
        Transcript

        Raises
        ------
        StudyError
            Two rows of participants.csv speak of the same interview.
        """
        files, recurring = self._looked or self.look()
        self._several_files = sum(len(file.interviews) > 1 for file in files) > 1
        ids = _ids(files, self._folder)
        for file in files:
            try:
                found = (
                    file.drafts
                    if file.drafts is not None
                    else drafts(self.root / file.path, self._options)
                )
            except ReadError as error:  # gone or changed since the first pass
                self._skip(file.path, error)
                continue
            yield from self._of_file(file, found, ids, recurring)
        self.skipped.sort(key=lambda s: s.path)

    def look(
        self, progress: Callable[[int, int], None] | None = None
    ) -> tuple[list[_File], frozenset[str]]:
        """Make the first pass.

        Parameters
        ----------
        progress : callable, optional
            Called with (files done, files in all).

        Returns
        -------
        files : list
            What is kept of each.
        recurring : frozenset of str
            Keys of the speakers who take part in most of them.
        """
        from interview_insights.read.roles import recurring_speakers

        files: list[_File] = []
        casts: list[tuple[str, ...]] = []
        budget = _KEPT_CHARACTERS
        for number, path in enumerate(self._files, 1):
            if progress:
                progress(number, len(self._files))
            try:
                found = drafts(self.root / path, self._options)
            except ReadError as error:
                if self._is_wanted(self._folder(path)):
                    self._skip(path, error)
                files.append(_File(path, (), ()))
                continue
            casts += [draft.cast for draft in found]
            budget -= sum(draft.turns[-1].end_char for draft in found)
            interviews = tuple(draft.reading.name for draft in found)
            files.append(_File(path, interviews, found if budget > 0 else None))
        self._looked = files, recurring_speakers(casts)
        return self._looked

    def _of_file(
        self,
        file: _File,
        found: tuple[Draft, ...],
        ids: Mapping[tuple[str, str], str],
        recurring: frozenset[str],
    ) -> Iterator[Transcript]:
        entries = self._entries.get(file.path, ())
        used: frozenset[int] = frozenset()
        for draft in found:
            place = place_of(
                draft,
                entries,
                several=len(found) > 1,
                participant=PurePosixPath(file.path).stem,
                group=self._folder(file.path),
                qualified=self._several_files,
            )
            used |= place.rows
            try:
                transcript = self._finished(draft, file.path, place, ids, recurring)
            except ReadError as error:
                self._skip(file.path, error)
                continue
            if self._is_kept(transcript):
                self._note(transcript, place)
                yield transcript
        if found:
            check_rows(entries, used, self.root / PARTICIPANTS_FILE)

    def _finished(
        self,
        draft: Draft,
        path: str,
        place: Place,
        ids: Mapping[tuple[str, str], str],
        recurring: frozenset[str],
    ) -> Transcript:
        return finish(
            draft,
            id=ids[path, draft.reading.name],
            path=path,
            participant=place.participant,
            group=place.group,
            interviewers=place.interviewers or self._interviewers,
            recurring=recurring,
            people=place.people,
        )

    def _skip(self, path: str, error: ReadError) -> None:
        if self.is_file:
            raise error
        where = f"Line {error.line}: " if error.line is not None else ""
        self.skipped.append(Skipped(path, f"{where}{error.message}", error.hint or ""))

    def _folder(self, path: str) -> str:
        """Return the group that a file has by its row or its folder."""
        if self.is_file:
            return self.root.absolute().name
        own = [entry.group for entry in self._entries.get(path, ()) if entry.group]
        if len(set(own)) == 1:
            return own[0]
        parts = PurePosixPath(path).parts
        return parts[0] if len(parts) > 1 else NO_GROUP

    def _is_wanted(self, group: str) -> bool:
        return not self._wanted or names.key(group) in {names.key(g) for g in self._wanted}

    def _is_kept(self, transcript: Transcript) -> bool:
        groups = transcript.groups
        if any(self._is_wanted(group) for group in groups):
            self._seen_groups |= {names.key(group) for group in groups}
            return True
        self._others[transcript.group] += 1
        return False

    def _note(self, transcript: Transcript, place: Place) -> None:
        for participant, further in place.attributes.items():
            filled = {name: value for name, value in further.items() if value}
            if filled:
                self.attributes[participant] = {**self.attributes.get(participant, {}), **filled}
        if transcript.group == NO_GROUP and not self.is_file and "/" not in transcript.path:
            self._loose.add(transcript.path)
        twin = self._digests.setdefault(transcript.sha256, transcript.path)
        if twin != transcript.path:
            told = f"{twin} and {transcript.path} are the same file and count twice."
            if told not in self._twins[-1:]:
                self._twins.append(told)


def options_of(settings: Settings, root: Path) -> Options:
    """Return what the settings say about reading.

    Raises
    ------
    StudyError
        ``keep`` names no cleaning.
    """
    from interview_insights.errors import StudyError
    from interview_insights.read.cleaning import CLEANINGS

    unknown = [name for name in settings.keep if name not in CLEANINGS]
    if unknown:
        raise StudyError(
            f"There is no cleaning {unknown[0]!r} to keep.",
            path=root,
            hint=f"Known ones: {', '.join(CLEANINGS)}.",
        )
    return Options(settings.group_column, frozenset(settings.keep))


def _ids(files: Iterable[_File], group_of: Callable[[str], str]) -> dict[tuple[str, str], str]:
    """Return an id for each interview, unique in the study.

    Ids rest on all files alike, so that an unreadable one changes no other's.
    """
    wanted = [
        (file.path, name, id_of(f"{PurePosixPath(file.path).stem}.{name}" if name else _stem(file)))
        for file in files
        for name in file.interviews or ("",)
    ]
    counts = Counter(base for _, _, base in wanted)
    taken = {base for _, _, base in wanted if counts[base] == 1}
    ids: dict[tuple[str, str], str] = {}
    for path, interview, base in wanted:
        name = base
        if counts[base] > 1:
            first = name = f"{id_of(group_of(path))}_{base}"
            number = 2
            while name in taken:
                name, number = f"{first}-{number}", number + 1
            taken.add(name)
        ids[path, interview] = name
    return ids


def _stem(file: _File) -> str:
    return PurePosixPath(file.path).stem
