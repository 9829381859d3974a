"""Power, and what it does to significant results: how many people an effect needs to be found.

Power is the chance to find an effect of a given size. Assurance, which a prospect computes, is the
chance to find whatever effect there is, averaged over what is believed of it.
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

CHANCY = 100
"""People in an arm up to whom it matters that chance decides how many stay."""

NEGLIGIBLE = 1e-9
"""The chance of so many staying below which it is left out."""


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
    freedom = active + control - 2 - covariates
    _check(sd, alpha, freedom)
    error = sd * math.sqrt(1.0 / active + 1.0 / control)
    return ability_of(effect, errors=np.array([error]), freedom=np.array([freedom]), alpha=alpha)


def ability_of(effect: float, *, errors: Floats, freedom: Floats, alpha: float = 0.05) -> Ability:
    """Say what trials make of a true ``effect`` whose true standard ``errors`` differ, (r,).

    ``freedom`` (r,) are their degrees of freedom. A trial with NaN had too few people left to be
    analysed; it finds nothing, and counts.
    """
    from scipy.special import chdtri, ndtr, stdtrit

    known = np.isfinite(errors) & np.isfinite(freedom)
    error, left = errors[known, None], freedom[known, None].astype(float)
    chance = (np.arange(NODES) + 0.5) / NODES
    kinds, which = np.unique(left, return_inverse=True)
    lines = stdtrit(kinds, 1.0 - alpha / 2.0)[:, None] * np.sqrt(
        chdtri(kinds[:, None], chance) / kinds[:, None]
    )
    line = lines[which.ravel()]
    high, low = line - effect / error, -line - effect / error
    up, down = ndtr(-high), ndtr(low)
    # Means of the two tails of a normal distribution, in standard errors.
    above = effect / error * up + _density(high)
    below = effect / error * down - _density(low)
    share = float(known.mean()) / max(1, up.size)
    found = share * float((up + down).sum())
    wrong = share * float((down if effect >= 0.0 else up).sum())
    if found <= 0.0:
        return Ability(effect, 0.0, math.inf, 0.0)
    size = share * float(((above - below) * error).sum()) / found
    return Ability(effect, found, size / abs(effect) if effect else math.inf, wrong / found)


def people_for(
    effect: float,
    *,
    sd: float,
    power_wanted: float,
    alpha: float = 0.05,
    covariates: int = 0,
    staying: tuple[float, float] = (1.0, 1.0),
) -> int | None:
    """Give the people in each of two equal arms that find a true ``effect`` with this power.

    ``sd`` is that of one person who stays, and ``staying`` the share that does so in the treated
    arm and in the control. None where more than ``LARGEST`` would be needed.
    """
    _check_power(power_wanted)
    return _smallest(
        lambda people: (
            power_of_staying(
                effect, sd=sd, people=people, alpha=alpha, covariates=covariates, staying=staying
            )
            >= power_wanted
        ),
        SMALLEST + covariates,
    )


def people_in_words(count: int | None) -> str:
    """Write a number of people, or that it is larger than any trial."""
    return f"more than {LARGEST:,}" if count is None else f"{count:,}"


def power_of_staying(
    effect: float,
    *,
    sd: float,
    people: int,
    alpha: float = 0.05,
    covariates: int = 0,
    staying: tuple[float, float] = (1.0, 1.0),
) -> float:
    """Give the power of two arms of ``people`` of whom only a share stays.

    In a small trial chance decides how many stay; where too few do, nothing is found.
    """
    from scipy.special import nctdtr, stdtrit

    (active, treated), (control, untreated) = (_stayers(people, share) for share in staying)
    stay, other = active[:, None], control[None, :]
    freedom = stay + other - 2.0 - covariates
    usable = (stay > 0) & (other > 0) & (freedom > 0)
    freedom = np.where(usable, freedom, 1.0)
    away = np.where(
        usable,
        abs(effect) / (sd * np.sqrt(1.0 / np.maximum(stay, 0.5) + 1.0 / np.maximum(other, 0.5))),
        0.0,
    )
    line = stdtrit(freedom, 1.0 - alpha / 2.0)
    # The far tail is below what double precision shows once the effect is clear.
    wrong = np.nan_to_num(nctdtr(freedom, away, -line), nan=0.0)
    found = np.where(usable, 1.0 - nctdtr(freedom, away, line) + wrong, 0.0)
    return float(treated @ found @ untreated)


def _stayers(people: int, share: float) -> tuple[Floats, Floats]:
    """How many of an arm may stay, and the chance of each."""
    if share >= 1.0 or people > CHANCY:
        return np.array([people * share]), np.ones(1)
    from scipy.special import bdtr

    count = np.arange(people + 1)
    below = bdtr(count.astype(float), people, share)
    chance = np.diff(below, prepend=0.0)
    likely = chance > NEGLIGIBLE
    return count[likely].astype(float), chance[likely]


def people_by_normal(
    effect: float, *, sd: float, power_wanted: float, alpha: float = 0.05
) -> float:
    """Give the textbook number of people in each arm, before rounding: ``2 (z SD / effect)^2``."""
    from scipy.special import ndtri

    _check_power(power_wanted)
    reach = float(ndtri(1.0 - alpha / 2.0) + ndtri(power_wanted))
    return 2.0 * (reach * sd / effect) ** 2


def _smallest(enough: Callable[[int], bool], least: int) -> int | None:
    """The smallest number that is enough, where more is never less; None above ``LARGEST``."""
    high = least
    while not enough(high):
        if high >= LARGEST:
            return None
        high = min(2 * high, LARGEST)
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
