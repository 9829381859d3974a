"""A panel is one small plot, written in Vega-Lite: lines with their 90 % bands over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.theme import Format
from threonate.report.track import Track

HEIGHT = 190


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a panel: its name in the legend, its track, and how it is drawn."""

    name: str
    track: Track
    colour: Colour
    dash: tuple[int, ...] = (1, 0)
    banded: bool = True


@dataclass(frozen=True, slots=True)
class Axis:
    """The time below a panel: its name, and the labels where plain numbers will not do."""

    title: str
    values: tuple[float, ...] = ()
    label: str = ""
    marks: tuple[float, ...] = ()

    @property
    def drawn(self) -> Chart:
        """The axis in Vega-Lite."""
        return {
            "title": self.title,
            "tickCount": 6,
            **({"values": list(self.values)} if self.values else {}),
            **({"labelExpr": self.label} if self.label else {}),
        }


def panel(
    lines: Sequence[Line], *, title: str, axis: Axis, width: int, zero: bool = False
) -> Chart:
    """Draw lines and bands; a second line brings a legend, and marks are thin upright rules."""
    bands = [_band(line) for line in lines if line.banded]
    marks = [_marks(axis)] if axis.marks else []
    return {
        "title": title,
        "width": width,
        "height": HEIGHT,
        "layer": [*marks, *bands, _lines(lines, axis, zero=zero)],
    }


def beside(panels: Sequence[Chart], form: Format, *, spacing: int = 28) -> Chart:
    """Put panels in a row on a desk, and below each other on a phone."""
    way = "hconcat" if form is Format.WIDE else "vconcat"
    own = {"color": "independent", "strokeDash": "independent"}
    return {way: list(panels), "spacing": spacing, "resolve": {"scale": own, "legend": own}}


def width_of(form: Format, *, columns: int) -> int:
    """The width of one of so many panels that stand side by side on a desk."""
    whole: int = form.value
    return whole if form is Format.NARROW else (whole - 70 * (columns - 1)) // columns


def plain(field: str) -> Chart:
    """A number of the data where it stands."""
    return {"field": field, "type": "quantitative"}


def _band(line: Line) -> Chart:
    rows = [{"at": at, "low": low, "high": high} for at, low, _, high in line.track.points()]
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": line.colour.light, "opacity": 0.2},
        "encoding": {"x": plain("at"), "y": plain("low"), "y2": {"field": "high"}},
    }


def _lines(lines: Sequence[Line], axis: Axis, *, zero: bool) -> Chart:
    rows = [
        {"at": at, "middle": middle, "who": line.name}
        for line in lines
        for at, _, middle, _ in line.track.points()
    ]
    ends = lines[0].track.at[[0, -1]].tolist()
    x = {**plain("at"), "axis": axis.drawn, "scale": {"domain": ends, "nice": False}}
    y = {**plain("middle"), "axis": {"title": None, "tickCount": 5}, "scale": {"zero": zero}}
    return {
        "data": {"values": rows},
        "mark": "line",
        "encoding": {
            "x": x,
            "y": y,
            "color": _told_apart(lines, [line.colour.light for line in lines]),
            "strokeDash": _told_apart(lines, [list(line.dash) for line in lines]),
        },
    }


def _told_apart(lines: Sequence[Line], looks: Sequence[object]) -> Chart:
    scale = {"domain": [line.name for line in lines], "range": list(looks)}
    legend = {} if len(lines) > 1 else {"legend": None}
    return {"field": "who", "type": "nominal", "scale": scale, **legend}


def _marks(axis: Axis) -> Chart:
    return {
        "data": {"values": [{"at": at} for at in axis.marks]},
        "mark": {"type": "rule", "color": Colour.EDGE.light, "strokeDash": [2, 3]},
        "encoding": {"x": plain("at")},
    }
