"""What is asked of every version is what ``simulate`` would answer."""

import numpy as np
import pytest

from threonate import Person, Regimen, simulate
from threonate.course import UNTREATED
from threonate.engine.draw import Stream, uniforms
from threonate.engine.record import Floats
from threonate.people import Sex
from threonate.people.crowd import Crowd
from threonate.refusal import Refusal
from threonate.sensitivity.factor import Versions
from threonate.sensitivity.ignorance import Ignorance
from threonate.sensitivity.outcome import Outcome, Reading
from threonate.simulation import draws_of, follow_crowd, kernel

PERSON, WEEK = Person(age=66, sex=Sex.MALE, diet=280), Regimen.daily(weeks=1)
DRAWS = 24
SAME = 1e-3
"""Steps end at samples, and fewer are taken here; what is read off differs by as much."""


def chances() -> Floats:
    columns = [
        uniforms(factor.name, seed=1, stream=Stream.DOUBT, begin=0, end=DRAWS)
        for factor in Ignorance(PERSON).factors
    ]
    return np.stack(columns, axis=1)


@pytest.mark.parametrize("quantity", ["csf", "words"])
@pytest.mark.parametrize("reading", list(Reading))
def test_the_same_draws_give_what_simulate_gives(quantity: str, reading: Reading) -> None:
    course = simulate(PERSON, WEEK, draws=DRAWS, seed=1)
    before, after = (course.readings[name][quantity] for name in (UNTREATED, course.arms[1].name))
    outcome = Outcome(kernel(), WEEK, quantity, reading)
    found = outcome.of(Ignorance(PERSON).versions(chances()))
    expected = after - before if reading is Reading.CHANGE else after
    assert found == pytest.approx(expected, rel=SAME)


def test_how_a_slow_form_dissolves_counts() -> None:
    oxide = Regimen.daily("oxide", elemental=250, weeks=1)
    course = simulate(PERSON, oxide, draws=DRAWS, seed=1)
    before, after = (course.readings[arm.name]["urine"] for arm in course.arms)
    outcome = Outcome(kernel(), oxide, "urine")
    found = outcome.of(Ignorance(PERSON).versions(chances()))
    assert found == pytest.approx(after - before, rel=SAME)


def test_a_crowd_ends_where_follow_crowd_takes_it() -> None:
    crowd = Crowd.of([Person(age=55), Person(age=74, weight=90), PERSON])
    drawn = draws_of(crowd.ids, seed=1, spread=True, doubt=False)
    theirs = follow_crowd(crowd, {"with": WEEK}, seed=1, doubt=False)
    found = Outcome(kernel(), WEEK, "recall").of(Versions(crowd, drawn))
    assert found == pytest.approx(theirs.change("recall", arm="with"), rel=SAME)


def test_who_has_no_steady_day_has_no_answer() -> None:
    crowd = Crowd.of([Person(), Person(diet=20, serum=3.0)])
    drawn = draws_of(crowd.ids, seed=1, spread=False, doubt=False)
    found = Outcome(kernel(), WEEK, "csf").of(Versions(crowd, drawn))
    assert np.isnan(found).tolist() == [False, True]


def test_a_quantity_that_is_not_reported_is_refused() -> None:
    with pytest.raises(Refusal, match="'wards' is not reported"):
        Outcome(kernel(), WEEK, "wards")
