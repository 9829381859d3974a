"""Numbers that made the data are found again, with an honest interval about them."""

import json
from collections.abc import Callable

import numpy as np
import pytest
from tests.calibration.conftest import NUMBERS, measured

from threonate.calibration.data import Data
from threonate.calibration.fit import Fit, fit, steady_problem
from threonate.calibration.prior import read_prior
from threonate.calibration.problem import Problem
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.people import Person
from threonate.refusal import Refusal
from threonate.simulation import all_parameters

Week = Callable[[Floats | None, int], Problem]
TRUE = np.array([1.05, 0.045])


@pytest.fixture(scope="module")
def fitted(week: Week) -> Fit:
    return fit(week(TRUE, 1), draws=300)


def test_the_numbers_that_made_the_data_lie_inside_the_posterior(fitted: Fit) -> None:
    for estimate, true in zip(fitted.estimates, TRUE, strict=True):
        assert estimate.low < true < estimate.high
        assert estimate.low < estimate.best < estimate.high
        assert estimate.rhat < 1.01
        assert estimate.size >= 400.0
    assert fitted.estimates[0].narrowing < 0.5
    assert fitted.chains.agreed
    assert np.all((fitted.chains.acceptance > 0.15) & (fitted.chains.acceptance < 0.7))


def test_nearly_straight_posteriors_are_as_wide_as_the_curvature_at_the_best_fit(
    fitted: Fit,
) -> None:
    found = fitted.chains.flat.std(axis=0)
    np.testing.assert_allclose(found, np.sqrt(np.diag(fitted.best.covariance)), rtol=0.15)


def test_data_made_by_the_model_look_like_its_own(fitted: Fit) -> None:
    check = fitted.predictive
    assert check.outside <= 1
    assert not check.is_strange
    assert np.all((check.low < check.median) & (check.median < check.high))


def test_what_no_numbers_explain_is_called_strange() -> None:
    ones = [measured(24.0, "serum", value=v, sd=0.01) for v in (0.80, 0.95)]
    data = Data.of(ones, people={"": Person()}, regimens={"": Regimen.none()})
    found = fit(steady_problem(data, ["kidney.threshold_factor"]), draws=10)
    assert any("The model does not describe these data: 2 of 2" in w for w in found.warnings)


def test_data_that_say_nothing_leave_the_prior_and_a_warning() -> None:
    ones = [measured(24.0, "serum", value=0.85, sd=0.5)]
    data = Data.of(ones, people={"": Person()}, regimens={"": Regimen.none()})
    found = fit(steady_problem(data, ["gut.jejunal_capacity"]), draws=10)
    assert found.estimates[0].narrowing == pytest.approx(1.0, abs=0.1)
    assert any("next to nothing about gut.jejunal_capacity" in w for w in found.warnings)


def test_a_hundredfold_serum_is_questioned_and_not_called_nothing() -> None:
    ones = [measured(24.0, "serum", value=85.0, sd=1.0)]
    data = Data.of(ones, people={"": Person()}, regimens={"": Regimen.none()})
    found = fit(steady_problem(data, ["kidney.threshold_factor"]), draws=10)
    told = " ".join(found.warnings)
    assert "A measurement of serum at 24 h is 85 mmol/L, and the model gives" in told
    assert "next to nothing" not in told


def test_two_numbers_that_only_act_together_are_called_tied() -> None:
    ones = [measured(24.0, "serum", value=0.88, sd=0.003)]
    data = Data.of(ones, people={"": Person()}, regimens={"": Regimen.none()})
    names = ["kidney.threshold_factor", "kidney.threshold_mean"]
    found = fit(steady_problem(data, names), draws=10)
    assert any("can hardly be told apart (correlation -1.00)" in w for w in found.warnings)


def test_a_posterior_keeps_its_record_and_is_made_again_by_its_seed(
    week: Week, fitted: Fit
) -> None:
    again = fit(week(TRUE, 1), draws=300)
    for name in NUMBERS:
        np.testing.assert_array_equal(again.posterior.draws[name], fitted.posterior.draws[name])
    document = json.loads(json.dumps(fitted.to_json(), allow_nan=False))
    assert document["seed"] == 1
    assert document["data"] == fitted.problem.fingerprint
    assert document["made_with"].startswith("threonate ")
    assert set(document["parameters"]) == set(NUMBERS)
    assert week(TRUE, 2).fingerprint != fitted.problem.fingerprint


def test_too_many_draws_are_refused(week: Week) -> None:
    with pytest.raises(Refusal, match="0 draws were asked for"):
        fit(week(TRUE, 1), draws=0)


@pytest.mark.slow
def test_intervals_hold_numbers_drawn_from_their_priors_about_nine_times_of_ten(
    week: Week,
) -> None:
    chance = np.random.default_rng(11)
    inside = 0
    for seed in range(6):
        priors = week(None, 0).priors
        places = np.array(
            [p.at(np.array(u)) for p, u in zip(priors, chance.random(2), strict=True)]
        )
        true = np.array([float(p.value(at)) for p, at in zip(priors, places, strict=True)])
        found = fit(week(true, seed), draws=10, seed=seed)
        inside += sum(
            one.low < value < one.high for one, value in zip(found.estimates, true, strict=True)
        )
    # 11 are expected of 12; fewer than 8 have a chance of 1 in 200.
    assert inside >= 8


def test_a_prior_that_is_said_bounds_what_is_found(week: Week) -> None:
    said = read_prior("gut.jejunal_capacity=0.03:0.04", known=all_parameters())
    data = Data.of(
        week(TRUE, 1).measurements, people={"": Person()}, regimens={"": Regimen.daily(weeks=1)}
    )
    found = fit(steady_problem(data, ["gut.jejunal_capacity"], priors=[said]), draws=200)
    drawn = found.posterior.draws["gut.jejunal_capacity"]
    assert 0.03 <= drawn.min() < drawn.max() <= 0.04
