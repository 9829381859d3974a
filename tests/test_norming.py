"""Before a regimen every draw recalls as people of that age do, whatever its synapses are."""

import numpy as np
import pytest
from tests.hippocampus import dense

from threonate.course import Course
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.hippocampus.ageing import aged, terminals
from threonate.hippocampus.chain import recall_on
from threonate.hippocampus.day import Days, days
from threonate.hippocampus.network_set import FITTED, load_networks
from threonate.memory import CUES, FREELY
from threonate.mind.curve import usual_curve
from threonate.norming import normed_calcium
from threonate.people import Person
from threonate.simulation import simulate, stream

NUMBERS = {name: np.array([value]) for name, value in dense.numbers().items()}


def adult(since: float = 3.0) -> Days:
    """The fitted networks, so many decades after early adulthood."""
    fitted = {name: load_networks()[name] for name in FITTED}
    return days(
        {
            "burst_flux": 1.0,
            "density_change": 1.0,
            **aged(since, NUMBERS),
            **terminals(NUMBERS),
            **fitted,
        }
    )


def freely(day: Days, calcium: Floats) -> Floats:
    asked = day.copy()
    asked["calcium_scale"] = calcium
    return recall_on(asked, cues=(0.5,)).recall[:, 0]


def before(course: Course) -> Floats:
    return course.memory.before.recall[:, CUES.index(FREELY)]


@pytest.mark.parametrize("share", [0.5, 0.7, 0.8])
def test_the_calcium_found_brings_recall_to_the_share_that_is_asked(share: float) -> None:
    day = adult()
    found = normed_calcium(day, cue=0.5, ceiling=np.full(len(day), share))
    assert freely(day, found) == pytest.approx(np.full(len(day), share), abs=0.01)


def test_what_no_calcium_reaches_is_come_near_to_within_a_factor_of_two() -> None:
    day = adult()
    for share, factor in ((1.0, 2.0), (0.0, 0.5)):
        found = normed_calcium(day, cue=0.5, ceiling=np.full(len(day), share))
        assert found == pytest.approx(factor * day["calcium_scale"], rel=1e-4)


def test_a_day_is_not_changed_by_asking() -> None:
    day = adult()
    kept = day.copy()
    normed_calcium(day, cue=0.5, ceiling=np.full(len(day), 0.7))
    assert day.tolist() == kept.tolist()


def test_untreated_draws_recall_freely_what_people_of_their_age_do() -> None:
    course = simulate(regimen=Regimen.none(weeks=1), draws=500)
    missed = np.abs(before(course) - usual_curve(60.0, numbers=course.parameters).ceiling)
    assert np.median(missed) < 1e-4
    assert np.quantile(missed, 0.99) < 0.005
    assert np.max(missed) < 0.01


@pytest.mark.parametrize("age", [25.0, 75.0])
def test_at_other_ages_most_draws_do_too(age: float) -> None:
    # Not every network can reach the best or the worst; those come as near as they can.
    course = simulate(Person(age=age), Regimen.none(weeks=1), draws=300)
    missed = np.abs(before(course) - usual_curve(age, numbers=course.parameters).ceiling)
    assert np.median(missed) < 1e-4
    assert np.quantile(missed, 0.9) < 0.005
    assert np.max(missed) < 0.1


def test_people_differ_around_the_norm() -> None:
    persons = next(stream(Person(), Regimen.none(weeks=1), persons=300))
    usual = np.median(usual_curve(60.0, numbers=persons.parameters).ceiling)
    found = before(persons)
    assert np.median(found) == pytest.approx(usual, abs=0.03)
    assert np.quantile(found, 0.95) - np.quantile(found, 0.05) > 0.05
