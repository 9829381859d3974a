"""The prediction for people agrees with the Monte Carlo of its specification.

That one drew 400,000 cases with a plasma rise assumed at 2 %; ours computes the rise, so it depends
on age, kidney and diet. Medians may differ by a fifth for that reason, chances by 0.07, and with
4,000 draws the sampling error of a median is below 0.1 points.
"""

import numpy as np
import pytest

from threonate.course import Course
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.people import Person
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def course() -> Course:
    person = Person(weight=70, egfr=95)
    return simulate(
        person, Regimen.daily(titrate=False), compare=["citrate"], draws=4000, spread=True
    )


def _change(course: Course, arm: int, site: str) -> Floats:
    sight = course.sight(course.arms[arm])
    before = course.sight(course.arms[0])
    return np.asarray(100 * (sight.mean(sight.state(site)) / before.mean(before.state(site)) - 1))


def test_the_fluid_rises_by_two_and_a_half_per_cent_or_so(course: Course) -> None:
    change = _change(course, 1, "brain.ventricle")
    assert np.median(change) == pytest.approx(2.6, rel=0.2)
    assert np.quantile(change, 0.95) == pytest.approx(11.0, rel=0.2)
    assert 0.0 < np.quantile(change, 0.05) < 0.7
    assert np.mean(change > 5.0) == pytest.approx(0.29, abs=0.07)


def test_if_rats_tell_about_people_it_is_five_per_cent(course: Course) -> None:
    change = _change(course, 1, "brain.ventricle")
    translated = change[course.parameters["brain.translation"] == 1.0]
    assert np.median(translated) == pytest.approx(4.9, rel=0.2)
    assert np.quantile(translated, 0.05) == pytest.approx(1.7, rel=0.25)
    assert np.quantile(translated, 0.95) == pytest.approx(12.5, rel=0.2)


def test_another_salt_hardly_reaches_the_brain(course: Course) -> None:
    """Its 95 % point was 1.1 at a plasma rise of 2 %; ours is near 3 %, so half as much again."""
    change = _change(course, 2, "brain.ventricle")
    assert np.median(change) == pytest.approx(0.5, abs=0.2)
    assert np.quantile(change, 0.95) < 1.1 * 1.5


def test_free_magnesium_in_neurons_follows(course: Course) -> None:
    assert np.median(_change(course, 1, "brain.neuron")) == pytest.approx(2.6, rel=0.35)
    assert np.median(_change(course, 2, "brain.neuron")) == pytest.approx(0.2, abs=0.1)
