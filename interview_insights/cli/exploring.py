"""``show`` and ``agree``: a finished run in the terminal."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import percent, print_json, print_table, records

_PAIRS = 20  # of barriers and drivers that are printed
_SAID = 12  # leading questions, and hypothetical ones


class Part(StrEnum):
    """What of a run is shown."""

    summary = "summary"
    themes = "themes"
    contrast = "contrast"
    personas = "personas"
    codings = "codings"
    facts = "facts"
    saturation = "saturation"
    quality = "quality"
    together = "together"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(show)
    app.command()(agree)


def show(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    part: Annotated[Part, typer.Argument(help="What to show.")] = Part.summary,
    by: Annotated[
        str,
        typer.Option(help="With contrast: compare by this column of participants.csv instead."),
    ] = "",
    tree: Annotated[
        bool, typer.Option("--tree", help="With themes: lens, field, theme and its parts.")
    ] = False,
    as_yaml: Annotated[
        bool,
        typer.Option("--yaml", help="With themes: a themes.yaml to edit and put into the study."),
    ] = False,
    lens: Annotated[
        str, typer.Option(help="With saturation: count the themes of this lens only.")
    ] = "",
    base: Annotated[
        int, typer.Option(min=1, help="With saturation: interviews that are the measure.")
    ] = 4,
    step: Annotated[
        int, typer.Option("--run", min=1, help="With saturation: interviews of a run.")
    ] = 2,
    threshold: Annotated[
        float,
        typer.Option(min=0, max=1, help="With saturation: share of new themes that is little."),
    ] = 0.05,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Print a run's results as tables."""
    from dataclasses import asdict

    import interview_insights as ii

    found = ii.load_run(run)
    if by and part is not Part.contrast:
        raise typer.BadParameter("--by goes with contrast only.")
    other = lens or (base, step, threshold) != (4, 2, 0.05)
    if other and part is not Part.saturation:
        raise typer.BadParameter("--lens, --base, --run and --threshold go with saturation only.")
    if (tree or as_yaml) and part is not Part.themes:
        raise typer.BadParameter("--tree and --yaml go with themes only.")
    if tree + as_yaml + as_json > 1 and part is Part.themes:
        raise typer.BadParameter("Of --tree, --yaml and --json only one can be printed.")
    if tree or as_yaml:
        from interview_insights.cli.theming import print_rules, print_tree

        print_tree(found) if tree else print_rules(found)
        return
    if part is Part.contrast:
        frame = found.contrast_by(by) if by else found.contrasts
        print_json(records(frame)) if as_json else _contrast(found, frame)
    elif part is Part.saturation:
        from interview_insights.cli.saturating import print_saturation

        frame = found.saturation_of(lens, base=base, run=step)
        outlooks = [] if as_json else found.outlooks(base=base, run=step, threshold=threshold)
        print_json(records(frame)) if as_json else print_saturation(frame, outlooks, lens)
    elif part is Part.together:
        frame = found.together()
        print_json(records(frame)) if as_json else _together(found, frame)
    elif not as_json:
        _PRINTERS[part](found)
    elif part is Part.summary:
        print_json(found.manifest)
    elif part is Part.personas:
        print_json([asdict(persona) for persona in found.personas])
    else:
        print_json(records(getattr(found, part.value)))


def _summary(run: Any) -> None:
    print(repr(run))
    print()
    for i, finding in enumerate(run.report().findings, 1):
        print(f"{i}. {finding.text} [{finding.strength}]")
    for warning in run.warnings:
        print(f"Note: {warning}")


def _themes(run: Any) -> None:
    groups = run.manifest["groups"]
    if run.themes.empty:
        print("Nothing recurs in two interviews, so there are no themes.")
    for lens in run.report().lenses:
        rows = [
            (
                t.theme,
                t.field_label,
                t.label + _marks(t),
                *(f"{s.mentions} of {s.n}" for s in t.shares),
                t.n_segments,
                t.contrast.leans if t.contrast else "",
            )
            for field in lens.fields
            for t in field.themes
        ]
        columns = ["theme", "field", "label", *groups, "sentences", "leans"]
        print_table(columns, rows, title=lens.title, right=["sentences", *groups])


def _marks(theme: Any) -> str:
    return (" (new)" if theme.new else "") + (" (tentative)" if theme.tentative else "")


def _contrast(run: Any, frame: Any) -> None:
    from interview_insights.compare.contrast import exploratory

    labels = dict(zip(run.themes["theme"], run.themes["label"], strict=True))
    frame = frame.sort_values(["p_value", "theme"], kind="stable")
    if frame.empty:
        print("There is one group only, so nothing is compared.")
        return
    rows = [
        (
            r.theme,
            labels.get(r.theme, ""),
            f"{r.group_a} {r.mentions_a} of {r.n_a}",
            f"{r.group_b} {r.mentions_b} of {r.n_b}",
            f"{100 * r.difference:+.0f}",
            f"{100 * r.ci_low:+.0f} to {100 * r.ci_high:+.0f}",
            f"{r.p_value:.3f}",
            f"{r.q_value:.2f}",
            percent(r.p_higher),
            r.leans,
        )
        for r in frame.itertuples()
    ]
    columns = ["theme", "label", "first", "second", "points", "95 %", "p", "q", "higher", "leans"]
    print_table(columns, rows, right=["points", "p", "q", "higher"])
    print("higher: probability that the first share is the higher one (Jeffreys' prior)")
    if exploratory(frame):
        print("Exploratory: fewer than twelve people in a group.")


