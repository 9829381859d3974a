"""Which unknown numbers the answer for the brain hangs on."""

from __future__ import annotations

import altair as alt

from threonate.answer.number import percent
from threonate.course import Course
from threonate.influence import Influence
from threonate.report.figure.figure import Figure
from threonate.report.figure.line import data
from threonate.report.palette import Colour
from threonate.report.table import Column, Table
from threonate.report.theme import Format
from threonate.simulation import all_parameters

MOST = 8
"""Bars of the chart."""

LEAST = 0.01
"""Shares below this may be chance."""


def doubts(course: Course) -> Figure | None:
    """Show how much of the doubt about spinal fluid each number brings; nothing with few draws."""
    found = [one for one in course.influence["csf"] if one.share >= LEAST][:MOST]
    if not found:
        return None
    numbers = all_parameters()
    first = numbers[found[0].parameter]
    reading = (
        f"{percent(100.0 * found[0].share)} % of the doubt about spinal fluid comes from one number: "
        f"{first.says[0].lower()}{first.says[1:].rstrip('.')} "
        f"(certainty {first.grade.value}, {first.grade.meaning})."
    )
    table = Table(
        "Shares of the doubt about the change in spinal fluid",
        (Column("number"), Column("what it says"), Column("certainty"), Column("share", "%"), Column("rank correlation")),
        tuple(
            (
                one.parameter,
                numbers[one.parameter].says,
                numbers[one.parameter].grade.value,
                100.0 * one.share,
                one.correlation,
            )
            for one in found
        ),
    )
    return Figure("doubts", "What the figure for the brain hangs on", reading, table, lambda shape: _bars(found, shape))


def _bars(found: list[Influence], shape: Format) -> alt.LayerChart:
    numbers = all_parameters()
    rows = [
        {
            "name": f"{_words(one.parameter)} · {numbers[one.parameter].grade.value}",
            "share": 100.0 * one.share,
            "text": f"{percent(100.0 * one.share)} %",
        }
        for one in found
    ]
    axis = alt.Axis(title=None, labelColor=Colour.INK.light, minExtent=0)
    y = alt.Y("name:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.4))
    x = alt.X("share:Q", title="% of the doubt", axis=alt.Axis(tickCount=4),
              scale=alt.Scale(domain=[0, max(row["share"] for row in rows) * 1.2]))  # fmt: skip
    shown = alt.Chart(data(rows))
    bars = shown.mark_bar(color=Colour.WITH.light).encode(x=x, y=y)
    words = shown.mark_text(align="left", dx=5).encode(x="share:Q", y=y, text="text:N")
    width = 130 if shape is Format.NARROW else 420
    return alt.layer(bars, words).properties(width=width, height=26 * len(rows))


def _words(parameter: str) -> str:
    room, _, name = parameter.partition(".")
    return f"{name.replace('_', ' ')} ({room})"
