"""A plan is asked for on the command line; its files are those that other commands read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ask = Callable[..., Any]

EXAMPLE = (
    "plan", "--age", 40, "--weight", "75 kg", "--start", "2026-03-01",
    "--meal", "breakfast 07:30", "--meal", "lunch 12:00", "--meal", "dinner 18:30",
    "--drug", "levothyroxine 06:30", "--drug", "dolutegravir 07:30",
    "--drug", "doxycycline 07:30,19:30", "--drug", "gabapentin 07:30,14:00,20:00",
)  # fmt: skip


def test_the_worked_example_is_lunch_and_ten_at_night(ask: Ask) -> None:
    told = ask(*EXAMPLE)
    assert told.code == 0, told.err
    first = told.out.splitlines()[0]
    assert "667 mg (about 48 mg magnesium) at 12:00 with lunch" in first
    assert "1,334 mg (about 96 mg magnesium) at 22:00" in first
    assert "One intake a day would keep those longer gaps too" in told.out


def test_the_plan_as_json(ask: Ask) -> None:
    document = json.loads(ask(*EXAMPLE, "--json").out)
    assert document["outcome"] == "placed"
    assert [take["time"] for take in document["schedule"]["intakes"]] == ["12:00", "22:00"]
    assert document["schedule"]["windows"] == [["10:30", "12:00"], ["22:00", "22:30"]]


def test_a_professional_is_told_every_gap_and_rule(ask: Ask) -> None:
    told = ask(*EXAMPLE, "--for", "professional")
    assert "8.5 h from magnesium 22:00 to levothyroxine 06:30, 4 h needed" in told.out
    assert "[TH-01] levothyroxine" in told.out
    assert "[TH-01]" not in ask(*EXAMPLE).out


def test_strictly_nothing_fits_and_that_is_an_answer(ask: Ask) -> None:
    told = ask(*EXAMPLE, "--strict")
    assert told.code == 0
    assert told.out.startswith("No plan fits.")
    assert "1. A single daily dose keeps every gap: 1,334 mg" in told.out


def test_a_blocked_person_gets_a_reason_and_no_calendar(ask: Ask) -> None:
    told = ask("plan", "--age", 40, "--egfr", 25, "--out", "mine")
    assert told.code == 0
    assert told.out.startswith("No plan is made.")
    assert [file.name for file in Path("mine").iterdir()] == ["plan.html"]


def test_the_files_are_written_and_the_events_simulated(ask: Ask) -> None:
    assert ask(*EXAMPLE, "--out", "mine").code == 0
    names = sorted(file.name for file in Path("mine").iterdir())
    assert names == ["events.csv", "plan.csv", "plan.html", "plan.ics"]
    assert Path("mine/plan.ics").read_bytes().count(b"\r\n") > 40
    told = ask("simulate", "--events", "mine/events.csv", "--draws", 20, "--no-report", "--quiet")
    assert told.code == 0, told.err
    assert "After 12 weeks of this regimen" in told.out


def test_a_plan_is_simulated_in_one_step(ask: Ask) -> None:
    told = ask("plan", "--age", 40, "--goal", "sleep", "--simulate", "--json")
    assert told.code == 0, told.err
    assert "this model predicts serum magnesium" in json.loads(told.out)["simulated"]


def test_a_movable_medicine_is_marked_by_a_tilde(ask: Ask) -> None:
    words = ("plan", "--age", 40, "--meal", "breakfast 07:30", "--drug")
    moved = ask(*words, "doxycycline ~09:00 17:00").out
    assert moved.startswith("A draft to take to your doctor or pharmacist")
    assert "ask your pharmacist first: doxycycline at " in moved
    assert "instead of 09:00, 17:00" in moved
    assert "instead of" not in ask(*words, "doxycycline 09:00 17:00").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--capsule", "48 mg magnesium"), "which is magnesium; write the compound"),
        (("--capsule", "667"), "has no unit"),
        (("--capsule", "2 g"), "more than the 1,000 mg of a first week"),
        (("--goal", "muscles"), "not a goal that was studied"),
        (("--wake", "7"), "not a time of day"),
        (("--sleep", "07:00"), "a waking day lasts"),
        (("--meal", "breakfast"), "not a meal"),
        (("--dose", "2.5 g"), "above the ceiling of 2,000 mg"),
        (("--weekly", "alendronate"), "not among the medicines"),
        (("--yesterday", "08:00,late"), "not a time of day"),
        (("--start", "soon"), "not a date"),
        (("--for", "doctor"), "write person or professional"),
        (("--sex", "male", "--pregnant"), "which of the two is right"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(
    ask: Ask, words: tuple[str, ...], why: str
) -> None:
    told = ask("plan", *words)
    assert told.code == 2
    assert told.err.count("\n") == 1
    assert why in told.err
    assert told.out == ""


def test_a_draft_without_a_first_day_has_no_dose_in_its_calendar(ask: Ask) -> None:
    draft = ("plan", "--age", 67, "--weight", "75 kg", "--out", "mine")
    assert ask(*draft).code == 0
    assert "VEVENT" not in Path("mine/plan.ics").read_text(encoding="utf-8")
    assert ask(*draft, "--start", "2026-03-01").code == 0
    assert "SUMMARY:Draft: Magnesium" in Path("mine/plan.ics").read_text(encoding="utf-8")
