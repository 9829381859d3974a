"""The page of a plan: one sheet to print, that asks nothing of the network and runs no script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from threonate.report.page import environment
from threonate.safety.conflict import Windows
from threonate.safety.conflict_words import conflict_lines, kept_at, offer_lines
from threonate.safety.day import Day, clock
from threonate.safety.plan_notes import notes
from threonate.safety.plan_words import (
    PHARMACIST,
    alerts,
    asked_first,
    headline,
    medicines,
    preface,
    weeks,
    why,
)
from threonate.safety.schedule import Schedule
from threonate.safety.verdict import DISCLAIMER


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the picture of a day: stretches and marks, in per cent of the waking day."""

    name: str
    marks: tuple[tuple[float, str], ...] = ()
    open: tuple[tuple[float, float], ...] = ()
    is_magnesium: bool = False


def plan_page(schedule: Schedule, *, printed: date | None = None) -> str:
    """Write the page of a plan as HTML; ``printed`` is the day on it, today if not said."""
    day = printed or datetime.now().astimezone().date()
    placed = schedule.is_placed
    written: str = (
        environment()
        .get_template("plan.html.j2")
        .render(
            title=_title(schedule),
            printed=f"{day.day} {day:%B %Y}",
            draft=preface(schedule),
            asked_first=asked_first(schedule),
            answer=headline(schedule).removeprefix(preface(schedule)).strip(),
            lines=_lines(schedule),
            told=kept_at(schedule),
            weeks=weeks(schedule),
            reviews=schedule.reviews if placed else (),
            medicines=medicines(schedule) if placed else (),
            conflicts=conflict_lines(schedule),
            offers=offer_lines(schedule),
            alerts=alerts(schedule),
            notes=notes(schedule),
            place=schedule.facts.place,
            red_flags=schedule.verdict.red_flags,
            why=why(schedule),
            disclaimer=DISCLAIMER,
            pharmacist=PHARMACIST,
        )
    )
    return written


def _title(schedule: Schedule) -> str:
    if not schedule.is_placed:
        return "No plan for the day"
    return "Draft of a plan for the day" if schedule.is_draft else "Plan for the day"


def _lines(schedule: Schedule) -> list[Line]:
    """Meals, every medicine, and magnesium where it may be and where it is."""
    if schedule.dose is None:
        return []
    day = schedule.day
    ends = (day.wake, day.sleep)
    lines = [Line("Awake", tuple((_at(minute, day), clock(minute)) for minute in ends))]
    if day.meals:
        lines.append(Line("Meals", tuple((_at(m, day), name) for name, m in day.meals.items())))
    for spacing in schedule.spacings:
        awake = [time for time in spacing.times if day.since_waking(time) <= day.awake]
        lines.append(Line(spacing.drug, tuple((_at(time, day), clock(time)) for time in awake)))
    marks = tuple((_at(i.time, day), clock(i.time)) for i in schedule.intakes if i.time is not None)
    lines.append(Line("Magnesium", marks, _stretches(schedule.windows, day), is_magnesium=True))
    return lines


def _stretches(windows: Windows, day: Day) -> tuple[tuple[float, float], ...]:
    return tuple((_at(a, day), round(_at(b, day) - _at(a, day), 2)) for a, b in windows)


def _at(minute: int, day: Day) -> float:
    return round(100 * day.since_waking(minute) / day.awake, 2)
