"""Many different persons under several arms: what each of them ends with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from threonate.course import UNTREATED, Course
from threonate.engine.record import Floats, Integers
from threonate.people.crowd import Crowd
from threonate.people.person import Person
from threonate.quantity import find_quantity

BY_AGE = ("potentiation", "recall", "words", "delayed")
"""Quantities that are brought to the norms of an age, and so are read one year of age at a time."""


@dataclass(frozen=True)
class CrowdCourse:
    """A crowd through the same regimens; the first arm is the same persons without any.

    ``course`` holds those who could be followed, whose places in the crowd are ``kept``; its own
    ``person`` is nobody and is never asked.
    """

    crowd: Crowd
    course: Course
    kept: Integers

    @property
    def arms(self) -> tuple[str, ...]:
        """The names of the arms, the untreated one first."""
        return tuple(arm.name for arm in self.course.arms)

    def reading(self, key: str, *, arm: str = UNTREATED) -> Floats:
        """A quantity at the end of an arm for everyone, (n,); NaN for who could not be followed.

        Raises Refusal for a quantity or an arm that does not exist.
        """
        quantity = find_quantity(key)
        found = np.full(len(self.crowd), np.nan)
        if key not in BY_AGE:
            found[self.kept] = quantity.read(self.course.sight(arm))
            return found
        for places, course in self._by_age():
            found[self.kept[places]] = quantity.read(course.sight(arm))
        return found

    def change(self, key: str, *, arm: str) -> Floats:
        """How an arm changes a quantity in everyone against the same person untreated, (n,)."""
        return self.reading(key, arm=arm) - self.reading(key)

    def _by_age(self) -> Iterator[tuple[Integers, Course]]:
        """Those of each year of age, with their places, as a course of a person of that age."""
        ages = np.round(self.crowd.age[self.kept])
        for age in np.unique(ages):
            places = np.flatnonzero(ages == age)
            yield places, _part(self.course, places, Person(age=float(age)))


def _part(course: Course, places: Sequence[int] | Integers, person: Person) -> Course:
    """Some of the persons of a course, as a course of their own."""
    return replace(
        course,
        person=person,
        arms=tuple(
            replace(
                arm,
                states=arm.states[places],
                dissolved=None if arm.dissolved is None else arm.dissolved[places],
            )
            for arm in course.arms
        ),
        parameters={name: values[places] for name, values in course.parameters.items()},
        meals=course.meals[places],
        ids=course.ids[places],
        asked=len(places),
    )
