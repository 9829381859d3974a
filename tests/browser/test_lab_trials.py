"""A reader goes from trials to a claim and an expectation, and asks why, scripts or none."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A reader on a phone, with scripts or without."""
    context = browser.new_context(
        java_script_enabled=request.param, viewport={"width": 320, "height": 800}
    )
    yield context.new_page()
    context.close()


def test_from_the_matrix_to_one_outcome(lab_address: str, reader: Page) -> None:
    reader.goto(f"{lab_address}/trials")
    reader.get_by_role("link", name="Episodic memory").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Episodic memory")
    expect(reader.get_by_text("What one study carries").first).to_be_visible()


def test_claims_are_looked_through_and_opened(lab_address: str, reader: Page) -> None:
    reader.goto(f"{lab_address}/claims")
    reader.get_by_label("Words in it").fill("sleep")
    reader.get_by_role("button", name="Show").click()
    expect(reader.locator("#claims")).to_contain_text("of 39 claims")
    reader.locator(".claims a").first.click()
    expect(reader.get_by_role("heading", name="What would change our mind")).to_be_visible()


def test_an_expectation_is_asked_for(lab_address: str, reader: Page) -> None:
    reader.goto(f"{lab_address}/predict")
    reader.get_by_role("textbox", name="Age", exact=True).fill("72")
    reader.get_by_role("button", name="Show").click()
    expect(reader.locator(".answer")).to_contain_text("aged 72")
    expect(reader).to_have_url(f"{lab_address}/predict?age=72&dose=&weeks=&weight=")


def test_a_mistake_stands_beside_its_field(lab_address: str, reader: Page) -> None:
    reader.goto(f"{lab_address}/predict?age=7&weeks=12")
    expect(reader.locator("#age-error")).to_contain_text("outside 18 to 120 years")
    expect(reader.get_by_label("For how many weeks")).to_have_value("12")


def test_a_body_is_followed_beside_the_trials(lab_address: str, reader: Page) -> None:
    reader.goto(f"{lab_address}/predict?age=64")
    reader.get_by_role("link", name="Follow it through the body").click()
    expect(reader.get_by_role("heading", name="Two roads to memory")).to_be_visible(timeout=60_000)


def test_a_ticked_body_is_followed_too(lab_address: str, reader: Page) -> None:
    reader.goto(f"{lab_address}/predict?age=66")
    reader.get_by_label("Set the body beside the trials").check()
    reader.get_by_role("button", name="Show").click()
    expect(reader.get_by_role("heading", name="Two roads to memory")).to_be_visible(timeout=60_000)


def test_why_leads_from_a_word_to_a_number_and_its_room(lab_address: str, reader: Page) -> None:
    reader.goto(f"{lab_address}/why")
    reader.get_by_label("What do you want to know about?").fill("splay")
    reader.get_by_role("button", name="Look").click()
    reader.get_by_role("link", name="kidney.splay").click()
    expect(reader.get_by_role("link", name="Serum magnesium")).to_be_visible(timeout=60_000)
    reader.get_by_role("link", name="Kidney", exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Kidney")
    expect(reader.locator("math").first).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/trials",
        "/trials/mood",
        "/claims",
        "/claims/4",
        "/predict",
        "/why",
        "/why/csf",
        "/why/brain.gain_drift",
        "/why/fine1991",
        "/rooms/synapse",
        "/why/serun",
    ],
)
def test_no_page_is_wider_than_a_small_phone(lab_address: str, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(f"{lab_address}{path}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= 320
