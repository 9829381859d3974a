"""A person finds out whether it is safe and when to take it, with scripts and without."""

from typing import Literal

import pytest
from playwright.sync_api import expect
from tests.browser.axe import violations
from tests.browser.lab_server import Watched

DAY = "medicines=levothyroxine+06:30%0Adoxycycline+07:30,+19:30&age=68&weight=75&egfr=80&ask=yes"

TOO_LARGE = b" " * 5_000_000

OVERLAPPING = """() => [...document.querySelectorAll('.timeline .track')].flatMap(track => {
  const boxes = [...track.querySelectorAll('.words')].map(e => e.getBoundingClientRect());
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
}).length"""


def _asked_and_placed(seen: Watched) -> None:
    page = seen.open("/safe")
    page.get_by_label("Age", exact=True).fill("68")
    page.get_by_label("Weight").fill("75")
    page.get_by_label("Kidney value (eGFR)").fill("80")
    page.get_by_label("Every medicine").fill("levothyroxine 06:30\ndoxycycline 07:30, 19:30")
    page.get_by_role("button", name="Check", exact=True).click()
    assert page.locator("#verdict").inner_text().endswith("Only under the conditions below.")
    page.get_by_role("link", name="Place it on my day").click()
    assert "The full plan:" in page.locator("#verdict").inner_text()
    assert page.locator(".timeline .band").count() >= 4
    expect(page.get_by_text("no magnesium between waking and 10:30")).to_be_visible()


def test_a_person_checks_and_plans(lab: Watched) -> None:
    _asked_and_placed(lab)


def test_a_person_checks_and_plans_without_scripts(plain_lab: Watched) -> None:
    _asked_and_placed(plain_lab)


def test_names_are_offered_while_one_is_typed(lab: Watched) -> None:
    page = lab.open("/safe")
    field = page.get_by_label("Find a name")
    field.press_sequentially("synthr")
    option = page.locator("#medicine-names option[value='Synthroid']")
    option.wait_for(state="attached")
    assert page.url.endswith("/safe")
    field.press_sequentially("oid 06:30")
    page.get_by_role("button", name="Add", exact=True).click()
    assert page.get_by_label("Every medicine").input_value() == "synthroid 06:30"
    assert page.get_by_label("Find a name").input_value() == ""


def test_every_listed_name_is_offered_without_scripts(plain_lab: Watched) -> None:
    page = plain_lab.open("/safe")
    assert page.locator("#medicine-names option").count() > 1000


def test_enter_in_a_field_checks(lab: Watched) -> None:
    page = lab.open("/safe")
    page.get_by_label("Age", exact=True).press("Enter")
    page.locator("#verdict").wait_for()
    assert "#" not in page.url


def test_a_mistake_is_read_with_its_field(lab: Watched) -> None:
    page = lab.open("/safe?serum=2&ask=yes")
    field = page.get_by_label("Magnesium in the blood")
    expect(field).to_be_visible()
    assert "serum-error" in (field.get_attribute("aria-describedby") or "").split()
    page.get_by_role("link", name="Serum magnesium is").click()
    assert page.evaluate("document.activeElement.id || document.querySelector(':target').id") == (
        "serum"
    )


def test_the_words_of_a_crowded_day_do_not_overlap_on_a_phone(lab: Watched) -> None:
    lab.page.set_viewport_size({"width": 320, "height": 800})
    meals = "meals=breakfast+07:30%0Asecond+breakfast+08:30%0Alunch+12:00%0Aa+late+supper+22:30"
    crowded = "medicines=gabapentin+07:00,+08:00,+09:00,+22:00"
    page = lab.open(f"/safe/plan?{crowded}&{meals}&egfr=80&age=60&ask=yes")
    expect(page.locator(".timeline")).to_have_count(1)
    assert page.evaluate(OVERLAPPING) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_kidney_rule_is_followed_and_shown(lab: Watched) -> None:
    page = lab.open("/safe?age=70&egfr=40&ask=yes")
    page.get_by_role("link", name="Follow the kidney rule").click()
    page.locator("#figure-kidney").wait_for(timeout=60_000)
    expect(page.locator("#figure-kidney .chart svg >> visible=true")).to_have_count(1)


def test_a_plan_prints_without_its_form(lab: Watched) -> None:
    page = lab.open(f"/safe/plan?{DAY}")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("form.safe")).to_be_hidden()
    expect(page.locator(".timeline")).to_be_visible()
    expect(page.locator(".flags")).to_be_visible()


def test_a_plan_is_saved_as_a_calendar(lab: Watched) -> None:
    page = lab.open(f"/safe/plan?{DAY}")
    with page.expect_download() as kept:
        page.get_by_role("link", name="Into my calendar").click()
    assert kept.value.suggested_filename == "plan.ics"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    [
        f"/safe?{DAY}&symptom=headache&condition=diabetes",
        "/safe?age=old&serum=2&another=x+25:00&symptom=toothache&times=9",
        f"/safe/plan?{DAY}&reader=professional",
        "/safe/plan?wake=late&meals=lunch",
    ],
)
def test_answers_and_mistakes_are_within_reach_of_everybody(
    lab: Watched, address: str, scheme: Literal["light", "dark"]
) -> None:
    lab.page.set_viewport_size({"width": 320, "height": 800})
    lab.page.emulate_media(color_scheme=scheme)
    page = lab.open(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(lab) == []


def test_a_file_that_is_too_large_is_told_beside_its_field(lab: Watched) -> None:
    page = lab.open("/safe")
    page.get_by_text("Read a health record instead").click()
    page.get_by_label("A FHIR bundle").set_input_files(
        {"name": "b.json", "mimeType": "application/json", "buffer": TOO_LARGE}
    )
    field = page.get_by_label("A FHIR bundle")
    assert "at most 2 MB" in field.evaluate("field => field.validationMessage")
    page.get_by_role("button", name="Read it").click()
    assert page.url.endswith("/safe")


def test_without_scripts_a_file_that_is_too_large_loses_nothing(plain_lab: Watched) -> None:
    page = plain_lab.open("/safe")
    page.get_by_label("Age", exact=True).fill("71")
    page.get_by_text("Read a health record instead").click()
    page.get_by_label("A FHIR bundle").set_input_files(
        {"name": "b.json", "mimeType": "application/json", "buffer": TOO_LARGE}
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#record-error")).to_contain_text("at most 2 MB are read")
    expect(page.get_by_label("Age", exact=True)).to_have_value("71")


def _asked_and_back(seen: Watched) -> None:
    page = seen.open("/safe")
    page.get_by_label("Age", exact=True).fill("67")
    page.get_by_label("Every medicine").fill("levothyroxine 7am")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator("#verdict").wait_for()
    page.go_back()
    expect(page.get_by_label("Age", exact=True)).to_have_value("67")
    expect(page.get_by_label("Every medicine")).to_have_value("levothyroxine 7am")


def test_back_from_the_answer_is_the_form_as_it_was_filled(lab: Watched) -> None:
    _asked_and_back(lab)


def test_back_is_the_filled_form_without_scripts_too(plain_lab: Watched) -> None:
    _asked_and_back(plain_lab)
