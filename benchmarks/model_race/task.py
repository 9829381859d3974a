"""The task: twelve weeks of meals and split doses in persons who all differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from threonate import path
from threonate.baseline import DAY, meals, settle
from threonate.dose import Regimen
from threonate.engine.draw import draw
from threonate.engine.ensemble import Cohort
from threonate.engine.record import Floats, Integers, Records, merge
from threonate.people import Person
from threonate.people.personalise import personalise
from threonate.simulation import all_parameters, dose_events, kernel, with_form

DAYS = 84
SEED = 7


@dataclass(frozen=True, slots=True)
class Task:
    """Settled persons and what happens to them; every engine gets these very numbers.

    ``records`` holds the meals (08:00, 13:00, 19:00), the doses (08:00, 21:30) and a sample at
    every midnight from the first to the last.
    """

    cohort: Cohort
    records: Records

    @property
    def persons(self) -> int:
        """The number of persons."""
        return self.cohort.persons

    @property
    def sample_times(self) -> Floats:
        """When the samples are taken, h."""
        times = self.records.times[0][self.records.slots[0] >= 0]
        return np.asarray(times)

    def take(self, begin: int, end: int) -> Task:
        """Select persons; beyond the last, the first come again."""
        chosen = np.arange(begin, end) % self.persons
        return Task(self.cohort.take(chosen), self.records)

    def singles(self) -> Iterator[Single]:
        """The persons one by one, for engines that know only one."""
        parameters, timetable = self.parameters(), Timetable(self.records)
        gains = self.gains()
        for person in range(self.persons):
            jumps = timetable.amounts @ gains[:, :, person]
            start = np.ascontiguousarray(self.cohort.start[:, person])
            yield Single(parameters[:, person].copy(), start, jumps, timetable)

    def parameters(self) -> Floats:
        """Every parameter that a law reads, (parameters, n)."""
        return np.array([self.cohort.parameters[name] for name in path.system().parameters])

    def gains(self) -> Floats:
        """What a unit of each input adds to each state, (inputs, states, n)."""
        states = path.system().states
        gains = np.zeros((len(path.Input), len(states), self.persons))
        for entry in path.ENTRIES:
            share = entry.share(self.cohort.parameters)
            gains[entry.input, states.index(entry.state)] += share
        return gains


@dataclass(frozen=True)
class Timetable:
    """The records of one person as moments: what enters at each and whether it is sampled."""

    records: Records

    @cached_property
    def _moments(self) -> tuple[Floats, Integers]:
        count = int(self.records.counts[0])
        return np.unique(self.records.times[0, :count], return_inverse=True)

    @property
    def times(self) -> Floats:
        """The moments in h, (moments,)."""
        return self._moments[0]

    @cached_property
    def amounts(self) -> Floats:
        """What enters at each moment through each input, (moments, inputs)."""
        times, which = self._moments
        amounts = np.zeros((len(times), self.records.amounts.shape[2]))
        np.add.at(amounts, which, self.records.amounts[0, : len(which)])
        return amounts

    @cached_property
    def slots(self) -> Integers:
        """Which sample is taken at each moment, or -1; none is taken when something enters."""
        times, which = self._moments
        slots = np.full(len(times), -1)
        np.maximum.at(slots, which, self.records.slots[0, : len(which)])
        return slots


@dataclass(frozen=True, slots=True)
class Single:
    """One person: all parameters, the ``start`` (states,) and the ``jumps`` (moments, states)."""

    parameters: Floats
    start: Floats
    jumps: Floats
    timetable: Timetable


MIDNIGHTS = tuple(DAY * (day + 1) for day in range(DAYS))


def task(persons: int, *, begin: int = 0, samples: Sequence[float] = MIDNIGHTS) -> Task:
    """Draw persons who differ in all that people differ in, each on their own steady day."""
    drawn = draw(
        all_parameters(), seed=SEED, begin=begin, end=begin + persons, spread=True, doubt=False
    )
    settled = settle(kernel(), personalise(Person(), drawn))
    doses = Regimen.daily(weeks=DAYS / 7, titrate=False).doses
    records = merge(
        [*meals(days=DAYS), *dose_events(doses)],
        samples=samples,
        inputs=len(path.Input),
    )
    parameters = with_form(settled.cohort.parameters, doses, None)
    return Task(Cohort(parameters, settled.cohort.start), records)
