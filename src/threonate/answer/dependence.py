"""What an answer depends on: the numbers that nobody knows well, and who they are owed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from threonate import path
from threonate.course import FORM, Course
from threonate.evidence.grade import Grade, weakest
from threonate.evidence.parameter import Parameter
from threonate.evidence.source import Seen, Source, load_sources
from threonate.influence import grade_of
from threonate.quantity import QUANTITIES
from threonate.simulation import all_parameters

FROM_SERUM = (
    *("csf", "interstitial", "neuronal", "density"),
    *("potentiation", "recall", "words", "delayed"),
)
"""Quantities that are worked out from serum, and so are no surer than it is."""

FEW_TO_GRADE = 200
"""With fewer draws than this, chance hides what an answer depends on, and nothing is graded up."""

ANSWERED = ("serum", "csf", "words")
"""The quantities that the sentence speaks of; their doubts weigh alike."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """One number and the share of the answer's doubt that comes from it, 0 to 1."""

    parameter: Parameter
    share: float


@dataclass(frozen=True, slots=True)
class Debt:
    """One source, what is owed to it, and the share of the answer's doubt that rests on it.

    ``grade`` is that of the number owed to it which matters most.
    """

    source: Source
    parameters: tuple[Parameter, ...]
    grade: Grade
    share: float

    @property
    def verified(self) -> bool:
        """The source was in view, and so was every number taken from it."""
        return self.source.seen is not Seen.RECALL and all(p.verified for p in self.parameters)


def grades(course: Course, arm: str | None = None) -> Mapping[str, Grade]:
    """Grade every quantity of an arm by the weakest number that its change depends on.

    Too few draws to see what a change depends on leave it graded by the weakest number of all.
    """
    chosen = course.arms[1] if arm is None else course.arm(arm)
    numbers = {name: number.grade for name, number in all_parameters().items()}
    lowest = weakest(numbers[name] for name in course.drawn)
    if not course.doubt or course.draws < FEW_TO_GRADE:
        return dict.fromkeys((quantity.key for quantity in QUANTITIES), lowest)
    if chosen.dissolved is not None:
        # How much of a slow form dissolves belongs to the dose, and weighs like any other number.
        numbers[FORM] = weakest(dose.salt.grade for dose in chosen.regimen.doses)
    found = course.influences[chosen.name]
    own = {key: grade_of(some, numbers) if some else lowest for key, some in found.items()}
    carried = dict.fromkeys(FROM_SERUM, own["serum"])
    return {key: weakest((grade, carried.get(key, grade))) for key, grade in own.items()}


def dependences(course: Course) -> tuple[Dependence, ...]:
    """Rank the numbers that the answer depends on, strongest first."""
    numbers, shares = all_parameters(), dict[str, float]()
    for key in ANSWERED:
        for found in course.influence[key]:
            part = found.share / len(ANSWERED)
            shares[found.parameter] = shares.get(found.parameter, 0.0) + part
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Dependence(numbers[name], share) for name, share in ranked)


def debts(course: Course) -> tuple[Debt, ...]:
    """List every source of the course, those that the answer depends on most first.

    A number with several sources divides its share among them.
    """
    shares = {found.parameter.name: found.share for found in dependences(course)}
    owed: dict[str, list[Parameter]] = {}
    for parameter in _used(course):
        for key in parameter.source:
            owed.setdefault(key, []).append(parameter)
    known, grade = load_sources(), dict(_law_grades(course))
    found = []
    for key in dict.fromkeys([*owed, *grade]):
        weight = {p: shares.get(p.name, 0.0) / len(p.source) for p in owed.get(key, ())}
        parameters = tuple(sorted(weight, key=lambda p: -weight[p]))
        first = parameters[0].grade if parameters else grade[key]
        found.append(Debt(known[key], parameters, first, sum(weight.values())))
    return tuple(sorted(found, key=lambda debt: (-debt.share, debt.source.key)))


def _used(course: Course) -> Iterator[Parameter]:
    """The numbers that this course reads."""
    read = {*path.system().parameters, *course.parameters}
    return (number for name, number in all_parameters().items() if name in read)


def _law_grades(course: Course) -> Iterator[tuple[str, Grade]]:
    """The sources of the laws and of the salts swallowed, each with its grade."""
    for law in path.system().laws:
        yield from ((key, law.grade) for key in law.cite)
    for arm in course.arms:
        for salt in {dose.salt.key: dose.salt for dose in arm.regimen.doses}.values():
            yield from ((key, salt.grade) for key in salt.source)
