"""What trials found: a forest of intervals, and the funnel in which small trials hide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format
from threonate.studies.forest import Forest, Row, reach
from threonate.studies.random_effects import NORMAL_95

STEP = 30
FUNNEL_HEIGHT = 260
EDGE = 1.5
"""Effects beyond this many standard deviations run to the edge of the plot."""

AXIS = "difference from placebo, SD; right is a benefit"
TINTS = {
    "maker": Colour.WITHOUT,
    "independent": Colour.FOURTH,
    "not known": Colour.EDGE,
    "yours": Colour.THIRD,
    "together": Colour.WITH,
}
MODEL, PLAIN = "pooled model, 90 %", "plain pooling, 95 %"


def forest_chart(found: Forest, *, form: Format) -> Chart:
    """Draw each outcome as a square on its interval, a bound as a bare line, and the two pools."""
    rows = _drawn(found)
    order = [row["name"] for row in rows]
    y = {
        "field": "name",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "labelColor": Colour.INK.light},
    }
    ends = {"domain": [-EDGE, EDGE], "clamp": True, "nice": False}
    x = {**plain("low"), "title": AXIS, "scale": ends, "axis": {"grid": True, "tickCount": 7}}
    tint = _tint([row["who"] for row in rows])
    span = {
        "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.6},
        "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": tint},
    }
    dot = {
        "transform": [{"filter": "isValid(datum.middle)"}],
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
        "encoding": {
            "x": plain("middle"),
            "y": y,
            "color": tint,
            "shape": {
                "field": "shape",
                "type": "nominal",
                "scale": {"domain": ["estimate", "pooled"], "range": ["square", "diamond"]},
                "legend": None,
            },
        },
    }
    zero = {
        "data": {"values": [{"at": 0}]},
        "mark": {"type": "rule", "color": Colour.EDGE.light},
        "encoding": {"x": plain("at")},
    }
    return {
        "title": found.domain.label,
        "width": form.value // 2 if form is Format.WIDE else form.value,
        "height": STEP * len(rows),
        "data": {"values": rows},
        "layer": [zero, span, dot],
    }


def funnel_chart(found: Forest, *, form: Format) -> Chart:
    """Draw the error of each printed estimate against its size; the sides hold 95 % by chance."""
    points: list[dict[str, Any]] = [
        {"effect": row.estimate, "error": row.error, "who": _who(row)}
        for row in found.rows
        if row.estimate is not None and row.error is not None
    ]
    middle = found.plain.mean if found.plain else reach(found.domain, posterior=found.posterior)[2]
    most = 1.2 * max((point["error"] for point in points), default=0.5)
    sides = [
        {"side": side, "effect": middle + sign * NORMAL_95 * error, "error": error}
        for side, sign in (("left", -1.0), ("right", 1.0))
        for error in (0.0, most)
    ]
    y = {
        **plain("error"),
        "title": "standard error, SD",
        "scale": {"reverse": True, "domain": [0, most], "nice": False},
    }
    line = {
        "data": {"values": sides},
        "mark": {"type": "line", "strokeDash": [4, 3], "color": Colour.EDGE.light},
        "encoding": {"x": plain("effect"), "y": y, "detail": {"field": "side"}},
    }
    dot = {
        "data": {"values": points},
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
        "encoding": {
            "x": {**plain("effect"), "title": AXIS},
            "y": y,
            "color": _tint([point["who"] for point in points], symbol="circle"),
        },
    }
    return {
        "title": f"{found.domain.label}: small trials below, large ones above",
        "width": form.value // 2 if form is Format.WIDE else form.value,
        "height": FUNNEL_HEIGHT,
        "layer": [line, dot],
    }


def forest_table(found: Forest) -> Table:
    """List the numbers behind the forest."""
    columns = (
        Column("Study"),
        Column("Outcome"),
        Column("Week", "week"),
        Column("Effect", "SD"),
        Column("Low", "SD"),
        Column("High", "SD"),
        Column("Standard error", "SD"),
        Column("Behind it"),
        Column("Risk of bias"),
        Column("Pooled without it", "SD"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            row.study,
            row.outcome,
            *_numbers(row.week, row.estimate, row.low, row.high, row.error),
            _who(row),
            row.risk.value,
            *_numbers(row.without),
        )
        for row in found.rows
    ]
    if found.plain is not None:
        low, high = found.plain.interval
        cells = (found.plain.mean, low, high, found.plain.error)
        rows.append((PLAIN, "", *_numbers(None, *cells), "", "", *_numbers(None)))
    least, _, middle, _, most = reach(found.domain, posterior=found.posterior)
    rows.append((MODEL, "", *_numbers(None, middle, least, most, None), "", "", *_numbers(None)))
    return Table(f"Trials of {found.domain.label}", columns, tuple(rows))


def _numbers(*values: float | None) -> tuple[Cell, ...]:
    return tuple(float("nan") if value is None else value for value in values)


def _drawn(found: Forest) -> list[dict[str, Any]]:
    rows = [_trial(row) for row in found.rows if row.reported]
    if found.plain is not None:
        low, high = found.plain.interval
        rows.append(_pooled(PLAIN, found.plain.mean, low, high))
    low, _, middle, _, high = reach(found.domain, posterior=found.posterior)
    return _apart([*rows, _pooled(MODEL, middle, low, high)])


def _trial(row: Row) -> dict[str, Any]:
    low = -EDGE if row.low is None else max(row.low, -EDGE)
    high = EDGE if row.high is None else min(row.high, EDGE)
    week = "" if row.week is None else f", week {row.week:g}"
    return {
        "name": f"{row.study}: {row.outcome}{week}",
        "middle": row.estimate,
        "low": low,
        "high": high,
        "who": _who(row),
        "shape": "estimate",
    }


def _pooled(name: str, middle: float, low: float, high: float) -> dict[str, Any]:
    return {
        "name": name,
        "middle": middle,
        "low": low,
        "high": high,
        "who": "together",
        "shape": "pooled",
    }


def _apart(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two rows of one name would be drawn on one line."""
    seen: dict[str, int] = {}
    for row in rows:
        seen[row["name"]] = seen.get(row["name"], 0) + 1
        if seen[row["name"]] > 1:
            row["name"] += f" ({seen[row['name']]})"
    return list(rows)


def _who(row: Row) -> str:
    return "yours" if row.own else row.maker


def _tint(shown: Sequence[str], *, symbol: str = "stroke") -> Chart:
    """One colour for each kind of trial, with a legend of the kinds that are there."""
    there = [name for name in TINTS if name in shown]
    scale = {"domain": there, "range": [TINTS[name].light for name in there]}
    legend = {"symbolType": symbol, "symbolSize": 500 if symbol == "stroke" else 90}
    return {"field": "who", "type": "nominal", "scale": scale, "legend": legend}
