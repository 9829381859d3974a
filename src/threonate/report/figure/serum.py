"""Serum over the weeks, and hour by hour on the last day."""

from __future__ import annotations

import altair as alt
import numpy as np

from threonate.answer.number import figures
from threonate.course import Course
from threonate.dose import format_clock
from threonate.engine.record import Floats
from threonate.quantity import Estimate
from threonate.report.figure.figure import Figure
from threonate.report.figure.line import DASHED, SOLID, Series, Stroke, Time, lines
from threonate.report.figure.week import kept, weeks
from threonate.report.palette import Colour
from threonate.report.table import Column, Table
from threonate.report.theme import Format
from threonate.report.track import DAY, Track, daily_serum, days, last_day

WITH = Stroke(Colour.WITH, SOLID)
WITHOUT = Stroke(Colour.WITHOUT, DASHED)
UNIT = "mmol/L"


def over_weeks(course: Course) -> Figure:
    """Show the mean serum level of every day, and by how much it is above the untreated one."""
    at = days(course)[1:]
    with_it = daily_serum(course, course.arms[1])
    without = daily_serum(course, course.arms[0])
    time, found = weeks(course), course.estimate("serum")
    rows = [day - 1 for day in kept(course) if day >= 1]
    return Figure(
        "serum",
        "Serum magnesium, day by day",
        _reading(found),
        _table("Mean of the day", "day", at, with_it, without, rows),
        lambda shape: _pair(shape, time, at, with_it, without),
    )


def over_last_day(course: Course) -> Figure:
    """Show the last day hour by hour, with the hours of the doses."""
    chosen = last_day(course)
    begin = course.times[-1] - DAY
    clock = course.times[chosen] - begin
    with_it = course.sight(course.arms[1]).level("concentration")[:, chosen]
    without = course.sight(course.arms[0]).level("concentration")[:, chosen]
    taken = sorted({d.time - begin for d in course.regimen.doses if d.time >= begin})
    time = Time(
        "Clock on the last day", (0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0), "format(datum.value, '02d') + ':00'"
    )
    rows = list(range(0, len(clock), 3 if len(clock) > 12 else 1))
    return Figure(
        "last-day",
        "Serum magnesium on the last day, hour by hour",
        _hours(clock, with_it - without, taken),
        _table("Hour of the last day", "hour", clock, with_it, without, rows),
        lambda shape: _pair(shape, time, clock, with_it, without, taken),
    )


def _pair(
    shape: Format,
    time: Time,
    at: Floats,
    with_it: Floats,
    without: Floats,
    marks: list[float] | None = None,
) -> alt.VConcatChart:
    """Draw the level above and the change below: the change is far smaller than the doubt."""
    both = [
        Series("with the regimen", Track.of(at, with_it), WITH),
        Series("without it", Track.of(at, without), WITHOUT, band=False),
    ]
    change = [Series("change", Track.of(at, with_it - without), WITH)]
    doses = marks or []
    level = lines(both, time=time, unit=UNIT, shape=shape, title="Level", marks=doses)
    rise = lines(change, time=time, unit=UNIT, shape=shape, title="Change", height=110, marks=doses)
    return alt.vconcat(level, rise)


def _reading(found: Estimate) -> str:
    familiar = found.quantity.familiar
    known = f" ({figures(found.value * familiar.factor)} {familiar.unit})" if familiar else ""
    text = (
        f"On the last day serum averages {figures(found.value)} {UNIT}{known}, "
        f"{figures(abs(found.change), digits=2)} {'more' if found.change >= 0 else 'less'} than "
        f"without the regimen ({figures(found.change_low, digits=2)} to "
        f"{figures(found.change_high, digits=2)})"
    )
    if found.high - found.low > 2 * abs(found.change):
        text += "; where this person starts is far less certain than the change"
    return f"{text}."


def _hours(clock: Floats, change: Floats, taken: list[float]) -> str:
    middle = np.median(change, axis=0)
    top, bottom = int(np.argmax(middle)), int(np.argmin(middle))
    doses = " Dotted upright lines mark the doses." if taken else " No dose falls on this day."
    return (
        f"The difference to the same day without the regimen runs from "
        f"{figures(float(middle[bottom]), digits=2)} {UNIT} at {_clock(clock[bottom])} to "
        f"{figures(float(middle[top]), digits=2)} {UNIT} at {_clock(clock[top])}.{doses}"
    )


def _clock(hour: float) -> str:
    return format_clock(float(hour) % DAY)


def _table(
    caption: str, first: str, at: Floats, with_it: Floats, without: Floats, rows: list[int]
) -> Table:
    level, change = Track.of(at, with_it), Track.of(at, with_it - without)
    usual = np.median(without, axis=0)
    names = ("with", "with, low", "with, high", "without", "change", "change, low", "change, high")
    return Table(
        caption,
        (Column(first), *(Column(name, UNIT) for name in names)),
        tuple(
            (
                f"{at[i]:g}",
                *map(float, (level.middle[i], level.low[i], level.high[i], usual[i])),
                *map(float, (change.middle[i], change.low[i], change.high[i])),
            )
            for i in rows
        ),
    )
