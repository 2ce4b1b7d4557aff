"""A code book that comes back: themes take the names that people gave them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import interview_insights as ii
from interview_insights.errors import ReadError
from interview_insights.exchange.qdc import read_code_book
from interview_insights.exchanging import apply_codes, export_run


@pytest.fixture
def folder(sample_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample_folder, tmp_path / "run")


def edited(folder: Path, change) -> Path:
    path = export_run(ii.load_run(folder), folder.parent / "book.qdc")
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_new_names_are_taken_and_kept(folder: Path) -> None:
    before = ii.load_run(folder).themes
    first, second = before["label"].iloc[:2]
    done = apply_codes(
        folder,
        edited(
            folder,
            lambda x: x.replace(f'"{first}"', '"My <b> name"', 1).replace(
                "My <b> name", "My &lt;b&gt; name"
            ),
        ),
    )
    after = ii.load_run(folder).themes
    assert after["label"].tolist()[:2] == ["My <b> name", second]
    assert after["theme"].tolist() == before["theme"].tolist()
    assert done.changes == ()
    assert any("is now “My <b> name”" in remark for remark in done.remarks)
    assert ii.load_run(folder).manifest["history"][-1]["what"] == "names of themes"
    # A second book renames another theme; the first name stays.
    apply_codes(folder, edited(folder, lambda x: x.replace(f'"{second}"', '"Second"', 1)))
    assert ii.load_run(folder).themes["label"].tolist()[:2] == ["My <b> name", "Second"]


def test_what_cannot_be_taken_is_said(folder: Path) -> None:
    label = ii.load_run(folder).themes["label"].iloc[0]

    def change(text: str) -> str:
        text = re.sub(rf'<Code [^>]*name="{re.escape(label)}" />', "", text)
        text = text.replace('"Goals"', '"Aims"', 1)
        extra = '<Code name="Mine" guid="11111111-2222-3333-4444-555555555555" isCodable="true"/>'
        return text.replace("</Codes>", f"{extra}</Codes>")

    done = apply_codes(folder, edited(folder, change))
    told = " ".join(done.remarks)
    assert "is not in the code book and stays" in told
    assert "'Goals' is called 'Aims'" in told
    assert "The code 'Mine' is new" in told
    assert ii.load_run(folder).themes["label"].iloc[0] == label


def test_an_unchanged_book_changes_nothing(folder: Path) -> None:
    labels = ii.load_run(folder).themes["label"].tolist()
    done = apply_codes(folder, edited(folder, lambda text: text))
    assert done.remarks == ()
    assert ii.load_run(folder).themes["label"].tolist() == labels


@pytest.mark.parametrize(
    "content",
    [
        b"", b"rubbish", b"<CodeBook/>", b"<a><b></a>", b"\xff\xfe\x00",
        b'<!DOCTYPE x [<!ENTITY e "boom">]><CodeBook>&e;</CodeBook>',
    ],
)  # fmt: skip
def test_no_code_book_is_a_named_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.qdc"
    path.write_bytes(content)
    with pytest.raises(ReadError, match="code book cannot be read"):
        read_code_book(path)
    with pytest.raises(ReadError, match="No such file"):
        read_code_book(tmp_path / "none.qdc")
