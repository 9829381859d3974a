"""Many trials at once are compared exactly as a statistics package compares each."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import ttest_ind

from threonate.engine.record import Floats, Integers
from threonate.trial.comparison import ancova, change

ARM: Integers = np.repeat([0, 1, 2], [18, 20, 22])


def scores(trials: int, visits: int = 1) -> Floats:
    chance = np.random.default_rng(3)
    lasting = chance.standard_normal((trials, len(ARM), 1))
    return 50.0 + 8.0 * (lasting + chance.standard_normal((trials, len(ARM), 1 + visits)))


def test_adjusted_differences_are_those_of_least_squares() -> None:
    found, stayed = scores(5), np.random.default_rng(4).random((5, len(ARM))) > 0.2
    before, after = found[:, :, 0], found[:, :, 1]
    ours = ancova(before, after, arm=ARM, arms=3, stayed=stayed)
    for trial in range(5):
        kept = stayed[trial]
        columns = np.column_stack([np.ones(len(ARM)), ARM == 1, ARM == 2, before[trial]])
        theirs = sm.OLS(after[trial, kept], columns[kept].astype(float)).fit()
        assert ours.estimate[trial] == pytest.approx(theirs.params[1:3], abs=1e-10)
        assert ours.error[trial] == pytest.approx(theirs.bse[1:3], abs=1e-10)
        assert ours.p[trial] == pytest.approx(theirs.pvalues[1:3], abs=1e-10)
        assert ours.freedom[trial] == theirs.df_resid
        assert ours.spread[trial] == pytest.approx(np.sqrt(theirs.scale), abs=1e-10)


def test_changes_of_two_arms_are_compared_by_the_t_test() -> None:
    found, two = scores(4), ARM < 2
    found, arm = found[:, two], ARM[two]
    stayed = np.ones((4, len(arm)), dtype=bool)
    ours = change(found[:, :, 0], found[:, :, 1], arm=arm, arms=2, stayed=stayed)
    gain = found[:, :, 1] - found[:, :, 0]
    for trial in range(4):
        theirs = ttest_ind(gain[trial, arm == 1], gain[trial, arm == 0])
        assert ours.p[trial, 0] == pytest.approx(theirs.pvalue, abs=1e-12)
        assert ours.estimate[trial, 0] / ours.error[trial, 0] == pytest.approx(theirs.statistic)


def test_a_trial_that_an_arm_has_left_gives_nothing() -> None:
    found = scores(2)
    stayed = np.ones((2, len(ARM)), dtype=bool)
    stayed[0, ARM == 1] = False
    ours = ancova(found[:, :, 0], found[:, :, 1], arm=ARM, arms=3, stayed=stayed)
    assert np.isnan(ours.estimate[0]).all()
    assert np.isnan(ours.p[0]).all()
    assert np.isfinite(ours.estimate[1]).all()
