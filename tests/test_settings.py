from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from interview_insights.errors import StudyError
from interview_insights.settings import Settings, load_settings

WHOLE = """
name = "Fernside"
groups = ["loyal", "lost"]
interviewers = ["Ann", "Béa"]
language = "de"
codebook = "/else/where.yaml"
embedder = "some/model"
spacy_model = "de_core_news_sm"
group_column = "Segment"
keep = ["events"]
redact = true
business = "Fernside Plants"
personas = "by-group"
slides = true
seed = 7
"""


def study(folder: Path, toml: str | bytes) -> Path:
    content = toml if isinstance(toml, bytes) else toml.encode()
    (folder / "study.toml").write_bytes(content)
    return folder


def test_without_study_toml_there_are_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert load_settings(tmp_path / "no such folder") == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    assert load_settings(study(tmp_path, WHOLE)) == Settings(
        name="Fernside",
        groups=("loyal", "lost"),
        interviewers=("Ann", "Béa"),
        language="de",
        codebook="/else/where.yaml",
        embedder="some/model",
        spacy_model="de_core_news_sm",
        group_column="Segment",
        keep=("events",),
        redact=True,
        business="Fernside Plants",
        personas="by-group",
        slides=True,
        seed=7,
    )
    # The list above is whole: no field of Settings was forgotten.
    loaded = dataclasses.asdict(load_settings(tmp_path))
    assert all(loaded[f.name] != f.default for f in dataclasses.fields(Settings))


def test_an_empty_file_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    assert load_settings(study(tmp_path, "")) == Settings()
    marked = b"\xef\xbb\xbf" + b'name = "Windows"\r\nseed = 3\r\n'
    assert load_settings(study(tmp_path, marked)) == Settings(name="Windows", seed=3)


def test_a_codebook_is_looked_for_beside_study_toml(tmp_path: Path) -> None:
    found = load_settings(study(tmp_path, 'codebook = "own/book.yaml"'))
    assert Path(found.codebook) == tmp_path / "own" / "book.yaml"
    assert load_settings(study(tmp_path, 'codebook = ""')).codebook == ""


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        ('nmae = "x"', "nmae"),
        ('[study]\nname = "x"', "study"),
        ("name = 3", "name"),
        ('name = ["x"]', "name"),
        ('groups = "good"', "groups"),
        ('groups = ["good", 2]', "groups"),
        ("interviewers = {a = 1}", "interviewers"),
        ("language = true", "language"),
        ('seed = "1"', "seed"),
        ("seed = 1.5", "seed"),
        ("seed = true", "seed"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_the_file(tmp_path: Path, toml: str, key: str) -> None:
    with pytest.raises(StudyError) as caught:
        load_settings(study(tmp_path, toml))
    assert repr(key) in caught.value.message
    assert caught.value.path == str(tmp_path / "study.toml")


def test_an_unknown_key_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        load_settings(study(tmp_path, 'laguage = "de"'))
    for field in dataclasses.fields(Settings):
        assert field.name in (caught.value.hint or "")


@pytest.mark.parametrize(
    "toml", ['name = "a"\nname = "b"', "name = Fernside", "\n\n[", b'name = "caf\xe9"', b"\x00"]
)
def test_what_is_not_toml_is_said_so_with_a_hint(tmp_path: Path, toml: str | bytes) -> None:
    with pytest.raises(StudyError, match="TOML") as caught:
        load_settings(study(tmp_path, toml))
    assert caught.value.path == str(tmp_path / "study.toml")
    assert caught.value.hint


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudyError) as caught:
        load_settings(study(tmp_path, 'name = "a"\nseed = \nlanguage = "de"\n'))
    assert caught.value.line == 2 or "line 2" in caught.value.message


def test_updated_changes_what_is_given_and_nothing_else() -> None:
    base = Settings(name="a", seed=5, groups=("x",), language="de")
    changed = base.updated(seed=0, language=None, embedder="")
    assert changed == dataclasses.replace(base, seed=0, embedder="")
    assert base == Settings(name="a", seed=5, groups=("x",), language="de")
    assert base.updated() == base


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().seed = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        Settings().updated(sead=1)


# A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=20)


@effort(max_examples=30, deadline=None)
@given(
    settings=st.builds(
        Settings,
        name=TEXT,
        groups=st.lists(TEXT, max_size=3).map(tuple),
        interviewers=st.lists(TEXT, max_size=3).map(tuple),
        language=TEXT,
        codebook=TEXT.map(lambda name: f"/{name}" if name else ""),
        embedder=TEXT,
        spacy_model=TEXT,
        seed=st.integers(0, 2**31),
    )
)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    lines = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in dataclasses.asdict(settings).items()
    ]
    folder = tmp_path_factory.mktemp("toml")
    assert load_settings(study(folder, "\n".join(lines))) == settings


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"seed": "a"}, "seed"),
        ({"seed": True}, "seed"),
        ({"slides": "yes"}, "slides"),
        ({"redact": 1}, "redact"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(changes, name):
    with pytest.raises(StudyError, match=name):
        Settings().updated(**changes)
