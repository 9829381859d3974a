"""The calendar is read back by a small reader of its own, and every dose is found in it."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from threonate.refusal import Refusal
from threonate.safety.calendar import calendar
from threonate.safety.daily_dose import Goal
from threonate.safety.day import Day
from threonate.safety.facts import Facts
from threonate.safety.plan import plan
from threonate.safety.schedule import Schedule

STAMP = datetime(2026, 2, 27, 12, tzinfo=UTC)
Component = dict[str, str]


def planned(day: Day | None = None, *, start: date | None = date(2026, 3, 1)) -> Schedule:
    usual = Day.of(meals=["breakfast; très tôt, ëgg 07:30"])
    facts = Facts.of(age=40, weight=75)
    return plan(facts, day or usual, goal=Goal.COGNITION, start=start)


def read(text: str) -> list[tuple[Component, list[Component]]]:
    """Events with their alarms; names of properties come without their parameters."""
    lines = text.replace("\r\n ", "").split("\r\n")
    events: list[tuple[Component, list[Component]]] = []
    open_: list[str] = []
    for line in lines[:-1]:
        name, _, value = line.partition(":")
        name = name.partition(";")[0]
        if name == "BEGIN":
            open_.append(value)
            if value == "VEVENT":
                events.append(({}, []))
            elif value == "VALARM":
                events[-1][1].append({})
        elif name == "END":
            assert open_.pop() == value
        elif open_[-1] == "VEVENT":
            assert name not in events[-1][0]
            events[-1][0][name] = value
        elif open_[-1] == "VALARM":
            events[-1][1][-1][name] = value
    assert open_ == []
    return events


def plain(words: str) -> str:
    for sign in (",", ";", "\\"):
        words = words.replace(f"\\{sign}", sign)
    return words


def moments(event: Component) -> list[datetime]:
    rule = dict(part.split("=") for part in event["RRULE"].split(";"))
    assert rule["FREQ"] == "DAILY"
    first = datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - floating
    return [first + timedelta(days=day) for day in range(int(rule["COUNT"]))]


@pytest.mark.parametrize("day", [Day.of(), Day.of(wake="10:00", sleep="01:30")])
def test_every_dose_of_the_regimen_rings_at_its_hour(day: Day) -> None:
    schedule = planned(day)
    found = [
        (moment, int(event["SUMMARY"].split("\\, ")[1].split()[0]))
        for event, _ in read(calendar(schedule, stamp=STAMP))
        if "RRULE" in event
        for moment in moments(event)
    ]
    midnight = datetime(2026, 3, 1)  # noqa: DTZ001 - floating
    expected = [
        (midnight + timedelta(hours=dose.time), round(dose.elemental / (667 * 0.072)))
        for dose in schedule.regimen().doses
    ]
    assert sorted(found) == sorted(expected)


def test_every_event_has_one_alarm_and_a_name_of_its_own() -> None:
    events = read(calendar(planned(), stamp=STAMP))
    assert all(len(alarms) == 1 for _, alarms in events)
    assert all(alarm["ACTION"] == "DISPLAY" for _, (alarm,) in events)
    assert all(alarm["TRIGGER"] and alarm["DESCRIPTION"] for _, (alarm,) in events)
    assert len({event["UID"] for event, _ in events}) == len(events)
    assert {event["DTSTAMP"] for event, _ in events} == {"20260227T120000Z"}


def test_two_looks_back_are_whole_days() -> None:
    days = [
        event["DTSTART"]
        for event, _ in read(calendar(planned(), stamp=STAMP))
        if "RRULE" not in event
    ]
    assert days == ["20260329", "20260524"]


def test_times_float_with_the_person() -> None:
    text = calendar(planned(), stamp=STAMP)
    starts = [line for line in text.split("\r\n") if line.startswith("DTSTART")]
    assert starts
    assert not any(line.endswith("Z") or "TZID" in line for line in starts)


def test_lines_are_folded_at_75_octets_and_end_as_the_standard_says() -> None:
    text = calendar(planned(), stamp=STAMP)
    assert "\n" not in text.replace("\r\n", "")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert any(len(line.encode()) == 75 for line in text.split("\r\n"))


def test_signs_in_a_meal_are_marked_and_read_back() -> None:
    summaries = [plain(event["SUMMARY"]) for event, _ in read(calendar(planned(), stamp=STAMP))]
    assert any(words.endswith("with breakfast; très tôt, ëgg") for words in summaries)


def test_the_same_plan_is_the_same_calendar_in_every_zone() -> None:
    elsewhere = STAMP.astimezone(timezone(timedelta(hours=9)))
    assert calendar(planned(), stamp=STAMP) == calendar(planned(), stamp=elsewhere)


def test_without_a_first_day_there_is_no_calendar() -> None:
    with pytest.raises(Refusal, match="give --start"):
        calendar(planned(start=None), stamp=STAMP)


def draft(start: date | None) -> Schedule:
    """A plan that asks for the eGFR first."""
    return plan(Facts.of(age=67, weight=75), Day.of(), goal=Goal.COGNITION, start=start)


def test_a_draft_says_so_in_every_title() -> None:
    intakes = [e for e, _ in read(calendar(draft(date(2026, 3, 1)), stamp=STAMP)) if "RRULE" in e]
    assert intakes
    assert all(event["SUMMARY"].startswith("Draft: Magnesium") for event in intakes)
    ready = [e for e, _ in read(calendar(planned(), stamp=STAMP)) if "RRULE" in e]
    assert not any("Draft" in event["SUMMARY"] for event in ready)


def test_a_draft_without_a_first_day_only_asks_to_be_shown() -> None:
    text = calendar(draft(None), stamp=STAMP)
    assert "BEGIN:VTODO\r\n" in text
    assert "SUMMARY:Show the draft for magnesium L-threonate" in text
    assert "VEVENT" not in text
    assert "VALARM" not in text
