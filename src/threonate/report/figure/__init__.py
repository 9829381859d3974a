"""The figures of a report, each with its sentence and its numbers."""

from __future__ import annotations

from threonate.course import Course
from threonate.report.figure.balance import balance
from threonate.report.figure.brain import fluids
from threonate.report.figure.doubt import doubts
from threonate.report.figure.figure import Figure
from threonate.report.figure.form import forms
from threonate.report.figure.serum import over_last_day, over_weeks
from threonate.report.figure.urine import by_day
from threonate.report.track import days

__all__ = ["Figure", "figures_of"]

SHORTEST = 3
"""Days from which on a course has a day-by-day picture."""


def figures_of(course: Course) -> dict[str, Figure]:
    """Collect every figure that this course has, by key, in the order of the report."""
    made: list[Figure | None] = []
    if days(course)[-1] >= SHORTEST:
        made += [over_weeks(course)]
    made += [over_last_day(course)]
    if days(course)[-1] >= SHORTEST:
        made += [by_day(course), fluids(course)]
    made += [balance(course)]
    if len(course.arms) > 2:
        made += [forms(course)]
    made += [doubts(course)]
    return {figure.key: figure for figure in made if figure is not None}
