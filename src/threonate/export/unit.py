"""A unit's parts, for formats that want kinds and exponents where people write ``mmol/h``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from threonate.refusal import Refusal

HOUR = 3600.0
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Part:
    """One factor of a unit: an SBML unit kind, its exponent, its power of ten and its multiple."""

    kind: str
    exponent: int = 1
    scale: int = 0
    multiplier: float = 1.0


_KNOWN = {
    "mmol": Part("mole", scale=-3),
    "h": Part("second", multiplier=HOUR),
    "L": Part("litre"),
    "mV": Part("volt", scale=-3),
}
_PATTERN = re.compile(r"([*/]?)([A-Za-z]+|1)(?:(?:\^|\*\*)(\d+))?")


def parts(symbol: str) -> tuple[Part, ...]:
    """Take ``mmol*h/L`` apart; ``1`` has no parts. Refuses a unit that the laws do not use."""
    found = []
    for operator, name, power in _PATTERN.findall(symbol.replace(" ", "")):
        if name == "1":
            continue
        if name not in _KNOWN:
            raise Refusal(
                f"The unit '{symbol}' contains '{name}', which cannot be exported; "
                f"write it with {', '.join(_KNOWN)} or teach export/unit.py."
            )
        known = _KNOWN[name]
        exponent = int(power or 1) * (-1 if operator == "/" else 1)
        found.append(Part(known.kind, exponent, known.scale, known.multiplier))
    return tuple(found)


def integral(symbol: str) -> str:
    """Give the unit of what grows at a rate in ``symbol`` during hours."""
    if symbol.endswith("/h"):
        return symbol.removesuffix("/h")
    top, slash, bottom = symbol.partition("/")
    return f"{top}*h{slash}{bottom}"


def unit_id(symbol: str) -> str:
    """Name a unit as an identifier: ``mmol/h`` becomes ``mmol_per_h``."""
    if not parts(symbol):
        return "dimensionless"
    return symbol.replace("1/", "per_").replace("/", "_per_").replace("*", "_")
