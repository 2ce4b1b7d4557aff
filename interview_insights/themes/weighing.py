"""Which sentences take part in themes, how likely each field is for them, and their codes after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interview_insights import frames
from interview_insights.records import NONE, POLE_FIELD, Beliefs, Codebook

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float32]

_MAYBE = 0.5  # probability of none under which a sentence coded none may still find a theme


def taking_part(
    segments: pd.DataFrame, codings: pd.DataFrame, codebook: Codebook, beliefs: Beliefs | None
) -> tuple[pd.DataFrame, Floats]:
    """Return the sentences that may belong to a theme, and how likely each field is for them.

    Parameters
    ----------
    segments, codings : DataFrame
        Tables as in docs/frames.md.
    codebook : Codebook
    beliefs : Beliefs, optional
        Without them each code is taken as certain, as a person's always is.

    Returns
    -------
    coded : DataFrame
        Primary codings with text and speaker, in an order no file name can change, and
        ``doubt``, the probability of none.
    weights : ndarray of shape (len(coded), fields)
        Rows sum to 1; columns as ``codebook.fields``.
    """
    import numpy as np

    primary = codings[codings["primary"]].reset_index(drop=True)
    weights = np.array(
        [[name == own for name in codebook.fields] for own in primary["field"]], dtype=np.float32
    ).reshape(len(primary), len(codebook.fields))
    taken = (primary["field"] != NONE).to_numpy()
    doubt = np.zeros(len(primary), dtype=np.float32)
    if beliefs is not None:
        known, none = _believed(primary["segment_id"].tolist(), codebook, beliefs)
        by_model = (primary["source"] != "human").to_numpy() & (known.sum(axis=1) > 0)
        weights[by_model] = known[by_model]
        doubt[by_model] = none[by_model]
        taken = taken | (by_model & (none < _MAYBE))
    kept = primary[taken].assign(row=np.flatnonzero(taken), doubt=doubt[taken])
    coded = (
        kept.merge(segments, on="segment_id", validate="one_to_one")
        .sort_values(["field", "text", "question", "participant", "segment_id"], kind="stable")
        .reset_index(drop=True)
    )
    return coded.drop(columns="row"), weights[coded["row"].to_numpy(dtype=int)]


def _believed(
    segment_ids: list[str], codebook: Codebook, beliefs: Beliefs
) -> tuple[Floats, Floats]:
    """Return for each sentence its fields' probabilities, were it one of them, and that of none."""
    import numpy as np

    row = {segment_id: i for i, segment_id in enumerate(beliefs.segment_ids)}
    at = np.array([row.get(segment_id, -1) for segment_id in segment_ids], dtype=int)
    chances = np.vstack([beliefs.chances, np.zeros((1, len(beliefs.labels)))]).astype(np.float32)
    column = {label: i for i, label in enumerate(beliefs.labels)}
    fields = np.zeros((len(at), len(codebook.fields)), dtype=np.float32)
    for i, name in enumerate(codebook.fields):
        if name in column:
            fields[:, i] = chances[at, column[name]]
    doubt = chances[at, column[NONE]] if NONE in column else np.zeros(len(at), dtype=np.float32)
    doubt[at < 0] = 1.0
    total = fields.sum(axis=1, keepdims=True)
    return np.divide(fields, total, out=np.zeros_like(fields), where=total > 0), doubt


def in_light_of_themes(
    coded: pd.DataFrame, weights: Floats, field_of: list[str | None], codebook: Codebook
) -> pd.DataFrame:
    """Give each sentence the field of its theme.

    What others said in the same words settles what one sentence left open. The confidence is
    then that of the new field, so a sentence that was coded otherwise is a less typical quote.

    Parameters
    ----------
    coded : DataFrame
        What :func:`taking_part` returned.
    weights : ndarray of shape (len(coded), fields)
    field_of : list of str or None
        Field of each sentence's theme, None where it has no theme.
    codebook : Codebook

    Returns
    -------
    DataFrame
        ``coded`` with ``field``, ``lens``, ``confidence`` and ``moved``.
    """
    column = {name: i for i, name in enumerate(codebook.fields)}
    own = coded["field"].tolist()
    fields = [name or before for name, before in zip(field_of, own, strict=True)]
    moved = [name != before for name, before in zip(fields, own, strict=True)]
    sure = [
        round(float(weights[i, column[name]]) * (1 - doubt), 4) if new else float(before)
        for i, (name, new, before, doubt) in enumerate(
            zip(fields, moved, coded["confidence"], coded["doubt"], strict=True)
        )
    ]
    lenses = [codebook.lens_of(name) for name in fields]
    return coded.assign(field=fields, lens=lenses, confidence=sure, moved=moved)


def with_themes(
    codings: pd.DataFrame,
    coded: pd.DataFrame,
    themes: list[str | None],
    beliefs: Beliefs | None,
) -> pd.DataFrame:
    """Return the table ``codings`` with themes, and the codes that sentences got by them.

    Parameters
    ----------
    codings : DataFrame
    coded : DataFrame
        What :func:`in_light_of_themes` returned.
    themes : list of str or None
        Theme of each row of ``coded``.
    beliefs : Beliefs, optional

    Returns
    -------
    DataFrame
        A sentence whose second field its theme made the first has its first one second.
    """
    theme_of = dict(zip(coded["segment_id"], themes, strict=True))
    moved = coded[coded["moved"]].set_index("segment_id")
    poles = dict(zip(beliefs.segment_ids, beliefs.poles, strict=True)) if beliefs else {}
    rows: list[dict[str, Any]] = []
    before: dict[str, dict[str, Any]] = {}
    for row in codings.to_dict("records"):
        segment = str(row["segment_id"])
        if not row["primary"]:
            if segment not in before or row["field"] != moved.at[segment, "field"]:
                rows.append(row | {"theme": None})
            elif before[segment]["field"] != NONE:
                rows.append(before[segment] | {"primary": False, "theme": None})
            continue
        changed = row | {"theme": theme_of.get(segment)}
        if segment in moved.index:
            before[segment] = row
            now = moved.loc[segment]
            pole = poles.get(segment) if now["field"] == POLE_FIELD else None
            changed |= {name: now[name] for name in ("field", "lens", "confidence")}
            changed |= {"pole": pole, "review": True}
        rows.append(changed)
    import pandas as pd

    frame = pd.DataFrame(rows, columns=codings.columns)
    texts = frame[["pole", "theme"]].astype(object)
    frame[["pole", "theme"]] = texts.where(texts.notna(), None)
    return frames.check("codings", frame)