def _together(run: Any, frame: Any) -> None:
    labels = dict(zip(run.themes["theme"], run.themes["label"], strict=True))
    if frame.empty:
        print("No barrier was voiced by somebody who also voiced a driver.")
        return
    rows = [
        (
            f"{r.theme_a} {labels[r.theme_a]}",
            f"{r.theme_b} {labels[r.theme_b]}",
            r.n_a,
            r.n_b,
            r.both,
            f"{r.expected:.1f}",
            f"{r.p_value:.3f}",
        )
        for r in frame.head(_PAIRS).itertuples()
    ]
    columns = ["barrier", "driver", "first", "second", "both", "expected", "p"]
    print_table(columns, rows, right=columns[2:])
    print(f"The {len(rows)} strongest of {len(frame)} pairs; of {frame['people'][0]} people.")


def _personas(run: Any) -> None:
    report = run.report()
    if not report.personas:
        print("Too few people said anything codable for a persona.")
    for persona in report.personas:
        members = ", ".join(f"{n} {g}" for g, n in persona.groups)
        print(f"{persona.name}: {persona.size} people ({members}), {persona.certainty} group")
        print(f"  {persona.tagline}")
        if persona.quote:
            print(f"  “{persona.quote.text}” ({persona.quote.participant})")
        rows = [(kind, text) for kind, text in persona.demographics]
        rows += [
            (
                label,
                "\n".join(f"{s.text} ({s.n} of {persona.size})" for s in items) or "not mentioned",
            )
            for label, items in persona.fields
        ]
        print_table(["field", "what they say"], rows)


def _codings(run: Any) -> None:
    joined = run.segments.merge(run.codings[run.codings["primary"]], on="segment_id")
    rows = [
        (
            r.segment_id,
            r.field,
            r.theme or "",
            f"{r.confidence:.2f}",
            "?" if r.review else "",
            r.text,
        )
        for r in joined.itertuples()
    ]
    print_table(["segment", "field", "theme", "sure", "review", "text"], rows, right=["sure"])


def _shown(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return "" if math.isnan(value) else f"{value:.2f}"


def _plain(name: str) -> Callable[[Any], None]:
    def printer(run: Any) -> None:
        frame = getattr(run, name)
        numbers = [c for c in frame.columns if frame[c].dtype.kind in "if"]
        rows = [[_shown(value) for value in row] for row in frame.itertuples(index=False)]
        print_table(list(frame.columns), rows, right=numbers)

    return printer


def _quality(run: Any) -> None:
    rows = [
        (
            r.transcript,
            r.group,
            r.questions,
            percent(r.open),
            percent(r.leading),
            percent(r.hypothetical),
            percent(r.interviewer_talk),
            percent(r.thin),
            percent(r.coded),
            r.advice or "",
        )
        for r in run.quality.itertuples()
    ]
    numbers = ["questions", "open", "leading", "hypothetical", "talk", "thin", "coded"]
    print_table(["transcript", "group", *numbers, "next time"], rows, right=numbers)
    said = dict(zip(run.segments["segment_id"], run.segments["text"], strict=True))
    for kind in ("leading", "hypothetical"):
        at = [segment for found in run.quality[f"{kind}_at"] for segment in found]
        if at:
            print(f"{kind.capitalize()} questions:")
        for segment in at[:_SAID]:
            print(f"  {said[segment]}  [{segment}]")
        if len(at) > _SAID:
            print(f"  and {len(at) - _SAID} more (--json lists them)")


_PRINTERS: dict[Part, Callable[[Any], None]] = {
    Part.summary: _summary,
    Part.themes: _themes,
    Part.personas: _personas,
    Part.codings: _codings,
    Part.facts: _plain("facts"),
    Part.quality: _quality,
}


def agree(
    run: Annotated[Path, typer.Argument(help="Run folder.")],
    coded: Annotated[
        Path, typer.Argument(help="A person's codes: csv with transcript, text and field.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Compare the coder's codes with a person's: kappa, alpha, AC1, F1 by field."""
    from dataclasses import asdict

    import interview_insights as ii
    from interview_insights.agreeing import compare_with_person

    result = compare_with_person(ii.load_run(run), coded)
    if as_json:
        print_json(asdict(result))
        return
    for level, found in (("field", result.field), ("lens", result.lens)):
        print_table(
            [level, "F1", "share"],
            [
                (label, f"{found.f1[label]:.2f}", percent(found.prevalence[label]))
                for label in sorted(found.f1, key=lambda x: -found.prevalence[x])
            ],
            right=["F1", "share"],
        )
        print(
            f"{level}: agreement {percent(found.percent)}, κ {found.kappa:.2f}"
            f" ({found.kappa_low:.2f} to {found.kappa_high:.2f}), α {found.alpha:.2f},"
            f" AC1 {found.ac1:.2f}, n = {found.n}"
        )
    print(f"{result.unmatched} coded sentences were not found in the run")
    if result.themes is not None:
        print(
            f"planted themes: mean best F1 {result.themes.mean_f1:.2f}, found at F1 ≥ .5"
            f" {percent(result.themes.found)} of {result.themes.planted}; themes in the run"
            f" {result.themes.themes}"
        )
