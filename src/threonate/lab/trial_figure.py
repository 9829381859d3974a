"""Pictures of trials: as a forest, as a funnel, and without one study at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from threonate.report.evidence import sd
from threonate.report.figure.evidence import forest_table, funnel_chart
from threonate.report.figure.figure import Figure
from threonate.report.figure.forest import sponsored_forest
from threonate.report.figure.panel import plain
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Column, Table
from threonate.report.theme import Format
from threonate.studies.forest import Forest
from threonate.studies.posterior import Posterior

Pictures = dict[str, tuple[str, str]]

CARRIED_STEP = 34
"""The height of a row with a single dot."""
RISKS = "low, some, high or critical"


def drawn(figures: Sequence[Figure]) -> Pictures:
    """Draw figures for a desk and for a phone."""
    return {figure.key: figure.pictures() for figure in figures}


def figures_of(found: Forest) -> tuple[Figure, ...]:
    """Make the figures that an outcome's trials can fill."""
    made = [forest_figure(found)]
    if sum(row.estimate is not None for row in found.rows) > 0:
        made.append(funnel_figure(found))
    carried = carried_figure(found)
    return (*made, carried) if carried else tuple(made)


def forest_figure(found: Forest) -> Figure:
    """Every trial's result on one axis, with who is behind it and its risk of bias."""
    measured = any(row.reported for row in found.rows)
    reading = (
        "A square is what a trial printed, on its 95 % interval; a bare line is a bound, where "
        "only a direction, or “not significant”, was printed. Beside each trial stands who is "
        f"behind it and how likely its design has bent the result ({RISKS} risk). Diamonds hold "
        "all together: the plain one takes every trial at its word; the model allows for a maker’s "
        "share and for trials that never reported."
        if measured
        else "No trial of the compound measured this. The diamond is what was believed before, "
        "moved by what thinking did."
    )
    return Figure(
        "forest",
        "What each trial found",
        reading,
        forest_table(found),
        lambda form: sponsored_forest(found, form),
    )


def funnel_figure(found: Forest) -> Figure:
    """The error of each printed estimate against its size."""
    printed = [row for row in found.rows if row.estimate is not None and row.error is not None]
    columns = (Column("Trial"), Column("Effect", "SD"), Column("Standard error", "SD"))
    rows = tuple(
        (f"{row.study}: {row.outcome}", row.estimate or 0.0, row.error or 0.0) for row in printed
    )
    trials = len({row.study for row in printed})
    few = (
        f"But only {trials} trial printed a number, so nothing can be read from its shape."
        if trials == 1
        else f"Only {trials} trials printed a number, so little can be read from its shape."
    )
    return Figure(
        "funnel",
        "Do small trials hide?",
        "Where small trials with dull results stay unpublished, one lower corner is empty. " + few,
        Table(f"Printed estimates of {found.domain.label}", columns, rows),
        lambda form: {**funnel_chart(found, form=form), "title": None, "width": form.value - 40},
    )


def carried_figure(found: Forest) -> Figure | None:
    """The pooled effect without one study at a time; None where no trial has it."""
    rows = carried(found)
    if not rows or not any(row.reported for row in found.rows):
        return None
    held = found.posterior.mean(found.domain.value)
    lowest, highest = min(rows, key=lambda row: row[1]), max(rows, key=lambda row: row[1])
    reading = (
        f"Pooled again without one study at a time, the average effect of {sd(held)} SD becomes "
        f"{sd(lowest[1])} {lowest[0]} and {sd(highest[1])} {highest[0]}."
    )
    table = Table(
        f"Average effect on {found.domain.label}, without one study at a time",
        (Column("Pooled"), Column("Effect", "SD")),
        (("everything", held), *rows),
    )
    return Figure(
        "carried",
        "What one study carries",
        reading,
        table,
        lambda form: _carried((("everything", held), *rows), held, form),
    )


def carried(found: Forest) -> tuple[tuple[str, float], ...]:
    """The mean effect without each study, by words that name it."""
    return tuple(
        (f"without {name}", means[found.domain.value])
        for name, means in left_out(found.posterior)
        if found.domain.value in means
    )


def left_out(posterior: Posterior) -> list[tuple[str, dict[str, float]]]:
    """The means by domain without each study, by its label."""
    from threonate.report.evidence import label
    from threonate.studies.study import load_studies

    return [
        (label(key) if key in load_studies() else "trials that never reported", dict(means))
        for key, means in posterior.record.influence.items()
    ]


def _carried(rows: Sequence[tuple[str, float]], held: float, form: Format) -> Chart:
    order = [name for name, _ in rows]
    axis: dict[str, Any] = {"title": None, "labelColor": Colour.INK.light, "grid": True}
    if form is Format.NARROW:
        axis |= {"labelLimit": 130}
    y = {"field": "name", "type": "nominal", "sort": order, "axis": axis}
    x = {**plain("effect"), "title": "average effect, SD", "axis": {"tickCount": 5, "grid": True}}
    x["scale"] = {"zero": True, "nice": True}
    at = {"values": [{"at": held}]}
    line = {"type": "rule", "color": Colour.EDGE.light, "strokeDash": [4, 3]}
    dots = {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": Colour.WITH.light}
    return {
        "width": form.value - (170 if form is Format.WIDE else 20),
        "height": CARRIED_STEP * len(rows),
        "data": {"values": [{"name": name, "effect": effect} for name, effect in rows]},
        "layer": [
            {"data": at, "mark": line, "encoding": {"x": plain("at")}},
            {"mark": dots, "encoding": {"x": x, "y": y}},
        ],
    }
