"""Fitting heads, holding domains out, and calibrating on what was held out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from interview_insights.coding.corpus import Corpus, Example
from interview_insights.coding.head import Head
from interview_insights.coding.training import (
    RIGHT_UNMARKED,
    HeldOut,
    calibrate,
    fit_field_head,
    fit_heads,
    fit_network_head,
    fit_pole_head,
    hold_out_domains,
)
from interview_insights.embed.context import Unit, features

LABELS = ("a", "b", "none")


def _held_out(chances: np.ndarray, truth: Sequence[int]) -> HeldOut:
    examples = tuple(
        Example(f"d{i % 3}", f"i{i}", Unit(f"text {i}"), LABELS[t], "", "")
        for i, t in enumerate(truth)
    )
    return HeldOut(examples, LABELS, chances.astype(np.float32))


def _drawn(temperature: float, n: int = 3000) -> HeldOut:
    """Truth drawn from probabilities, which are then made too sure or too unsure."""
    random = np.random.default_rng(0)
    logits = random.normal(scale=1.5, size=(n, 3))
    honest = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    truth = [int(random.choice(3, p=row)) for row in honest]
    stated = np.exp(logits / temperature)
    return _held_out(stated / stated.sum(axis=1, keepdims=True), truth)


@pytest.mark.parametrize("sureness", [0.5, 1.0, 2.0])
def test_the_temperature_undoes_what_is_too_sure_or_unsure(sureness: float) -> None:
    head = calibrate(Head(LABELS, ()), _drawn(sureness))
    assert head.temperature == pytest.approx(1 / sureness, rel=0.15)


def test_the_threshold_leaves_codes_that_are_right_often_enough() -> None:
    held_out = _drawn(1.0)
    head = calibrate(Head(LABELS, ()), held_out)
    scaled = np.log(held_out.probabilities) / head.temperature
    chances = np.exp(scaled) / np.exp(scaled).sum(axis=1, keepdims=True)
    truth = [LABELS.index(example.field) for example in held_out.examples]
    right = chances.argmax(axis=1) == truth
    sure = chances.max(axis=1)
    unmarked = sure >= head.review_below - 1e-6
    assert right.mean() < RIGHT_UNMARKED - 0.05  # so that something has to be marked
    assert 0.2 < unmarked.mean() < 0.9
    assert right[unmarked].mean() >= RIGHT_UNMARKED - 0.002
    # A threshold a little lower would let too many wrong ones through.
    assert right[sure >= head.review_below - 0.05].mean() < RIGHT_UNMARKED


def test_all_right_marks_nothing_and_all_wrong_marks_everything() -> None:
    random = np.random.default_rng(0)
    chances = random.dirichlet([1, 1, 1], size=50)
    best = chances.argmax(axis=1)
    fine = calibrate(Head(LABELS, ()), _held_out(chances, best.tolist()))
    bad = calibrate(Head(LABELS, ()), _held_out(chances, ((best + 1) % 3).tolist()))
    assert fine.review_below <= 1 / 3 + 0.2
    assert bad.review_below == 1.0


def test_calibrating_keeps_labels_and_networks(small_corpus: Corpus, fake_embedder: Any) -> None:
    rows = features([example.unit for example in small_corpus.examples], fake_embedder)
    head = fit_field_head(rows, [example.field for example in small_corpus.examples])
    tuned = calibrate(head, _drawn(0.5))
    assert tuned.labels == head.labels
    assert tuned.members == head.members
    plain, scaled = head.probabilities(rows), tuned.probabilities(rows)
    assert (plain.argmax(axis=1) == scaled.argmax(axis=1)).all()


class Spy:
    """Stands in for the fitting: notes what it was given, predicts one label."""

    def __init__(self) -> None:
        self.seen: list[tuple[np.ndarray, list[str]]] = []

    def __call__(self, rows: np.ndarray, fields: list[str]) -> Head:
        self.seen.append((rows, fields))
        labels = tuple(sorted(set(fields)))
        bias = np.arange(len(labels), dtype=np.float32)
        return Head(labels, (((np.zeros((rows.shape[1], len(labels)), np.float32), bias),),))


@pytest.mark.parametrize("folds", [6, 4, 2])
def test_no_sentence_of_a_held_out_domain_is_learnt_from(
    small_corpus: Corpus, fake_embedder: Any, folds: int
) -> None:
    spy = Spy()
    found = hold_out_domains(small_corpus, fake_embedder, spy, folds=folds)
    rows = features([example.unit for example in small_corpus.examples], fake_embedder)
    domains = np.array([example.domain for example in small_corpus.examples])
    fields = np.array([example.field for example in small_corpus.examples])
    assert len(spy.seen) == folds
    left_out = []
    for given, named in spy.seen:
        keys = {row.tobytes() for row in given}
        out = {d for d in small_corpus.domains if rows[domains == d][0].tobytes() not in keys}
        kept = ~np.isin(domains, list(out))
        assert (given == rows[kept]).all()
        assert named == fields[kept].tolist()
        left_out += sorted(out)
    assert sorted(left_out) == list(small_corpus.domains)
    assert found.examples == small_corpus.examples
    assert np.allclose(found.probabilities.sum(axis=1), 1.0, atol=1e-5)


def test_a_field_of_one_domain_alone_cannot_be_guessed(fake_embedder: Any) -> None:
    examples = [
        Example(f"d{i % 3}", "i", Unit(f"text {i}"), "c" if i % 3 == 0 else "ab"[i % 2], "", "")
        for i in range(12)
    ]
    found = hold_out_domains(Corpus(tuple(examples), ""), fake_embedder, Spy(), folds=3)
    assert found.labels == ("a", "b", "c")
    own = [i for i, example in enumerate(examples) if example.domain == "d0"]
    others = [i for i, example in enumerate(examples) if example.domain != "d0"]
    assert (found.probabilities[own, 2] == 0).all()
    assert {found.predicted[i] for i in own} == {"b"}
    assert {found.predicted[i] for i in others} == {"c"}  # the spy leans to the last label


def test_fields_are_told_apart_in_domains_never_seen(
    small_corpus: Corpus, fake_embedder: Any
) -> None:
    found = hold_out_domains(small_corpus, fake_embedder, fit_field_head, folds=2)
    truth = [example.field for example in small_corpus.examples]
    right = np.mean([t == p for t, p in zip(truth, found.predicted, strict=True)])
    assert right > 0.9


def test_a_head_is_the_same_each_time_it_is_fitted(
    small_corpus: Corpus, fake_embedder: Any
) -> None:
    rows = features([example.unit for example in small_corpus.examples], fake_embedder)
    fields = [example.field for example in small_corpus.examples]
    first, again = (fit_field_head(rows, fields) for _ in range(2))
    assert first.labels == tuple(sorted(set(fields)))
    assert np.array_equal(first.probabilities(rows), again.probabilities(rows))


def test_networks_depend_on_their_seed_alone(small_corpus: Corpus, fake_embedder: Any) -> None:
    rows = features([example.unit for example in small_corpus.examples], fake_embedder)
    fields = [example.field for example in small_corpus.examples]
    first, again, other = (fit_network_head(rows, fields, seed) for seed in (3, 3, 4))
    assert np.array_equal(first.probabilities(rows), again.probabilities(rows))
    assert not np.array_equal(first.probabilities(rows), other.probabilities(rows))


def test_a_head_sees_only_the_parts_it_is_told(small_corpus: Corpus, fake_embedder: Any) -> None:
    rows = features([example.unit for example in small_corpus.examples], fake_embedder)
    fields = [example.field for example in small_corpus.examples]
    head = fit_field_head(rows, fields, ("text",))
    other = rows.copy()
    other[:, rows.shape[1] // 4 :] = 9.0
    assert np.allclose(head.probabilities(rows), head.probabilities(other), atol=1e-5)
    whole = fit_field_head(rows, fields, ("text", "question"))
    assert not np.allclose(whole.probabilities(rows), whole.probabilities(other), atol=1e-5)


def test_poles_are_told_apart_by_the_sentence_alone(
    small_corpus: Corpus, fake_embedder: Any
) -> None:
    polar = [example for example in small_corpus.examples if example.pole]
    rows = features([example.unit for example in polar], fake_embedder)
    poles = [example.pole for example in polar]
    head = fit_pole_head(rows, poles)
    chances = head.probabilities(rows)
    assert [head.labels[i] for i in chances.argmax(axis=1)] == poles
    bare = rows.copy()
    bare[:, rows.shape[1] // 4 :] = 9.0
    assert np.allclose(head.probabilities(bare), chances)


def test_both_heads_are_fitted_and_the_first_is_calibrated(
    small_corpus: Corpus, fake_embedder: Any
) -> None:
    held_out = hold_out_domains(small_corpus, fake_embedder, fit_field_head, folds=2)
    heads = fit_heads(small_corpus, fake_embedder, held_out)
    wanted = calibrate(Head((), ()), held_out)
    assert (heads["field"].temperature, heads["field"].review_below) == (
        wanted.temperature,
        wanted.review_below,
    )
    assert heads["field"].labels == held_out.labels
    assert set(heads["pole"].labels) == {"bargain", "premium"}
