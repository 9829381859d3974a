"""What the persons of a PEtab problem would have measured, from the numbers that it states."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from threonate import path
from threonate.calibration.measurement import Measurement
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.kernel import Kernel
from threonate.engine.record import Event, Floats, Records, merge
from threonate.export.petab.model import BY, FIT, STATED
from threonate.export.petab.model_file import ModelFile
from threonate.export.sheet import plain
from threonate.refusal import Refusal


@dataclass(frozen=True)
class StatedPersons:
    """A model, every condition's constant numbers by its id, and what was measured in each."""

    engine: Kernel
    model: ModelFile
    conditions: Mapping[str, Mapping[str, float]]
    measurements: tuple[Measurement, ...]

    def __call__(self, numbers: Mapping[str, Floats]) -> Floats:
        """Follow every condition with every set of numbers; gives (sets, measurements)."""
        sets = len(next(iter(numbers.values())))
        found = np.full((sets, len(self.measurements)), np.nan)
        for id_ in dict.fromkeys(one.id for one in self.measurements):
            self._follow(id_, numbers, found)
        found[np.isnan(found).any(axis=1)] = np.nan
        return found

    @property
    def fingerprint(self) -> str:
        """A digest of everything that the problem says."""
        said = (self.model.stated, dict(self.conditions), self.measurements)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def _follow(self, id_: str, numbers: Mapping[str, Floats], found: Floats) -> None:
        sets = len(found)
        constants = {name: np.full(sets, v) for name, v in self.conditions[id_].items()}
        constants |= {FIT + plain(name): values for name, values in numbers.items()}
        stated = self.model.stated
        parameters = {name: self._value(name, constants) for name in stated.parameters}
        start = np.array([self._value(name, constants) for name in path.system().states])
        hours, records = self._records[id_]
        try:
            states = follow(self.engine, Cohort(parameters, start), records, path.ENTRIES).samples
        except Refusal:
            return
        for place, one in enumerate(self.measurements):
            if one.id == id_:
                columns = np.searchsorted(hours, one.observable.times(one.time))
                found[:, place] = one.observable.read(states[:, columns], parameters)

    def _value(self, name: str, constants: Mapping[str, Floats]) -> Floats:
        """A parameter or a start, which may follow fitted numbers."""
        own = plain(name)
        powers = self.model.stated.powers.get(name)
        if powers is None:
            return constants[own]
        value = constants[own + STATED]
        for fitted in powers:
            ratio = constants[FIT + plain(fitted)] / constants[FIT + plain(fitted) + STATED]
            value = value * ratio ** constants[own + BY + plain(fitted)]
        return value

    @cached_property
    def _records(self) -> Mapping[str, tuple[Floats, Records]]:
        """The hours looked at and what enters, by condition."""
        return {id_: self._records_of(id_) for id_ in self.conditions}

    def _records_of(self, id_: str) -> tuple[Floats, Records]:
        mine = [one for one in self.measurements if one.id == id_]
        hours = np.array(sorted({h for one in mine for h in one.observable.times(one.time)}))
        end = float(hours[-1]) if len(hours) else 0.0
        events = [event for event in self._events(id_, end) if event.time <= end]
        return hours, merge(events, samples=list(hours), inputs=len(path.Input))

    def _events(self, id_: str, end: float) -> list[Event]:
        constants = self.conditions[id_]
        events, rates = [], {}
        for index, repeat in enumerate(self.model.stated.schedule, start=1):
            own = f"entry_{index}_"
            for count in range(round(constants[own + "times"])):
                time = constants[own + "first"] + count * constants[own + "every"]
                for door in path.Input:
                    amount = constants.get(own + door.name.lower(), 0.0)
                    if amount:
                        events.append(Event(time, door, amount))
                if repeat.drip >= 0.0:
                    rates[time] = repeat.drip
        return [*events, *_drips(rates, end)]


def _drips(rates: Mapping[float, float], end: float) -> list[Event]:
    """Rates that hold from their time on become infusions."""
    times = sorted(rates)
    stops = [*times[1:], max(end, times[-1]) + 1.0] if times else []
    return [
        Event(time, path.Input.VEIN, rates[time] * (stop - time), stop - time)
        for time, stop in zip(times, stops, strict=True)
        if rates[time] > 0.0
    ]
