"""Plain pooling, against a published example and by hand."""

import math

import numpy as np
import pytest

from threonate.refusal import Refusal
from threonate.studies.random_effects import Method, conjugate, pool

# Thirteen trials of a vaccine against tuberculosis, cases and others with and without it: Colditz
# and others 1994, as pooled in Viechtbauer 2010, J Stat Softw 36(3), section 3.
TUBERCULOSIS = np.array(
    [
        [4, 119, 11, 128],
        [6, 300, 29, 274],
        [3, 228, 11, 209],
        [62, 13536, 248, 12619],
        [33, 5036, 47, 5761],
        [180, 1361, 372, 1079],
        [8, 2537, 10, 619],
        [505, 87886, 499, 87892],
        [29, 7470, 45, 7232],
        [17, 1699, 65, 1600],
        [186, 50448, 141, 27197],
        [5, 2493, 3, 2338],
        [27, 16886, 29, 17825],
    ],
    dtype=float,
)


def log_risk_ratios() -> tuple[np.ndarray, np.ndarray]:
    a, b, c, d = TUBERCULOSIS.T
    errors = np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    return np.log((a / (a + b)) / (c / (c + d))), errors


def test_restricted_likelihood_finds_what_the_published_example_found() -> None:
    effects, errors = log_risk_ratios()
    found = pool(effects, errors=errors)
    assert found.mean == pytest.approx(-0.7145, abs=5e-5)
    assert found.error == pytest.approx(0.1798, abs=5e-5)
    assert found.between**2 == pytest.approx(0.3132, abs=5e-5)
    assert found.heterogeneity == pytest.approx(152.2330, abs=5e-5)


def test_moments_of_two_trials_by_hand() -> None:
    # Weights 25 and 25, mean 0.5, Q = 50 x 0.25 = 12.5, scale 50 - 1250/50 = 25,
    # so the variance is (12.5 - 1)/25 = 0.46 and the error the root of (0.04 + 0.46)/2.
    found = pool(np.array([0.0, 1.0]), errors=np.array([0.2, 0.2]), method=Method.DERSIMONIAN_LAIRD)
    assert found.mean == pytest.approx(0.5)
    assert found.between**2 == pytest.approx(0.46)
    assert found.error == pytest.approx(0.5)
    assert found.inconsistency == pytest.approx(1 - 1 / 12.5)


def test_restricted_likelihood_of_two_equal_trials_by_hand() -> None:
    # With equal errors the restricted likelihood gives the sample variance less the squared error.
    found = pool(np.array([0.0, 1.0]), errors=np.array([0.2, 0.2]))
    assert found.between**2 == pytest.approx(0.5 - 0.04)


def test_trials_that_agree_have_no_spread_and_one_trial_stands_alone() -> None:
    assert pool(np.array([0.3, 0.3, 0.3]), errors=np.array([0.1, 0.2, 0.3])).between == 0.0
    alone = pool(np.array([0.89]), errors=np.array([0.32]))
    assert (alone.mean, alone.error) == pytest.approx((0.89, 0.32))
    assert alone.interval == pytest.approx((0.2628, 1.5172), abs=1e-4)


@pytest.mark.parametrize(
    ("effects", "errors", "between", "mean", "sd"),
    [
        ((0.89, 0.0), (0.32, 0.19), 0.0, 0.21, 0.14),
        ((0.91, 0.0), (0.32, 0.19), 0.25, 0.25, 0.18),
        ((0.89, 0.0), (0.32, 0.19), 0.25, 0.24, 0.18),
        ((0.91,), (0.32,), 0.25, 0.36, 0.21),
        ((0.89,), (0.32,), 0.25, 0.35, 0.21),
    ],
)
def test_a_sceptical_belief_meets_the_first_two_trials(
    effects: tuple[float, ...], errors: tuple[float, ...], between: float, mean: float, sd: float
) -> None:
    found = conjugate(
        0.15, sd=0.25, effects=np.array(effects), errors=np.array(errors), between=between
    )
    assert found == pytest.approx((mean, sd), abs=0.015)


def test_what_cannot_be_weighed_is_refused() -> None:
    for effects, errors in (([], []), ([0.1], [0.1, 0.2]), ([0.1], [0.0]), ([math.nan], [0.1])):
        with pytest.raises(Refusal):
            pool(np.array(effects), errors=np.array(errors))
