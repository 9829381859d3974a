"""The evidence report opens in a browser, on a phone, on a desk and on paper."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from threonate.report.evidence import write_evidence

LEAKING = """() => [...document.querySelectorAll('main *')]
  .filter(e => !e.closest('.scroll') && !e.closest('svg') && !e.matches('.unseen'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
  .map(e => e.outerHTML.slice(0, 80))"""

CUT = """() => [...document.querySelectorAll('.chart svg')].filter(s => s.getClientRects().length)
  .flatMap(s => { const box = s.getBoundingClientRect();
    return [...s.querySelectorAll('text')].filter(t => {
      const own = t.getBoundingClientRect();
      return own.right > box.right + 1 || own.left < box.left - 1; }).map(t => t.textContent); })"""

SMALLEST = """() => Math.min(...[...document.querySelectorAll('.chart svg')]
  .filter(s => s.getClientRects().length)
  .flatMap(s => [...s.querySelectorAll('text')].map(t => t.getBoundingClientRect().height)))"""

WIDE_ON_PAPER = """() => [...document.querySelectorAll('main table')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
  .map(e => e.querySelector('caption').textContent)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_evidence(tmp_path_factory.mktemp("evidence")).as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1100])
def test_nothing_leaks_out_of_the_page(
    page: Page, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(LEAKING) == []
    assert page.evaluate(CUT) == []


def test_labels_can_be_read_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(address)
    assert page.evaluate(SMALLEST) >= 10


def test_paper_shows_every_table_in_full(page: Page, address: str) -> None:
    # A4 less its margins, at 96 dots to the inch.
    page.set_viewport_size({"width": 688, "height": 1000})
    page.emulate_media(media="print")
    page.goto(address)
    assert page.evaluate(WIDE_ON_PAPER) == []
    assert page.locator("table >> visible=true").count() == page.locator("table").count()


def test_the_forest_stands_beside_its_numbers(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1100, "height": 900})
    page.goto(address)
    forest = page.locator("#figure-thinking")
    assert forest.locator(".chart svg >> visible=true").count() == 1
    assert forest.get_by_role("row", name="Liu 2016, week 12").is_visible()
