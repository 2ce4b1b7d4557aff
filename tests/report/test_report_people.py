"""People, transcripts, groups side by side and next steps in the report."""

from __future__ import annotations

import dataclasses

import pytest
from handmade import make_run

import interview_insights as ii
from interview_insights.records import NONE
from interview_insights.report import transcripts
from interview_insights.report.model import Report, themes_of


@pytest.fixture
def report(sample_run: ii.Run) -> Report:
    return sample_run.report()


def test_every_participant_has_a_page(report: Report, sample_run: ii.Run) -> None:
    spoken = sample_run.segments.query("role == 'respondent'")
    assert [p.name for p in report.people] == list(spoken["participant"].unique())
    assert len({p.anchor for p in report.people}) == len(report.people)
    coded = sample_run.codings.query("primary and field != @NONE", local_dict={"NONE": NONE})
    assert sum(p.coded for p in report.people) == len(coded)
    for person in report.people:
        own = spoken[spoken["participant"] == person.name]
        assert len(person.course) == person.sentences == len(own)
        assert sum(bool(lens) for lens, _, _ in person.course) == person.coded
        assert {q.participant for q in person.quotes} <= {person.name}
        assert person.group == own["group"].iloc[0]


def test_a_person_belongs_to_the_persona_that_names_them(report: Report) -> None:
    members = {name: p.name for p in report.personas for name in p.participants}
    assert {p.name: p.persona for p in report.people if p.persona} == members


def test_the_themes_of_a_person_are_theirs(report: Report) -> None:
    voices = {t.theme: t.people for t in themes_of(report)}
    for person in report.people:
        assert all(person.name in voices[t.theme] for t in person.themes)
        counts = [t.n for t in person.themes]
        assert counts == sorted(counts, reverse=True)


def test_transcripts_are_whole_and_quotes_lead_into_them(
    report: Report, sample_run: ii.Run
) -> None:
    shown = {s.anchor: s for t in report.transcripts for turn in t.turns for s in turn.sentences}
    assert [s.text for s in shown.values()] == sample_run.segments["text"].tolist()
    for theme in themes_of(report):
        for quote in theme.quotes:
            assert shown[quote.anchor].text == quote.text
            assert shown[quote.anchor].lens == theme.lens


def test_a_study_too_long_for_one_file_has_no_transcripts(monkeypatch) -> None:
    monkeypatch.setattr(transcripts, "MOST_CHARACTERS", 10)
    report = make_run().report()
    assert report.transcripts == ()
    assert {q.anchor for t in themes_of(report) for q in t.quotes} == {""}
    assert all(at == "" for p in report.people for _, at in p.transcripts)


def test_groups_stand_side_by_side_with_their_own_counts(report: Report) -> None:
    assert [(c.group, c.n) for c in report.cohorts] == list(report.groups)
    of = {t.theme: t for t in themes_of(report)}
    for cohort in report.cohorts:
        for _, themes in cohort.lenses:
            assert len(themes) <= 4
            for theme in themes:
                share = next(s for s in of[theme.theme].shares if s.group == cohort.group)
                assert (theme.n, theme.share) == (share.mentions, share.share)


def test_one_group_has_nothing_beside_it() -> None:
    report = make_run(("only",)).report()
    assert report.cohorts == ()
    assert report.words == ()


def test_words_that_everybody_uses_mark_nobody(report: Report) -> None:
    words = {word for view in report.words for word, _, _ in view.words}
    assert words
    assert not words & {"the", "and", "i", "a", "it"}


def test_next_steps_follow_from_the_study(report: Report) -> None:
    heads = [what for what, _ in report.next_steps]
    assert 1 <= len(heads) <= 4
    barriers = [t.label for t in themes_of(report) if t.lens == "barrier"]
    assert any(f"“{label}”" in heads[0] for label in barriers)
    assert any(head.startswith("Interview ") for head in heads)  # eight people a group


def test_the_order_of_groups_is_kept_in_what_to_do(sample_run: ii.Run) -> None:
    manifest = dict(sample_run.manifest)
    manifest["counts"] = {**manifest["counts"], "participants": {"good": 20, "bad": 3}}
    steps = dict(dataclasses.replace(sample_run.report()).next_steps)
    assert steps
    from interview_insights.report.next_steps import next_steps

    tables = {"saturation": sample_run.saturation, "codings": sample_run.codings}
    heads = [what for what, _ in next_steps(manifest, tables, ())]
    assert heads[0] == "Interview 9 more bad customers"
