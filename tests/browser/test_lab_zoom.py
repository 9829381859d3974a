"""A chart can be read closely, with a wheel, a finger or buttons, and without leaving the page."""

from collections.abc import Iterator

import pytest
from jinja2 import ChoiceLoader, DictLoader
from playwright.sync_api import Browser, Locator, expect
from tests.browser.axe import violations
from tests.browser.lab_server import Watched, serve, watched

from threonate.dose import Regimen
from threonate.lab.drawing import environment
from threonate.lab.page import Answer, Page, Question, Shown
from threonate.lab.visit import Visit
from threonate.report.figure import figures
from threonate.report.picture import svg
from threonate.report.theme import Format
from threonate.simulation import simulate

TEMPLATE = """{% extends "lab.html.j2" %}{% import "chart.html.j2" as chart %}
{% block head %}<link rel="stylesheet" href="/static/zoom.css">
<script src="/static/zoom.js" defer></script>{% endblock %}
{% block main %}<h1>Charts</h1><h2>All of them</h2>
{% for figure in figures %}{{ chart.figure(figure, pictures, twin) }}{% endfor %}{% endblock %}"""

LABELS = "() => [...document.querySelectorAll('.zoom svg text')].map(e => e.textContent)"


class ChartsQuestion(Question):
    """Nothing is asked."""


class ChartsAnswer(Answer):
    """The names of the charts."""

    keys: tuple[str, ...]


def _show(_: ChartsQuestion, visit: Visit) -> Shown:
    course = visit.lab.once("charts", lambda: simulate(regimen=Regimen.daily(weeks=5), draws=60))
    shown = figures(course)
    pictures = {
        each.key: [
            svg(each.draw(form), name=f"{each.key}-{form.name}")
            for form in (Format.WIDE, Format.NARROW)
        ]
        for each in shown
    }
    answer = ChartsAnswer(keys=tuple(each.key for each in shown))
    return Shown(answer, context={"figures": shown, "pictures": pictures})


CHARTS = Page("/charts", "Charts", ChartsQuestion, ChartsAnswer, _show, "charts.html.j2", "Charts.")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    loader = ChoiceLoader([environment().loader, DictLoader({"charts.html.j2": TEMPLATE})])  # type: ignore[list-item]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment(), "loader", loader)
        patch.setattr("threonate.lab.application.PAGES", (CHARTS,))
        with serve(tmp_path_factory.mktemp("charts") / "lab.sqlite3") as served:
            yield served


@pytest.fixture
def charts(browser: Browser, address: str) -> Iterator[Watched]:
    with watched(browser, address) as seen:
        seen.open("/charts")
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


def test_every_chart_of_the_report_is_drawn(charts: Watched) -> None:
    for place in charts.page.locator("[data-chart]").all():
        place.locator(".zoom-in").click()
        expect(charts.page.locator("dialog.zoom svg").first).to_be_visible()
        charts.page.get_by_role("button", name="Close", exact=True).click()


def test_the_chart_is_given_as_vega_lite(charts: Watched) -> None:
    link = charts.page.locator("a[href^='/chart/serum/']")
    answer = charts.page.request.get(charts.address + (link.get_attribute("href") or ""))
    assert set(answer.json()) >= {"config", "hconcat"}
    assert charts.page.request.get(f"{charts.address}/chart/none/charts.json").status == 404


def test_a_chart_that_does_not_come_is_told(charts: Watched) -> None:
    charts.page.route("**/chart/**", lambda route: route.abort())
    charts.page.locator(".zoom-in").first.click()
    expect(charts.page.get_by_text("could not be drawn here")).to_be_visible()
    charts.failures.clear()


def test_without_scripts_nobody_is_offered_what_cannot_be(browser: Browser, address: str) -> None:
    with watched(browser, address, has_scripts=False) as seen:
        page = seen.open("/charts")
        assert page.get_by_text("Zoom").count() == 0
        assert page.locator("figure .chart svg").count() > 4
