from __future__ import annotations

import numpy as np
import pytest

from interview_insights.themes.clusters import unit_rows
from interview_insights.themes.labels import LabelTask, label_themes


@pytest.fixture
def tasks_of(fake_embedder):
    def make(*themes: tuple[str, ...]) -> list[LabelTask]:
        centres = unit_rows(np.stack([fake_embedder.encode(t).mean(axis=0) for t in themes]))
        return [
            LabelTask(theme, (), centres[i], np.delete(centres, i, axis=0))
            for i, theme in enumerate(themes)
        ]

    return make


def test_a_label_is_a_phrase_of_its_own_theme(tasks_of, fake_embedder, phrases):
    themes = (
        ("the parcel came late again", "my parcel came two days late"),
        ("brown leaves after a week", "all leaves went brown quickly"),
    )
    labels = label_themes(tasks_of(*themes), phrases, fake_embedder.encode)
    for label, sentences in zip(labels, themes, strict=True):
        assert any(label in sentence for sentence in sentences)


def test_labels_differ_though_the_phrases_are_the_same(tasks_of, fake_embedder, phrase):
    tasks = tasks_of(("came late",), ("came late",), ("Came late",))
    labels = label_themes(tasks, lambda s: [[phrase(x)] for x in s], fake_embedder.encode)
    assert len({label.lower() for label in labels}) == 3
    assert all(label.lower().startswith("came late") for label in labels)


def test_what_a_sibling_says_too_does_not_name_a_theme(tasks_of, fake_embedder, phrases):
    """Both themes begin alike; what each says of its own makes the better label."""
    tasks = tasks_of(("we always thought parcels arrived late",), ("we always thought gifts help",))
    labels = label_themes(tasks, phrases, fake_embedder.encode)
    assert labels[0] != "we always thought" != labels[1]


def test_themes_without_phrases(tasks_of, fake_embedder):
    tasks = tasks_of(("Nothing.", "Nothing at all, really."), ("Speed", "Speed of it"))
    labels = label_themes(tasks, lambda s: [[] for _ in s], fake_embedder.encode)
    assert labels == ["Nothing", "Speed"]


def test_no_themes(fake_embedder, phrases):
    assert label_themes([], phrases, fake_embedder.encode) == []
