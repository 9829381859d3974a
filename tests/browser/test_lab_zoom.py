"""A chart can be read closely, with a wheel, a finger or buttons, and without leaving the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect
from tests.browser.axe import violations
from tests.browser.lab_server import Watched, watched

FOLLOWED = "/follow?weeks=2"
WITH_CHARTS = (
    FOLLOWED,
    f"{FOLLOWED}&scenario=age:80",
    "/trials",
    "/trials/executive-function",
    "/predict?road=yes",
    "/design?start=next_trial&run=yes&replicates=20&volunteers=50",
    "/safe/kidney?ask=yes&age=70&sex=female&egfr=40",
)

LABELS = "() => [...document.querySelectorAll('.zoom svg text')].map(e => e.textContent)"


@pytest.fixture
def charts(browser: Browser, lab_address: str) -> Iterator[Watched]:
    with watched(browser, lab_address) as seen:
        seen.open(FOLLOWED)
        yield seen


def _zoom(charts: Watched, key: str) -> Locator:
    charts.page.locator(f"[data-chart^='/chart/{key}/'] .zoom-in").click()
    dialog = charts.page.locator("dialog.zoom")
    expect(dialog.locator("svg").first).to_be_visible()
    return dialog


def test_nothing_is_loaded_before_somebody_zooms(charts: Watched) -> None:
    loaded = charts.page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert [name for name in loaded if "vega" in name] == []


def test_a_chart_opens_in_its_own_words_without_eval(charts: Watched) -> None:
    dialog = _zoom(charts, "serum")
    assert dialog.get_by_role("heading").inner_text() == "Serum, day by day"
    assert charts.page.evaluate("typeof vega") == "object"
    assert charts.page.evaluate(LABELS)
    assert charts.failures == []


@pytest.mark.parametrize("way", ["Closer", "Further", "Left", "Right", "Up", "Down"])
def test_a_button_moves_the_chart_and_another_brings_it_back(charts: Watched, way: str) -> None:
    dialog = _zoom(charts, "last-day")
    shape = ".zoom svg .mark-line path"
    before = charts.page.locator(shape).first.get_attribute("d")
    dialog.get_by_role("button", name=way).click()
    expect(charts.page.locator(shape).first).not_to_have_attribute("d", before or "")
    dialog.get_by_role("button", name="Whole chart").click()
    expect(charts.page.locator(shape).first).to_have_attribute("d", before or "")


def test_a_wheel_moves_the_chart(charts: Watched) -> None:
    dialog = _zoom(charts, "serum")
    shape = dialog.locator("svg .mark-line path").first
    before = shape.get_attribute("d")
    box = dialog.locator("svg").bounding_box()
    assert box is not None
    charts.page.mouse.move(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    charts.page.mouse.wheel(0, -200)
    expect(shape).not_to_have_attribute("d", before or "")


def test_the_keyboard_opens_moves_and_closes_it(charts: Watched) -> None:
    button = charts.page.locator("[data-chart^='/chart/serum/'] .zoom-in")
    button.focus()
    charts.page.keyboard.press("Enter")
    expect(charts.page.get_by_role("button", name="Whole chart")).to_be_visible()
    charts.page.keyboard.press("Escape")
    expect(charts.page.locator("dialog.zoom")).to_have_count(0)
    assert button.evaluate("e => e === document.activeElement")


def test_nothing_keeps_anybody_from_it(charts: Watched) -> None:
    _zoom(charts, "serum")
    assert violations(charts) == []


@pytest.mark.parametrize("address", WITH_CHARTS)
def test_every_chart_of_a_page_is_drawn(lab: Watched, address: str) -> None:
    page = lab.open(address)
    places = page.locator("[data-chart]")
    assert places.count() == page.locator("main figure .chart.wide").count() > 0
    for place in places.all():
        place.locator(".zoom-in").click()
        expect(page.locator("dialog.zoom svg").first).to_be_visible()
        page.get_by_role("button", name="Close", exact=True).click()


def test_the_chart_is_given_as_vega_lite(charts: Watched) -> None:
    link = _zoom(charts, "serum").get_by_role("link", name="This chart as Vega-Lite")
    answer = charts.page.request.get(charts.address + (link.get_attribute("href") or ""))
    assert set(answer.json()) >= {"config", "hconcat"}
    assert charts.page.request.get(f"{charts.address}/chart/none/follow.json").status == 404


def test_a_chart_that_does_not_come_is_told(charts: Watched) -> None:
    charts.page.route("**/chart/**", lambda route: route.abort())
    charts.page.locator(".zoom-in").first.click()
    expect(charts.page.get_by_text("could not be drawn here")).to_be_visible()
    charts.failures.clear()


def test_without_scripts_nobody_is_offered_what_cannot_be(
    browser: Browser, lab_address: str
) -> None:
    with watched(browser, lab_address, has_scripts=False) as seen:
        page = seen.open(FOLLOWED)
        assert page.get_by_text("Zoom").count() == 0
        assert page.locator("figure .chart svg").count() > 4
