"""The plan in the browser is the plan, its picture keeps the gaps, and it can be taken along."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.lab.room import HOSTILE
from tests.lab.safe_room import safe_door

from threonate.lab.day_picture import closed, picture
from threonate.safety.day import Day
from threonate.safety.facts import Facts
from threonate.safety.gap import Gap
from threonate.safety.plan import plan
from threonate.safety.plan_document import plan_document
from threonate.safety.spacing import Spacing

MEDICINES = ("levothyroxine 06:30", "doxycycline 07:30, 19:30")
ASKED = {
    "age": "68",
    "sex": "female",
    "weight": "75",
    "egfr": "80",
    "medicines": "\n".join(MEDICINES),
    "meals": "breakfast 07:30\nlunch 12:30",
    "start": "2026-03-01",
}
FILES = ("/safe/plan.ics", "/safe/plan.csv", "/safe/plan/events.csv")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    return safe_door(tmp_path, monkeypatch)


def errors(client: TestClient, **asked: str) -> dict[str, str]:
    """What is wrong with a question, by field."""
    answered = client.get("/safe/plan.json", params=asked)
    found: dict[str, str] = answered.json()["errors"]
    assert answered.status_code == (422 if found else 200)
    return found


def test_the_page_says_what_the_plan_says(client: TestClient) -> None:
    schedule = plan(
        Facts.of(age=68, sex="female", weight=75, egfr=80, medicines=MEDICINES),
        Day.of(meals=("breakfast 07:30", "lunch 12:30")),
        start=date(2026, 3, 1),
    )
    known = json.loads(json.dumps(plan_document(schedule)))
    answer = client.get("/safe/plan.json", params=ASKED).json()["answer"]
    for key in ("outcome", "says", "dose", "notes", "reviews", "check", "first"):
        assert answer[key] == known[key]
    times = [intake["time"] for intake in known["schedule"]["intakes"]]
    assert [intake["time"] for intake in answer["schedule"]["intakes"]] == times
    page = client.get("/safe/plan", params=ASKED).text
    assert known["says"] in page


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("wake", "late", "time of day"),
        ("sleep", "25:00", "outside the day"),
        ("sleep", "07:00", "waking day lasts"),
        ("meals", "breakfast", "breakfast 07:30"),
        ("meals", "supper 02:00", "falls into the night"),
        ("goal", "running", "sleep or memory"),
        ("capsule", "144 mg magnesium", "write the compound"),
        ("capsule", "5000 mg", "one capsule"),
        ("dose", "9000 mg", "above the ceiling"),
        ("weekly", "alendronate", "not among the medicines"),
        ("yesterday", "8", "time of day"),
        ("start", "soon", "2026-03-01"),
        ("start", "9999-12-31", "use a year"),
        ("once", "perhaps", "yes"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_is_kept(
    client: TestClient, field: str, typed: str, says: str
) -> None:
    found = errors(client, **{field: typed})
    assert list(found) == [field]
    assert says in found[field]
    assert "--" not in found[field]
    page = client.get("/safe/plan", params={field: typed}).text
    assert f'id="{field}-error"' in page
    if field != "once":
        assert typed in page


def test_one_flow_carries_everything_from_the_check_to_the_plan_and_back(
    client: TestClient,
) -> None:
    asked = {**ASKED, "times": "12:00, 22:00", "wake": "07:00", "ask": "yes"}
    check = client.get("/safe", params=asked).text
    assert 'href="/safe/plan?age=68&amp;' in check
    assert '<input type="hidden" name="wake" value="07:00">' in check
    made = client.get("/safe/plan", params=asked).text
    assert '<input type="hidden" name="times" value="12:00, 22:00">' in made


def test_a_gap_closes_the_hours_around_each_dose() -> None:
    day = Day.of(wake="06:30", sleep="22:30")
    gap = Gap(drug_to_magnesium=2.0, magnesium_to_drug=4.0)
    spacing = Spacing("doxycycline", (450, 1170), gap)
    # 07:30 closes 03:30 to 09:30, of which 06:30 on is awake; 19:30 closes 15:30 to 21:30.
    assert closed(spacing, day, gap=gap) == ((0, 180), (540, 900))


def test_a_dose_in_the_night_closes_the_morning() -> None:
    day = Day.of(wake="06:30", sleep="22:30")
    gap = Gap(4.0, 4.0)
    # 03:00 closes until 07:00, and 23:00 of the evening before until 03:00.
    assert closed(Spacing("x", (180,), gap), day, gap=gap) == ((0, 30),)


def test_no_intake_in_the_picture_lies_where_a_medicine_leaves_no_room() -> None:
    facts = Facts.of(age=68, weight=75, egfr=80, medicines=MEDICINES)
    drawn = picture(plan(facts, Day.of()))
    assert drawn is not None
    *others, magnesium = drawn.lines
    assert magnesium.marks
    for mark in magnesium.marks:
        for line in others:
            for band in line.bands:
                assert not band.at + 0.01 < mark.at < band.at + band.width - 0.01


def test_the_picture_is_told_in_words_beside_it(client: TestClient) -> None:
    page = client.get("/safe/plan", params=ASKED).text
    assert "no magnesium between waking and 10:30" in page
    assert "between 15:30 and 21:30" in page
    assert page.count('aria-hidden="true"') >= 2


def test_a_plan_is_taken_along(client: TestClient) -> None:
    calendar, table, events = (client.get(file, params=ASKED) for file in FILES)
    assert calendar.text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART:20260301T" in calendar.text
    assert 'filename="plan.ics"' in calendar.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert rows[0]["from_date"] == "2026-03-01"
    assert events.text.startswith("ID,TIME,")
    sheet = client.get("/safe/plan/sheet", params=ASKED)
    assert sheet.status_code == 200
    assert "Plan for the day" in sheet.text


def test_the_links_of_a_plan_without_a_first_day_keep_today(client: TestClient) -> None:
    asked = {key: value for key, value in ASKED.items() if key != "start"}
    assert "start=20" in client.get("/safe/plan", params=asked).text


@pytest.mark.parametrize("file", [*FILES, "/safe/plan/sheet"])
def test_a_file_of_a_wrong_question_says_why(client: TestClient, file: str) -> None:
    answered = client.get(file, params={"wake": "late"})
    assert answered.status_code == 422
    assert "time of day" in answered.text


@pytest.mark.parametrize("file", FILES)
def test_no_file_is_made_of_a_plan_that_must_not_be(client: TestClient, file: str) -> None:
    answered = client.get(file, params={"age": "60", "egfr": "20"})
    assert answered.status_code == 422
    assert answered.text.startswith("No plan is made.")


def test_a_plan_that_must_not_be_has_no_calendar_on_its_page(client: TestClient) -> None:
    page = client.get("/safe/plan", params={"age": "60", "egfr": "20"}).text
    assert "No plan is made." in page
    assert "/safe/plan.ics" not in page


def test_a_name_that_may_be_another_is_asked_back_first(client: TestClient) -> None:
    answer = client.get("/safe/plan.json", params={"egfr": "80", "medicines": "synthorid"}).json()
    assert answer["answer"]["outcome"] == "ask"


def test_whatever_is_typed_is_escaped(client: TestClient) -> None:
    for field in ("meals", "medicines", "weekly", "start", "goal"):
        page = client.get("/safe/plan", params={field: HOSTILE, "ask": "yes"}).text
        assert "<script>alert" not in page, field
    sheet = client.get("/safe/plan/sheet", params={"meals": f"{HOSTILE} 08:00"}).text
    assert "<script>alert" not in sheet


DRAFT = {"age": "67", "sex": "female", "medicines": "levothyroxine 7am\nomeprazole"}


def test_a_draft_is_a_sheet_for_the_doctor_and_no_calendar(client: TestClient) -> None:
    page = client.get("/safe/plan", params=DRAFT).text
    assert 'class="button main" href="/safe/plan/sheet?' in page
    assert "One sheet for your doctor or pharmacist" in page
    assert "/safe/plan.ics" not in page
    assert "(20" not in page.partition("Week by week")[2].partition("</table>")[0]


def test_a_draft_with_a_chosen_first_day_has_a_calendar_that_says_draft(
    client: TestClient,
) -> None:
    asked = {**DRAFT, "start": "2026-03-01"}
    page = client.get("/safe/plan", params=asked).text
    assert "The draft into my calendar" in page
    assert 'class="button main" href="/safe/plan/sheet?' in page
    assert "SUMMARY:Draft: Magnesium" in client.get("/safe/plan.ics", params=asked).text


def test_the_calendar_of_a_draft_without_a_first_day_rings_for_nothing(client: TestClient) -> None:
    answered = client.get("/safe/plan.ics", params=DRAFT)
    assert answered.status_code == 200
    assert "VALARM" not in answered.text


def test_the_sheet_has_room_for_a_name_and_says_who_wrote_it(client: TestClient) -> None:
    sheet = client.get("/safe/plan/sheet", params=DRAFT).text
    assert "Draft of a plan for the day" in sheet
    for words in ("Name", "Born", "Seen by", "written by a program on "):
        assert words in sheet
    assert "You said you take levothyroxine at 07:00." in sheet
    assert "Take levothyroxine at" not in sheet


def test_a_gap_that_cannot_be_kept_is_never_called_kept(client: TestClient) -> None:
    asked = {"age": "74", "egfr": "90", "medicines": "levothyroxine at bedtime", "ask": "yes"}
    page = client.get("/safe/plan", params=asked).text
    assert "Magnesium keeps every gap at" not in page
    told = "No gap to levothyroxine is kept, because its times on the clock were not told."
    assert told in page
    assert "no time on the clock" in page
    dated = asked | {"start": "2026-03-01"}
    assert "No gap to levothyroxine" in client.get("/safe/plan.ics", params=dated).text.replace(
        "\r\n ", ""
    )
    table = client.get("/safe/plan.csv", params=dated).text.splitlines()
    assert all(line.endswith(",draft") for line in table[1:])


def test_a_condition_that_still_stands_takes_the_tick_away(client: TestClient) -> None:
    plain = {"age": "50", "egfr": "90", "medicines": "levothyroxine 07:00", "ask": "yes"}
    page = client.get("/safe/plan", params=plain).text
    assert 'class="verdict mild"' in page
    more = plain | {"medicines": "levothyroxine 07:00\nfurosemide 08:00"}
    page = client.get("/safe/plan", params=more).text
    assert 'class="verdict warning"' in page
    assert page.index("Before you begin") < page.index("Your day")


def test_a_saved_plan_goes_on_where_it_began(client: TestClient) -> None:
    asked = {"age": "50", "egfr": "90", "ask": "yes", "start": "2026-03-01"}
    page = client.get("/safe/plan", params=asked).text
    kept = page[page.index("save_address_scenario") :][:200]
    assert "start=2026-03-01" in kept
    undated = client.get("/safe/plan", params=asked | {"start": ""}).text
    assert re.search(r"save_address_scenario[^>]*start=\d{4}-\d\d-\d\d", undated)


def test_what_is_unproven_stands_beside_the_plan_with_its_trials(client: TestClient) -> None:
    page = client.get("/safe/plan", params={"age": "50", "egfr": "90", "ask": "yes"}).text
    assert "Whether it helps memory" in page
    assert 'href="/trials"' in page[page.index("Whether it helps") :]
    sleep = client.get(
        "/safe/plan", params={"age": "50", "egfr": "90", "goal": "sleep", "ask": "yes"}
    ).text
    assert "Whether it helps sleep" in sleep
