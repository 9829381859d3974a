"""A course: what a regimen does to a person over its weeks, with and without it, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from threonate import path
from threonate.dose import MAGNESIUM_MASS, Dose, Regimen, Route
from threonate.engine.readout import Readout, read_out
from threonate.engine.record import Floats, Integers
from threonate.influence import Influence, influences
from threonate.ladder import spike_calcium
from threonate.memory import Memory
from threonate.people import Person
from threonate.quantity import QUANTITIES, Estimate, estimate, find_quantity
from threonate.refusal import Refusal

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

UNTREATED = "without"
"""The arm of the same persons with their food alone."""

FORM = "dose.dissolved_share"
"""The name under which the dissolving share of a slow form weighs in an answer."""

MAGNESIUM_ROOMS = ("gut", "blood", "stores")
SINKS = ("kidney.urine", "gut.faeces", "blood.sweat")


@dataclass(frozen=True, slots=True)
class Arm:
    """One regimen followed by everyone: its name and the sampled states (n, samples, states).

    ``dissolved`` is the drawn share (n,) of a slow form that dissolves, None where nothing is slow.
    """

    name: str
    regimen: Regimen
    states: Floats
    dissolved: Floats | None = None


@dataclass(frozen=True)
class Sight:
    """One arm seen through the laws: states and levels over time, shape (n, samples)."""

    course: Course
    arm: Arm

    @property
    def last(self) -> int:
        """The index of the last sample, the midnight that ends the regimen."""
        return len(self.course.times) - 1

    @cached_property
    def day_before(self) -> int:
        """The index of the midnight that begins the last day."""
        return int(np.searchsorted(self.course.times, self.course.times[-1] - 24.0))

    def state(self, name: str) -> Floats:
        """The amount or signal at one place."""
        return self.arm.states[:, :, path.system().states.index(name)]

    def parameter(self, name: str) -> Floats:
        """A parameter, one number per person."""
        return self.course.parameters[name]

    def level(self, name: str) -> Floats:
        """A level, computed by its law."""
        states = {s: self.arm.states[:, :, i] for i, s in enumerate(path.system().states)}
        parameters = {p: values[:, None] for p, values in self.course.parameters.items()}
        return np.asarray(path.system().level(name, states, parameters))

    def mean_level(self, name: str) -> Floats:
        """The mean of a level over the last day, (n,), computed for that day alone."""
        states = self.arm.states[:, self.day_before :]
        day = {s: states[:, :, i] for i, s in enumerate(path.system().states)}
        parameters = {p: values[:, None] for p, values in self.course.parameters.items()}
        times = self.course.times[self.day_before :]
        values = np.broadcast_to(path.system().level(name, day, parameters), states.shape[:2])
        return np.asarray(np.trapezoid(values, times) / (times[-1] - times[0]))

    def daily(self, name: str) -> Floats:
        """What a counting state gained over the last day."""
        counted = self.state(name)
        return np.asarray(counted[:, self.last] - counted[:, self.day_before])

    def mean(self, values: Floats) -> Floats:
        """The mean of something over the last day."""
        times = self.course.times[self.day_before :]
        return np.asarray(
            np.trapezoid(values[:, self.day_before :], times) / (times[-1] - times[0])
        )

    def absorbed(self) -> Floats:
        """Magnesium that has crossed the gut wall so far, secretions that came back included."""
        rate, share = self.parameter("gut.secretion_rate"), self.parameter("gut.responsive_share")
        fold_hours = (
            self.state("blood.exposure") / self.parameter("blood.reference_concentration")[:, None]
        )
        hours = self.course.times - self.course.times[0]
        secreted = rate[:, None] * ((1 - share)[:, None] * hours + share[:, None] * fold_hours)
        return np.asarray(self.course.swallowed(self.arm) + secreted - self._left_in_gut())

    def _left_in_gut(self) -> Floats:
        """Magnesium gained by the gut's content and the faeces since the start."""
        indices = [i for i, s in enumerate(path.system().states) if s.startswith("gut.")]
        held = self.arm.states[:, :, indices].sum(axis=2)
        return np.asarray(held - held[:, :1])


