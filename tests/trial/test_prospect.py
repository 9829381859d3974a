"""Whatever is true: what the draws of a belief say, and no more than they can."""

import numpy as np
import pytest
from scipy.stats import norm

from threonate.trial.ability import power
from threonate.trial.prospect import People, Prospect, rounded


def prospect(truth: np.ndarray, *, lean: float = 0.0, between: float = 0.0) -> Prospect:
    count = len(truth)
    return Prospect(
        truth,
        truth + lean,
        np.full(count, between),
        np.full(count, 1.0 / count),
        sd=1.0,
        alpha=0.05,
    )


def belief(mean: float, sd: float, count: int = 2000, seed: int = 1) -> np.ndarray:
    return mean + sd * np.random.default_rng(seed).standard_normal(count)


def test_a_known_effect_has_its_power() -> None:
    known = prospect(np.full(500, 0.5))
    assert known.assurance(64) == pytest.approx(power(0.5, sd=1.0, active=64, control=64), abs=0.01)
    people = known.people_for(0.8)
    assert people.likely == pytest.approx(64, abs=3)
    assert people.is_determined


def test_a_normal_belief_is_found_as_normal_beliefs_are() -> None:
    """With mean m, SD s and a trial's own spread, the chance is one normal probability."""
    found = prospect(belief(0.3, 0.2, 200_000), between=0.1)
    error = np.sqrt(2 / 400)
    exact = norm.cdf((0.3 - 1.96 * error) / np.sqrt(0.2**2 + 0.1**2 + error**2))
    assert found.assurance(400) == pytest.approx(exact, abs=0.005)
    assert found.most == pytest.approx(norm.cdf(0.3 / np.hypot(0.2, 0.1)), abs=0.005)


def test_no_number_of_people_finds_what_may_not_be_there() -> None:
    even = prospect(np.tile([0.3, -0.3], 500))
    assert even.most == pytest.approx(0.5)
    assert even.people_for(0.8) == People(None, None, None)
    assert even.people_for(0.8).words == "never"


def test_near_the_plateau_the_draws_do_not_tell() -> None:
    """The chance that a belief is above 0 is 80.2 %: 2,000 draws err by 1.5 % (90 %)."""
    for seed in range(4):
        people = prospect(belief(0.85, 1.0, seed=seed)).people_for(0.8)
        assert not people.is_determined
        assert people.words.startswith(("unclear", "never"))


def test_where_the_draws_tell_another_sample_of_them_agrees() -> None:
    found = [prospect(belief(0.3, 0.2, seed=seed)).people_for(0.8) for seed in range(8)]
    assert all(each.is_determined for each in found)
    exact = prospect(belief(0.3, 0.2, 400_000)).people_for(0.8).likely
    inside = [each.low <= exact <= each.high for each in found]  # type: ignore[operator]
    assert sum(inside) >= 6


def test_a_lean_is_not_taken_for_an_effect() -> None:
    """Nothing but a lean gives positive headlines, and none of them is right."""
    leaning = prospect(np.full(500, -0.05), lean=0.5)
    assert leaning.most == 1.0
    assert leaning.positive == 0.0
    assert leaning.positive_if_found(100, 100) == 0.0
    honest = prospect(belief(0.0, 0.2))
    assert honest.positive_if_found(200, 200) > 0.95  # type: ignore[operator]


@pytest.mark.parametrize(("people", "told"), [(64.0, 64), (1234.0, 1200), (98_001.0, 98_000)])
def test_people_are_told_to_two_digits(people: float, told: int) -> None:
    assert rounded(people) == told
