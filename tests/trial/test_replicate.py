"""Virtual trials in worlds whose truth is known find what statistics says they find."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import nct
from scipy.stats import t as student
from tests.trial.made import (
    DRAWS,
    FLUID,
    PLACEBO,
    THINKING,
    THREONATE,
    certain,
    design_with,
    pool_of,
)

from threonate.dose import Salt
from threonate.refusal import Refusal
from threonate.studies.domain import Domain
from threonate.trial.arm import Arm, Dose
from threonate.trial.design import Analysis, Onset
from threonate.trial.endpoint import DomainEndpoint
from threonate.trial.replicate import replicate


@pytest.mark.parametrize("model", list(Analysis))
def test_nothing_is_found_as_often_as_alpha_allows(model: Analysis) -> None:
    design = design_with(visits=(6.0, 12.0), drop_out=0.2)
    runs = replicate(design, pool_of(), replicates=4000, posterior=certain())
    share = (runs.found[0].compared[model].p < design.alpha).mean()
    # Four standard errors of a share of 5 % in 4,000 trials.
    assert share == pytest.approx(0.05, abs=0.014)
    assert runs.stayed.mean() == pytest.approx(0.8, abs=0.005)


@pytest.mark.parametrize("effect", [0.3, 0.6])
def test_power_is_that_of_the_t_test_on_what_adjustment_leaves(effect: float) -> None:
    runs = replicate(design_with(), pool_of(), replicates=3000, posterior=certain(G=effect))
    found = runs.found[0].compared[Analysis.ANCOVA]
    # A retest correlation of 0.5 leaves the square root of three quarters.
    away = effect / (np.sqrt(0.75) * np.sqrt(2 / 50))
    line = student.ppf(0.975, 97)
    power = nct.sf(line, 97, away) + nct.cdf(-line, 97, away)
    assert (found.p < 0.05).mean() == pytest.approx(power, abs=0.03)
    assert runs.found[0].true == pytest.approx(effect)
    assert found.estimate.mean() == pytest.approx(effect, abs=0.015)
    assert found.error.mean() == pytest.approx(np.sqrt(0.75 * 2 / 50), rel=0.02)


def test_measuring_the_body_before_and_after_spreads_as_its_change() -> None:
    pool = pool_of(truths=np.full(DRAWS, 2.7))
    runs = replicate(design_with(endpoints=(FLUID,)), pool, replicates=2000, posterior=certain())
    found = runs.found[0].compared[Analysis.CHANGE]
    assert found.estimate.mean() == pytest.approx(2.7, abs=0.1)
    assert found.error.mean() == pytest.approx(5.0 * np.sqrt(2 / 50), rel=0.01)


def test_the_same_seed_gives_the_same_trials_and_more_leave_the_first_as_they_were() -> None:
    design, pool = design_with(visits=(6.0, 12.0), drop_out=0.1), pool_of()
    once, again, more, other = (
        replicate(design, pool, replicates=n, seed=seed).found[0].compared[Analysis.MIXED].estimate
        for n, seed in ((60, 1), (60, 1), (130, 1), (60, 2))
    )
    assert np.array_equal(once, again)
    assert np.array_equal(once, more[:60])
    assert not np.array_equal(once, other)


def test_a_maker_and_other_ingredients_lean_on_what_is_found_and_not_on_what_is_true() -> None:
    world = certain(sponsor=0.3, combination=0.2)
    runs = replicate(
        design_with(sponsor=1.0, combination=True), pool_of(), replicates=100, posterior=world
    )
    assert runs.found[0].true == pytest.approx(0.0)
    assert runs.found[0].aimed == pytest.approx(0.5)


def test_trials_differ_by_the_spread_between_trials() -> None:
    runs = replicate(design_with(), pool_of(), replicates=2000, posterior=certain(between=0.2))
    assert runs.found[0].aimed.std() == pytest.approx(0.2, rel=0.06)


def test_hope_helps_those_who_find_out_that_they_take_the_product() -> None:
    """Everybody knows: the difference is twice the believed part of the placebo response.

    Sleep as felt gains 0.46 SD on placebo in the end; half of it hangs on the belief on average,
    so that knowing brings 0.46 between the arms.
    """
    sleep = DomainEndpoint("sleep", Domain.SLS)
    runs = replicate(
        design_with(endpoints=(sleep,), unblinded=1.0),
        pool_of(),
        replicates=2000,
        posterior=certain(),
    )
    assert runs.found[0].aimed.mean() == pytest.approx(0.46, abs=0.02)
    blind = replicate(
        design_with(endpoints=(sleep,)), pool_of(), replicates=50, posterior=certain()
    )
    assert blind.found[0].aimed == pytest.approx(0.0, abs=1e-12)


def test_an_arm_of_another_salt_is_given_no_effect_on_tests() -> None:
    citrate = Arm("citrate", 50, Dose.of("144 mg magnesium"), Salt.find("citrate"), control=False)
    runs = replicate(
        design_with(arms=(THREONATE, citrate, PLACEBO), sponsor=1.0),
        pool_of(),
        replicates=50,
        posterior=certain(G=0.5, sponsor=0.3),
    )
    assert runs.found[0].aimed[:, 0] == pytest.approx(0.8)
    assert runs.found[0].aimed[:, 1] == pytest.approx(0.0)


def test_half_the_doses_do_what_half_the_dose_does() -> None:
    # 12.5 / (12.5 + 10) over 25 / (25 + 10) of the effect at 25 mg/kg.
    pool = replace(pool_of(), taken=np.full(300, 0.5))
    runs = replicate(design_with(), pool, replicates=10, posterior=certain(G=0.5))
    assert runs.found[0].true == pytest.approx(0.5 * (12.5 / 22.5) / (25 / 35))


def test_a_test_that_repeats_worse_shows_less() -> None:
    noisy = replace(THINKING, reliability=0.85 / 4)
    runs = replicate(
        design_with(endpoints=(noisy,)), pool_of(), replicates=10, posterior=certain(G=0.4)
    )
    assert runs.found[0].true == pytest.approx(0.2)


def test_an_effect_can_come_as_slowly_as_the_brain_changes() -> None:
    # Time constants of 2.5 weeks, twice as long in this truth: 1 - exp(-12 / 5) is there.
    pool = replace(pool_of(), haste=np.full(DRAWS, 2.0))
    runs = replicate(
        design_with(onset=Onset.MECHANISM), pool, replicates=10, posterior=certain(G=0.5)
    )
    assert runs.found[0].true == pytest.approx(0.5 * (1.0 - np.exp(-12.0 / 5.0)))


@pytest.mark.parametrize("number", [0, -3, 2_000_000])
def test_a_number_of_replicates_that_is_not_possible_is_refused(number: int) -> None:
    with pytest.raises(Refusal, match="replicates"):
        replicate(design_with(), pool_of(), replicates=number)
