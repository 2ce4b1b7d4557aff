"""Schemas of the tables that leave a stage, and the check at each border.

docs/frames.md describes the same columns; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from interview_insights.errors import RunError

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "int", "float", "bool", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, whether it may be missing, and what it holds."""

    name: str
    kind: Kind
    meaning: str
    nullable: bool = False
    low: float | None = None
    high: float | None = None


def _share(name: str, meaning: str, nullable: bool = False) -> Column:
    return Column(name, "float", meaning, nullable, 0.0, 1.0)


SCHEMAS: dict[str, tuple[Column, ...]] = {
    "segments": (
        Column("segment_id", "text", "transcript : turn : sentence, for example good_01:0012:3"),
        Column("transcript", "text", "id of the transcript"),
        Column("path", "text", "file, relative to the study folder"),
        Column("place", "text", "where in the file it begins, for example line 12"),
        Column("participant", "text", "who speaks, one name a person"),
        Column("group", "text", "group of the participant"),
        Column("turn", "int", "turn in the transcript, from 0", low=0),
        Column("sentence", "int", "sentence in the turn, from 0", low=0),
        Column("role", "text", "interviewer, respondent or other"),
        Column("speaker", "text", "speaker's name in the file"),
        Column("question", "text", "the interviewer's last words before the turn"),
        Column("text", "text", "the sentence"),
        Column("start_char", "int", "first code point in Transcript.text", low=0),
        Column("end_char", "int", "one past the last code point", low=0),
        Column("start_s", "float", "seconds, NaN where untimed", True, 0),
        Column("end_s", "float", "seconds, NaN where untimed", True, 0),
    ),
    "codings": (
        Column("segment_id", "text", "the sentence"),
        Column("lens", "text", "lens of the field, or none"),
        Column("field", "text", "field of the codebook, or none"),
        _share("confidence", "calibrated probability that the field is right"),
        Column("primary", "bool", "False on a sentence's second field"),
        Column("pole", "text", "bargain or premium, on price_orientation only", True),
        Column("theme", "text", "theme the sentence belongs to", True),
        Column("source", "text", "model or human"),
        Column("review", "bool", "too uncertain to trust"),
    ),
    "themes": (
        Column("theme", "text", "T01, T02, … by lens, field and size"),
        Column("label", "text", "a phrase in the respondents' words"),
        Column("lens", "text", "lens of the field"),
        Column("field", "text", "field of the codebook"),
        Column("n_segments", "int", "sentences", low=1),
        Column("n_participants", "int", "participants who voiced it", low=1),
        Column("keywords", "list", "words that set the theme apart, strongest first"),
        Column("quotes", "list", "segment ids, most typical first, different people first"),
        _share("stability", "how well the theme is found again when participants are resampled"),
        Column("new", "bool", "not among the themes of the earlier run in the same folder"),
    ),
    "subthemes": (
        Column("subtheme", "text", "the theme's id and a number, as T03.1"),
        Column("theme", "text", "the theme that it is a part of"),
        Column("label", "text", "a phrase in the respondents' words"),
        Column("n_segments", "int", "sentences", low=1),
        Column("n_participants", "int", "participants who voiced it", low=1),
        Column("segments", "list", "segment ids of its sentences"),
    ),
    "contrasts": (
        Column("theme", "text", "the theme"),
        Column("group_a", "text", "first group"),
        Column("group_b", "text", "second group"),
        Column("n_a", "int", "participants in the first group", low=0),
        Column("n_b", "int", "participants in the second group", low=0),
        Column("mentions_a", "int", "participants of the first group who voiced it", low=0),
        Column("mentions_b", "int", "participants of the second group who voiced it", low=0),
        _share("share_a", "mentions_a / n_a"),
        _share("share_b", "mentions_b / n_b"),
        Column("difference", "float", "share_a - share_b", low=-1, high=1),
        Column("ci_low", "float", "lower end of the 95 % interval (Newcombe)", low=-1, high=1),
        Column("ci_high", "float", "upper end of the 95 % interval (Newcombe)", low=-1, high=1),
        _share("p_value", "two-sided Fisher exact"),
        _share("q_value", "p after Benjamini-Hochberg over the themes of one lens"),
        _share("p_higher", "probability that share_a is the higher one (Jeffreys' prior)"),
        Column("leans", "text", "the group that voices it more, or both"),
    ),
    "facts": (
        Column("participant", "text", "of whom"),
        Column("fact", "text", "age, location, gender, income, education, career, …"),
        Column("value", "text", "as said"),
        Column("normalised", "text", "in one notation"),
        Column("low", "float", "the number in it, or the lower one of a range", True),
        Column("high", "float", "the same number, or the upper one of a range", True),
        Column("unit", "text", "years, GBP / month, / week, a thing counted", True),
        Column("segment_id", "text", "where it was said"),
    ),
    "saturation": (
        Column("interviews", "int", "number of interviews read", low=1),
        Column("themes", "float", "themes met by then, mean over orders", low=0),
        Column("themes_low", "float", "2.5th percentile over orders", low=0),
        Column("themes_high", "float", "97.5th percentile over orders", low=0),
        Column("new_themes", "float", "themes met first in this interview, mean", low=0),
        _share("new_ratio", "new themes in the last run / themes in the base, mean", True),
    ),
    "quality": (
        Column("transcript", "text", "the interview"),
        Column("group", "text", "group of its participant"),
        Column("questions", "int", "interviewer turns that ask something", low=0),
        _share("interviewer_talk", "interviewer's share of all words"),
        _share("open", "share of questions that ask for a story or for reasons"),
        _share("hypothetical", "share of questions that ask what one would do"),
        _share("leading", "share of questions that suggest an answer"),
        Column("quantities", "int", "questions that ask how often, how many, how much", low=0),
        _share("thin", "share of answers of fewer than four words"),
        Column("sentences", "int", "respondent sentences", low=0),
        _share("coded", "share of them that say something codable"),
        Column("fields_heard", "int", "fields of the codebook that came up", low=0),
        Column("silent", "list", "fields that did not come up"),
        Column("leading_at", "list", "segment ids where leading questions begin"),
        Column("hypothetical_at", "list", "segment ids where hypothetical questions begin"),
        Column("advice", "text", "what to do better next time", True),
    ),
}
"""Columns of every table of a run, in order."""


