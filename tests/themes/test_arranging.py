"""A researcher's hand, through ``find_themes`` on a small study."""

from __future__ import annotations

import pandas as pd
import pytest

from interview_insights.coding.codebook import default_codebook
from interview_insights.themes import find_themes
from interview_insights.themes.memory import remember
from interview_insights.themes.rules import Split, ThemeRules

BOOK = default_codebook()


@pytest.fixture
def find(study, fake_embedder, phrases):
    def run(said, **keywords):
        segments, codings = study(said)
        return segments, find_themes(segments, codings, BOOK, fake_embedder, phrases, **keywords)

    return run


@pytest.fixture
def said(planted_study):
    return planted_study[0]


def remembered(segments, found):
    return remember(segments, found.codings, found.themes, found.as_found)


def sentences(found) -> dict[str, set[str]]:
    themed = found.codings[found.codings["theme"].notna()]
    return {theme: set(rows["segment_id"]) for theme, rows in themed.groupby("theme")}


def test_the_same_study_again_changes_nothing(find, said):
    segments, first = find(said)
    _, again = find(said, memory=remembered(segments, first))
    pd.testing.assert_frame_equal(again.themes, first.themes)
    assert not again.themes["new"].any()


def test_a_study_that_grows_keeps_ids_and_marks_what_is_new(find, said):
    fewer = {name: rows[:-2] for name, rows in said.items()}
    segments, first = find(fewer)
    more = {
        **said,
        "Gus": [("values", "soil came from nearby farm")],
        "Hal": [("values", "soil came from nearby farm there")],
    }
    _, grown = find(more, memory=remembered(segments, first))
    label = dict(zip(first.themes["theme"], first.themes["label"], strict=True))
    for row in grown.themes.itertuples():
        if row.theme in label:
            assert row.label == label[row.theme]
            assert not row.new
        else:
            assert row.new
    assert set(label) <= set(grown.themes["theme"])
    assert grown.themes.set_index("field").at["values", "new"]
    before = sentences(first)
    for theme, members in sentences(grown).items():
        if theme in before:
            assert before[theme] <= members


def test_rename_merge_and_drop(find, said):
    segments, plain = find(said)
    first, second, third, fourth = plain.themes["theme"][:4]
    rules = ThemeRules(
        rename=((first, "What they were after"),), merge=((first, second),), drop=(third,)
    )
    _, found = find(said, rules=rules)
    ids = found.themes["theme"].tolist()
    assert second not in ids
    assert third not in ids
    assert found.themes.set_index("theme").at[first, "label"] == "What they were after"
    before, after = sentences(plain), sentences(found)
    assert after[first] == before[first] | before[second]
    assert after[fourth] == before[fourth]
    assert set(found.as_found) == {first, second, third}
    # The next run knows the merged ones by their own ids again, and follows the rules again.
    _, again = find(said, rules=rules, memory=remembered(segments, found))
    pd.testing.assert_frame_equal(again.themes, found.themes)
    assert again.remarks == ()


def test_a_part_is_split_off_by_a_quote(find):
    common = "courier put my big parcel down on the front step"
    said = {
        "Ada": [("concerns", f"{common} late"), ("concerns", f"{common} in rain")],
        "Bo": [("concerns", f"{common} so late"), ("concerns", f"{common} again in rain")],
        "Cem": [("concerns", f"{common} late too"), ("concerns", f"{common} out in rain")],
    }
    segments, plain = find(said)
    assert len(plain.themes) == 1
    theme = plain.themes["theme"][0]
    rules = ThemeRules(split=(Split(theme, "in  RAIN", "Left in the rain"),))
    _, found = find(said, rules=rules)
    assert found.themes["label"].tolist().count("Left in the rain") == 1
    text = dict(zip(segments["segment_id"], segments["text"], strict=True))
    parts = sentences(found)
    assert {"rain" in text[s] for s in parts[f"{theme}-1"]} == {True}
    assert {"rain" in text[s] for s in parts[theme]} == {False}
    _, again = find(said, rules=rules, memory=remembered(segments, found))
    pd.testing.assert_frame_equal(again.themes, found.themes)


def test_a_pinned_theme_keeps_its_sentences(find, said):
    segments, plain = find(said)
    theme = plain.themes["theme"][0]
    kept = sentences(plain)[theme]
    fewer = plain.codings.assign(
        theme=plain.codings["theme"].where(
            ~plain.codings["segment_id"].isin(sorted(kept)[:2]), None
        )
    )
    memory = remember(segments, fewer, plain.themes, {})
    _, found = find(said, memory=memory, rules=ThemeRules(pin=(theme,)))
    assert sentences(found)[theme] == set(sorted(kept)[2:])
    _, free = find(said, memory=memory)
    assert sentences(free)[theme] == kept


def test_rules_about_themes_that_are_not_there_are_told(find, said):
    rules = ThemeRules(
        rename=(("T90", "x"),),
        merge=(("T91", "T92"),),
        split=(Split("T93", "x"), Split("T01", "words that nobody said")),
        drop=("T94",),
        pin=("T95",),
    )
    _, found = find(said, rules=rules)
    told = " ".join(found.remarks)
    for name in ("T90", "T91", "T92", "T93", "T94", "T95", "words that nobody said"):
        assert name in told
    _, plain = find(said)
    pd.testing.assert_frame_equal(found.themes, plain.themes)
