"""What matters most, and what to measure first: bars of shares with their 90 % intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from threonate.answer.number import percent
from threonate.quantity import find_quantity
from threonate.report.figure.bar import LINE, SIGN, THICK
from threonate.report.figure.figure import Figure
from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Column, Table
from threonate.report.theme import Format
from threonate.sensitivity import Inquiry, Sensitivity
from threonate.sensitivity.index import Interval

SHOWN = 8
"""So many bars are drawn; the table has them all."""

NUMBER = 60
"""The room for the number at the end of the longest interval."""

SHARES = ("", ", low", ", high")


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: its name, its share in per cent with the interval, and a part of it drawn solid."""

    name: str
    whole: Interval
    part: float


def matters(found: Sensitivity) -> Figure:
    """Rank what decides a quantity by its part in the variance."""
    first = found.effects[0]
    label = find_quantity(found.quantity).label
    rows = [
        Share(
            each.factor.says,
            _in_per_cent(each.index.total),
            max(0.0, 100.0 * each.index.first[0]),
        )
        for each in found.effects
    ]
    return Figure(
        "sensitivity",
        f"What matters most: {label.lower()}",
        f"{_sentence(first.factor.says)} It has a part in {percent(rows[0].whole[0])} % of the "
        f"variance, and {percent(rows[0].part)} % by itself, which is the solid part of its bar.",
        Table(
            f"Shares of the variance: {label.lower()}",
            (
                Column("What varies"),
                Column("Name"),
                *(Column(f"With the others{end}", "%") for end in SHARES),
                *(Column(f"Alone{end}", "%") for end in SHARES),
            ),
            tuple(
                (
                    each.factor.says,
                    each.factor.name,
                    *_in_per_cent(each.index.total),
                    *_in_per_cent(each.index.first),
                )
                for each in found.effects
            ),
        ),
        lambda form: _bars(rows[:SHOWN], form),
    )


def worthwhile(found: Inquiry) -> Figure:
    """Rank measurements by how much of the interval of an answer each is expected to take away."""
    label = find_quantity(found.quantity).label
    rows = []
    for each in found.measured:
        whole = _in_per_cent(each.worth.width)
        rows.append(Share(f"{each.measurement.title} ({each.measurement.who})", whole, whole[0]))
    return Figure(
        "measure",
        f"What to measure first: {label.lower()}",
        f"{_sentence(found.measured[0].measurement.title)} It is expected to take away "
        f"{percent(rows[0].whole[0])} % of the 90 % interval.",
        Table(
            f"What each measurement is expected to take away: {label.lower()}",
            (
                Column("Measurement"),
                Column("People"),
                *(Column(f"Of the interval{end}", "%") for end in SHARES),
                *(Column(f"Of the variance{end}", "%") for end in SHARES),
            ),
            tuple(
                (
                    each.measurement.title,
                    each.measurement.who,
                    *_in_per_cent(each.worth.width),
                    *_in_per_cent(each.worth.variance),
                )
                for each in found.measured
            ),
        ),
        lambda form: _bars(rows[:SHOWN], form),
    )


def _in_per_cent(share: Interval) -> Interval:
    middle, low, high = (100.0 * part for part in share)
    return middle, low, high


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}."


def _bars(rows: Sequence[Share], form: Format) -> Chart:
    """Draw the bars below each other on one scale from zero, names above them."""
    values, height = _placed(rows, form)
    longest = max((row["high"] for row in values), default=1.0) or 1.0
    most = longest * form.value / (form.value - NUMBER)
    x = {"scale": {"domain": [0, most], "nice": False}, "axis": None}
    y = {**plain("bar"), "scale": {"domain": [height, 0], "nice": False}, "axis": None}
    tint = Colour.WITH.light

    def bar(field: str, opacity: float) -> Chart:
        mark = {"type": "bar", "orient": "horizontal", "height": THICK, "color": tint}
        return {
            "mark": {**mark, "opacity": opacity},
            "encoding": {"x": {**plain(field), **x}, "y": y},
        }

    return {
        "width": form.value,
        "height": height,
        "data": {"values": values},
        "layer": [bar("whole", 0.35), bar("part", 1.0), _interval(x, y), *_words(x, y)],
    }


def _interval(x: Chart, y: Chart) -> Chart:
    """A rule below each bar, where no bar hides it."""
    below = {**y, "field": "interval"}
    return {
        "mark": {"type": "rule", "color": Colour.INK.light, "strokeWidth": 1.5},
        "encoding": {"x": {**plain("low"), **x}, "x2": {"field": "high"}, "y": below},
    }


def _words(x: Chart, y: Chart) -> list[Chart]:
    """The number behind each interval, and the name above each bar."""
    number = {"type": "text", "align": "left", "dx": 6, "color": Colour.QUIET.light}
    name = {"type": "text", "align": "left", "baseline": "top", "lineHeight": LINE}
    return [
        {
            "mark": number,
            "encoding": {"x": {**plain("high"), **x}, "y": y, "text": _field("number")},
        },
        {
            "mark": name,
            "encoding": {
                "x": {"value": 0},
                "y": {**y, "field": "name_at"},
                "text": _field("name"),
            },
        },
    ]


def _field(field: str) -> Chart:
    return {"field": field, "type": "nominal"}


def _placed(rows: Sequence[Share], form: Format) -> tuple[list[dict[str, Any]], float]:
    """Stack names and bars from the top, each as high as its name needs; and the whole height."""
    values: list[dict[str, Any]] = []
    top = 0.0
    for row in rows:
        lines = wrap(row.name.rstrip("."), int(form.value / SIGN)) or [""]
        bar = top + LINE * len(lines) + 2 + THICK / 2
        middle, low, high = (max(0.0, end) for end in row.whole)
        below = bar + THICK / 2 + 3
        placed = {"name": lines, "name_at": top, "bar": bar, "interval": below}
        told = {"number": f"{percent(middle)} %"}
        sizes = {"whole": middle, "low": low, "high": high, "part": min(row.part, middle)}
        values.append({**placed, **told, **sizes})
        top = below + 12
    return values, top
