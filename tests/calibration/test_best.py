"""The best fit is where SciPy, told the same problem in its own words, finds it too."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import minimize
from tests.calibration.conftest import NUMBERS, measured

from threonate.calibration.best import Search, find_best
from threonate.calibration.data import Data
from threonate.calibration.fit import steady_problem
from threonate.calibration.prior import between
from threonate.calibration.problem import Problem
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.people import Person
from threonate.refusal import Refusal

Week = Callable[[Floats | None, int], Problem]
TRUE = np.array([1.04, 0.03])


def test_the_best_fit_of_a_person_is_that_of_a_search_without_slopes(week: Week) -> None:
    problem = week(TRUE, 3)

    def worse(logs: Floats) -> float:
        values = {name: np.array([np.exp(v)]) for name, v in zip(NUMBERS, logs, strict=True)}
        missed = (problem.predict(values)[0] - problem.found) / problem.errors
        # The doubts of the two numbers: 5 % by the convention of grade A and 10 % of grade B, to
        # which the capacity's spread of 25 % comes where it is one person's own.
        widths = np.sqrt(np.log1p([0.05**2, 0.10**2]) + np.log1p([0.0, 0.25**2]))
        pulled = (logs - np.log([1.0, 0.035])) / widths
        return float(missed @ missed + pulled @ pulled)

    theirs = minimize(worse, np.log([1.0, 0.035]), method="Nelder-Mead", options={"xatol": 1e-7})
    best = find_best(problem)
    ours = [float(v[0]) for v in problem.values(best.place[None, :]).values()]
    np.testing.assert_allclose(ours, np.exp(theirs.x), rtol=1e-4)
    assert 2.0 * best.cost == pytest.approx(theirs.fun, rel=1e-6)


def test_a_search_everywhere_ends_at_the_same_place(week: Week) -> None:
    problem = week(TRUE, 4)
    near, far = find_best(problem), find_best(problem, search=Search.GLOBAL)
    np.testing.assert_allclose(far.place, near.place, atol=1e-4)


def test_a_global_search_finds_a_valley_that_a_slope_does_not_lead_to() -> None:
    def waves(numbers: dict[str, Floats]) -> Floats:
        x = numbers["level"]
        return np.column_stack([0.1 * (x - 7.0), 2.0 * np.sin(3.0 * (x - 7.0))])

    ones = tuple(measured(0.0, "serum", value=0.0, sd=0.1) for _ in range(2))
    problem = Problem((between("level", -10.0, 10.0, is_log=False),), ones, waves)  # type: ignore[arg-type]
    best = find_best(problem, search=Search.GLOBAL)
    assert problem.values(best.place[None, :])["level"][0] == pytest.approx(7.0, abs=1e-4)


def test_a_number_on_which_nothing_depends_is_refused() -> None:
    data = Data.of(
        (measured(24.0, "serum"),), people={"": Person()}, regimens={"": Regimen.daily(weeks=1)}
    )
    with pytest.raises(Refusal, match=r"No measurement depends on brain\.rat_gain"):
        find_best(steady_problem(data, ["kidney.splay", "brain.rat_gain"]))


def test_numbers_with_which_nobody_lives_are_refused() -> None:
    ones = (measured(0.0, "serum"),)
    problem = Problem(
        (between("level", 0.0, 1.0, is_log=False),),
        ones,
        lambda numbers: np.full((len(numbers["level"]), 1), np.nan),
    )
    with pytest.raises(Refusal, match="Nobody could be followed"):
        find_best(problem)
