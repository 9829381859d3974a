"""Different people: age, sex, size, kidneys, food and serum, and how fast their bodies work.

Factors must be independent, so a trait that goes with sex and age varies about what is usual for
them: the factor age holds all that comes with age, and the factor weight is being heavy for it.
Height varies about what is usual for weight, food for weight too, and serum for weight and food.
Whether threonate does anything in a human brain is the same for all people: here it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from threonate.engine.record import Floats
from threonate.people.ages import Ages, chance_of_woman
from threonate.people.crowd import Crowd
from threonate.people.draft import traits_at
from threonate.people.medicine import Effect, Medicine
from threonate.people.quantity import DIET, EGFR, HEIGHT, SERUM, WEIGHT
from threonate.people.region import Region
from threonate.sensitivity.factor import Factor, Versions
from threonate.sensitivity.quantile import lognormal
from threonate.simulation import DISSOLVED, all_parameters

PERSONAL = (
    Factor("age", "Age, with all that usually comes with it."),
    Factor("sex", "Sex, with all that usually comes with it."),
    Factor("weight", "Weight for sex and age."),
    Factor("height", "Height for sex, age and weight."),
    Factor("egfr", "Kidney function for age."),
    Factor("diet", "Magnesium from food for sex, age and weight."),
    Factor("serum", "Serum magnesium for sex, weight and food."),
)

OF_A_POPULATION = ("diet", "weight_", "height_", "serum_", "urine_")
"""How numbers of the room people begin whose spread is the one of a trait above."""

SHARED = {"brain.translation": 1.0}
"""The yes or no that is the same for all people: threonate does in them what it does in rats."""

MEASURED = {"weight": WEIGHT, "height": HEIGHT, "egfr": EGFR, "diet": DIET, "serum": SERUM}
"""The limits of each trait; whoever would lie beyond them stands at the edge."""

Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Traits:
    """How people differ; ``held`` fixes traits by name, in a person's units, sex 1 if female."""

    ages: Ages = field(default_factory=Ages)
    held: Mapping[str, float] = field(default_factory=dict)
    medicines: tuple[Medicine, ...] = ()

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The traits that are not held, and every number in which people differ."""
        return (
            *(factor for factor in PERSONAL if factor.name not in self.held),
            *(
                Factor(name, number.says, number.grade)
                for name, number in all_parameters().items()
                if number.spread > 0.0 and not _is_of_a_population(name)
            ),
        )

    def versions(self, chances: Floats) -> Versions:
        """Make people of chances (n, factors)."""
        count, numbers = len(chances), all_parameters()
        by_name = {f.name: c for f, c in zip(self.factors, chances.T, strict=True)}
        drawn = {
            name: np.full(count, SHARED.get(name, number.value)) for name, number in numbers.items()
        }
        for name in by_name.keys() & numbers.keys():
            drawn[name] = drawn[name] * lognormal(numbers[name].spread, by_name[name])
        drawn[DISSOLVED] = np.full(count, 0.5)
        return Versions(self._crowd(by_name, count), drawn)

    def _crowd(self, chances: Mapping[str, Floats], count: int) -> Crowd:
        middle = np.full(count, 0.5)
        chance = {factor.name: chances.get(factor.name, middle) for factor in PERSONAL}
        held = {name: np.full(count, value) for name, value in self.held.items()}
        age = held.get("age", self.ages.at(chance["age"]))
        female = held["sex"] > 0.0 if "sex" in held else chance["sex"] < chance_of_woman(age)
        own = traits_at(chance, age=age, female=female, region=Region.US)
        own = {name: np.clip(own[name], q.low, q.high) for name, q in MEASURED.items()}
        effects = {effect for each in self.medicines if (effect := each.effect) is not None}
        takes = {effect: np.ones(count, dtype=np.bool_) for effect in effects}
        return _crowd_of(age, female, {**own, **held}, takes)


def _crowd_of(
    age: Floats, female: Booleans, own: Mapping[str, Floats], takes: Mapping[Effect, Booleans]
) -> Crowd:
    return Crowd(
        age=age,
        female=female,
        weight=own["weight"],
        height=own["height"],
        egfr=own["egfr"],
        filtration=np.full(len(age), np.nan),
        diet=own["diet"],
        serum=own["serum"],
        takes=takes,
        is_exact=True,
    )


def _is_of_a_population(name: str) -> bool:
    room, _, rest = name.partition(".")
    return room == "people" and rest.startswith(OF_A_POPULATION)
