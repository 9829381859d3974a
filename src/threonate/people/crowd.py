"""A crowd is many persons in columns, as the arithmetic of the body wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from threonate.people.medicine import Effect
from threonate.people.sex import Sex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from threonate.people.person import Person

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]
    Integers = NDArray[np.int64]

COLUMNS = ("age", "female", "weight", "height", "egfr", "filtration", "diet", "serum")
"""What a crowd holds of each person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Persons with one number each, (n,): units as in `Person`, NaN where nothing is known.

    ``egfr`` is the stated or the estimated one. ``takes`` tells for an effect who takes a medicine
    that has it. ``first`` is the id of the first person, from which all random draws follow.
    ``is_exact`` tells that filtration and diet are true values, as drawn, and not measurements that
    stand for what is usual, so that nothing is drawn around them.
    """

    age: Floats
    female: Booleans
    weight: Floats
    height: Floats
    egfr: Floats
    filtration: Floats
    diet: Floats
    serum: Floats
    takes: Mapping[Effect, Booleans] = field(default_factory=dict)
    first: int = 0
    is_exact: bool = False

    def __len__(self) -> int:
        """The number of persons."""
        return len(self.age)

    @property
    def ids(self) -> range:
        """The ids of the persons."""
        return range(self.first, self.first + len(self))

    @staticmethod
    def of(people: Sequence[Person], *, first: int = 0) -> Crowd:
        """Persons one by one become columns."""
        effects = {m.effect for person in people for m in person.medicines}
        return Crowd(
            age=np.array([person.age for person in people], dtype=np.float64),
            female=np.array([person.sex is Sex.FEMALE for person in people], dtype=np.bool_),
            weight=_column(people, "weight"),
            height=_column(people, "height"),
            egfr=_column(people, "estimated_filtration"),
            filtration=_column(people, "filtration"),
            diet=_column(people, "diet"),
            serum=_column(people, "serum"),
            takes={
                effect: np.array([effect in {m.effect for m in p.medicines} for p in people])
                for effect in Effect
                if effect in effects
            },
            first=first,
        )

    @staticmethod
    def alike(person: Person, *, count: int) -> Crowd:
        """The same person so many times."""
        return Crowd.of([person]).take(np.zeros(count, dtype=np.int64))

    def take(self, chosen: Integers, *, first: int = 0) -> Crowd:
        """Some of the persons, in the order chosen; ids begin anew at ``first``."""
        own = {name: getattr(self, name)[chosen] for name in COLUMNS}
        takes = {effect: who[chosen] for effect, who in self.takes.items()}
        return replace(self, **own, takes=takes, first=first)

    def slice(self, begin: int, end: int) -> Crowd:
        """The persons from one place to another, who keep their ids."""
        places = np.arange(begin, min(end, len(self)))
        return self.take(places, first=self.first + begin)

    def exactly(self) -> Crowd:
        """The same persons, whose filtration and diet are true values."""
        return replace(self, is_exact=True)


def _column(people: Sequence[Person], name: str) -> Floats:
    values = [getattr(person, name) for person in people]
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)
