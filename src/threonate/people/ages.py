"""The ages of a population: as adults are between two ages, or as a trial has stated them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from threonate.evidence.parameter import load_room
from threonate.people.criterion import read_limits
from threonate.people.quantity import AGE, Quantity
from threonate.people.sex import Sex
from threonate.refusal import Refusal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]

DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties")
"""The bands of age in which adults are counted."""
EDGES = (18.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0)
"""Where each band begins and the last one ends, in years."""

DRAWN = Quantity("Age", "years", EDGES[0], EDGES[-1], AGE.units, advice="nobody else is drawn")
"""The ages that are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """Ages from ``low`` to ``high`` years, both allowed.

    Without ``mean`` and ``sd`` people are as old as adults between the two ages are, evenly within
    a decade. With both, age is normal with these before it is cut at the two ends. Raises `Refusal`
    for ages that nobody is drawn with, and for one of mean and SD alone.
    """

    low: float = EDGES[0]
    high: float = EDGES[-1]
    mean: float | None = None
    sd: float | None = None

    def __post_init__(self) -> None:
        """The ends are ages of adults, in order, and a stated distribution is whole."""
        DRAWN.check(self.low)
        DRAWN.check(self.high)
        if self.low > self.high:
            raise Refusal(
                f"Ages from {self.low:g} to {self.high:g} run backwards; write the lower first."
            )
        if (self.mean is None) != (self.sd is None):
            raise Refusal("A mean age needs its standard deviation, and the other way; give both.")
        if self.mean is not None and not self.low <= self.mean <= self.high:
            raise Refusal(
                f"The mean age is {self.mean:g}, outside {self.low:g} to {self.high:g} years; "
                "widen the ages or correct the mean."
            )
        if self.sd is not None and not 0.1 <= self.sd <= 50:
            raise Refusal(f"The SD of age is {self.sd:g} years; use 0.1 to 50.")

    @staticmethod
    def of(text: str, *, mean: float | None = None, sd: float | None = None) -> Ages:
        """Ages are read from what people write: '50-70', '>=65', '<40'."""
        low, high = read_limits(text, DRAWN)
        return Ages(low=low, high=high, mean=mean, sd=sd)

    def at(self, chance: Floats) -> Floats:
        """The ages at chances from 0 to 1 among women and men together, in years (n,)."""
        return self._at(chance, _shares())

    def at_by_sex(self, chance: Floats, *, female: Booleans) -> Floats:
        """The ages at chances from 0 to 1 among those of each one's sex, in years (n,)."""
        women = _shares() * _women()
        men = _shares() - women
        return np.where(female, self._at(chance, women), self._at(chance, men))

    def describe(self) -> str:
        """The ages in words."""
        ends = f"{self.low:g} to {self.high:g} years"
        if self.mean is None or self.sd is None:
            return ends
        return f"{ends}, normal with mean {self.mean:g} and SD {self.sd:g}"

    def _at(self, chance: Floats, shares: Floats) -> Floats:
        if self.mean is not None and self.sd is not None:
            return truncated_normal(chance, self.mean, self.sd, low=self.low, high=self.high)
        passed = np.concatenate([[0.0], np.cumsum(shares)])
        first, last = np.interp([self.low, self.high], EDGES, passed)
        found = np.interp(first + chance * (last - first), passed, EDGES)
        return np.asarray(np.clip(found, self.low, self.high))


def chance_of_woman(age: Floats) -> Floats:
    """The share of women among adults of each age, (n,)."""
    decade = np.searchsorted(EDGES[1:-1], age, side="right")
    return np.asarray(_women()[decade])


def adult_density(sex: Sex) -> Floats:
    """The share of a sex per year of age from each edge to the next, and none after the last."""
    women = _women() if sex is Sex.FEMALE else 1.0 - _women()
    shares = _shares() * women
    return np.append(shares / np.sum(shares) / np.diff(EDGES), 0.0)


def truncated_normal(
    chance: Floats, mean: Floats | float, sd: Floats | float, *, low: Floats | float,
    high: Floats | float,
) -> Floats:  # fmt: skip
    """The values at chances from 0 to 1 of a normal distribution cut at both ends, (n,)."""
    from scipy.special import ndtr, ndtri

    first, last = ndtr((low - mean) / sd), ndtr((high - mean) / sd)
    found = mean + sd * ndtri(first + chance * (last - first))
    return np.asarray(np.clip(found, low, high))


def _shares() -> Floats:
    return np.array([_number(f"adults_{decade}") for decade in DECADES])


def _women() -> Floats:
    return np.array([_number(f"women_{decade}") for decade in DECADES])


def _number(name: str) -> float:
    return load_room("threonate.people")[f"people.{name}"].value
