"""A prior is what is thought of a number before the data: the number's own doubt, unless said."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from threonate.engine.record import Floats
from threonate.evidence.parameter import Distribution, Parameter
from threonate.refusal import Refusal, nearest

_BETWEEN = re.compile(r"(?P<low>[^:~]+):(?P<high>[^:~]+)")
_ABOUT = re.compile(r"(?P<value>[^:~]+)~(?P<cv>[^:~%]+)%")

FAR = 6.0
"""So many standard deviations from its centre nothing is looked for."""


class Whose(Enum):
    """Whether data tell of one person's own numbers or of the numbers that persons share."""

    OWN = "own"
    SHARED = "shared"


class Shape(Enum):
    """The density of a number on its own scale."""

    NORMAL = "normal"
    UNIFORM = "uniform"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """What may be thought of one number; its place is 0 at the centre and 1 a ``width`` above.

    The place is counted on the number's natural scale, its logarithm where ``is_log``. A normal
    place has standard deviation 1, a uniform one lies between -1 and 1; nothing is looked for
    outside ``bounds``.
    """

    name: str
    shape: Shape
    centre: float
    width: float
    is_log: bool
    unit: str = ""
    bounds: tuple[float, float] = (-FAR, FAR)

    @property
    def deviation(self) -> float:
        """The standard deviation of the place."""
        return 1.0 if self.shape is Shape.NORMAL else 1.0 / math.sqrt(3.0)

    def value(self, place: Floats) -> Floats:
        """Turn places into values in the number's unit."""
        scaled = self.centre + self.width * place
        return np.exp(scaled) if self.is_log else np.asarray(scaled)

    def place(self, value: Floats) -> Floats:
        """Turn values into places."""
        scaled = np.log(value) if self.is_log else np.asarray(value)
        return np.asarray((scaled - self.centre) / self.width)

    def log_density(self, place: Floats) -> Floats:
        """The logarithm of the density of a place, but for a constant; minus infinity outside."""
        low, high = self.bounds
        height = -0.5 * place**2 if self.shape is Shape.NORMAL else np.zeros_like(place)
        return np.where((place >= low) & (place <= high), height, -np.inf)

    def residual(self, place: Floats) -> Floats:
        """What a normal prior adds to the residuals; a uniform one adds none."""
        return place if self.shape is Shape.NORMAL else np.zeros_like(place)

    def at(self, chance: Floats) -> Floats:
        """Turn chances in (0, 1) into places of this prior."""
        from scipy.special import ndtri

        if self.shape is Shape.UNIFORM:
            return 2.0 * chance - 1.0
        return np.asarray(np.clip(ndtri(chance), *self.bounds))

    def document(self) -> dict[str, str | float | bool]:
        """The prior as plain values."""
        return {
            "shape": self.shape.value,
            "scale": "log" if self.is_log else "linear",
            "centre": self.centre,
            "width": self.width,
        }


def own_prior(number: Parameter, *, whose: Whose) -> Prior:
    """The prior that a number of the model brings: its doubt, and for one person their spread too.

    A number that is fixed by definition has no doubt; it gets the one that goes by convention with
    its grade. Raises Refusal for a coin and for a fixed zero, for which no width can be derived.
    """
    shape, spread = number.distribution, number.spread if whose is Whose.OWN else 0.0
    _refuse_coin(number)
    if shape in (Distribution.UNIFORM, Distribution.LOGUNIFORM):
        return between(
            number.name,
            number.low or 0.0,
            number.high or 0.0,
            is_log=shape is Distribution.LOGUNIFORM,
            unit=number.unit,
        )
    doubt = number.grade.doubt if shape is Distribution.FIXED else number.doubt
    if number.value == 0.0 or (number.value < 0.0 and shape is not Distribution.NORMAL):
        raise Refusal(
            f"{number.name} is {number.value:g} by definition and has no prior; give one, such as "
            f"--prior {number.name}=0:0.1."
        )
    if shape is Distribution.NORMAL:
        width = abs(number.value) * math.hypot(doubt, spread)
        return normal(number.name, number.value, width, is_log=False, unit=number.unit)
    return normal(
        number.name,
        math.log(number.value),
        math.hypot(_log_sd(doubt), _log_sd(spread)),
        is_log=True,
        unit=number.unit,
    )


