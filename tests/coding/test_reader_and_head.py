"""The shipped coder is whole or refused, never silently half of itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from interview_insights.coding import open_coder, opening
from interview_insights.coding.head import load_heads, save_heads
from interview_insights.errors import ModelError
from interview_insights.resources import models_dir


@pytest.fixture
def head_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "coder"
    folder.mkdir()
    shutil.copy(models_dir() / "coder" / opening.SHIPPED, folder)
    monkeypatch.setattr(opening, "models_dir", lambda: tmp_path)
    return folder


def test_a_missing_reader_is_no_reason_to_code_without_it(head_alone: Path) -> None:
    with pytest.raises(ModelError) as caught:
        open_coder()
    assert caught.value.path == str(head_alone / opening.READER)


def test_reader_and_head_of_other_fields_are_not_mixed(head_alone: Path) -> None:
    shutil.copy(models_dir() / "coder" / opening.READER, head_alone)
    assert open_coder().reader is not None
    heads, about = load_heads(head_alone / opening.SHIPPED)
    field = heads["field"]
    other = type(field)(tuple(reversed(field.labels)), field.members)
    save_heads(head_alone / opening.SHIPPED, heads | {"field": other}, about)
    with pytest.raises(ModelError, match="same fields"):
        open_coder()
