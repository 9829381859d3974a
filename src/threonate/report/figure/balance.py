"""Where every milligram of the regimen went, food aside."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

from threonate.answer.number import NOTHING, figures, percent
from threonate.course import Course
from threonate.report.figure.figure import Figure
from threonate.report.figure.line import data
from threonate.report.palette import Colour
from threonate.report.table import Column, Table
from threonate.report.theme import Format


@dataclass(frozen=True, slots=True)
class Step:
    """One place, and the piece of the whole that it holds, in mg."""

    name: str
    begin: float
    end: float
    colour: Colour

    @property
    def amount(self) -> float:
        """The milligrams in this place."""
        return self.end - self.begin


def balance(course: Course) -> Figure:
    """Show what was swallowed falling into faeces, urine, sweat and what the body still holds."""
    found = course.where_did_it_go()
    steps = _steps(course, found)
    whole = found["swallowed"]
    entered = "Swallowed" if course.infused(course.arms[1]) == 0.0 else "Taken in"

    def draw(shape: Format) -> alt.LayerChart:
        return _waterfall([Step(entered, 0.0, whole, Colour.QUIET), *steps], whole, shape)

    return Figure("balance", "Where every milligram went", _reading(found), _table(course, found), draw)


def _steps(course: Course, found: dict[str, float]) -> list[Step]:
    in_gut = course.stored_in().get("gut", 0.0)
    parts = [
        ("Left with faeces", found["faeces"], Colour.WITHOUT),
        ("Left with urine", found["urine"], Colour.WITH),
        ("Left with sweat", found["sweat"], Colour.WITH),
        ("Still in the gut", in_gut, Colour.FOURTH),
        ("Still in blood and tissue", found["stored"] - in_gut, Colour.THIRD),
    ]
    steps, so_far = list[Step](), 0.0
    for name, amount, colour in parts:
        if amount > NOTHING:
            steps.append(Step(name, so_far, so_far + amount, colour))
            so_far += amount
    return steps


def _waterfall(steps: list[Step], whole: float, shape: Format) -> alt.LayerChart:
    """Draw the pieces one below the other, each beginning where the last one ended."""
    rows = [
        {"begin": s.begin, "end": s.end, "colour": s.colour.light, "label": _label(s, whole)}
        for s in steps
    ]
    between = "|" if shape is Format.NARROW else " · "
    axis = alt.Axis(
        title=None, labelExpr=f"split(replace(datum.label, ' · ', '{between}'), '|')",
        labelColor=Colour.INK.light, labelLineHeight=15, labelBaseline="middle",
        labelAlign="left", labelPadding=150 if shape is Format.NARROW else 292,
    )  # fmt: skip
    width = 150 if shape is Format.NARROW else 380
    y = alt.Y("label:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.35))
    x = alt.X("begin:Q", title="mg of magnesium", axis=alt.Axis(tickCount=3 if width < 200 else 5))
    bars = alt.Chart(data(rows)).mark_bar(minBandSize=2)
    pieces = bars.encode(
        x=x, x2="end:Q", y=y, color=alt.Color("colour:N", scale=None),
    )  # fmt: skip
    return alt.layer(pieces).properties(width=width, height=46 * len(rows))


def _label(step: Step, whole: float) -> str:
    share = f" ({percent(100.0 * step.amount / whole)} %)" if whole else ""
    return f"{step.name} · {figures(step.amount)} mg{share}"


def _reading(found: dict[str, float]) -> str:
    whole = found["swallowed"]
    if whole <= NOTHING:
        return "Nothing was taken."
    absorbed, kept = found["absorbed"], found["stored"]
    share = percent(100.0 * absorbed / whole)
    return (
        f"Of {figures(whole)} mg of magnesium, about {share} % was absorbed "
        f"({figures(absorbed)} mg), most of which left with urine; {figures(kept)} mg is still "
        f"inside. The sum is exact to {figures(abs(found['residual']))} mg."
    )


def _table(course: Course, found: dict[str, float]) -> Table:
    whole = found["swallowed"]
    places = {
        "swallowed": whole,
        "absorbed, on its way": found["absorbed"],
        "left with faeces": found["faeces"],
        "left with urine": found["urine"],
        "left with sweat": found["sweat"],
        **{f"still in {place}": amount for place, amount in course.stored_in().items()},
        "unaccounted for": found["residual"],
    }
    return Table(
        "The regimen's magnesium at its end, food aside",
        (Column("place"), Column("amount", "mg"), Column("share", "%")),
        tuple(
            (name, amount, 100.0 * amount / whole if whole else float("nan"))
            for name, amount in places.items()
        ),
    )
