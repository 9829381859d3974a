"""A profile is that of the textbook for a line, and SciPy's for a person."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from tests.calibration.conftest import NUMBERS

from threonate.calibration.best import find_best
from threonate.calibration.problem import Problem
from threonate.calibration.profile import profile
from threonate.engine.record import Floats
from threonate.refusal import Refusal


def test_the_profile_of_a_line_is_a_parabola_as_wide_as_its_error(
    line: Any, straight: Callable[[Floats, float], Problem]
) -> None:
    found = line.design @ np.array([0.5, -0.3]) + np.random.default_rng(2).normal(size=12)
    problem = straight(found, 1.0)
    mean, covariance = line.posterior(found, 1.0)
    values = np.linspace(-1.0, 1.0, 5)
    got = profile(problem, "slope", values.tolist(), best=find_best(problem))
    np.testing.assert_allclose(got.rise, (values - mean[1]) ** 2 / covariance[1, 1], atol=1e-6)


def test_the_profile_of_a_person_is_that_of_a_search_in_one_dimension(
    week: Callable[[Floats | None, int], Problem],
) -> None:
    problem = week(np.array([1.04, 0.03]), 5)
    best = find_best(problem)

    def worse(factor: float, capacity: float) -> float:
        place = problem.place([factor, capacity])
        missed = problem.residuals(place[None, :])[0]
        return float(missed @ missed + place @ place)

    held = [1.0, 1.05]
    theirs = [
        minimize_scalar(lambda c, f=f: worse(f, np.exp(c)), bracket=(-3.6, -3.3)).fun for f in held
    ]
    got = profile(problem, NUMBERS[0], held, best=best)
    np.testing.assert_allclose(got.rise, np.array(theirs) - 2.0 * best.cost, rtol=1e-5)


def test_only_what_is_fitted_is_profiled_and_only_inside_its_prior(
    line: Any, straight: Callable[[Floats, float], Problem]
) -> None:
    problem = straight(line.design @ np.ones(2), 1.0)
    best = find_best(problem)
    with pytest.raises(Refusal, match="height is not fitted; profile one of level, slope"):
        profile(problem, "height", [1.0], best=best)
    with pytest.raises(Refusal, match="outside its prior"):
        profile(problem, "slope", [7.0], best=best)
