"""Transcripts to the segments table: every sentence, with its question, offsets and times."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from interview_insights import frames
from interview_insights.language.sentences import split_texts
from interview_insights.records import Mark, Transcript, Turn

if TYPE_CHECKING:
    import pandas as pd

_QUESTION_LENGTH = 240
_ASIDE = re.compile(
    r"\W*(?:(?:m+|m+hm+|uh-?huh|hm+|okay|ok|right|yeah|yes|sure|i see|go on|"
    r"wow|really|great|lovely|of course|ah|oh)\b\W*)*",
    re.IGNORECASE,
)


def segment(
    transcripts: Sequence[Transcript], language: str = "en", spacy_model: str = ""
) -> pd.DataFrame:
    """Split transcripts into sentences.

    Parameters
    ----------
    transcripts : sequence of Transcript
    language : str, default "en"
        ISO 639-1 code of the sentence splitter.
    spacy_model : str
        An installed spaCy pipeline to take instead of the shipped one.

    Returns
    -------
    DataFrame of shape (sentences, 16)
        The table ``segments`` (docs/frames.md), interviewers' sentences included.

    Raises
    ------
    ModelError
        spaCy does not know the language or the named pipeline.
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for transcript in transcripts:
        rows += _rows(transcript, language, spacy_model)
    if not rows:
        return frames.empty("segments")
    return frames.check("segments", pd.DataFrame(rows))


def _rows(transcript: Transcript, language: str, spacy_model: str) -> list[dict[str, Any]]:
    people = {s.name: (s.participant, s.group) for s in transcript.speakers}
    spans = split_texts([turn.text for turn in transcript.turns], language, spacy_model)
    rows: list[dict[str, Any]] = []
    question = ""
    for turn, sentences in zip(transcript.turns, spans, strict=True):
        if turn.role == "interviewer" and not _ASIDE.fullmatch(turn.text):
            question = _last_words(turn.text, sentences)
        person, group = people.get(turn.speaker, ("", ""))
        for number, (start, end) in enumerate(sentences):
            first, last = _marks(turn, turn.start_char + start, turn.start_char + end)
            rows.append(
                {
                    "segment_id": f"{transcript.id}:{turn.index:04d}:{number}",
                    "transcript": transcript.id,
                    "path": transcript.path,
                    "place": str(first.place),
                    "participant": person or transcript.participant,
                    "group": group or transcript.group,
                    "turn": turn.index,
                    "sentence": number,
                    "role": turn.role,
                    "speaker": turn.speaker,
                    "question": question if turn.role != "interviewer" else "",
                    "text": turn.text[start:end],
                    "start_char": turn.start_char + start,
                    "end_char": turn.start_char + end,
                    "start_s": first.start_s,
                    "end_s": last.end_s,
                }
            )
    return rows


def _last_words(text: str, spans: list[tuple[int, int]]) -> str:
    # A long turn is an explanation that ends in the question: its last sentences count.
    for start, _ in spans:
        if len(text) - start <= _QUESTION_LENGTH:
            return text[start:]
    return text[spans[-1][0] :] if spans else text


def _marks(turn: Turn, start: int, end: int) -> tuple[Mark, Mark]:
    """Return the marks of the utterances in which a sentence begins and ends."""
    if not turn.marks:
        whole = Mark(turn.start_char, turn.place, turn.start_s, turn.end_s)
        return whole, whole
    starts = [mark.start_char for mark in turn.marks]
    first = max(0, bisect.bisect_right(starts, start) - 1)
    last = max(first, bisect.bisect_left(starts, end) - 1)
    return turn.marks[first], turn.marks[last]
