"""A profile is how badly the best fit misses when one number is held, value by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from threonate.calibration.best import EXACT, Best, residuals_and_slopes
from threonate.calibration.problem import Problem
from threonate.engine.record import Floats
from threonate.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Profile:
    """Values at which a number was held (n,), and how much worse than the best each is (n,).

    ``rise`` is the rise of minus twice the logarithm of the posterior density; below 3.84 a value
    lies in the 95 % likelihood interval where priors say nothing.
    """

    name: str
    values: Floats
    rise: Floats


def profile(problem: Problem, name: str, values: Sequence[float], *, best: Best) -> Profile:
    """Hold one number at each value in turn and fit all others again from the best fit.

    Raises Refusal for a number that is not fitted and for a value outside its prior.
    """
    if name not in problem.names:
        raise Refusal(f"{name} is not fitted; profile one of {', '.join(problem.names)}.")
    held = problem.names.index(name)
    places = problem.priors[held].place(np.asarray(values, dtype=float))
    low, high = problem.priors[held].bounds
    # A NaN, the place of an impossible value, fails the comparison too.
    if not np.all((places >= low) & (places <= high)):
        raise Refusal(f"A value of {name} to hold lies outside its prior; use values inside.")
    costs = np.array([_cost(problem, held, float(place), best.place) for place in places])
    return Profile(name, np.asarray(values, dtype=float), 2.0 * (costs - best.cost))


def _cost(problem: Problem, held: int, at: float, start: Floats) -> float:
    from scipy.optimize import least_squares

    free = np.array([index for index in range(len(start)) if index != held], dtype=np.int64)

    def whole(part: Floats) -> Floats:
        place = start.copy()
        place[held] = at
        place[free] = part
        return place

    if not free.size:
        missed, _ = residuals_and_slopes(problem, whole(start[free]))
        return float(0.5 * np.sum(missed**2))
    low, high = problem.bounds
    found = least_squares(
        lambda part: residuals_and_slopes(problem, whole(part))[0],
        np.clip(start[free], low[free], high[free]),
        jac=lambda part: residuals_and_slopes(problem, whole(part))[1][:, free],
        bounds=(low[free], high[free]),
        xtol=EXACT,
        ftol=EXACT,
        gtol=EXACT,
    )
    return float(found.cost)
