"""Where every milligram of the regimen went."""

from __future__ import annotations

from threonate.answer.number import figures, percent
from threonate.course import Course
from threonate.report.figure.bar import Bar, bars
from threonate.report.figure.figure import Figure
from threonate.report.palette import Colour
from threonate.report.table import Column, Table

LEFT = {"faeces": "Left in the faeces", "urine": "Left in the urine", "sweat": "Left in sweat"}
TRACE = 1e-3
"""Shares smaller than this are in the table and not among the bars."""


def balance(course: Course) -> Figure:
    """Draw what left the body and what is still in it, in mg of the magnesium taken."""
    found = course.where_did_it_go()
    entered = found["swallowed"]
    parts = [(LEFT[place], found[place], Colour.WITHOUT) for place in LEFT]
    held = sorted(course.stored_in().items(), key=lambda item: -item[1])
    parts += [(f"Still in the body: {place}", amount, Colour.WITH) for place, amount in held]
    shown = [
        Bar(name, amount, f"{figures(amount)} mg ({percent(100 * amount / entered)} %)", colour)
        for name, amount, colour in parts
        if abs(amount) >= TRACE * entered
    ]
    lost = percent(100.0 * found["faeces"] / entered)
    urine = percent(100.0 * found["urine"] / entered)
    stored = percent(100.0 * found["stored"] / entered)
    rows = tuple((name, amount, 100.0 * amount / entered) for name, amount, _ in parts)
    return Figure(
        "balance",
        "From the mouth to where it ends",
        f"Of {figures(entered)} mg of magnesium taken beside the food, {lost} % left in the "
        f"faeces, {urine} % in the urine, and {stored} % is still in the body at the end.",
        Table(
            "Where the magnesium of the regimen is at its end",
            (Column("Place"), Column("Amount", "mg"), Column("Share", "%")),
            (*rows, ("Together", entered, 100.0)),
        ),
        lambda form: bars(shown, form),
    )
