"""The report of the sample study, held against the tables it was made from."""

from __future__ import annotations

import dataclasses
import math

import pytest
from handmade import make_run

import interview_insights as ii
from interview_insights.records import LENSES
from interview_insights.report.build import EXPLORATORY, TENTATIVE
from interview_insights.report.model import Quote, Report, ThemeView
from interview_insights.report.times import clock


@pytest.fixture
def report(sample_run: ii.Run) -> Report:
    return sample_run.report()


def themes_of(report: Report) -> list[ThemeView]:
    return [theme for lens in report.lenses for field in lens.fields for theme in field.themes]


def quotes_of(report: Report) -> list[Quote]:
    quotes = [q for theme in themes_of(report) for q in theme.quotes]
    quotes += [f.quote for f in report.findings if f.quote]
    for persona in report.personas:
        quotes += [persona.quote] if persona.quote else []
        said = [s for _, items in persona.fields for s in items]
        quotes += [q for s in (*said, *persona.objections, *persona.how_to_reach) for q in s.quotes]
    return quotes


def test_counts_are_those_of_the_tables(report: Report, sample_run: ii.Run) -> None:
    spoken = sample_run.segments[sample_run.segments["role"] == "respondent"]
    primary = sample_run.codings[sample_run.codings["primary"]]
    coded = primary[primary["field"] != "none"]
    assert report.interviews == sample_run.segments["transcript"].nunique() == 16
    assert report.sentences == len(spoken) == len(primary)
    assert report.coded == len(coded)
    assert report.unassigned == coded["theme"].isna().sum()
    assert report.review == primary["review"].sum()
    assert report.n_themes == len(sample_run.themes) > 10
    assert dict(report.groups) == dict(spoken.groupby("group")["participant"].nunique())
    assert [group for group, _ in report.groups] == ["good", "bad"]


def test_every_theme_is_shown_once_under_its_lens_and_field(
    report: Report, sample_run: ii.Run
) -> None:
    shown = [
        (theme.theme, lens.name, field.name)
        for lens in report.lenses
        for field in lens.fields
        for theme in field.themes
    ]
    columns = sample_run.themes[["theme", "lens", "field"]]
    assert sorted(shown) == sorted(columns.itertuples(index=False, name=None))
    lenses = [lens.name for lens in report.lenses]
    assert lenses == [lens for lens in LENSES if lens in lenses]


def test_shares_count_participants_of_each_group(report: Report, sample_run: ii.Run) -> None:
    joined = sample_run.codings.merge(sample_run.segments, on="segment_id")
    for theme in themes_of(report):
        own = joined[joined["theme"] == theme.theme]
        assert [s.group for s in theme.shares] == ["good", "bad"]
        assert sum(s.mentions for s in theme.shares) == theme.n_participants
        for share in theme.shares:
            people = own[own["group"] == share.group]["participant"].nunique()
            assert (share.mentions, share.n) == (people, 8)
            assert share.share == people / 8


def test_contrasts_are_those_of_the_table(report: Report, sample_run: ii.Run) -> None:
    table = sample_run.contrasts.set_index("theme")
    for theme in themes_of(report):
        contrast, row = theme.contrast, table.loc[theme.theme]
        assert contrast is not None
        good, bad = theme.shares
        assert contrast.difference == pytest.approx(good.share - bad.share)
        assert contrast.low <= contrast.difference <= contrast.high
        assert (contrast.p_value, contrast.q_value) == (row["p_value"], row["q_value"])
        assert contrast.leans == row["leans"]
        if contrast.strength == "strong":
            assert contrast.q_value < 0.05
        if contrast.strength == "moderate":
            assert contrast.q_value >= 0.05
            assert contrast.low > 0 or contrast.high < 0


def test_quotes_are_verbatim_and_by_the_one_who_said_them(
    report: Report, sample_run: ii.Run
) -> None:
    spoken = sample_run.segments[sample_run.segments["role"] == "respondent"]
    said = {
        (r.text, r.participant, r.group, f"{r.path}, {r.place}", clock(r.start_s))
        for r in spoken.itertuples()
    }
    quotes = quotes_of(report)
    assert len(quotes) > 50
    for q in quotes:
        assert (q.text, q.participant, q.group, q.source, q.time) in said
    assert any(q.time for q in quotes)
    assert any(not q.time for q in quotes)


def test_quotes_of_a_theme_are_of_that_theme(report: Report, sample_run: ii.Run) -> None:
    joined = sample_run.codings.merge(sample_run.segments, on="segment_id")
    for theme in themes_of(report):
        own = set(joined[joined["theme"] == theme.theme]["text"])
        assert theme.quotes
        assert {q.text for q in theme.quotes} <= own


