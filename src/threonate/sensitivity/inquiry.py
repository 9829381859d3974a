"""The verb ``measure``: which measurement would shrink the interval of an answer most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from threonate.course import UNTREATED, Course
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.evidence.grade import Grade
from threonate.people import Person
from threonate.quantity import find_quantity
from threonate.refusal import Refusal
from threonate.sensitivity.index import Interval
from threonate.sensitivity.measurement import (
    MOST_PEOPLE,
    Measurement,
    load_measurements,
)
from threonate.sensitivity.worth import (
    ENDS,
    Worth,
    share_known,
    worth_of_knowing,
    worth_of_measuring,
)
from threonate.simulation import (
    Announce,
    Question,
    all_parameters,
    kernel,
    sample_times,
    silent,
)

DRAWS = 2000
FEWEST_DRAWS, MOST_DRAWS = 200, 4000
KNOWN = 10
"""At most so many numbers are shown as if they were known exactly."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement and what it is worth."""

    measurement: Measurement
    worth: Worth


@dataclass(frozen=True, slots=True)
class Known:
    """A number of the model, and what it is worth to know it exactly."""

    name: str
    says: str
    grade: Grade
    worth: Worth


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What to measure first to know a quantity's change, the most worthwhile first.

    ``answer`` is the change's median with its 90 % interval, in its unit. ``left_out`` are
    measurements that have no result under the regimen, as where no threonate is taken.
    """

    quantity: str
    answer: Interval
    measured: tuple[Measured, ...]
    left_out: tuple[Measurement, ...]
    known: tuple[Known, ...]
    draws: int
    seed: int

    @property
    def width(self) -> float:
        """The width of the interval now, in the unit of the quantity."""
        return self.answer[2] - self.answer[1]

    def document(self) -> dict[str, Any]:
        """Give the inquiry as plain data."""
        middle, low, high = self.answer
        return {
            "quantity": self.quantity,
            "unit": find_quantity(self.quantity).unit,
            "answer": middle,
            "answer_low": low,
            "answer_high": high,
            "measurements": [
                {**each.measurement.document(), **each.worth.document()} for each in self.measured
            ],
            "left_out": [each.key for each in self.left_out],
            "known_exactly": [
                {
                    "parameter": each.name,
                    "says": each.says,
                    "grade": each.grade.value,
                    **each.worth.document(),
                }
                for each in self.known
            ],
            "draws": self.draws,
            "seed": self.seed,
        }


def measure(
    person: Person | None = None,
    regimen: Regimen | None = None,
    *,
    quantity: str = "words",
    measurements: Sequence[Measurement] = (),
    people: int | None = None,
    draws: int = DRAWS,
    seed: int = 1,
    announce: Announce = silent,
) -> Inquiry:
    """Say what each measurement is worth to the answer about a quantity's change.

    ``measurements`` are those of the package unless given; ``people`` in each arm replaces what
    they say. The average person stands for the mean of the people measured. Raises Refusal for a
    quantity that does not exist, for draws outside 200 to 4,000, where nothing is in doubt, and
    where no measurement has a result.
    """
    find_quantity(quantity)
    if not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise Refusal(
            f"{draws} draws were asked for; a measurement is judged by {FEWEST_DRAWS} to "
            f"{MOST_DRAWS:,}."
        )
    chosen = _with_people(tuple(measurements) or tuple(load_measurements().values()), people)
    announce(f"Following {draws:,} versions of the person.")
    course = _course(person or Person(), regimen or Regimen.daily(), draws, seed, announce)
    answer = _change(course, quantity)
    if np.ptp(answer) == 0.0:
        raise Refusal(
            f"The change of '{quantity}' is the same in every draw, so no measurement can narrow "
            "it; ask about another quantity or regimen."
        )
    results = {each: _result(each, course) for each in chosen}
    whole = {each: found for each, found in results.items() if np.isfinite(found).all()}
    if not whole:
        raise Refusal(
            f"'{chosen[0].title}' has no result on the scale '{chosen[0].scale.value}' with this "
            "regimen, since its level is nothing; choose another measurement."
        )
    announce(f"Weighing {len(whole)} measurements.")
    middle, low, high = np.quantile(answer, (0.5, *ENDS))
    return Inquiry(
        quantity=quantity,
        answer=(float(middle), float(low), float(high)),
        measured=_measured(whole, answer, seed),
        left_out=tuple(each for each in results if each not in whole),
        known=_known(course, answer, seed),
        draws=len(answer),
        seed=seed,
    )


def _with_people(chosen: Sequence[Measurement], people: int | None) -> tuple[Measurement, ...]:
    if people is None:
        return tuple(chosen)
    if not 1 <= people <= MOST_PEOPLE:
        raise Refusal(f"{people} people were asked for in each arm; use 1 to {MOST_PEOPLE:,}.")
    return tuple(replace(each, people=people) for each in chosen)


def _course(person: Person, regimen: Regimen, draws: int, seed: int, announce: Announce) -> Course:
    asked, times = Question(person, regimen, (), seed), sample_times(regimen, daily=False)
    return asked.course(kernel(announce), range(draws), times, spread=False, doubt=True)


def _readings(course: Course, quantity: str) -> tuple[Floats, Floats]:
    treated = course.readings[course.arms[1].name]
    return course.readings[UNTREATED][quantity], treated[quantity]


def _change(course: Course, quantity: str) -> Floats:
    before, after = _readings(course, quantity)
    return np.asarray(after - before)


def _result(each: Measurement, course: Course) -> Floats:
    """What a measurement would find without error in each draw, (n,)."""
    if each.quantity:
        return each.result(*_readings(course, each.quantity))
    values = course.parameters[each.parameter]
    return each.result(values, values)


def _measured(
    results: Mapping[Measurement, Floats], answer: Floats, seed: int
) -> tuple[Measured, ...]:
    found = [
        Measured(
            each,
            worth_of_measuring(
                answer, result, standard_error=each.standard_error, seed=seed + place
            ),
        )
        for place, (each, result) in enumerate(results.items())
    ]
    return tuple(sorted(found, key=lambda each: -each.worth.width[0]))


def _known(course: Course, answer: Floats, seed: int) -> tuple[Known, ...]:
    """Find the numbers whose exact value is worth most."""
    varied, numbers = _varied(course), all_parameters()
    rough = {name: share_known(answer, values) for name, values in varied.items()}
    best = sorted((name for name in rough if rough[name] > 0.0), key=lambda name: -rough[name])
    worths = {name: worth_of_knowing(answer, varied[name], seed=seed) for name in best[:KNOWN]}
    return tuple(Known(n, numbers[n].says, numbers[n].grade, worth) for n, worth in worths.items())


def _varied(course: Course) -> Mapping[str, Floats]:
    found = {name: course.parameters[name] for name in course.drawn}
    return {name: values for name, values in found.items() if np.ptp(values) > 0.0}
