"""A prior is the number's own doubt, so that a fit without data is what a simulation draws."""

import math

import numpy as np
import pytest
from scipy import stats

from threonate.calibration.prior import (
    Prior,
    Shape,
    Whose,
    choose_priors,
    own_prior,
    read_prior,
)
from threonate.engine.draw import draw
from threonate.refusal import Refusal
from threonate.simulation import all_parameters

KNOWN = all_parameters()
PROBS = (0.05, 0.25, 0.5, 0.75, 0.95)


def quantiles(prior: Prior) -> list[float]:
    return [float(v) for v in prior.value(prior.at(np.array(PROBS)))]


@pytest.mark.parametrize(
    "name",
    ["gut.jejunal_capacity", "kidney.circadian_peak", "gut.responsive_share", "brain.half_effect"],
)
@pytest.mark.parametrize("whose", list(Whose))
def test_a_prior_is_what_a_simulation_draws(name: str, whose: Whose) -> None:
    own = whose is Whose.OWN and KNOWN[name].spread > 0.0
    drawn = draw({name: KNOWN[name]}, seed=1, begin=0, end=200_000, spread=own, doubt=True)[name]
    prior = own_prior(KNOWN[name], whose=whose)
    span = np.ptp(np.quantile(drawn, (0.05, 0.95)))
    np.testing.assert_allclose(quantiles(prior), np.quantile(drawn, PROBS), atol=0.01 * span)


def test_one_persons_number_may_lie_farther_off_than_a_shared_one() -> None:
    capacity = KNOWN["gut.jejunal_capacity"]
    shared = own_prior(capacity, whose=Whose.SHARED)
    own = own_prior(capacity, whose=Whose.OWN)
    # A doubt of 10 % goes with grade B, and people differ by 25 %.
    assert shared.width == pytest.approx(math.sqrt(math.log1p(0.1**2)))
    assert own.width == pytest.approx(math.sqrt(math.log1p(0.1**2) + math.log1p(0.25**2)))


def test_a_number_that_is_fixed_gets_the_doubt_of_its_grade() -> None:
    prior = own_prior(KNOWN["kidney.threshold_factor"], whose=Whose.SHARED)
    assert quantiles(prior)[2] == pytest.approx(1.0)
    assert prior.width == pytest.approx(math.sqrt(math.log1p(0.05**2)))


def test_places_and_values_are_each_others_inverse() -> None:
    for name in ("gut.jejunal_capacity", "kidney.circadian_peak", "brain.half_effect"):
        prior = own_prior(KNOWN[name], whose=Whose.SHARED)
        places = np.linspace(-0.9, 0.9, 7)
        np.testing.assert_allclose(prior.place(prior.value(places)), places, atol=1e-12)


def test_densities_are_those_of_scipy_but_for_a_constant() -> None:
    places = np.linspace(-0.9, 0.9, 5)
    normal = own_prior(KNOWN["gut.jejunal_capacity"], whose=Whose.SHARED)
    theirs = stats.norm.logpdf(places) - stats.norm.logpdf(0.0)
    np.testing.assert_allclose(normal.log_density(places), theirs, atol=1e-12)
    flat = own_prior(KNOWN["gut.responsive_share"], whose=Whose.SHARED)
    assert np.all(flat.log_density(places) == 0.0)
    assert flat.log_density(np.array([1.01]))[0] == -np.inf


def test_priors_are_read_from_words() -> None:
    flat = read_prior("gut.jejunal_capacity=0.01:0.08", known=KNOWN)
    assert (flat.shape, flat.is_log) == (Shape.UNIFORM, False)
    assert quantiles(flat)[2] == pytest.approx(0.045)
    about = read_prior(" gut.jejunal_capacity = 0.04~30% ", known=KNOWN)
    theirs = stats.lognorm(s=math.sqrt(math.log1p(0.09)), scale=0.04).ppf(PROBS)
    np.testing.assert_allclose(quantiles(about), theirs, rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("gut.jejunal=1:2", r"'gut\.jejunal' is no number of the model"),
        ("gut.jejunal_capacty=1:2", r"Did you mean 'gut\.jejunal_capacity'"),
        ("gut.jejunal_capacity", "is not understood; write"),
        ("gut.jejunal_capacity=2:1", "put low first"),
        ("gut.jejunal_capacity=a:2", "holds 'a'; write a number"),
        ("gut.jejunal_capacity=1:inf", "write a finite number"),
        ("gut.jejunal_capacity=-1~30%", "needs a value above 0"),
        ("gut.jejunal_capacity=1~0%", "needs a value above 0"),
    ],
)
def test_a_prior_that_makes_no_sense_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        read_prior(text, known=KNOWN)


@pytest.mark.parametrize(
    ("names", "said", "told"),
    [
        ([], (), "No number is to be fitted"),
        (["kidney.splay", "kidney.splay"], (), "named twice"),
        (["kidney.spray"], (), r"Did you mean 'kidney\.splay'"),
        (["brain.translation"], (), "either 0 or 1"),
        (["brain.disease_offset"], (), "is 0 by definition and has no prior"),
        (["kidney.splay"], ("gut.jejunal_capacity=1:2",), "which is not fitted"),
    ],
)
def test_numbers_that_cannot_be_fitted_are_refused(
    names: list[str], said: tuple[str, ...], told: str
) -> None:
    priors = [read_prior(text, known=KNOWN) for text in said]
    with pytest.raises(Refusal, match=told):
        choose_priors(names, known=KNOWN, said=priors)


def test_a_prior_that_is_said_wins() -> None:
    said = read_prior("brain.disease_offset=0:0.1", known=KNOWN)
    assert choose_priors(["brain.disease_offset"], known=KNOWN, said=[said]) == (said,)
