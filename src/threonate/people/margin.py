"""A margin is how one quantity is spread among women or men, as it was published."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from threonate.evidence.parameter import Parameter, load_room
from threonate.people.region import Region
from threonate.people.sex import Sex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from threonate.people.crowd import Crowd

    Floats = NDArray[np.float64]

FIELDS = ("age", "weight", "height", "egfr", "diet", "serum")
"""The quantities of a person whose margins are shown."""


class Shape(Enum):
    """How a published distribution is read."""

    NORMAL = "normal"
    LOG_NORMAL = "log-normal"
    MEDIAN = "median"
    """Only the middle was published, for women and men together."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The mean and SD of all adults of a sex, in the unit of the quantity.

    Of a median alone the mean stands for it, and the SD is NaN. ``verified`` is False for what was
    recalled and not read.
    """

    field: str
    sex: Sex
    shape: Shape
    mean: float
    sd: float
    source: tuple[str, ...]
    verified: bool

    def density(self, at: Floats) -> Floats:
        """The published density at values of the quantity, per unit, (n,)."""
        match self.shape:
            case Shape.MEDIAN:
                return np.full(len(at), np.nan)
            case Shape.NORMAL:
                return _bell((at - self.mean) / self.sd, wide=self.sd)
            case Shape.LOG_NORMAL:
                variance = math.log1p((self.sd / self.mean) ** 2)
                wide = math.sqrt(variance)
                score = (np.log(at) - math.log(self.mean) + variance / 2) / wide
                return _bell(score, wide=wide * at)


def published_margins(region: Region) -> tuple[Margin, ...]:
    """What was published of each quantity, women before men; the ages of adults are not here."""
    found = []
    for sex, group, other in zip(Sex, region.groups, ("women", "men"), strict=True):
        found += [
            _spread("weight", sex, _number(f"weight_{other}"), Shape.LOG_NORMAL),
            _spread("height", sex, _number(f"height_{other}"), Shape.NORMAL),
            _median(sex),
            _spread("diet", sex, _number(f"diet_{other}"), Shape.LOG_NORMAL),
            _serum(sex, _number(f"serum_{group}"), _number(f"serum_sd_{group}")),
        ]
    return tuple(sorted(found, key=lambda margin: FIELDS.index(margin.field)))


def moments(crowd: Crowd, field: str, sex: Sex) -> tuple[int, float, float, float]:
    """How many of a sex are known in a quantity, and their mean, SD and median."""
    values = values_of(crowd, field, sex)
    if not len(values):
        return 0, math.nan, math.nan, math.nan
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else math.nan
    return len(values), float(np.mean(values)), sd, float(np.median(values))


def values_of(crowd: Crowd, field: str, sex: Sex) -> Floats:
    """What is known of a quantity among those of a sex, (n,)."""
    values: Floats = getattr(crowd, field)[crowd.female == (sex is Sex.FEMALE)]
    return np.asarray(values[np.isfinite(values)])


def _spread(field: str, sex: Sex, number: Parameter, shape: Shape) -> Margin:
    sd = number.value * number.spread
    return Margin(field, sex, shape, number.value, sd, number.source, number.verified)


def _median(sex: Sex) -> Margin:
    number = _number("egfr_median")
    return Margin("egfr", sex, Shape.MEDIAN, number.value, math.nan, number.source, number.verified)


def _serum(sex: Sex, mean: Parameter, sd: Parameter) -> Margin:
    verified = mean.verified and sd.verified
    return Margin("serum", sex, Shape.NORMAL, mean.value, sd.value, mean.source, verified)


def _bell(score: Floats, *, wide: Floats | float) -> Floats:
    return np.asarray(np.exp(-(score**2) / 2) / math.sqrt(2 * math.pi) / wide)


def _number(name: str) -> Parameter:
    return load_room("threonate.people")[f"people.{name}"]
