"""Scenarios beside each other: on the same axes, and in one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from threonate.report.figure.figure import Figure
from threonate.report.figure.flow import day_axis
from threonate.report.figure.panel import Line, beside, panel
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Column, Table
from threonate.report.theme import Format

if TYPE_CHECKING:
    from threonate.lab.follow_answer import ScenarioAnswer
    from threonate.lab.followed import Followed

LOOKS = (
    (Colour.WITH, (1, 0)),
    (Colour.WITHOUT, (6, 3)),
    (Colour.THIRD, (2, 2)),
    (Colour.FOURTH, (9, 3, 2, 3)),
)
"""The colour and the dashes of each scenario, so that no colour carries a meaning alone."""

PANELS = {"serum": "Serum, mmol/L", "csf": "Spinal fluid, %", "words": "List, words"}
COMPARED = ("absorbed", "serum", "urine", "csf", "density", "words")
"""The quantities of the table."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a scenario's line looks in the key beside the chart."""

    name: str
    variable: str
    dashes: str


def looks(names: Sequence[str]) -> list[Look]:
    """The key of the chart."""
    return [
        Look(name, colour.variable, " ".join(map(str, dash)))
        for name, (colour, dash) in zip(names, LOOKS, strict=False)
    ]


def comparison(told: Sequence[ScenarioAnswer], found: Sequence[Followed], day: int) -> Figure:
    """Draw serum, spinal fluid and words of every scenario, and list their numbers on a day."""
    spread = "; ".join(f"spinal fluid {each.number('csf').said} ({each.name})" for each in told)
    return Figure(
        "compared",
        "On the same axes",
        f"On day {day}: {spread}. The band belongs to the first line alone and shows "
        "how little is known of the level itself; the lines share that doubt, so within it they "
        "can still differ for sure.",
        _table(told, day),
        lambda form: _draw([each.name for each in told], found, form),
    )


def _draw(names: Sequence[str], found: Sequence[Followed], form: Format) -> Chart:
    axis = day_axis(float(found[0].daily.days[-1]))
    panels = []
    for key, title in PANELS.items():
        lines = [
            Line(name, each.tracks[key], colour, dash, banded=not i)
            for i, (name, each, (colour, dash)) in enumerate(zip(names, found, LOOKS, strict=False))
        ]
        drawn = panel(lines, title=title, axis=axis, width=form.third, zero=key != "serum")
        panels.append(_keyless(drawn))
    return beside(panels, form, spacing=20)


def _keyless(chart: Chart) -> Chart:
    """The key stands beside the chart once, with names of any length."""
    *under, lines = chart["layer"]
    encoding = {
        channel: {**how, "legend": None} if channel in ("color", "strokeDash") else how
        for channel, how in lines["encoding"].items()
    }
    return {**chart, "layer": [*under, {**lines, "encoding": encoding}]}


def _table(told: Sequence[ScenarioAnswer], day: int) -> Table:
    rows = tuple(
        (label, *(f"{each.number(key).said} ({each.number(key).between})" for each in told))
        for key, label in ((key, told[0].number(key).label) for key in COMPARED)
    )
    columns = (Column("Change"), *(Column(each.name) for each in told))
    return Table(f"Change on day {day}, with its 90 % interval", columns, (*rows, *_ends(told)))


def _ends(told: Sequence[ScenarioAnswer]) -> list[tuple[str, ...]]:
    """Where the magnesium is at the end, as shares of what was swallowed."""
    places = {
        "faeces": "Left in the faeces, at the end",
        "urine": "Left in the urine, at the end",
        "stored": "Still in the body, at the end",
    }
    return [(label, *(_share(each, place) for each in told)) for place, label in places.items()]


def _share(each: ScenarioAnswer, place: str) -> str:
    from threonate.answer.number import percent

    swallowed = each.balance_mg["swallowed"]
    return f"{percent(100.0 * each.balance_mg[place] / swallowed)} %" if swallowed else "–"
