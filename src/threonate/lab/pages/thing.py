"""Why is it so? One number, law, quantity, form of magnesium or source, explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from threonate.lab.job import Job
from threonate.lab.missing import missing, shortened, thing_address
from threonate.lab.named import named_with, nearest_named
from threonate.lab.page import Page, Question, Shown
from threonate.lab.reason import Reason
from threonate.lab.usual_course import usual_course
from threonate.lab.visit import Visit
from threonate.lab.work_answer import refused, work_of
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.evidence.parameter import Parameter
    from threonate.quantity import Quantity

OFFERED = 8
"""So many things with the same words are offered where the name itself is not one."""

Explain = Callable[["Course | None"], Reason]


class ThingQuestion(Question):
    """The name of the thing is a part of the address."""


def show(_: ThingQuestion, visit: Visit) -> Shown:
    """Explain a thing, or say which name is nearest."""
    asked = visit.parts["thing"]
    explain, needs_course = _explain(asked)
    if explain is None:
        return _missing(asked)
    course, job, why_not = None, None, None
    if needs_course:
        try:
            found = usual_course(visit, then=thing_address(asked))
        except Refusal as refusal:
            why_not = refusal
        else:
            job = found if isinstance(found, Job) else None
            course = None if isinstance(found, Job) else found
    answer = explain(course)
    answer = answer.model_copy(update={"work": work_of(job)})
    beside = {
        "job": job,
        "why_not": str(why_not or ""),
        "heading": f"Why? {answer.says if answer.topic == 'quantity' else answer.name}",
    }
    return refused(Shown(answer, beside), why_not)


def _explain(asked: str) -> tuple[Explain | None, bool]:
    """How the thing of this name is explained, and whether that needs the worked example."""
    from threonate.dose.salt import Salt
    from threonate.evidence.parameter import Parameter
    from threonate.evidence.source import load_sources
    from threonate.explanation.thing import find
    from threonate.lab import explaining
    from threonate.quantity import Quantity
    from threonate.simulation import all_parameters

    name = asked.strip()
    if name in load_sources():
        return lambda _: explaining.of_source(load_sources()[name]), False
    try:
        found = _number(name) or find(name)
    except Refusal:
        return None, False
    match found:
        case Quantity():
            return lambda course: _quantity(found, course), True
        case Parameter():
            return lambda course: explaining.of_number(
                found, course
            ), found.name in all_parameters()
        case Salt():
            return lambda _: explaining.of_form(found), False
        case _:
            return lambda course: explaining.of_law(found, course), True


def _number(name: str) -> Parameter | None:
    """A number of any room, those that no course reads included."""
    from threonate.evidence.parameter import load_parameters

    return load_parameters().get(name)


def _quantity(quantity: Quantity, course: Course | None) -> Reason:
    """What is measured has its numbers from the worked example alone."""
    from threonate.lab.explaining import of_quantity

    if course is not None:
        return of_quantity(quantity.key, course)
    return Reason(name=quantity.key, topic="quantity", says=quantity.label, unit=quantity.unit)


def _missing(asked: str) -> Shown:
    shown = shortened(asked)
    named = named_with(asked.replace(".", " ").replace("_", " "))[:OFFERED] if asked.strip() else ()
    near = nearest_named(asked)
    found = missing(
        f"Nothing here is called '{shown}'.",
        near=near,
        address=thing_address(near),
        otherwise="/why",
    )
    return Shown(None, {**found.context, "offered": named}, found.errors, status=404)


THING = Page(
    address="/why/{thing}",
    title="Why is it so?",
    question=ThingQuestion,
    answer=Reason,
    show=show,
    template="why_thing.html.j2",
    summary="One number, law, quantity, form of magnesium or source: size, doubt, source, reach.",
)
