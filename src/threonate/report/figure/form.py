"""The same magnesium swallowed as another salt, side by side on the same axes."""

from __future__ import annotations

import altair as alt

from threonate.answer.number import percent
from threonate.course import Course
from threonate.report.figure.figure import Figure
from threonate.report.figure.line import data
from threonate.report.palette import Colour
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format

COMPARED = {"serum": "Serum", "urine": "24-h urine", "csf": "Spinal fluid"}


def forms(course: Course) -> Figure:
    """Show the change in serum, urine and spinal fluid for every form."""
    found = {
        key: {arm.name: course.estimate(key, arm.name).percent for arm in course.arms[1:]}
        for key in COMPARED
    }

    def draw(shape: Format) -> alt.ConcatChart:
        plots = [_plot(found[key], label, shape, first=not n) for n, (key, label) in enumerate(COMPARED.items())]
        return alt.concat(*plots, columns=shape.columns)

    rows: list[tuple[Cell, ...]] = [
        (arm.name, arm.regimen.daily_elemental, *(x for key in COMPARED for x in found[key][arm.name]))
        for arm in course.arms[1:]
    ]
    columns = [
        Column(f"{label.lower()}{end}", "%")
        for label in COMPARED.values()
        for end in ("", ", low", ", high")
    ]
    table = Table(
        "Change at the end of each form",
        (Column("form"), Column("magnesium", "mg/day"), *columns),
        tuple(rows),
    )
    return Figure("forms", "The same magnesium in another form", _reading(course, found), table, draw)


def _plot(
    found: dict[str, tuple[float, float, float]], label: str, shape: Format, *, first: bool
) -> alt.LayerChart:
    rows = [
        {"form": name, "middle": middle, "low": low, "high": high, "text": f"{percent(middle)} %"}
        for name, (middle, low, high) in found.items()
    ]
    named = first or shape is Format.NARROW
    axis = alt.Axis(title=None, labels=named, labelLimit=150, labelColor=Colour.INK.light,
                    labelExpr="split(replace(datum.label, 'magnesium ', 'magnesium|'), '|')",
                    labelLineHeight=14, minExtent=0)  # fmt: skip
    y = alt.Y("form:N", sort=None, axis=axis)
    top = max(0.1, *(row["high"] for row in rows)) * 1.05
    low = min(0.0, *(row["low"] for row in rows))
    x = alt.X("low:Q", title=None, axis=alt.Axis(tickCount=4, grid=True), scale=alt.Scale(domain=[low, top]))
    shown = alt.Chart(data(rows))
    spans = shown.mark_rule(strokeWidth=3, color=Colour.WITH.light, opacity=0.55).encode(x=x, x2="high:Q", y=y)
    dots = shown.mark_point(filled=True, size=70, opacity=1, color=Colour.WITH.light).encode(x="middle:Q", y=y)
    words = shown.mark_text(dy=-12).encode(x="middle:Q", y=y, text="text:N")
    width = 150 if shape is Format.WIDE else 190
    title = alt.TitleParams(f"{label} · % change", fontSize=12)
    return alt.layer(spans, dots, words).properties(width=width, height=52 * len(rows), title=title)


def _reading(course: Course, found: dict[str, dict[str, tuple[float, float, float]]]) -> str:
    first, *others = (arm.name for arm in course.arms[1:])
    told = [
        f"{name} {percent(found['serum'][name][0])} % in serum and {percent(found['csf'][name][0])} % in spinal fluid"
        for name in (first, *others)
    ]
    closing = (
        " What sets the threonate apart is only the part that rests on rats."
        if course.regimen.total_threonate > 0.0
        else ""
    )
    return f"The rise with the same magnesium a day: {'; '.join(told)}.{closing}"
