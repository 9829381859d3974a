"""A unit is read by its UCUM code, in which case matters and a bare mEq is nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from threonate.dose.formula import MAGNESIUM_MASS
from threonate.refusal import Refusal
from threonate.safety.fhir.node import Node, shown

UCUM = "http://unitsofmeasure.org"
"""The address of the system of units."""
VALENCE = 2
"""Charges of one magnesium ion: a mmol is two mEq."""
CREATININE_MASS = 113.12
"""Milligrams of creatinine in one mmol."""


class Measure(Enum):
    """What a unit measures; the value is the unit that sizes are counted in."""

    MASS = "mg"
    SUBSTANCE = "mmol"
    CHARGE = "meq"
    MASS_CONCENTRATION = "mg/dL"
    SUBSTANCE_CONCENTRATION = "mmol/L"
    CHARGE_CONCENTRATION = "meq/L"
    FILTRATION = "mL/min/{1.73_m2}"
    RATE = "/min"
    PRESSURE = "mm[Hg]"
    TIME = "h"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit holds ``size`` of the unit that its measure is counted in."""

    code: str
    measure: Measure
    size: float


_SIZES: Mapping[Measure, Mapping[str, float]] = {
    Measure.MASS: {"mg": 1, "g": 1e3, "kg": 1e6, "ug": 1e-3, "[lb_av]": 453_592.37},
    Measure.SUBSTANCE: {"mmol": 1, "umol": 1e-3},
    Measure.CHARGE: {"meq": 1},
    Measure.MASS_CONCENTRATION: {"mg/dL": 1, "mg/L": 0.1, "ug/mL": 0.1, "g/L": 100},
    Measure.SUBSTANCE_CONCENTRATION: {"mmol/L": 1, "umol/L": 1e-3},
    Measure.CHARGE_CONCENTRATION: {"meq/L": 1},
    Measure.FILTRATION: {"mL/min/{1.73_m2}": 1, "mL/min/{1.73m2}": 1},
    Measure.RATE: {"/min": 1, "1/min": 1, "{beats}/min": 1},
    Measure.PRESSURE: {"mm[Hg]": 1},
    Measure.TIME: {"h": 1, "min": 1 / 60, "s": 1 / 3600, "d": 24, "wk": 168, "mo": 730.5,
                   "a": 8766},
}  # fmt: skip
UNITS: Mapping[str, Unit] = {
    code: Unit(code, measure, size)
    for measure, sizes in _SIZES.items()
    for code, size in sizes.items()
}
"""Every unit that is read, by its code."""


def find_unit(code: str, *, among: tuple[Measure, ...] = tuple(Measure)) -> Unit:
    """A unit is found by exactly its UCUM code; any other spelling raises `Refusal`."""
    found = UNITS.get(code)
    if found is None:
        asked = [each for each, unit in UNITS.items() if unit.measure in among]
        same = [each for each in UNITS if each.casefold() == code.casefold()]
        # A bare mEq where a concentration is measured lacks its litre.
        begun = [each for each in asked if code and each.split("/")[0] == code.casefold()]
        known = [each for each in same if each in asked] or begun or same or asked
        raise Refusal(f"{shown(code)} is not a UCUM unit read here; write {' or '.join(known)}.")
    return found


_SPELLED: Mapping[str, str] = {
    "ml/min/1.73m2": "mL/min/{1.73_m2}",
    "ml/min/1.73sqm": "mL/min/{1.73_m2}",
    "ml/min/1.73": "mL/min/{1.73_m2}",
    "ml/min/bsa": "mL/min/{1.73_m2}",
    "mg/dl": "mg/dL",
    "mg/l": "mg/L",
    "umol/l": "umol/L",
    "kg": "kg",
    "g": "g",
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "/min": "/min",
    "1/min": "/min",
    "bpm": "/min",
    "beats/min": "/min",
    "beats/minute": "/min",
    "mmhg": "mm[Hg]",
    "mm[hg]": "mm[Hg]",
}
"""Codes of units as laboratories print them, without case, spaces, braces and raised figures."""


def spelled_unit(quantity: Node, *, among: tuple[Measure, ...]) -> Unit | None:
    """The unit of a Quantity without a code of UCUM, where its words leave no doubt."""
    if quantity.text("system") == UCUM and quantity.text("code"):
        return None
    for words in (quantity.text("code"), quantity.text("unit")):
        plain = re.sub(r"[\s{}^_*()]", "", words.casefold().replace("²", "2"))
        plain = plain.replace("\u00b5", "u").replace("\u03bc", "u").replace("permin", "/min")
        found = UNITS.get(_SPELLED.get(plain, ""))
        if found is not None and found.measure in among:
            return found
    return None


def unit_of(quantity: Node, *, among: tuple[Measure, ...]) -> Unit:
    """The coded unit of a Quantity, which measures one of these; otherwise `Refusal`."""
    unit = coded_unit(quantity, among=among)
    if unit is None:
        raise quantity.refuse(
            f"has the unit {shown(quantity.text('unit') or quantity.text('code'))} without a UCUM "
            f"code; write system '{UCUM}' and a code such as '{among[0].value}'."
        )
    if unit.measure not in among:
        allowed = " or ".join(measure.value for measure in among)
        raise quantity.refuse(
            f"is in {unit.code}, which contradicts what is measured; the code calls for {allowed}."
        )
    return unit


def coded_unit(quantity: Node, *, among: tuple[Measure, ...]) -> Unit | None:
    """The unit of a Quantity, or None where it is counted in pieces or not coded in UCUM.

    An unknown code, and mEq in words only, raise `Refusal`.
    """
    system, code = quantity.text("system"), quantity.text("code")
    counted = code == "1" or (code.startswith("{") and code.endswith("}"))
    words = not code and "meq" in quantity.text("unit").casefold()
    if words or (system == UCUM and code and not counted):
        try:
            return find_unit(code or quantity.text("unit"), among=among)
        except Refusal as refusal:
            raise quantity.refuse(f"has an unknown unit: {refusal}") from refusal
    return None


def magnesium_mass(value: float, unit: Unit) -> float:
    """So much magnesium weighs this many mg, from a mass, mmol or meq of magnesium itself."""
    weight = {
        Measure.MASS: 1.0,
        Measure.SUBSTANCE: MAGNESIUM_MASS,
        Measure.CHARGE: MAGNESIUM_MASS / VALENCE,
    }
    return value * unit.size * weight[unit.measure]


def magnesium_concentration(value: float, unit: Unit) -> float:
    """Magnesium in serum as mmol/L, from any of its three units."""
    amount = {
        Measure.MASS_CONCENTRATION: 10 / MAGNESIUM_MASS,
        Measure.SUBSTANCE_CONCENTRATION: 1.0,
        Measure.CHARGE_CONCENTRATION: 1 / VALENCE,
    }
    return value * unit.size * amount[unit.measure]


def creatinine_concentration(value: float, unit: Unit) -> float:
    """Creatinine in serum as mg/dL, from a mass or an amount in a volume."""
    weight = {
        Measure.MASS_CONCENTRATION: 1.0,
        Measure.SUBSTANCE_CONCENTRATION: CREATININE_MASS / 10,
    }
    return value * unit.size * weight[unit.measure]
