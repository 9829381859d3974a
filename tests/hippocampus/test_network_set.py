"""Many networks fit the norms; the written numbers are the best of them."""

import numpy as np
import pytest

from threonate.evidence.parameter import load_room
from threonate.hippocampus.calibration import KEPT, RANGES
from threonate.hippocampus.network_set import FITTED, chosen, load_networks
from threonate.refusal import Refusal


def test_the_best_network_stands_first_and_all_are_close() -> None:
    misfit = load_networks()["misfit"]
    assert len(misfit) == KEPT
    assert np.all(np.diff(misfit) >= 0.0)
    assert misfit[-1] < 0.0125


def test_every_fitted_number_lies_where_it_was_looked_for() -> None:
    for name in FITTED:
        low, high = RANGES[name]
        found = load_networks()[name]
        assert np.all((found >= low) & (found <= high)), name


def test_the_written_numbers_are_those_of_the_first_network_and_of_the_ends() -> None:
    room = load_room("threonate.hippocampus")
    for name in FITTED:
        # The calcium of a spike belongs to the rule, where a train in a slice sets its number.
        if name != "calcium_scale":
            found, number = load_networks()[name], room[f"hippocampus.{name}"]
            assert number.value == found[0], name
            assert (number.low, number.high) == (found.min(), found.max()), name


def test_the_calcium_of_a_spike_lies_within_its_own_range() -> None:
    number = load_room("threonate.synapse")["synapse.calcium_scale"]
    found = load_networks()["calcium_scale"]
    assert number.low is not None
    assert number.high is not None
    assert number.low <= found.min() < found.max() <= number.high


def test_a_choice_falls_on_each_network_alike() -> None:
    found = chosen(np.array([0.0, 0.999 / KEPT, 1.0 / KEPT, 1.0]))
    networks = load_networks()
    for name in FITTED:
        assert found[name].tolist() == networks[name][[0, 0, 1, KEPT - 1]].tolist()
    even = chosen((np.arange(KEPT * 10) + 0.5) / (KEPT * 10))["cue_gain"]
    assert np.unique(even, return_counts=True)[1].tolist() == [10] * KEPT


@pytest.mark.parametrize("choice", [-0.1, 1.1])
def test_a_choice_outside_0_to_1_is_refused(choice: float) -> None:
    with pytest.raises(Refusal, match="between 0 and 1"):
        chosen(np.array([0.5, choice]))
