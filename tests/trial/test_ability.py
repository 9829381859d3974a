"""Power is that of the textbooks, and significant results exaggerate as others have found."""

import math

import numpy as np
import pytest
from scipy.stats import nct
from scipy.stats import t as student
from statsmodels.stats.power import TTestIndPower

from threonate.refusal import Refusal
from threonate.trial.ability import (
    LARGEST,
    ability,
    ability_of,
    people_by_normal,
    people_for,
    power,
    power_of_staying,
)


@pytest.mark.parametrize(
    ("effect", "active", "control", "alpha"),
    [(0.2, 30, 30, 0.05), (0.5, 64, 64, 0.05), (0.4, 23, 21, 0.05), (0.3, 48, 61, 0.01)],
)
def test_power_is_that_of_another_package(
    effect: float, active: int, control: int, alpha: float
) -> None:
    other = TTestIndPower().power(effect, active, alpha, ratio=control / active)
    found = power(effect, sd=1.0, active=active, control=control, alpha=alpha)
    assert found == pytest.approx(other, abs=1e-9)


def test_no_effect_is_found_as_often_as_alpha_allows() -> None:
    assert power(0.0, sd=1.0, active=10, control=12, alpha=0.05) == pytest.approx(0.05, abs=1e-9)


def test_half_a_standard_deviation_takes_sixty_four_in_each_arm() -> None:
    # Cohen 1988, table 2.4.1: d = 0.5, two-sided 0.05, power 0.80; 85 for power 0.90.
    assert people_for(0.5, sd=1.0, power_wanted=0.8) == 64
    assert people_for(0.5, sd=1.0, power_wanted=0.9) == 86


def test_brain_magnesium_takes_the_people_worked_out_by_hand() -> None:
    """A change that spreads 5 %: 15 in each arm for 5 %, 53 for 2.7 %, without their fractions."""
    by_hand = [2.0 * ((1.959964 + 0.841621) * 5.0 / effect) ** 2 for effect in (5.0, 2.7)]
    found = [people_by_normal(effect, sd=5.0, power_wanted=0.8) for effect in (5.0, 2.7)]
    assert found == pytest.approx(by_hand, rel=1e-5)
    assert [math.floor(people) for people in found] == [15, 53]
    # A t-test with whole people needs one or two more.
    assert [people_for(effect, sd=5.0, power_wanted=0.8) for effect in (5.0, 2.7)] == [17, 55]


@pytest.mark.parametrize(
    ("effect", "chance", "shown", "ratio"),
    [(0.4, 0.24, 0.79, 2.0), (0.3, 0.15, 0.77, 2.6), (0.2, 0.09, 0.75, 3.7)],
)
def test_significant_results_of_a_small_trial_exaggerate(
    effect: float, chance: float, shown: float, ratio: float
) -> None:
    """With 23 and 21 people, as worked out for Liu 2016 by a simulation of Cohen's d."""
    found = ability(effect, sd=1.0, active=23, control=21)
    assert found.power == pytest.approx(chance, abs=0.02)
    # An estimate divided by its own SD is a few per cent larger than one in true SD.
    assert found.exaggeration * effect == pytest.approx(shown, abs=0.04)
    assert found.exaggeration == pytest.approx(ratio, abs=0.2)


def test_exaggeration_and_wrong_signs_are_those_of_a_simulation() -> None:
    chance = np.random.default_rng(1)
    error = math.sqrt(1 / 10 + 1 / 14)
    estimate = 0.25 + error * chance.standard_normal(400_000)
    seen = error * np.sqrt(chance.chisquare(22, 400_000) / 22)
    clear = np.abs(estimate / seen) > student.ppf(0.975, 22)
    found = ability(0.25, sd=1.0, active=10, control=14)
    assert found.power == pytest.approx(clear.mean(), abs=0.002)
    assert found.exaggeration == pytest.approx(np.abs(estimate[clear]).mean() / 0.25, rel=0.01)
    # The noncentral t distribution knows the share of wrong signs without chance.
    line, away = student.ppf(0.975, 22), 0.25 / error
    wrong, right = nct.cdf(-line, 22, away), nct.sf(line, 22, away)
    assert found.wrong_sign == pytest.approx(wrong / (wrong + right), abs=2e-4)


def simulated(
    effect: float, *, people: int, staying: float, covariates: int, trials: int = 40_000
) -> float:
    """The share of trials with an SD of 5 that a t-test finds, drop-out drawn person by person."""
    chance = np.random.default_rng(7)
    stay, other = chance.binomial(people, staying, (2, trials))
    freedom = stay + other - 2 - covariates
    usable = (stay > 0) & (other > 0) & (freedom > 0)
    stay, other, freedom = stay[usable], other[usable], freedom[usable]
    error = 5.0 * np.sqrt(1 / stay + 1 / other)
    estimate = effect + error * chance.standard_normal(len(error))
    seen = error * np.sqrt(chance.chisquare(freedom) / freedom)
    return float((np.abs(estimate / seen) > student.ppf(0.975, freedom)).sum() / trials)


@pytest.mark.parametrize(
    ("effect", "people", "staying", "covariates"),
    [(10.0, 6, 0.5, 0), (5.0, 6, 0.5, 0), (7.0, 12, 0.5, 1), (8.0, 10, 0.8, 1)],
)
def test_those_who_leave_take_their_degrees_of_freedom_along(
    effect: float, people: int, staying: float, covariates: int
) -> None:
    found = power_of_staying(
        effect, sd=5.0, people=people, covariates=covariates, staying=(staying, staying)
    )
    other = simulated(effect, people=people, staying=staying, covariates=covariates)
    assert found == pytest.approx(other, abs=0.008)


def test_people_are_counted_before_they_leave() -> None:
    needed = people_for(10.0, sd=5.0, power_wanted=0.8, covariates=1, staying=(0.5, 0.5))
    assert needed is not None
    assert simulated(10.0, people=needed, staying=0.5, covariates=1) > 0.79
    assert simulated(10.0, people=needed - 1, staying=0.5, covariates=1) < 0.81


def test_a_trial_that_failed_finds_nothing() -> None:
    errors, freedom = np.array([1.0, np.nan]), np.array([20.0, np.nan])
    half = ability_of(3.0, errors=errors, freedom=freedom)
    whole = ability_of(3.0, errors=errors[:1], freedom=freedom[:1])
    assert half.power == pytest.approx(whole.power / 2.0)
    assert half.exaggeration == pytest.approx(whole.exaggeration)


@pytest.mark.parametrize("effect", [0.0, 1e-5, math.nan])
def test_more_people_than_there_are_is_no_number(effect: float) -> None:
    assert people_for(effect, sd=1.0, power_wanted=0.8) is None
    # 2 (2.8 / 0.00001)^2 by hand.
    assert people_by_normal(1e-5, sd=1.0, power_wanted=0.8) > LARGEST


def test_what_has_no_power_is_refused() -> None:
    for wrong in ({"sd": 0.0}, {"alpha": 1.0}, {"sd": math.nan}):
        with pytest.raises(Refusal):
            power(0.2, **{"sd": 1.0, "active": 20, "control": 20, **wrong})  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        people_for(0.2, sd=1.0, power_wanted=1.0)
