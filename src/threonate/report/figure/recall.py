"""Recall against how much of a memory is shown, before and after."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from threonate.engine.record import Floats
from threonate.recollection import Recollection
from threonate.report.figure.panel import Axis, Line, panel
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.track import Track

TITLE = "Items recalled, %"
BANDED = (Colour.WITH, Colour.WITHOUT)
DASHES = {Colour.WITH: (1, 0), Colour.WITHOUT: (6, 3), Colour.FOURTH: (2, 2)}

SHOWN = "share of an item shown as a cue, %"


def groups_of(found: Recollection) -> dict[str, tuple[Floats, Colour]]:
    """Name the groups of an answer of the hippocampus alone, each with its recall and colour."""
    age = f"{found.question.age:g}"
    usual = {f"usual at {age}": (found.usual.recall, Colour.WITHOUT)}
    young = {"at 25": (found.young.recall, Colour.FOURTH)}
    if np.array_equal(found.asked.recall, found.usual.recall):
        return {**usual, **young}
    return {f"as asked, {age}": (found.asked.recall, Colour.WITH), **usual, **young}


def curves(
    cues: tuple[float, ...], recalled: Mapping[str, tuple[Floats, Colour]], *, width: int
) -> Chart:
    """Draw one line with its band for each group: its name, its recall (n, cues) and its colour."""
    at = 100.0 * np.array(cues)
    lines = [
        Line(name, Track.of(at, 100.0 * values), colour, DASHES[colour], banded=colour in BANDED)
        for name, (values, colour) in recalled.items()
    ]
    return panel(lines, title=TITLE, axis=Axis(SHOWN), width=width, zero=True)


def curve_table(cues: tuple[float, ...], recalled: Mapping[str, Floats], caption: str) -> Table:
    """List the same numbers in per cent, a row for each cue."""
    columns = [Column("Cue")]
    for name in recalled:
        columns += [Column(f"{name}{part}", "%") for part in ("", ", low", ", high")]
    rows: list[tuple[Cell, ...]] = []
    for i, cue in enumerate(cues):
        cells: list[Cell] = [f"{100 * cue:g} %"]
        for values in recalled.values():
            low, middle, high = np.quantile(100.0 * values[:, i], (0.05, 0.5, 0.95))
            cells += [float(middle), float(low), float(high)]
        rows.append(tuple(cells))
    return Table(caption, tuple(columns), tuple(rows))
