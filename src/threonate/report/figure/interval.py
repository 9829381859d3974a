"""A change with its 90 % interval, one row for each salt or rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.theme import Format

STEP = 34


@dataclass(frozen=True, slots=True)
class Row:
    """One salt's or rung's change of one quantity: middle, low and high."""

    name: str
    middle: float
    low: float
    high: float


def intervals(
    rows: Sequence[Row], *, title: str, form: Format, named: bool, unit: str = "change, %"
) -> Chart:
    """Draw each row as a dot on its interval; ``named`` writes the names beside them."""
    tint = Colour.WITH.light
    left = {"title": None, "grid": False, "labelColor": Colour.INK.light} if named else None
    order = [row.name for row in rows]
    y = {"field": "name", "type": "nominal", "sort": order, "axis": left}
    x = {**plain("low"), "title": unit, "axis": {"tickCount": 4, "grid": True}}
    span = {
        "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.45, "color": tint},
        "encoding": {"x": x, "x2": {"field": "high"}, "y": y},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": tint},
        "encoding": {"x": plain("middle"), "y": y},
    }
    zero = {
        "data": {"values": [{"at": 0}]},
        "mark": {"type": "rule", "color": Colour.EDGE.light},
        "encoding": {"x": plain("at")},
    }
    return {
        "title": title,
        "width": form.third,
        "height": STEP * len(rows),
        "data": {"values": [asdict(row) for row in rows]},
        "layer": [zero, span, dot],
    }
