"""The only place that knows the order of the stages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights import store
from interview_insights.errors import RunError, StudyError
from interview_insights.fingerprints import fingerprint
from interview_insights.records import NONE, Codebook, Study
from interview_insights.run import Run, load_run
from interview_insights.settings import DEFAULT_EMBEDDER, Settings, load_settings

if TYPE_CHECKING:
    import pandas as pd

    from interview_insights.coding import Coder

__all__ = ["Run", "analyze", "load_run"]

Progress = Callable[[str, int, int], None]
"""Called with (stage, steps done, steps in all)."""

STAGES = ("read", "segment", "code", "themes", "compare", "personas", "report")

FEW_INTERVIEWS = 5
"""Interviews under which themes and personas are a first impression at best."""


@dataclass
class _Clock:
    """Times stages and tells about their progress."""

    report: Progress | None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[int, int], None]]:
        def step(done: int, total: int) -> None:
            if self.report:
                self.report(name, done, total)

        begun = time.perf_counter()
        step(0, 1)
        yield step
        step(1, 1)
        self.seconds[name] = round(time.perf_counter() - begun, 3)


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
        clock = _Clock(report)
        run = _Analysis(settings, clock, own_codebook).run(study, key)
        if out is not None:
            with clock.stage("report"):
                run.save(out)
    return run


def _same_run(folder: Path, key: str) -> Run | None:
    if not store.is_run(folder):
        return None
    try:
        run = load_run(folder)
    except RunError:
        return None
    return run if run.manifest.get("fingerprint") == key else None


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


class _Analysis:
    """The stages of one analysis, in order."""

    def __init__(self, settings: Settings, clock: _Clock, codebook: Codebook | None) -> None:
        self._settings = settings
        self._clock = clock
        self._codebook = codebook
        self._warnings: list[str] = []

    def run(self, source: str | Path | Study, key: str) -> Run:
        settings, clock = self._settings, self._clock
        coder = self._open_coder()
        with clock.stage("read"):
            study = source if isinstance(source, Study) else self._read(Path(source))
        with clock.stage("segment"):
            segments, facts = self._segment(study)
        with clock.stage("code") as step:
            codings = coder.code(segments, step)
        with clock.stage("themes") as step:
            themes, codings = self._themes(segments, codings, coder, step)
        with clock.stage("compare"):
            tables = {"segments": segments, "codings": codings, "themes": themes, "facts": facts}
            tables |= self._compare(study, segments, codings, themes)
        with clock.stage("personas"):
            from interview_insights.personas import write_personas

            personas = write_personas(
                segments, codings, themes, facts, coder.codebook, seed=settings.seed
            )
        self._warn_about(study, segments, codings)
        manifest = self._manifest(study, key, tables, len(personas), coder)
        return Run(manifest, tables, personas)

    def _open_coder(self) -> Coder:
        from interview_insights.coding import open_coder
        from interview_insights.embed import open_embedder

        codebook = self._codebook or self._settings.codebook or None
        coder = open_coder(codebook, open_embedder(self._settings.embedder))
        self._warnings += coder.warnings
        return coder

    def _read(self, root: Path) -> Study:
        from interview_insights.read import read_study

        return read_study(root, settings=self._settings)

    def _segment(self, study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
        from interview_insights import frames
        from interview_insights.language import find_facts, segment

        language = self._settings.language
        segments = segment(study.transcripts, language, self._settings.spacy_model)
        if not (segments["role"] == "respondent").any():
            raise StudyError(
                "No respondent says anything in any transcript.",
                path=study.root,
                hint='Name the interviewers in study.toml: interviewers = ["…"].',
            )
        return segments, find_facts(segments) if language == "en" else frames.empty("facts")

    def _themes(
        self,
        segments: pd.DataFrame,
        codings: pd.DataFrame,
        coder: Coder,
        step: Callable[[int, int], None],
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        from interview_insights.language import Phraser
        from interview_insights.themes import find_themes

        phraser = Phraser(self._settings.language, self._settings.spacy_model)
        found = find_themes(
            segments,
            codings,
            coder.codebook,
            coder.embedder,
            phraser,
            stop_words=phraser.stop_words,
            seed=self._settings.seed,
            progress=step,
        )
        return found.themes, found.codings

    def _compare(
        self, study: Study, segments: pd.DataFrame, codings: pd.DataFrame, themes: pd.DataFrame
    ) -> dict[str, pd.DataFrame]:
        from interview_insights.compare import contrast, quality, saturation

        groups = _group_order(study, self._settings)
        return {
            "contrasts": contrast(codings, segments, themes, groups),
            "saturation": saturation(codings, segments, seed=self._settings.seed),
            "quality": quality(segments, codings),
        }

    def _warn_about(self, study: Study, segments: pd.DataFrame, codings: pd.DataFrame) -> None:
        groups = _group_order(study, self._settings)
        people = segments[segments["role"] == "respondent"]["participant"].nunique()
        if people < FEW_INTERVIEWS:
            self._warnings.append(
                f"Only {people} {'person was' if people == 1 else 'people were'} interviewed:"
                " take themes and personas as a first impression."
            )
        if len(groups) < 2:
            self._warnings.append(
                f"There is one group only ({groups[0]}), so nothing is compared."
                " Put transcripts into one folder for each group."
            )
        foreign = [t for t in study.transcripts if t.language not in ("", self._settings.language)]
        if foreign:
            self._warnings.append(
                _about_language(foreign[0].language, len(foreign), self._settings)
            )
        if (codings["field"] == NONE).all():
            self._warnings.append("No sentence could be coded to any field.")

    def _manifest(
        self,
        study: Study,
        key: str,
        tables: dict[str, pd.DataFrame],
        personas: int,
        coder: Coder,
    ) -> dict[str, Any]:
        from interview_insights import __version__

        return {
            "format": store.FORMAT,
            "version": __version__,
            "name": study.name,
            "fingerprint": key,
            "groups": list(_group_order(study, self._settings)),
            "settings": {
                k: list(v) if isinstance(v, tuple) else v for k, v in asdict(self._settings).items()
            },
            "models": _models(coder),
            "codebook": [
                {"name": c.name, "lens": c.lens, "label": c.label} for c in coder.codebook.codes
            ],
            "files": [_file(t) for t in study.transcripts],
            "skipped": [asdict(s) for s in study.skipped],
            "ignored": study.ignored,
            "counts": _counts(study, tables, personas),
            "warnings": list(dict.fromkeys([*study.warnings, *_of_files(study), *self._warnings])),
            "timings": self._clock.seconds,
        }


def _group_order(study: Study, settings: Settings) -> tuple[str, ...]:
    found = sorted(study.groups, key=lambda g: (g == "bad", g != "good", g))
    first = [g for g in settings.groups if g in found]
    return (*first, *(g for g in found if g not in first))


def _about_language(language: str, count: int, settings: Settings) -> str:
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


def _file(transcript: Any) -> dict[str, Any]:
    names = ("id", "path", "kind", "encoding", "sha256", "participant", "group", "language")
    return {name: getattr(transcript, name) for name in names} | {
        "turns": len(transcript.turns),
        "words": transcript.words,
        "timed": transcript.timed,
    }


def _counts(study: Study, tables: dict[str, pd.DataFrame], personas: int) -> dict[str, Any]:
    segments, codings = tables["segments"], tables["codings"]
    spoken = segments[segments["role"] == "respondent"]
    primary = codings[codings["primary"]]
    coded = primary[primary["field"] != NONE]
    people = spoken.groupby("group")["participant"].nunique()
    return {
        "transcripts": len(study.transcripts),
        "skipped": len(study.skipped),
        "participants": {str(g): int(n) for g, n in people.sort_index().items()},
        "sentences": len(spoken),
        "coded": len(coded),
        "unassigned": int(coded["theme"].isna().sum()),
        "review": int(primary["review"].sum()),
        "themes": len(tables["themes"]),
        "personas": personas,
    }
