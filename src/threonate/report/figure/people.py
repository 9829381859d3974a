"""Who is in a population: every margin of its persons beside the published one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.people.ages import EDGES, adult_density
from threonate.people.crowd import Crowd
from threonate.people.margin import (
    FIELDS,
    Margin,
    Shape,
    moments,
    published_margins,
    values_of,
)
from threonate.people.person import QUANTITIES
from threonate.people.region import Region
from threonate.people.sex import Sex
from threonate.report.figure.figure import Figure
from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format

HEIGHT = 130
NAME = 14
"""The height of a name inside a panel."""

BARS = 30
EDGE = (0.002, 0.998)
"""The quantiles of the persons at which a panel ends."""

ROOM = 1.2
"""The height of a panel above its highest line, as a ratio."""

WIDE_ENOUGH = 3.0
"""A panel shows at least so many published SDs on both sides of the mean."""

HERE, PUBLISHED = "here", "published"
LOOKS = {Sex.FEMALE: ("women", Colour.THIRD), Sex.MALE: ("men", Colour.FOURTH)}
SOLID, DASHED = (1, 0), (6, 3)


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a panel: who, and its height at places of the quantity."""

    who: str
    at: Floats
    height: Floats
    is_stepped: bool

    @property
    def rows(self) -> list[dict[str, object]]:
        """The points of the line, those that exist."""
        pairs = zip(self.at.tolist(), self.height.tolist(), strict=True)
        return [{"at": x, "height": y, "who": self.who} for x, y in pairs if math.isfinite(y)]


def people(crowd: Crowd, *, region: Region = Region.US) -> Figure:
    """Set what is known of these persons beside what was published of all adults."""
    women = int(np.sum(crowd.female))
    noun = "person" if len(crowd) == 1 else "persons"
    return Figure(
        "people",
        "Who they are, beside all adults",
        f"{len(crowd):,} {noun}, {women:,} of them women; full lines count them, and dashed lines "
        "are what was published of all adults, so that a choice of persons shows as a gap.",
        _table(crowd, region),
        lambda form: _draw(crowd, region, form),
    )


def _draw(crowd: Crowd, region: Region, form: Format) -> Chart:
    margins = [m for m in published_margins(region) if m.sex in _sexes(crowd)]
    panels = [
        _panel(field, crowd, [m for m in margins if m.field == field], form)
        for field in FIELDS
        if np.isfinite(getattr(crowd, field)).any()
    ]
    shared = {"color": "shared", "strokeDash": "shared"}
    return {
        "concat": panels,
        "columns": form.columns,
        "spacing": 26,
        "resolve": {"scale": shared, "legend": shared},
    }


def _panel(field: str, crowd: Crowd, margins: Sequence[Margin], form: Format) -> Chart:
    """One quantity: steps that count persons, and the published lines."""
    low, high = _ends(field, crowd, margins)
    curves = [
        *_counted(field, crowd, np.linspace(low, high, BARS + 1)),
        *_published(field, crowd, margins, np.linspace(low, high, 4 * BARS + 1)),
    ]
    ends = {"domain": [low, high], "nice": False}
    x = {**plain("at"), "scale": ends, "axis": {"title": _unit(field), "tickCount": 4}}
    highest = max(float(np.nanmax(curve.height)) for curve in curves)
    y = {**plain("height"), "axis": None, "scale": {"domain": [0.0, ROOM * highest]}}
    colour, dash = _told_apart(crowd, form)
    look = {"x": x, "y": y, "color": colour, "strokeDash": dash}
    layers = [
        {
            "data": {"values": [row for curve in some for row in curve.rows]},
            "mark": {"type": "line", "interpolate": way, "strokeWidth": 1.75},
            "encoding": look,
        }
        for way, some in (
            ("step-after", [curve for curve in curves if curve.is_stepped]),
            ("linear", [curve for curve in curves if not curve.is_stepped]),
        )
        if some
    ]
    middles = [m.mean for m in margins if m.shape is Shape.MEDIAN][:1]
    return {
        "title": QUANTITIES[field].name,
        "width": form.third,
        "height": HEIGHT,
        "layer": [*(layer for at in middles for layer in _middle(at, x)), *layers],
    }


