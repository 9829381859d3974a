"""The report opens in a browser, on a phone and on a desk, by day and by night."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from threonate.dose import Regimen
from threonate.report import write_report
from threonate.simulation import simulate

LEAKING = """() => [...document.querySelectorAll('main *')]
  .filter(e => !e.closest('.scroll') && !e.closest('svg') && !e.matches('.unseen'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
  .map(e => e.outerHTML.slice(0, 80))"""

PAINT = """() => {
  const words = document.querySelector('.chart:not([style]) svg text');
  return [getComputedStyle(document.body).backgroundColor, getComputedStyle(words).fill];
}"""

SHOWN = """() => [...document.querySelectorAll('.chart')]
  .filter(e => e.offsetParent).map(e => e.className)"""

TEXT = """() => [...document.querySelectorAll('.chart svg')].filter(s => s.getClientRects().length)
  .flatMap(s => { const box = s.getBoundingClientRect();
    return [...s.querySelectorAll('text')].filter(t => {
      const own = t.getBoundingClientRect();
      return own.right > box.right + 1 || own.left < box.left - 1; }).map(t => t.textContent); })"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    course = simulate(regimen=Regimen.daily(weeks=5), compare=["citrate", "oxide"], draws=150)
    folder: Path = tmp_path_factory.mktemp("report")
    return write_report(course, folder).as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_leaks_out_of_the_page(
    page: Page, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LEAKING) == []
    assert page.evaluate(TEXT) == []


@pytest.mark.parametrize(("width", "kind"), [(320, "chart narrow"), (1280, "chart wide")])
def test_each_screen_has_its_own_charts(page: Page, address: str, width: int, kind: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    assert set(page.evaluate(SHOWN)) == {kind}


def test_charts_are_repainted_at_night(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(address)
    day = page.evaluate(PAINT)
    page.emulate_media(color_scheme="dark")
    night = page.evaluate(PAINT)
    assert day[0] == "rgb(255, 255, 255)"
    assert night[0] != day[0]
    assert night[1] != day[1]


def test_paper_is_white_and_has_no_hidden_numbers(page: Page, address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)
    assert page.evaluate(PAINT)[0] == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('details')).display") == "none"


def test_the_keyboard_reaches_the_answer_first(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"


def test_the_numbers_behind_a_chart_open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#figure-serum summary").click()
    assert page.locator("#figure-serum table").is_visible()


MEMORY = ("recall", "words", "ladder")

UNNAMED = """() => [...document.querySelectorAll('section[aria-labelledby=memory]')].flatMap(s =>
  [...s.querySelectorAll('figure, table, [role=region], summary')].filter(e => {
    const named = document.getElementById(e.getAttribute('aria-labelledby') || '');
    const name = e.matches('table') ? e.querySelector('caption') : e.matches('summary') ? e : named;
    return !(e.getAttribute('aria-label') || (name && name.textContent.trim())); })
  .map(e => e.outerHTML.slice(0, 80)))"""

OUT_OF_REACH = """() => [...document.querySelectorAll('section[aria-labelledby=memory] .scroll')]
  .filter(e => e.tabIndex !== 0).map(e => e.outerHTML.slice(0, 80))"""

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
  const section = document.querySelector('section[aria-labelledby=memory]');
  return [...section.querySelectorAll('h2, h3, p, summary, th, td, svg text')]
    .filter(e => e.getClientRects().length && e.textContent.trim())
    .filter(e => { const style = getComputedStyle(e);
      return ratio(e.matches('svg *') ? style.fill : style.color, e) < 4.5; })
    .map(e => e.textContent.slice(0, 40)); }"""


@pytest.mark.parametrize("width", [320, 1280])
def test_memory_has_its_figures(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    section = page.get_by_role("region", name="Memory", exact=True)
    assert section.get_by_role("heading", level=2).inner_text() == "Memory"
    shown = section.get_by_role("figure").all()
    assert [figure.get_attribute("id") for figure in shown] == [f"figure-{key}" for key in MEMORY]
    for figure in shown:
        assert figure.get_by_role("heading", level=3).is_visible()
        assert figure.locator("p.reading").is_visible()
        assert figure.locator(".chart svg >> visible=true").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_memory_can_be_read_heard_and_reached(
    page: Page, address: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    for key in MEMORY:
        page.locator(f"#figure-{key} summary").click()
        assert page.locator(f"#figure-{key} table").is_visible()
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(OUT_OF_REACH) == []
    assert page.evaluate(FAINT) == []
    # A chart says nothing that its sentence and table do not, so it is not read aloud.
    charts = page.locator("section[aria-labelledby=memory] .chart > svg")
    assert all(chart.get_attribute("aria-hidden") == "true" for chart in charts.all())


def test_the_ladder_has_a_row_for_each_assumption(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#figure-ladder summary").click()
    rows = page.locator("#figure-ladder tbody tr")
    assert rows.locator("th").all_inner_texts() == ["block", "receptors", "terminals", "threonate"]
