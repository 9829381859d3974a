"""The best fit is where the posterior density is highest; SciPy finds it from several starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from threonate.calibration.prior import Shape
from threonate.calibration.problem import Problem
from threonate.engine.record import Floats
from threonate.refusal import Refusal

Announce = Callable[[str], None]

SCREENED = 64
"""Places of the prior that are looked at, in one call, before any search."""

STARTS = 3
"""The best of them that a local search starts from, beside the centre of the prior."""

POPULATION = 32
"""Places for each number that evolve together when everything is searched."""

IMPOSSIBLE = 1e3
"""The residual of a place with which nobody can be followed."""

EXACT = 1e-8
"""How exactly a search ends, relative to places and residuals."""


class Search(Enum):
    """How the best fit is looked for."""

    LOCAL = "local"
    """Least squares from several starts."""
    GLOBAL = "global"
    """Differential evolution over the whole prior, then least squares."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best fit: its place (numbers,), residuals (measurements,) and curvature.

    ``covariance`` (numbers, numbers) is that of the normal distribution with the same curvature.
    """

    place: Floats
    residuals: Floats
    covariance: Floats
    cost: float

    @property
    def misfit(self) -> float:
        """The sum of squared residuals of the measurements alone."""
        return float(np.sum(self.residuals**2))


def find_best(
    problem: Problem,
    *,
    seed: int = 1,
    search: Search = Search.LOCAL,
    announce: Announce = lambda _: None,
) -> Best:
    """Find the highest posterior density.

    Raises Refusal where no number of the prior lets everybody be followed, and for a number on
    which no measurement depends.
    """
    starts = _screened(problem, seed)
    if search is Search.GLOBAL:
        announce("Searching everywhere.")
        starts = [*starts, _evolved(problem, seed)]
    _refuse_idle(problem, starts[0])
    found = [_descended(problem, start) for start in starts]
    for number, best in enumerate(found, start=1):
        announce(f"Search {number} of {len(found)} ended with a misfit of {best.misfit:.4g}.")
    return min(found, key=lambda best: best.cost)


def _screened(problem: Problem, seed: int) -> list[Floats]:
    """The centre of the prior and the best of many places drawn from it."""
    chances = np.random.default_rng(seed).random((SCREENED, len(problem.priors)))
    places = np.column_stack(
        [prior.at(column) for prior, column in zip(problem.priors, chances.T, strict=True)]
    )
    places[0] = 0.0
    height = problem.log_posterior(places)
    if not np.isfinite(height).any():
        raise Refusal(
            "Nobody could be followed with any numbers of the prior; check the persons, what they "
            "take and the priors."
        )
    order = np.argsort(-height)
    chosen = [0, *(place for place in order[:STARTS] if place)]
    return [places[place] for place in chosen if np.isfinite(height[place])]


def _refuse_idle(problem: Problem, place: Floats) -> None:
    _, slopes = problem.slopes(place)
    for name, column in zip(problem.names, slopes.T, strict=True):
        if np.all(np.abs(column) < EXACT):
            raise Refusal(
                f"No measurement depends on {name}, so these data cannot tell of it; leave it out "
                "or add a measurement that it changes."
            )


def _evolved(problem: Problem, seed: int) -> Floats:
    """Differential evolution over the whole prior, a generation at a time in one call."""
    from scipy.optimize import differential_evolution

    def height(places: Floats) -> Floats:
        found = -problem.log_posterior(np.atleast_2d(places.T))
        return np.where(np.isfinite(found), found, IMPOSSIBLE**2)

    found = differential_evolution(
        height,
        bounds=[prior.bounds for prior in problem.priors],
        strategy="rand1bin",
        popsize=POPULATION,
        vectorized=True,
        updating="deferred",
        polish=False,
        seed=np.random.default_rng(seed),
        maxiter=100,
        tol=1e-3,
    )
    return np.asarray(found.x, dtype=float)


def _descended(problem: Problem, start: Floats) -> Best:
    """Least squares from a start; residuals and slopes come from the same call."""
    from scipy.optimize import least_squares

    descent = _Descent(problem)
    low, high = problem.bounds
    margin = 0.01 * (high - low)
    found = least_squares(
        descent.residuals,
        np.clip(start, low + margin, high - margin),
        jac=descent.slopes,
        bounds=(low, high),
        xtol=EXACT,
        ftol=EXACT,
        gtol=EXACT,
    )
    place = np.asarray(found.x, dtype=float)
    missed, slopes = descent.both(place)
    measured = len(problem.measurements)
    return Best(place, missed[:measured], _covariance(slopes, problem), float(found.cost))


class _Descent:
    """Remembers the last place, whose residuals and slopes SciPy asks for one after the other."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.last: tuple[bytes, Floats, Floats] | None = None

    def residuals(self, place: Floats) -> Floats:
        return self.both(place)[0]

    def slopes(self, place: Floats) -> Floats:
        return self.both(place)[1]

    def both(self, place: Floats) -> tuple[Floats, Floats]:
        """Residuals of measurements and priors at a place, and their slopes."""
        key = place.tobytes()
        if self.last is None or self.last[0] != key:
            self.last = (key, *residuals_and_slopes(self.problem, place))
        return self.last[1:]


def residuals_and_slopes(problem: Problem, place: Floats) -> tuple[Floats, Floats]:
    """Residuals of measurements and priors at a place (numbers,), and their slopes, in one call."""
    missed, slopes = problem.slopes(place)
    believed = [p.residual(at) for p, at in zip(problem.priors, place, strict=True)]
    pulls = np.diag([float(p.residual(np.array(1.0))) for p in problem.priors])
    return (
        np.concatenate([np.nan_to_num(missed, nan=IMPOSSIBLE), believed]),
        np.concatenate([np.nan_to_num(slopes, nan=0.0), pulls]),
    )


def _covariance(slopes: Floats, problem: Problem) -> Floats:
    """The inverse curvature; no wider than the prior of a number that the data leave open."""
    uniform = [prior.shape is Shape.UNIFORM for prior in problem.priors]
    floor = [1.0 / p.deviation**2 for p in problem.priors] * np.array(uniform)
    return np.asarray(np.linalg.inv(slopes.T @ slopes + np.diag(floor)))