def test_tentative_themes_are_those_that_dissolve(report: Report) -> None:
    themes = themes_of(report)
    assert [t.tentative for t in themes] == [t.stability < TENTATIVE for t in themes]
    assert {t.tentative for t in themes} == {True, False}


def test_findings_are_few_distinct_and_point_to_themes(report: Report) -> None:
    themes = {theme.theme: theme for theme in themes_of(report)}
    assert 1 <= len(report.findings) <= 5
    named = [themes[finding.theme] for finding in report.findings]
    assert len({theme.theme for theme in named}) == len(named)
    fields = [theme.field for theme in named]
    assert max(map(fields.count, fields)) <= 2
    for finding, theme in zip(report.findings, named, strict=True):
        assert theme.label in finding.text
        for share in theme.shares:
            assert f"{share.mentions} of {share.n}" in finding.text
        assert theme.contrast is not None
        assert finding.strength == theme.contrast.strength


def test_the_clearest_difference_is_among_the_findings(report: Report) -> None:
    rank = {"strong": 0, "moderate": 1, "weak": 2, "none": 3}
    best = min(rank[t.contrast.strength] for t in themes_of(report) if t.contrast)
    assert rank[report.findings[0].strength] == best


def test_personas_are_people_of_the_study(report: Report, sample_run: ii.Run) -> None:
    everybody = set(sample_run.segments["participant"])
    themes = set(sample_run.themes["theme"])
    fields = [code["label"] for code in sample_run.manifest["codebook"]]
    assert report.personas
    seen: list[str] = []
    for persona in report.personas:
        assert set(persona.participants) <= everybody
        assert len(persona.participants) == persona.size == sum(n for _, n in persona.groups)
        assert [label for label, _ in persona.fields] == fields
        for statement in (s for _, items in persona.fields for s in items):
            assert statement.theme in themes
            assert 1 <= statement.n <= persona.size
            assert statement.quotes
            assert {q.participant for q in statement.quotes} <= set(persona.participants)
        seen += persona.participants
    assert len(seen) == len(set(seen))
    sizes = [persona.size for persona in report.personas]
    assert sizes == sorted(sizes, reverse=True)


def test_the_curve_ends_at_all_themes(report: Report) -> None:
    assert [p.interviews for p in report.saturation] == list(range(1, 17))
    assert report.saturation[-1].themes == report.n_themes
    met = [p.themes for p in report.saturation]
    assert met == sorted(met)
    assert all(p.low <= p.high and p.themes <= p.high for p in report.saturation)


def test_a_small_study_is_called_exploratory(report: Report) -> None:
    assert report.exploratory
    assert EXPLORATORY == 12
    run = make_run()
    run.manifest["counts"]["participants"] = {"good": 12, "bad": 12}
    assert not run.report().exploratory
    run.manifest["counts"]["participants"]["bad"] = 11
    assert run.report().exploratory


def test_the_report_is_a_value(sample_run: ii.Run) -> None:
    report = sample_run.report()
    assert report == sample_run.report()
    assert hash(report) == hash(sample_run.report())
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.name = "x"  # type: ignore[misc]


def test_warnings_and_left_out_files_are_told() -> None:
    report = make_run(text="Watch out").report()
    assert report.warnings == ("Watch out",)
    assert report.skipped == (("Watch out.png", "Watch out", "Watch out"),)
    assert report.ignored == 1


def test_methods_name_the_model_and_the_seed(report: Report) -> None:
    told = " ".join(f"{heading} {text}" for heading, text in report.methods)
    for word in ("all-MiniLM-L6-v2", "seed 0", "Newcombe", "Hennig", str(report.sentences)):
        assert word in told


@pytest.mark.parametrize(
    ("groups", "themes", "personas"),
    [(("only",), 2, True), (("good", "bad"), 0, True), (("a", "b"), 2, False), (("a",), 0, False)],
)
def test_a_study_may_lack_groups_themes_or_personas(
    groups: tuple[str, ...], themes: int, personas: bool
) -> None:
    report = make_run(groups, themes=themes, personas=personas).report()
    shown = themes_of(report)
    assert len(shown) == report.n_themes == themes
    assert len(report.personas) == personas
    assert all((t.contrast is None) == (len(groups) == 1) for t in shown)
    assert bool(report.findings) == bool(themes)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.0, "0:00"),
        (59.99, "0:59"),
        (60.0, "1:00"),
        (605.0, "10:05"),
        (3600.0, "1:00:00"),
        (36_061.0, "10:01:01"),
        (math.nan, ""),
    ],
)
def test_times_are_shown_as_on_a_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown
