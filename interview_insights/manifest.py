"""What run.json says of a run: what went in, what came out, what to keep in mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interview_insights import store
from interview_insights.records import NONE, Study, Transcript
from interview_insights.settings import DEFAULT_EMBEDDER, Settings
from interview_insights.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from interview_insights.coding import Coder

FEW_INTERVIEWS = 5
"""Interviews under which themes and personas are a first impression at best."""


def describe_run(
    study: Study,
    settings: Settings,
    tables: Mapping[str, pd.DataFrame],
    coder: Coder,
    *,
    personas: int,
    fingerprint: str,
    warnings: Sequence[str],
    timings: Mapping[str, float],
) -> dict[str, Any]:
    """Return the manifest of a run, as docs/frames.md describes it.

    Parameters
    ----------
    study : Study
    settings : Settings
    tables : mapping of str to DataFrame
        At least ``segments``, ``codings`` and ``themes``.
    coder : Coder
    personas : int
        How many there are.
    fingerprint : str
        Digest of everything that the run depends on.
    warnings : sequence of str
        Beside those of the study and its files.
    timings : mapping of str to float
        Seconds by stage; kept by reference, since the last stage is still to come.

    Returns
    -------
    dict
    """
    return {
        "format": store.FORMAT,
        "version": __version__,
        "name": study.name,
        "fingerprint": fingerprint,
        "groups": list(group_order(study, settings)),
        "settings": {
            k: list(v) if isinstance(v, tuple) else v for k, v in asdict(settings).items()
        },
        "models": _models(coder),
        "codebook": [
            {"name": c.name, "lens": c.lens, "label": c.label} for c in coder.codebook.codes
        ],
        "files": [_file(t) for t in study.transcripts],
        "attributes": {name: dict(row) for name, row in sorted(study.attributes.items())},
        "skipped": [asdict(s) for s in study.skipped],
        "ignored": study.ignored,
        "counts": counts_of(tables, personas, len(study.transcripts), len(study.skipped)),
        "warnings": list(dict.fromkeys([*study.warnings, *_of_files(study), *warnings])),
        "timings": timings,
    }


def remarks_on(
    study: Study, settings: Settings, segments: pd.DataFrame, codings: pd.DataFrame
) -> list[str]:
    """Return what a reader of the results should keep in mind, a sentence each.

    Parameters
    ----------
    study : Study
    settings : Settings
    segments, codings : DataFrame
        Tables as in docs/frames.md.

    Returns
    -------
    list of str
    """
    remarks = []
    groups = group_order(study, settings)
    people = segments[segments["role"] == "respondent"]["participant"].nunique()
    if people < FEW_INTERVIEWS:
        remarks.append(
            f"Only {people} {'person was' if people == 1 else 'people were'} interviewed:"
            " take themes and personas as a first impression."
        )
    if len(groups) < 2:
        remarks.append(
            f"There is one group only ({groups[0]}), so nothing is compared."
            " Put transcripts into one folder for each group."
        )
    foreign = [t for t in study.transcripts if t.language not in ("", settings.language)]
    if foreign:
        remarks.append(language_hint(foreign[0].language, len(foreign), settings))
    if (codings["field"] == NONE).all():
        remarks.append("No sentence could be coded to any field.")
    return remarks


def group_order(study: Study, settings: Settings) -> tuple[str, ...]:
    """Return a study's groups in the order of the contrast.

    Parameters
    ----------
    study : Study
    settings : Settings
        Its ``groups`` come first; of the others ``good`` first and ``bad`` last.

    Returns
    -------
    tuple of str
    """
    found = sorted(study.groups, key=lambda g: (g == "bad", g != "good", g))
    first = [g for g in settings.groups if g in found]
    return (*first, *(g for g in found if g not in first))


def language_hint(language: str, count: int, settings: Settings) -> str:
    """Return what to do about transcripts in another language than the study's.

    Parameters
    ----------
    language : str
        ISO 639-1 code that was found.
    count : int
        Transcripts in it.
    settings : Settings

    Returns
    -------
    str
    """
    text = (
        f"{count} transcript(s) seem to be in {language!r}, but the study's language is"
        f" {settings.language!r}. Set language in study.toml"
    )
    if settings.embedder == DEFAULT_EMBEDDER:
        text += (
            "; the bundled embedding model knows English only: name a multilingual one, for"
            " example --embedder paraphrase-multilingual-MiniLM-L12-v2"
        )
    return text + "."


def _of_files(study: Study) -> list[str]:
    return [f"{t.path}: {warning}" for t in study.transcripts for warning in t.warnings]


def _models(coder: Coder) -> dict[str, Any]:
    from interview_insights.coding import stored_figures

    models: dict[str, Any] = {
        "embedder": {"name": coder.embedder.name, "digest": coder.embedder.digest}
    }
    if coder.reader is not None and coder.adaptation is None:
        shipped = stored_figures()["models"][-1]
        models["coder"] = {"digest": coder.reader.digest, "kappa": shipped["kappa"]}
    return models


def _file(transcript: Transcript) -> dict[str, Any]:
    names = ("id", "path", "kind", "encoding", "sha256", "participant", "group", "language")
    return {name: getattr(transcript, name) for name in names} | {
        "turns": len(transcript.turns),
        "words": transcript.words,
        "timed": transcript.timed,
    }


def counts_of(
    tables: Mapping[str, pd.DataFrame], personas: int, transcripts: int, skipped: int
) -> dict[str, Any]:
    """Return the counts of a run.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        At least ``segments``, ``codings`` and ``themes``.
    personas, transcripts, skipped : int
        How many there are.

    Returns
    -------
    dict
    """
    segments, codings = tables["segments"], tables["codings"]
    spoken = segments[segments["role"] == "respondent"]
    primary = codings[codings["primary"]]
    coded = primary[primary["field"] != NONE]
    people = spoken.groupby("group")["participant"].nunique()
    return {
        "transcripts": transcripts,
        "skipped": skipped,
        "participants": {str(g): int(n) for g, n in people.sort_index().items()},
        "sentences": len(spoken),
        "coded": len(coded),
        "unassigned": int(coded["theme"].isna().sum()),
        "review": int(primary["review"].sum()),
        "human": int((primary["source"] == "human").sum()),
        "themes": len(tables["themes"]),
        "personas": personas,
    }
