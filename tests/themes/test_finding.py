from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview_insights import frames
from interview_insights.coding.codebook import default_codebook
from interview_insights.records import Codebook
from interview_insights.themes import find_themes
from interview_insights.themes.describing import QUOTES

BOOK = default_codebook()


@pytest.fixture
def find(study, fake_embedder, phrases):
    """Themes of what was said; keywords go to ``find_themes``."""

    def run(said, **keywords):
        return find_themes(*study(said), BOOK, fake_embedder, phrases, **keywords)

    return run


@pytest.fixture
def found(find, planted_study):
    return find(planted_study[0])


def by_text(segments: pd.DataFrame, codings: pd.DataFrame) -> set[frozenset[str]]:
    """Themes as sets of texts."""
    text = dict(zip(segments["segment_id"], segments["text"], strict=True))
    themed = codings[codings["theme"].notna()]
    return {
        frozenset(map(text.__getitem__, rows["segment_id"])) for _, rows in themed.groupby("theme")
    }


def planted_sets(topic_of: dict[str, str]) -> set[frozenset[str]]:
    return {
        frozenset(text for text, topic in topic_of.items() if topic == name)
        for name in set(topic_of.values())
    }


def test_planted_topics_are_the_themes(found, study, planted_study):
    said, topic_of = planted_study
    segments, _ = study(said)
    assert by_text(segments, found.codings) == planted_sets(topic_of)
    assert list(found.themes.columns) == [c.name for c in frames.SCHEMAS["themes"]]


def test_figures_count_the_members(found):
    for theme in found.themes.itertuples():
        members = found.codings[found.codings["theme"] == theme.theme]
        people = members["segment_id"].str.split(":").str[0]
        assert set(members["field"]) == {theme.field}
        assert set(members["lens"]) == {theme.lens}
        assert (theme.n_segments, theme.n_participants) == (len(members), people.nunique())
        assert theme.n_participants >= 2
        assert 0 <= theme.stability <= 1


def test_ids_run_by_lens_field_and_size(found):
    themes = found.themes
    assert themes["theme"].tolist() == [f"T{i:02d}" for i in range(1, len(themes) + 1)]
    keys = [
        (BOOK.lenses.index(t.lens), BOOK.fields.index(t.field), -t.n_participants)
        for t in themes.itertuples()
    ]
    assert keys == sorted(keys)
    assert themes["n_participants"].tolist() == [6, 4, 5, 6, 5, 3, 4]


def test_lenses_come_before_fields(study, fake_embedder, phrases):
    """A codebook of one's own may mix its lenses."""
    mixed = Codebook("mixed", "1", tuple(BOOK[f] for f in ("goals", "concerns", "motivations")))
    text = "courier left parcel behind gate"
    said = {name: [(field, text) for field in mixed.fields] for name in ("Ada", "Bo")}
    themes = find_themes(*study(said), mixed, fake_embedder, phrases).themes
    assert themes["field"].tolist() == ["goals", "motivations", "concerns"]


def test_same_words_in_two_fields_are_two_themes(find):
    text = "courier left parcel behind gate"
    said = {name: [("goals", text), ("concerns", text)] for name in ("Ada", "Bo", "Cem")}
    themes = find(said).themes
    assert themes["field"].tolist() == ["goals", "concerns"]
    assert themes["n_participants"].tolist() == [3, 3]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"Ada": [("none", "hello there you")], "Bo": [("none", "hello there me")]},
    ],
)
def test_nothing_coded(find, study, said):
    found = find(said)
    assert found.themes.empty
    frames.check("themes", found.themes)
    pd.testing.assert_frame_equal(found.codings, study(said)[1])


@pytest.mark.parametrize(
    "said",
    [
        {"Ada": [("goals", "one lonely sentence of mine")]},
        {"Ada": [("goals", "one lonely sentence of mine"), ("goals", "and one more of them")]},
        {"Ada": [("goals", "patio looked bare")], "Bo": [("concerns", "parcel came late")]},
    ],
    ids=["one sentence", "one person", "nobody shares a field"],
)
def test_nothing_recurs(find, said):
    found = find(said)
    assert found.themes.empty
    assert len(found.codings) == sum(map(len, said.values()))
    assert found.codings["theme"].isna().all()