@dataclass(frozen=True, repr=False)
class Course:
    """Many possible versions of one person (or many persons) under several arms.

    ``times`` in hours from the first midnight; ``parameters`` one number per draw by name, of
    which ``drawn`` vary; ``meals`` the magnesium eaten a day (mmol), one per draw; ``ids`` tells
    which of the persons asked for could be followed. The first arm
    is the same persons without the regimen, the second the regimen asked about.
    """

    person: Person
    arms: tuple[Arm, ...]
    times: Floats
    parameters: Mapping[str, Floats]
    meals: Floats
    drawn: tuple[str, ...]
    seed: int
    ids: Integers
    asked: int
    spread: bool
    doubt: bool
    notes: tuple[str, ...] = field(default=())

    def __repr__(self) -> str:
        """Say who was followed and through what; the numbers fill pages."""
        arms = ", ".join(arm.name for arm in self.arms)
        return f"<Course of {self.person.describe()}: {arms}; {self.draws} draws>"

    @property
    def draws(self) -> int:
        """The number of draws that were followed."""
        return len(self.meals)

    @property
    def regimen(self) -> Regimen:
        """The regimen asked about."""
        return self.arms[1].regimen

    def arm(self, name: str) -> Arm:
        """Find an arm by name; raises Refusal for one that was not simulated."""
        found = next((arm for arm in self.arms if arm.name == name), None)
        if found is None:
            names = [arm.name for arm in self.arms]
            raise Refusal(f"'{name}' was not simulated; the arms are {', '.join(names)}.")
        return found

    def sight(self, arm: Arm | str) -> Sight:
        """Look at an arm through the laws."""
        return Sight(self, self.arm(arm) if isinstance(arm, str) else arm)

    @cached_property
    def untreated(self) -> Sight:
        """The same persons without the regimen, seen through the laws."""
        return Sight(self, self.arms[0])

    @cached_property
    def spike_calcium(self) -> Floats:
        """The calcium of a spike at which everyone recalls as others of their age do, (n,)."""
        return spike_calcium(self.untreated)

    @cached_property
    def memories(self) -> Mapping[str, Memory]:
        """What each arm does to memory, by the arm's name."""
        return {arm.name: Memory(self, arm.name) for arm in self.arms}

    @property
    def memory(self) -> Memory:
        """What the regimen asked about does to memory."""
        return self.memories[self.arms[1].name]

    def swallowed(self, arm: Arm) -> Floats:
        """Magnesium eaten and swallowed up to each sample, (n, samples) in mmol.

        A dose counts once its coating, if it has one, is open.
        """
        oral = [d for d in arm.regimen.doses if d.route is Route.ORAL]
        return np.asarray(
            self._eaten() + _cumulated([(d.entry_time, d.magnesium) for d in oral], self.times)
        )

    def entered(self, arm: Arm) -> float:
        """Magnesium of the regimen's doses, by any route, that entered by the end, in mmol."""
        end = float(self.times[-1])
        return sum(d.magnesium * _share_before(d, end) for d in arm.regimen.doses)

    def _eaten(self) -> Floats:
        from threonate.baseline import DAY, meal_plan

        plan = meal_plan()
        days = np.arange(int(self.times[-1] // DAY) + 1)
        portions = [(float(day) * DAY + time, share) for day in days for time, share in plan]
        return np.asarray(np.multiply.outer(self.meals, _cumulated(portions, self.times)))

    @cached_property
    def readings(self) -> Mapping[str, Mapping[str, Floats]]:
        """Every quantity at the end, one number per draw, by arm and quantity."""
        return {arm.name: {q.key: q.read(self.sight(arm)) for q in QUANTITIES} for arm in self.arms}

    def estimates(self, arm: str | None = None) -> tuple[Estimate, ...]:
        """Every quantity before and after, for the regimen asked about or another arm."""
        name = arm or self.arms[1].name
        before, after = self.readings[UNTREATED], self.readings[name]
        return tuple(estimate(q, before[q.key], after[q.key]) for q in QUANTITIES)

    def estimate(self, key: str, arm: str | None = None) -> Estimate:
        """One quantity before and after."""
        return next(e for e in self.estimates(arm) if e.quantity is find_quantity(key))

    def read_out(
        self, key: str = "serum", *, arm: str | None = None, begin: float | None = None
    ) -> Readout:
        """Read area, peak, its time, lowest and trough off a curve, from ``begin`` (h) to the end.

        Without ``begin``, the last day. Curves are those of serum, csf, interstitial and neuronal;
        give ``simulate`` more ``samples`` where hours are too coarse. Raises Refusal for others.
        """
        chosen = find_quantity(key)
        if chosen.series is None:
            curves = ", ".join(q.key for q in QUANTITIES if q.series)
            raise Refusal(f"'{key}' is not a curve over time; use one of {curves}.")
        sight = self.sight(arm or self.arms[1])
        start = max(0.0, self.times[-1] - 24.0) if begin is None else begin
        window = self.times >= start
        return read_out(self.times[window], chosen.series(sight)[:, window])

    @cached_property
    def influence(self) -> Mapping[str, tuple[Influence, ...]]:
        """For each quantity, the parameters whose ignorance moves its change, strongest first."""
        ranked = self.influences[self.arms[1].name]
        return {key: tuple(i for i in some if i.parameter != FORM) for key, some in ranked.items()}

    @cached_property
    def influences(self) -> Mapping[str, Mapping[str, tuple[Influence, ...]]]:
        """The same for each arm, by its name; a slow form's dissolving share weighs in its arm."""
        return {arm.name: self._influence_of(arm) for arm in self.arms}

    def _influence_of(self, arm: Arm) -> Mapping[str, tuple[Influence, ...]]:
        before, after = self.readings[UNTREATED], self.readings[arm.name]
        drawn = {name: self.parameters[name] for name in self.drawn}
        if arm.dissolved is not None:
            drawn[FORM] = arm.dissolved
        return {q.key: influences(drawn, after[q.key] - before[q.key]) for q in QUANTITIES}

    def where_did_it_go(self, arm: str | None = None) -> dict[str, float]:
        """Where every milligram of the regimen is at its end, averaged over the draws, in mg.

        The regimen's own magnesium is the difference to the same persons without it. ``stored``
        counts what is still in gut, blood, tissue and bone; ``residual`` is what the arithmetic
        lost, zero but for rounding.
        """
        chosen = self.arm(arm) if arm else self.arms[1]
        gained = self._gained(chosen) - self._gained(self.arms[0])
        states = path.system().states
        by_place = dict(zip(states, gained.mean(axis=0) * MAGNESIUM_MASS, strict=True))
        entered = self.entered(chosen) * MAGNESIUM_MASS
        out = {
            name: by_place[place]
            for name, place in zip(("urine", "faeces", "sweat"), SINKS, strict=True)
        }
        held = [
            p
            for p in states
            if p.split(".")[0] in MAGNESIUM_ROOMS and p not in (*SINKS, "blood.exposure")
        ]
        stored = float(sum(by_place[p] for p in held))
        sight, base = self.sight(chosen), self.sight(self.arms[0])
        absorbed = (sight.absorbed()[:, -1] - base.absorbed()[:, -1]).mean() * MAGNESIUM_MASS
        balance = {
            "swallowed": entered,
            "absorbed": float(absorbed),
            **{k: float(v) for k, v in out.items()},
        }
        balance |= {"stored": stored, "residual": entered - sum(out.values()) - stored}
        return {name: float(value) for name, value in balance.items()}

    def stored_in(self, arm: str | None = None) -> dict[str, float]:
        """What of the regimen's magnesium each place still holds at the end, in mg."""
        chosen = self.arm(arm) if arm else self.arms[1]
        gained = (self._gained(chosen) - self._gained(self.arms[0])).mean(axis=0) * MAGNESIUM_MASS
        rooms: dict[str, float] = {}
        for state, amount in zip(path.system().states, gained, strict=True):
            room, place = state.split(".")
            if room in MAGNESIUM_ROOMS and state not in (*SINKS, "blood.exposure"):
                name = {"gut": "gut", "blood": "blood and fluid"}.get(room, place.replace("_", " "))
                rooms[name] = rooms.get(name, 0.0) + float(amount)
        return rooms

    def _gained(self, arm: Arm) -> Floats:
        return np.asarray(arm.states[:, -1, :] - arm.states[:, 0, :])

    def to_xarray(self) -> xr.Dataset:
        """Give the sampled quantities as a dataset with dimensions arm, draw and time (h)."""
        from threonate.export.table import course_to_xarray

        return course_to_xarray(self)

    def to_pandas(self) -> pd.DataFrame:
        """Give one row per arm, draw and time, a column per quantity with its unit in the name."""
        found = self.to_xarray()
        units = {name: held.attrs.get("units") for name, held in found.variables.items()}
        names = {name: f"{name} [{unit}]" for name, unit in units.items() if unit}
        return found.to_dataframe().reset_index().rename(columns=names)

    def report(self, folder: str | Path = "out") -> Path:
        """Write the self-contained HTML report and its tables; returns the report's path."""
        from threonate.report import write_report

        return write_report(self, Path(folder))

    def to_json(self) -> dict[str, Any]:
        """Give the answer, quantities, balance and sources as one document with stable keys."""
        from threonate.answer import document

        return document(self)

    def _repr_html_(self) -> str:
        from threonate.report import fragment

        return fragment(self)


def _share_before(dose: Dose, end: float) -> float:
    """The share of a dose that has entered before the end; one at the end itself has not."""
    if dose.duration == 0.0:
        return 1.0 if dose.entry_time < end else 0.0
    return min(1.0, max(0.0, (end - dose.time) / dose.duration))


def _cumulated(portions: list[tuple[float, float]], times: Floats) -> Floats:
    """What has been taken before each time; a portion at the sample's own time comes after it."""
    ordered = sorted(portions)
    moments = np.array([time for time, _ in ordered])
    total = np.concatenate([[0.0], np.cumsum([amount for _, amount in ordered])])
    return np.asarray(total[np.searchsorted(moments, times, side="left")])
