"""Magnesium in each day's urine: where nearly all that is absorbed leaves again."""

from __future__ import annotations

from threonate.answer.number import figures, percent
from threonate.course import Course
from threonate.dose import MAGNESIUM_MASS
from threonate.report.figure.figure import Figure
from threonate.report.figure.line import Series, lines
from threonate.report.figure.serum import WITH, WITHOUT
from threonate.report.figure.week import kept, weeks
from threonate.report.table import Column, Table
from threonate.report.track import Track, daily_urine, days


def by_day(course: Course) -> Figure:
    """Show 24-h urine day by day, with the regimen and without."""
    at = days(course)[1:]
    with_it = Track.of(at, daily_urine(course, course.arms[1]) * MAGNESIUM_MASS)
    without = Track.of(at, daily_urine(course, course.arms[0]) * MAGNESIUM_MASS)
    both = [
        Series("with the regimen", with_it, WITH),
        Series("without it", without, WITHOUT, band=False),
    ]
    time, found = weeks(course), course.estimate("urine")
    daily, scale = course.regimen.mean_elemental, MAGNESIUM_MASS
    middle, low, high = (figures(c * scale) for c in (found.change, found.change_low, found.change_high))
    reading = (
        f"On the last day urine carries {figures(found.value * scale)} mg, {middle} mg more than "
        f"without the regimen ({low} to {high} mg)"
    )
    if daily > 0.0:
        share = 100.0 * found.change * scale / course.regimen.daily_elemental
        reading += f": about {percent(share)} % of a full day's dose"
    names = ("with", "with, low", "with, high", "without")
    rows = [day - 1 for day in kept(course) if day >= 1]
    table = Table(
        "Magnesium in 24-h urine",
        (Column("day"), *(Column(name, "mg/day") for name in names)),
        tuple(
            (
                f"{at[i]:g}",
                *map(float, (with_it.middle[i], with_it.low[i], with_it.high[i])),
                float(without.middle[i]),
            )
            for i in rows
        ),
    )
    return Figure(
        "urine",
        "Magnesium in 24-hour urine, day by day",
        f"{reading}.",
        table,
        lambda shape: lines(both, time=time, unit="mg a day", shape=shape, title="Urine"),
    )
