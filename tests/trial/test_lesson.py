"""What a trial teaches is what Bayes' rule leaves of an interval."""

import math

import numpy as np
import pytest
from scipy.special import ndtri
from scipy.stats import norm
from tests.trial.made import DRAWS, FLUID, certain, design_with, pool_of

from threonate.studies.belief import QUANTITIES
from threonate.studies.posterior import equal_weights, load_posterior
from threonate.trial.design import Analysis
from threonate.trial.endpoint import QuantityEndpoint
from threonate.trial.lesson import lesson
from threonate.trial.replicate import replicate
from threonate.trial.smooth import Smooth

NORMAL = ndtri((np.arange(DRAWS) + 0.5) / DRAWS)


def test_a_normal_belief_narrows_as_normal_beliefs_do() -> None:
    """A belief of SD 2 meets an error of 1: what is left has an SD of 2 / sqrt(5)."""
    pool = pool_of(truths=3.0 + 2.0 * NORMAL)
    design = design_with(endpoints=(FLUID,), analysis=Analysis.CHANGE)
    runs = replicate(design, pool, replicates=600, posterior=certain())
    told = lesson(runs.found[0], arm=0, runs=runs, pool=pool, posterior=certain())
    assert told.before == pytest.approx((3.0 - 2.0 * 1.645, 3.0 + 2.0 * 1.645), abs=0.05)
    # Each of 50 people changes with an SD of 5 %, so the error is 1 %.
    assert told.width == pytest.approx(2 * 1.645 * 2.0 / math.sqrt(5.0), rel=0.03)
    assert told.shrinks_to == pytest.approx(1.0 / math.sqrt(5.0), rel=0.03)


def test_a_clear_difference_settles_whether_threonate_reaches_the_brain() -> None:
    flags = (np.arange(DRAWS) < 0.6 * DRAWS).astype(float)
    pool = pool_of(truths=10.0 * flags, translates=flags)
    design = design_with(endpoints=(FLUID,))
    runs = replicate(design, pool, replicates=300, posterior=certain())
    told = lesson(runs.found[0], arm=0, runs=runs, pool=pool, posterior=certain()).translation
    assert told is not None
    assert told.before == pytest.approx(0.6)
    assert told.if_true == pytest.approx(1.0, abs=1e-3)
    assert told.if_false == pytest.approx(0.0, abs=1e-3)
    assert told.settled == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("people", "draws"), [(1000, 200), (20_000, 200), (1000, 1000)])
def test_a_sharp_trial_teaches_what_bayes_rule_says_and_not_which_draw_it_was(
    people: int, draws: int
) -> None:
    """A world of 0.6 +- 0.3 % (two in five) or 5 +- 2 %, known without draws on a fine grid."""
    count = round(0.6 * draws)
    flags = np.repeat([1.0, 0.0], [count, draws - count])
    normal = [ndtri((np.arange(n) + 0.5) / n) for n in (count, draws - count)]
    truth = np.concatenate([5.0 + 2.0 * normal[0], 0.6 + 0.3 * normal[1]])
    error = 5.0 * math.sqrt(2.0 / people)
    chance = np.random.default_rng(3)
    maker = chance.integers(draws, size=600)
    estimate = truth[maker] + error * chance.standard_normal(600)
    width, so = Smooth.of(truth, flags).weighed(estimate, np.full(600, error), maker=maker)
    wide, narrow = np.hypot(2.0, error), np.hypot(0.3, error)
    yes, no = 0.6 * norm.pdf(estimate, 5.0, wide), 0.4 * norm.pdf(estimate, 0.6, narrow)
    exact = yes / (yes + no)
    for world in (0.0, 1.0):
        here = flags[maker] == world
        assert so[here].mean() == pytest.approx(exact[here].mean(), abs=0.03)
    assert so[flags[maker] == 0.0].mean() > 1e-3
    # An interval is never narrower than one of a flat belief, but for the narrow world's help.
    grid = np.linspace(-4.0, 14.0, 40_001)
    prior = 0.6 * norm.pdf(grid, 5.0, 2.0) + 0.4 * norm.pdf(grid, 0.6, 0.3)
    known = []
    for each in estimate[:100]:
        passed = np.cumsum(prior * norm.pdf(each, grid, error))
        low, high = np.interp([0.05, 0.95], passed / passed[-1], grid)
        known.append(high - low)
    assert width == pytest.approx(np.mean(known), rel=0.1)


def test_a_trial_sharper_than_the_draws_is_told() -> None:
    pool = pool_of(truths=3.0 + 2.0 * NORMAL)
    sharp = QuantityEndpoint("fluid", "csf", spread=8.0, change_sd=0.05, effects=(5.0,))
    for endpoint, is_sharp in ((FLUID, False), (sharp, True)):
        runs = replicate(design_with(endpoints=(endpoint,)), pool, replicates=60)
        told = lesson(runs.found[0], arm=0, runs=runs, pool=pool)
        assert told.is_sharp is is_sharp


def test_a_trial_that_cannot_tell_teaches_nothing() -> None:
    flags = (np.arange(DRAWS) % 2).astype(float)
    pool = pool_of(truths=np.full(DRAWS, 1.0), translates=flags)
    design = design_with(endpoints=(FLUID,))
    runs = replicate(design, pool, replicates=100, posterior=certain())
    told = lesson(runs.found[0], arm=0, runs=runs, pool=pool, posterior=certain())
    assert told.shrinks_to == 1.0
    assert told.translation is not None
    assert told.translation.if_true == pytest.approx(0.5)
    assert told.translation.settled == 0.0


def test_tests_teach_about_their_domain_and_not_about_the_brain() -> None:
    draws = {name: np.zeros(DRAWS) for name in QUANTITIES}
    draws |= {"onset": np.full(DRAWS, 1e-3), "half_dose": np.full(DRAWS, 10.0)}
    draws["G"] = 0.25 * NORMAL
    world = equal_weights(draws, load_posterior().record)
    design, pool = design_with(), pool_of()
    runs = replicate(design, pool, replicates=400, posterior=world)
    told = lesson(runs.found[0], arm=0, runs=runs, pool=pool, posterior=world)
    assert told.translation is None
    # A belief of SD 0.25 meets an error of sqrt(0.75 x 2 / 50).
    left = math.sqrt(1.0 / (1.0 / 0.25**2 + 50 / 1.5))
    assert told.width == pytest.approx(2 * 1.645 * left, rel=0.04)
