"""What is written of a plan reads back as the same plan."""

import csv
import io
import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from threonate.dose.events import format_events, read_events
from threonate.report.plan import plan_page
from threonate.safety.daily_dose import Goal
from threonate.safety.day import Day
from threonate.safety.facts import Facts
from threonate.safety.plan import plan
from threonate.safety.plan_document import plan_document, plan_table
from threonate.safety.schedule import Schedule

DAY = Day.of(meals=["breakfast 07:30", "<b>lunch</b> 12:00"])
CASES = {
    "placed": ("levothyroxine 06:30", "doxycycline 07:30 19:30"),
    "conflict": ("deferiprone 07:00 13:00 19:00",),
    "block": ("raltegravir",),
    "draft": ("tacrolimus 09:00",),
}


def planned(case: str = "placed") -> Schedule:
    facts = Facts.of(age=40, weight=75, medicines=CASES[case])
    return plan(facts, DAY, goal=Goal.COGNITION, start=date(2026, 3, 1))


def test_the_table_holds_every_dose_of_the_regimen() -> None:
    schedule = planned()
    rows = list(csv.DictReader(io.StringIO(plan_table(schedule))))
    found = [
        (
            24 * (day - 1) + int(row["time"][:2]) + int(row["time"][3:]) / 60,
            float(row["compound_mg"]),
        )
        for row in rows
        for day in range(int(row["from_day"]), int(row["to_day"]) + 1)
    ]
    expected = [(dose.time, round(dose.elemental / 0.072)) for dose in schedule.regimen().doses]
    assert sorted(found) == sorted(expected)
    assert rows[0]["from_date"] == "2026-03-01"
    assert rows[-1]["to_date"] == "2026-05-23"


def test_the_events_read_back_as_the_same_regimen(tmp_path: Path) -> None:
    regimen = planned().regimen()
    place = tmp_path / "events.csv"
    place.write_text(format_events({"1": regimen}), encoding="utf-8")
    (found,) = read_events(place).values()
    assert found.doses == regimen.doses
    assert found.length == regimen.length


@pytest.mark.parametrize("case", CASES)
def test_the_document_is_plain_json_with_the_whole_check(case: str) -> None:
    document = json.loads(json.dumps(plan_document(planned(case)), allow_nan=False))
    assert document["outcome"] == ("placed" if case == "draft" else case)
    assert document["draft"] is (case == "draft")
    assert document["check"]["findings"]
    assert bool(document["schedule"]["intakes"]) is (document["outcome"] == "placed")
    assert all(gap["ok"] for gap in document["schedule"]["gaps"])


def test_a_conflict_names_windows_and_options() -> None:
    schedule = plan_document(planned("conflict"))["schedule"]
    ((member,),) = schedule["conflicts"]
    assert member == {
        "drug": "deferiprone",
        "windows_without": [["06:30", "22:30"]],
        "fits": True,
    }
    assert [option["option"] for option in schedule["options"]] == ["no magnesium"]


class Reader(HTMLParser):
    """Reads what a page shows, and where it would reach."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.reaches: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.reaches += [value for value in found if not value.startswith(("data:", "#"))]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("case", CASES)
def test_the_page_stands_alone_and_says_what_matters(case: str) -> None:
    text = plan_page(planned(case))
    reader = Reader()
    reader.feed(text)
    words = " ".join(" ".join(reader.words).split())
    assert reader.reaches == []
    assert not {"script", "img", "iframe", "b"} & set(reader.tags)
    assert "url(" not in text
    assert "prefers-color-scheme:dark" in text
    assert "size:A4" in text
    assert "Information, not medical advice" in words
    assert "call 112" in words
    assert ("not to start by yourself" in words) is (case == "draft")


def test_the_page_tells_every_medicine_and_its_gap() -> None:
    """Four hours around doxycycline, which some sources ask, fit at 11:30 and 15:30 only."""
    text = plan_page(planned())
    assert "You said you take levothyroxine at 06:30." in text
    assert "4 h from doxycycline 07:30 to magnesium 11:30, 2 h needed" in text
    assert "The last intake is not in the evening" in text
    assert "&lt;b&gt;lunch&lt;/b&gt;" in text
