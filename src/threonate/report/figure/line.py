"""Lines over time with the band in which 90 % of the draws lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from threonate.report.palette import Colour
from threonate.report.theme import Format
from threonate.report.track import Track

SOLID, DASHED, DOTTED = (1, 0), (7, 4), (2, 3)
HEIGHT = 170


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a series is drawn: colour and dash together, so that neither is needed alone."""

    colour: Colour
    dash: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Series:
    """One named track, drawn with its band or as a line alone."""

    name: str
    track: Track
    stroke: Stroke
    band: bool = True


@dataclass(frozen=True, slots=True)
class Time:
    """The horizontal axis: its title, its ticks, and how a tick is written."""

    title: str
    ticks: tuple[float, ...]
    label: str = "datum.label"

    def axis(self, shape: Format) -> alt.Axis:
        """Draw the axis, with half the ticks on a phone."""
        ticks = self.ticks if shape is Format.WIDE else self.ticks[:: 1 + (len(self.ticks) > 5)]
        return alt.Axis(values=list(ticks), title=self.title, labelExpr=self.label)


def lines(
    series: Sequence[Series],
    *,
    time: Time,
    unit: str,
    shape: Format,
    title: str = "",
    width: int = 0,
    height: int = HEIGHT,
    domain: tuple[float, float] | None = None,
    marks: Sequence[float] = (),
) -> alt.LayerChart:
    """Draw series over time; ``marks`` are moments with a dotted upright line."""
    x = alt.X("x:Q", axis=time.axis(shape), scale=alt.Scale(nice=False))
    scale = alt.Scale(zero=False, domain=list(domain) if domain else alt.Undefined)
    y = alt.Y("y:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4))
    layers: list[Any] = [_moments(marks)] if marks else []
    for one in series:
        if one.band:
            layers.append(_band(one, x, scale))
    layers.append(_strokes(series, x, y))
    heading = " · ".join(filter(None, (title, unit)))
    return alt.layer(*layers).properties(
        width=width or shape.value, height=height, title=alt.TitleParams(heading, fontSize=12)
    )


def _band(one: Series, x: alt.X, scale: alt.Scale) -> alt.Chart:
    rows = [{"x": at, "y": low, "high": high} for at, low, _, high in one.track.points()]
    mark = alt.Chart(data(rows)).mark_area(color=one.stroke.colour.light, opacity=0.16)
    return mark.encode(x=x, y=alt.Y("y:Q", title=None, scale=scale), y2="high:Q")


def _strokes(series: Sequence[Series], x: alt.X, y: alt.Y) -> alt.Chart:
    rows = [
        {"x": at, "y": middle, "series": one.name}
        for one in series
        for at, _, middle, _ in one.track.points()
    ]
    names = [one.name for one in series]
    legend = None if len(series) == 1 else alt.Undefined
    colour = alt.Scale(domain=names, range=[one.stroke.colour.light for one in series])
    dash = alt.Scale(domain=names, range=[list(one.stroke.dash) for one in series])
    return (
        alt.Chart(data(rows))
        .mark_line()
        .encode(
            x=x,
            y=y,
            color=alt.Color("series:N", scale=colour, legend=legend),
            strokeDash=alt.StrokeDash("series:N", scale=dash, legend=legend),
        )
    )


def _moments(at: Sequence[float]) -> alt.Chart:
    rule = alt.Chart(data([{"x": x} for x in at])).mark_rule(
        color=Colour.QUIET.light, strokeDash=[1, 3], strokeWidth=1.5
    )
    return rule.encode(x="x:Q")


def data(rows: Sequence[Mapping[str, Any]]) -> alt.Data:
    """Inline the rows with six digits, which no eye can tell from more."""
    return alt.Data(
        values=[
            {key: float(f"{v:.6g}") if isinstance(v, float) else v for key, v in row.items()}
            for row in rows
        ]
    )
