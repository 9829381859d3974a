"""A criterion lets only those into a population in whom a quantity lies within limits."""

import math
import re
from dataclasses import dataclass

from threonate.people.person import QUANTITIES
from threonate.people.quantity import Quantity
from threonate.refusal import Refusal, nearest

ASKED = ("weight", "height", "creatinine", "egfr", "diet", "serum")
"""The quantities on which a criterion can be set; age has a distribution of its own."""

_SIDE = re.compile(r"(?P<sign>[<>≤≥]=?)\s*(?P<size>.+)", re.DOTALL)
_BETWEEN = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)\s*(?:-|–|\.\.|to)\s*(?P<high>\d+(?:\.\d+)?)(?P<unit>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """The limits of one quantity, both of them allowed, in the unit of the quantity."""

    field: str
    low: float
    high: float

    @staticmethod
    def of(field: str, text: str) -> "Criterion":
        """A criterion is read from what people write: '>60', '<=260 mg', '60-90'.

        Anything else, and a quantity that is not drawn, raises `Refusal` in one sentence.
        """
        if field not in ASKED:
            raise Refusal(
                f"'{field}' is nothing that a criterion can ask.{nearest(field, ASKED)} Use "
                f"{', '.join(ASKED)}."
            )
        return Criterion(field, *read_limits(text, QUANTITIES[field]))

    def describe(self) -> str:
        """The limits in words, as 'eGFR from 60 mL/min/1.73 m2'."""
        quantity = QUANTITIES[self.field]
        ends = [
            f"{word} {end:.6g}"
            for word, end, open_end in (
                ("from", self.low, quantity.low),
                ("to", self.high, quantity.high),
            )
            if end != open_end
        ]
        return f"{quantity.name} {' '.join(ends) or 'any'} {quantity.unit}"


def read_share(text: str) -> float:
    """A share from what people write: '0.6' is that of all, '60%' the same in per cent.

    A bare number above 1 could be either, and raises `Refusal` like whatever is no share.
    """
    written = text.strip()
    try:
        size = float(written.removesuffix("%")) / (100.0 if written.endswith("%") else 1.0)
    except ValueError:
        size = math.nan
    if not 0.0 <= size <= 1.0:
        raise Refusal(
            f"The share of women is '{text}'; write a share from 0 to 1, such as 0.6, or one in "
            "per cent with its sign, such as 60%."
        )
    return size


def read_limits(text: str, quantity: Quantity) -> tuple[float, float]:
    """The lower and the upper limit that a text such as '>60' or '60-90' sets to a quantity.

    A side that is not written is as wide as the quantity itself; a limit is allowed, whether the
    text says '>' or '>='. Whatever cannot be read, or runs backwards, raises `Refusal`.
    """
    written = text.strip()
    between, side = _BETWEEN.fullmatch(written), _SIDE.fullmatch(written)
    if between is not None:
        low, high = (quantity.read(between[end] + between["unit"]) for end in ("low", "high"))
    elif side is not None:
        size = quantity.read(side["size"])
        above = side["sign"][0] in ">≥"
        low, high = (size, quantity.high) if above else (quantity.low, size)
    else:
        raise Refusal(
            f"{quantity.name} is to be '{text}'; write limits such as '>{quantity.low:g}', "
            f"'<{quantity.high:g}' or '{quantity.low:g}-{quantity.high:g}'."
        )
    if low > high:
        raise Refusal(
            f"{quantity.name} is to be from {low:g} to {high:g} {quantity.unit}, which runs "
            "backwards; write the lower limit first."
        )
    return low, high
