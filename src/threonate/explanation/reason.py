"""The verb ``why``: a name goes in, and what is known about it comes out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from threonate.dose.salt import Salt
from threonate.engine.law import Kind, Law
from threonate.evidence.grade import weakest
from threonate.evidence.parameter import Parameter
from threonate.evidence.source import Source, load_sources
from threonate.explanation.explanation import Explanation, Topic
from threonate.explanation.thing import Laws, find
from threonate.quantity import QUANTITIES, Quantity
from threonate.simulation import all_parameters

if TYPE_CHECKING:
    from threonate.course import Course

SEEN = 0.02
"""The share of a quantity's doubt from which a number and its sources are listed under it."""

DRAWS = 500
"""Draws of the usual course from which the influence of a number is read, as in the report."""


def why(name: str, *, course: Course | None = None) -> Explanation:
    """Explain a parameter, law, quantity, salt or medicine by its name.

    ``influence`` is read off ``course``, or off the usual regimen in a person of 60. A short name
    such as ``splay`` is enough where only one thing has it. Raises Refusal with the nearest name.
    """
    found = find(name)
    match found:
        case Quantity():
            return _of_quantity(found, course or _usual_course())
        case Parameter():
            return _of_parameter(found, course or _usual_course())
        case Salt():
            return _of_salt(found)
        case _:
            return _of_law(found, course or _usual_course())


@cache
def _usual_course() -> Course:
    from threonate.simulation import simulate

    return simulate(draws=DRAWS)


def _of_parameter(number: Parameter, course: Course) -> Explanation:
    facts = {
        "basis": number.basis.value,
        "reason": number.reason,
        "where": number.where,
        "who": number.who,
        "between people": f"{100 * number.spread:.0f} %" if number.spread else "",
        "doubt": _doubt(number),
    }
    return Explanation(
        name=number.name,
        topic=Topic.PARAMETER,
        says=number.says,
        grade=number.grade,
        value=number.value,
        unit=number.unit,
        sources=_cited(number.source),
        verified=number.verified,
        facts={label: words for label, words in facts.items() if words},
        influence=_influence_of((number.name,), course),
    )


def _doubt(number: Parameter) -> str:
    """How far the number itself may be off."""
    shape = number.distribution.value
    if not number.doubt:
        return "none, by definition" if shape == "fixed" else ""
    ends = f" from {number.low:g} to {number.high:g}" if shape.endswith("uniform") else ""
    stated = "" if number.doubt_stated else ", by the convention of its grade"
    return f"{100 * number.doubt:.0f} % ({shape}{ends}){stated}"


def _of_law(routes: Laws, course: Course) -> Explanation:
    law = routes[0]
    reads = dict.fromkeys(name for route in routes for name in (*route.places, *route.parameters))
    cited = dict.fromkeys(key for route in routes for key in route.cite)
    return Explanation(
        name=f"{law.room}.{law.name}",
        topic=Topic.LAW,
        says=" ".join(law.sentence.split()),
        grade=weakest(route.grade for route in routes),
        sources=_cited(cited),
        facts={"does": "; ".join(_does(route) for route in routes), "reads": ", ".join(reads)},
        influence=_influence_of(tuple(reads), course),
    )


def _does(law: Law) -> str:
    match law.kind:
        case Kind.FLOW:
            return f"moves mass from {law.source} to {law.target}"
        case Kind.CHANGE:
            return f"changes {law.target}"
        case Kind.LEVEL:
            return "defines a level"


def _of_quantity(quantity: Quantity, course: Course) -> Explanation:
    from threonate.answer.dependence import grades

    estimate = course.estimate(quantity.key)
    found = [i for i in course.influence[quantity.key] if i.share >= SEEN]
    return Explanation(
        name=quantity.key,
        topic=Topic.QUANTITY,
        says=f"{quantity.label}, on the last day of: {course.regimen.describe()}",
        grade=grades(course)[quantity.key],
        value=estimate.value,
        unit=quantity.unit,
        sources=_cited(
            dict.fromkeys(key for i in found for key in all_parameters()[i.parameter].source)
        ),
        facts={
            "before": f"{estimate.baseline:.4g} {quantity.unit}",
            "90 % interval": f"{estimate.low:.4g} to {estimate.high:.4g} {quantity.unit}",
        },
        influence={i.parameter: i.share for i in found},
    )


def _of_salt(salt: Salt) -> Explanation:
    share = salt.dissolved
    rate = "at once" if salt.rate is None else f"at {salt.rate.value:g} 1/h"
    return Explanation(
        name=salt.key,
        topic=Topic.SALT,
        says=f"{salt.name}, {salt.formula}: this share of its mass is magnesium by stoichiometry.",
        grade=salt.grade,
        value=100 * salt.magnesium_fraction,
        unit="%",
        sources=_cited(salt.source),
        facts={
            "molar mass": f"{salt.molar_mass:.2f} g/mol",
            "solubility": salt.solubility.value,
            "dissolves": f"{100 * share.value:.0f} % ({100 * share.low:.0f} to "
            f"{100 * share.high:.0f} %), {rate}",
            "reason": salt.basis,
            **({"note": salt.note} if salt.note else {}),
        },
    )


def _influence_of(names: tuple[str, ...], course: Course) -> dict[str, float]:
    """The share of each quantity's doubt that comes from these numbers, largest first."""
    shares = {
        quantity.label: sum(i.share for i in course.influence[quantity.key] if i.parameter in names)
        for quantity in QUANTITIES
    }
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    return {label: share for label, share in ranked if share > 0.0}


def _cited(keys: Iterable[str]) -> tuple[Source, ...]:
    return tuple(load_sources()[key] for key in keys)
