"""Why a number is what it is: its value, who says so, how sure that is, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

from threonate import path
from threonate.dose.salt import Salt, load_salts
from threonate.engine.law import Law
from threonate.evidence.grade import Grade
from threonate.evidence.parameter import Parameter
from threonate.evidence.source import Source, load_sources
from threonate.people.medicine import Medicine
from threonate.quantity import QUANTITIES, Quantity
from threonate.refusal import Refusal, nearest
from threonate.simulation import all_parameters

if TYPE_CHECKING:
    from threonate.course import Course

DRAWS = 300
"""Draws of the usual course from which the influence of a number is read."""


class Topic(Enum):
    """What kind of thing is explained."""

    PARAMETER = "parameter"
    LAW = "law"
    QUANTITY = "quantity"
    SALT = "salt"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about one thing by its name, and how.

    ``value`` is in ``unit``; ``facts`` hold the rest in words by their label. ``influence`` is the
    share of an answer's doubt, 0 to 1: of a parameter by quantity, of a quantity by parameter.
    """

    name: str
    topic: Topic
    says: str
    grade: Grade
    value: float | None = None
    unit: str = ""
    sources: tuple[Source, ...] = ()
    verified: bool = True
    facts: Mapping[str, str] = field(default_factory=dict)
    influence: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Give the explanation as one document with stable keys."""
        return {
            "name": self.name,
            "topic": self.topic.value,
            "says": self.says,
            "value": self.value,
            "unit": self.unit or None,
            "grade": self.grade.value,
            "grade_meaning": self.grade.meaning,
            "verified": self.verified,
            **dict(self.facts),
            "sources": [
                {
                    "key": source.key,
                    "citation": source.citation,
                    "address": source.address or None,
                    "seen": source.seen.value,
                }
                for source in self.sources
            ],
            "influence": dict(self.influence),
        }

    def __str__(self) -> str:
        """Give the explanation as lines of text."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{self.name} ({self.topic.value})"
        yield self.says
        if self.value is not None:
            unit = "" if self.unit in ("", "1") else f" {self.unit}"
            yield f"Value: {self.value:.6g}{unit}"
        yield f"Grade: {self.grade.value}, {self.grade.meaning}"
        yield from (f"{label.capitalize()}: {words}" for label, words in self.facts.items())
        if not self.verified:
            yield "Not verified: nobody could check this number against its source."
        for source in self.sources:
            yield f"Source: {source.citation} [{source.key}, seen: {source.seen.value}]"
        if self.influence:
            of = "by" if self.topic is Topic.QUANTITY else "in"
            yield f"Share of the doubt {of}:"
            yield from (f"  {100 * share:4.1f} %  {name}" for name, share in self.influence.items())
        elif self.topic in (Topic.PARAMETER, Topic.LAW):
            yield "Influence: too small to see in any answer of the usual course."


def why(name: str, *, course: Course | None = None) -> Explanation:
    """Explain a parameter, law, quantity, salt or medicine by its name.

    ``influence`` is read off ``course``, or off the usual regimen in a person of 60. A short name
    such as ``splay`` is enough where only one thing has it. Raises Refusal with the nearest name.
    """
    found = _find(name)
    match found:
        case Quantity():
            return _of_quantity(found, course or _usual_course())
        case Parameter():
            return _of_parameter(found, course or _usual_course())
        case Law():
            return _of_law(found, course or _usual_course())
        case _:
            return _of_salt(found)


def owed_to(source: str) -> dict[str, list[str]]:
    """List what rests on a source: parameters, laws and salts by name."""
    return {
        "parameters": [n for n, number in all_parameters().items() if source in number.source],
        "laws": [n for n, law in _laws().items() if source in law.cite],
        "salts": [key for key, salt in load_salts().items() if source in salt.source],
    }


Thing = Quantity | Parameter | Law | Salt


def _find(name: str) -> Thing:
    asked = name.strip()
    known = _things()
    if asked in known:
        return known[asked]
    short = [full for full in known if full.rpartition(".")[2] == asked]
    if len(short) == 1:
        return known[short[0]]
    if short:
        raise Refusal(f"'{asked}' is the name of several things; write {' or '.join(short)}.")
    for find in (_by_medicine, _by_salt):
        found = find(asked)
        if found is not None:
            return found
    spellings = {full.rpartition(".")[2]: full for full in known}
    near = nearest(asked, [*known, *spellings]) or " Try 'serum', 'citrate' or 'kidney.splay'."
    raise Refusal(f"'{asked}' is not a quantity, parameter, law or salt of this program.{near}")


@cache
def _things() -> Mapping[str, Thing]:
    """Everything with a name; what is measured in a person comes before what has the same name."""
    things: dict[str, Thing] = {quantity.key: quantity for quantity in QUANTITIES}
    for more in (all_parameters(), _laws(), load_salts()):
        for name, thing in more.items():
            things.setdefault(name, thing)
    return things


@cache
def _laws() -> Mapping[str, Law]:
    return {f"{law.room}.{law.name}": law for law in path.system().laws}


def _by_medicine(name: str) -> Thing | None:
    try:
        return all_parameters()[f"people.{Medicine.find(name).effect.value}"]
    except Refusal:
        return None


def _by_salt(name: str) -> Thing | None:
    try:
        return Salt.find(name)
    except Refusal:
        return None


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


def _of_law(law: Law, course: Course) -> Explanation:
    route = f"{law.source} to {law.target}" if law.source else law.target
    return Explanation(
        name=f"{law.room}.{law.name}",
        topic=Topic.LAW,
        says=" ".join(law.sentence.split()),
        grade=law.grade,
        sources=_cited(law.cite),
        facts={
            "does": {"flow": f"moves mass, {route}", "change": f"changes {route}"}.get(
                law.kind.value, "defines a level"
            ),
            "reads": ", ".join((*law.places, *law.parameters)),
        },
        influence=_influence_of(law.parameters, course),
    )


def _of_quantity(quantity: Quantity, course: Course) -> Explanation:
    from threonate.answer.dependence import grades

    estimate = course.estimate(quantity.key)
    found = course.influence[quantity.key]
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


def _cited(keys: tuple[str, ...] | Mapping[str, None]) -> tuple[Source, ...]:
    return tuple(load_sources()[key] for key in keys)
