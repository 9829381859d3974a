"""The weeks of a course on an axis: where its ticks stand, and which rows a table keeps."""

from __future__ import annotations

from threonate.course import Course
from threonate.report.figure.line import Time
from threonate.report.track import days

LONG = 28
"""From this many days on, time is counted in weeks."""


def weeks(course: Course) -> Time:
    """Lay out the regimen's time in days, written as weeks where it is long."""
    total = int(days(course)[-1])
    unit = 7 if total >= LONG else 1
    every = unit * max(1, round(total / unit / 6))
    ticks = tuple(float(day) for day in range(0, total + 1, every))
    if unit == 1:
        return Time("Days", ticks)
    return Time("Weeks", ticks, "format(datum.value / 7, 'd')")


def kept(course: Course) -> list[int]:
    """Choose the days that a table shows: each week's end where the course is long, else all."""
    total = int(days(course)[-1])
    if total < LONG:
        return list(range(total + 1))
    chosen = range(0, total + 1, 7 if total <= 7 * 26 else 28)
    return sorted({*chosen, total})