def test_uncoded_sentences_and_second_fields_have_no_theme(
    study, planted_study, fake_embedder, phrases
):
    said = {name: [*rows, ("none", "well you know")] for name, rows in planted_study[0].items()}
    segments, codings = study(said)
    first = codings[codings["field"] == "goals"]
    second = first.assign(primary=False, field="values", lens="mindset")
    both = pd.concat([codings, second]).sort_values("segment_id", ignore_index=True)
    found = find_themes(segments, both, BOOK, fake_embedder, phrases)
    assert found.codings["segment_id"].tolist() == both["segment_id"].tolist()
    bare = ~found.codings["primary"] | (found.codings["field"] == "none")
    assert bare.sum() == len(second) + len(said)
    assert found.codings.loc[bare, "theme"].isna().all()
    assert found.codings.loc[~bare, "theme"].notna().all()
    assert "values" not in set(found.themes["field"])


def test_quotes_are_members_and_new_people_come_first(find):
    words = ["courier", "left", "parcel", "behind", "gate", "two", "days", "late"]
    said = {}
    for i, name in enumerate(["Ada", "Bo", "Cem", "Dot"]):
        # Ada says it five times, and in the most typical words.
        times = 5 if name == "Ada" else 2
        dropped = [words[:j] + words[j + 1 :] for j in range(i, i + times)]
        said[name] = [("concerns", " ".join(words if name == "Ada" else w)) for w in dropped]
    found = find(said)
    assert len(found.themes) == 1
    quotes = found.themes["quotes"][0]
    assert len(quotes) == len(set(quotes)) == min(QUOTES, 11)
    assert set(quotes) <= set(found.codings["segment_id"])
    people = [quote.split(":")[0] for quote in quotes]
    assert set(people[:4]) == set(said)
    assert set(people[4:8]) == set(said)


def test_quotes_are_limited(find):
    said = {
        f"P{i:02d}": [("concerns", "courier left parcel behind gate")] for i in range(QUOTES + 5)
    }
    quotes = find(said).themes["quotes"][0]
    assert len(quotes) == len(set(quotes)) == QUOTES


def test_labels_differ_and_are_the_respondents_words(found, study, planted_study):
    segments, _ = study(planted_study[0])
    text = dict(zip(segments["segment_id"], segments["text"], strict=True))
    assert found.themes["label"].str.lower().is_unique
    for theme in found.themes.itertuples():
        own = found.codings.loc[found.codings["theme"] == theme.theme, "segment_id"]
        assert any(theme.label in text[segment] for segment in own)


def test_keywords_are_the_themes_own_words_without_stop_words(find, study, planted_study):
    segments, _ = study(planted_study[0])
    text = dict(zip(segments["segment_id"], segments["text"], strict=True))
    found = find(planted_study[0], stop_words=["parcel", "for"])
    for theme in found.themes.itertuples():
        members = found.codings.loc[found.codings["theme"] == theme.theme, "segment_id"]
        own = {word for segment in members for word in text[segment].split()}
        assert theme.keywords
        assert set(theme.keywords) <= own - {"parcel", "for"}


def test_nothing_but_stop_words(find):
    said = {name: [("goals", "and so on"), ("goals", "so and so")] for name in ("Ada", "Bo")}
    themes = find(said, stop_words=["and", "so", "on"]).themes
    assert len(themes) == 1
    assert themes["keywords"][0] == []


@given(seed=st.integers(0, 10_000))
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_order_of_rows_does_not_matter(seed, study, planted_study, fake_embedder, phrases):
    # Everything is said by two people in the same words, so that there are ties.
    said = {name + twin: rows for name, rows in planted_study[0].items() for twin in "ab"}
    segments, codings = study(said)
    found, again = (
        find_themes(
            segments.sample(frac=1, random_state=s),
            codings.sample(frac=1, random_state=s + 1),
            BOOK,
            fake_embedder,
            phrases,
        )
        for s in (seed, seed + 1)
    )
    pd.testing.assert_frame_equal(again.themes, found.themes)
    themes = [dict(x.codings[["segment_id", "theme"]].to_numpy()) for x in (found, again)]
    assert themes[0] == themes[1]


def test_names_of_files_and_people_do_not_matter(find, study, found, planted_study):
    said, _ = planted_study
    renamed = dict(zip(["Zed", "Yan", "Xia", "Wim", "Vic", "Uma"], said.values(), strict=True))
    again = find(renamed)
    columns = ["theme", "label", "n_segments", "n_participants", "keywords"]
    pd.testing.assert_frame_equal(again.themes[columns], found.themes[columns])
    assert by_text(study(renamed)[0], again.codings) == by_text(study(said)[0], found.codings)


def test_progress_ends_with_the_last_step(find, planted_study):
    steps = []
    find(planted_study[0], progress=lambda done, total: steps.append((done, total)))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert steps[-1][0] == steps[-1][1] == max(total for _, total in steps)
