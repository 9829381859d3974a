"""Serum magnesium at this filtration, week by week, against the levels that count as too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from threonate.kidney_course import Interval, KidneyCourse, thresholds
from threonate.report.figure.figure import Figure
from threonate.report.figure.flow import WITHOUT_DASH, day_axis, weekly
from threonate.report.figure.panel import HEIGHT, Line, beside, panel, plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format
from threonate.report.track import Track
from threonate.safety.gate import load_gates

SIGNS = {
    "H1": "too much",
    "H2": "weak reflexes",
    "H3": "heart rhythm",
    "H4": "breathing fails",
}
"""What each band of too much magnesium begins with, in a few words."""
SCALE = (0.6, 7.5)
"""The ends of the right panel in mmol/L, above the highest threshold."""
RATIO = 0.58
"""The share of a desk's width for the weeks."""


def kidney(found: KidneyCourse) -> Figure:
    """Follow serum through the weeks, and set its highest hour against every threshold."""
    return Figure(
        "kidney",
        "Serum magnesium with these kidneys",
        found.sentence,
        _table(found),
        lambda form: _draw(found, form),
    )


def exceedances(found: KidneyCourse) -> Table:
    """How many simulated people pass each threshold, with the plan and without."""
    count = f"of {found.draws}"
    return Table(
        "Simulated people above each level at any hour",
        (
            Column("Level"),
            Column("Above", "mmol/L"),
            Column("With it", count),
            Column("Without it", count),
        ),
        tuple(
            (SIGNS[each.gate.rule], each.level, str(each.over), str(each.over_without))
            for each in found.thresholds
        ),
    )


def _table(found: KidneyCourse) -> Table:
    columns = [Column("Day"), Column("Without it", "mmol/L"), Column("With it", "mmol/L")]
    columns += [Column(f"{part} % of draws", "mmol/L") for part in (5, 25, 75, 95)]
    rows: list[tuple[Cell, ...]] = []
    for i in weekly(found.days):
        after = found.with_it[i]
        ends = (after.low, after.lower, after.upper, after.high)
        rows.append((f"{i + 1}", found.without[i].middle, after.middle, *ends))
    return Table("Mean serum magnesium of each day", tuple(columns), tuple(rows))


def _draw(found: KidneyCourse, form: Format) -> Chart:
    if found.days == 1:
        return _ladder(found, form.third)
    wide = form is Format.WIDE
    left = int(RATIO * form.value) if wide else form.value
    right = form.value - left - 60 if wide else form.value
    return beside((_weeks(found, left), _ladder(found, right)), form)


def _weeks(found: KidneyCourse, width: int) -> Chart:
    """The level day by day with both bands, and the first threshold."""
    at = np.arange(1.0, found.days + 1.0)
    lines = (
        Line("without it", _track(at, found.without), Colour.WITHOUT, WITHOUT_DASH, banded=False),
        Line("with it", _track(at, found.with_it), Colour.WITH),
    )
    axis = day_axis(found.days)
    axis = replace(axis, title=f"{axis.title}; bands hold 50 and 90 %")
    drawn = dict(panel(lines, title="Mean of each day, mmol/L", axis=axis, width=width))
    half = _half(at, found.with_it)
    first = found.thresholds[0].level
    drawn["layer"] = [half, *_line(first, f"{first:g}: too much"), *drawn["layer"]]
    return drawn


def _track(at: np.ndarray, days: Sequence[Interval]) -> Track:
    rows = np.array([(day.low, day.middle, day.high) for day in days])
    return Track(at, *rows.T)


def _half(at: np.ndarray, days: Sequence[Interval]) -> Chart:
    """The band that holds half of the draws, inside the one of 90 %."""
    rows = [
        {"at": float(x), "low": day.lower, "high": day.upper}
        for x, day in zip(at, days, strict=True)
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": Colour.WITH.light, "opacity": 0.25},
        "encoding": {"x": plain("at"), "y": plain("low"), "y2": {"field": "high"}},
    }


def _line(level: float, words: str) -> list[Chart]:
    """A threshold across a panel, with its name above it at the left."""
    values = {"values": [{"level": level, "words": words}]}
    y = plain("level")
    rule = {"type": "rule", "color": Colour.THIRD.light, "strokeDash": [2, 2]}
    text = {"type": "text", "align": "left", "dx": 4, "dy": -7, "color": Colour.THIRD.light}
    return [
        {"data": values, "mark": rule, "encoding": {"y": y}},
        {
            "data": values,
            "mark": text,
            "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "words", "type": "nominal"}},
        },
    ]


def _ladder(found: KidneyCourse, width: int) -> Chart:
    """The highest hour on a scale that reaches every threshold."""
    peak = found.peak
    row = {"who": "with it", "low": peak.low, "middle": peak.middle, "high": peak.high}
    scale = {"type": "log", "domain": list(SCALE), "nice": False}
    values = [gate.low for gate in thresholds()]
    axis = {"title": None, "values": values, "grid": False, "format": "g"}
    y = {**plain("low"), "scale": scale, "axis": axis}
    x = {"value": width * 0.8}
    tint = Colour.WITH.light
    span = {"type": "rule", "strokeWidth": 6, "opacity": 0.45, "color": tint}
    dot = {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": tint}
    named = [layer for gate in thresholds() for layer in _line(gate.low or 0.0, SIGNS[gate.rule])]
    return {
        "title": "Highest hour (90 %), mmol/L",
        "width": width,
        "height": HEIGHT,
        "data": {"values": [row]},
        "layer": [
            *_usual(y),
            *named,
            {"mark": span, "encoding": {"x": x, "y": y, "y2": {"field": "high"}}},
            {"mark": dot, "encoding": {"x": x, "y": {**y, "field": "middle"}}},
        ],
    }


def _usual(y: Chart) -> list[Chart]:
    """The range of healthy people."""
    row = load_gates()["HM-REF.mmol"]
    middle = float(np.sqrt((row.low or 0.0) * (row.high or 0.0)))
    data = {"values": [{"low": row.low, "high": row.high, "middle": middle, "words": "usual"}]}
    box = {"type": "rect", "color": Colour.FOURTH.light, "opacity": 0.15}
    text = {"type": "text", "align": "left", "dx": 4, "color": Colour.FOURTH.light}
    words = {"field": "words", "type": "nominal"}
    return [
        {"data": data, "mark": box, "encoding": {"y": y, "y2": {"field": "high"}}},
        {
            "data": data,
            "mark": text,
            "encoding": {"x": {"value": 0}, "y": {**y, "field": "middle"}, "text": words},
        },
    ]
