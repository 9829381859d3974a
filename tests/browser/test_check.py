"""The page of a check is read on a phone and a desk, by day and by night, and printed."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from threonate.kidney_course import follow_facts
from threonate.report.checked import write_check
from threonate.safety.check import check
from threonate.safety.facts import Facts

Scheme = Literal["light", "dark"]

MEDICINES = (
    "levothyroxine 06:30", "doxycycline 07:30 19:30", "dolutegravir", "warfarin", "zzzz",
    "hydrochlorothiazide/triamterene",
)  # fmt: skip

LEAKING = """() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll') && !e.closest('svg') && !e.matches('.unseen'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
  .map(e => e.outerHTML.slice(0, 80))"""

FAINT = """() => {
  const paint = text => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return {a, rgb: [r, g, b]}; };
  const light = rgb => rgb.map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = e => { for (; e; e = e.parentElement) {
    const found = paint(getComputedStyle(e).backgroundColor);
    if (found.a > 0) return found.rgb; } };
  const ratio = (ink, e) => { const two = [light(paint(ink).rgb), light(paper(e))];
    return (Math.max(...two) + 0.05) / (Math.min(...two) + 0.05); };
  const words = [...document.querySelectorAll(
    'h1, h2, h3, p, li, strong, span, summary, caption, th, td, svg text')]
    .filter(e => e.getClientRects().length && e.textContent.trim());
  return [words.length, words.filter(e => { const style = getComputedStyle(e);
      return ratio(e.matches('svg *') ? style.fill : style.color, e) < 4.5; })
    .map(e => e.textContent.slice(0, 40))]; }"""

UNNAMED = """() => [...document.querySelectorAll('figure, table, [role=region], svg[role=img]')]
  .filter(e => {
    const named = document.getElementById(e.getAttribute('aria-labelledby') || '');
    const name = e.matches('table') ? e.querySelector('caption') : named;
    return !(e.getAttribute('aria-label') || (name && name.textContent.trim())); })
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with everything that a page can have."""
    facts = Facts.of(
        age=70, egfr=40, medicines=MEDICINES, other=["250 mg magnesium"], pregnant=True
    ).taking()
    folder: Path = tmp_path_factory.mktemp("check")
    return write_check(check(facts), follow_facts(facts, draws=16), folder).resolve().as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_over_the_edge(page: Page, address: str, width: int, scheme: Scheme) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LEAKING) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_each_screen_has_one_chart_of_its_own(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address)
    shown = page.locator("#figure-kidney .chart svg >> visible=true")
    assert shown.count() == 1
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_by_day_and_by_night(
    page: Page, address: str, scheme: Scheme
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(20, 25, 31)" if scheme == "dark" else "rgb(255, 255, 255)")
    count, faint = page.evaluate(FAINT)
    assert count > 100
    assert faint == []


def test_it_runs_no_script_and_asks_for_nothing(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert page.evaluate("document.scripts.length") == 0
    assert {url for url in asked if not url.startswith("data:")} == {address}


def test_what_can_be_seen_can_be_heard_and_reached(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate(UNNAMED) == []
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).inner_text() == "Do not use it."
    assert page.get_by_role("heading", level=2).first.inner_text() == "What to do, and why"
    assert page.evaluate(
        "[...document.querySelectorAll('.scroll')].every(each => each.tabIndex === 0)"
    )


def test_the_numbers_behind_the_chart_open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#figure-kidney summary").click()
    assert page.locator("#figure-kidney table").is_visible()


def test_what_to_do_is_seen_on_a_phone_without_a_movement(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    box = page.locator(".finding strong").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844


def test_paper_is_white_whole_and_has_no_hidden_numbers(page: Page, address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('details')).display") == "none"
    assert page.locator("footer").is_visible()
    assert page.evaluate(FAINT)[1] == []
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 8
