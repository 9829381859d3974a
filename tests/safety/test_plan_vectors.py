"""The worked example and the blocked cases were scanned by hand before; the plan must agree."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from threonate.safety.conflict import allowed_windows
from threonate.safety.daily_dose import Goal
from threonate.safety.day import Day, read_clock
from threonate.safety.facts import Facts
from threonate.safety.gap import Gap, Taken, violations
from threonate.safety.intake import Intake
from threonate.safety.kept import First, Kept, gaps_kept
from threonate.safety.moving import all_choices
from threonate.safety.offer import OfferKind
from threonate.safety.placing import Board, Request, place
from threonate.safety.plan import plan
from threonate.safety.schedule import Outcome, Schedule
from threonate.safety.spacing import Spacing, spacings_of

HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((HERE / "plan_vectors.json").read_text(encoding="utf-8"))
WINDOWS: dict[str, Any] = json.loads((HERE / "windows.json").read_text(encoding="utf-8"))
EXAMPLE, ROWS = VECTORS["worked example"], VECTORS["rows"]
DAY = Day.of(
    wake=EXAMPLE["wake"],
    sleep=EXAMPLE["sleep"],
    meals=[f"{name} {time}" for name, time in EXAMPLE["meals"].items()],
)
TAKEN = [
    Taken(name, tuple(map(read_clock, times)), Gap(first, second))
    for name, times, first, second in EXAMPLE["drugs"]
]
WRITTEN = [f"{name} {','.join(times)}" for name, times, *_ in EXAMPLE["drugs"]]


def of_kind(kind: str) -> list[str]:
    return [name for name, row in ROWS.items() if row["kind"] == kind]


def planned(*, strict: bool = False) -> Schedule:
    facts = Facts.of(age=40, weight=75, medicines=WRITTEN, strict=strict)
    return plan(facts, DAY, goal=Goal.COGNITION)


@pytest.mark.parametrize("name", of_kind("CANDIDATE"))
def test_a_candidate_time_names_what_it_breaks(name: str) -> None:
    expected = ROWS[name]["expected"]
    found = violations(read_clock(ROWS[name]["candidate"]), TAKEN)
    assert bool(found) is not expected["feasible"]
    assert {each.drug for each in found} == set(expected["fails"])
    for broken in expected.get("violations", ()):
        assert any(
            (each.drug, each.time, each.hours)
            == (broken["drug"], read_clock(broken["dose_time"]), broken["gap_h"])
            for each in found
        )


def test_the_plan_is_lunch_and_ten_at_night() -> None:
    found = place(map(Spacing.exactly, TAKEN), DAY, Request(tuple(EXAMPLE["split_mg"])))
    assert found is not None
    told = [
        {"time": clock, "mgt_mg": mg, **({"with": meal} if meal else {})}
        for clock, mg, meal in (
            (f"{minute // 60:02d}:{minute % 60:02d}", mg, DAY.meal_at(minute))
            for minute, mg in zip(found.intakes, EXAMPLE["split_mg"], strict=True)
        )
    ]
    assert told == ROWS["W6"]["expected"]["plan"]


def test_a_person_with_these_medicines_gets_the_same_plan() -> None:
    """The names alone lead to the same gaps, and three capsules of 667 mg to the same split."""
    schedule = planned()
    assert schedule.outcome is Outcome.PLACED
    assert [intake.time for intake in schedule.intakes] == [
        read_clock(take["time"]) for take in ROWS["W6"]["expected"]["plan"]
    ]
    assert [intake.compound for intake in schedule.intakes] == [667, 1334]


def named(found: Kept) -> tuple[str, str, float, float, bool]:
    drug = f"{found.drug} {found.drug_time // 60:02d}:{found.drug_time % 60:02d}"
    magnesium = f"Mg {found.intake_time // 60:02d}:{found.intake_time % 60:02d}"
    way = (drug, magnesium) if found.first is First.DRUG else (magnesium, drug)
    return (*way, found.hours, found.required, found.is_kept)


@pytest.mark.parametrize("name", of_kind("GAP_CHECK"))
def test_gaps_are_counted_over_midnight_and_strictly_where_asked(name: str) -> None:
    row = ROWS[name]
    facts = Facts.of(age=40, medicines=WRITTEN, strict=row.get("mode") == "STRICT")
    intakes = [Intake(take["mgt_mg"], read_clock(take["time"])) for take in row["plan"]]
    found = {named(kept) for kept in gaps_kept(intakes, spacings_of(facts))}
    for gap in row["expected"]["gaps"]:
        assert (gap["from"], gap["to"], gap["hours"], gap["required"], gap["ok"]) in found


def test_strictly_there_is_a_single_noon_dose_and_by_default_it_is_told() -> None:
    strict, usual = planned(strict=True), planned()
    assert strict.outcome is Outcome.CONFLICT
    assert strict.offers[0].kind is OfferKind.SINGLE
    assert [intake.time for intake in strict.offers[0].intakes] == [read_clock("12:00")]
    assert usual.gentler is not None
    assert usual.gentler.intakes == strict.offers[0].intakes


def test_with_movable_medicines_six_moments_are_the_fewest() -> None:
    """Brute force over every combination of the choices agrees with the solver and the source.

    The source also counts combinations, on limits that it does not state in full; those counts
    are kept in the file and not compared.
    """
    moved = [text.replace(" ", " ~", 1) for text in WRITTEN]
    spacings = spacings_of(Facts.of(age=40, medicines=moved))
    plain = [Spacing.exactly(Taken(e.drug, e.times, e.gap)) for e in spacings]
    choices = all_choices(spacings, DAY)
    fewest = 99
    for times in product(*choices):
        together = {minute for each in times for minute in each}
        if len(together) + 2 >= fewest:
            continue
        at = [Taken(e.drug, t, e.gap) for e, t in zip(plain, times, strict=True)]
        open_ = [slot for slot, minute in enumerate(DAY.slots) if not violations(minute, at)]
        if open_ and open_[-1] - open_[0] >= 16:
            fewest = len(together) + 2
    assert fewest == ROWS["W9"]["expected"]["fewest_distinct_events"]
    # Only the required gaps count here: a preferred one may cost a moment.
    exact = [
        Spacing(e.drug, e.times, e.gap, e.gap, e.gap, is_movable=True, rows=e.rows)
        for e in spacings
    ]
    found = place(exact, DAY, Request((667, 1333)))
    assert found is not None
    assert found.moments == fewest


@pytest.mark.parametrize("name", of_kind("BLOCK"))
def test_nothing_is_planned_where_it_must_not_be_taken(name: str) -> None:
    row = ROWS[name]
    facts = Facts.of(age=40, egfr=row.get("egfr"), medicines=[drug for drug, *_ in row["drugs"]])
    schedule = plan(facts, Day.of(), goal=Goal.COGNITION)
    assert schedule.outcome.value == row["expected"]["verdict"]
    assert schedule.intakes == ()
    assert schedule.reason


@pytest.mark.parametrize("name", WINDOWS)
def test_names_alone_lead_to_the_windows_worked_out_beforehand(name: str) -> None:
    """Every window row again, through the table of medicines instead of written gaps."""
    row = WINDOWS[name]
    facts = Facts.of(
        age=40,
        place="US" if "2|4" in name else "EU",
        strict=name == "T6b",
        medicines=[f"{drug} {','.join(times)}" for drug, times, *_ in row["drugs"]],
    )
    board = Board.of(
        spacings_of(facts), Day.of(wake=row["wake"], sleep=row["sleep"]), Request((667,))
    )
    assert allowed_windows(board) == tuple(
        (read_clock(first), read_clock(last)) for first, last in row["allowed"]
    )
