"""What people are expected to gain, told without promising it."""

import math

import pytest

from threonate.mind.norm import Measure, Task, norm
from threonate.refusal import Refusal
from threonate.studies.belief import MODELLED
from threonate.studies.domain import Domain
from threonate.studies.posterior import load_posterior
from threonate.studies.prediction import Course, Expectation, placebo, practice_gain, predict


def expected(
    domain: Domain = Domain.G, *, age: float = 55.0, dose: float = 1750.0, weeks: float = 12.0
) -> Expectation:
    found = predict(age=age, dose=dose, weeks=weeks)
    return {each.domain: each for each in found}[domain]


def test_every_domain_is_answered() -> None:
    assert tuple(each.domain for each in predict(age=60, dose=2000, weeks=12)) == MODELLED


def test_intervals_lie_within_each_other_around_the_middle() -> None:
    found = expected()
    edges = (found.most[0], found.half[0], found.middle, found.half[1], found.most[1])
    assert list(edges) == sorted(edges)
    assert 0.0 < found.noticeable < found.benefit < 1.0


def test_at_the_usual_dose_for_long_the_middle_is_the_pooled_one() -> None:
    held = load_posterior()
    (middle,) = held.quantiles(held.effect(Domain.G), (0.5,))
    found = expected(weeks=520.0)
    assert found.middle == pytest.approx(middle, abs=0.02)
    # A new group of people differs from the average one, so the interval is wider.
    low, high = held.quantiles(held.effect(Domain.G), (0.05, 0.95))
    assert found.most[1] - found.most[0] > high - low


def test_nothing_taken_or_no_time_passed_changes_nothing() -> None:
    for found in (expected(dose=0.0), expected(weeks=0.0)):
        assert found.most == (0.0, 0.0)
        assert found.benefit == 0.0


def test_two_weeks_hold_less_than_twelve() -> None:
    early, late = expected(weeks=2.0), expected(weeks=12.0)
    assert early.most[1] - early.most[0] < late.most[1] - late.most[0]


def test_the_time_of_the_mechanism_can_take_the_place_of_the_fitted_one() -> None:
    fitted = predict(age=55, dose=1750, weeks=4)
    mechanism = predict(age=55, dose=1750, weeks=4, course=Course.MECHANISM)
    assert fitted[0].most != mechanism[0].most
    assert fitted[0].most == pytest.approx(mechanism[0].most, abs=0.1)


def test_a_change_is_told_in_the_words_of_a_list_and_the_seconds_of_a_trail() -> None:
    found = expected(Domain.EM)
    words = next(each for each in found.readings if each.measure is Measure.TOTAL)
    sd = norm(Task.REY, measure=Measure.TOTAL, age=55).sd
    assert words.middle == pytest.approx(found.middle * sd)
    trails = next(e for e in expected(Domain.EF).readings if e.task is Task.TRAILS)
    # A benefit is fewer seconds.
    assert math.copysign(1.0, trails.middle) == -math.copysign(1.0, expected(Domain.EF).middle)
    assert trails.low < trails.middle < trails.high


def test_what_no_trial_measured_says_so() -> None:
    assert expected(Domain.EM).informed
    assert not expected(Domain.SLO).informed
    assert not expected(Domain.WM).informed


def test_sleepers_feel_better_on_placebo_and_tests_gain_by_practice() -> None:
    # 2.3 points over a spread of 5.0, nearly all of it after four weeks.
    assert placebo(Domain.SLS, weeks=4.0) == pytest.approx(0.46 * (1 - math.exp(-4 / 1.1)))
    assert placebo(Domain.G, weeks=4.0) == 0.0
    assert practice_gain(Domain.SLO, age=60, weeks=6) == 0.0
    # Calamia 2012 at 40 years and at once: 0.242 - 0.007.
    assert practice_gain(Domain.EM, age=40, weeks=0) == pytest.approx(0.235, abs=1e-3)


def test_the_same_question_gets_the_same_answer() -> None:
    assert predict(age=60, dose=2000, weeks=12) == predict(age=60, dose=2000, weeks=12)


@pytest.mark.parametrize(
    ("age", "dose", "weeks", "weight"),
    [
        (12.0, 2000.0, 12.0, None),
        (60.0, -1.0, 12.0, None),
        (60.0, 20_000.0, 12.0, None),
        (60.0, 2000.0, -1.0, None),
        (60.0, 2000.0, math.nan, None),
        (60.0, 2000.0, 12.0, 3.0),
    ],
)
def test_an_impossible_question_is_refused(
    age: float, dose: float, weeks: float, weight: float | None
) -> None:
    with pytest.raises(Refusal):
        predict(age=age, dose=dose, weeks=weeks, weight=weight)
