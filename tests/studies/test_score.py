"""Scores of predictions, by hand."""

import math

import numpy as np
import pytest

from threonate.refusal import Refusal
from threonate.studies.score import brier, covered, crps, crps_normal, log_score


def test_a_certain_prediction_that_comes_true_costs_nothing() -> None:
    assert log_score(1.0) == 0.0
    assert log_score(math.exp(-2.0)) == pytest.approx(2.0)
    assert math.isfinite(log_score(0.0))
    with pytest.raises(Refusal):
        log_score(-0.1)


def test_one_draw_is_scored_by_its_distance() -> None:
    assert crps(np.array([0.2]), 0.9) == pytest.approx(0.7)


def test_two_draws_are_scored_by_their_distance_less_half_their_own() -> None:
    # Distances to 2 are 2 and 1, mean 1.5; the mean distance between two of {0, 1} is 0.5.
    assert crps(np.array([1.0, 0.0]), 2.0) == pytest.approx(1.5 - 0.25)


def test_weights_count_like_repeated_draws() -> None:
    twice = crps(np.array([0.0, 0.0, 1.0]), 0.4)
    assert crps(np.array([0.0, 1.0]), 0.4, weights=np.array([2.0, 1.0])) == pytest.approx(twice)


def test_a_standard_normal_at_its_middle() -> None:
    # (sqrt(2) - 1) / sqrt(pi) = 0.23370.
    assert crps_normal(0.0, sd=1.0, outcome=0.0) == pytest.approx(0.2336949, abs=1e-6)


def test_many_normal_draws_score_as_the_normal_itself() -> None:
    draws = np.random.default_rng(1).normal(0.2, 0.5, 100_000)
    assert crps(draws, 0.9) == pytest.approx(crps_normal(0.2, sd=0.5, outcome=0.9), abs=0.005)


def test_chances_are_scored_by_squared_distance() -> None:
    # (0.8 - 1)^2 = 0.04 and (0.3 - 0)^2 = 0.09.
    assert brier([0.8, 0.3], happened=[True, False]) == pytest.approx(0.065)
    with pytest.raises(Refusal):
        brier([0.8], happened=[])


def test_the_end_of_an_interval_belongs_to_it() -> None:
    assert covered(0.5, low=0.1, high=0.5)
    assert not covered(0.51, low=0.1, high=0.5)
