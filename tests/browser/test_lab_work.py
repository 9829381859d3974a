"""Work in the background is seen, stopped and found again, and never begins anew by itself."""

import time
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.lab_server import Watched, watched

import threonate.lab.followed

_AGES = count(61)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def seen(browser: Browser, lab_address: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A browser at the lab, with scripts or without."""
    with watched(browser, lab_address, has_scripts=request.param) as found:
        yield found


def _ask(seen: Watched) -> Page:
    """Ask for what nobody followed yet, and see it at work."""
    seen.page.goto(f"{seen.address}/follow?weeks=3&age={next(_AGES)}.5")
    expect(seen.page.get_by_role("button", name="Stop")).to_be_visible()
    return seen.page


def _stays(page: Page, words: str) -> None:
    """The page says so, and is not loaded again."""
    expect(page.get_by_text(words)).to_be_visible(timeout=30_000)
    page.evaluate("document.body.dataset.seen = 'yes'")
    page.wait_for_timeout(1_500)
    assert page.evaluate("document.body.dataset.seen") == "yes"


def test_work_that_was_stopped_stays_so_until_it_is_asked_for_again(seen: Watched) -> None:
    page = _ask(seen)
    page.get_by_role("button", name="Stop").click()
    _stays(page, "Stopped.")
    page.get_by_role("link", name="Ask again").click()
    expect(page.get_by_role("heading", name="on day 21 of 21")).to_be_visible(timeout=60_000)


def test_work_that_failed_is_told_once(seen: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        time.sleep(2.0)
        raise ZeroDivisionError

    monkeypatch.setattr(threonate.lab.followed, "follow", broken)
    page = _ask(seen)
    _stays(page, "This is a fault in Threonate (ZeroDivisionError)")
    expect(page.get_by_role("link", name="Ask again")).to_be_visible()


def test_the_answer_waits_for_who_left_the_page(seen: Watched) -> None:
    address = _ask(seen).url.partition("/jobs/")[0]
    seen.page.goto(f"{seen.address}/why")
    seen.page.wait_for_timeout(6_000)
    seen.page.goto(address)
    expect(seen.page.get_by_role("heading", name="on day 21 of 21")).to_be_visible()


def test_a_part_of_a_page_follows_its_work_too(lab: Watched) -> None:
    page = lab.open("/follow?weeks=2")
    page.get_by_text("Change the person").click()
    page.get_by_label("Age, years").fill(f"{next(_AGES)}.5")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_role("heading", name="on day 14 of 14")).to_be_visible(timeout=60_000)
    expect(page.locator(".asked")).to_contain_text(".5")
