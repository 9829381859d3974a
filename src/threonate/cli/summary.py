"""A course on a terminal: a table of what changes, and where the milligrams went."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from threonate.answer.dependence import grades
from threonate.answer.number import figures, percent, signed, signed_percent
from threonate.dose import MAGNESIUM_MASS, Route
from threonate.dose.limit import daily_magnesium

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.quantity import Estimate

HEADS = ("", "Before", "After", "Unit", "Change", "90 % interval", "Grade", "In other words")
COMPARED = {"serum": "serum", "urine": "urine", "csf": "spinal fluid"}
NUMBERS = ("Before", "After", "Change", "90 % interval")


def course_rows(course: Course) -> Iterator[tuple[str, ...]]:
    """A row per quantity: before, after, unit, change, interval, grade, in a familiar unit."""
    yield _swallowed(course)
    grade = grades(course)
    for estimate in course.estimates():
        yield _row(estimate, grade[estimate.quantity.key].value)


LADDER_HEADS = ("If magnesium only ...", "Grade", "A quarter shown", "Half", "All", "List of words")


def memory(course: Course) -> Iterator[str]:
    """The ladder as a table, and what a person's own test can show of it."""
    from threonate.answer.trial import roads
    from threonate.cli.table import draw_table

    if course.regimen.total > 0.0:
        yield draw_table(LADDER_HEADS, ladder_rows(course), numbers=LADDER_HEADS[2:])
        yield retest(course)
        found = roads(course)
        if found is not None:
            yield f"{found.sentence} {found.beside}"


def ladder_rows(course: Course) -> Iterator[tuple[str, ...]]:
    """A row per rung of the ladder: what recall gains, in % points, and the words of a list."""
    from threonate.answer.memory import memory_document
    from threonate.ladder import Rung
    from threonate.memory import interval

    memory = course.memory
    told = {r["rung"]: r["grade"] for r in memory_document(course, memory.arm)["ladder"]}
    for rung, words in RUNGS.items():
        gains = 100.0 * memory.gain(Rung[rung])
        change = memory.words_up_to(Rung[rung]).change
        yield (
            words,
            told[Rung[rung].key],
            *(f"{signed(float(np.median(gain)))} points" for gain in gains.T),
            _between(*interval(change)),
        )


RUNGS = {
    "BLOCK": "blocks receptors, and nothing adapts",
    "HOMEOSTASIS": "and receptors are added (direction seen in slices and cultures)",
    "DENSITY": "and silent terminals begin to work (assumed)",
    "THREONATE": "and threonate acts in the neuron, with more NR2B (assumed)",
}


def retest(course: Course) -> str:
    """One line tells what a person's own second test can show."""
    from threonate.answer.memory import memory_document

    found = memory_document(course, course.arms[1].name)["retest"]
    noise, seen, practice = (
        figures(found[name], digits=2)
        for name in ("noise_words", "smallest_detectable_words", "practice_same_list_words")
    )
    return (
        f"One person's second test after twelve weeks differs from the first by about {noise} "
        f"words (one standard deviation) for no reason at all; only a change of {seen} words would "
        "stand out. A gain as large as the change above turns up by chance in "
        f"{100 * found['as_large_by_chance']:.0f} of 100 with a different list, and the same list "
        f"adds about {practice} words by practice."
    )


def _between(middle: float, low: float, high: float) -> str:
    return f"{signed(middle)} words ({signed(low)} to {signed(high)})"


def where_it_went(course: Course) -> str:
    """One line follows every milligram of the regimen."""
    balance = course.where_did_it_go()
    entered = balance["swallowed"]
    if not entered:
        return "No magnesium was taken beside the food."
    places = {
        "faeces": "left in the faeces",
        "urine": "left in the urine",
        "sweat": "left in sweat",
        "stored": "are still in the body",
    }
    parts = [
        f"{figures(balance[place])} mg ({percent(100.0 * balance[place] / entered)} %) {words}"
        for place, words in places.items()
        if abs(balance[place]) >= 1e-3 * entered
    ]
    drips = (d for d in course.regimen.doses if d.route is Route.INTRAVENOUS)
    drip = sum(dose.magnesium for dose in drips) * MAGNESIUM_MASS
    how = "" if not drip else f" ({figures(drip)} mg through a vein)"
    return (
        f"Of {figures(entered)} mg of magnesium taken{how}, {', '.join(parts[:-1])} and "
        f"{parts[-1]}."
    )


def beside(course: Course) -> Iterator[str]:
    """One line for each other salt that brings the same magnesium."""
    for arm in course.arms[2:]:
        changes = [
            f"{words} {signed_percent(course.estimate(key, arm.name).percent[0])}"
            for key, words in COMPARED.items()
        ]
        yield f"The same magnesium as {arm.name}: {', '.join(changes)}."


def _swallowed(course: Course) -> tuple[str, ...]:
    food = float(course.meals.mean()) * MAGNESIUM_MASS
    days = daily_magnesium(course.regimen.doses).values()
    dose = max(days, default=0.0) * MAGNESIUM_MASS
    change = signed_percent(100.0 * dose / food) if food else ""
    words = f"{figures(dose)} mg from the dose"
    label = "Magnesium taken on the fullest day"
    return (label, figures(food), figures(food + dose), "mg/day", change, "", "", words)


def _row(estimate: Estimate, grade: str) -> tuple[str, ...]:
    quantity = estimate.quantity
    middle, low, high = estimate.percent
    change, interval = signed_percent(middle), f"{percent(low)} to {percent(high)} %"
    if quantity.absolute or not math.isfinite(middle):
        change = signed(estimate.change)
        least, most = (
            figures(end, digits=2) for end in (estimate.change_low, estimate.change_high)
        )
        interval = f"{least} to {most}"
    before, after = figures(estimate.baseline), figures(estimate.value)
    words = _familiar(estimate)
    return (quantity.label, before, after, quantity.unit, change, interval, grade, words)


def _familiar(estimate: Estimate) -> str:
    known = estimate.quantity.familiar
    if known is None:
        return ""
    before, after = (figures(n * known.factor) for n in (estimate.baseline, estimate.value))
    return f"from {before} to {after} {known.unit}"
