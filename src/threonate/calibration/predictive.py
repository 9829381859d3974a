"""A posterior predictive check: would data made by the fitted model look like those found?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from threonate.calibration.problem import Problem
from threonate.engine.record import Floats

VERSIONS = 200
"""Draws of the posterior with which data are made."""

COVERED = (0.025, 0.5, 0.975)
STRANGE = 0.05


@dataclass(frozen=True, slots=True)
class Predictive:
    """What the fitted model would have measured: median and 95 % range, each (measurements,).

    ``chance`` is how often made data miss the model at least as much as those found do.
    """

    found: Floats
    low: Floats
    median: Floats
    high: Floats
    chance: float

    @property
    def outside(self) -> int:
        """How many measurements lie outside their range."""
        return int(np.sum((self.found < self.low) | (self.found > self.high)))

    @property
    def is_strange(self) -> bool:
        """Whether the data would be rare if the model and the stated errors were right."""
        return self.chance < STRANGE


def check_predictive(problem: Problem, places: Floats, *, seed: int = 1) -> Predictive:
    """Make data with draws of the posterior (draws, numbers) and lay those found beside them."""
    chance = np.random.default_rng(seed)
    chosen = places[chance.integers(len(places), size=VERSIONS)]
    expected = problem.predictions(chosen)
    expected = expected[~np.isnan(expected).any(axis=1)]
    made = expected + problem.errors * chance.standard_normal(expected.shape)
    low, median, high = np.quantile(made, COVERED, axis=0)
    missed = np.sum(((made - expected) / problem.errors) ** 2, axis=1)
    miss = np.sum(((problem.found - expected) / problem.errors) ** 2, axis=1)
    return Predictive(problem.found, low, median, high, float(np.mean(missed >= miss)))
