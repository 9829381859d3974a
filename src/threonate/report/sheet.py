"""The sheets: every number of a report as tables with units, for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from threonate.course import Course
from threonate.report.table import Cell, Column, Table
from threonate.report.track import BRAIN, Track, brain_level, daily_serum, daily_urine, days

Found = Mapping[str, Any]
NUMBERS = ("baseline", "value", "low", "high", "change", "change_low", "change_high")
PLACES = ("swallowed", "absorbed", "urine", "faeces", "sweat", "stored", "residual")


def sheets(course: Course, document: Found) -> dict[str, Table]:
    """Give the quantities, the course by day, the balance and the sources, by file name."""
    return {
        "quantities": _quantities(course, document),
        "course": _course(course),
        "balance": _balance(course, document),
        "sources": _sources(document),
    }


def _outcomes(course: Course, document: Found) -> list[tuple[str, Found]]:
    return [(course.arms[1].name, document), *document["arms"].items()]


def _quantities(course: Course, document: Found) -> Table:
    """A row per arm and quantity; units differ by row, and so have a column."""
    columns = tuple(
        Column(name) for name in ("arm", "quantity", "label", "unit", *NUMBERS, "grade")
    )
    rows = tuple(
        (arm, key, one["label"], one["unit"], *(one[n] for n in NUMBERS), one["grade"])
        for arm, outcome in _outcomes(course, document)
        for key, one in outcome["quantities"].items()
    )
    return Table("Quantities before and after", columns, rows)


def _course(course: Course) -> Table:
    """A row per day, a median and 90 % interval per arm of what is followed."""
    at = days(course)[1:]
    columns, numbers = [Column("day")], [at]
    for arm in course.arms:
        followed = [
            ("serum", "mmol/L", daily_serum(course, arm)),
            ("urine", "mmol/day", daily_urine(course, arm)),
        ]
        followed += [
            (key, "mmol/L" if unit else "1", brain_level(course, arm, state, unit)[:, 1:])
            for key, state, unit in BRAIN
        ]
        for key, unit, values in followed:
            track = Track.of(at, values)
            columns += [Column(f"{arm.name}: {key}{p}", unit) for p in ("", " low", " high")]
            numbers += [track.middle, track.low, track.high]
    rows = tuple(zip(*(number.tolist() for number in numbers), strict=True))
    return Table("The course by day", tuple(columns), rows)


def _balance(course: Course, document: Found) -> Table:
    """A row per arm and place, in mg of the regimen's magnesium."""
    rows: list[tuple[Cell, ...]] = []
    for arm, outcome in _outcomes(course, document):
        found, held = outcome["mass_balance"], outcome["stored_in"]
        rows += [(arm, place, found[place]) for place in PLACES]
        rows += [(arm, f"stored: {n}", mg) for n, mg in held.items() if n != "unit"]
    columns = (Column("arm"), Column("place"), Column("amount", "mg"))
    return Table("Where the magnesium went", columns, tuple(rows))


def _sources(document: Found) -> Table:
    """A row per source, those that the answer depends on most first."""
    words = ("key", "grade", "citation", "address", "kind", "species", "funding", "seen")
    columns = tuple(Column(name) for name in (*words, "verified", "parameters"))
    rows = tuple(
        (
            *(source[name] or "" for name in words),
            "yes" if source["verified"] else "no",
            " ".join(source["parameters"]),
            source["influence"],
        )
        for source in document["sources"]
    )
    return Table("Sources", (*columns, Column("influence", "1")), rows)
