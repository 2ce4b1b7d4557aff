"""Which column of a table holds what: the names under which columns go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

PARTICIPANTS = frozenset(
    "participant participantid participantname participantno participantnumber participantcode"
    " respondent respondentid respondentname interviewee intervieweeid subject subjectid customer"
    " customerid customername client clientid user userid username pid proband probandin"
    " teilnehmer teilnehmerin kunde kundin befragter caseid case".split()
)
"""Names of a column that tells whose interview a row is, or who speaks in it."""

REVIEWS = frozenset(
    "review reviews reviewtext reviewbody reviewcontent reviewcomment reviewdescription feedback"
    " feedbacktext customerfeedback testimonial opinion comments commenttext customercomment"
    " comment verbatim verbatims freetext rezension kundenrezension kommentar kommentare"
    " rückmeldung meinung commentaire commentaires avis opinión reseña comentario comentarios"
    " recensione opmerking response responses".split()
)
"""Names of a column in which each row is another customer's."""

RATINGS = frozenset(
    "rating ratings stars star starrating score reviewscore reviewrating overallrating nps npsscore"
    " bewertung sterne valoración helpful helpfulvotes verifiedpurchase".split()
)
"""Names of a column beside reviews."""

_ALIASES = {
    "speaker": "speaker speakername speakerlabel speakerid who name sprecher sprecherin person"
    " redner voice talker author reviewer reviewername locuteur hablante from participant"
    f" {' '.join(sorted(PARTICIPANTS - {'participant'}))}",
    "role": "role rolle speakerrole",
    "text": "text utterance utterances utterancetext transcript transcription transcripttext"
    " transkript content words message messagetext sentence sentences statement quote spokentext"
    " speech says said dialogue segment segmenttext turntext äußerung inhalt texte texto"
    f" {' '.join(sorted(REVIEWS - {'response', 'responses'}))}",
    "question": "question questions questiontext frage fragen pregunta interviewerquestion",
    "answer": "answer answers answertext response responses responsetext antwort antworten"
    " respuesta reply respondentanswer",
    "start": "start starttime startsec starts startseconds time timestamp timecode begin"
    " begintime in zeit timein offset timespan von",
    "end": "end endtime endsec ends endseconds stop stoptime out timeout to bis",
    "interview": "interview interviewid interviewno interviewnumber conversation conversationid"
    " dialogueid dialogid dialogue dialog transcriptid file filename session sessionid call callid"
    " chat chatid thread threadid ticket ticketid meeting meetingid recording recordingid visit"
    " visitid gespräch",
    "participant": " ".join(sorted(PARTICIPANTS)),
}
_LOOKUP = [(what, tuple(words.split())) for what, words in _ALIASES.items()]
WORDS = frozenset((*_ALIASES["text"].split(), *_ALIASES["answer"].split()))
"""Names of a column of words, which are no question."""
_UNIT = re.compile(r"(?:in)?(?P<ms>ms|msecs?|millis|milliseconds)$|(?:in)?(?:s|secs?|seconds)$")
# Two columns so headed hold what each says, where no other column does.
_ASKING = "interviewer interviewerin moderator moderatorin researcher".split()
_ANSWERING = "respondent interviewee participant customer befragter befragte".split()
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
    participant: int | None = None
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

    @property
    def words(self) -> int | None:
        """The column of words, of answers where there are no others."""
        return self.text if self.text is not None else self.answer


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
    cells = [bare(cell) for cell in header]
    found: dict[str, int] = {}
    for what, words in _LOOKUP:
        at = _position(cells, words, set(found.values()), timed=what in ("start", "end"))
        if at is not None:
            found[what] = at
    if not found:
        return None
    unit = _UNIT.search(cells[found["start"]]) if "start" in found else None
    milliseconds = bool(unit and unit["ms"])
    asking = _position(cells, _ASKING, set(), timed=False)
    answering = _position(cells, _ANSWERING, set(), timed=False)
    named = {"text", "question", "answer"} & found.keys()
    if named or asking is None or answering is None:
        return Columns(**found, milliseconds=milliseconds)
    spare = {what: at for what, at in found.items() if at not in (asking, answering)}
    return Columns(**spare, question=asking, answer=answering, milliseconds=milliseconds)


def _position(cells: list[str], words: Sequence[str], taken: set[int], timed: bool) -> int | None:
    free = [(n, cell) for n, cell in enumerate(cells) if n not in taken]
    named: dict[str, int] = {}
    for n, cell in free:
        named.setdefault(cell, n)
        if timed:
            named.setdefault(_UNIT.sub("", cell), n)
    # In the aliases' order: "speaker" before a "participant" further left.
    return next((named[word] for word in words if word in named), None)


def bare(cell: object) -> str:
    """Return a column's name in small letters, without blanks and marks."""
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
        if columns and columns.words is not None and spare[1] is None:
            spare = (at, columns)
    return spare
