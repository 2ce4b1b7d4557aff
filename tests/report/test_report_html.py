"""One HTML file, sound, deaf to the network, and blind to markup in what people say."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from handmade import make_run

import interview_insights as ii
from interview_insights.report import render_html, render_summary

VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
}  # fmt: skip
HOSTILE = (
    "<script>alert(1)</script>",
    "<img onerror=alert(1) src=x>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "</style></script></title><b>",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "<!-- --> ]]> &lt;i&gt; &amp;",
    "javascript:alert(1)",
)


class Page(HTMLParser):
    """Checks nesting while it reads, and keeps tags, attributes and texts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: dict[str, str] = {}
        self.words = ""
        self.wrong: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            self.wrong.append(f"<{tag}> has an attribute twice")
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()} inside {self.open[-3:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("style", "script"):
            self.text[self.open[-1]] = self.text.get(self.open[-1], "") + data
        else:
            self.words += data

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


def assert_sound(html: str) -> Page:
    page = Page(html)
    assert page.wrong == []
    assert page.open == []
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    for href in page.values("href"):
        assert href.startswith("#")
        assert href[1:] in ids
    return page


def assert_silent(html: str) -> None:
    """Nothing in the file makes a browser ask another machine, or another file."""
    page = Page(html)
    tags = {tag for tag, _ in page.tags}
    assert tags.isdisjoint({"link", "base", "iframe", "object", "embed", "form", "image", "use"})
    for name in ("src", "srcset", "poster", "action", "formaction", "data", "background"):
        assert all(value.startswith("data:") for value in page.values(name)), name
    for name in ("href", "xlink:href"):
        assert all(value.startswith("#") for value in page.values(name)), name
    assert not any("refresh" in value.lower() for value in page.values("http-equiv"))
    styles = [page.text.get("style", ""), *page.values("style")]
    assert not re.search(r"@import|url\((?!\s*[\"']?(?:data:|#))", " ".join(styles), re.IGNORECASE)
    script = page.text.get("script", "")
    assert not re.search(r"fetch|XMLHttp|WebSocket|sendBeacon|import\(|//\w|https?:", script)


@pytest.fixture(scope="module")
def html(sample_folder: Path) -> str:
    return (sample_folder / "report.html").read_text(encoding="utf-8")


def test_the_sample_report_is_sound(html: str) -> None:
    assert html.lstrip().lower().startswith("<!doctype html>")
    page = assert_sound(html)
    tags = [tag for tag, _ in page.tags]
    for once in ("html", "head", "body", "main", "h1"):
        assert tags.count(once) == 1, once
    assert dict(page.tags)["html"]["lang"]
    assert html.index("<title>") < html.index("</head>")
    assert {"charset": "utf-8"} in [attrs for tag, attrs in page.tags if tag == "meta"]


def test_the_sample_report_asks_nothing_of_the_network(html: str) -> None:
    assert_silent(html)
    policy = [a["content"] for t, a in Page(html).tags if "content-security" in str(a).lower()]
    assert len(policy) == 1
    assert "default-src 'none'" in policy[0]


def test_the_checks_of_this_file_can_fail() -> None:
    for bad in (
        '<img src="http://a.b/c.png">',
        '<script src="//a.b/c.js"></script>',
        '<link rel="stylesheet" href="x.css">',
        "<style>@import 'x.css';</style>",
        "<style>p{background:url(//a.b/c)}</style>",
        '<p style="background:url(https://a.b)">x</p>',
        "<script>fetch('x')</script>",
        '<a href="https://a.b">x</a>',
    ):
        with pytest.raises(AssertionError):
            assert_silent(bad)
    for bad in (
        "<p><b></p></b>",
        "<p>",
        "</p>",
        '<p id="a"></p><p id="a"></p>',
        '<a href="#x"></a>',
    ):
        with pytest.raises(AssertionError):
            assert_sound(bad)


def test_every_theme_and_finding_can_be_reached(html: str, sample_run: ii.Run) -> None:
    page = Page(html)
    ids = page.values("id")
    assert set(sample_run.themes["theme"]) <= set(ids)
    links = page.values("href")
    for finding in sample_run.report().findings:
        assert f"#{finding.theme}" in links


def test_every_label_quote_and_count_can_be_read(html: str, sample_run: ii.Run) -> None:
    words = " ".join(Page(html).words.split())
    report = sample_run.report()
    for lens in report.lenses:
        for theme in (t for field in lens.fields for t in field.themes):
            assert theme.label in words
            for quote in theme.quotes:
                assert " ".join(quote.text.split()) in words
                assert quote.source in words
            for share in theme.shares:
                assert f"{share.mentions} of {share.n}" in words
    for persona in report.personas:
        assert persona.name in words
        assert persona.tagline in words
    for heading, text in report.methods:
        assert heading in words
        assert " ".join(text.split()) in words


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("groups", [("good", "bad"), ("only",)], ids=len)
def test_what_people_say_is_never_markup(text: str, groups: tuple[str, ...]) -> None:
    def shown(run: ii.Run) -> str:
        # Which words mark a group depends on what was said.
        return render_html(dataclasses.replace(run.report(), words=()))

    words = " ".join(["plain"] * len(text.split()))  # long quotes are shown where short are not
    plain = assert_sound(shown(make_run(groups, text=words)))
    html = shown(make_run(groups, text=text, name=text))
    page = assert_sound(html)
    assert_silent(html)
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [sorted(attrs) for _, attrs in page.tags] == [sorted(attrs) for _, attrs in plain.tags]
    assert text in page.words
    for block in ("style", "script"):
        assert page.text[block] == plain.text[block]


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_groups_fields_and_lenses_are_never_markup(text: str) -> None:
    def page_with(name: str) -> Page:
        run = make_run((f"{name} 1", f"{name} 2"))
        for code in run.manifest["codebook"]:
            code["label"] = name
        return assert_sound(render_html(run.report()))

    plain, page = page_with("plain"), page_with(text)
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [sorted(attrs) for _, attrs in page.tags] == [sorted(attrs) for _, attrs in plain.tags]
    assert text in page.words


def test_a_speaker_named_as_a_tag_is_a_name(tmp_path: Path) -> None:
    run = make_run(text="<img onerror>")
    page = assert_sound(run.to_html(tmp_path / "report.html").read_text(encoding="utf-8"))
    assert "img" not in [tag for tag, _ in page.tags]
    assert "<img onerror> good 0" in page.words


@pytest.mark.parametrize("themes", [0, 2])
@pytest.mark.parametrize("personas", [True, False])
@pytest.mark.parametrize("groups", [("only",), ("good", "bad"), ("a", "b", "c", "d", "e")], ids=len)
def test_a_study_of_any_shape_is_shown(
    groups: tuple[str, ...], personas: bool, themes: int
) -> None:
    html = render_html(make_run(groups, themes=themes, personas=personas).report())
    page = assert_sound(html)
    assert_silent(html)
    ids = page.values("id")
    assert ("personas" in ids) == personas
    assert ("contrast" in ids) == (themes > 0 and len(groups) > 1)
    assert ("T01" in ids) == (themes > 0)
    assert "methods" in ids


def test_the_report_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    run = make_run()
    path = run.to_html(tmp_path / "deep" / "er" / "a.html")
    assert path == tmp_path / "deep" / "er" / "a.html"
    assert path.read_text(encoding="utf-8") == render_html(run.report())


@pytest.mark.parametrize("text", HOSTILE)
def test_the_notebook_summary_is_sound_and_never_markup(text: str) -> None:
    plain = Page(make_run(text="plain")._repr_html_())
    page = assert_sound(render_summary(make_run(text=text, name=text).report()))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert text in page.words
    assert_sound(render_summary(make_run(("only",), themes=0, personas=False).report()))
