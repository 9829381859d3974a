"""What a trial teaches is what Bayes' rule leaves of an interval."""

import math

import numpy as np
import pytest
from scipy.special import ndtri
from tests.trial.made import DRAWS, FLUID, certain, design_with, pool_of

from threonate.studies.belief import QUANTITIES
from threonate.studies.posterior import equal_weights, load_posterior
from threonate.trial.design import Analysis
from threonate.trial.lesson import lesson
from threonate.trial.replicate import replicate

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
