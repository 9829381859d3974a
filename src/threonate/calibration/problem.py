"""A problem of calibration: what is measured, what would be, and what is thought beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from threonate.calibration.measurement import Measurement
from threonate.calibration.prediction import Prediction
from threonate.calibration.prior import Prior
from threonate.engine.record import Floats

STEP = 1e-3
"""How far a place is moved to see what depends on it, in widths of its prior."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Numbers to fit, by their priors, to measurements with errors that are normal.

    Places are those of the priors, (sets, numbers). ``given`` are numbers that are not fitted and
    must be told with what was.
    """

    priors: tuple[Prior, ...]
    measurements: tuple[Measurement, ...]
    predict: Prediction
    fingerprint: str = ""
    given: Mapping[str, float] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fitted numbers."""
        return tuple(prior.name for prior in self.priors)

    @property
    def found(self) -> Floats:
        """What was measured, (measurements,)."""
        return np.array([measurement.value for measurement in self.measurements])

    @property
    def errors(self) -> Floats:
        """The standard deviation of every measurement's error, (measurements,)."""
        return np.array([measurement.sd for measurement in self.measurements])

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        """The lowest and the highest places, each (numbers,)."""
        low, high = zip(*(prior.bounds for prior in self.priors), strict=True)
        return np.array(low), np.array(high)

    def values(self, places: Floats) -> dict[str, Floats]:
        """The numbers that places mean, each (sets,)."""
        return {
            prior.name: prior.value(column)
            for prior, column in zip(self.priors, places.T, strict=True)
        }

    def predictions(self, places: Floats) -> Floats:
        """What would be measured, (sets, measurements); NaN for a set that cannot be."""
        found = np.full((len(places), len(self.measurements)), np.nan)
        inside = np.flatnonzero(np.isfinite(self.log_prior(places)))
        if inside.size:
            found[inside] = self.predict(self.values(places[inside]))
        return found

    def residuals(self, places: Floats) -> Floats:
        """By how many standard deviations predictions miss, (sets, measurements)."""
        return np.asarray((self.predictions(places) - self.found) / self.errors)

    def log_prior(self, places: Floats) -> Floats:
        """The logarithm of the prior density but for a constant, (sets,)."""
        columns = zip(self.priors, places.T, strict=True)
        return np.asarray(np.sum([prior.log_density(c) for prior, c in columns], axis=0))

    def log_posterior(self, places: Floats) -> Floats:
        """The logarithm of the posterior density but for a constant, (sets,)."""
        missed = self.residuals(places)
        likelihood = -0.5 * np.sum(missed**2, axis=1)
        return np.where(np.isnan(likelihood), -np.inf, likelihood + self.log_prior(places))

    def slopes(self, place: Floats) -> tuple[Floats, Floats]:
        """Residuals at a place (numbers,), and how they change with it, in one call.

        Returns (measurements,) and (measurements, numbers), by central differences that stay
        inside the prior.
        """
        size = len(self.priors)
        least, most = self.bounds
        low, high = np.maximum(place - STEP, least), np.minimum(place + STEP, most)
        sets = np.tile(place, (2 * size + 1, 1))
        numbers = np.arange(size)
        sets[1 + numbers, numbers] = low
        sets[1 + size + numbers, numbers] = high
        missed = self.residuals(sets)
        rise = (missed[1 + size :] - missed[1 : 1 + size]) / (high - low)[:, None]
        return missed[0], rise.T

    def place(self, values: Sequence[float]) -> Floats:
        """The place (numbers,) of one set of values."""
        pairs = zip(self.priors, values, strict=True)
        return np.array([float(prior.place(np.array(value))) for prior, value in pairs])
