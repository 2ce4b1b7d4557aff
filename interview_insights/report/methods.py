"""How the results came about, in words for the reader of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def describe_methods(manifest: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return pairs of (heading, paragraph) about methods and limits.

    Parameters
    ----------
    manifest : mapping
        What run.json holds.

    Returns
    -------
    tuple of (str, str)
    """
    counts, settings = manifest["counts"], manifest["settings"]
    coder = manifest["models"].get("coder", {})
    accuracy = (
        f" On interviews from fields of business that it had not seen, this coder agreed with a"
        f" person at κ {coder['kappa']:.2f}."
        if "kappa" in coder
        else ""
    )
    return (
        (
            "Coding",
            f"Every respondent sentence ({counts['sentences']}) was given one field of the codebook"
            f" or none by a trained coder; {counts['coded']} say something codable. A code with low"
            f" confidence is marked for review ({counts['review']} sentences)." + accuracy,
        ),
        (
            "Themes",
            "Coded sentences were grouped within each field by meaning (BERTopic with Ward's method"
            " on sentence vectors). A theme is voiced by at least two people;"
            f" {counts['unassigned']} coded sentences belong to none. Stability says how well a"
            " theme is found again when other people had been drawn (Hennig 2007); under 0.5 it is"
            " marked tentative. Labels are the respondents' own words.",
        ),
        (
            "Comparison",
            "Counted by people, not by sentences: a person who says a thing ten times counts once."
            " Differences of shares carry 95 % intervals (Newcombe 1998); strong means q < .05"
            " (Fisher exact, Benjamini–Hochberg), moderate that the interval excludes zero and"
            " p < .1, weak that the shares differ by a quarter or more. With fewer than twelve"
            " people in a group all of this is exploratory: a reason to look closer, not a proof.",
        ),
        (
            "Personas",
            "People were grouped by the themes they voice; the number of personas comes from the"
            " data. Each statement is a theme that members voiced, with their quotes. What nobody"
            " mentioned stays empty.",
        ),
        (
            "Settings",
            f"Embedding model {manifest['models']['embedder']['name']}, language"
            f" {settings['language']}, seed {settings['seed']}, interview-insights"
            f" {manifest['version']}. Everything was computed on this machine.",
        ),
    )
