"""Chances become values: the inverse of every distribution that a number of the model can have."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtri

from threonate.engine.record import Floats
from threonate.evidence.parameter import Distribution, Parameter


def doubted(parameter: Parameter, chance: Floats) -> Floats:
    """Turn chances (n,) in (0, 1) into what a number may be, as ``engine.draw`` does."""
    low, high = parameter.low or 0.0, parameter.high or 0.0
    match parameter.distribution:
        case Distribution.FIXED:
            return np.full(len(chance), parameter.value)
        case Distribution.UNIFORM:
            return np.asarray(low + (high - low) * chance)
        case Distribution.LOGUNIFORM:
            return np.asarray(low * (high / low) ** chance)
        case Distribution.BERNOULLI:
            return np.where(chance < parameter.value, 1.0, 0.0)
        case Distribution.NORMAL:
            sd = abs(parameter.value) * parameter.doubt
            return np.asarray(parameter.value + sd * ndtri(chance))
        case _:
            return parameter.value * lognormal(parameter.doubt, chance)


def lognormal(coefficient_of_variation: float, chance: Floats) -> Floats:
    """Turn chances (n,) into factors about 1 that vary log-normally."""
    log_sd = math.sqrt(math.log1p(coefficient_of_variation**2))
    return np.asarray(np.exp(log_sd * ndtri(chance)))
