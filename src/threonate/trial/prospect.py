"""A prospect is what a trial of any size would print, over all that is believed of its effect."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.trial.ability import LARGEST, SMALLEST

NORMAL = 1.645
"""Standard deviations to either end of a 90 % interval."""

STEPS = 400
"""Sizes of arms, evenly spaced by their ratio, among which the first that is enough is sought."""

DIGITS = 2
"""Digits of a number of people that so many draws can carry at most."""


@dataclass(frozen=True, slots=True)
class People:
    """People in each arm, to two digits: the likely number and the ends of its 90 % interval.

    The interval is of so many draws of the belief. An end is None where no number reaches it, and
    ``likely`` is None where the draws cannot say more than that, or none does.
    """

    low: int | None
    likely: int | None
    high: int | None

    @property
    def is_determined(self) -> bool:
        """The draws tell the number within a factor of four."""
        return self.low is not None and self.high is not None and self.high <= 4 * self.low

    @property
    def words(self) -> str:
        """The number with its interval, as far as the draws tell it, such as '64 (60 to 68)'."""
        if self.low is None:
            return "never"
        if self.high is None or self.likely is None:
            return f"unclear, above {self.low:,}"
        if not self.is_determined:
            return f"unclear, {self.low:,} to {self.high:,}"
        return f"{self.likely:,} ({self.low:,} to {self.high:,})"


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one arm and endpoint may come to, for each draw of what is believed, (k,).

    ``truth`` is the product's own effect, ``aimed`` what the estimate aims at with the maker's lean
    and with hope, and ``between`` the SD of one trial around that. ``sd`` is that of one person who
    stays, and ``staying`` the share that does, of the treated and of the control.
    """

    truth: Floats
    aimed: Floats
    between: Floats
    weights: Floats
    sd: float
    alpha: float
    staying: tuple[float, float] = (1.0, 1.0)
    covariates: int = 0

    @property
    def positive(self) -> float:
        """The chance that the product's own effect is above 0, whatever a trial prints."""
        return min(1.0, float(self.weights @ (self.truth > 0.0)))

    @property
    def most(self) -> float:
        """The chance of significance in favour that a trial without end has."""
        return min(1.0, float(self.weights @ self._chances(0.0, math.inf)))

    def assurance(self, people: float) -> float:
        """Give the chance of significance in favour with two arms of so many, leans included."""
        return min(1.0, float(self.weights @ self._found(people)))

    def positive_if_found(self, active: float, control: float) -> float | None:
        """Give the chance that the effect is above 0 once arms of so many found it so."""
        chances = self.weights * self._chances(*self._error(active, control))
        total = float(chances.sum())
        return min(1.0, float(chances @ (self.truth > 0.0)) / total) if total > 0.0 else None

    def people_for(self, chance: float) -> People:
        """Give the people in each arm with whom a significant result in favour is so likely."""
        sizes = np.unique(np.geomspace(SMALLEST, LARGEST, STEPS).round())
        found = np.array([self._found(people) for people in sizes])
        mean = found @ self.weights
        doubt = np.sqrt(np.square(found - mean[:, None]) @ np.square(self.weights))
        low, likely, high = (
            _first(sizes, mean + side * NORMAL * doubt, chance) for side in (1.0, 0.0, -1.0)
        )
        return People(low, likely, high)

    def _found(self, people: float) -> Floats:
        return self._chances(*self._error(people, people))

    def _error(self, active: float, control: float) -> tuple[float, float]:
        """The standard error with so many in each arm at first, and its degrees of freedom."""
        stay, other = active * self.staying[0], control * self.staying[1]
        return self.sd * math.sqrt(1.0 / stay + 1.0 / other), stay + other - 2.0 - self.covariates

    def _chances(self, error: float, freedom: float) -> Floats:
        """The chance of significance in favour for each draw, (k,)."""
        from scipy.special import ndtr, ndtri, stdtrit

        level = 1.0 - self.alpha / 2.0
        line = ndtri(level) if math.isinf(freedom) else stdtrit(max(1.0, freedom), level)
        spread = np.sqrt(error**2 + self.between**2)
        with np.errstate(divide="ignore", invalid="ignore"):
            # Without any spread an effect of exactly nothing is never found.
            away = np.nan_to_num((self.aimed - line * error) / spread, nan=-np.inf)
        return np.asarray(ndtr(away))


def _first(sizes: Floats, chances: Floats, wanted: float) -> int | None:
    """The first size that is enough; a larger trial may be less sure to mislead, and so not be."""
    enough = np.flatnonzero(chances >= wanted)
    return rounded(float(sizes[enough[0]])) if len(enough) else None


def rounded(people: float) -> int:
    """Round a number of people to two digits."""
    digits = DIGITS - 1 - math.floor(math.log10(people))
    return round(round(people, digits))
