"""Every example file of every kind, read and held against what a careful person expects."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from interview_insights.read import read_study
from interview_insights.read.registry import KINDS

FORMATS = Path(__file__).parents[1] / "data" / "formats"
EXPECTED = sorted(FORMATS.glob("*/*.expected.json"))


def example_of(expected: Path) -> Path:
    stem = expected.name.removesuffix(".expected.json")
    (found,) = (
        path
        for path in expected.parent.iterdir()
        if path.stem == stem and path != expected and path.suffix != ".py"
    )
    return found


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name.removesuffix('.expected.json')}"


@pytest.mark.parametrize("expected", EXPECTED, ids=name_of)
def test_an_example_is_read_as_expected(expected: Path) -> None:
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    study = read_study(example_of(expected))
    assert {t.kind for t in study.transcripts} == {expected.parent.name}
    assert len(study.transcripts) == len(wanted["interviews"])
    for transcript, interview in zip(study.transcripts, wanted["interviews"], strict=True):
        got = [(t.speaker, t.role, t.text, str(t.place)) for t in transcript.turns]
        assert got == [(t["speaker"], t["role"], t["text"], t["place"]) for t in interview["turns"]]
        for turn, told in zip(transcript.turns, interview["turns"], strict=True):
            if told["start_s"] is None:
                assert math.isnan(turn.start_s), turn.text
            else:
                assert turn.start_s == pytest.approx(told["start_s"], abs=0.01), turn.text
        if interview.get("participant"):
            assert transcript.participant == interview["participant"]
        if interview.get("group"):
            assert transcript.group == interview["group"]
    told = " ".join(w for t in study.transcripts for w in t.warnings)
    for part in wanted.get("warns", ()):
        assert part in told


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_flavour_has_its_example_and_every_example_its_flavour(kind) -> None:
    found = {p.name.removesuffix(".expected.json") for p in EXPECTED if p.parent.name == kind.name}
    assert kind.flavours
    assert found == set(kind.flavours)


def test_every_example_is_of_a_kind() -> None:
    assert {p.parent.name for p in EXPECTED} == {kind.name for kind in KINDS}
