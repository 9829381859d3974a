"""Twelve weeks of one person, told to our kernel and, as SBML, to two other simulators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest

from threonate import path
from threonate.engine.ensemble import Cohort, follow
from threonate.engine.kernel import compiled
from threonate.engine.record import Event, Floats, merge
from threonate.evidence.source import load_sources
from threonate.export.sbml import to_sbml
from threonate.path import ENTRIES, FLOORS, Input

DAYS = 84
FINE = (0.004, 1.03, 0.05)
PERSON = {
    "gut.diet": 13.2,
    "gut.food_available": 0.8,
    "gut.dissolved_share": 0.9,
    "brain.translation": 1.0,
}


@dataclass(frozen=True)
class Twelve:
    """Twelve weeks: meals, split doses with a first week of titration and missed days."""

    parameters: Mapping[str, float]
    start: Mapping[str, float]
    events: tuple[Event, ...]

    @cached_property
    def sbml(self) -> str:
        """The same weeks as SBML."""
        return to_sbml(
            path.system(),
            parameters=self.parameters,
            start=self.start,
            records=merge(self.events, samples=[], inputs=len(Input)),
            entries=ENTRIES,
            known=path.parameters(),
            sources=load_sources(),
        )

    @cached_property
    def times(self) -> tuple[float, ...]:
        """Every hour, a quarter past, and closely after each entry; never at one."""
        hourly = {hour + 0.25 for hour in range(24 * DAYS)}
        close = {event.time + wait for event in self.events for wait in (0.01, 0.05, 0.12)}
        return tuple(sorted(hourly | close))

    def course(self, grid: tuple[float, float, float]) -> Floats:
        """What our kernel sees at ``times``; (times, states)."""
        system = path.system()
        start = np.array([[self.start.get(state, 0.0)] for state in system.states])
        cohort = Cohort({k: np.array([v]) for k, v in self.parameters.items()}, start)
        records = merge(self.events, samples=self.times, inputs=len(Input))
        kernel = compiled(system, FLOORS, print)
        journey = follow(kernel, cohort, records, ENTRIES, workers=1, grid=grid, tolerance=np.inf)
        return np.asarray(journey.samples[0])

    @cached_property
    def ours(self) -> Floats:
        """The course on a grid so fine that our own error is far below the comparison's."""
        return self.course(FINE)


def difference(theirs: Floats, ours: Floats) -> Mapping[str, float]:
    """The largest difference of each state, relative to its size or a thousandth of its range."""
    floor = 1e-3 * np.ptp(ours, axis=0)
    apart = np.abs(theirs - ours) / np.maximum(np.abs(ours), floor)
    return dict(zip(path.system().states, apart.max(axis=0).tolist(), strict=True))


@pytest.fixture(scope="session")
def weeks() -> Twelve:
    """The weeks that all peers are told."""
    numbers = {name: float(path.parameters()[name].value) for name in path.system().parameters}
    parameters = {**numbers, **PERSON}
    return Twelve(parameters, _start(parameters), tuple(_events()))


@pytest.fixture(name="difference", scope="session")
def _difference() -> object:
    return difference


def _start(parameters: Mapping[str, float]) -> Mapping[str, float]:
    """A person near, not at, their steady state."""
    stores = ("fast_tissue", "muscle", "red_cells", "exchangeable_bone", "deep_bone")
    return {
        "gut.stomach": 1.0,
        "gut.jejunum": 0.5,
        "gut.ileum_1": 0.4,
        "gut.ileum_2": 0.4,
        "gut.ileum_3": 0.4,
        "gut.colon": 8.0,
        "blood.plasma": 0.85 * parameters["blood.central_volume"],
        "blood.rapid": 0.85 * parameters["blood.rapid_volume"],
        **{f"stores.{store}": parameters[f"stores.{store}_mass"] for store in stores},
        **{f"brain.{place}": 1.0 for place in ("ventricle", "lumbar", "neuron", "interstitium")},
    }


def _events() -> Sequence[Event]:
    """2,000 mg of magnesium L-threonate a day holds 5.9 mmol of magnesium, a third at eight."""
    events = [Event(0.0, Input.FASTING, 0.5)]
    for day in range(DAYS):
        midnight = 24.0 * day
        for clock, share in ((8.0, 0.25), (13.0, 0.35), (19.0, 0.4)):
            events.append(Event(midnight + clock, Input.MEAL, share))
        for clock, part in ((8.0, 1 / 3), (21.5, 2 / 3)):
            if day % 17 == 16:
                continue
            amount = 5.9 * part * min(1.0, (day + 1) / 7)
            events.append(Event(midnight + clock, Input.WITH_FOOD, amount))
            events.append(Event(midnight + clock, Input.THREONATE, 2 * amount))
    # Every other door of the body: a slow salt, an empty stomach and a drip.
    events.append(Event(24 * 40 + 9.2, Input.SOLID, 8.0))
    events.append(Event(24 * 50 + 7.1, Input.FASTING, 3.0))
    events.append(Event(24 * 60 + 10.0, Input.VEIN, 8.0, 4.0))
    return events
