"""Markdown, read back with a CommonMark parser: every text is what was said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handmade import make_run
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import interview_insights as ii
from interview_insights.report import Report, render_markdown

PARSER = MarkdownIt("gfm-like", {"linkify": False})  # with tables and strikethrough
ALLOWED = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "hr",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    "ordered_list_open", "ordered_list_close", "blockquote_open", "blockquote_close",
}  # fmt: skip
ALLOWED_INLINE = {
    "text", "softbreak", "text_special",
    "em_open", "em_close", "strong_open", "strong_close",
}  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>", "<img onerror>", "[click](javascript:alert(1))", "![x](y)",
    "**bold** _it_ *it* __b__ ~~gone~~", "`code` ``` fence", "# heading", "- item", "+ item",
    "1. item", "2) item", "> quote", "| a | b |", "---", "===", "a\\*b", "\\", "&lt;b&gt; &copy;",
    "line one\n\n# line two", "<!-- gone -->", "[ref]: http://a.b", "<http://a.b>", "* * *",
    "a  \nb", "\tindented", "    code", "~~~", "&#35; x", "snake_case_name", "trailing #",
)  # fmt: skip


def tokens(markdown: str) -> list[Token]:
    return PARSER.parse(markdown)


def words_of(token: Token) -> str:
    return "".join(
        " " if child.type == "softbreak" else child.content for child in token.children or []
    )


def headings(markdown: str, level: int) -> list[str]:
    found = tokens(markdown)
    return [
        words_of(found[i + 1])
        for i, token in enumerate(found)
        if token.type == "heading_open" and token.tag == f"h{level}"
    ]


def assert_no_markup_but_ours(markdown: str) -> str:
    """Return all the words."""
    words = []
    for token in tokens(markdown):
        assert token.type in ALLOWED, (token.type, token.content)
        for child in token.children or []:
            assert child.type in ALLOWED_INLINE, (child.type, child.content)
        if token.type == "inline":
            words.append(words_of(token))
    return "\n".join(words)


def shape(markdown: str) -> list[str]:
    return [
        f"{token.type} {[c.type for c in token.children or [] if c.type.endswith('_open')]}"
        for token in tokens(markdown)
    ]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_sample_report_holds_everything(sample_run: ii.Run) -> None:
    report = sample_run.report()
    markdown = sample_run.to_markdown()
    words = assert_no_markup_but_ours(markdown)
    assert headings(markdown, 1) == [report.name]
    shown = headings(markdown, 4)
    labels = [
        (t.label, t.tentative) for lens in report.lenses for f in lens.fields for t in f.themes
    ]
    assert len(shown) == len(labels)
    for heading, (label, tentative) in zip(shown, labels, strict=True):
        assert heading.startswith(label)
        assert ("tentative" in heading) == tentative
    for finding in report.findings:
        assert flat(finding.text) in words
        assert finding.quote is None or flat(finding.quote.text) in words
    for persona in report.personas:
        assert persona.name in headings(markdown, 3)
    for heading, text in report.methods:
        assert heading in words
        assert flat(text) in words
    assert markdown.endswith("\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_say_is_never_markup(text: str) -> None:
    plain = render_markdown(make_run(text="plain").report())
    markdown = render_markdown(make_run(text=text, name=text).report())
    words = assert_no_markup_but_ours(markdown)
    assert shape(markdown) == shape(plain)
    assert flat(text) in words
    assert headings(markdown, 1) == [flat(text)]
    assert all(label.startswith(flat(text)) for label in headings(markdown, 4))


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_groups_and_fields_are_never_markup(text: str) -> None:
    run = make_run((f"{text} 1", f"{text} 2"))
    for code in run.manifest["codebook"]:
        code["label"] = text
    words = assert_no_markup_but_ours(render_markdown(run.report()))
    assert flat(f"3 of 3 {text} 1") in words


@pytest.fixture(scope="module")
def report() -> Report:
    return make_run(text="plain").report()


# All that keyboards give; a NUL would become U+FFFD, and the parser strips some odd spaces.
SAID = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]))


@settings(max_examples=40, deadline=None)
@given(
    pieces=st.lists(st.one_of(SAID, st.sampled_from(["*", "_", "`", "\\", "&", "<", "#", "1."])))
)
def test_any_name_and_any_warning_come_out_as_they_went_in(
    report: Report, pieces: list[str]
) -> None:
    text = flat(" ".join(pieces)) or "x"
    markdown = render_markdown(replace(report, name=text, warnings=(text,)))
    assert headings(markdown, 1) == [text]
    assert text in assert_no_markup_but_ours(markdown).split("\n")


@pytest.mark.parametrize("themes", [0, 2])
@pytest.mark.parametrize("personas", [True, False])
@pytest.mark.parametrize("groups", [("only",), ("good", "bad"), ("a", "b", "c")], ids=len)
def test_a_study_of_any_shape_is_written(
    groups: tuple[str, ...], personas: bool, themes: int
) -> None:
    markdown = render_markdown(make_run(groups, themes=themes, personas=personas).report())
    assert_no_markup_but_ours(markdown)
    assert len(headings(markdown, 4)) == themes
    assert ("Personas" in headings(markdown, 2)) == personas
    assert not any("None" in line or "nan" in line for line in markdown.splitlines())
