"""A person and a regimen go in; a course comes out."""

import numpy as np
import pytest

from threonate import path
from threonate.course import UNTREATED, Course
from threonate.dose import Regimen, Salt
from threonate.people import Person
from threonate.refusal import Refusal
from threonate.simulation import draws_of, sample_times, simulate, stream


@pytest.fixture(scope="module")
def course() -> Course:
    return simulate(regimen=Regimen.daily(), compare=["citrate", "oxide"], draws=200)


def test_twelve_weeks_raise_serum_a_little_and_urine_a_lot(course: Course) -> None:
    serum, urine = course.estimate("serum"), course.estimate("urine")
    assert 1.0 < serum.percent[0] < 5.0
    assert 15.0 < urine.percent[0] < 40.0


def test_only_threonate_opens_the_slow_way_into_the_brain(course: Course) -> None:
    threonate = course.estimate("csf").percent
    citrate = course.estimate("csf", "magnesium citrate").percent
    assert threonate[2] > 5.0
    assert citrate[2] < 1.5


def test_oxide_is_absorbed_less_than_a_soluble_salt(course: Course) -> None:
    soluble = course.where_did_it_go()["absorbed"]
    oxide = course.where_did_it_go("magnesium oxide")["absorbed"]
    assert oxide < 0.85 * soluble


def test_every_arm_has_the_same_persons(course: Course) -> None:
    starts = [arm.states[:, 0, :] for arm in course.arms]
    assert all(np.array_equal(starts[0], start) for start in starts[1:])


def test_the_same_seed_gives_the_same_bits_and_another_seed_does_not() -> None:
    courses = [simulate(regimen=Regimen.daily(weeks=1), draws=20, seed=s) for s in (4, 4, 5)]
    states = [course.arms[1].states for course in courses]
    assert np.array_equal(states[0], states[1])
    assert not np.array_equal(states[0], states[2])


def test_more_draws_keep_the_first_ones() -> None:
    few, many = (simulate(regimen=Regimen.daily(weeks=1), draws=n) for n in (10, 25))
    assert np.array_equal(few.arms[1].states, many.arms[1].states[:10])


def test_taking_nothing_changes_nothing() -> None:
    course = simulate(regimen=Regimen.none(weeks=12), draws=20)
    assert np.array_equal(course.arms[0].states, course.arms[1].states)


def test_a_missed_dose_is_missing_from_the_balance() -> None:
    full = Regimen.daily(weeks=2, titrate=False)
    less = full.missing(day=3, dose=2)
    taken = [simulate(regimen=r, draws=5).where_did_it_go()["swallowed"] for r in (full, less)]
    assert taken[0] - taken[1] == pytest.approx(96.0, rel=1e-9)


def test_a_dose_into_a_vein_goes_to_urine_and_stores_but_not_to_the_gut() -> None:
    course = simulate(
        regimen=Regimen.infusion(30.0, start="08:00", duration=8.0, length=48), draws=5
    )
    balance = course.where_did_it_go()
    assert balance["swallowed"] == pytest.approx(30.0 * 24.305)
    assert balance["urine"] > 0.6 * balance["swallowed"]
    assert abs(balance["residual"]) < 1e-9 * balance["swallowed"]


def test_failing_kidneys_hold_more() -> None:
    regimen = Regimen.daily(weeks=4, titrate=False)
    rises = [
        simulate(Person(egfr=egfr), regimen, draws=50).estimate("serum").change for egfr in (90, 20)
    ]
    assert rises[1] > 1.5 * rises[0]


def test_two_slow_forms_at_once_are_refused() -> None:
    both = Regimen.daily("oxide", elemental=200) + Regimen.daily("citrate", elemental=200)
    with pytest.raises(Refusal, match="different rates"):
        simulate(regimen=both, draws=2)


def test_no_draws_are_refused() -> None:
    with pytest.raises(Refusal, match="use 1 to"):
        simulate(draws=0)


def test_samples_stand_at_every_midnight_and_each_hour_of_the_last_day() -> None:
    times = sample_times(Regimen.daily(weeks=2))
    assert {24.0 * day for day in range(15)} <= set(times)
    assert {13 * 24.0 + hour for hour in range(25)} <= set(times)


def test_an_untreated_arm_stands_first(course: Course) -> None:
    assert [arm.name for arm in course.arms] == [
        UNTREATED,
        "magnesium L-threonate",
        Salt.find("citrate").name,
        Salt.find("oxide").name,
    ]


def test_amounts_are_never_negative(course: Course) -> None:
    amounts = [i for i, s in enumerate(path.system().states) if not s.startswith("brain.")]
    assert min(arm.states[:, :, amounts].min() for arm in course.arms) > -1e-9


def test_a_stream_gives_the_same_persons_whatever_the_chunk() -> None:
    week = Regimen.daily(weeks=1)

    def serum(chunk: int) -> list[float]:
        courses = stream(regimen=week, persons=30, chunk=chunk)
        return [s for course in courses for s in course.readings[course.arms[1].name]["serum"]]

    assert serum(30) == serum(7) == serum(1)


def test_people_differ_more_than_doubt_about_one_of_them() -> None:
    week = Regimen.daily(weeks=1)
    both = next(stream(regimen=week, persons=200))
    doubt = simulate(regimen=week, draws=200)
    widths = [
        np.ptp(np.quantile(c.readings[UNTREATED]["urine"], (0.05, 0.95))) for c in (doubt, both)
    ]
    assert widths[1] > 1.2 * widths[0]


def test_fitted_numbers_stand_in_for_the_usual_ones_and_take_turns() -> None:
    name, week = "kidney.threshold_factor", Regimen.daily(weeks=1)
    fitted = {name: np.array([1.04, 1.06])}
    drawn = draws_of(range(1, 5), seed=1, spread=False, doubt=True, instead=fitted)
    assert drawn[name].tolist() == [1.06, 1.04, 1.06, 1.04]
    followed = simulate(Person(), week, draws=4, instead=fitted)
    assert name in followed.drawn
    assert not np.allclose(
        followed.parameters[name], simulate(Person(), week, draws=4).parameters[name]
    )
