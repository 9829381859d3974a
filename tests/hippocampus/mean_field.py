"""The mean field of a binary autoassociative network, written slowly and on its own.

From the equations alone, with SciPy's Poisson and normal distributions: an independent check of
the network that counts cells and of the fast theory.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, norm, poisson

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rule:
    """One network and one way of cueing it; ``size`` is the pattern's cells where known."""

    cells: float
    sparseness: float
    connection: float
    patterns: int
    potentiated: float
    threshold: float
    inhibition: float
    noise: float
    drive: float = 1.0
    density: float = 1.0
    cycles: int = 8
    size: float | None = None


def follow(rule: Rule, *, valid: float, spurious: float) -> tuple[float, float]:
    """Give the valid and the spurious share of firing cells after the last cycle."""
    size = rule.cells * rule.sparseness if rule.size is None else rule.size
    uses = np.arange(*binom.interval(1.0 - 1e-9, rule.patterns, rule.sparseness) + np.array([0, 1]))
    weight = binom.pmf(uses, rule.patterns, rule.sparseness)
    used = 1.0 - (1.0 - rule.sparseness * rule.potentiated) ** uses
    own = rule.potentiated + (1.0 - rule.potentiated) * used
    reach = rule.connection * rule.density * rule.drive
    for _ in range(rule.cycles):
        hits, others = valid * size, spurious * (rule.cells - size)
        level = rule.threshold + rule.inhibition * (hits + others)
        valid = float(weight @ _fires(reach * (hits * own + others * used), level, rule.noise))
        spurious = float(weight @ _fires(reach * used * (hits + others), level, rule.noise))
    return valid, spurious


def correlation(valid: float, spurious: float, share: float, cells: int = 1_000_000) -> float:
    """Correlate two written-out rows of zeros and ones with these shares."""
    stored = np.zeros(cells)
    inside = round(share * cells)
    stored[:inside] = 1.0
    found = np.zeros(cells)
    found[: round(valid * inside)] = 1.0
    found[inside : inside + round(spurious * (cells - inside))] = 1.0
    return float(np.corrcoef(stored, found)[0, 1]) if 0 < found.sum() < cells else 0.0


def _fires(mean: Floats, level: float, noise: float) -> Floats:
    """The chance that a Poisson number of noisy inputs exceeds the level, for each mean."""
    inputs = np.arange(0, poisson.ppf(1.0 - 1e-12, mean.max()) + 2)[:, np.newaxis]
    over = (inputs > level).astype(float)
    if noise > 0.0:
        spread = noise * np.sqrt(np.maximum(inputs, 1e-12))
        over = np.where(inputs > 0, norm.cdf((inputs - level) / spread), over)
    return np.asarray((poisson.pmf(inputs, mean) * over).sum(axis=0))
