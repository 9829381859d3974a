"""Synapses age as the path's laws say, before any regimen."""

import numpy as np
import pytest

from threonate.baseline import AGEING
from threonate.evidence.parameter import load_room
from threonate.hippocampus.ageing import aged, charge, terminals
from threonate.hippocampus.day import FIELDS

NUMBERS = {
    name: np.array([number.value])
    for room in ("synapse", "hippocampus")
    for name, number in load_room(f"threonate.{room}").items()
}


def test_a_young_adult_is_the_measure_of_all() -> None:
    assert {name: float(found) for name, found in _flat(0.0).items()} == dict.fromkeys(
        ("receptors", "density", "dentate", "load"), 1.0
    )


def test_three_decades_by_hand() -> None:
    found = _flat(3.0)
    # A fortieth of terminals and a two-hundredth of synapses a decade; NR2B weighs 2.5 and is 0.34.
    assert found["density"] == pytest.approx((1 - 0.075) * (1 - 0.015))
    assert found["dentate"] == pytest.approx(1 - 0.06)
    assert found["load"] == pytest.approx(1.3)
    assert found["receptors"] == pytest.approx((0.66 + 0.85 * (1 - 0.099)) / 1.51)


@pytest.mark.parametrize("age", [0.0, 2.5, 5.0])
def test_the_hippocampus_ages_like_the_path(age: float) -> None:
    """The states in which a person begins are those that the hippocampus is asked with."""
    start = {
        state: 1.0 + age * (0.0 if number is None else NUMBERS[number][0])
        for state, number in AGEING.items()
    }
    found = _flat(age)
    working = start["synapse.functional"] * start["synapse.structure"]
    assert found["density"] == pytest.approx(working, rel=1e-12)
    receptors = float(charge(np.array([start["synapse.make_up"]]), NUMBERS)[0])
    assert found["receptors"] == pytest.approx(receptors, rel=1e-12)


def test_terminals_fill_fields_of_a_day() -> None:
    found = terminals(NUMBERS)
    assert set(found) <= set(FIELDS)
    assert found["release"] == NUMBERS["synapse.release_baseline"]
    assert found["recurrent"] == 0.0


def _flat(decades: float) -> dict[str, float]:
    return {name: float(np.ravel(found)[0]) for name, found in aged(decades, NUMBERS).items()}
