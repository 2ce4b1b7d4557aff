"""Single words of a speech recogniser to utterances."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from interview_insights.records import NO_TIME, Place, Utterance

PAUSE_S = 2.0
"""Silence after which a new utterance begins."""

_CLOSING = re.compile(r"[.,;:!?…%)\]}»”’。、，！？：；]+")
_SENTENCE_END = re.compile(r"[.?!…。！？][\"'”’)\]]*$")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_CARRIES_BLANKS = 0.3


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark. ``segment`` is its number in the file's own segments, 0 for none.

    ``glue`` says on which side no blank stands: ``"before"``, ``"after"`` or ``"both"``.
    """

    text: str
    speaker: str = ""
    start_s: float = NO_TIME
    end_s: float = NO_TIME
    segment: int = 0
    glue: str = ""


def joined(words: Sequence[Word]) -> str:
    """Return words as a line of text: marks stand close, and so do words that say so."""
    return "".join(_pieces(words, _carry_blanks(words)))


def _carry_blanks(words: Sequence[Word]) -> bool:
    """Whether the words bring their blanks along, as pieces of words do (``" I"``, ``"'m"``)."""
    blank = sum(word.text != word.text.strip() for word in words)
    return blank >= max(1, _CARRIES_BLANKS * len(words))


def _pieces(words: Sequence[Word], carried: bool) -> Iterable[str]:
    if carried:
        yield from (word.text for word in words)
        return
    open_after = True
    last = ""
    for word in words:
        text = word.text.strip()
        if not text:
            continue
        close = open_after or word.glue in ("before", "both") or _CLOSING.fullmatch(text)
        unspaced = _UNSPACED.match(text[0]) and _UNSPACED.match(last or " ")
        yield text if close or unspaced else f" {text}"
        open_after = word.glue in ("after", "both") or text in ("(", "[", "¿", "¡", "«", "“")
        last = text[-1]


def filled(words: Sequence[Word]) -> tuple[list[Word], int]:
    """Give words without a speaker to the one before; return how many there were.

    The first ones go to the speaker that follows. Marks do not count.
    """
    first = next((word.speaker for word in words if word.speaker), "")
    done: list[Word] = []
    missing = 0
    speaker = first
    for word in words:
        if word.speaker:
            speaker = word.speaker
        elif speaker:
            missing += not (word.glue == "before" or _CLOSING.fullmatch(word.text.strip() or "."))
            word = replace(word, speaker=speaker)  # noqa: PLW2901
        done.append(word)
    return done, missing


def join_words(words: Sequence[Word]) -> list[Utterance]:
    """Join words to utterances.

    A new one begins where another speaks, after a pause of :data:`PAUSE_S`, and where
    the file's own segments part. Utterances of words without segments are numbered.

    Parameters
    ----------
    words : sequence of Word
        In order of time.

    Returns
    -------
    list of Utterance
        Their place counts segments.
    """
    carried = _carry_blanks(words)
    groups: list[list[Word]] = []
    end = NO_TIME
    for word in words:
        attached = not carried and (word.glue == "before" or _CLOSING.fullmatch(word.text.strip()))
        blank = not word.text.strip()
        if groups and (attached or blank or not _parts(groups[-1][0], word, end)):
            groups[-1].append(word)
        else:
            groups.append([word])
        end = word.end_s if not math.isnan(word.end_s) else end
    spoken = ((group, "".join(_pieces(group, carried))) for group in groups)
    return [
        _utterance(group, text, number)
        for number, (group, text) in enumerate((pair for pair in spoken if pair[1].strip()), 1)
    ]


def _parts(first: Word, word: Word, end: float) -> bool:
    other = word.speaker != first.speaker or word.segment != first.segment
    return other or word.start_s - end > PAUSE_S


def _utterance(group: Sequence[Word], text: str, number: int) -> Utterance:
    starts = (word.start_s for word in group if not math.isnan(word.start_s))
    ends = [word.end_s for word in group if not math.isnan(word.end_s)]
    return Utterance(
        group[0].speaker,
        text,
        Place("segment", group[0].segment or number),
        next(starts, NO_TIME),
        max(ends, default=NO_TIME),
    )


def by_sentences(words: Sequence[Word]) -> list[Utterance]:
    """Part the words of a segment in which several speak.

    Recognisers mistake the speaker of single words, so each sentence goes to whom
    most of its words belong.

    Parameters
    ----------
    words : sequence of Word
        Of one segment.

    Returns
    -------
    list of Utterance
        One where all sentences are one speaker's.
    """
    sentences: list[list[Word]] = [[]]
    for word in words:
        sentences[-1].append(word)
        if _SENTENCE_END.search(word.text.rstrip()):
            sentences.append([])
    told: list[Word] = []
    for sentence in filter(None, sentences):
        votes = Counter(word.speaker for word in sentence if word.speaker)
        speaker = votes.most_common(1)[0][0] if votes else ""
        told += [replace(word, speaker=speaker) for word in sentence]
    return join_words(filled(told)[0])
