"""Codes by people that a new analysis starts from: of an earlier run, and of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interview_insights.errors import RunError
from interview_insights.exchange import Correction, Received, carried_over, checked
from interview_insights.growth import renamed

if TYPE_CHECKING:
    import pandas as pd

    from interview_insights.records import Codebook, Study
    from interview_insights.run import Run


def codes_by_people(
    study: Study,
    segments: pd.DataFrame,
    codebook: Codebook,
    earlier: Run | None,
    *,
    redacted: bool = False,
) -> Received:
    """Return the codes that people gave to sentences of a study.

    The newest word counts: a REFI-QDA project that was changed since the earlier run goes
    before what people corrected in that run, one that was not goes after it.

    Parameters
    ----------
    study : Study
    segments : DataFrame
        The table ``segments`` of the new run.
    codebook : Codebook
    earlier : Run, optional
        The run that lay in the folder before.
    redacted : bool, default False
        Words of the study were replaced, so that codes of projects have no place.

    Returns
    -------
    Received
        With a remark on whatever could not be taken.
    """
    kept, remarks = _of_earlier_run(study, segments, codebook, earlier)
    if not any(transcript.kind == "qdpx" for transcript in study.transcripts):
        return Received(kept, remarks)
    if redacted:
        told = "Codes in REFI-QDA projects are not taken where words are redacted."
        return Received(kept, (*remarks, told))
    from interview_insights.exchange.project_codes import codes_in_projects

    brought = codes_in_projects(study, segments, codebook)
    before = earlier.manifest.get("files", ()) if earlier else ()
    same = {(file["path"], file["sha256"]) for file in before}
    changed = {t.id for t in study.transcripts if (t.path, t.sha256) not in same}
    place = dict(segments[["segment_id", "transcript"]].to_numpy())
    newer = [c for c in brought.corrections if place[c.segment_id] in changed]
    given = {c.segment_id: c for c in (*brought.corrections, *kept, *newer)}
    return Received(tuple(given.values()), (*remarks, *brought.remarks))


def _of_earlier_run(
    study: Study, segments: pd.DataFrame, codebook: Codebook, earlier: Run | None
) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    if earlier is None:
        return (), ()
    try:
        files = [{"path": t.path, "sha256": t.sha256} for t in study.transcripts]
        moved = renamed(earlier.manifest.get("files", ()), files)
        kept, lost = carried_over(earlier, segments, moved)
    except RunError as error:
        return (), (f"Codes by people in the earlier run were lost: {error.message}",)
    spoken = segments.loc[segments["role"] == "respondent", "segment_id"]
    taken = checked(kept, spoken, codebook)
    gone = lost + len(kept) - len(taken.corrections)
    if not gone:
        return taken.corrections, ()
    told = (
        f"{gone} of {lost + len(kept)} sentences that a person had coded are no longer in the"
        " study, or their fields no longer in the codebook."
    )
    return taken.corrections, (told,)
