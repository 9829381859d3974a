"""What each assumption about the synapse adds, from a block that only costs to what is hoped."""

from itertools import pairwise

import numpy as np
import pytest

from threonate.course import Course
from threonate.dose import Regimen
from threonate.evidence.grade import Grade
from threonate.ladder import Own, Rung, synapse_day
from threonate.simulation import simulate, stream

CITRATE = "magnesium citrate"


@pytest.fixture(scope="module")
def course() -> Course:
    return simulate(regimen=Regimen.daily(), compare=["citrate"], draws=300)


def test_each_rung_holds_those_below_it() -> None:
    order = list(Rung)
    for place, rung in enumerate(order):
        assert [rung.holds(other) for other in order] == [
            other_place <= place for other_place in range(len(order))
        ]


def test_what_is_measured_in_slices_stands_below_what_is_assumed() -> None:
    grades = [rung.grade for rung in list(Rung)[1:]]
    assert grades == [Grade.E, Grade.E, Grade.F, Grade.F]
    assert all(rung.says.endswith(".") for rung in Rung)


@pytest.mark.parametrize("rung", Rung)
def test_taking_nothing_gains_exactly_nothing(rung: Rung) -> None:
    course = simulate(regimen=Regimen.none(weeks=12), draws=20)
    assert np.all(course.memory.gain(rung) == 0.0)


def test_the_block_alone_only_costs(course: Course) -> None:
    assert np.all(course.memory.gain(Rung.BLOCK) < 0.0)


def test_every_further_rung_adds(course: Course) -> None:
    gains = [course.memory.gain(rung) for rung in list(Rung)[1:]]
    for lower, upper in pairwise(gains):
        assert np.all(upper >= lower)
    assert np.all(gains[1] > gains[0])


def test_receptors_alone_bring_next_to_nothing_at_the_usual_dose(course: Course) -> None:
    """From another program: 0.003, 0.001 and 0.001 at 2.6 % more magnesium around neurons."""
    gained = np.median(course.memory.gain(Rung.HOMEOSTASIS), axis=0)
    assert np.all((gained > 0.0) & (gained < 0.02))


def test_other_salts_raise_nothing_by_threonate_itself(course: Course) -> None:
    up_to = {
        rung: synapse_day(course.untreated, course.sight(CITRATE), rung)["density_change"]
        for rung in (Rung.HOMEOSTASIS, Rung.DENSITY, Rung.THREONATE)
    }
    assert np.array_equal(up_to[Rung.DENSITY], up_to[Rung.THREONATE])
    assert np.all(up_to[Rung.HOMEOSTASIS] == 1.0)


def test_threonate_raises_density_only_where_rats_tell_about_people(course: Course) -> None:
    found = {
        rung: synapse_day(course.untreated, course.sight(course.arms[1]), rung)["density_change"]
        for rung in (Rung.DENSITY, Rung.THREONATE)
    }
    more = found[Rung.THREONATE] - found[Rung.DENSITY]
    told = course.parameters["brain.translation"] > 0.5
    assert np.all(np.abs(more[~told]) < 1e-12)
    assert np.all(more[told] >= 0.0)
    assert np.median(more[told]) > 0.005


def test_magnesium_itself_is_the_same_on_every_rung(course: Course) -> None:
    sight = course.sight(course.arms[1])
    flux = [
        synapse_day(course.untreated, sight, rung)["burst_flux"]
        for rung in Rung
        if rung.holds(Rung.BLOCK)
    ]
    assert all(np.array_equal(flux[0], other) for other in flux[1:])
    assert np.all(flux[0] < 1.0)


def test_before_the_regimen_every_arm_has_the_same_synapses(course: Course) -> None:
    days = [
        synapse_day(course.untreated, course.sight(arm), Rung.BEFORE).tolist()
        for arm in course.arms
    ]
    assert days[0] == days[1] == days[2]


def test_in_doubt_about_one_person_nobody_differs_and_among_people_everyone_does(
    course: Course,
) -> None:
    alike = Own.of(course.untreated)
    usual = Own.usual(course.untreated)
    assert np.array_equal(alike.density, usual.density)
    people = Own.of(next(stream(regimen=Regimen.none(weeks=1), persons=50)).untreated)
    for own in (people.make_up, people.density, people.load):
        assert np.unique(own).size == own.size
