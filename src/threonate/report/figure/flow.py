"""Serum and urine: what they hold with the regimen and without, and the difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from threonate.answer.number import figures, percent
from threonate.course import Arm, Course
from threonate.dose import MAGNESIUM_MASS
from threonate.engine.record import Floats
from threonate.report.figure.figure import Figure
from threonate.report.figure.panel import Axis, Line, beside, panel, width_of
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Column, Table
from threonate.report.theme import Format
from threonate.report.track import (
    DAY,
    Track,
    daily_serum,
    daily_urine,
    days,
    hourly_serum,
    last_day,
    rise,
)

Reader = Callable[[Course, Arm], Floats]
"""Reads one quantity of an arm over time, (n, t)."""

WITHOUT_DASH = (5, 4)
CLOCK = "(datum.value < 10 ? '0' : '') + datum.value + ':00'"


@dataclass(frozen=True, slots=True)
class _Pair:
    """One quantity over time: its level without and with the regimen, its unit, and its rise."""

    unit: str
    usual: Track
    level: Track
    rise: Track

    @staticmethod
    def of(at: Floats, course: Course, read: Reader, unit: str) -> _Pair:
        """Compare the persons with themselves at the times (t,)."""
        before, after = (read(course, arm) for arm in course.arms[:2])
        return _Pair(unit, Track.of(at, before), Track.of(at, after), rise(at, before, after))

    def draw(self, form: Format, axis: Axis) -> Chart:
        """The two levels in one panel, and what the regimen adds in the other."""
        lines = (
            Line("without it", self.usual, Colour.WITHOUT, WITHOUT_DASH, banded=False),
            Line("with it", self.level, Colour.WITH),
        )
        more = (Line("rise", self.rise, Colour.WITH),)
        width = width_of(form, columns=2)
        return beside(
            (
                panel(lines, title=f"Level, {self.unit}", axis=axis, width=width),
                panel(more, title="Rise, %", axis=axis, width=width, zero=True),
            ),
            form,
        )

    def table(self, caption: str, first: str, names: list[str], rows: list[int]) -> Table:
        """The numbers behind the panels at the chosen rows, each with its name."""
        columns = [Column(first), Column("Without it", self.unit), Column("With it", self.unit)]
        columns += [Column("5 % of draws", self.unit), Column("95 % of draws", self.unit)]
        columns += [Column("Rise", "%"), Column("Rise, low", "%"), Column("Rise, high", "%")]
        usual, level, more = self.usual, self.level, self.rise
        cells = (
            usual.middle,
            level.middle,
            level.low,
            level.high,
            more.middle,
            more.low,
            more.high,
        )
        return Table(
            caption,
            tuple(columns),
            tuple((names[i], *(float(cell[i]) for cell in cells)) for i in rows),
        )


def serum(course: Course) -> Figure:
    """Follow the daily mean of serum through the regimen."""
    pair = _daily(course, daily_serum, "mmol/L")
    last, usual = pair.rise, pair.usual.middle[-1]
    return Figure(
        "serum",
        "Serum, day by day",
        f"On the last day the mean level is {percent(last.middle[-1])} % above the usual "
        f"{figures(usual)} mmol/L ({percent(last.low[-1])} to {percent(last.high[-1])} %); the "
        "band around the level is wider than that around the rise, because where this person "
        "starts is less certain than how far they rise.",
        _daily_table(pair, "Mean serum magnesium of each day"),
        lambda form: pair.draw(form, _day_axis(course)),
    )


def urine(course: Course) -> Figure:
    """Follow the magnesium of each day's urine through the regimen."""
    pair = _daily(course, daily_urine, "mmol/day")
    usual, level = (track.middle[-1] for track in (pair.usual, pair.level))
    before, after = (figures(float(x) * MAGNESIUM_MASS) for x in (usual, level))
    return Figure(
        "urine",
        "Urine, day by day",
        f"The kidneys pass on most of what is absorbed: 24-h urine goes from {figures(usual)} to "
        f"{figures(level)} mmol a day ({before} to {after} mg).",
        _daily_table(pair, "Magnesium in the urine of each day"),
        lambda form: pair.draw(form, _day_axis(course)),
    )


def last_day_of_serum(course: Course) -> Figure:
    """Follow serum through the hours of the last day."""
    chosen = last_day(course)
    begin = course.times[-1] - DAY
    at = course.times[chosen] - begin
    pair = _Pair.of(np.asarray(at), course, hourly_serum, "mmol/L")
    doses = {float(d.time - begin) for d in course.regimen.doses if begin <= d.time}
    axis = Axis(
        "clock time; dotted: a dose" if doses else "clock time",
        values=(0.0, 6.0, 12.0, 18.0, 24.0),
        label=CLOCK,
        marks=tuple(sorted(doses)),
    )
    highest = int(np.argmax(pair.level.middle))
    peak = figures(float(pair.level.middle[highest]))
    return Figure(
        "last-day",
        "Serum through the last day",
        f"The level is highest near {_clock(at[highest])}, at {peak} mmol/L; meals and doses move "
        f"it, and {figures(float(pair.level.middle.min()))} mmol/L is its lowest.",
        pair.table(
            "Serum magnesium through the last day",
            "Time",
            [_clock(hour) for hour in at],
            list(range(0, len(at), 2)),
        ),
        lambda form: pair.draw(form, axis),
    )


def _daily(course: Course, read: Reader, unit: str) -> _Pair:
    return _Pair.of(days(course)[1:], course, read, unit)


def _daily_table(pair: _Pair, caption: str) -> Table:
    rows = weekly(len(pair.rise.at))
    return pair.table(caption, "Day", [f"{day:g}" for day in pair.rise.at], rows)


def weekly(count: int) -> list[int]:
    """Choose every row of a fortnight, and of longer times the first, each week's end, the last."""
    if count <= 14:
        return list(range(count))
    return sorted({0, *range(6, count, 7), count - 1})


def _day_axis(course: Course) -> Axis:
    return day_axis(float(days(course)[-1]))


def day_axis(last: float) -> Axis:
    """Count in weeks where there are more than three of them."""
    if last <= 21:
        return Axis("days")
    step = 7 * max(1, round(last / 42))
    return Axis("weeks", tuple(float(d) for d in range(0, int(last) + 1, step)), "datum.value / 7")


def _clock(hour: float) -> str:
    minutes = round(float(hour) * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
