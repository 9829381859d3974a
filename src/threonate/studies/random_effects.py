"""Plain pooling: a weighted mean of effects whose true sizes differ from trial to trial."""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal

STEPS = 200
CLOSE = 1e-10
NORMAL_95 = 1.959963984540054
"""Half the width, in standard errors, of an interval that holds 95 % of a normal distribution."""


class Method(Enum):
    """How the variance between trials is estimated."""

    DERSIMONIAN_LAIRD = "DL"
    """By moments: DerSimonian and Laird 1986, Control Clin Trials 7:177-188."""
    RESTRICTED_LIKELIHOOD = "REML"
    """By restricted likelihood: Viechtbauer 2005, J Educ Behav Stat 30:261-293."""
    COMMON = "common"
    """No variance: all trials are taken to have one true effect."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """What several trials say together, in standard deviations.

    ``error`` is the standard error of ``mean``, ``between`` the standard deviation of the true
    effects, ``heterogeneity`` Cochran's Q and ``inconsistency`` I squared, 0 to 1.
    """

    mean: float
    error: float
    between: float
    heterogeneity: float
    inconsistency: float
    trials: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the mean."""
        half = NORMAL_95 * self.error
        return self.mean - half, self.mean + half


def pool(
    effects: Floats, *, errors: Floats, method: Method = Method.RESTRICTED_LIKELIHOOD
) -> Pooled:
    """Pool effects (n,) with their standard errors (n,), both in standard deviations.

    Raises Refusal without an effect, for unequal lengths and for an error that is not above zero.
    """
    effects, variances = _checked(effects, errors)
    between = _between(effects, variances, method) if len(effects) > 1 else 0.0
    weights = 1.0 / (variances + between)
    spread, freedom = _heterogeneity(effects, variances), len(effects) - 1
    return Pooled(
        mean=float(weights @ effects / weights.sum()),
        error=math.sqrt(1.0 / weights.sum()),
        between=math.sqrt(between),
        heterogeneity=spread,
        inconsistency=max(0.0, 1.0 - freedom / spread) if spread > 0.0 else 0.0,
        trials=len(effects),
    )


def conjugate(
    mean: float, *, sd: float, effects: Floats, errors: Floats, between: float = 0.0
) -> tuple[float, float]:
    """Give mean and standard deviation of a normal belief once normal effects (n,) are known.

    ``mean`` and ``sd`` are the belief before; ``between`` is a known spread of true effects. The
    two precisions add: Gelman and others 2013, Bayesian Data Analysis, section 2.5.
    """
    effects, variances = _checked(effects, errors)
    weights = 1.0 / (variances + between**2)
    precision = 1.0 / sd**2 + weights.sum()
    return float((mean / sd**2 + weights @ effects) / precision), float(precision**-0.5)


def _checked(effects: Floats, errors: Floats) -> tuple[Floats, Floats]:
    effects, errors = np.asarray(effects, dtype=float), np.asarray(errors, dtype=float)
    if effects.size == 0 or effects.shape != errors.shape or effects.ndim != 1:
        raise Refusal(
            f"{effects.size} effects with {errors.size} standard errors were given; pooling takes "
            "one or more effects, each with its standard error."
        )
    if not (np.isfinite(effects).all() and np.isfinite(errors).all() and (errors > 0.0).all()):
        raise Refusal("An effect or its standard error is missing or not above zero; leave it out.")
    return effects, errors**2


def _heterogeneity(effects: Floats, variances: Floats) -> float:
    weights = 1.0 / variances
    return float(weights @ (effects - weights @ effects / weights.sum()) ** 2)


def _between(effects: Floats, variances: Floats, method: Method) -> float:
    if method is Method.COMMON:
        return 0.0
    weights = 1.0 / variances
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    excess = _heterogeneity(effects, variances) - (len(effects) - 1)
    moments = max(0.0, float(excess / scale))
    if method is Method.DERSIMONIAN_LAIRD:
        return moments
    return _restricted(effects, variances, moments)


def _restricted(effects: Floats, variances: Floats, start: float) -> float:
    """Climb the restricted likelihood by Fisher scoring; what falls below zero is zero."""
    between = start
    for _ in range(STEPS):
        weights = 1.0 / (variances + between)
        total = weights.sum()
        away = effects - weights @ effects / total
        squares, cubes = (weights**2).sum(), (weights**3).sum()
        slope = weights**2 @ away**2 - total + squares / total
        information = squares - 2.0 * cubes / total + (squares / total) ** 2
        ahead = max(0.0, between + float(slope / information))
        if abs(ahead - between) < CLOSE:
            return ahead
        between = ahead
    raise Refusal(
        "The spread between these trials cannot be found by restricted likelihood; ask for the "
        "method of moments."
    )
