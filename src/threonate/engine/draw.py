"""Random numbers that belong to a person, not to the order in which persons are computed.

Every number is a function of the seed, the stream, the parameter's name and the person's id, so
arms share their people and any division of a cohort gives the same bits.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from enum import Enum

import numpy as np
from scipy.special import ndtri

from threonate.engine.record import Floats
from threonate.evidence.parameter import Distribution, Parameter


class Stream(Enum):
    """Why a number varies: people differ, or we do not know."""

    SPREAD = "spread"
    DOUBT = "doubt"


def uniforms(name: str, *, seed: int, stream: Stream, begin: int, end: int) -> Floats:
    """Draw one number in (0, 1) for each person id from ``begin`` to ``end``."""
    digest = hashlib.sha256(f"{seed}/{stream.value}/{name}".encode()).digest()
    key = np.frombuffer(digest[:16], dtype=np.uint64)
    # Each counter of this generator yields four numbers, so the first one wanted may stand inside.
    generator = np.random.Generator(np.random.Philox(key=key, counter=begin // 4))
    drawn = generator.random(end - begin // 4 * 4)[begin % 4 :]
    return np.clip(drawn, 1e-16, 1.0 - 1e-16)


def draw(
    parameters: Mapping[str, Parameter],
    *,
    seed: int,
    begin: int,
    end: int,
    spread: bool,
    doubt: bool,
) -> dict[str, Floats]:
    """Draw every parameter for person ids ``begin`` to ``end``; each result has shape (n,).

    ``spread`` lets people differ, ``doubt`` lets the numbers be wrong; with neither, everyone has
    the stated values.
    """
    drawn = {}
    for name, parameter in parameters.items():
        values = np.full(end - begin, parameter.value)
        if doubt and parameter.distribution is not Distribution.FIXED:
            values = _doubted(
                parameter, uniforms(name, seed=seed, stream=Stream.DOUBT, begin=begin, end=end)
            )
        if spread and parameter.spread > 0.0:
            chance = uniforms(name, seed=seed, stream=Stream.SPREAD, begin=begin, end=end)
            values = values * np.exp(_log_sd(parameter.spread) * ndtri(chance))
        drawn[name] = values
    return drawn


def _doubted(parameter: Parameter, chance: Floats) -> Floats:
    """Turn chances into values of the parameter's own distribution of ignorance."""
    low, high = parameter.low or 0.0, parameter.high or 0.0
    match parameter.distribution:
        case Distribution.UNIFORM:
            return np.asarray(low + (high - low) * chance)
        case Distribution.LOGUNIFORM:
            return np.asarray(low * (high / low) ** chance)
        case Distribution.BERNOULLI:
            return np.where(chance < parameter.value, 1.0, 0.0)
        case Distribution.NORMAL:
            return np.asarray(
                parameter.value + abs(parameter.value) * parameter.doubt * ndtri(chance)
            )
        case _:
            return np.asarray(parameter.value * np.exp(_log_sd(parameter.doubt) * ndtri(chance)))


def _log_sd(coefficient_of_variation: float) -> float:
    return math.sqrt(math.log1p(coefficient_of_variation**2))
