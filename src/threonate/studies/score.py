"""A score tells how good a prediction was once the outcome is known; lower is better throughout."""

import math
from collections.abc import Sequence

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal

LEAST = 1e-300
"""What a density that a prediction excludes is taken as, so that a score stays finite."""


def log_score(density: float) -> float:
    """Turn the density or chance that a prediction gave to what happened into its score.

    Source: Good 1952, J R Stat Soc B 14:107-114. Raises Refusal for a density below zero.
    """
    if not density >= 0.0:
        raise Refusal(f"A density of {density:g} was given; a density is 0 or more.")
    return -math.log(max(density, LEAST))


def crps(draws: Floats, outcome: float, *, weights: Floats | None = None) -> float:
    """Give the continuous ranked probability score of weighted draws (n,) in the outcome's unit.

    It is the mean distance to the outcome less half the mean distance between draws: Gneiting and
    Raftery 2007, J Am Stat Assoc 102:359-378.
    """
    order = np.argsort(draws)
    ranked = np.asarray(draws, dtype=float)[order]
    even = np.ones_like(ranked) if weights is None else np.asarray(weights, dtype=float)[order]
    share = even / even.sum()
    below = np.cumsum(share) - share / 2.0
    # The mean distance between draws is twice the sum of each draw times its centred rank, doubled.
    apart = 2.0 * float(share @ (ranked * (2.0 * below - 1.0)))
    return float(share @ np.abs(ranked - outcome)) - apart / 2.0


def crps_normal(mean: float, *, sd: float, outcome: float) -> float:
    """Give the same score of a normal prediction in closed form.

    Source: Gneiting and others 2005, Mon Weather Rev 133:1098-1118, equation 5.
    """
    z = (outcome - mean) / sd
    below = (1.0 + math.erf(z / math.sqrt(2.0))) / 2.0
    density = math.exp(-z * z / 2.0) / math.sqrt(2.0 * math.pi)
    return sd * (z * (2.0 * below - 1.0) + 2.0 * density - 1.0 / math.sqrt(math.pi))


def brier(chances: Sequence[float], *, happened: Sequence[bool]) -> float:
    """Give the mean squared distance of chances, 0 to 1, from what happened.

    Source: Brier 1950, Mon Weather Rev 78:1-3. Raises Refusal for unequal or empty lists.
    """
    if len(chances) != len(happened) or not chances:
        raise Refusal(
            f"{len(chances)} chances and {len(happened)} outcomes were given; give one of each "
            "per prediction, and at least one."
        )
    return math.fsum(
        (chance - float(came)) ** 2 for chance, came in zip(chances, happened, strict=True)
    ) / len(chances)


def covered(outcome: float, *, low: float, high: float) -> bool:
    """An interval holds the outcome, ends included."""
    return low <= outcome <= high
