"""Codebooks: what is read, and what is answered with file, line and reason."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from interview_insights.cli.app import main
from interview_insights.coding.codebook import default_codebook, load_codebook
from interview_insights.errors import CodebookError
from interview_insights.records import LENSES, NONE, Codebook

GOOD = "- name: goals\n  lens: driver\n  definition: What they wanted.\n"

WRONG = {
    "plain text": ("Goals, concerns and the like", None, "codes"),
    "a list on top": ("- name: goals\n  lens: driver\n", None, "codes"),
    "nothing": ("", None, "codes"),
    "only a comment": ("# to do\n", None, "codes"),
    "no codes": ("name: Mine\nversion: 2\n", None, "codes"),
    "codes is a text": ("codes: goals\n", None, "codes"),
    "codes is a table": ("codes:\n  goals: driver\n", None, "codes"),
    "codes is empty": ("codes: []\n", None, "empty"),
    "a bracket left open": ("name: Mine\ncodes: [\n", 3, "YAML"),
    "a tab": ("codes:\n\t- name: goals\n", 2, "YAML"),
    "a colon in a text": ("codes:\n- name: a\n  definition: no: really\n", 3, "YAML"),
    "a table as a key": ("codes:\n- {[1]: 2}\n", 2, "YAML"),
    "a foreign tag": ("codes: !!python/object:os.system x\n", 1, "YAML"),
    "two documents": (f"codes:\n{GOOD}---\ncodes: []\n", 5, "YAML"),
    "a date that is none": ("version: 2024-99-99\ncodes: []\n", None, "YAML"),
    "a number that is none": ("version: !!int abc\ncodes: []\n", None, "YAML"),
    "nested deeply": ("[" * 1200, None, "YAML"),
    "a code is a text": (f"codes:\n{GOOD}- concerns\n", 5, "Code 2"),
    "a code is empty": (f"codes:\n{GOOD}-\n", 5, "Code 2"),
    "a list in itself": ("codes: &all\n- *all\n", 1, "Code 1"),
    "an unknown key": (f"codes:\n{GOOD}  exampels: [one]\n", 2, "exampels"),
    "an unknown key, a number": (f"codes:\n{GOOD}  7: [one]\n", 2, "7"),
    "no name": (f"codes:\n{GOOD}- lens: driver\n  definition: x\n", 5, "name"),
    "no lens": (f"codes:\n{GOOD}- name: b\n  definition: x\n", 5, "lens"),
    "no definition": (f"codes:\n{GOOD}- name: b\n  lens: driver\n", 5, "definition"),
    "a blank definition": (
        f"codes:\n{GOOD}- name: b\n  lens: driver\n  definition: ' '\n",
        5,
        "definition",
    ),
    "a name that YAML reads as a truth value": (
        f"codes:\n{GOOD}- name: yes\n  lens: driver\n  definition: x\n",
        5,
        "name",
    ),
    "a name twice": (f"codes:\n{GOOD}\n\n{GOOD}", 7, "goals"),
    "a name twice but for white space": (
        f"codes:\n{GOOD}- name: ' goals '\n  lens: driver\n  definition: x\n",
        5,
        "goals",
    ),
    "the reserved name": (f"codes:\n{GOOD}{GOOD.replace('goals', 'none')}", 5, "none"),
    "the reserved lens": (
        f"codes:\n{GOOD}{GOOD.replace('goals', 'b').replace('driver', 'none')}",
        5,
        "lens",
    ),
    "include is a text": (f"codes:\n{GOOD}  include: praise\n", 2, "include"),
    "exclude is a table": (f"codes:\n{GOOD}  exclude: {{a: b}}\n", 2, "exclude"),
    "an example with a colon": (
        f"codes:\n{GOOD}  examples:\n  - I said: never\n",
        2,
        "examples",
    ),
    "an example is a number": (f"codes:\n{GOOD}  examples: [12]\n", 2, "examples"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_answered_with_file_line_and_reason(tmp_path: Path, case: str) -> None:
    text, line, word = WRONG[case]
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as caught:
        load_codebook(path)
    assert caught.value.path == str(path)
    assert caught.value.line == line
    assert word in caught.value.message


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("name: Müsli\n".encode("latin-1"))
    (tmp_path / "zero.yaml").write_bytes(b"name: \x00\n")
    (tmp_path / "large.yaml").write_text("#" * 1_000_001)
    for name in ("missing.yaml", "latin.yaml", "zero.yaml", "large.yaml", "."):
        with pytest.raises(CodebookError) as caught:
            load_codebook(tmp_path / name)
        assert caught.value.path == str(tmp_path / name)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@,?~\n\t 0.\x85\u2028é"), max_size=40))
@example(text="x")
@example(text="- a: b")
@example(text="? a\n: b")
@example(text="codes: 0x")
def test_any_text_is_a_codebook_or_a_codebook_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        book = load_codebook(path)
    except CodebookError as error:
        assert error.path == str(path)
    else:
        assert book.codes


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
_KEYS = ("name", "lens", "label", "definition", "include", "exclude", "examples")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    codes=st.lists(
        st.dictionaries(st.sampled_from(_KEYS), _VALUES | st.sampled_from(["a", "b"])), max_size=3
    )
)
def test_any_table_is_a_codebook_or_a_codebook_error(tmp_path: Path, codes: list[object]) -> None:
    path = tmp_path / "any.yaml"
    path.write_text(yaml.safe_dump({"codes": codes}, allow_unicode=True), encoding="utf-8")
    try:
        book = load_codebook(path)
    except CodebookError:
        return
    assert len(set(book.fields)) == len(codes)
    for code in book.codes:
        assert all(isinstance(text, str) for text in (code.name, code.lens, code.label))
        assert code.name == code.name.strip() != ""


def _dumped(book: Codebook, path: Path) -> Path:
    table = asdict(book)
    table["codes"] = [
        {key: list(value) if isinstance(value, tuple) else value for key, value in code.items()}
        for code in table["codes"]
    ]
    path.write_text(yaml.safe_dump(table, allow_unicode=True), encoding="utf-8")
    return path


def test_a_codebook_comes_back_as_it_was_written(tmp_path: Path) -> None:
    book = default_codebook()
    assert load_codebook(_dumped(book, tmp_path / "copy.yaml")) == book


def test_what_may_be_left_out_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "barriers of entry.yaml"
    text = "codes:\n- name: ' price_shock '\n  lens: barrier\n  definition: Dear.\n  include:\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    book = load_codebook(str(path))
    code = book.codes[0]
    assert (book.name, book.version) == ("barriers of entry", "1")
    assert (code.name, code.label) == ("price_shock", "Price shock")
    assert (code.include, code.exclude, code.examples) == ((), (), ())
    assert book.lens_of("price_shock") == "barrier"


def test_the_shipped_codebook_has_three_lenses_and_thirteen_fields() -> None:
    book = default_codebook()
    assert book.lenses == LENSES
    assert len(book.fields) == len(set(book.fields)) == 13
    assert NONE not in book.fields
    assert book.lens_of(NONE) == NONE
    assert all(code.examples and code.include and code.exclude for code in book.codes)


def test_init_prints_a_codebook_that_can_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["codebook", "init"])
    assert left.value.code == 0
    path = tmp_path / "mine.yaml"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    assert load_codebook(path) == default_codebook()


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (f"codes:\n{GOOD}", 0, "1 codes"),
        ("codes: []\n", 2, "mine.yaml"),
        ("- goals\n", 2, "mine.yaml"),
        (f"codes:\n{GOOD.replace('goals', 'noise')}", 2, "noise"),
    ],
)
def test_check_says_what_is_wrong_and_exits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, said: str
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(text)
    with pytest.raises(SystemExit) as left:
        main(["codebook", "check", str(path)])
    assert left.value.code == code
    out, err = capsys.readouterr()
    assert said in (err if code else out)
    assert "Traceback" not in err
