"""Bars with their names above them and their numbers behind them, so that long names fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.theme import Format

THICK = 14
LINE = 16
SIGN = 6.6
"""The width of a letter, on the generous side."""

NUMBER = 120
"""The room for the number at the end of the longest bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length, and the number written at its end."""

    name: str
    length: float
    number: str
    colour: Colour = Colour.WITH


def bars(rows: Sequence[Bar], form: Format) -> Chart:
    """Draw bars below each other on one scale from zero."""
    longest = max((row.length for row in rows), default=0.0)
    values, height = _placed(rows, form)
    most = (longest if longest > 0.0 else 1.0) * form.value / (form.value - NUMBER)
    down = {"domain": [height, 0], "nice": False}
    x = {**plain("length"), "scale": {"domain": [0, most], "nice": False}, "axis": None}
    y = {**plain("bar"), "scale": down, "axis": None}
    bar, number, name = (
        {"type": "bar", "orient": "horizontal", "height": THICK},
        {"type": "text", "align": "left", "dx": 6, "color": Colour.QUIET.light},
        {"type": "text", "align": "left", "baseline": "top", "lineHeight": LINE},
    )
    tint = {"field": "colour", "type": "nominal", "scale": None}
    return {
        "width": form.value,
        "height": height,
        "data": {"values": values},
        "layer": [
            {"mark": bar, "encoding": {"x": x, "y": y, "color": tint}},
            {"mark": number, "encoding": {"x": x, "y": y, "text": _words("number")}},
            {
                "mark": name,
                "encoding": {
                    "x": {"value": 0},
                    "y": {**y, "field": "name_at"},
                    "text": _words("name"),
                },
            },
        ],
    }


def _words(field: str) -> Chart:
    return {"field": field, "type": "nominal"}


def _placed(rows: Sequence[Bar], form: Format) -> tuple[list[Chart], float]:
    """Stack names and bars from the top, each as high as its name needs; and the whole height."""
    values: list[Chart] = []
    top = 0.0
    for row in rows:
        lines = wrap(row.name, int(form.value / SIGN)) or [""]
        bar = top + LINE * len(lines) + 2 + THICK / 2
        values.append(
            {
                "name": lines,
                "name_at": top,
                "bar": bar,
                "length": max(row.length, 0.0),
                "number": row.number,
                "colour": row.colour.light,
            }
        )
        top = bar + THICK / 2 + 12
    return values, top
