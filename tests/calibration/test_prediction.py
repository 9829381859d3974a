"""What would be measured is what a simulation of the same person shows."""

from dataclasses import replace

import numpy as np
import pytest
from tests.calibration.conftest import measured

from threonate.calibration.data import Data
from threonate.calibration.prediction import SteadyPersons
from threonate.dose import Regimen
from threonate.engine.record import Floats
from threonate.people import Person
from threonate.refusal import Refusal
from threonate.simulation import all_parameters, kernel, simulate

HOUR = 13 * 24.0 + 9.5
SEEN = ("serum", "csf", "red_cells", "interstitial", "neuronal", "threonate")


def expected(data: Data, **numbers: float) -> Floats:
    values = {name.replace("__", "."): np.array([v]) for name, v in numbers.items()}
    return np.asarray(SteadyPersons(kernel(), data)(values)[0])


def as_written(name: str) -> dict[str, float]:
    return {name.replace(".", "__"): all_parameters()[name].value}


def test_measurements_are_what_a_simulation_shows_at_that_hour() -> None:
    person, regimen = Person(age=70, weight=80, egfr=60), Regimen.daily(weeks=2)
    # Without a word, threonate does in people what it does in rats.
    world = {"brain.translation": np.ones(1)}
    course = simulate(person, regimen, draws=1, doubt=False, samples=[HOUR], instead=world)
    place = int(np.searchsorted(course.times, HOUR))
    sight = course.sight(course.arms[1])
    shown = {
        "serum": sight.level("concentration")[0, place],
        "csf": sight.state("brain.lumbar")[0, place] * course.parameters["people.csf_total"][0],
        "red_cells": sight.level("red_cell_fold")[0, place]
        * course.parameters["people.red_cell_level"][0],
        "interstitial": sight.state("brain.interstitium")[0, place]
        * course.parameters["brain.interstitial_level"][0],
        "neuronal": sight.state("brain.neuron")[0, place],
        "threonate": 1000.0 * sight.level("threonate_concentration")[0, place],
    }
    data = Data.of(
        [measured(HOUR, key) for key in SEEN], people={"": person}, regimens={"": regimen}
    )
    found = expected(data, **as_written("gut.jejunal_capacity"))
    np.testing.assert_allclose(found, [shown[key] for key in SEEN], rtol=1e-4)


def test_urine_is_what_a_day_collects_and_day_0_is_the_day_before() -> None:
    regimen = Regimen.daily(weeks=2)
    course = simulate(Person(), regimen, draws=1, doubt=False)
    urine = course.estimate("urine")
    data = Data.of(
        [measured(0.0, "urine"), measured(14 * 24.0, "urine"), measured(0.0, "serum")],
        people={"": Person()},
        regimens={"": regimen},
    )
    before, after, serum = expected(data, **as_written("gut.jejunal_capacity"))
    assert before == pytest.approx(urine.baseline, rel=1e-4)
    assert after == pytest.approx(urine.value, rel=1e-4)
    at_midnight = course.untreated.level("concentration")[0, 0]
    assert serum == pytest.approx(at_midnight, rel=1e-4)


def test_persons_together_are_measured_as_each_would_be_alone() -> None:
    people = {"A": Person(), "B": Person(age=30, weight=95), "C": Person(age=75, egfr=40)}
    regimens = {
        "A": Regimen.daily(weeks=1),
        "B": Regimen.daily("oxide", elemental=300, weeks=1),
        "C": Regimen.daily(weeks=1),
    }
    ones = [measured(t, "serum", id_=id_) for id_ in "ABC" for t in (20.0, 100.0)]
    values = {"kidney.splay": np.array([0.04, 0.053, 0.06])}
    together = SteadyPersons(kernel(), Data.of(ones, people=people, regimens=regimens))(values)
    for place, id_ in enumerate("ABC"):
        data = Data.of([o for o in ones if o.id == id_], people=people, regimens=regimens)
        alone = SteadyPersons(kernel(), data)(values)
        np.testing.assert_allclose(together[:, 2 * place : 2 * place + 2], alone, rtol=1e-12)


def test_impossible_numbers_give_no_measurement_and_spoil_no_others() -> None:
    data = Data.of([measured(24.0, "serum")], people={"": Person()}, regimens={"": Regimen.none()})
    found = SteadyPersons(kernel(), data)({"kidney.threshold_mean": np.array([1e-9, 0.671, 1e4])})
    assert np.isfinite(found[1, 0])
    assert np.isnan(found[2, 0])


def test_ids_that_are_nobody_and_impossible_hours_are_refused() -> None:
    ones = [measured(24.0, "serum", id_="A")]
    everyone = {"": Regimen.none()}
    with pytest.raises(Refusal, match="no person with the id 'A', which was measured"):
        Data.of(ones, people={"B": Person()}, regimens=everyone)
    with pytest.raises(Refusal, match="no regimen with the id 'A'"):
        Data.of(ones, people={"": Person()}, regimens={"B": Regimen.none()})
    with pytest.raises(Refusal, match="nothing to fit to"):
        Data.of([], people={"": Person()}, regimens=everyone)
    for time in (-1.0, 1e9):
        with pytest.raises(Refusal, match="use times from 0"):
            Data.of([replace(ones[0], time=time)], people={"": Person()}, regimens=everyone)
