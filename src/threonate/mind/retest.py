"""A tester who sees a person twice sees the true change, the practice, and noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from threonate.engine.draw import Stream, uniforms
from threonate.engine.record import Floats
from threonate.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Retest:
    """Two scores of one person: how far they differ when nothing has changed.

    ``sd`` is the spread between people in score units, ``reliability`` (n,) the correlation of two
    tests and ``practice`` (n,) the gain from having been tested, in score units.
    """

    sd: float
    reliability: Floats
    practice: Floats

    @property
    def noise(self) -> Floats:
        """The standard error (n,) of a difference between two scores of one person."""
        return np.asarray(self.sd * np.sqrt(2.0 * (1.0 - self.reliability)))

    def smallest_detectable(self, *, confidence: float = 0.95) -> Floats:
        """Give the change (n,) that noise exceeds, either way, only once in so many tests."""
        if not 0.0 < confidence < 1.0:
            raise Refusal(f"A confidence of {confidence:g} was given; use one between 0 and 1.")
        return np.asarray(ndtri((1.0 + confidence) / 2.0) * self.noise)

    def gain_by_chance(self, gain: float | Floats) -> Floats:
        """Give how often (n,) an unchanged person's second score is higher by so much or more."""
        return np.asarray(ndtr((self.practice - gain) / self.noise))

    def observed(self, change: Floats, *, seed: int, begin: int = 0) -> Floats:
        """Add practice and each person's own noise to the true changes (n,) of persons.

        ``begin`` is the id of the first one; the noise belongs to seed and id, so any division of
        the persons sees the same scores.
        """
        end = begin + len(change)
        chance = uniforms("mind.retest", seed=seed, stream=Stream.SPREAD, begin=begin, end=end)
        return np.asarray(change + self.practice + self.noise * ndtri(chance))
