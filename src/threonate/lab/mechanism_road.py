"""The road through the body, set beside the road of trials on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from threonate.answer.trial import Roads
from threonate.lab.job import Job
from threonate.lab.scenario import LONGEST
from threonate.lab.taker import Taker
from threonate.lab.usual_course import finished
from threonate.lab.visit import Visit
from threonate.refusal import Refusal
from threonate.report.figure.figure import Figure
from threonate.report.figure.interval import Row, intervals
from threonate.report.picture import Chart
from threonate.report.table import Column, Table
from threonate.report.theme import Format

if TYPE_CHECKING:
    from threonate.studies.prediction import Expectation

Middle = tuple[float, float, float]
"""A middle with its low and high end, in SD."""


def mechanism_road(taker: Taker, visit: Visit, *, then: str) -> Middle | Job:
    """Give the change of a word list by the mechanism, or the work on it; Refusal where it failed.

    The work's answer will be seen at ``then``.
    """
    lab = visit.lab
    key = ("mechanism", taker.age, taker.dose, taker.weeks, taker.weight)
    if not lab.knows(key):
        if taker.weeks > LONGEST:
            raise Refusal(
                f"A body is followed here for at most {LONGEST:g} weeks, and {taker.weeks:g} were "
                "asked for; the trials answer all the same."
            )
        job = lab.jobs.begin(
            (key, then),
            f"Following a person of {taker.age:g} for {taker.weeks:g} weeks",
            lambda job: lab.once(key, lambda: _followed(taker, job)),
            then=then,
            owner=visit.owner,
        )
        if not finished(job):
            return job
    return lab.once(key, lambda: _followed(taker, None))


def _followed(taker: Taker, job: Job | None) -> Middle:
    from threonate.dose.regimen import Regimen
    from threonate.memory import interval
    from threonate.people.person import Person
    from threonate.simulation import simulate

    if job is not None:
        job.tell("Following the dose through the body.", share=0.2)
    person = Person(age=taker.age, weight=taker.weight)
    course = simulate(person, Regimen.daily(compound=taker.dose, weeks=taker.weeks))
    if job is not None:
        job.tell("Asking what is remembered.", share=0.7)
    middle, low, high = interval(course.memory.words.change_in_spreads)
    return middle, low, high


def roads_of(mechanism: Middle, expected: Sequence[Expectation]) -> Roads:
    """Set both roads beside each other."""
    return Roads(mechanism, {each.domain.value: each for each in expected})


def road_figure(roads: Roads) -> Figure:
    """Both roads to memory on one axis."""
    memory = roads.memory
    rows = [
        Row("the body", *roads.mechanism),
        Row("the trials", memory.middle, *memory.most),
    ]
    columns = (Column("Road"), Column("Change", "SD"), Column("Low", "SD"), Column("High", "SD"))
    return Figure(
        "roads",
        "Two roads to memory",
        roads.sentence,
        Table(
            "Expected change of learning and recall, in SD between people; intervals of 90 %",
            columns,
            tuple((row.name, row.middle, row.low, row.high) for row in rows),
        ),
        lambda form: _draw(rows, form),
    )


def _draw(rows: Sequence[Row], form: Format) -> Chart:
    unit = "change, SD between people"
    chart = dict(intervals(rows, title="", form=form, named=True, unit=unit))
    return {**chart, "title": None, "width": form.value - (130 if form is Format.WIDE else 50)}
