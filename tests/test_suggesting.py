from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import interview_insights as ii
from interview_insights.cli.app import app
from interview_insights.suggesting import FEWEST_WORDS, suggest_codes


@pytest.fixture(scope="module")
def candidates(sample_folder):
    return suggest_codes(ii.load_run(sample_folder), 50)


def test_candidates_are_unsure_sentences_of_several_people(candidates, sample_run):
    assert candidates
    rows = sample_run.codings[sample_run.codings["primary"]].set_index("segment_id")
    segments = sample_run.segments.set_index("segment_id")
    for candidate in candidates:
        assert candidate.n_participants >= 2
        assert sum(times for _, times in candidate.fields) == candidate.n_segments
        assert rows.loc[list(candidate.quotes), "review"].all()
        for quote in candidate.quotes:
            assert len(segments.at[quote, "text"].split()) >= FEWEST_WORDS
    people = [candidate.n_participants for candidate in candidates]
    assert people == sorted(people, reverse=True)
    quotes = [quote for candidate in candidates for quote in candidate.quotes]
    assert len(quotes) == len(set(quotes))


def test_what_a_person_coded_is_no_candidate(candidates, sample_run):
    quoted = {quote for candidate in candidates for quote in candidate.quotes}
    codings = sample_run.codings
    human = codings.assign(
        source=codings["source"].where(~codings["segment_id"].isin(quoted), "human")
    )
    run = ii.Run(
        sample_run.manifest,
        {"segments": sample_run.segments, "codings": human},
        (),
    )
    again = {quote for candidate in suggest_codes(run, 50) for quote in candidate.quotes}
    assert not again & quoted


def test_nothing_unsure_nothing_suggested(sample_run):
    sure = sample_run.codings.assign(review=False)
    run = ii.Run(sample_run.manifest, {"segments": sample_run.segments, "codings": sure}, ())
    assert suggest_codes(run) == ()


def test_command(sample_folder, candidates):
    done = CliRunner().invoke(app, ["codebook", "suggest", str(sample_folder), "--n", "2"])
    assert done.exit_code == 0
    assert candidates[0].label in done.stdout
    found = json.loads(
        CliRunner().invoke(app, ["codebook", "suggest", str(sample_folder), "--json"]).stdout
    )
    assert [c["label"] for c in found] == [c.label for c in candidates[:5]]
