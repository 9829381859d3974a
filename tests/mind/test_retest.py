"""Two scores of one person differ by more than most treatments would make them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threonate.mind.retest import Retest
from threonate.refusal import Refusal


def retest(*, reliability: float = 0.7, practice: float = 0.0) -> Retest:
    return Retest(8.0, np.array([reliability]), np.array([practice]))


def test_the_noise_of_a_difference_agrees_with_arithmetic_by_hand() -> None:
    assert retest().noise[0] == pytest.approx(8.0 * math.sqrt(0.6))
    assert retest().smallest_detectable()[0] == pytest.approx(1.959964 * 8.0 * math.sqrt(0.6))


def test_a_perfect_test_has_no_noise() -> None:
    assert retest(reliability=1.0).noise[0] == 0.0


def test_an_unchanged_person_gains_by_chance_half_the_time() -> None:
    assert retest().gain_by_chance(0.0)[0] == pytest.approx(0.5)
    # One standard error or more happens to 15.9 % of people.
    assert retest().gain_by_chance(8.0 * math.sqrt(0.6))[0] == pytest.approx(0.1587, abs=1e-4)


@given(st.floats(min_value=0, max_value=20), st.floats(min_value=0, max_value=3))
def test_practice_makes_a_gain_by_chance_more_likely(gain: float, practice: float) -> None:
    without, by_practice = (retest(practice=p).gain_by_chance(gain)[0] for p in (0.0, practice))
    assert 0.0 <= without <= by_practice <= 1.0


def test_many_people_seen_twice_show_the_change_the_practice_and_the_noise() -> None:
    seen = Retest(8.0, np.full(40_000, 0.7), np.full(40_000, 1.5)).observed(
        np.full(40_000, 1.0), seed=3
    )
    assert seen.mean() == pytest.approx(2.5, abs=0.1)
    assert seen.std() == pytest.approx(8.0 * math.sqrt(0.6), rel=0.02)


def test_a_person_s_noise_does_not_depend_on_who_else_is_tested() -> None:
    def seen(n: int, begin: int) -> "np.typing.NDArray[np.float64]":
        return Retest(8.0, np.full(n, 0.7), np.zeros(n)).observed(np.zeros(n), seed=3, begin=begin)

    assert np.array_equal(seen(10, 0), np.concatenate([seen(3, 0), seen(7, 3)]))


@pytest.mark.parametrize("confidence", [0.0, 1.0, float("nan")])
def test_no_confidence_and_certainty_are_refused(confidence: float) -> None:
    with pytest.raises(Refusal, match="between 0 and 1"):
        retest().smallest_detectable(confidence=confidence)
