"""An amount is a number with its unit: a bare number is never a dose."""

import math
import re
from dataclasses import dataclass

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.refusal import Refusal, nearest

_MILLIGRAMS = {
    "mg": 1.0,
    "g": 1000.0,
    "µg": 0.001,
    "μg": 0.001,
    "ug": 0.001,
    "mcg": 0.001,
    "mmol": MAGNESIUM_MASS,
    # One equivalent of a doubly charged ion is half a mole.
    "meq": MAGNESIUM_MASS / 2,
}
_COUNTS_MAGNESIUM = {"mmol", "meq"}
_ELEMENTAL = re.compile(r"(elemental)?\s*(of\s+)?(mg|magnesium)?", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?P<number>[-+]?(?:nan|inf(?:inity)?)\b"
    r"|[-+]?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d+)?)"
    r"\s*(?P<unit>[a-zµμ]*)\s*(?P<what>.*)",
    re.IGNORECASE,
)
_DECIMAL_COMMA = re.compile(r"\d,(?!\d{3}(\D|$))")
_HOW = "write a number and a unit, such as '2000 mg', '2 g', '144 mg magnesium' or '6 mmol'"


@dataclass(frozen=True, slots=True)
class Amount:
    """So many milligrams, either of the whole compound or of the magnesium in it."""

    milligrams: float
    is_elemental: bool

    @property
    def compound(self) -> float | None:
        """The mass of the compound in mg, where the amount is one."""
        return None if self.is_elemental else self.milligrams

    @property
    def elemental(self) -> float | None:
        """The mass of magnesium in mg, where the amount is one."""
        return self.milligrams if self.is_elemental else None


def parse_amount(text: str) -> Amount:
    """A written amount is read together with its unit.

    mg, g and µg weigh the compound unless 'magnesium' or 'elemental' follows; mmol and mEq always
    count magnesium. A missing or unknown unit, and an amount that is not positive, raise `Refusal`.
    """
    if _DECIMAL_COMMA.search(text):
        raise Refusal(f"'{text}' has a decimal comma; use a point, as in '1.5 g'.")
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or not re.search(r"\d|nan|inf", match["number"], re.IGNORECASE):
        raise Refusal(f"'{text}' is not an amount; {_HOW}.")
    number = float(re.sub(r"[,\s]", "", match["number"]))
    factor, counts_magnesium = _unit(match["unit"], text)
    elemental = bool(match["what"].strip())
    if elemental and not _ELEMENTAL.fullmatch(match["what"].strip()):
        raise Refusal(f"'{text}' does not end in a unit or in 'magnesium'; {_HOW}.")
    if not math.isfinite(number) or number <= 0:
        raise Refusal(f"'{text}' is not a dose: an amount is above zero and finite; {_HOW}.")
    return Amount(number * factor, elemental or counts_magnesium)


def parse_threonate(text: str) -> float:
    """A written amount of threonate, in mmol, is read; the unit is mmol."""
    number = text.strip().removesuffix("mmol").strip()
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if number == text.strip() or not math.isfinite(value) or value < 0:
        raise Refusal(f"'{text}' is not an amount of threonate; write it as '12.8 mmol'.")
    return value


def _unit(unit: str, text: str) -> tuple[float, bool]:
    """A unit is worth so many milligrams, and counts the compound or the magnesium."""
    if not unit:
        raise Refusal(f"'{text}' has no unit, so it could be mg or g; {_HOW}.")
    if unit.casefold() not in _MILLIGRAMS:
        raise Refusal(
            f"'{text}' has the unknown unit '{unit}'.{nearest(unit, _MILLIGRAMS)}"
            " The units are mg, g, µg, mmol and mEq."
        )
    return _MILLIGRAMS[unit.casefold()], unit.casefold() in _COUNTS_MAGNESIUM


def positive(value: float, what: str) -> float:
    """An amount that is not a positive, finite number is refused by name."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Refusal(f"{what} is {value!r}; it must be a number above zero.")
    if not math.isfinite(value) or value <= 0:
        raise Refusal(f"{what} is {value:g}; it must be a finite number above zero.")
    return float(value)
