"""A quantity is something measured on a person: its unit, its plausible range and how it is read.

Unlike a dose, a bare number is taken in the quantity's own unit, unless it looks like another one.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import Any

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.refusal import Refusal, nearest

Written = float | str
"""A number in the quantity's own unit, or text with or without a unit."""

_NUMBER = r"[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf(?:inity)?)"
_WITH_UNIT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>.*)", re.IGNORECASE | re.DOTALL)
_FEET = re.compile(
    r"(?P<feet>\d+)\s*(?:ft|feet|foot|'|′|’)\s*(?P<inches>\d+(?:\.\d+)?)\s*(?:in|inch|inches|\"|″|'')?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Bare numbers between `low` and `high` were most likely meant in another unit."""

    low: float
    high: float
    unit: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is measured, in which unit, and between which limits the model can use it.

    `units` says how many of `unit` one of each accepted unit is; `advice` closes a refusal, and
    `example` is what a usual person would write.
    """

    name: str
    unit: str
    low: float
    high: float
    units: Mapping[str, float] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    advice: str = "check the number and its unit"
    example: str = ""

    def read(self, given: Written) -> float:
        """A number or text is read into the quantity's unit and checked.

        Raises `Refusal` on an unknown unit, a number that is not finite or a size out of range.
        """
        if not isinstance(given, str):
            return self._bare(self._finite(given))
        feet = _FEET.fullmatch(given.strip()) if "ft" in self.units else None
        if feet is not None:
            inches = 12 * float(feet["feet"]) + float(feet["inches"])
            return self.check(inches * self.units["in"], given=given)
        match = _WITH_UNIT.fullmatch(given.strip())
        if match is None or re.match(r",\d", match["unit"]):
            raise Refusal(
                f"{self.name} is '{given}'; write a number with a decimal point and a unit, such "
                f"as '{self.example or f'{self.high / 2:g} {self.unit}'}'."
            )
        number = self._finite(float(match["number"]))
        if not match["unit"].strip():
            return self._bare(number)
        return self.check(number * self._factor(match["unit"], given), given=given)

    def check(self, value: float, *, given: str = "") -> float:
        """A value in the quantity's own unit lies within its limits, or raises `Refusal`."""
        size = self._finite(value)
        if self.low <= size <= self.high:
            return size
        if not given:
            self._refuse_mistake(size)
        wrote = f" (from '{given}')" if given else ""
        raise Refusal(
            f"{self.name} is {size:.4g} {self.unit}{wrote}, outside {self.low:g} to {self.high:g} "
            f"{self.unit}; {self.advice}."
        )

    def _bare(self, number: float) -> float:
        self._refuse_mistake(number)
        return self.check(number)

    def _refuse_mistake(self, number: float) -> None:
        for mistake in self.mistakes:
            if mistake.low <= number <= mistake.high:
                meant = self.low <= number <= self.high
                other = f", or '{number:g} {self.unit}' if that is meant" if meant else ""
                unit = mistake.unit.replace("umol", "µmol")
                raise Refusal(
                    f"{self.name} {number:g} looks like {unit}; write '{number:g} {mistake.unit}'"
                    f"{other}."
                )

    def _finite(self, value: object) -> float:
        known = isinstance(value, Real) and not isinstance(value, bool)
        number = _as_float(value) if known else math.nan
        if not math.isfinite(number):
            raise Refusal(
                f"{self.name} is {value!r}; it must be a finite number of {self.unit} between "
                f"{self.low:g} and {self.high:g}."
            )
        return number

    def _factor(self, unit: str, given: str) -> float:
        known = {_plain(name): factor for name, factor in self.units.items()}
        known[_plain(self.unit)] = 1.0
        factor = known.get(_plain(unit))
        if factor is None:
            spelling = (self.unit, *(name for name in self.units if name != self.unit))
            raise Refusal(
                f"{self.name} is '{given}' with the unknown unit '{unit.strip()}'; use "
                f"{' or '.join(dict.fromkeys(spelling))}.{nearest(unit.strip(), spelling)}"
            )
        return factor


def _as_float(value: Any) -> float:
    """A whole number too long for a float counts as infinite."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _plain(unit: str) -> str:
    """Two spellings are the same unit when they differ in case, spaces, dots or a Greek letter."""
    plain = unit.casefold().replace("\u03bc", "u").replace("²", "2")
    return re.sub(r"[\s^]", "", plain).rstrip(".")


AGE = Quantity(
    "Age",
    "years",
    18,
    120,
    {"year": 1, "y": 1, "yr": 1},
    advice="the model describes adults only",
    example="68 years",
)
WEIGHT = Quantity(
    "Weight",
    "kg",
    30,
    300,
    {"lb": 0.45359237, "lbs": 0.45359237, "pounds": 0.45359237},
    mistakes=(Mistake(300.1, 660, "lb"),),
    example="75 kg",
)
HEIGHT = Quantity(
    "Height",
    "cm",
    120,
    230,
    {"m": 100, "in": 2.54, "inches": 2.54, "ft": 30.48, "feet": 30.48},
    mistakes=(Mistake(1.2, 2.3, "m"), Mistake(4, 7.5, "ft"), Mistake(48, 90, "in")),
    example="165 cm",
)
CREATININE = Quantity(
    # One mole of creatinine weighs 113.12 g.
    "Creatinine",
    "mg/dL",
    0.2,
    20,
    {"umol/L": 0.011312, "mmol/L": 11.312, "mg/L": 0.1},
    mistakes=(Mistake(20.001, 2000, "umol/L"),),
    example="80 umol/L",
)
EGFR = Quantity(
    "eGFR",
    "mL/min/1.73 m2",
    2,
    200,
    {"mL/min/1.73 sqm": 1, "mL/s/1.73 m2": 60},
    advice="give the estimated filtration that a laboratory reports, or the creatinine instead",
    example="80 mL/min/1.73 m2",
)
FILTRATION = Quantity("Filtration", "L/h", 0.1, 15, {"mL/min": 0.06})
DIET = Quantity(
    "Magnesium in the diet",
    "mg/day",
    20,
    2000,
    {
        "mg": 1,
        "mg/d": 1,
        "g/day": 1000,
        "mmol/day": MAGNESIUM_MASS,
        "mmol/d": MAGNESIUM_MASS,
        "mmol": MAGNESIUM_MASS,
    },
    mistakes=(Mistake(1, 19.999, "mmol/day"),),
    advice="most adults eat 150 to 500 mg/day",
    example="300 mg/day",
)
SERUM = Quantity(
    "Serum magnesium",
    "mmol/L",
    0.3,
    3,
    {"mg/dL": 10 / MAGNESIUM_MASS, "mg/L": 1 / MAGNESIUM_MASS, "mEq/L": 0.5},
    # Healthy serum is 0.7-1.0 mmol/L, which is 1.7-2.4 mg/dL or 1.4-2.0 mEq/L.
    mistakes=(Mistake(1.4, 2.6, "mg/dL"),),
    advice="healthy adults have 0.7 to 1.0 mmol/L, which is 1.7 to 2.4 mg/dL",
    example="0.85 mmol/L",
)


def parse(text: str, quantity: Quantity) -> float:
    """A written quantity such as '80 umol/L' is read into the quantity's own unit.

    Raises `Refusal` in one sentence on anything that cannot be that quantity of an adult.
    """
    return quantity.read(text)
