"""Outcomes by certainty and size, in one picture."""

from __future__ import annotations

from collections.abc import Sequence

from threonate.lab.outcome import Outcome
from threonate.report.figure.figure import Figure
from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Column, Table
from threonate.report.theme import Format

STEP = 30
TINTS = {"measured in a trial": Colour.WITH, "in no trial": Colour.EDGE}


def certainty_figure(outcomes: Sequence[Outcome], *, noticeable: float) -> Figure:
    """Set every outcome's expected size beside how certain it is, the surest first."""
    found = sorted(outcomes, key=lambda each: (each.certainty, not each.measured))
    clear = [each.label for each in found if each.effect.low > 0.0]
    told = f"Only {', '.join(clear)} clear zero." if clear else "Every interval crosses zero."
    return Figure(
        "matrix",
        "How large, and how certain",
        f"The dot is what is expected, its line where 90 % of the possibilities lie. {told} The "
        f"dashed line marks {noticeable:g} SD, the smallest gain usually called noticeable. "
        "The letter in front says how certain the evidence is, never how large the effect.",
        _table(found),
        lambda form: _draw(found, noticeable, form),
    )


def _table(found: Sequence[Outcome]) -> Table:
    columns = (
        Column("Outcome"),
        Column("Certainty"),
        Column("Expected", "SD"),
        Column("Low", "SD"),
        Column("High", "SD"),
        Column("Any gain", "%"),
        Column("Noticeable", "%"),
        Column("Measured in"),
    )
    rows = tuple(
        (
            each.label,
            each.certainty,
            each.effect.middle,
            each.effect.low,
            each.effect.high,
            100.0 * each.benefit,
            100.0 * each.noticeable,
            ", ".join(each.trials) or "no trial",
        )
        for each in found
    )
    return Table("Expected difference from placebo; intervals of 90 %", columns, rows)


def _draw(found: Sequence[Outcome], noticeable: float, form: Format) -> Chart:
    rows = [
        {
            "name": f"{each.certainty}  {each.label}",
            "middle": each.effect.middle,
            "low": each.effect.low,
            "high": each.effect.high,
            "who": tuple(TINTS)[0 if each.measured else 1],
        }
        for each in found
    ]
    order = [row["name"] for row in rows]
    limit = {} if form is Format.WIDE else {"labelFontSize": 11}
    axis = {"title": None, "labelColor": Colour.INK.light, **limit}
    y = {"field": "name", "type": "nominal", "sort": order, "axis": axis}
    title = "difference from placebo, SD" if form is Format.NARROW else AXIS
    x = {**plain("low"), "title": title, "axis": {"grid": True, "tickCount": 5}}
    tint = {
        "field": "who",
        "type": "nominal",
        "scale": {"domain": list(TINTS), "range": [colour.light for colour in TINTS.values()]},
        "legend": {"symbolSize": 90},
    }
    span = {
        "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.5},
        "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": tint},
    }
    shape = {
        "field": "who",
        "type": "nominal",
        "scale": {"domain": list(TINTS), "range": ["circle", "diamond"]},
        "legend": {"symbolSize": 90},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
        "encoding": {"x": plain("middle"), "y": y, "color": tint, "shape": shape},
    }
    return {
        "width": form.value - (170 if form is Format.WIDE else 60),
        "height": STEP * len(rows),
        "data": {"values": rows},
        "layer": [_rule(0.0), _rule(noticeable, dash=(4, 3)), span, dot],
    }


AXIS = "difference from placebo, SD; right is a benefit"


def _rule(at: float, *, dash: tuple[int, int] = (1, 0)) -> Chart:
    return {
        "data": {"values": [{"at": at}]},
        "mark": {"type": "rule", "color": Colour.EDGE.light, "strokeDash": list(dash)},
        "encoding": {"x": plain("at")},
    }
