"""Which column of a table holds what: the names under which columns go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ALIASES = {
    "speaker": "speaker speakername speakerlabel speakerid who name sprecher sprecherin person"
    " redner voice talker author locuteur hablante from participant",
    "role": "role rolle speakerrole",
    "text": "text utterance transcript transcription content words message sentence sentences"
    " statement comment quote spokentext speech says said verbatim dialogue segment turntext"
    " inhalt texte texto",
    "question": "question questions frage pregunta interviewerquestion",
    "answer": "answer answers response responses antwort respuesta reply respondentanswer",
    "start": "start starttime startsec starts startseconds startms time timestamp timecode begin"
    " begintime in zeit from timein offset",
    "end": "end endtime endsec ends endseconds endms stop stoptime out timeout to bis",
    "interview": "interview interviewid conversation conversationid dialogueid dialogid"
    " transcriptid file filename session sessionid callid",
}
_LOOKUP = [(what, tuple(words.split())) for what, words in _ALIASES.items()]
HEADER_ROWS = 10  # titles may stand above the header
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions of the known columns in a row, None for one that is not there."""

    speaker: int | None = None
    role: int | None = None
    text: int | None = None
    question: int | None = None
    answer: int | None = None
    start: int | None = None
    end: int | None = None
    interview: int | None = None
    milliseconds: bool = False

    @property
    def pairs(self) -> bool:
        """Whether a row is a question with its answer."""
        return self.text is None and self.question is not None and self.answer is not None

    @property
    def usable(self) -> bool:
        """Whether the columns can be told to be a transcript's, by content alone."""
        beside = (self.speaker, self.role, self.start)
        return self.pairs or (self.text is not None and any(at is not None for at in beside))


def columns_of(header: Sequence[object]) -> Columns | None:
    """Return where the known columns stand; None where no cell is a known name.

    Parameters
    ----------
    header : sequence
        The cells of a row.

    Returns
    -------
    Columns or None
    """
    cells = [_bare(cell) for cell in header]
    found: dict[str, int] = {}
    for what, words in _LOOKUP:
        # In the aliases' order: "speaker" before a "participant" further left.
        fits = (n for word in words for n, cell in enumerate(cells) if cell == word)
        at = next((n for n in fits if n not in found.values()), None)
        if at is not None:
            found[what] = at
    if not found:
        return None
    return Columns(**found, milliseconds="start" in found and cells[found["start"]].endswith("ms"))


def _bare(cell: object) -> str:
    return re.sub(r"[\W_]+", "", str(cell)[:60].casefold()) if cell is not None else ""


def delimiter_of(text: str) -> str | None:
    """Return the delimiter under which one of the first lines is a transcript's header."""
    lines = text[:20_000].split("\n")[:HEADER_ROWS]
    for line in lines:
        for delimiter in DELIMITERS:
            columns = columns_of(_split(line, delimiter)) if delimiter in line else None
            if columns and columns.usable:
                return delimiter
    return None


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def header_of(rows: Sequence[Sequence[object]]) -> tuple[int, Columns | None]:
    """Return the header's position and columns; a column of words alone will do.

    Parameters
    ----------
    rows : sequence of rows

    Returns
    -------
    at : int
        Position in ``rows``.
    columns : Columns or None
        None where none of the first rows is a header.
    """
    spare: tuple[int, Columns | None] = (0, None)
    for at, row in enumerate(rows[:HEADER_ROWS]):
        columns = columns_of(row)
        if columns and columns.usable:
            return at, columns
        if columns and columns.text is not None and spare[1] is None:
            spare = (at, columns)
    return spare
