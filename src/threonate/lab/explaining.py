"""Explaining turns a number, law, quantity, form of magnesium or source into its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from threonate.lab.missing import thing_address
from threonate.lab.reason import (
    Link,
    Reason,
    Share,
    equation,
    link,
    references,
    spoken_unit,
)
from threonate.lab.room import rooms

if TYPE_CHECKING:
    from threonate.course import Course
    from threonate.dose.salt import Salt
    from threonate.engine.law import Law
    from threonate.evidence.parameter import Parameter
    from threonate.evidence.source import Source

SEEN = 0.001
"""Smaller shares of a doubt are not listed."""


def of_number(number: Parameter, course: Course | None) -> Reason:
    """Explain a number of the model."""
    from threonate.simulation import all_parameters

    stated = {
        "basis": number.basis.value,
        "reason": number.reason,
        "where in the source": number.where,
        "in whom": number.who,
    }
    ranged = number.distribution.value.endswith("uniform")
    return Reason(
        name=number.name,
        topic="number",
        says=number.says,
        room=_room(number.room),
        value=number.value,
        low=number.low if ranged else None,
        high=number.high if ranged else None,
        unit=spoken_unit(number.unit),
        spread=number.spread,
        doubt=doubt(number),
        grade=number.grade.value,
        grade_meaning=number.grade.meaning,
        verified=number.verified,
        facts={label: words for label, words in stated.items() if words},
        hangs=tuple(link(name) for name, routes in _laws().items() if _reads(routes, number.name)),
        sources=references(number.source),
        influence=_influence(number.name, course) if number.name in all_parameters() else (),
    )


def of_law(routes: tuple[Law, ...], course: Course | None) -> Reason:
    """Explain an equation."""
    from threonate.evidence.grade import weakest

    law = routes[0]
    name = f"{law.room}.{law.name}"
    grade = weakest(route.grade for route in routes)
    return Reason(
        name=name,
        topic="law",
        says=" ".join(law.sentence.split()),
        room=_room(law.room),
        unit=spoken_unit(law.units["return"].symbol),
        grade=grade.value,
        grade_meaning=grade.meaning,
        equation=equation(routes),
        hangs=tuple(map(link, _readers(routes))),
        sources=references(key for route in routes for key in route.cite),
        influence=_influence(name, course),
    )


def of_quantity(key: str, course: Course) -> Reason:
    """Explain what is measured in a person, on the last day of the worked example."""
    from threonate.answer.number import figures
    from threonate.explanation import why
    from threonate.lab.follow_answer import change

    found, estimate = why(key, course=course), course.estimate(key)
    said, between = change(estimate)
    ends = f"{figures(estimate.low)} to {figures(estimate.high)}"
    return Reason(
        name=found.name,
        topic="quantity",
        says=estimate.quantity.label,
        value=found.value,
        low=estimate.low,
        high=estimate.high,
        unit=found.unit,
        grade=found.grade.value,
        grade_meaning=found.grade.meaning,
        said=said,
        between=between,
        facts={
            "asked of": course.regimen.describe(),
            "without it": f"{figures(estimate.baseline)} {found.unit}",
            "with it, on the last day": f"{figures(estimate.value)} {found.unit} ({ends})",
        },
        sources=references(source.key for source in found.sources),
        influence=tuple(
            Share(name=name, address=thing_address(name), share=share)
            for name, share in found.influence.items()
        ),
    )


def of_form(salt: Salt) -> Reason:
    """Explain a form of magnesium, which no course is needed for."""
    from threonate.explanation import why

    found = why(salt.key)
    return Reason(
        name=salt.key,
        topic="form",
        says=found.says,
        value=found.value,
        unit=found.unit,
        grade=found.grade.value,
        grade_meaning=found.grade.meaning,
        facts=found.facts,
        sources=references(source.key for source in found.sources),
        influence=(),
    )


def of_source(source: Source) -> Reason:
    """Explain a source by what rests on it."""
    from threonate.explanation import owed_to
    from threonate.validation import load_anchors

    owed = owed_to(source.key)
    anchors = [each for each in load_anchors().values() if each.study == source.key]
    measured = {each.room for each in anchors}
    rooms_measured = tuple(
        Link(
            name=f"published numbers of the {rooms()[name].title.lower()}",
            address=f"{rooms()[name].address}#anchors",
        )
        for name in rooms()
        if name in measured
    )
    return Reason(
        name=source.key,
        topic="source",
        says=source.citation,
        facts={
            "kind": source.kind.value,
            "on whom": source.species,
            "how many": source.n,
            "funding": source.funding,
            "seen": source.seen.value,
        },
        hangs=(*(link(name) for names in owed.values() for name in names), *rooms_measured),
        sources=references((source.key,)),
        influence=(),
    )


def doubt(number: Parameter) -> str:
    """Say how far the number itself may be off."""
    shape = number.distribution.value
    if not number.doubt:
        return "none, by definition" if shape == "fixed" else ""
    stated = "" if number.doubt_stated else ", by the convention of its grade"
    return f"{100 * number.doubt:.0f} % ({shape}){stated}"


def _room(name: str) -> Link | None:
    room = rooms().get(name)
    return Link(name=room.title, address=room.address) if room else None


def _laws() -> Any:
    from threonate.explanation.thing import laws

    return laws()


def _reads(routes: tuple[Law, ...], number: str) -> bool:
    return any(number in route.parameters for route in routes)


def _readers(routes: tuple[Law, ...]) -> list[str]:
    """The laws that read what this one defines or changes."""
    from threonate import path
    from threonate.engine.law import Kind

    system = path.system()
    given = {route.name if route.kind is Kind.LEVEL else route.target for route in routes}
    return [
        name
        for name, others in _laws().items()
        if others != routes
        and any(system.resolve(law, place) in given for law in others for place in law.places)
    ]


def _influence(name: str, course: Course | None) -> tuple[Share, ...] | None:
    """The share of each quantity's doubt; None where the worked example is still being followed."""
    from threonate.explanation import why
    from threonate.quantity import QUANTITIES

    if course is None:
        return None
    keys = {quantity.label: quantity.key for quantity in QUANTITIES}
    found = why(name, course=course).influence
    return tuple(
        Share(name=label, address=thing_address(keys[label]), share=share)
        for label, share in found.items()
        if share >= SEEN
    )
