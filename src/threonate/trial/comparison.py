"""A comparison is what a trialist makes of the scores: a difference, its error and its p."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from threonate.engine.record import Floats, Integers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Differences of the treated arms from the control in many trials, (r, arms).

    ``error`` is the standard error, ``p`` two-sided, ``freedom`` (r,) the degrees of freedom and
    ``spread`` (r,) the residual standard deviation within arms. NaN where too few people stayed.
    """

    estimate: Floats
    error: Floats
    freedom: Floats
    p: Floats
    spread: Floats


def compared(estimate: Floats, error: Floats, freedom: Floats, spread: Floats) -> Comparison:
    """Give estimates, (r, arms), their two-sided p by Student's t."""
    from scipy.special import stdtr

    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2.0 * stdtr(freedom[:, None], -np.abs(estimate / error))
    return Comparison(estimate, error, freedom, p, spread)


def regressors(arm: Integers, before: Floats, arms: int) -> Floats:
    """Give the intercept, one column for each treated arm and the score before, (r, n, 1 + arms).

    ``arm`` (n,) is 0 for the control; ``before`` (r, n) is centred, which keeps the sums exact.
    """
    trials, people = before.shape
    columns = [np.ones(people)] + [(arm == j).astype(float) for j in range(1, arms)]
    fixed = np.broadcast_to(np.stack(columns, axis=-1), (trials, people, arms))
    centred = before - before.mean(axis=1, keepdims=True)
    return np.concatenate([fixed, centred[:, :, None]], axis=-1)


def ancova(before: Floats, after: Floats, *, arm: Integers, arms: int, stayed: Mask) -> Comparison:
    """Compare arms at one visit among those who ``stayed`` (r, n), adjusted for ``before`` (r, n).

    One slope and one variance for all arms, by least squares, as every statistics package does.
    """
    return _least_squares(regressors(arm, before, arms), after, stayed, arms)


def change(before: Floats, after: Floats, *, arm: Integers, arms: int, stayed: Mask) -> Comparison:
    """Compare the mean changes of arms among those who ``stayed`` (r, n), without adjustment.

    With two arms this is Student's t-test of the changes.
    """
    columns = regressors(arm, before, arms)[:, :, :arms]
    return _least_squares(columns, after - before, stayed, arms)


def _least_squares(x: Floats, y: Floats, kept: Mask, arms: int) -> Comparison:
    """Regress in every trial at once; the coefficients after the first belong to the arms."""
    weighed = x * kept[:, :, None]
    normal = np.einsum("rni,rnj->rij", weighed, x)
    freedom = kept.sum(axis=1) - x.shape[-1]
    possible = (freedom > 0) & _is_full(weighed, kept, arms)
    normal[~possible] = np.eye(x.shape[-1])
    inverse = np.linalg.inv(normal)
    found = np.einsum("rij,rj->ri", inverse, np.einsum("rni,rn->ri", weighed, y))
    left = np.where(kept, y - np.einsum("rni,ri->rn", x, found), 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(
            possible, (left**2).sum(axis=1) / np.where(possible, freedom, 1), np.nan
        )
    error = np.sqrt(variance[:, None] * np.diagonal(inverse, axis1=1, axis2=2)[:, 1:arms])
    estimate = np.where(possible[:, None], found[:, 1:arms], np.nan)
    return compared(estimate, error, np.where(possible, freedom, np.nan), np.sqrt(variance))


def _is_full(weighed: Floats, kept: Mask, arms: int) -> Mask:
    """Every arm has somebody left, (r,)."""
    in_arm = weighed[:, :, 1:arms].sum(axis=1)
    return np.asarray((in_arm > 0).all(axis=1) & (kept.sum(axis=1) > in_arm.sum(axis=1)))
