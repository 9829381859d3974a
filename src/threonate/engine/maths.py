"""The few functions a law may call, for symbols, arrays, quantities and plain numbers alike."""

import math
from typing import Any

import numpy as np

Number = Any
"""A float, a NumPy array, a SymPy expression or a dimensionless Pint quantity."""

pi = math.pi


def exp(x: Number) -> Number:
    """Raise e to a dimensionless number."""
    return _call("exp", x)


def log(x: Number) -> Number:
    """Take the natural logarithm of a dimensionless number."""
    return _call("log", x)


def cos(x: Number) -> Number:
    """Take the cosine of an angle in radians."""
    return _call("cos", x)


def softplus(x: Number) -> Number:
    """Rise from 0 to x around x = 0 without a corner."""
    return log(1 + exp(x))


def power(x: Number, exponent: Number) -> Number:
    """Raise a dimensionless number to a dimensionless exponent that need not be whole."""
    return _plain(x) ** _plain(exponent)


def _call(name: str, x: Number) -> Number:
    x = _plain(x)
    if type(x).__module__.startswith("sympy"):
        import sympy

        return getattr(sympy, name)(x)
    return getattr(np, name)(x)


def _plain(x: Number) -> Number:
    """Strip a dimensionless quantity to its number; a quantity with a unit is refused by Pint."""
    return x.m_as("dimensionless") if hasattr(x, "m_as") else x
