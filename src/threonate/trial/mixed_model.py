"""A mixed model uses all visits of everybody who came back at least once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from threonate.engine.record import Floats, Integers
from threonate.trial.comparison import Comparison, compared, regressors

if TYPE_CHECKING:
    from threonate.trial.comparison import Mask


def mixed_model(
    before: Floats, after: Floats, *, arm: Integers, arms: int, seen: Integers
) -> Comparison:
    """Compare arms at the last visit from all visits, ``after`` (r, n, v), in many trials at once.

    Arm and the score before, (r, n), have an own effect at each visit, and the covariance of the
    visits is unstructured. ``seen`` (r, n) counts the visits of each person before leaving. With
    such monotone gaps the covariance follows from regressions of each visit on those before it
    (Anderson 1957, J Am Stat Assoc 52:200-203), and the estimate by generalised least squares;
    each variance is divided by its degrees of freedom, so that complete data give exactly what
    restricted maximum likelihood gives. The degrees of freedom are those of who was seen last.
    """
    x = regressors(arm, before, arms)
    visits, width = after.shape[-1], x.shape[-1]
    present = seen[:, :, None] > np.arange(visits)
    freedom = present[:, :, -1].sum(axis=1) - width
    possible = (freedom > visits) & _everywhere(arm, present[:, :, -1], arms)
    covariance = _covariance(x, after, present, possible)
    information, told = _sums(x, after, seen, covariance)
    information[~possible] = np.eye(visits * width)
    inverse = np.linalg.inv(information)
    found = np.einsum("rij,rj->ri", inverse, told)[:, -width:][:, 1:arms]
    error = np.sqrt(np.diagonal(inverse, axis1=1, axis2=2)[:, -width:][:, 1:arms])
    left_out = ~possible[:, None]
    return compared(
        np.where(left_out, np.nan, found),
        np.where(left_out, np.nan, error),
        np.where(possible, freedom, np.nan).astype(float),
        np.where(possible, np.sqrt(covariance[:, -1, -1]), np.nan),
    )


def _covariance(x: Floats, after: Floats, present: Mask, possible: Mask) -> Floats:
    """The covariance of visits around what arm and the score before explain, (r, v, v)."""
    trials, _, visits = after.shape
    found = np.zeros((trials, visits, visits))
    for visit in range(visits):
        kept = present[:, :, visit]
        earlier = after[:, :, :visit]
        z = np.concatenate([x, np.where(kept[:, :, None], earlier, 0.0)], axis=-1)
        slopes, variance = _regress(z, after[:, :, visit], kept, possible, x.shape[-1])
        slope = slopes[:, x.shape[-1] :]
        before = found[:, :visit, :visit]
        shared = np.einsum("rij,rj->ri", before, slope)
        found[:, visit, :visit] = found[:, :visit, visit] = shared
        found[:, visit, visit] = variance + np.einsum("ri,ri->r", shared, slope)
    found[~possible] = np.eye(visits)
    return found


def _regress(
    z: Floats,
    y: Floats,
    kept: Mask,
    possible: Mask,
    fixed: int,
) -> tuple[Floats, Floats]:
    """Least squares in every trial: the coefficients, and the variance on ``n - fixed``."""
    weighed = z * kept[:, :, None]
    normal = np.einsum("rni,rnj->rij", weighed, z)
    normal[~possible] = np.eye(z.shape[-1])
    found = np.linalg.solve(normal, np.einsum("rni,rn->ri", weighed, y)[:, :, None])[:, :, 0]
    left = np.where(kept, y - np.einsum("rni,ri->rn", z, found), 0.0)
    freedom = np.where(possible, kept.sum(axis=1) - fixed, 1)
    return found, (left**2).sum(axis=1) / freedom


def _sums(x: Floats, after: Floats, seen: Integers, covariance: Floats) -> tuple[Floats, Floats]:
    """What generalised least squares adds up over people, (r, v * x, v * x) and (r, v * x)."""
    trials, _, visits = after.shape
    width = x.shape[-1]
    information = np.zeros((trials, visits, width, visits, width))
    told = np.zeros((trials, visits, width))
    for count in range(1, visits + 1):
        kept = (seen == count).astype(float)
        inverse = np.zeros((trials, visits, visits))
        inverse[:, :count, :count] = np.linalg.inv(covariance[:, :count, :count])
        weighed = x * kept[:, :, None]
        crossed = np.einsum("rni,rnj->rij", weighed, x)
        information += np.einsum("rab,rij->raibj", inverse, crossed)
        scores = np.einsum("rni,rnv->rvi", weighed, after)
        told += np.einsum("rab,rbi->rai", inverse, scores)
    size = visits * width
    return information.reshape(trials, size, size), told.reshape(trials, size)


def _everywhere(arm: Integers, kept: Mask, arms: int) -> Mask:
    """Every arm has somebody at the last visit, (r,)."""
    return np.asarray(np.stack([kept[:, arm == j].any(axis=1) for j in range(arms)]).all(axis=0))
