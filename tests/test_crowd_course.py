"""Different persons are followed together as they would be alone, wherever the crowd is cut."""

import numpy as np
import pytest

from threonate.crowd_course import CrowdCourse
from threonate.dose import Regimen
from threonate.people import Person
from threonate.people.crowd import Crowd
from threonate.people.sex import Sex
from threonate.refusal import Refusal
from threonate.simulation import follow_crowd, simulate

PEOPLE = [
    Person(age=30, sex=Sex.MALE, weight=90, egfr=110, diet=400, serum=0.82),
    Person(age=62, sex=Sex.FEMALE, weight=64, egfr=70),
    Person.of(age=75, weight=58, egfr=45, medicines=["omeprazole"]),
    Person(age=62, sex=Sex.FEMALE, height=150, creatinine=1.1),
]
WEEKS = 2
PLAN = {"mgt": Regimen.daily(weeks=WEEKS)}


@pytest.fixture(scope="module")
def together() -> CrowdCourse:
    return follow_crowd(Crowd.of(PEOPLE), PLAN, doubt=False, spread=False)


@pytest.mark.parametrize("key", ["serum", "urine", "csf", "words"])
def test_each_person_of_a_crowd_ends_as_they_would_alone(together: CrowdCourse, key: str) -> None:
    # A course stops at every midnight, a crowd does not: steps differ, and 1e-5 is promised.
    for place, person in enumerate(PEOPLE):
        alone = simulate(person, PLAN["mgt"], draws=1, doubt=False).estimate(key)
        assert together.reading(key)[place] == pytest.approx(alone.baseline, rel=1e-5)
        assert together.reading(key, arm="mgt")[place] == pytest.approx(alone.value, rel=1e-5)


def test_the_bits_do_not_depend_on_where_a_crowd_is_cut() -> None:
    crowd = Crowd.of(PEOPLE * 10)
    whole = follow_crowd(crowd, PLAN).change("csf", arm="mgt")
    parts = [
        follow_crowd(crowd.slice(*ends), PLAN).change("csf", arm="mgt")
        for ends in ((0, 7), (7, 8), (8, 40))
    ]
    assert np.array_equal(whole, np.concatenate(parts), equal_nan=True)


def test_who_cannot_be_followed_is_nobody_and_the_others_stay() -> None:
    starved = Person(age=40, diet=20, serum=1.05)
    crowd = follow_crowd(Crowd.of([PEOPLE[0], starved]), PLAN, doubt=False, spread=False)
    serum = crowd.reading("serum")
    assert np.isfinite(serum[0]) == (0 in crowd.kept)
    assert np.isnan(serum[1]) == (1 not in crowd.kept)
    assert 1 not in crowd.kept


def test_drawn_values_are_exact_and_measured_ones_are_in_doubt() -> None:
    one = Person(age=50, egfr=80, diet=300)
    many = Crowd.of([one] * 200)
    spread = [
        np.nanstd(follow_crowd(crowd, PLAN, doubt=False).reading("urine"))
        for crowd in (many, many.exactly())
    ]
    assert spread[1] < spread[0]


def test_nobody_and_arms_of_different_lengths_are_refused() -> None:
    crowd = Crowd.of(PEOPLE)
    with pytest.raises(Refusal, match="nobody to follow"):
        follow_crowd(crowd.slice(0, 0), PLAN)
    with pytest.raises(Refusal, match="one length; they have 14, 21 days"):
        follow_crowd(crowd, {**PLAN, "longer": Regimen.daily(weeks=3)})
