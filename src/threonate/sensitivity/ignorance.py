"""One person in many versions: every number that is in doubt takes what it may be."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import Distribution
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.sensitivity.factor import Factor, Versions
from threonate.sensitivity.quantile import doubted
from threonate.simulation import DISSOLVED, all_parameters

FORM = Factor(DISSOLVED, "How much of a slow form dissolves.")


@dataclass(frozen=True, slots=True)
class Ignorance:
    """What is not known about the numbers behind one person's answer."""

    person: Person = field(default_factory=Person)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every number in doubt, and how much of a slow form dissolves."""
        return (
            *(
                Factor(name, number.says, number.grade)
                for name, number in all_parameters().items()
                if number.distribution is not Distribution.FIXED
            ),
            FORM,
        )

    def versions(self, chances: Floats) -> Versions:
        """Give the person the numbers that chances (n, factors) make."""
        numbers, count = all_parameters(), len(chances)
        drawn = {name: np.full(count, number.value) for name, number in numbers.items()}
        for factor, chance in zip(self.factors, chances.T, strict=True):
            number = numbers.get(factor.name)
            drawn[factor.name] = chance if number is None else doubted(number, chance)
        return Versions(Crowd.alike(self.person, count=count), drawn)
