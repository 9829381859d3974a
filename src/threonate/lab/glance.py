"""A glance shows the power of a design at once, by theory, before anybody runs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from threonate.lab.ability_curve import grid
from threonate.lab.trial_answer import PowerCurve, Told
from threonate.trial.ability import LARGEST, people_in_words

if TYPE_CHECKING:
    from threonate.report.figure.figure import Figure
    from threonate.trial.design import Design


class Glance(Told):
    """The chance to find the headline's true effects, by the people in each of two equal arms.

    ``here`` is how many this design has, unequal arms as equal ones that tell as much, ``power``
    its chance to find the first effect and ``people_for_80`` how many find that 80 in 100 times.
    Theory knows who drops out, and not that people answer differently.
    """

    sentence: str
    endpoint: str
    arm: str
    unit: str
    here: int
    power: float
    people_for_80: int | None
    people: tuple[int, ...]
    curves: tuple[PowerCurve, ...]


def glance(design: Design) -> Glance:
    """Look at the headline of a design: its first endpoint in its first treated arm."""
    from threonate.trial.planned import equal_arms, planned_people, planned_power

    endpoint, arm = design.endpoints[0], design.treated[0]
    here, first = equal_arms(arm.n, design.control.n), endpoint.effects[0]

    def chance(effect: float, people: int) -> float:
        return planned_power(design, endpoint, arm, effect=effect, people=people)

    wanted = planned_people(design, endpoint, arm, effect=first, power=0.8)
    people = grid(here, wanted or LARGEST)
    found = chance(first, here)
    return Glance(
        sentence=_sentence(design, f"{first:g} {endpoint.unit}", power=found, wanted=wanted),
        endpoint=endpoint.name,
        arm=arm.name,
        unit=endpoint.unit,
        here=here,
        power=found,
        people_for_80=wanted,
        people=people,
        curves=tuple(
            PowerCurve(effect=effect, power=tuple(chance(effect, n) for n in people))
            for effect in endpoint.effects
        ),
    )


def glance_figure(found: Glance) -> Figure:
    """Draw a glance, with its numbers beside it."""
    from threonate.lab.design_figure import LOOKS, chances_chart, named
    from threonate.report.figure.figure import Figure
    from threonate.report.table import Column, Table

    lines: Sequence[tuple[str, Sequence[float]]] = [
        (named(each.effect, found.unit), each.power) for each in found.curves
    ]
    looks = [LOOKS[i % len(LOOKS)] for i in range(len(lines))]
    table = Table(
        f"Chances to find a true effect: {found.endpoint}",
        (Column("People in each arm"), *(Column(name, "%") for name, _ in lines)),
        tuple(
            (f"{n:,}", *(100.0 * power[i] for _, power in lines))
            for i, n in enumerate(found.people)
        ),
    )
    return Figure(
        "glance",
        "Its power at a glance",
        found.sentence,
        table,
        lambda form: chances_chart(lines, looks, people=found.people, here=found.here, form=form),
    )


def _sentence(design: Design, effect: str, *, power: float, wanted: int | None) -> str:
    from threonate.trial.chance import in_100

    active, control = design.treated[0].n, design.control.n
    arms = (
        f"{active:,} people in each arm"
        if active == control
        else f"{active:,} and {control:,} people"
    )
    return (
        f"By theory alone, with {arms}, a true difference of {effect} in "
        f"“{design.endpoints[0].name}”, missed doses included, would be found {in_100(power)} "
        f"times; for 80 in 100 it takes about {people_in_words(wanted)} in each arm. A run uses "
        "the spread of its own volunteers, so it may say a little more or less, and tells what "
        "would be found whatever is true."
    )