def read_prior(text: str, *, known: Mapping[str, Parameter]) -> Prior:
    """A prior from words: 'name=0.01:0.08' lies between, 'name=0.035~30%' is log-normal about.

    Raises Refusal for what is neither, and for a number that the model does not have.
    """
    name, _, said = (part.strip() for part in text.partition("="))
    number = find_number(name, known)
    ends, about = _BETWEEN.fullmatch(said), _ABOUT.fullmatch(said)
    if ends:
        low, high = _number(ends["low"], text), _number(ends["high"], text)
        if not low < high:
            raise Refusal(f"The prior '{text}' lies between {low:g} and {high:g}; put low first.")
        return between(name, low, high, is_log=False, unit=number.unit)
    if about:
        value, cv = _number(about["value"], text), _number(about["cv"], text)
        if value <= 0.0 or not 0.0 < cv <= 1000.0:
            raise Refusal(f"The prior '{text}' needs a value above 0 and 0 to 1000 % about it.")
        return normal(name, math.log(value), _log_sd(cv / 100.0), is_log=True, unit=number.unit)
    raise Refusal(
        f"The prior '{text}' is not understood; write {name or 'NAME'}=LOW:HIGH or "
        f"{name or 'NAME'}=VALUE~PERCENT%."
    )


def choose_priors(
    names: Sequence[str],
    *,
    known: Mapping[str, Parameter],
    said: Sequence[Prior] = (),
    whose: Whose = Whose.SHARED,
) -> tuple[Prior, ...]:
    """The priors of the numbers to be fitted: those said, else the numbers' own.

    Raises Refusal where no number or one twice is named, for an unknown one, and for a prior of a
    number that is not fitted.
    """
    if not names:
        raise Refusal("No number is to be fitted; name some, such as gut.jejunal_capacity.")
    given = {prior.name: prior for prior in said}
    for name in names:
        _refuse_coin(find_number(name, known))
        if names.count(name) > 1:
            raise Refusal(f"{name} is named twice; name each number once.")
    idle = next((name for name in given if name not in names), None)
    if idle is not None:
        raise Refusal(f"A prior of {idle} is given, which is not fitted; add it to the parameters.")
    return tuple(given.get(n) or own_prior(known[n], whose=whose) for n in names)


def find_number(name: str, known: Mapping[str, Parameter]) -> Parameter:
    """A number of the model by its name; raises Refusal with the nearest for another."""
    if name not in known:
        raise Refusal(
            f"'{name}' is no number of the model; names are as in 'threonate why kidney.splay'."
            f"{nearest(name, list(known))}"
        )
    return known[name]


def _refuse_coin(number: Parameter) -> None:
    if number.distribution is Distribution.BERNOULLI:
        raise Refusal(
            f"{number.name} is either 0 or 1 and is not fitted; fit the size of what it switches, "
            f"and give it with --given {number.name}=1 or 0."
        )


def normal(name: str, centre: float, width: float, *, is_log: bool, unit: str = "") -> Prior:
    """A prior that is normal on its scale; ``centre`` and ``width`` are on that scale too."""
    return Prior(
        name=name, shape=Shape.NORMAL, centre=centre, width=width, is_log=is_log, unit=unit
    )


def between(name: str, low: float, high: float, *, is_log: bool, unit: str = "") -> Prior:
    """A prior that is uniform on its scale between two values."""
    ends = (math.log(low), math.log(high)) if is_log else (low, high)
    return Prior(
        name=name,
        shape=Shape.UNIFORM,
        centre=sum(ends) / 2.0,
        width=(ends[1] - ends[0]) / 2.0,
        is_log=is_log,
        unit=unit,
        bounds=(-1.0, 1.0),
    )


def _number(text: str, said: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise Refusal(f"The prior '{said}' holds '{text}'; write a number there.") from None
    if not math.isfinite(value):
        raise Refusal(f"The prior '{said}' holds '{text}'; write a finite number there.")
    return value


def _log_sd(coefficient_of_variation: float) -> float:
    return math.sqrt(math.log1p(coefficient_of_variation**2))
