"""How each interview was led, and the one thing to do better next time.

The limits are those of good customer interviews: the interviewer says a sixth to
a quarter of all words, asks for past behaviour, and suggests no answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_insights.compare.question_kinds import Judge, by_rule
from interview_insights.frames import check, empty
from interview_insights.records import NONE

if TYPE_CHECKING:
    import pandas as pd

TALK_LOW, TALK_HIGH = 1 / 6, 1 / 4
HYPOTHETICAL_HIGH = 0.20
LEADING_HIGH = 0.10
QUESTIONS_LOW = 5
SENTENCES_LOW = 15


_THIN = 4  # words, under which an answer has no substance
_QUANTITY = re.compile(
    r"\bhow (?:many|much|often|long|frequently|regularly)\b|\bper (?:week|month|year)\b"
    r"|\bhow (?:big|far|old)\b|\b(?:number|amount) of\b",
    re.I,
)


def quality(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    fields: Sequence[str] = (),
    judge: Judge = by_rule,
) -> pd.DataFrame:
    """Judge how each interview was led.

    Parameters
    ----------
    segments : DataFrame of shape (segments, columns of the schema)
        With the interviewer's turns.
    codings : DataFrame of shape (codings, columns of the schema)
    fields : sequence of str
        Names of the codebook's fields, to say which did not come up.
    judge : callable, default by_rule
        Tells the kinds of an interviewer's turns, English ones.

    Returns
    -------
    DataFrame of shape (transcripts, columns of the schema ``quality``)
        Sorted by transcript. Shares run from 0 to 1 and are 0 where there is
        nothing to share. ``advice`` is None where the interview is fine.

    Raises
    ------
    RunError
        The result breaks the schema.

    References
    ----------
    Fitzpatrick 2013, The Mom Test, for what makes a question poor.
    """
    import pandas as pd

    if segments.empty:
        return empty("quality")
    coded: dict[str, set[str]] = {}
    for segment, field in zip(codings["segment_id"], codings["field"], strict=True):
        if field != NONE:
            coded.setdefault(segment, set()).add(field)
    rows = [
        _judged(str(name), rows.sort_values(["turn", "sentence"]), coded, fields, judge)
        for name, rows in segments.groupby("transcript", sort=True)
    ]
    frame = pd.DataFrame(rows)
    # Without it a column of None alone would turn into NaN.
    frame["advice"] = frame["advice"].astype(object).where(frame["advice"].notna(), None)
    return check("quality", frame)


def _judged(
    name: str,
    rows: pd.DataFrame,
    fields_of: dict[str, set[str]],
    fields: Sequence[str],
    judge: Judge,
) -> dict[str, object]:
    respondent = rows[rows["role"] == "respondent"]
    interviewer = rows[rows["role"] == "interviewer"]
    turns = interviewer.groupby("turn", sort=True).agg(
        text=("text", " ".join), begins=("segment_id", "first")
    )
    texts, begins = turns["text"].tolist(), turns["begins"].tolist()
    kinds = judge(texts)
    questions = [at for at, kind in enumerate(kinds) if kind.question]
    asked = max(len(questions), 1)
    words = rows["text"].map(lambda text: len(text.split()))
    talk = float(words[interviewer.index].sum() / max(words.sum(), 1))
    hypothetical = [at for at in questions if kinds[at].hypothetical]
    leading = [at for at in questions if kinds[at].leading]
    answers = words[respondent.index].groupby(respondent["turn"]).sum()
    coded = [fields_of[s] for s in respondent["segment_id"] if s in fields_of]
    heard = set().union(*coded)
    shares = len(hypothetical) / asked, len(leading) / asked
    return {
        "transcript": name,
        # The participant's group; an interviewer has none of their own.
        "group": (respondent if len(respondent) else rows)["group"].iloc[0],
        "questions": len(questions),
        "interviewer_talk": talk,
        "open": sum(kinds[at].open for at in questions) / asked,
        "hypothetical": shares[0],
        "leading": shares[1],
        "quantities": sum(bool(_QUANTITY.search(texts[at])) for at in questions),
        "thin": float((answers < _THIN).mean()) if len(answers) else 0.0,
        "sentences": len(respondent),
        "coded": len(coded) / max(len(respondent), 1),
        "fields_heard": len(heard),
        "silent": [field for field in fields if field not in heard],
        "leading_at": [begins[at] for at in leading],
        "hypothetical_at": [begins[at] for at in hypothetical],
        "advice": advice(talk, *shares, len(questions), len(respondent))
        if len(interviewer)
        else "No interviewer was found: name the interviewer in study.toml"
        " so that the questions can be judged.",
    }


def advice(
    talk: float, hypothetical: float, leading: float, questions: int, sentences: int
) -> str | None:
    """Name the most important improvement of an interview.

    That is the fault furthest beyond its limit, in multiples of the limit; an
    interviewer who says too little does the least harm and comes last.

    Parameters
    ----------
    talk : float
        Interviewer's share of all words, 0 to 1.
    hypothetical, leading : float
        Shares of questions, 0 to 1.
    questions, sentences : int
        Questions asked and sentences the respondent said.

    Returns
    -------
    str or None
        One sentence; None where every figure is within its limits.
    """
    # One such question may be an accident, or the judge's mistake.
    leading, hypothetical = (s if s * questions > 1.5 else 0.0 for s in (leading, hypothetical))
    faults = (
        (
            talk / TALK_HIGH,
            f"Speak less: {_percent(talk)} of all words were the interviewer's,"
            " a quarter is plenty.",
        ),
        (
            leading / LEADING_HIGH,
            f"Suggest no answers: {_percent(leading)} of the questions were"
            ' leading; ask "how was it?" and wait.',
        ),
        (
            hypothetical / HYPOTHETICAL_HIGH,
            f"Ask what happened: {_percent(hypothetical)} of the"
            " questions were about what one would do; ask about the last time instead.",
        ),
        (
            QUESTIONS_LOW / max(questions, 0.5),
            f"Ask more: {_number(questions, 'question')} in the"
            f" whole interview; prepare at least {QUESTIONS_LOW}.",
        ),
        (
            SENTENCES_LOW / max(sentences, 0.5),
            "Take more time: the respondent said only"
            f" {_number(sentences, 'sentence')}; ask for stories and examples.",
        ),
    )
    # max keeps the first of equals, so the order above settles ties.
    excess, sentence = max(faults, key=lambda fault: fault[0])
    if excess > 1:
        return sentence
    if talk < TALK_LOW:
        return (
            f"Follow up more: only {_percent(talk)} of all words were the interviewer's;"
            " ask why and for an example."
        )
    return None


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"
