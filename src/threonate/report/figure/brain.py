"""The fluids of the brain: change against the same person without the regimen, with its doubt."""

from __future__ import annotations

import altair as alt
import numpy as np

from threonate.answer.number import percent
from threonate.course import Course
from threonate.engine.record import Floats
from threonate.report.figure.figure import Figure
from threonate.report.figure.line import DASHED, DOTTED, SOLID, Series, Stroke, lines
from threonate.report.figure.week import kept, weeks
from threonate.report.palette import Colour
from threonate.report.table import Column, Table
from threonate.report.theme import Format
from threonate.report.track import Track, days, fold

PLACES = {
    "brain.lumbar": "Spinal fluid",
    "brain.interstitium": "Between brain cells",
    "brain.neuron": "Inside neurons",
}
HELD = "brain.translation"
"""Whether the finding in rats holds in people; drawn as yes or no."""

OVERALL = Stroke(Colour.WITH, SOLID)
HOLDS = Stroke(Colour.FOURTH, DASHED)
FAILS = Stroke(Colour.WITHOUT, DOTTED)


def fluids(course: Course) -> Figure:
    """Show spinal fluid, the fluid between cells and the neuron side by side."""
    at, time = days(course), weeks(course)
    places = {label: fold(course, state) for state, label in PLACES.items()}
    series = {label: _series(course, at, values) for label, values in places.items()}
    tracks = [one.track for group in series.values() for one in group if one.band]
    low = min(0.0, *(float(track.low.min()) for track in tracks))
    high = max(0.1, *(float(track.high.max()) for track in tracks))

    def draw(shape: Format) -> alt.ConcatChart:
        plots = [
            lines(group, time=time, unit="% change", shape=shape, title=label,
                  width=shape.third, height=190 if shape is Format.WIDE else 130,
                  domain=(low, high * 1.05))
            for label, group in series.items()
        ]  # fmt: skip
        return alt.concat(*plots, columns=shape.columns)

    return Figure(
        "brain",
        "Magnesium in the fluids of the brain",
        _reading(course),
        _table(course, at, places),
        draw,
    )


def _series(course: Course, at: Floats, values: Floats) -> list[Series]:
    series = [Series("all draws", Track.of(at, values), OVERALL)]
    holds = course.parameters[HELD] > 0.5
    if course.regimen.total_threonate > 0.0 and holds.any() and not holds.all():
        series += [
            Series("if rats predict people", Track.of(at, values[holds]), HOLDS, band=False),
            Series("if they do not", Track.of(at, values[~holds]), FAILS, band=False),
        ]
    return series


def _reading(course: Course) -> str:
    found = course.estimate("csf")
    middle, low, high = found.percent
    text = (
        f"Spinal fluid ends {percent(middle)} % above the same person without the regimen "
        f"({percent(low)} to {percent(high)} %)"
    )
    holds = course.parameters[HELD] > 0.5
    if course.regimen.total_threonate > 0.0 and holds.any() and not holds.all():
        ends = fold(course, "brain.lumbar")[:, -1]
        text += (
            f": {percent(float(np.median(ends[holds])))} % if the finding in rats holds in people, "
            f"{percent(float(np.median(ends[~holds])))} % if it does not, and nobody knows which"
        )
    return f"{text}."


def _table(course: Course, at: Floats, places: dict[str, Floats]) -> Table:
    tracks = {label: Track.of(at, values) for label, values in places.items()}
    columns = [
        Column(f"{label.lower()}{end}", "%") for label in tracks for end in ("", ", low", ", high")
    ]
    return Table(
        "Change against the same person without the regimen",
        (Column("day"), *columns),
        tuple(
            (
                f"{at[i]:g}",
                *(float(x) for t in tracks.values() for x in (t.middle[i], t.low[i], t.high[i])),
            )
            for i in kept(course)
        ),
    )
