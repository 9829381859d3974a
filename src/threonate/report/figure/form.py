"""The same magnesium as another salt, side by side."""

from __future__ import annotations

from threonate.answer.number import signed_percent
from threonate.course import Course
from threonate.report.figure.figure import Figure
from threonate.report.figure.interval import Row, intervals
from threonate.report.figure.panel import beside
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format

SHOWN = {"serum": "Serum", "urine": "24-h urine", "csf": "Spinal fluid"}


def form(course: Course) -> Figure:
    """Set the changes under every salt beside each other."""
    names = [arm.name for arm in course.arms[1:]]
    found = {key: [_row(course, key, name) for name in names] for key in SHOWN}
    said = "; ".join(
        f"{SHOWN[key].lower()} "
        + ", ".join(f"{signed_percent(row.middle)} with {row.name}" for row in found[key])
        for key in ("serum", "csf")
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *(n for key in SHOWN for n in _numbers(found[key][i])))
        for i, name in enumerate(names)
    )
    columns = [Column("Salt")]
    for title in SHOWN.values():
        columns += [Column(f"{title}{part}", "%") for part in ("", ", low", ", high")]
    return Figure(
        "forms",
        "The same magnesium as another salt",
        f"The same milligrams of magnesium at the same hours: {said}.",
        Table("Change on the last day, by salt", tuple(columns), rows),
        lambda form: _draw(found, form),
    )


def _draw(found: dict[str, list[Row]], form: Format) -> Chart:
    panels = [
        intervals(found[key], title=title, form=form, named=form is Format.NARROW or key == "serum")
        for key, title in SHOWN.items()
    ]
    return beside(panels, form, spacing=20)


def _row(course: Course, key: str, arm: str) -> Row:
    middle, low, high = course.estimate(key, arm).percent
    return Row(arm.replace("magnesium ", ""), middle, low, high)


def _numbers(row: Row) -> tuple[float, float, float]:
    return (row.middle, row.low, row.high)
