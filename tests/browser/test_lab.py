"""Every page of the lab can be read by everybody, with a keyboard alone and without scripts."""

from itertools import pairwise
from typing import Literal

import pytest
from playwright.sync_api import Locator
from tests.browser.axe import violations
from tests.browser.lab_server import Watched

from threonate.lab.pages import PAGES

ADDRESSES = [page.address for page in PAGES if "{" not in page.address]

LEAKING = """() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll') && !e.closest('svg') && !e.closest('.unseen, .skip'))
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth + 0.5)
  .map(e => e.outerHTML.slice(0, 80))"""

SMALL = """() => [...document.querySelectorAll('button, input, select, textarea, summary')]
  .filter(e => e.getClientRects().length && !e.closest('label'))
  .map(e => [e, e.getBoundingClientRect()]).filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([e]) => e.outerHTML.slice(0, 80))"""

MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')]
  .filter(e => getComputedStyle(e).transitionDuration.split(',').some(t => parseFloat(t) > 0.01))
  .length"""

FOCUSED = """() => { const e = document.activeElement; const box = e.getBoundingClientRect();
  const look = getComputedStyle(e);
  return { name: e.tagName, seen: box.bottom > 0 && box.top < innerHeight,
    ringed: look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2,
    words: (e.textContent || e.id).trim().slice(0, 60) }; }"""

UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(e => !e.labels.length && !e.ariaLabel).map(e => e.outerHTML.slice(0, 80))"""

SENT = "button:not([type=button]):not([formaction]):not(.unseen):visible"

HEADINGS = "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_keeps_anybody_from_a_page(
    lab: Watched, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    lab.page.set_viewport_size({"width": width, "height": 900})
    lab.page.emulate_media(color_scheme=scheme)
    lab.open(address)
    assert violations(lab) == []
    assert lab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert lab.page.evaluate(LEAKING) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_a_page_that_is_not_there(
    lab: Watched, scheme: Literal["light", "dark"]
) -> None:
    lab.page.emulate_media(color_scheme=scheme)
    lab.open("/nowhere")
    assert violations(lab) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_laid_out_in_order(lab: Watched, address: str) -> None:
    page = lab.open(address)
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    assert page.evaluate(UNLABELLED) == []
    assert page.evaluate(SMALL) == []
    assert page.title().endswith("Threonate lab")


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_keyboard_reaches_everything_and_is_seen(lab: Watched, address: str) -> None:
    page = lab.open(address)
    wanted = _reachable(page.locator("body"))
    seen, words = 0, []
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus["name"] == "BODY":
            break
        assert focus["seen"], focus
        assert focus["ringed"], focus
        seen += 1
        words.append(focus["words"])
    assert words[0] == "To the answer"
    assert seen >= wanted


def test_the_first_key_leads_past_the_menu(lab: Watched) -> None:
    page = lab.open("/start")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_says_the_same_without_scripts(
    lab: Watched, plain_lab: Watched, address: str
) -> None:
    with_scripts, without = lab.open(address), plain_lab.open(address)
    assert without.locator("h1").inner_text() == with_scripts.locator("h1").inner_text()
    assert without.locator("[data-needs-script]:visible").count() == 0
    for answer in with_scripts.locator(".answer").all_inner_texts():
        assert answer in without.locator("main").inner_text()


@pytest.mark.parametrize("address", ADDRESSES)
def test_forms_are_sent_without_scripts(plain_lab: Watched, address: str) -> None:
    page = plain_lab.open(address)
    form = page.locator("main form[method='get'], main form:not([method])")
    if not form.count():
        pytest.skip("nothing is asked here")
    form.first.locator(SENT).first.click()
    assert page.url.startswith(f"{plain_lab.address}{address}") or "/jobs/" in page.url
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_moves_for_who_wants_rest(lab: Watched, address: str) -> None:
    lab.page.emulate_media(reduced_motion="reduce")
    assert lab.open(address).evaluate(MOVING) == 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_chart_has_its_title_its_sentence_and_its_numbers(lab: Watched, address: str) -> None:
    page = lab.open(address)
    for figure in page.locator("main figure").all():
        assert figure.get_attribute("aria-labelledby")
        assert figure.locator("h2, h3, h4").first.inner_text()
        assert figure.locator(".reading").first.inner_text()
        assert figure.locator("table").count()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_of_a_page_leads_somewhere(lab: Watched, address: str) -> None:
    page = lab.open(address)
    links = page.evaluate(
        # What sets the lab to work is followed by those who ask for it.
        "() => [...new Set([...document.querySelectorAll('a[href]:not([rel~=nofollow])')]"
        ".map(a => new URL(a.getAttribute('href'), location).href))]"
    )
    own = [link for link in links if link.startswith(lab.address)]
    codes = {link: page.request.get(link).status for link in sorted(own)[:40]}
    assert {link: code for link, code in codes.items() if code >= 400} == {}


def test_no_page_asks_another_host(lab: Watched) -> None:
    asked: list[str] = []
    lab.page.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES:
        lab.open(address)
    assert len(asked) >= len(ADDRESSES)
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {
        lab.address.removeprefix("http://")
    }


def test_a_strange_page_in_the_same_browser_gets_nothing(lab: Watched) -> None:
    lab.page.goto("about:blank")
    told = lab.page.evaluate(
        """async (address) => { try { const answer = await fetch(address + '/start.json');
          return await answer.text(); } catch (error) { return error.name; } }""",
        lab.address,
    )
    assert told == "TypeError"
    lab.failures.clear()


def _reachable(body: Locator) -> int:
    """How many things a keyboard should reach."""
    return int(
        body.evaluate(
            """body => [...body.querySelectorAll(`a[href], button, select, textarea, summary,
              input:not([type=hidden]):not([type=radio])`)]
              .filter(e => !e.disabled && e.tabIndex >= 0 && e.checkVisibility()).length"""
        )
    )
