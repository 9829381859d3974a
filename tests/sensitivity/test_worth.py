"""What knowing is worth, where it is known in closed form."""

import math

import numpy as np
import pytest

from threonate.engine.record import Floats
from threonate.sensitivity.worth import Worth, share_known, worth_of_knowing, worth_of_measuring


def normal(draws: int, *, sd: float, seed: int) -> Floats:
    return np.asarray(sd * np.random.default_rng(seed).standard_normal(draws))


@pytest.mark.parametrize(("error", "slope"), [(0.5, 1.0), (1.0, 1.0), (2.0, 1.0), (1.0, 0.25)])
def test_of_a_normal_answer_a_normal_result_leaves_the_conjugate_variance(
    error: float, slope: float
) -> None:
    answer = normal(3000, sd=1.0, seed=1)
    found = worth_of_measuring(answer, slope * answer, standard_error=error, seed=1)
    # The posterior precision is 1 + slope^2 / error^2, whatever is found.
    left = 1.0 / (1.0 + slope**2 / error**2)
    assert found.variance[0] == pytest.approx(1.0 - left, abs=0.03)
    assert found.width[0] == pytest.approx(1.0 - math.sqrt(left), abs=0.03)
    assert found.width_left == pytest.approx(2 * 1.645 * math.sqrt(left), rel=0.06)
    assert found.variance[1] - 0.03 < 1.0 - left < found.variance[2] + 0.03


def test_a_result_about_one_of_two_terms_takes_away_that_term_alone() -> None:
    one, two = normal(3000, sd=2.0, seed=2), normal(3000, sd=1.0, seed=3)
    found = worth_of_measuring(one + two, one, standard_error=1.0, seed=1)
    # Of 4 + 1 the first term's 4 become 4 / (1 + 4 / 1) = 0.8.
    assert found.variance[0] == pytest.approx((4.0 - 0.8) / 5.0, abs=0.03)


def test_whether_at_all_is_settled_by_a_sharp_result() -> None:
    """An answer that is 0 or 1 with chances of 0.4 and 0.6, seen with an error of a quarter."""
    answer = (np.random.default_rng(4).random(3000) < 0.6).astype(float)
    found = worth_of_measuring(answer, answer, standard_error=0.25, seed=1)
    seen = np.linspace(-2.0, 3.0, 20_001)
    density = [np.exp(-0.5 * ((seen - at) / 0.25) ** 2) for at in (0.0, 1.0)]
    chance = 0.6 * density[1] / (0.4 * density[0] + 0.6 * density[1])
    whole = 0.4 * density[0] + 0.6 * density[1]
    left = float(np.sum(whole * chance * (1.0 - chance)) / np.sum(whole))
    assert found.variance[0] == pytest.approx(1.0 - left / 0.24, abs=0.03)


def test_a_result_that_has_nothing_to_do_with_the_answer_is_worth_nothing() -> None:
    answer, other = normal(2000, sd=1.0, seed=5), normal(2000, sd=1.0, seed=6)
    found = worth_of_measuring(answer, other, standard_error=0.3, seed=1)
    assert abs(found.variance[0]) < 0.02
    assert abs(found.width[0]) < 0.03


def test_the_smaller_the_error_the_more_a_result_is_worth() -> None:
    answer = normal(2000, sd=1.0, seed=7)
    errors = (3.0, 1.0, 0.3)
    shares = [
        worth_of_measuring(answer, answer, standard_error=error, seed=1).width[0]
        for error in errors
    ]
    assert shares == sorted(shares)


def test_a_result_sharper_than_the_draws_can_tell_says_so() -> None:
    answer = normal(400, sd=1.0, seed=8)
    assert worth_of_measuring(answer, answer, standard_error=0.01, seed=1).is_sharp
    assert not worth_of_measuring(answer, answer, standard_error=1.0, seed=1).is_sharp


