"""The few functions a law may call, for symbols, arrays, quantities and plain numbers alike.

They are typed as plain numbers, as the laws are; what goes in comes out.
"""

import math
from typing import Any

import numpy as np

Number = Any
"""A float, a NumPy array, a SymPy expression or a dimensionless Pint quantity."""

pi = math.pi


def exp(x: float) -> float:
    """Raise e to a dimensionless number."""
    found: float = _call("exp", x)
    return found


def log(x: float) -> float:
    """Take the natural logarithm of a dimensionless number."""
    found: float = _call("log", x)
    return found


def cos(x: float) -> float:
    """Take the cosine of an angle in radians."""
    found: float = _call("cos", x)
    return found


def softplus(x: float) -> float:
    """Rise from 0 to x around x = 0 without a corner."""
    return log(1 + exp(x))


def power(x: float, exponent: float) -> float:
    """Raise a dimensionless number to a dimensionless exponent that need not be whole."""
    raised: float = _plain(x) ** _plain(exponent)
    return raised


def _call(name: str, x: Number) -> Number:
    x = _plain(x)
    if type(x).__module__.startswith("sympy"):
        import sympy

        return getattr(sympy, name)(x)
    return getattr(np, name)(x)


def _plain(x: Number) -> Number:
    """Strip a dimensionless quantity to its number; a quantity with a unit is refused by Pint."""
    return x.m_as("dimensionless") if hasattr(x, "m_as") else x