def _ends(field: str, crowd: Crowd, margins: Sequence[Margin]) -> tuple[float, float]:
    """The ends of a panel, which hold nearly everybody and nearly all that was published."""
    known = getattr(crowd, field)
    low, high = np.quantile(known[np.isfinite(known)], EDGE)
    if field == "age":
        return EDGES[0], max(EDGES[-1], float(high))
    for margin in margins:
        wide = 0.0 if margin.shape is Shape.MEDIAN else WIDE_ENOUGH * margin.sd
        low, high = min(low, margin.mean - wide), max(high, margin.mean + wide)
    # Somebody alone still needs a panel with a width.
    room = 0.01 * float(high) if high - low < 0.01 * high else 0.0
    return max(float(low) - room, QUANTITIES[field].low), float(high) + room


def _counted(field: str, crowd: Crowd, edges: Floats) -> list[Curve]:
    """The share of each sex in every bar, per unit of the quantity."""
    curves = []
    for sex, (name, _) in LOOKS.items():
        values = values_of(crowd, field, sex)
        if len(values):
            counts, _ = np.histogram(values, edges)
            heights = counts / len(values) / np.diff(edges)
            curves.append(Curve(f"{name} {HERE}", edges, np.append(heights, 0.0), is_stepped=True))
    return curves


def _published(field: str, crowd: Crowd, margins: Sequence[Margin], at: Floats) -> list[Curve]:
    if field == "age":
        return [
            Curve(name, np.array(EDGES), adult_density(sex), is_stepped=True)
            for sex in _sexes(crowd)
            for name in [f"{LOOKS[sex][0]} {PUBLISHED}"]
        ]
    return [
        Curve(f"{LOOKS[m.sex][0]} {PUBLISHED}", at, m.density(at), is_stepped=False)
        for m in margins
        if m.shape is not Shape.MEDIAN
    ]


def _middle(at: float, x: Chart) -> list[Chart]:
    """An upright rule at a published median, below its name."""
    data = {"values": [{"at": at, "says": f"published median {at:g}"}]}
    rule = {"type": "rule", "color": Colour.EDGE.light, "strokeDash": list(DASHED)}
    word = {"type": "text", "align": "left", "color": Colour.QUIET.light}
    ends = {"y": {"value": NAME}, "y2": {"value": HEIGHT}}
    says = {"text": {"field": "says", "type": "nominal"}, "x": {"value": 0}, "y": {"value": 4}}
    return [
        {"data": data, "mark": rule, "encoding": {"x": x, **ends}},
        {"data": data, "mark": word, "encoding": says},
    ]


def _told_apart(crowd: Crowd, form: Format) -> tuple[Chart, Chart]:
    """Women and men by colour, these persons and published numbers by dashes."""
    looks = {
        f"{LOOKS[sex][0]} {what}": (LOOKS[sex][1].light, list(dash))
        for what, dash in ((HERE, SOLID), (PUBLISHED, DASHED))
        for sex in _sexes(crowd)
    }
    whole = {"field": "who", "type": "nominal"}
    columns = len(looks) if form is Format.WIDE else 2
    colour, dash = (
        {
            **whole,
            "scale": {"domain": list(looks), "range": [each[i] for each in looks.values()]},
            "legend": {"columns": columns},
        }
        for i in range(2)
    )
    return colour, dash


def _sexes(crowd: Crowd) -> list[Sex]:
    """The sexes of which somebody is here, women first."""
    return [sex for sex in Sex if (crowd.female == (sex is Sex.FEMALE)).any()]


def _unit(field: str) -> str:
    return QUANTITIES[field].unit.replace("m2", "m²")


def _table(crowd: Crowd, region: Region) -> Table:
    known = {(m.field, m.sex): m for m in published_margins(region)}
    rows: list[tuple[Cell, ...]] = []
    for field in FIELDS:
        for sex, (name, _) in LOOKS.items():
            count, mean, sd, middle = moments(crowd, field, sex)
            if count:
                who = f"{QUANTITIES[field].name}, {name} [{_unit(field)}]"
                told = _told(known.get((field, sex)))
                rows.append((who, str(count), mean, sd, middle, *told))
    columns = (
        Column("Quantity"),
        Column("Persons", "count"),
        Column("Mean", "here"),
        Column("SD", "here"),
        Column("Median", "here"),
        Column("Mean", "published"),
        Column("SD", "published"),
        Column("Median", "published"),
        Column("Source"),
    )
    return Table("These persons, and what was published of all adults", columns, tuple(rows))


def _told(margin: Margin | None) -> tuple[Cell, ...]:
    """The published mean, SD and median, and whence; nothing where nothing was."""
    if margin is None:
        return ("", "", "", "")
    source = ", ".join(margin.source) + ("" if margin.verified else " (from memory, not verified)")
    if margin.shape is Shape.MEDIAN:
        return ("", "", margin.mean, source)
    return (margin.mean, margin.sd, "", source)