def check(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Check a table against its schema and return it.

    Parameters
    ----------
    name : str
        A key of :data:`SCHEMAS`.
    frame : DataFrame of shape (rows, columns of the schema)

    Returns
    -------
    DataFrame
        The same object.

    Raises
    ------
    RunError
        A column is missing, unexpected, or holds a value that it may not hold.
    """
    schema = SCHEMAS[name]
    wanted = [column.name for column in schema]
    if list(frame.columns) != wanted:
        odd = set(wanted) ^ set(frame.columns)
        raise RunError(
            f"The table {name} has other columns than expected"
            f" ({', '.join(sorted(map(str, odd))) or 'another order'}).",
            hint="It was written by another version or edited; run analyze again.",
        )
    for column in schema:
        _check_column(name, column, frame[column.name])
    return frame


def _check_column(name: str, column: Column, values: pd.Series) -> None:
    def fail(what: str) -> RunError:
        return RunError(
            f"In the table {name}, column {column.name} {what}.",
            hint="It was written by another version or edited; run analyze again.",
        )

    if not len(values):
        return
    if column.kind != "list" and not column.nullable and values.isna().any():
        raise fail("has empty cells")
    if column.kind in ("int", "float"):
        if values.dtype.kind not in ("iu" if column.kind == "int" else "fiu"):
            raise fail("holds something else than numbers")
        if column.low is not None and (values < column.low).any():
            raise fail(f"goes below {column.low:g}")
        if column.high is not None and (values > column.high + 1e-9).any():
            raise fail(f"goes above {column.high:g}")
    elif column.kind == "bool" and values.dtype.kind != "b":
        raise fail("holds something else than true and false")
    elif column.kind == "text" and not values.dropna().map(lambda v: isinstance(v, str)).all():
        raise fail("holds something else than text")
    elif column.kind == "list" and not values.map(lambda v: isinstance(v, (list, tuple))).all():
        raise fail("holds something else than lists")


def empty(name: str) -> pd.DataFrame:
    """Return a table of the schema ``name`` without rows, columns typed."""
    import pandas as pd

    dtypes = {
        "text": "object",
        "list": "object",
        "int": "int64",
        "float": "float64",
        "bool": "bool",
    }
    return pd.DataFrame(
        {c.name: pd.Series([], dtype=dtypes[c.kind]) for c in SCHEMAS[name]},
        columns=[c.name for c in SCHEMAS[name]],
    )
