"""A prediction says what every measurement would have found, for many sets of numbers at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from threonate import path
from threonate.baseline import Settled, meals, settle
from threonate.calibration.data import Data
from threonate.calibration.given import stated
from threonate.calibration.observable import DAY
from threonate.dose import Dose, Regimen
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.kernel import Kernel
from threonate.engine.record import Event, Floats, Integers, Records, merge
from threonate.intake import dose_events, with_form
from threonate.people.crowd import Crowd
from threonate.people.personalise import personalise
from threonate.refusal import Refusal
from threonate.simulation import all_parameters

MOST_AT_ONCE = 4096
"""Persons that one call of the kernel follows; more are followed in turns."""


class Prediction(Protocol):
    """What would be measured."""

    def __call__(self, numbers: Mapping[str, Floats]) -> Floats:
        """The measurements (sets, measurements) that sets of numbers, each (sets,), would give.

        A row of NaN is a set with which somebody could not be followed.
        """


@dataclass(frozen=True, slots=True)
class Group:
    """Participants who took the same: their places, hours looked at, and their measurements."""

    members: tuple[int, ...]
    doses: tuple[Dose, ...]
    records: Records
    hours: Floats
    measured: tuple[int, ...]


@dataclass(frozen=True)
class SteadyPersons:
    """Participants, each first on their own steady day, with all other numbers as written.

    ``given`` are numbers that stand otherwise; a yes or a no that is not given stands at 1.
    """

    engine: Kernel
    data: Data
    given: Mapping[str, float] = field(default_factory=dict)

    def __call__(self, numbers: Mapping[str, Floats]) -> Floats:
        """Follow every participant with every set of numbers."""
        sets = len(next(iter(numbers.values())))
        stride = max(1, MOST_AT_ONCE // len(self.data.participants))
        parts = [
            self._some({name: values[begin : begin + stride] for name, values in numbers.items()})
            for begin in range(0, sets, stride)
        ]
        return np.concatenate(parts)

    def settled(self, numbers: Mapping[str, Floats]) -> Settled:
        """Every participant on their steady day for every set of numbers, set by set."""
        sets, persons = len(next(iter(numbers.values()))), len(self.data.participants)
        everyone = np.tile(np.arange(persons), sets)
        usual = {name: stated(number) for name, number in all_parameters().items()}
        others = {**usual, **self.given}
        drawn = {name: np.full(sets * persons, value) for name, value in others.items()}
        drawn |= {name: np.repeat(values, persons) for name, values in numbers.items()}
        crowd = Crowd.of([p.person for p in self.data.participants]).take(everyone)
        return settle(self.engine, personalise(crowd, drawn), least=0.0)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Participants by what they took."""
        members: dict[tuple[float, tuple[Dose, ...]], list[int]] = {}
        for place, one in enumerate(self.data.participants):
            key = (one.regimen.lead_in, one.regimen.doses)
            members.setdefault(key, []).append(place)
        return tuple(self._group(tuple(found)) for found in members.values())

    def hour(self, measurement: int) -> float:
        """The hour of a measurement on the clock of its participant, from the first hour on."""
        found = self.data.measurements[measurement]
        return found.time + self._regimen_of(found.id).lead_in + self.data.lead

    def events(self, regimen: Regimen, *, end: float) -> list[Event]:
        """Meals and doses up to an hour."""
        lead = self.data.lead
        doses = (
            Event(one.time + lead, one.input, one.amount, one.duration)
            for one in dose_events(regimen.doses)
        )
        every = [*meals(days=int(np.ceil(end / DAY))), *doses]
        return [event for event in every if event.time <= end]

    def _regimen_of(self, id_: str) -> Regimen:
        return self._regimens[id_]

    @cached_property
    def _regimens(self) -> Mapping[str, Regimen]:
        return {one.id: one.regimen for one in self.data.participants}

    def _group(self, members: tuple[int, ...]) -> Group:
        ids = {self.data.participants[place].id for place in members}
        measured = tuple(
            place for place, found in enumerate(self.data.measurements) if found.id in ids
        )
        looked = {hour for place in measured for hour in self._looked(place)}
        hours = np.array(sorted(looked))
        regimen = self.data.participants[members[0]].regimen
        records = merge(
            self.events(regimen, end=float(hours[-1])),
            samples=list(hours),
            inputs=len(path.Input),
        )
        return Group(members, regimen.doses, records, hours, measured)

    def _looked(self, measurement: int) -> tuple[float, ...]:
        observable = self.data.measurements[measurement].observable
        return observable.times(self.hour(measurement))

    def _some(self, numbers: Mapping[str, Floats]) -> Floats:
        """Follow a few sets; where somebody cannot be followed at all, find out who."""
        sets = len(next(iter(numbers.values())))
        try:
            return self._followed(numbers, sets)
        except Refusal:
            if sets == 1:
                return np.full((1, len(self.data.measurements)), np.nan)
        half = sets // 2
        ends = (slice(None, half), slice(half, None))
        return np.concatenate(
            [self._some({name: values[end] for name, values in numbers.items()}) for end in ends]
        )

    def _followed(self, numbers: Mapping[str, Floats], sets: int) -> Floats:
        persons = len(self.data.participants)
        settled = self.settled(numbers)
        found = np.full((sets, len(self.data.measurements)), np.nan)
        for group in self.groups:
            rows = np.flatnonzero(np.isin(settled.kept % persons, group.members))
            if rows.size:
                self._read(group, settled.cohort.take(rows), settled.kept[rows], found)
        lost = np.isnan(found).any(axis=1)
        found[lost] = np.nan
        return found

    def _read(self, group: Group, cohort: Cohort, who: Integers, found: Floats) -> None:
        parameters = with_form(cohort.parameters, group.doses, None)
        states = follow(
            self.engine, Cohort(parameters, cohort.start), group.records, path.ENTRIES
        ).samples
        sets, persons = np.divmod(who, len(self.data.participants))
        for place, rows in self._rows(group, persons):
            observable = self.data.measurements[place].observable
            columns = np.searchsorted(group.hours, self._looked(place))
            own = {name: values[rows] for name, values in parameters.items()}
            found[sets[rows], place] = observable.read(states[rows][:, columns], own)

    def _rows(self, group: Group, persons: Integers) -> Iterator[tuple[int, Integers]]:
        """Every measurement of a group with the rows of its participant."""
        ids = {one.id: place for place, one in enumerate(self.data.participants)}
        rows = {member: np.flatnonzero(persons == member) for member in group.members}
        for place in group.measured:
            yield place, rows[ids[self.data.measurements[place].id]]
