"""A person plans a trial, saves it, finds it again and deletes it, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.browser.lab_server import Watched

SMALL = "start=zhang2022&replicates=20&volunteers=50"
NAME = '<i>Zhang</i> & the "maker"'


def _run(seen: Watched) -> Page:
    page = seen.open(f"/design?{SMALL}")
    page.get_by_label("Weeks", exact=True).fill("8")
    page.get_by_label("Visits in weeks").fill("4, 8")
    page.get_by_role("button", name="Run this trial").click()
    page.locator("#answer").wait_for(timeout=60_000)
    return page


def _saved_and_deleted(seen: Watched) -> None:
    page = _run(seen)
    asked = page.url
    page.get_by_text("Save this run").click()
    page.locator(".save").get_by_label("Name").fill(NAME)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/saved?done=saved*")
    expect(page.get_by_role("status")).to_have_text(f"Saved: “{NAME}”.")
    page.get_by_role("link", name=NAME).first.click()
    page.locator("#answer").wait_for(timeout=60_000)
    assert page.get_by_label("Weeks", exact=True).input_value() == "8"
    assert "weeks=8" in asked
    seen.open("/saved")
    page.get_by_role("button", name=re.compile("^Delete ?:")).first.click()
    expect(page.get_by_text(f"Deleted: “{NAME}”.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=NAME)).to_have_count(1)
    page.locator("summary", has_text="Delete everything").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()


def test_a_trial_is_run_saved_found_and_deleted(lab: Watched) -> None:
    _saved_and_deleted(lab)


def test_a_trial_is_run_saved_found_and_deleted_without_scripts(plain_lab: Watched) -> None:
    _saved_and_deleted(plain_lab)


def test_a_mistake_stands_beside_its_field(lab: Watched) -> None:
    page = lab.open(f"/design?{SMALL}")
    page.get_by_label("Weeks", exact=True).fill("soon")
    page.get_by_role("button", name="Run this trial").click()
    field = page.get_by_label("Weeks", exact=True)
    assert field.input_value() == "soon"
    assert field.get_attribute("aria-invalid") == "true"
    assert "'soon' is not a number" in page.locator("#weeks-error").inner_text()


def test_a_design_is_changed_as_text_and_read_back(lab: Watched) -> None:
    page = lab.open("/design?start=liu2016")
    page.get_by_text("The design as TOML").click()
    text = page.get_by_label("The design", exact=True)
    text.fill(text.input_value().replace("n = 23", "n = 230"))
    page.get_by_role("button", name="Read it into the fields").click()
    assert page.locator("#arm1_n").input_value() == "230"
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "liu-2016.toml"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_stands_in_anybody_s_way(lab: Watched, theme: str, width: int) -> None:
    lab.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    lab.page.set_viewport_size({"width": width, "height": 800})
    page = _run(lab)
    assert violations(lab) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("Save this run").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("/saved"))
    assert violations(lab) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_power_moves_while_a_design_is_changed(lab: Watched) -> None:
    page = lab.open("/design")
    glance = page.locator("#glance")
    expect(glance).to_contain_text("with 200 people in each arm")
    page.get_by_label("People", exact=True).first.fill("80")
    page.get_by_label("People", exact=True).nth(1).fill("80")
    page.get_by_label("Weeks").first.focus()
    expect(glance).to_contain_text("with 80 people in each arm")
    assert page.url.endswith("/design")
    page.get_by_label("People", exact=True).first.fill("none")
    page.get_by_label("Weeks").first.focus()
    expect(glance).to_contain_text("as soon as the design can be read")
    assert page.get_by_label("People", exact=True).first.input_value() == "none"
