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
