"""A track is one thing followed through a course: median and 90 % band over the draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from threonate.course import Arm, Course
from threonate.engine.record import Floats

DAY = 24.0
BAND = (0.05, 0.5, 0.95)

BRAIN = (
    ("csf", "brain.lumbar", "people.csf_total"),
    ("interstitial", "brain.interstitium", "brain.interstitial_level"),
    ("neuronal", "brain.neuron", ""),
)
"""What is followed in the brain: its quantity, its state, and the level that state counts in."""


@dataclass(frozen=True, slots=True)
class Track:
    """Where on the axis (t,), and the low, middle and high of 90 % of the draws there."""

    at: Floats
    low: Floats
    middle: Floats
    high: Floats

    @staticmethod
    def of(at: Floats, values: Floats) -> Track:
        """Summarise values (n, t) over their draws."""
        return Track(np.asarray(at), *np.quantile(values, BAND, axis=0))

    def points(self) -> Iterator[tuple[float, float, float, float]]:
        """Every place with its low, middle and high."""
        return zip(*(x.tolist() for x in (self.at, self.low, self.middle, self.high)), strict=True)


def rise(at: Floats, before: Floats, after: Floats) -> Track:
    """How much more there is than without the regimen, (n, t) in per cent of the usual median."""
    usual = np.median(before, axis=0)
    return Track.of(at, 100.0 * (after - before) / usual)


def midnights(course: Course) -> list[int]:
    """The samples at the midnights after the lead-in, the first one included."""
    start = course.regimen.lead_in
    return [i for i, t in enumerate(course.times) if t >= start and t % DAY == 0.0]


def days(course: Course) -> Floats:
    """Days since the regimen's own start, at each midnight."""
    return np.asarray((course.times[midnights(course)] - course.regimen.lead_in) / DAY)


def daily_serum(course: Course, arm: Arm) -> Floats:
    """The mean serum level of each day, (n, days) in mmol/L."""
    exposure = course.sight(arm).state("blood.exposure")[:, midnights(course)]
    return np.asarray(np.diff(exposure, axis=1) / DAY)


def daily_urine(course: Course, arm: Arm) -> Floats:
    """The magnesium of each day's urine, (n, days) in mmol."""
    collected = course.sight(arm).state("kidney.urine")[:, midnights(course)]
    return np.asarray(np.diff(collected, axis=1))


def hourly_serum(course: Course, arm: Arm) -> Floats:
    """The serum level through the last day, (n, hours) in mmol/L."""
    return np.asarray(course.sight(arm).level("concentration")[:, last_day(course)])


def brain_level(course: Course, arm: Arm, state: str, unit: str) -> Floats:
    """A level in the brain at each midnight, (n, days + 1)."""
    sight = course.sight(arm)
    level = sight.state(state)[:, midnights(course)]
    return np.asarray(level * sight.parameter(unit)[:, None] if unit else level)


def last_day(course: Course) -> list[int]:
    """The samples of the last 24 h."""
    return [i for i, t in enumerate(course.times) if t >= course.times[-1] - DAY]
