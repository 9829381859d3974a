"""A track is one thing followed through a course: median and 90 % band over the draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from threonate.course import Arm, Course
from threonate.engine.record import Floats

DAY = 24.0
BAND = (0.05, 0.5, 0.95)


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
        return Track(at, *np.quantile(values, BAND, axis=0))

    def points(self) -> Iterator[tuple[float, float, float, float]]:
        """Every place with its low, middle and high."""
        return zip(
            *(map(float, x) for x in (self.at, self.low, self.middle, self.high)), strict=True
        )


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
    return np.asarray(
        np.diff(course.sight(arm).state("kidney.urine")[:, midnights(course)], axis=1)
    )


def fold(course: Course, state: str) -> Floats:
    """How much more there is than without the regimen, at each midnight, (n, days + 1) in per cent."""
    at = midnights(course)
    with_it = course.sight(course.arms[1]).state(state)[:, at]
    without = course.sight(course.arms[0]).state(state)[:, at]
    return np.asarray(100.0 * (with_it / without - 1.0))


def last_day(course: Course) -> list[int]:
    """The samples of the last 24 h."""
    return [i for i, t in enumerate(course.times) if t >= course.times[-1] - DAY]
