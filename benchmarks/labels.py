"""How well are labels chosen, and are they understood?

Usage: python benchmarks/labels.py [--fit] [--sheet FILE | --answers FILE]

labels.jsonl beside this program holds 144 themes in six trades, each what seven people said
and about sixteen phrases cut from it, which readers marked as labels: 3 good as it is, 2
understandable, 1 too little, 0 none. Printed are the mean mark of the phrase that is chosen
and the share marked 2 or 3: by the weights in use, by weights fitted on the other five
trades, by chance, and the best there is. --fit prints the weights fitted on all.

The blind test: --sheet writes the themes found in the planted studies with the coder's
codes, for each four quotes and five labels, its own and four of the same study; --answers
reads such a sheet with the choices that a reader added and prints the share right.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np

from interview_insights.embed import open_embedder
from interview_insights.language import Phraser
from interview_insights.themes.label_features import CENTRE, CHEAP, SIBLING, features_of

MARKED = Path(__file__).with_name("labels.jsonl")
QUOTES = 4
CHOICES = 5


def rows(themes: list[dict]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return features, marks, theme and trade of every candidate."""
    embedder, phraser = open_embedder(), Phraser()
    centres = np.stack([embedder.encode(t["sentences"]).mean(axis=0) for t in themes])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    trades = np.array([t["trade"] for t in themes])
    features, marks, of = [], [], []
    for number, theme in enumerate(themes):
        others = centres[(trades == theme["trade"]) & (np.arange(len(themes)) != number)]
        cut = dict(zip(theme["sentences"], phraser(theme["sentences"]), strict=True))
        vectors = embedder.encode([text for text, _ in theme["candidates"]])
        for (text, mark), vector in zip(theme["candidates"], vectors, strict=True):
            found = [(s, p) for s, phrases in cut.items() for p in phrases if p.text == text]
            if found:
                sentence, phrase = found[0]
                near = float(vector @ centres[number]), max(0.0, float((others @ vector).max()))
                cheap = features_of(text, phrase.standing, sentence)
                features.append([*near, *cheap.values()])
                marks.append(mark)
                of.append(number)
    return np.array(features), np.array(marks, dtype=float), np.array(of), trades[np.array(of)]


def fitted(features: np.ndarray, marks: np.ndarray) -> np.ndarray:
    from sklearn.linear_model import Ridge

    spread = features.std(axis=0)
    spread[spread == 0] = 1.0
    return Ridge(10).fit(features / spread, marks).coef_ / spread


def chosen(scores: np.ndarray, marks: np.ndarray, of: np.ndarray) -> np.ndarray:
    return np.array([marks[of == t][scores[of == t].argmax()] for t in np.unique(of)])


def rank() -> None:
    themes = [json.loads(line) for line in MARKED.read_text(encoding="utf-8").splitlines()]
    features, marks, of, trades = rows(themes)
    unseen = np.zeros(len(marks))
    for trade in np.unique(trades):
        weights = fitted(features[trades != trade], marks[trades != trade])
        unseen[trades == trade] = features[trades == trade] @ weights
    in_use = np.array([CENTRE, SIBLING, *CHEAP.values()])
    print(f"{len(np.unique(of))} themes, {len(marks)} candidates")
    for name, scores in (
        ("weights in use", features @ in_use),
        ("fitted on other trades", unseen),
        ("closest to the centre", features[:, 0]),
        ("the best there is", marks),
    ):
        best = chosen(scores, marks, of)
        print(f"  {name:24} mean mark {best.mean():.2f}  understandable {(best >= 2).mean():.2f}")
    print(
        f"  {'by chance':24} mean mark {marks.mean():.2f}  understandable {(marks >= 2).mean():.2f}"
    )


def show_weights() -> None:
    themes = [json.loads(line) for line in MARKED.read_text(encoding="utf-8").splitlines()]
    features, marks, _, _ = rows(themes)
    for name, weight in zip(("centre", "sibling", *CHEAP), fitted(features, marks), strict=True):
        print(f"  {name:16} {weight:+.3f}")


def write_sheet(path: Path) -> None:
    from planted import studies
    from themes import _our_themes, task_of

    hand = random.Random(0)
    lines = []
    for study in studies():
        found = _our_themes(task_of(study, by_coder=True))
        texts = dict(zip(study.segments["segment_id"], study.segments["text"], strict=True))
        labels = found.themes["label"].tolist()
        for theme in found.themes.itertuples():
            if theme.n_segments >= QUOTES:
                wrong = hand.sample([x for x in labels if x != theme.label], CHOICES - 1)
                options = hand.sample([theme.label, *wrong], CHOICES)
                # Whoever chooses must not find the label word for word.
                own = theme.label.casefold()
                quotes = [texts[q] for q in theme.quotes if own not in texts[q].casefold()]
                lines.append(
                    {
                        "study": study.name,
                        "quotes": quotes[:QUOTES],
                        "labels": options,
                        "own": options.index(theme.label) + 1,
                    }
                )
    hand.shuffle(lines)
    path.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines[:100]))
    print(f"{min(100, len(lines))} of {len(lines)} themes written to {path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--answers", type=Path)
    given = parser.parse_args()
    if given.sheet:
        write_sheet(given.sheet)
    elif given.answers:
        read = [json.loads(x) for x in given.answers.read_text(encoding="utf-8").splitlines()]
        right = sum(line["chosen"] == line["own"] for line in read)
        print(f"{right} of {len(read)} labels were picked among {CHOICES}: {right / len(read):.2f}")
    elif given.fit:
        show_weights()
    else:
        rank()


if __name__ == "__main__":
    main()
