"""Two roads on one axis: what the mechanism says of memory, and what trials say of everything."""

from __future__ import annotations

from threonate.answer.trial import Roads, roads
from threonate.course import Course
from threonate.report.figure.figure import Figure
from threonate.report.figure.interval import Row, intervals
from threonate.report.figure.panel import beside
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format

MEMORY = {"EM": "trials"}
OTHERS = {
    "SLS": "sleep, told",
    "SLO": "sleep, ring",
    "ANX": "anxiety",
    "MOOD": "mood",
    "ATT": "attention",
}
UNIT = "change, SD between people"


def road(course: Course) -> Figure | None:
    """Set both roads beside each other; None where trials have nothing to say."""
    found = roads(course)
    if found is None:
        return None
    return Figure(
        "roads",
        "What trials in people say",
        f"{found.sentence} {found.beside}",
        _table(found),
        lambda form: _draw(found, form),
    )


def _draw(found: Roads, form: Format) -> Chart:
    memory = [Row("mechanism", *found.mechanism)]
    memory += [_row(found, key, name) for key, name in MEMORY.items()]
    others = [_row(found, key, name) for key, name in OTHERS.items()]
    panels = [
        intervals(rows, title=title, form=form, named=True, unit=UNIT)
        for title, rows in (("Memory", memory), ("Trials alone", others))
    ]
    return beside(panels, form, spacing=24)


def _row(found: Roads, key: str, name: str) -> Row:
    expected = found.trials[key]
    return Row(name, expected.middle, *expected.most)


def _table(found: Roads) -> Table:
    rows: list[tuple[Cell, ...]] = [("Mechanism: word list", *found.mechanism, "", "")]
    rows += [
        (
            f"Trials: {expected.domain.label}",
            expected.middle,
            *expected.most,
            100.0 * expected.benefit,
            "yes" if expected.informed else "no",
        )
        for expected in found.trials.values()
    ]
    columns = (
        Column("Road"),
        Column("Change", "SD"),
        Column("Low", "SD"),
        Column("High", "SD"),
        Column("Chance of any gain", "%"),
        Column("Measured in a trial"),
    )
    return Table("Expected change against placebo, in SD between people", columns, tuple(rows))
