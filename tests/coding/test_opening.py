"""Opening a coder: another embedder, and a codebook of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interview_insights.coding import Coder, code_texts, open_coder
from interview_insights.coding import opening as opening_module
from interview_insights.coding.codebook import default_codebook
from interview_insights.embed.context import Unit
from interview_insights.errors import CodebookError
from interview_insights.records import NONE, Code, Codebook

from .conftest import FIELDS, keywords

PLANTS = ("the ficus died", "my fern went brown", "yellow leaves on the monstera")
UNITS = [Unit(f"{keywords(field)} in place0") for field in FIELDS]

pytestmark = pytest.mark.usefixtures("small_models")


def _plants(examples: tuple[str, ...] = PLANTS, name: str = "plant_health") -> Code:
    return Code(name, "garden", "Plant health", "How plants fare.", examples=examples)


def _book(*codes: Code) -> Codebook:
    return Codebook("mine", "1", codes)


def _by_label(coder: Coder, units: list[Unit]) -> dict[str, np.ndarray]:
    chances = coder.probabilities(units)
    assert chances.shape == (len(units), len(coder.labels))
    assert np.allclose(chances.sum(axis=1), 1.0, atol=1e-4)
    assert (chances >= 0).all()
    return dict(zip(coder.labels, chances.T, strict=True))


def test_another_embedder_gets_a_head_that_codes(fake_embedder: Any) -> None:
    coder = open_coder(embedder=fake_embedder)
    found = _by_label(coder, UNITS)
    best = [max(found, key=lambda label, i=i: found[label][i]) for i in range(len(UNITS))]
    assert best == list(FIELDS)
    assert 0 < coder.field_head.review_below < 1
    assert coder.pole_head is not None
    assert set(coder.pole_head.labels) == {"bargain", "premium"}


def test_the_head_is_fitted_once(
    fake_embedder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEW_INSIGHTS_CACHE", str(tmp_path / "cache"))
    fits = []
    fit = opening_module.fit_heads
    monkeypatch.setattr(opening_module, "fit_heads", lambda *a: fits.append(1) or fit(*a))
    first = open_coder(embedder=fake_embedder).probabilities(UNITS)
    again = open_coder(embedder=fake_embedder).probabilities(UNITS)
    assert len(fits) == 1
    assert (first == again).all()

    class Other(type(fake_embedder)):  # type: ignore[misc]
        digest = "fake-2"

    open_coder(embedder=Other())
    assert len(fits) == 2
    for file in (tmp_path / "cache" / "heads").iterdir():
        file.write_bytes(b"cut short")
    assert (open_coder(embedder=fake_embedder).probabilities(UNITS) == first).all()
    assert len(fits) == 3


def test_a_cache_that_cannot_be_written_is_worked_without(
    fake_embedder: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = open_coder(embedder=fake_embedder).probabilities(UNITS)
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("INTERVIEW_INSIGHTS_CACHE", str(tmp_path / "file" / "cache"))
    found = open_coder(embedder=fake_embedder).probabilities(UNITS)
    assert np.allclose(found, usual, atol=0.02)


def test_fields_in_another_order_keep_the_shipped_head(fake_embedder: Any) -> None:
    book = default_codebook()
    turned = Codebook("mine", "2", book.codes[::-1])
    coder = open_coder(turned, fake_embedder)
    usual = _by_label(open_coder(embedder=fake_embedder), UNITS)
    found = _by_label(coder, UNITS)
    assert coder.codebook.name == "mine"
    for label, chances in usual.items():
        assert (found[label] == chances).all()


def test_a_field_switched_off_leaves_its_share_to_none(fake_embedder: Any) -> None:
    book = default_codebook()
    off = ("goals", "values")
    fewer = _book(*(code for code in book.codes if code.name not in off))
    usual = _by_label(open_coder(book, fake_embedder), UNITS)
    found = _by_label(open_coder(fewer, fake_embedder), UNITS)
    assert set(found) == set(usual) - set(off)
    assert found[NONE] == pytest.approx(usual[NONE] + usual["goals"] + usual["values"], abs=1e-5)
    assert found["concerns"] == pytest.approx(usual["concerns"], abs=1e-5)
    assert found[NONE][FIELDS.index("goals")] > 0.5


def test_a_new_field_takes_from_all_others_alike(fake_embedder: Any) -> None:
    book = default_codebook()
    usual_coder = open_coder(book, fake_embedder)
    coder = open_coder(_book(*book.codes, _plants()), fake_embedder)
    units = [*UNITS, Unit("sadly the ficus died"), Unit("leaves on the monstera went yellow")]
    usual, found = _by_label(usual_coder, units), _by_label(coder, units)
    assert set(found) == {*usual, "plant_health"}
    for label, chances in usual.items():
        assert found[label] == pytest.approx(chances * (1 - found["plant_health"]), abs=1e-5)
    assert (found["plant_health"][-2:] > 0.5).all()
    assert (found["plant_health"][:-2] < 0.2).all()
    (told,) = coder.warnings
    assert "plant_health" in told
    assert "κ" in told
    assert coder.field_head.review_below == usual_coder.field_head.review_below


def test_an_own_codebook_replaces_the_shipped_one(fake_embedder: Any) -> None:
    pots = ("the pot cracked", "a chipped terracotta pot", "this pot leaks")
    coder = open_coder(_book(_plants(), _plants(pots, "pots")), fake_embedder)
    found = _by_label(coder, [Unit("the fern died"), Unit("that pot cracked"), *UNITS])
    assert set(found) == {"plant_health", "pots", NONE}
    assert found["plant_health"][0] > found["pots"][0]
    assert found["pots"][1] > found["plant_health"][1]
    assert (found[NONE][2:] > 0.5).all()
    assert coder.codebook.lens_of("pots") == "garden"


def test_a_new_field_needs_examples(fake_embedder: Any) -> None:
    with pytest.raises(CodebookError, match="plant_health") as caught:
        open_coder(_book(*default_codebook().codes, _plants(())), fake_embedder)
    assert caught.value.hint


def test_few_examples_are_warned_of(fake_embedder: Any) -> None:
    coder = open_coder(_book(_plants(PLANTS[:2]), _plants(PLANTS, "pots")), fake_embedder)
    few = [told for told in coder.warnings if "very few examples" in told]
    assert len(few) == 1
    assert "plant_health" in few[0]
    assert any("pots" in told and "κ" in told for told in coder.warnings)


def test_a_shipped_field_needs_no_examples(fake_embedder: Any) -> None:
    bare = Code("goals", "driver", "Goals", "What they wanted.")
    coder = open_coder(_book(bare), fake_embedder)
    assert coder.labels == ("goals", NONE)
    assert coder.warnings == ()


def test_code_texts_gives_one_row_a_text(fake_embedder: Any) -> None:
    texts = [unit.text for unit in UNITS] + ["Mm-hm.", ""]
    frame = code_texts(texts, embedder=fake_embedder)
    columns = [f"p_{field}" for field in FIELDS]
    assert list(frame.columns) == ["text", "lens", "field", "confidence", *columns]
    assert frame["text"].tolist() == texts
    assert frame["field"].tolist() == [*FIELDS, NONE, NONE]
    book = default_codebook()
    assert frame["lens"].tolist() == [book.lens_of(field) for field in frame["field"]]
    assert np.allclose(frame[columns].sum(axis=1), 1.0, atol=1e-3)
    assert (frame["confidence"] == frame[columns].max(axis=1)).all()
    assert frame["confidence"].tolist()[-2:] == [1.0, 1.0]


def test_code_texts_with_an_own_codebook_from_a_file(fake_embedder: Any, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    listed = "".join(f"\n  - {text}" for text in PLANTS)
    path.write_text(
        "codes:\n- name: plants\n  lens: garden\n  definition: How they fare.\n"
        f"  examples:{listed}\n"
    )
    frame = code_texts(["the ficus died", "Okay."], codebook=path, embedder=fake_embedder)
    assert list(frame.columns) == ["text", "lens", "field", "confidence", "p_plants", "p_none"]
    assert frame["field"].tolist() == ["plants", NONE]
    assert frame["lens"].tolist() == ["garden", NONE]


def test_the_context_is_looked_at(fake_embedder: Any) -> None:
    context = [keywords("goals"), keywords("concerns")]
    frame = code_texts(["It was that.", "It was that."], context=context, embedder=fake_embedder)
    chances = frame.filter(like="p_")
    assert not chances.iloc[0].equals(chances.iloc[1])


@pytest.mark.parametrize("context", [[], ["Why?"], ["Why?"] * 3])
def test_a_context_of_another_length_is_refused(fake_embedder: Any, context: list[str]) -> None:
    with pytest.raises(ValueError, match=rf"2 texts but {len(context)}"):
        code_texts(["One.", "Two."], context=context, embedder=fake_embedder)


@pytest.mark.parametrize("texts", [[], [""], ["", "…"]])
def test_nothing_to_code(fake_embedder: Any, texts: list[str]) -> None:
    frame = code_texts(texts, embedder=fake_embedder)
    assert frame["field"].tolist() == [NONE] * len(texts)
    assert "p_none" in frame.columns
