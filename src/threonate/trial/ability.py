"""Power, and what it does to significant results: how many people an effect needs to be found.

Power is the chance to find an effect of a given size. Assurance, which is computed elsewhere, is
the chance to find whatever effect there is, averaged over what is believed of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from threonate.engine.record import Floats
from threonate.refusal import Refusal

SMALLEST, LARGEST = 2, 10_000_000
"""People in an arm between whom a sample size is looked for."""

NODES = 400
"""Standard errors that stand for all that a small trial may come to estimate."""


@dataclass(frozen=True, slots=True)
class Ability:
    """What a trial makes of one true effect.

    ``power`` is the chance of significance in either direction, ``exaggeration`` the mean size of
    a significant estimate relative to the effect, and ``wrong_sign`` how often it points the wrong
    way (Gelman and Carlin 2014, Perspect Psychol Sci 9:641-651).
    """

    effect: float
    power: float
    exaggeration: float
    wrong_sign: float


def power(
    effect: float, *, sd: float, active: int, control: int, alpha: float = 0.05, covariates: int = 0
) -> float:
    """Give the chance that a two-sided t-test calls a true ``effect`` significant.

    ``sd`` is that of one person around their arm's mean, in the unit of the effect; ``covariates``
    cost a degree of freedom each. Source: the noncentral t distribution.
    """
    from scipy.special import nctdtr, stdtrit

    freedom = active + control - 2 - covariates
    _check(sd, alpha, freedom)
    line = float(stdtrit(freedom, 1.0 - alpha / 2.0))
    away = abs(effect) / (sd * math.sqrt(1.0 / active + 1.0 / control))
    # The far tail is below what double precision shows once the effect is clear.
    wrong = float(nctdtr(freedom, away, -line))
    return 1.0 - float(nctdtr(freedom, away, line)) + (0.0 if math.isnan(wrong) else wrong)


def ability(
    effect: float, *, sd: float, active: int, control: int, alpha: float = 0.05, covariates: int = 0
) -> Ability:
    """Say what a trial of this size makes of a true ``effect``; units as in ``power``."""
    from scipy.special import chdtri, ndtr, stdtrit

    freedom = active + control - 2 - covariates
    _check(sd, alpha, freedom)
    error = sd * math.sqrt(1.0 / active + 1.0 / control)
    chance = (np.arange(NODES) + 0.5) / NODES
    line = float(stdtrit(freedom, 1.0 - alpha / 2.0)) * np.sqrt(chdtri(freedom, chance) / freedom)
    high, low = line - effect / error, -line - effect / error
    up, down = ndtr(-high), ndtr(low)
    # Means of the two tails of a normal distribution, in standard errors.
    above = (effect / error * up + _density(high)).mean()
    below = (effect / error * down - _density(low)).mean()
    found = float((up + down).mean())
    wrong = float((down if effect >= 0.0 else up).mean())
    ratio = float(above - below) * error / found / abs(effect) if effect else math.inf
    return Ability(effect, found, ratio, wrong / found)


def people_for(
    effect: float, *, sd: float, power_wanted: float, alpha: float = 0.05, covariates: int = 0
) -> int:
    """Give the people in each of two equal arms that find a true ``effect`` with this power."""
    _check_power(power_wanted)

    def enough(people: int) -> bool:
        found = power(
            effect, sd=sd, active=people, control=people, alpha=alpha, covariates=covariates
        )
        return found >= power_wanted

    return _smallest(enough, SMALLEST + covariates)


def people_by_normal(
    effect: float, *, sd: float, power_wanted: float, alpha: float = 0.05
) -> float:
    """Give the textbook number of people in each arm, before rounding: ``2 (z SD / effect)^2``."""
    from scipy.special import ndtri

    _check_power(power_wanted)
    reach = float(ndtri(1.0 - alpha / 2.0) + ndtri(power_wanted))
    return 2.0 * (reach * sd / effect) ** 2


def assurance(expected: Floats, *, sd: float, people: float, alpha: float = 0.05) -> float:
    """Give the chance of significance in favour over what is believed of the mean, (n,).

    ``expected`` holds what the estimate of each possible trial aims at; arms are of ``people``.
    """
    from scipy.special import ndtr, stdtrit

    line = float(stdtrit(max(1.0, 2.0 * people - 2.0), 1.0 - alpha / 2.0))
    return float(ndtr(expected / (sd * math.sqrt(2.0 / people)) - line).mean())


def people_for_assurance(
    expected: Floats, *, sd: float, chance: float, alpha: float = 0.05
) -> int | None:
    """Give the people in each arm that succeed with this chance, or None where no number does."""
    _check_power(chance)
    if assurance(expected, sd=sd, people=LARGEST, alpha=alpha) < chance:
        return None
    return _smallest(
        lambda people: assurance(expected, sd=sd, people=people, alpha=alpha) >= chance, SMALLEST
    )


def _smallest(enough: Callable[[int], bool], least: int) -> int:
    """The smallest number that is enough, where more is never less."""
    high = least
    while not enough(high):
        if high >= LARGEST:
            return LARGEST
        high *= 2
    low = max(least, high // 2)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high


def _density(z: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * z**2) / math.sqrt(2.0 * math.pi))


def _check(sd: float, alpha: float, freedom: int) -> None:
    if not 0.0 < sd < math.inf or not 0.0 < alpha < 1.0 or freedom < 1:
        raise Refusal(
            f"A spread of {sd:g}, an alpha of {alpha:g} and {freedom} degrees of freedom were "
            "given; a spread is above 0, alpha lies between 0 and 1, and one degree is needed."
        )


def _check_power(wanted: float) -> None:
    if not 0.0 < wanted < 1.0:
        raise Refusal(f"A power of {wanted:g} was asked for; use one between 0 and 1, such as 0.8.")
