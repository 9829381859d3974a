"""Two roads stand beside each other, and say whether they agree."""

from dataclasses import replace

import pytest

from threonate.answer.document import document
from threonate.answer.trial import BESIDE, Roads, compound_of, roads, trial_document
from threonate.course import Course
from threonate.dose import Regimen
from threonate.people import Person
from threonate.simulation import simulate


@pytest.fixture(scope="module")
def course() -> Course:
    return simulate(Person(), Regimen.daily(weeks=12), draws=200)


@pytest.fixture(scope="module")
def found(course: Course) -> Roads:
    both = roads(course)
    assert both is not None
    return both


def test_the_fullest_day_holds_the_compound_of_the_label(course: Course) -> None:
    assert compound_of(course) == pytest.approx(2000.0, rel=1e-3)


def test_memory_stands_on_both_roads_in_the_same_unit(course: Course, found: Roads) -> None:
    told = trial_document(course)
    assert told is not None
    words = document(course)["memory"]["word_list"]
    assert told["unit"] == "SD"
    assert told["mechanism"]["value"] == words["change_spreads"]
    assert {row["domain"] for row in told["domains"]} >= {"G", "EM", *BESIDE}
    assert found.sentence.startswith("Two roads to memory")


def test_what_the_mechanism_does_not_reach_is_told_from_trials_alone(found: Roads) -> None:
    assert "does not reach sleep, anxiety, mood or attention" in found.beside
    for name in BESIDE:
        assert found.trials[name].domain.label in found.beside


def test_roads_that_do_not_meet_disagree(found: Roads) -> None:
    high = found.memory.most[1]
    far = replace(found, mechanism=(high + 2.0, high + 1.0, high + 3.0))
    assert "disagree" in far.sentence


def test_roads_that_meet_far_apart_differ_in_size(found: Roads) -> None:
    middle = found.memory.middle
    apart = replace(found, mechanism=(middle + 0.5, middle - 0.1, middle + 1.0))
    assert "differ in size" in apart.sentence


def test_another_salt_has_no_trials_of_its_own_here() -> None:
    citrate = simulate(Person(), Regimen.daily("citrate", elemental=144.0, weeks=4), draws=20)
    assert roads(citrate) is None
    assert trial_document(citrate) is None
