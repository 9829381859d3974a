"""The page of a plan is read on a desk and a phone, and printed on one sheet."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from threonate.report.plan import plan_page
from threonate.safety.daily_dose import Goal
from threonate.safety.day import Day
from threonate.safety.facts import Facts
from threonate.safety.plan import plan

DRUGS = (
    "levothyroxine 06:30", "dolutegravir 07:30", "doxycycline 07:30 19:30",
    "gabapentin 07:30 14:00 20:00", "amlodipine 07:30", "metformin 08:00 20:00", "tacrolimus",
)  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> str:
    day = Day.of(meals=["breakfast 07:30", "lunch 12:00", "dinner 18:30"])
    facts = Facts.of(age=68, weight=75, egfr=80, medicines=DRUGS, conditions=["hiv"])
    place = tmp_path / "plan.html"
    schedule = plan(facts, day, goal=Goal.COGNITION, start=date(2026, 3, 1))
    place.write_text(plan_page(schedule), encoding="utf-8")
    return place.as_uri()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_edge(page: Page, written: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(written)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(20, 25, 31)" if scheme == "dark" else "rgb(255, 255, 255)")


def test_seven_medicines_and_a_draft_print_on_one_sheet(page: Page, written: str) -> None:
    page.goto(written)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
