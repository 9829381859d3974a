"""What the figure for spinal fluid depends on."""

from __future__ import annotations

from threonate.answer.number import percent
from threonate.course import Course
from threonate.report.figure.bar import Bar, bars
from threonate.report.figure.figure import Figure
from threonate.report.table import Column, Table
from threonate.simulation import all_parameters

SHOWN = 6
"""So many bars are drawn; the table has them all."""


def influence(course: Course) -> Figure:
    """Rank the numbers whose ignorance moves the change in spinal fluid."""
    numbers, found = all_parameters(), course.influence["csf"]
    first = numbers[found[0].parameter]
    share = percent(100.0 * found[0].share)
    rows = tuple(
        (numbers[f.parameter].says, f.parameter, numbers[f.parameter].grade.value, 100.0 * f.share)
        for f in found
    )
    return Figure(
        "influence",
        "What the figure for spinal fluid depends on",
        f"{share} % of the doubt comes from one number, of certainty {first.grade.value}: "
        f"{first.says[0].lower()}{first.says[1:].rstrip('.')}.",
        Table(
            "Share of the doubt about spinal fluid",
            (Column("What it says"), Column("Number"), Column("Grade"), Column("Share", "%")),
            rows,
        ),
        lambda form: bars(
            [
                Bar(f"{says.rstrip('.')} ({grade})", size, f"{percent(size)} %")
                for says, _, grade, size in rows[:SHOWN]
            ],
            form,
        ),
    )
