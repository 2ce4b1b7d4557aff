"""The stages of one analysis, in their order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_insights.errors import RunError, StudyError
from interview_insights.exchange import Correction, as_coded, with_corrections
from interview_insights.growth import changes_since
from interview_insights.human_codes import codes_by_people
from interview_insights.manifest import counts_of, describe_run, group_order, remarks_on
from interview_insights.records import Beliefs, Codebook, Persona, Study
from interview_insights.run import Run
from interview_insights.settings import DEFAULT_EMBEDDER, Settings
from interview_insights.themes.memory import Memory, remember
from interview_insights.themes.rules import RULES_FILE, ThemeRules, load_rules, rules_from

if TYPE_CHECKING:
    import pandas as pd

    from interview_insights.coding import Coder
    from interview_insights.themes import Themes

Progress = Callable[[str, int, int], None]
"""Called with (stage, steps done, steps in all)."""

NO_NAMES = (
    "No pipeline finds names in this language: only patterns such as e-mail addresses and"
    " the names of speakers were replaced. Name a spaCy pipeline with --spacy-model."
)

ENGLISH_ONLY = (
    "The bundled embedding model knows English only, so little will be coded: name a"
    " multilingual one, for example --embedder paraphrase-multilingual-MiniLM-L12-v2."
)

STAGES = ("read", "segment", "code", "themes", "compare", "personas", "report")


@dataclass
class Clock:
    """Times stages and tells about their progress."""

    report: Progress | None
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[int, int], None]]:
        """Time a stage, and give what tells of its steps."""

        def step(done: int, total: int) -> None:
            if self.report:
                self.report(name, done, total)

        begun = time.perf_counter()
        step(0, 1)
        yield step
        step(1, 1)
        self.seconds[name] = round(time.perf_counter() - begun, 3)


class Analysis:
    """The stages of one analysis, in order."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        codebook: Codebook | None,
        earlier: Run | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._codebook = codebook
        self._earlier = earlier
        self._history = list(earlier.manifest.get("history", ())) if earlier else []
        self._warnings: list[str] = []
        self._memory: Memory | None = None
        self._rules = ThemeRules()
        self._as_found: dict[str, Any] = {}
        self._rare: dict[str, list[int]] = {}
        self.lesson = ""

    def run(self, source: str | Path | Study, key: str) -> Run:
        """Go from a study to a run; ``key`` is the fingerprint of what it depends on."""
        settings, clock = self._settings, self._clock
        coder = self._open_coder()
        with clock.stage("read"):
            study = source if isinstance(source, Study) else self._read(Path(source))
            if self._settings.redact:
                study, settings = self._redacted(study)
        with clock.stage("segment"):
            segments, facts = self._segment(study)
        with clock.stage("code") as step:
            believed = coder.beliefs(segments, step)
            beliefs: Beliefs | None = believed
            codings = coder.codings_of(believed)
            given = codes_by_people(
                study, segments, coder.codebook, self._earlier, redacted=self._settings.redact
            )
            self._warnings += given.remarks
            kept = given.corrections
            if kept:
                taught, codings = self._taught(coder, segments, codings, kept, step)
                self._warnings.append(self.lesson)
                if taught is not coder:
                    beliefs = None
                coder = taught
        tables = {"segments": segments, "codings": codings, "facts": facts}
        self._rules = load_rules(Path(study.root) / RULES_FILE)
        self._memory = self._remembered(self._earlier)
        groups = group_order(study, settings)
        tables, personas = self.from_codes(tables, coder, groups, beliefs)
        self._warnings += remarks_on(study, settings, segments, tables["codings"])
        manifest = describe_run(
            study,
            settings,
            tables,
            coder,
            personas=len(personas),
            fingerprint=key,
            warnings=self._warnings,
            timings=clock.seconds,
        )
        manifest |= {"history": self._history, "theme_rules": asdict(self._rules)}
        manifest["themes_as_found"] = self._as_found
        manifest["rare"] = self._rare
        manifest["changes"] = self._changes(manifest, tables["themes"])
        return Run(manifest, tables, personas)

    def _changes(self, manifest: dict[str, Any], themes: pd.DataFrame) -> list[str]:
        """Return what is new since the last run, and write it into the journal."""
        try:
            lines = list(changes_since(self._earlier, manifest, themes)) if self._earlier else []
        except (RunError, KeyError):
            return []  # a run of a version with other tables
        if lines:
            manifest["history"] = [
                *self._history,
                {
                    "what": "analyze",
                    "version": manifest["version"],
                    "when": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                    "models": manifest["models"],
                    "changes": lines,
                },
            ]
        return lines

    def from_codes(
        self,
        tables: Mapping[str, pd.DataFrame],
        coder: Coder,
        groups: Sequence[str],
        beliefs: Beliefs | None = None,
        settled: bool = False,
    ) -> tuple[dict[str, pd.DataFrame], tuple[Persona, ...]]:
        """Go on from codings: themes, contrasts, personas.

        Where codes are settled, no sentence takes the field of its theme.
        """
        from interview_insights.personas import write_personas

        segments, facts = tables["segments"], tables["facts"]
        with self._clock.stage("themes") as step:
            beliefs = beliefs or coder.beliefs(segments)
            themed = self._themes(segments, tables["codings"], coder, beliefs, step, settled)
        with self._clock.stage("compare"):
            codings, themes = themed.codings, themed.themes
            found = {"segments": segments, "codings": codings, "themes": themes, "facts": facts}
            found |= {"subthemes": themed.subthemes}
            found |= self._compare(groups, segments, codings, themes, coder)
        with self._clock.stage("personas"):
            personas = write_personas(
                segments,
                codings,
                themes,
                facts,
                coder.codebook,
                seed=self._settings.seed,
                by_group=self._settings.personas == "by-group",
                groups=groups,
                encode=coder.embedder.encode,
            )
        return found, personas

    def again(self, run: Run, codings: pd.DataFrame, teach: bool) -> Run:
        """Go on from other codes of a run."""
        coder = self._open_coder()
        with self._clock.stage("code") as step:
            if teach:
                people = list(as_coded(codings[codings["source"] == "human"]).values())
                coder, codings = self._taught(coder, run.segments, codings, people, step)
        tables = {"segments": run.segments, "codings": codings, "facts": run.facts}
        self._rules = rules_from(run.manifest.get("theme_rules", {}))
        self._memory = self._remembered(run)
        groups = run.manifest["groups"]
        tables, personas = self.from_codes(tables, coder, groups, settled=not teach)
        old = run.manifest["counts"]
        counts = counts_of(tables, len(personas), old["transcripts"], old["skipped"])
        manifest = run.manifest | {"counts": counts, "timings": self._clock.seconds}
        manifest["themes_as_found"] = self._as_found
        manifest["rare"] = self._rare
        return Run(manifest, tables, personas)

    def _taught(
        self,
        coder: Coder,
        segments: pd.DataFrame,
        codings: pd.DataFrame,
        people: Sequence[Correction],
        step: Callable[[int, int], None],
    ) -> tuple[Coder, pd.DataFrame]:
        """Let the coder learn from people's codes, and put these in the place of its own."""
        from interview_insights.coding.learning import learn

        lesson = learn(coder, segments, {given.segment_id: given.field for given in people})
        self.lesson = lesson.remark
        if lesson.learned:
            codings = lesson.coder.code(segments, step)
        return lesson.coder, with_corrections(codings, people, coder.codebook)

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

    def _redacted(self, study: Study) -> tuple[Study, Settings]:
        """Return study and settings without names: nothing of them reaches the run folder."""
        from interview_insights.language.pipelines import names_pipeline
        from interview_insights.language.redaction import redact_study

        settings = self._settings
        names = names_pipeline(settings.language, settings.spacy_model)
        if names is None:
            self._warnings.append(NO_NAMES)
        done = redact_study(study, names, business=settings.business)
        self._settings = settings.updated(interviewers=())
        return done.study, self._settings

    def _segment(self, study: Study) -> tuple[pd.DataFrame, pd.DataFrame]:
        from interview_insights import frames
        from interview_insights.language import find_facts, segment
        from interview_insights.language.pipelines import lacking

        language = self._settings.language
        missing = lacking(language, self._settings.spacy_model)
        if missing:
            self._warnings.append(missing)
        if language != "en" and self._settings.embedder == DEFAULT_EMBEDDER:
            self._warnings.append(ENGLISH_ONLY)
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
        beliefs: Beliefs,
        step: Callable[[int, int], None],
        settled: bool,
    ) -> Themes:
        from interview_insights.language import Phraser
        from interview_insights.themes import find_themes

        phraser = Phraser(self._settings.language, self._settings.spacy_model)
        found = find_themes(
            segments,
            codings,
            coder.codebook,
            coder.embedder,
            phraser,
            beliefs=beliefs,
            memory=self._memory,
            rules=self._rules,
            stop_words=phraser.stop_words,
            settled=settled,
            seed=self._settings.seed,
            progress=step,
        )
        self._as_found = found.as_found
        self._rare = found.rare
        self._warnings += found.remarks
        return found

    def _remembered(self, run: Run | None) -> Memory | None:
        """Return the themes of an earlier run of the study, if it can still be read."""
        try:
            if run is None:
                return None
            as_found = run.manifest.get("themes_as_found", {})
            return remember(run.segments, run.codings, run.themes, as_found)
        except RunError:
            return None  # of a version with other tables: ids begin anew

    def _compare(
        self,
        groups: Sequence[str],
        segments: pd.DataFrame,
        codings: pd.DataFrame,
        themes: pd.DataFrame,
        coder: Coder,
    ) -> dict[str, pd.DataFrame]:
        from interview_insights.compare import contrast, quality, saturation
        from interview_insights.compare.question_kinds import by_rule, learned_judge

        settings = self._settings
        bundled = settings.embedder == DEFAULT_EMBEDDER and settings.language == "en"
        judge = learned_judge(coder.embedder) if bundled else by_rule

        return {
            "contrasts": contrast(codings, segments, themes, groups),
            "saturation": saturation(codings, segments, seed=self._settings.seed),
            "quality": quality(segments, codings, coder.codebook.fields, judge),
        }
