"""Walkers draw from a density; where the posterior is known exactly, they find it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from threonate.calibration.best import find_best
from threonate.calibration.problem import Problem
from threonate.calibration.sampler import sample
from threonate.engine.record import Floats
from threonate.refusal import Refusal

Straight = Callable[[Floats, float], Problem]


def data(line: Any, seed: int, sd: float) -> tuple[Floats, Floats]:
    """Level and slope from their priors, and what is measured of them."""
    chance = np.random.default_rng(seed)
    true = chance.standard_normal(2)
    return true, line.design @ true + sd * chance.standard_normal(len(line.design))


def test_a_line_with_normal_errors_has_the_posterior_of_the_textbook(
    line: Any, straight: Straight
) -> None:
    _, found = data(line, 1, 0.7)
    problem = straight(found, 0.7)
    best = find_best(problem)
    mean, covariance = line.posterior(found, 0.7)
    np.testing.assert_allclose(best.place, mean, atol=1e-7)
    np.testing.assert_allclose(best.covariance, covariance, rtol=1e-6)
    chains = sample(problem.log_posterior, best.place, best.covariance, enough=4000)
    assert chains.agreed
    sds = np.sqrt(np.diag(covariance))
    assert np.all(np.abs(chains.flat.mean(axis=0) - mean) < 0.06 * sds)
    np.testing.assert_allclose(np.cov(chains.flat.T), covariance, atol=0.1 * sds[0] * sds[1])


def test_nine_of_ten_intervals_hold_the_truth(line: Any, straight: Straight) -> None:
    inside = np.zeros(2)
    for seed in range(30):
        true, found = data(line, seed, 1.0)
        problem = straight(found, 1.0)
        best = find_best(problem)
        chains = sample(problem.log_posterior, best.place, best.covariance, seed=seed, enough=200)
        low, high = np.quantile(chains.flat, (0.05, 0.95), axis=0)
        inside += (low < true) & (true < high)
    # 27 are expected of 30; fewer than 23 have a chance of 1 in 40.
    assert np.all(inside >= 23), inside


def test_draws_of_a_normal_density_are_neither_too_narrow_nor_too_wide() -> None:
    walks = [
        sample(lambda x: -0.5 * np.sum(x**2, axis=1), np.zeros(5), np.eye(5), seed=s, enough=2000)
        for s in range(6)
    ]
    spread = np.mean([walk.flat.var(axis=0) for walk in walks], axis=0)
    np.testing.assert_allclose(spread, np.ones(5), atol=0.06)
    assert np.mean(spread) == pytest.approx(1.0, abs=0.03)


def test_the_same_seed_gives_the_same_walk_and_another_does_not(
    line: Any, straight: Straight
) -> None:
    problem = straight(data(line, 3, 1.0)[1], 1.0)
    best = find_best(problem)
    walks = [
        sample(problem.log_posterior, best.place, best.covariance, seed=seed).places
        for seed in (5, 5, 6)
    ]
    np.testing.assert_array_equal(walks[0], walks[1])
    assert not np.array_equal(walks[0][:, 0], walks[2][:, 0])


def test_a_walk_that_is_cut_short_says_so() -> None:
    told: list[str] = []
    # Two far peaks, between which no walker finds the way.
    chains = sample(
        lambda x: np.logaddexp(
            -0.5 * ((x[:, 0] - 40) / 0.1) ** 2, -0.5 * ((x[:, 0] + 40) / 0.1) ** 2
        ),
        np.zeros(1),
        np.array([[400.0]]),
        most=200,
        enough=1e5,
        announce=told.append,
    )
    assert not chains.agreed
    assert chains.steps == 200
    assert "independent draws" in told[-1]


def test_a_density_that_is_zero_everywhere_is_refused() -> None:
    with pytest.raises(Refusal, match="No walker found a place to start"):
        sample(lambda x: np.full(len(x), -np.inf), np.zeros(2), np.eye(2))
    with pytest.raises(Refusal, match="use 200 or more"):
        sample(lambda x: np.zeros(len(x)), np.zeros(2), np.eye(2), most=199)
