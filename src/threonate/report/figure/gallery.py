"""The gallery chooses the figures that a course has something to show in."""

from __future__ import annotations

from threonate.course import Course
from threonate.report.figure.balance import balance
from threonate.report.figure.brain import brain
from threonate.report.figure.figure import Figure
from threonate.report.figure.flow import last_day_of_serum, serum, urine
from threonate.report.figure.form import form
from threonate.report.figure.influence import influence
from threonate.report.figure.memory import ladder, recall, word_list
from threonate.report.figure.road import road
from threonate.report.track import days

SHORT = 3
"""With fewer days than this there is no line to draw from day to day."""


def figures(course: Course) -> tuple[Figure, ...]:
    """Make every figure that this course can fill, in reading order."""
    if course.regimen.total == 0.0:
        return (last_day_of_serum(course),)
    long = len(days(course)) > SHORT
    found = [serum(course)] if long else []
    found.append(last_day_of_serum(course))
    found += [urine(course), brain(course)] if long else []
    found += [recall(course), word_list(course), ladder(course)]
    beside = road(course)
    found += [beside] if beside else []
    found.append(balance(course))
    found += [form(course)] if len(course.arms) > 2 else []
    found += [influence(course)] if course.influence["csf"] else []
    return tuple(found)
