"""The only place that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from interview_insights import store
from interview_insights.errors import RunError
from interview_insights.fingerprints import fingerprint
from interview_insights.records import Codebook, Study
from interview_insights.run import Run, load_run
from interview_insights.settings import Settings, load_settings
from interview_insights.stages import STAGES, Analysis, Clock, Progress

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Run", "analyze", "load_run"]


def analyze(
    study: str | Path | Study,
    *,
    out: str | Path | None = None,
    codebook: Codebook | str | Path | None = None,
    embedder: str | None = None,
    language: str | None = None,
    seed: int | None = None,
    progress: bool | Progress = False,
    spacy_model: str | None = None,
    group_column: str | None = None,
    redact: bool | None = None,
    business: str | None = None,
    personas: str | None = None,
    slides: bool | None = None,
    fresh: bool = False,
) -> Run:
    """Analyse a study, from transcripts to report.

    Parameters
    ----------
    study : path or Study
        A study folder, a single transcript, or what :func:`read_study` returned.
    out : path, optional
        Run folder to write. If it already holds a run of the same files and settings,
        that run is returned and nothing is computed.
    codebook : Codebook or path, optional
        Default: what study.toml names, else the shipped codebook.
    embedder : str, optional
        ``all-MiniLM-L6-v2`` (bundled), a folder, or a hub model's name.
    language : str, optional
        ISO 639-1 code; default what study.toml says, else ``en``.
    seed : int, optional
        Of every resampling; default what study.toml says, else 0.
    progress : bool or callable, default False
        True shows bars; a callable gets (stage, steps done, steps in all).
    spacy_model : str, optional
        An installed spaCy pipeline to take instead of the shipped one.
    group_column : str, optional
        Column of a table that holds each interview's group.
    redact : bool, optional
        Replace names, places, firms and numbers by placeholders on the way in.
    business : str, optional
        The firm that the study is about, which is not replaced.
    personas : {"found", "by-group"}, optional
        Kinds of customers found in what they say, or one persona a group.
    slides : bool, optional
        Write findings and personas as slides (report.pptx) too.
    fresh : bool, default False
        Compute even if ``out`` already holds this run.

    Returns
    -------
    Run

    Raises
    ------
    StudyError
        No transcript can be read, or no respondent says anything.
    InsightsError
        A codebook, a model or the run folder is unusable.
    """
    root = Path(study.root) if isinstance(study, Study) else Path(study)
    settings = (load_settings(root) if root.is_dir() else Settings()).updated(
        codebook=str(codebook) if isinstance(codebook, (str, Path)) else None,
        embedder=embedder,
        language=language,
        seed=seed,
        spacy_model=spacy_model,
        group_column=group_column,
        redact=redact,
        business=business,
        personas=personas,
        slides=slides,
    )
    own_codebook = codebook if isinstance(codebook, Codebook) else None
    key = "" if own_codebook or not root.exists() else fingerprint(root, settings)
    if out is not None and key and not fresh and not isinstance(study, Study):
        known = _same_run(Path(out), key)
        if known:
            return known
    if out is not None:
        store.check_target(Path(out))  # before the work, not after it
    with _shown(progress) as report:
        clock = Clock(report)
        earlier = _earlier_run(Path(out)) if out is not None else None
        run = Analysis(settings, clock, own_codebook, earlier).run(study, key)
        if out is not None:
            with clock.stage("report"):
                run.save(out)
    return run


def rework(
    run: Run,
    codings: pd.DataFrame,
    settings: Settings,
    *,
    learn: bool = True,
    progress: bool | Progress = False,
) -> tuple[Run, str]:
    """Go on from a run's sentences with other codes.

    Parameters
    ----------
    run : Run
    codings : DataFrame
        The table ``codings``; rows with ``source`` human are kept as they are.
    settings : Settings
        Those of the run.
    learn : bool, default True
        Let the coder learn from people's codes, and code the other sentences anew.
    progress : bool or callable, default False

    Returns
    -------
    run : Run
        Not saved yet.
    lesson : str
        What the coder learned.
    """
    with _shown(progress) as report:
        clock = Clock(report)
        work = Analysis(settings, clock, None)
        return work.again(run, codings, learn), work.lesson


def _same_run(folder: Path, key: str) -> Run | None:
    run = _earlier_run(folder)
    return run if run and run.manifest.get("fingerprint") == key else None


def _earlier_run(folder: Path) -> Run | None:
    try:
        return load_run(folder) if store.is_run(folder) else None
    except RunError:
        # Its manifest is damaged; codes by people may still be read from its tables.
        return Run({}, folder=folder)


@contextmanager
def _shown(progress: bool | Progress) -> Iterator[Progress | None]:
    if callable(progress):
        yield progress
    elif progress:
        from interview_insights.progress import bars

        with bars(STAGES) as report:
            yield report
    else:
        yield None
