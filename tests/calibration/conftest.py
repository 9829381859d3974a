"""A straight line, whose posterior is known exactly, and a person who was measured for a week."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pytest

from threonate.calibration.data import Data
from threonate.calibration.fit import steady_problem
from threonate.calibration.measurement import Measurement
from threonate.calibration.observable import find_observable
from threonate.calibration.prior import normal
from threonate.calibration.problem import Problem
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.people import Person

NUMBERS = ("kidney.threshold_factor", "gut.jejunal_capacity")


def measured(
    time: float, key: str, *, value: float = 1.0, sd: float = 0.1, id_: str = ""
) -> Measurement:
    return Measurement(id_, time, find_observable(key), value, sd)


WEEK = (
    measured(0.0, "serum", sd=0.01),
    measured(24.0, "urine", sd=0.2),
    measured(104.0, "serum", sd=0.01),
    measured(168.0, "urine", sd=0.2),
)
"""What is measured in a week; values are filled in."""


@dataclass(frozen=True)
class Line:
    """Measurements that are ``design`` (measurements, 2) times level and slope."""

    design: Floats

    def __call__(self, numbers: Mapping[str, Floats]) -> Floats:
        return np.column_stack([numbers["level"], numbers["slope"]]) @ self.design.T

    def posterior(self, found: Floats, sd: float) -> tuple[Floats, Floats]:
        """Mean and covariance under standard normal priors, by the textbook."""
        precision = self.design.T @ self.design / sd**2 + np.eye(2)
        covariance = np.asarray(np.linalg.inv(precision), dtype=float)
        return covariance @ (self.design.T @ found) / sd**2, covariance


@pytest.fixture(scope="session")
def line() -> Line:
    return Line(np.column_stack([np.ones(12), np.linspace(-1.0, 2.0, 12)]))


@pytest.fixture(scope="session")
def straight(line: Line) -> Callable[[Floats, float], Problem]:
    """A problem of the line with these values and one error for all."""

    def made(found: Floats, sd: float) -> Problem:
        priors = tuple(normal(name, 0.0, 1.0, is_log=False) for name in ("level", "slope"))
        ones = tuple(measured(0.0, "serum", value=float(v), sd=sd) for v in found)
        return Problem(priors, ones, line)

    return made


@pytest.fixture(scope="session")
def week() -> Callable[[Floats | None, int], Problem]:
    """A week of a person with these two numbers, measured with noise of a seed."""

    def made(true: Floats | None, seed: int) -> Problem:
        problem = steady_problem(_data(WEEK), NUMBERS)
        if true is None:
            return problem
        exact = problem.predict({n: np.array([v]) for n, v in zip(NUMBERS, true, strict=True)})[0]
        noise = problem.errors * np.random.default_rng(seed).standard_normal(len(WEEK))
        found = [replace(one, value=float(v)) for one, v in zip(WEEK, exact + noise, strict=True)]
        return steady_problem(_data(tuple(found)), NUMBERS)

    return made


def _data(measurements: tuple[Measurement, ...]) -> Data:
    return Data.of(measurements, people={"": Person()}, regimens={"": Regimen.daily(weeks=1)})
