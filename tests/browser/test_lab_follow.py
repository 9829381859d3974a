"""A person follows a dose: changes it, moves through its days, opens organs and compares."""

import pytest
from playwright.sync_api import Page, expect
from tests.browser.lab_server import Watched

WEEKS = "weeks=2"


def slide(page: Page, day: int) -> None:
    slider = page.get_by_label("Day", exact=True)
    slider.focus()
    slider.evaluate("(e, day) => { e.value = day }", str(day))
    slider.dispatch_event("change")


def test_an_organ_opens_by_its_drawing(lab: Watched) -> None:
    page = lab.open(f"/follow?{WEEKS}")
    page.get_by_role("link", name="Kidneys").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{lab.address}/follow?{WEEKS}&organ=kidney#kidney")
    kidney = page.locator("#kidney")
    expect(kidney).to_have_attribute("open", "")
    expect(kidney).to_contain_text("90 % interval")
    expect(kidney.get_by_role("link", name="Magnesium in 24-h urine")).to_have_attribute(
        "href", "/why/urine"
    )


def test_the_slider_shows_another_day_at_once(lab: Watched) -> None:
    page = lab.open(f"/follow?{WEEKS}")
    last = page.locator(".organ.brain .changed").text_content()
    slide(page, 2)
    expect(page.get_by_role("heading", name="on day 2 of 14")).to_be_visible()
    assert page.locator(".organ.brain .changed").text_content() != last
    assert "day=2" in page.url
    page.go_back()
    expect(page.get_by_role("heading", name="on day 14 of 14")).to_be_visible()


def test_a_click_compares_on_the_same_axes(lab: Watched) -> None:
    page = lab.open(f"/follow?{WEEKS}")
    page.get_by_text("Compare with other people").click()
    page.get_by_role("link", name="the same magnesium as citrate").click()
    expect(page.get_by_role("heading", name="Compared")).to_be_visible(timeout=60_000)
    expect(page.locator(".key li")).to_have_text(["as asked", "magnesium citrate"])
    page.get_by_label("magnesium citrate").uncheck()
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_role("heading", name="Compared")).to_have_count(0)


def test_all_of_it_works_without_scripts(plain_lab: Watched) -> None:
    page = plain_lab.page
    page.goto(f"{plain_lab.address}/follow?{WEEKS}")
    expect(page.get_by_role("heading", name="on day 14 of 14")).to_be_visible(timeout=60_000)
    page.get_by_label("Day", exact=True).fill("7")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="on day 7 of 14")).to_be_visible()
    page.get_by_text("Change the person").click()
    page.get_by_label("Age, years").fill("7")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.locator("#age-error")).to_contain_text("18 to 120")
    expect(page.get_by_label("Age, years")).to_have_value("7")


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_leaks_out_of_the_page(lab: Watched, width: int) -> None:
    page = lab.open(f"/follow?{WEEKS}&scenario=form:citrate")
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
