"""The report as a browser sees it: no request, no error, search works, nothing overflows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

import interview_insights as ii


@dataclass
class Opened:
    """A page and everything it said or asked for beside its own file."""

    page: Page
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()


def open_report(browser, path: Path, width: int, **options: object) -> Opened:
    opened = Opened(browser.new_page(viewport={"width": width, "height": 900}, **options))
    page = opened.page
    page.on("console", lambda message: opened.said.append(message.text))
    page.on("pageerror", lambda error: opened.said.append(str(error)))
    page.on("dialog", lambda dialog: (opened.said.append("dialog"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: None if request.url == page_url(path) else opened.said.append(request.url),
    )
    page.goto(page_url(path))
    return opened


def page_url(path: Path) -> str:
    return path.resolve().as_uri()


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_the_report_says_nothing_asks_nothing_and_fits(browser, sample_folder, width: int) -> None:
    opened = open_report(browser, sample_folder / "report.html", width)
    assert opened.said == []
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.close()


def test_search_leaves_only_themes_that_hold_the_words(browser, sample_folder) -> None:
    page = open_report(browser, sample_folder / "report.html", 1280).page
    everything = page.locator(".theme:visible").count()
    quote = page.locator(".theme blockquote p").first.inner_text().strip("“”")
    page.fill("#q", " ".join(quote.split()[:4]))
    left = page.locator(".theme:visible")
    assert 1 <= left.count() < everything
    page.fill("#q", "zzzz-not-there")
    assert page.locator(".theme:visible").count() == 0
    assert page.locator("#hits").inner_text().startswith("0 of")
    page.close()


def test_filters_leave_what_they_say(browser, sample_folder) -> None:
    page = open_report(browser, sample_folder / "report.html", 1280).page
    run = ii.load_run(sample_folder)
    everything = len(run.themes)
    barriers = int((run.themes["lens"] == "barrier").sum())
    page.select_option("select[data-by=lens]", "barrier")
    assert page.locator(".theme:visible").count() == barriers
    assert page.locator("#hits").inner_text() == f"{barriers} of {everything} themes"
    page.click("#clear")
    assert page.locator(".theme:visible").count() == everything
    page.select_option("select[data-by=field]", "discovery")
    assert page.locator(".theme:visible").count() == int((run.themes["field"] == "discovery").sum())
    page.click("#clear")
    person = run.report().people[0]
    page.select_option("select[data-by=people]", person.anchor)
    spoken = run.codings.merge(run.segments[["segment_id", "participant"]], on="segment_id")
    own = spoken[spoken["participant"] == person.name]["theme"].dropna().nunique()
    assert page.locator(".theme:visible").count() == own
    page.close()


def test_a_quote_leads_to_its_sentence_in_the_transcript(browser, sample_folder) -> None:
    page = open_report(browser, sample_folder / "report.html", 1280).page
    quote = page.locator(".theme blockquote").first
    words = quote.locator("p").inner_text().strip("“”")
    target = quote.locator("cite a").get_attribute("href")
    assert not page.locator(target).is_visible()
    quote.locator("cite a").click()
    page.wait_for_timeout(200)
    assert page.locator(target).is_visible()
    assert page.locator(target).inner_text() == words
    page.close()


def test_the_page_is_used_by_keyboard_alone(browser, sample_folder) -> None:
    page = open_report(browser, sample_folder / "report.html", 1280).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName"))
        if page.evaluate("document.activeElement.id") == "q":
            break
    assert page.evaluate("document.activeElement.id") == "q"
    quote = page.locator(".theme blockquote p").first.inner_text().strip("“”")
    page.keyboard.type(" ".join(quote.split()[:3]))
    assert page.locator(".theme:visible").count() >= 1
    assert page.locator(".theme:visible").count() < page.locator(".theme").count()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["report.html", "persona_1.html"])
def test_axe_finds_nothing_serious(browser, sample_folder, scheme: str, name: str) -> None:
    # The page's own policy forbids foreign scripts, so axe is let in past it.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(page_url(sample_folder / name))
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = Axe().run(page).response["violations"]
    grave = [v for v in found if v["impact"] in ("serious", "critical")]
    assert not grave, [(v["id"], v["nodes"][0]["html"][:200]) for v in grave]
    context.close()


def test_without_script_everything_is_there(browser, sample_folder) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_url(sample_folder / "report.html"))
    assert page.locator(".theme").count() == len(ii.load_run(sample_folder).themes)
    assert not page.locator("#q").is_visible()
    context.close()


def test_a_hostile_study_stays_text(browser, tmp_path: Path) -> None:
    lines = [
        "Interviewer: Why did you come back?",
        "<img src=x onerror=alert(1)>: I love the delivery, <script>alert(2)</script> so quick",
        "Interviewer: And the price?",
        "<img src=x onerror=alert(1)>: I was worried about the price, it was too dear for me 😀",
        "Interviewer: Anything else?",
        "<img src=x onerror=alert(1)>: "
        + "x" * 10_000
        + " שלום was the delivery I loved, so quick.",
    ]
    for group in ("good", "bad"):
        folder = tmp_path / "study" / group
        folder.mkdir(parents=True)
        (folder / f"{group}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    ii.analyze(tmp_path / "study", out=tmp_path / "run")
    opened = open_report(browser, tmp_path / "run" / "report.html", 1280)
    assert opened.said == []
    assert opened.page.locator("img").count() == 0
    opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1280
    themes = opened.page.locator(".theme").count()
    opened.page.fill("#q", "delivery")
    assert 1 <= opened.page.locator(".theme:visible").count() <= themes
    opened.page.select_option("select[data-by=people]", index=1)
    opened.page.click("#clear")
    assert opened.page.locator(".theme:visible").count() == themes
    opened.page.set_viewport_size({"width": 390, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert opened.said == []
    opened.page.close()
