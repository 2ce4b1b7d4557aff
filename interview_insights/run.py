"""A finished analysis: its tables, its personas, and what can be made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from interview_insights import store
from interview_insights.errors import RunError
from interview_insights.records import Persona

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from interview_insights.compare.accumulation import Outlook
    from interview_insights.report import Report

REPORT = "report.html"
_WORDS = 14  # that mark a group, in the report


class Personas(tuple[Persona, ...]):
    """Personas that show themselves as cards in a notebook."""

    _run: Run

    def __new__(cls, personas: Iterable[Persona], run: Run) -> Self:
        """Make the tuple; ``run`` knows the quotes that the cards show."""
        made = super().__new__(cls, personas)
        made._run = run
        return made

    def _repr_html_(self) -> str:
        from interview_insights.report import render_personas

        return render_personas(self._run.report())


class Run:
    """The result of :func:`interview_insights.analyze`.

    Tables are pandas DataFrames with the columns of docs/frames.md; of a run that was
    loaded from disk each is read when it is first asked for.

    Parameters
    ----------
    manifest : dict
        What run.json holds: settings, models, files, counts, warnings.
    tables : mapping of str to DataFrame, optional
    personas : tuple of Persona, optional
    folder : Path, optional
        Where the run lies, if it lies anywhere.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        tables: Mapping[str, pd.DataFrame] | None = None,
        personas: tuple[Persona, ...] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.manifest = dict(manifest)
        self.folder = folder
        self._tables = dict(tables or {})
        self._personas = personas

    def _table(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            if self.folder is None:
                raise KeyError(name)
            self._tables[name] = store.load_table(self.folder, name)
        return self._tables[name]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table of docs/frames.md by name."""
        return {name: self._table(name) for name in (*store.PARQUET, *store.CSV)}

    @property
    def segments(self) -> pd.DataFrame:
        """Every sentence of every transcript."""
        return self._table("segments")

    @property
    def codings(self) -> pd.DataFrame:
        """Field and theme of every respondent sentence."""
        return self._table("codings")

    @property
    def themes(self) -> pd.DataFrame:
        """Themes with label, size, keywords, quotes and stability."""
        return self._table("themes")

    @property
    def subthemes(self) -> pd.DataFrame:
        """Parts of the themes that are large enough to have some."""
        return self._table("subthemes")

    @property
    def contrasts(self) -> pd.DataFrame:
        """Themes compared between the groups, by participants."""
        return self._table("contrasts")

    @property
    def facts(self) -> pd.DataFrame:
        """What respondents stated about themselves."""
        return self._table("facts")

    @property
    def saturation(self) -> pd.DataFrame:
        """Themes met after so many interviews."""
        return self._table("saturation")

    @property
    def quality(self) -> pd.DataFrame:
        """How each interview was led."""
        return self._table("quality")

    @property
    def personas(self) -> Personas:
        """Kinds of customers, largest first."""
        if self._personas is None:
            folder = self.folder or Path()
            self._personas = store.load_personas(folder / "personas.json")
        return Personas(self._personas, self)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader of the results should know."""
        return tuple(self.manifest["warnings"])

    def contrast_by(self, column: str) -> pd.DataFrame:
        """Compare themes between the values of a column of participants.csv.

        Parameters
        ----------
        column : str

        Returns
        -------
        DataFrame
            The table ``contrasts``, of two values the first against the second, of more
            each against all others. People for whom the column is empty are left out.

        Raises
        ------
        RunError
            There is no such column, or it has one value or too many.
        """
        from interview_insights.compare import contrast, grouped_by

        found = grouped_by(self.segments, self.manifest.get("attributes", {}), column)
        return contrast(self.codings, found.segments, self.themes, found.groups)

    def saturation_of(self, lens: str = "", *, base: int = 4, run: int = 2) -> pd.DataFrame:
        """Count the themes of one lens met after each interview, or with another base and run.

        Parameters
        ----------
        lens : str
            ``driver``, ``barrier`` or ``mindset``; empty for all.
        base, run : int
            Interviews that are the measure, and those in which new themes are counted.

        Returns
        -------
        DataFrame
            The table ``saturation``.

        Raises
        ------
        RunError
            There is no such lens, or base or run is below 1.
        """
        from interview_insights.compare import saturation

        lenses = dict.fromkeys(code["lens"] for code in self.manifest["codebook"])
        if lens and lens not in lenses:
            raise RunError(f"There is no lens {lens!r}.", hint=f"One of {', '.join(lenses)}.")
        if min(base, run) < 1:
            raise RunError("Base and run must be 1 or more.")
        seed = self.manifest["settings"]["seed"]
        return saturation(self.codings, self.segments, seed=seed, base=base, run=run, lens=lens)

    def outlooks(self, *, base: int = 4, run: int = 2, threshold: float = 0.05) -> list[Outlook]:
        """Estimate how many themes there are in all, and what more interviews would bring.

        Parameters
        ----------
        base, run : int
            As :meth:`saturation_of` takes them.
        threshold : float, default 0.05
            Largest share of new themes in a run that counts as little.

        Returns
        -------
        list of Outlook
            For all lenses together, then for each.
        """
        from interview_insights.compare.accumulation import outlooks

        seed = self.manifest["settings"]["seed"]
        rare = self.manifest.get("rare", {})
        return outlooks(
            self.codings,
            self.segments,
            rare,
            seed=seed,
            base=base,
            run=run,
            threshold=threshold,
        )

    def together(self, first: str = "barrier", second: str = "driver") -> pd.DataFrame:
        """Count the people who voice a theme of one lens and one of another.

        Parameters
        ----------
        first, second : str
            Lenses.

        Returns
        -------
        DataFrame
            As :func:`interview_insights.compare.together` gives it.
        """
        from interview_insights.compare import together

        return together(self.codings, self.segments, self.themes, (first, second))

    def report(self) -> Report:
        """Return the report as data, before it is rendered."""
        from interview_insights.compare.words import word_contrast
        from interview_insights.report import build_report

        return build_report(
            self.manifest,
            self.tables,
            self.personas,
            outlooks=[
                (o.lens, o.met, o.expected, o.low, o.high, o.more, o.saturated)
                for o in self.outlooks()
            ],
            words=word_contrast(
                self.segments, self.manifest["groups"], _WORDS, most=0.5, least=1.2
            ),
        )

    def to_html(self, path: str | Path) -> Path:
        """Write the report as one self-contained HTML file and return its path."""
        from interview_insights.report import render_html

        return _write(Path(path), render_html(self.report()).encode("utf-8"))

    def to_docx(self, path: str | Path) -> Path:
        """Write the report as a Word document and return its path."""
        from interview_insights.report import render_docx

        return _write(Path(path), render_docx(self.report()))

    def to_slides(self, path: str | Path) -> Path:
        """Write findings and personas as slides (.pptx) and return the path."""
        from interview_insights.report import render_slides

        return _write(Path(path), render_slides(self.report()))

    def to_xlsx(self, path: str | Path) -> Path:
        """Write the tables as a workbook, people by themes first, and return its path."""
        from interview_insights.report import render_tables

        return _write(Path(path), render_tables(self.tables))

    def plot_contrast(self, n: int = 20) -> Figure:
        """Draw the ``n`` themes that differ most between the groups, as a matplotlib figure."""
        from interview_insights.plotting import contrast_figure

        return contrast_figure(self, n)

    def plot_themes(self, lens: str = "", n: int = 15) -> Figure:
        """Draw the ``n`` themes that most people voice, of one lens or all."""
        from interview_insights.plotting import themes_figure

        return themes_figure(self, lens, n)

    def plot_saturation(self) -> Figure:
        """Draw how many themes were met after so many interviews."""
        from interview_insights.plotting import saturation_figure

        return saturation_figure(self)

    def plot_map(self, seed: int = 0) -> Figure:
        """Draw coded sentences, those that say alike near each other, coloured by lens."""
        from interview_insights.plotting import map_figure

        if seed < 0:
            raise RunError("The seed must be 0 or more.")
        return map_figure(self, seed)

    def to_markdown(self) -> str:
        """Return the report as Markdown."""
        from interview_insights.report import render_markdown

        return render_markdown(self.report())

    def save(self, folder: str | Path) -> Path:
        """Write the run folder, whole or not at all.

        Parameters
        ----------
        folder : str or Path
            An earlier run there is replaced.

        Returns
        -------
        Path
            The folder.

        Raises
        ------
        RunError
            The folder holds something else, or cannot be written.
        """
        target = Path(folder)
        from interview_insights.report import (
            codings_for_people,
            render_docx,
            render_html,
            render_markdown,
            render_persona,
            render_slides,
            render_tables,
        )

        report = self.report()
        tables = self.tables
        with store.fresh_folder(target) as fresh:
            store.save_tables(fresh, tables)
            store.save_personas(fresh / "personas.json", self.personas)
            store.write_csv(fresh / "codings.csv", *codings_for_people(tables))
            (fresh / REPORT).write_text(render_html(report), encoding="utf-8")
            (fresh / "report.md").write_text(render_markdown(report), encoding="utf-8")
            (fresh / "report.docx").write_bytes(render_docx(report))
            (fresh / "report.xlsx").write_bytes(render_tables(tables))
            if self.manifest["settings"].get("slides"):
                (fresh / "report.pptx").write_bytes(render_slides(report))
            for number in range(len(report.personas)):
                page = render_persona(report, number)
                (fresh / f"persona_{number + 1}.html").write_text(page, encoding="utf-8")
            # Last, because a folder counts as a run once its manifest is there.
            store.write_json(fresh / store.MANIFEST, self.manifest)
        self.folder = target
        return target

    def _repr_html_(self) -> str:
        from interview_insights.report import render_summary

        return render_summary(self.report())

    def __repr__(self) -> str:
        from interview_insights.report.times import counted

        counts = self.manifest["counts"]
        return (
            f"Run of {self.manifest['name']!r}: {counted(counts['transcripts'], 'interview')},"
            f" {counted(counts['coded'], 'coded sentence')},"
            f" {counted(counts['themes'], 'theme')}, {counted(counts['personas'], 'persona')}"
        )


def _write(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise RunError(
            f"The file cannot be written ({error.strerror}).",
            path=path,
            hint="Name a file in a folder that you may write to.",
        ) from None
    return path


def load_run(path: str | Path) -> Run:
    """Open a run folder.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Run

    Raises
    ------
    RunError
        There is no run in the folder, or it was written by another version.
    """
    folder = Path(path)
    return Run(store.load_manifest(folder), folder=folder)
