"""A plan as plain data: for a program, and as a table of what is taken when."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from threonate.dose.salt import Salt
from threonate.safety.conflict import Windows
from threonate.safety.conflict_words import offer
from threonate.safety.day import clock
from threonate.safety.intake import Intake
from threonate.safety.kept import Kept
from threonate.safety.offer import Offer
from threonate.safety.plan_notes import notes
from threonate.safety.plan_words import asked_first, headline
from threonate.safety.schedule import Schedule
from threonate.safety.verdict import DISCLAIMER

COLUMNS = (
    "from_day", "to_day", "from_date", "to_date", "time", "capsules", "compound_mg",
    "magnesium_mg", "with", "standing",
)  # fmt: skip
"""One row for each run of days with the same intake at the same time."""


def plan_document(schedule: Schedule) -> dict[str, Any]:
    """The whole plan with its verdict."""
    dose = schedule.dose
    return {
        "outcome": schedule.outcome.value,
        "draft": schedule.is_draft,
        "standing": schedule.standing.value if schedule.is_placed else None,
        "first": asked_first(schedule),
        "says": headline(schedule),
        "goal": schedule.goal.value,
        "dose": None
        if dose is None
        else {
            "capsule_mg": dose.capsule,
            "capsules": dose.capsules,
            "mgt_mg_d": dose.compound,
            "elemental_mg_d": _magnesium(dose.compound),
            "reasons": list(dose.reasons),
        },
        "schedule": {
            "intakes": [_intake(schedule, intake) for intake in schedule.intakes],
            "windows": _windows(schedule.windows),
            "gaps": [_gap(kept) for kept in schedule.kept],
            "moved": [
                {
                    "drug": move.drug,
                    "from": [clock(minute) for minute in move.own],
                    "to": [clock(minute) for minute in move.moved],
                    "ask": "pharmacist",
                }
                for move in schedule.moves
            ],
            "unmoved": None if schedule.unmoved is None else _offer(schedule, schedule.unmoved),
            "without_times": [each.drug for each in schedule.untimed],
            "conflicts": [
                [
                    {"drug": m.drug, "windows_without": _windows(m.windows), "fits": m.fits}
                    for m in conflict.members
                ]
                for conflict in schedule.conflicts
            ],
            "options": [_offer(schedule, each) for each in schedule.offers],
            "gentler": None if schedule.gentler is None else _offer(schedule, schedule.gentler),
        },
        "days": [dict(zip(COLUMNS, row, strict=True)) for row in _rows(schedule)],
        "reviews": [
            {"after_weeks": week, "date": None if day is None else day.isoformat()}
            for week, day in (schedule.reviews if schedule.is_placed else ())
        ],
        "notes": notes(schedule),
        "check": schedule.verdict.document,
        "disclaimer": DISCLAIMER,
    }


def plan_table(schedule: Schedule) -> str:
    """The plan as CSV, one row for each run of equal days."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(schedule))
    return stream.getvalue()


def _rows(schedule: Schedule) -> Iterable[tuple[object, ...]]:
    for take in schedule.takes:
        first, last = schedule.date_of(take.first), schedule.date_of(take.last)
        yield (
            take.first,
            take.last,
            "" if first is None else first.isoformat(),
            "" if last is None else last.isoformat(),
            clock(take.minute),
            take.capsules,
            take.intake.compound,
            _magnesium(take.intake.compound),
            take.meal,
            "draft" if schedule.is_draft else "",
        )


def _intake(schedule: Schedule, intake: Intake) -> dict[str, Any]:
    time = intake.time or 0
    meal = schedule.day.meal_at(time)
    return {
        "time": clock(time),
        "mgt_mg": intake.compound,
        "elemental_mg": _magnesium(intake.compound),
        **({"with": meal} if meal else {}),
    }


def _gap(kept: Kept) -> dict[str, Any]:
    return {
        "drug": kept.drug,
        "drug_time": clock(kept.drug_time),
        "magnesium_time": clock(kept.intake_time),
        "first": kept.first.value,
        "hours": kept.hours,
        "required": kept.required,
        "preferred": kept.wanted,
        "ok": kept.is_kept,
    }


def _offer(schedule: Schedule, found: Offer) -> dict[str, Any]:
    return {
        "option": found.kind.value,
        "drugs": list(found.drugs),
        "intakes": [_intake(schedule, intake) for intake in found.intakes],
        "says": offer(schedule, found),
    }


def _windows(windows: Windows) -> list[list[str]]:
    return [[clock(first), clock(last)] for first, last in windows]


def _magnesium(compound: float) -> float:
    return round(compound * Salt.find("l-threonate").label_fraction, 1)