@pytest.mark.parametrize("error", [0.01, 0.03, 0.1])
def test_what_is_not_called_sharp_holds_the_truth(error: float) -> None:
    """Of two normal numbers with a correlation of 0.95 one is measured; the gain is known."""
    held, told, slope = 0, 0, 0.95
    for seed in range(6):
        measured, other = normal(4000, sd=1.0, seed=40 + seed), normal(4000, sd=1.0, seed=60 + seed)
        answer = slope * measured + math.sqrt(1.0 - slope**2) * other
        found = worth_of_measuring(answer, measured, standard_error=error, seed=seed)
        true = 1.0 - math.sqrt(1.0 - slope**2 / (1.0 + error**2))
        told += not found.is_sharp
        held += not found.is_sharp and found.width[1] <= true <= found.width[2]
    # Of six intervals at 90 %, five or six are expected; two misses have a chance of 1 in 9.
    assert told == (6 if error > 0.01 else 0)
    assert held >= told - 2


def test_a_number_known_exactly_takes_away_its_own_part_of_a_sum() -> None:
    one, two = normal(4000, sd=2.0, seed=9), normal(4000, sd=1.0, seed=10)
    found = worth_of_knowing(one + two, one, seed=1)
    # What stays is the other term: a variance of 1 of 5. Bins leave a little of the first.
    assert found.variance[0] == pytest.approx(0.8, abs=0.03)
    assert found.width[0] == pytest.approx(1.0 - 1.0 / math.sqrt(5.0), abs=0.04)


def test_knowing_exactly_is_worth_the_first_index_of_the_usual_test_function() -> None:
    x = np.random.default_rng(11).uniform(-math.pi, math.pi, (3, 4000))
    answer = np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
    one = 0.5 * (1.0 + 0.1 * math.pi**4 / 5.0) ** 2
    two = 7.0**2 / 8.0
    variance = one + two + 0.1**2 * math.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    shares = [share_known(answer, each) for each in x]
    assert shares == pytest.approx([one / variance, two / variance, 0.0], abs=0.03)


def test_whether_at_all_is_known_by_its_two_values() -> None:
    chance = np.random.default_rng(12)
    whether = (chance.random(4000) < 0.6).astype(float)
    answer = whether * (1.0 + 0.5 * chance.standard_normal(4000))
    # E[x]^2 p (1 - p) of p (1 + 0.25) - p^2.
    assert share_known(answer, whether) == pytest.approx(0.24 / (0.75 - 0.36), abs=0.03)


def test_measuring_with_hardly_any_error_comes_to_knowing() -> None:
    one, two = normal(4000, sd=1.0, seed=13), normal(4000, sd=1.0, seed=14)
    measured = worth_of_measuring(one + two, one, standard_error=0.1, seed=1)
    known = worth_of_knowing(one + two, one, seed=1)
    assert measured.variance[0] == pytest.approx(known.variance[0], abs=0.04)
    assert measured.width[0] == pytest.approx(known.width[0], abs=0.04)


def test_numbers_without_a_part_in_the_answer_are_told_from_chance() -> None:
    answer = normal(2000, sd=1.0, seed=15)
    assert [share_known(answer, normal(2000, sd=1.0, seed=20 + i)) for i in range(150)] == [0] * 150


def test_the_same_seed_gives_the_same_worth() -> None:
    answer = normal(500, sd=1.0, seed=16)
    one, other = (worth_of_measuring(answer, answer, standard_error=1.0, seed=3) for _ in range(2))
    assert one == other


def test_a_worth_is_told_with_its_intervals() -> None:
    told = Worth((0.5, 0.4, 0.6), (0.3, 0.2, 0.4), 2.0, 10.0).document()
    assert told == {
        "variance": 0.5,
        "variance_low": 0.4,
        "variance_high": 0.6,
        "width": 0.3,
        "width_low": 0.2,
        "width_high": 0.4,
        "width_left": 2.0,
        "carried": 10.0,
        "too_sharp": True,
    }
