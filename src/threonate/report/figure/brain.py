"""The brain: spinal fluid, the fluid between cells, and the neuron, as change in per cent."""

from __future__ import annotations

from threonate.answer.number import percent, signed_percent
from threonate.course import Course
from threonate.report.figure.figure import Figure
from threonate.report.figure.flow import day_axis, weekly
from threonate.report.figure.panel import Line, beside, panel
from threonate.report.palette import Colour
from threonate.report.picture import Chart
from threonate.report.table import Cell, Column, Table
from threonate.report.theme import Format
from threonate.report.track import BRAIN, Track, brain_level, days, rise

PLACES = {
    "csf": ("Spinal fluid, %", Colour.WITH),
    "interstitial": ("Between cells, %", Colour.FOURTH),
    "neuronal": ("In neurons, %", Colour.THIRD),
}


def brain(course: Course) -> Figure:
    """Follow three places of the brain through the regimen."""
    tracks = dict(_tracks(course))
    middle, low, high = course.estimate("csf").percent
    return Figure(
        "brain",
        "The fluids of the brain and the neuron",
        f"On the last day spinal fluid is {signed_percent(middle)} from its usual level, and "
        f"anything from {percent(low)} to {percent(high)} % fits what is known; no one has "
        "measured any of these three in a person who takes threonate.",
        _table(tracks),
        lambda form: _draw(tracks, form),
    )


def _tracks(course: Course) -> list[tuple[str, Track]]:
    at = days(course)
    without, with_it = course.arms[:2]
    return [
        (
            key,
            rise(
                at,
                brain_level(course, without, state, unit),
                brain_level(course, with_it, state, unit),
            ),
        )
        for key, state, unit in BRAIN
    ]


def _draw(tracks: dict[str, Track], form: Format) -> Chart:
    axis = day_axis(float(tracks["csf"].at[-1]))
    panels = [
        panel(
            (Line(title, tracks[key], colour),),
            title=title,
            axis=axis,
            width=form.third,
            zero=True,
        )
        for key, (title, colour) in PLACES.items()
    ]
    return beside(panels, form, spacing=20)


def _table(tracks: dict[str, Track]) -> Table:
    columns = [Column("Day")]
    for title, _ in PLACES.values():
        place = title.removesuffix(", %")
        columns += [Column(f"{place}{part}", "%") for part in ("", ", low", ", high")]
    at = tracks["csf"].at
    rows: list[tuple[Cell, ...]] = [
        (
            f"{at[i]:g}",
            *(
                float(number[i])
                for key in PLACES
                for number in (tracks[key].middle, tracks[key].low, tracks[key].high)
            ),
        )
        for i in weekly(len(at))
    ]
    return Table("Change in the brain at midnight", tuple(columns), tuple(rows))
