"""Files that were renamed are the same files."""

from __future__ import annotations

from interview_insights.growth import renamed


def files(**digests: str) -> list[dict[str, str]]:
    return [{"path": path, "sha256": digest} for path, digest in digests.items()]


def test_a_file_of_the_same_content_is_renamed():
    assert renamed(files(a="1", b="2"), files(c="1", b="2")) == {"a": "c"}


def test_a_changed_file_is_not_renamed():
    assert renamed(files(a="1"), files(a="2")) == {}
    assert renamed(files(a="1"), files(b="2")) == {}


def test_a_copy_beside_the_file_is_new():
    assert renamed(files(a="1"), files(a="1", b="1")) == {}


def test_of_two_like_files_each_has_its_own_new_name():
    assert renamed(files(a="1", b="1"), files(c="1", d="1")) == {"a": "c", "b": "d"}
    assert renamed(files(a="1", b="1"), files(c="1")) == {"a": "c"}
