"""What is reported of a course: each quantity with its unit, its label and how it is read off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.engine.record import Floats
from threonate.refusal import Refusal, nearest

if TYPE_CHECKING:
    from threonate.course import Sight
    from threonate.memory import Memory

Reading = Callable[["Sight"], Floats]
"""Reads one number per person off the last day of an arm."""


@dataclass(frozen=True, slots=True)
class Familiar:
    """The unit that people know, and how many of it make one scientific unit."""

    unit: str
    factor: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that can be measured in a person, read off an arm of a course.

    ``absolute`` tells that people count its change in its unit rather than in per cent.
    """

    key: str
    label: str
    unit: str
    read: Reading
    familiar: Familiar | None = None
    absolute: bool = False
    series: Callable[[Sight], Floats] | None = None


def _serum(sight: Sight) -> Floats:
    return sight.daily("blood.exposure") / 24.0


def _urine(sight: Sight) -> Floats:
    return sight.daily("kidney.urine")


def _absorbed(sight: Sight) -> Floats:
    return sight.absorbed()[:, sight.last] - sight.absorbed()[:, sight.day_before]


def _red_cells(sight: Sight) -> Floats:
    return sight.mean(sight.level("red_cell_fold")) * sight.parameter("people.red_cell_level")


def _csf(sight: Sight) -> Floats:
    return sight.mean(sight.state("brain.lumbar")) * sight.parameter("people.csf_total")


def _interstitial(sight: Sight) -> Floats:
    level = sight.parameter("brain.interstitial_level")
    return sight.mean(sight.state("brain.interstitium")) * level


def _neuronal(sight: Sight) -> Floats:
    return sight.mean(sight.state("brain.neuron"))


def _density(sight: Sight) -> Floats:
    return sight.mean(sight.level("density_change"))


def _potentiation(sight: Sight) -> Floats:
    return _memory(sight).after.response


def _recall(sight: Sight) -> Floats:
    return _memory(sight).free_recall


def _words(sight: Sight) -> Floats:
    return np.asarray(_memory(sight).words.words_after.sum(axis=1))


def _delayed(sight: Sight) -> Floats:
    return _memory(sight).words.delayed_after


def _memory(sight: Sight) -> Memory:
    return sight.course.memories[sight.arm.name]


def _threonate(sight: Sight) -> Floats:
    return sight.mean(sight.level("threonate_concentration")) * 1000.0


QUANTITIES = (
    Quantity(
        "absorbed",
        "Magnesium absorbed a day",
        "mmol/day",
        _absorbed,
        Familiar("mg/day", MAGNESIUM_MASS),
    ),
    Quantity(
        "serum",
        "Serum magnesium",
        "mmol/L",
        _serum,
        Familiar("mg/dL", MAGNESIUM_MASS / 10.0),
        series=lambda sight: sight.level("concentration"),
    ),
    Quantity(
        "urine", "Magnesium in 24-h urine", "mmol/day", _urine, Familiar("mg/day", MAGNESIUM_MASS)
    ),
    Quantity("red_cells", "Magnesium in red cells", "mmol/L", _red_cells),
    Quantity(
        "csf",
        "Magnesium in spinal fluid",
        "mmol/L",
        _csf,
        Familiar("mg/dL", MAGNESIUM_MASS / 10.0),
        series=lambda sight: sight.state("brain.lumbar"),
    ),
    Quantity(
        "interstitial",
        "Free magnesium between brain cells",
        "mmol/L",
        _interstitial,
        series=lambda sight: sight.state("brain.interstitium"),
    ),
    Quantity(
        "neuronal",
        "Free magnesium in neurons",
        "x baseline",
        _neuronal,
        series=lambda sight: sight.state("brain.neuron"),
    ),
    Quantity("threonate", "Plasma threonate above natural", "µmol/L", _threonate),
    Quantity("density", "Working synapses", "x before", _density),
    Quantity("potentiation", "Potentiation by bursts", "x response", _potentiation),
    Quantity("recall", "Recall of a list without help", "share", _recall),
    Quantity("words", "Words of a list, five trials", "words", _words, absolute=True),
    Quantity("delayed", "Words after half an hour", "words", _delayed, absolute=True),
)


def find_quantity(key: str) -> Quantity:
    """Find a quantity by its key; raises Refusal with the nearest for one that is not reported."""
    found = next((q for q in QUANTITIES if q.key == key), None)
    if found is None:
        keys = [q.key for q in QUANTITIES]
        raise Refusal(f"'{key}' is not reported; use {', '.join(keys)}.{nearest(key, keys)}")
    return found


@dataclass(frozen=True, slots=True)
class Estimate:
    """A quantity before and after, over all draws: median and 90 % interval, and the change."""

    quantity: Quantity
    baseline: float
    value: float
    low: float
    high: float
    change: float
    change_low: float
    change_high: float

    @property
    def percent(self) -> tuple[float, float, float]:
        """The change relative to the baseline, in percent: median, low, high."""
        if self.baseline == 0.0:
            return (float("nan"),) * 3
        low, mid, high = (
            100.0 * c / self.baseline for c in (self.change_low, self.change, self.change_high)
        )
        return mid, low, high


def estimate(quantity: Quantity, before: Floats, after: Floats) -> Estimate:
    """Summarise paired readings (n,) of the same persons without and with the regimen."""
    value = np.quantile(after, (0.5, 0.05, 0.95))
    change = np.quantile(after - before, (0.5, 0.05, 0.95))
    return Estimate(quantity, float(np.median(before)), *map(float, value), *map(float, change))
