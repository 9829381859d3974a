"""Persons on their steady days are stated as numbers, and how these follow the fitted ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from threonate import path
from threonate.calibration.prediction import SteadyPersons
from threonate.dose.regimen import Regimen
from threonate.engine.record import Floats, merge
from threonate.export.petab.model import BY, SCALES, STATED, Stated
from threonate.export.repeat import Repeat, repeats
from threonate.export.sbml import PERSONAL
from threonate.export.sheet import plain
from threonate.intake import with_form
from threonate.refusal import Refusal

STEP = 1e-2
"""The share by which a fitted number is changed to see what follows it."""

FOLLOWS = 1e-4
"""Powers below this change nothing that matters; the steady day is not found more finely."""


@dataclass(frozen=True)
class Stating:
    """Persons and the fitted numbers (above 0) at which they are stated."""

    persons: SteadyPersons
    fitted: Mapping[str, float]

    @cached_property
    def model(self) -> Stated:
        """The model with the numbers of the first person and the doses of all."""
        return Stated(
            parameters={name: values[0] for name, values in self._parameters.items()},
            start={name: values[0] for name, values in self._start.items()},
            fitted=self.fitted,
            powers={name: dict(self._powers_of(name, 0)) for name in self._derived},
            schedule=self._union,
            collections=self._collections,
        )

    @property
    def overrides(self) -> tuple[dict[str, float], ...]:
        """For each person, by their names in the model, the numbers in which persons differ."""
        rows = [dict(self._own(person)) for person in range(len(self.persons.data.participants))]
        differ = [name for name in rows[0] if len({row[name] for row in rows}) > 1]
        return tuple({name: row[name] for name in differ} for row in rows)

    def _own(self, person: int) -> Iterator[tuple[str, float]]:
        """All numbers of the model for one person."""
        for name, values in {**self._parameters, **self._start}.items():
            derived = name in self._powers
            yield plain(name) + (STATED if derived else ""), float(values[person])
            if derived:
                for fitted, power in self._powers_of(name, person):
                    yield plain(name) + BY + plain(fitted), power
        mine = self._schedules[person]
        for index, repeat in enumerate(self._union, start=1):
            yield f"entry_{index}_times", float(repeat.times if repeat in mine else 0)

    @cached_property
    def _everyone(self) -> tuple[Mapping[str, Floats], Floats]:
        """Parameters and starts of every person: as stated, then less and more of each number."""
        sets = 2 * len(self.fitted) + 1
        numbers = {name: np.full(sets, value) for name, value in self.fitted.items()}
        for index, name in enumerate(self.fitted):
            numbers[name][1 + 2 * index] *= 1.0 - STEP
            numbers[name][2 + 2 * index] *= 1.0 + STEP
        settled = self.persons.settled(numbers)
        if len(settled.kept) != sets * len(self.persons.data.participants):
            raise Refusal(
                "Somebody has no steady day with the numbers at which the problem is written; "
                "choose others, or check the persons."
            )
        return settled.cohort.parameters, settled.cohort.start

    @cached_property
    def _formed(self) -> Mapping[str, Floats]:
        """The parameters with how each person's solid doses dissolve, (sets x persons,)."""
        persons = len(self.persons.data.participants)
        parameters = dict(self._everyone[0])
        place = np.arange(len(next(iter(parameters.values())))) % persons
        for group in self.persons.groups:
            rows = np.flatnonzero(np.isin(place, group.members))
            own = with_form({n: v[rows] for n, v in parameters.items()}, group.doses, None)
            for name, values in own.items():
                full = np.array(parameters.get(name, np.ones(len(place))))
                full[rows] = values
                parameters[name] = full
        return parameters

    @property
    def _parameters(self) -> Mapping[str, Floats]:
        wanted = (*path.system().parameters, *PERSONAL, *SCALES)
        return {name: self._formed[name][: self._count] for name in dict.fromkeys(wanted)}

    @property
    def _start(self) -> Mapping[str, Floats]:
        states = path.system().states
        return dict(zip(states, self._everyone[1][:, : self._count], strict=True))

    @property
    def _count(self) -> int:
        return len(self.persons.data.participants)

    @cached_property
    def _powers(self) -> Mapping[str, Floats]:
        """The powers (fitted, persons) of everything that follows a fitted number."""
        starts = dict(zip(path.system().states, self._everyone[1], strict=True))
        wanted = {name: self._formed[name] for name in self._parameters} | starts
        found = {name: self._power(values) for name, values in wanted.items()}
        return {name: powers for name, powers in found.items() if np.abs(powers).max() > FOLLOWS}

    def _power(self, values: Floats) -> Floats:
        sets = values.reshape(-1, self._count)
        with np.errstate(divide="ignore", invalid="ignore"):
            rise = np.log(sets[2::2] / sets[1::2]) / np.log((1.0 + STEP) / (1.0 - STEP))
        return np.where(sets[2::2] == sets[1::2], 0.0, rise)

    def _powers_of(self, name: str, person: int) -> Iterator[tuple[str, float]]:
        for fitted, powers in zip(self.fitted, self._powers[name], strict=True):
            yield fitted, float(powers[person])

    @property
    def _derived(self) -> tuple[str, ...]:
        return tuple(self._powers)

    @cached_property
    def _schedules(self) -> tuple[tuple[Repeat, ...], ...]:
        """What enters each person up to their last measurement."""
        data = self.persons.data
        ends = {one.id: 0.0 for one in data.participants}
        for place, found in enumerate(data.measurements):
            ends[found.id] = max(ends[found.id], self.persons.hour(place))
        return tuple(self._schedule(one.regimen, ends[one.id]) for one in data.participants)

    def _schedule(self, regimen: Regimen, end: float) -> tuple[Repeat, ...]:
        events = self.persons.events(regimen, end=end)
        return repeats(merge(events, samples=[], inputs=len(path.Input)))

    @cached_property
    def _union(self) -> tuple[Repeat, ...]:
        """Everything that enters anybody."""
        every = dict.fromkeys(repeat for mine in self._schedules for repeat in mine)
        return tuple(sorted(every, key=lambda repeat: repeat.first))

    @property
    def _collections(self) -> tuple[float, ...]:
        data = self.persons.data
        begins = {
            self.persons.hour(place) - found.observable.window
            for place, found in enumerate(data.measurements)
            if found.observable.window
        }
        return tuple(sorted(begins))
