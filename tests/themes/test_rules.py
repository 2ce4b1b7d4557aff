from __future__ import annotations

from dataclasses import asdict

import pytest

from interview_insights.errors import StudyError
from interview_insights.themes.rules import Split, ThemeRules, load_rules, rules_from

FULL = """\
rename:
  T03: Postage seen only at checkout
merge:
  - [T03, T07]
split:
  T05:
    - left it in the rain
    - quote: nobody  rang
      label: Nobody rings
drop: [T12]
pin: [T01]
"""


def test_every_rule_is_read(tmp_path):
    path = tmp_path / "themes.yaml"
    path.write_text(FULL, encoding="utf-8")
    rules = load_rules(path)
    assert rules == ThemeRules(
        rename=(("T03", "Postage seen only at checkout"),),
        merge=(("T03", "T07"),),
        split=(Split("T05", "left it in the rain"), Split("T05", "nobody rang", "Nobody rings")),
        drop=("T12",),
        pin=("T01",),
    )
    assert rules_from(asdict(rules)) == rules


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "rename:\n", "drop: []\n"])
def test_no_rules(tmp_path, text):
    path = tmp_path / "themes.yaml"
    assert load_rules(path) == ThemeRules()
    path.write_text(text, encoding="utf-8")
    assert load_rules(path) == ThemeRules()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("rename:\n  T01: Late\nmerge: T01\n", 3, "'merge'"),
        ("rename: [T01]\n", 1, "'rename'"),
        ("merge:\n  - [T01]\n", 1, "'merge'"),
        ("drop: T01\n", 1, "'drop'"),
        ("pin: [1]\n", 1, "'pin'"),
        ("pin: [T01]\nsplit: [T01]\n", 2, "'split'"),
        ("split:\n  T01: [{label: x}]\n", 1, "'split'"),
        ("dropp: [T01]\n", 1, "'dropp'"),
        ("- T01\n", None, "no keys"),
        ("rename: {T01: 'Late\n", 2, "YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path, text, line, words):
    path = tmp_path / "themes.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        load_rules(path)
    assert words in str(caught.value)
    assert caught.value.path == str(path)
    if line:
        assert caught.value.line == line


def test_other_files_are_refused_in_a_sentence(tmp_path):
    path = tmp_path / "themes.yaml"
    path.write_bytes(b"\xff\xfe\x00rename")
    with pytest.raises(StudyError):
        load_rules(path)
    path.write_text("[" * 5000, encoding="utf-8")
    with pytest.raises(StudyError):
        load_rules(path)
